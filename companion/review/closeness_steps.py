"""How close a day was, in one of seven steps, each with its sign and its colours.

The sign in a day's cell carries the meaning, the ground of the cell shows it from afar.
"""

from companion.model.day_summary import DaySummary
from companion.review.drawing import Span
from companion.review.text_charts import nearest

FAR, A_LITTLE_FAR, NEITHER, A_LITTLE_CLOSE, CLOSE = "«", "‹", "·", "›", "»"
NOT_RATED = "o"
"""A day or moment that was logged, and not rated."""

STEPS = range(-3, 4)
"""The steps there are, from far apart to very close."""

LEGEND = (
    (FAR, "far apart"),
    (A_LITTLE_FAR, ""),
    (NEITHER, "in between"),
    (A_LITTLE_CLOSE, ""),
    (CLOSE, "very close"),
)
"""The signs in their order, with the words for the ends and the middle."""

_SIGNS = {-3: FAR, -2: FAR, -1: A_LITTLE_FAR, 0: NEITHER, 1: A_LITTLE_CLOSE, 2: CLOSE, 3: CLOSE}


def step_of(closeness: float) -> int:
    """The nearest of the seven steps, halves away from the middle; what lies beyond them is at the end."""
    return max(STEPS[0], min(STEPS[-1], nearest(closeness)))


def sign_of(step: int) -> str:
    """The sign of a step."""
    return _SIGNS[step]


def colour_of(step: int) -> str:
    """The style for words and signs on the ordinary ground: close, distant or in between."""
    return "$closeness" if step > 0 else "$distance" if step < 0 else "$soft"


def name_of(step: int) -> str:
    """A step as the themes name it: ``far-2``, ``0``, ``close-3``."""
    return f"close-{step}" if step > 0 else f"far-{-step}" if step < 0 else "0"


def chip(step: int, width: int = 3, *, chosen: bool = False) -> Span:
    """A step as a cell of its colour with the sign in its middle, ``width`` cells wide.

    ``chosen``: ground and ink exchanged, in bold, as under a cursor.
    """
    return cell(sign_of(step).center(width), step, chosen=chosen)


def cell(text: str, step: int, *, chosen: bool = False) -> Span:
    """Any text on the ground of a step."""
    ink, ground = f"$ink-{name_of(step)}", f"$step-{name_of(step)}"
    return (text, f"bold {ground} on {ink}" if chosen else f"{ink} on {ground}")


def day_cell(text: str, day: DaySummary | None, *, quiet: bool = False, chosen: bool = False) -> Span:
    """Any text on the ground of a day; in quiet mode no day shows how close it was."""
    if day is not None and day.closeness is not None and not quiet:
        return cell(text, step_of(day.closeness), chosen=chosen)
    return (text, "bold $background on $soft" if chosen else "$soft on $step-none")


def day_sign(day: DaySummary | None, *, quiet: bool = False) -> str:
    """The sign of a day: its step, NOT_RATED where nothing was rated, a blank where nothing was logged.

    In quiet mode a day was logged or was not.
    """
    if day is None or not day.entries:
        return " "
    if day.closeness is None or quiet:
        return NOT_RATED
    return sign_of(step_of(day.closeness))
