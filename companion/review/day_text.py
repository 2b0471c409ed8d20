"""What was asked about days, in words and as a small chart of letters: the same in both faces.

In the past tense and in counts; nothing about what came first, and nothing about why. Texts may hold what a
person wrote; whoever shows them passes them through ``shown()``.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from companion.model.frozen_dataclass import dataclass
from companion.model.text import one_line
from companion.patterns.day_comparison import ENOUGH_DAYS, DayComparison
from companion.review import text_charts
from companion.review.day_subjects import DaySubject
from companion.review.grammar import counted, number

TITLE = "On days with …"

_NAMES = {"closeness": "How close it was", "feeling": "How it felt"}
_ENDS = {"closeness": ("distant", "close"), "feeling": ("hard", "pleasant")}
_DIFFERENCES = {
    "closeness": ("closer", "more distant", "as close"),
    "feeling": ("more pleasant", "less pleasant", "as pleasant"),
}


class DayAnswer(NamedTuple):
    """One thing that was asked about, and what came out of it."""

    subject: DaySubject
    comparisons: tuple[DayComparison, ...]


@dataclass(frozen=True, slots=True)
class SideText:
    """One side of a comparison: its sign in the chart, what it is called, its mean, and how many days."""

    sign: str
    name: str
    mean: str
    days: str


@dataclass(frozen=True, slots=True)
class ComparisonText:
    """One measure, ready to read.

    verdict: the difference, what would fit it, and how sure that is; or how many days are needed. sides: with
    and without, empty while there are too few days. ends: what the ends of the scale are called. places:
    where the two means lie on it, 0 to 1.
    """

    name: str
    verdict: str
    sides: tuple[SideText, ...] = ()
    ends: tuple[str, str] = ("", "")
    places: tuple[float, float] = (0.5, 0.5)


def heading(subject: DaySubject) -> str:
    """``On days with “A deep conversation”``."""
    return f"On days with {one_line(subject.words)}"


def asked_words(asked: int) -> str:
    """How many things were asked about in the sitting, and what that does."""
    if asked <= 1:
        return "You asked about one thing so far." if asked else "Nothing asked so far."
    return (
        f"You asked about {number(asked)} things so far. The more you ask in one go, the clearer a difference"
        " has to be."
    )


def rule_words(*, quiet: bool) -> str:
    """How the days are counted; in quiet mode without a word on closeness."""
    closeness = "" if quiet else "how close it was on the scale of the form, and "
    return (
        f"A day counts once, with the average of what you noted on it: {closeness}how pleasant the feelings"
        " were, from −1 (hard) to +1. Days without a note of that are not counted, and neither are moments"
        " when you felt afraid or kept safe. It says nothing about what came first."
    )


def comparison_texts(answer: DayAnswer, scale: int) -> tuple[ComparisonText, ...]:
    """Each measure in words. ``scale``: how far closeness reaches on either side of the middle."""
    return tuple(_comparison(one, scale) for one in answer.comparisons)


def _comparison(one: DayComparison, scale: int) -> ComparisonText:
    name = _NAMES[one.measure]
    if one.measure == "feeling" and one.code.startswith("F:"):
        name = "How the other feelings were"
    if one.mean is None or one.mean0 is None:
        other = "other " if one.n0 < one.n else ""
        words = f"{min(one.n, one.n0)} of the {ENOUGH_DAYS} {other}days needed."
        return ComparisonText(name, words)
    reach = scale if one.measure == "closeness" else 1
    sides = (
        SideText(text_charts.DOT, "with it", _signed(one.mean), counted(one.n, "day")),
        SideText(text_charts.HOLLOW, "without", _signed(one.mean0), counted(one.n0, "day")),
    )
    places = (one.mean + reach) / (2 * reach), (one.mean0 + reach) / (2 * reach)
    verdict = f"{_difference(one)} {_sureness(one)}"
    return ComparisonText(name, verdict, sides, _ENDS[one.measure], places)


def _difference(one: DayComparison) -> str:
    """By how much it differed, and what would fit these days."""
    assert one.difference is not None and one.interval is not None
    more, less, same = _DIFFERENCES[one.measure]
    difference = round(one.difference, 2)
    low, high = one.interval
    words = f"{abs(difference):.2f} {more if difference > 0 else less}" if difference else f"Just {same}"
    if low < 0 < high:
        return f"{words}; anything from {-low:.2f} {less} to {high:.2f} {more} would fit these days."
    least, most = sorted((abs(low), abs(high)))
    return f"{words}; anything from {least:.2f} to {most:.2f} would fit these days."


def _sureness(one: DayComparison) -> str:
    if one.told:
        return "Clear so far."
    assert one.interval is not None
    low, high = one.interval
    return "No difference so far." if low <= 0 <= high else "It could still be chance."


def _signed(mean: float) -> str:
    """``+1.25``, ``−0.40``, ``0.00``."""
    value = round(mean, 2)
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value):.2f}"


def scale_line(text: ComparisonText, width: int) -> str:
    """The scale with both means on it, its ends named, in ``width`` cells."""
    low, high = text.ends
    line = text_charts.scale_marks(text.places, max(9, width - len(low) - len(high) - 2))
    return f"{low} {line} {high}"


def answer_rows(text: ComparisonText, width: int) -> tuple[str, ...]:
    """A comparison as rows: its name, the scale, a row a side; without its verdict."""
    if not text.sides:
        return (text.name,)
    means = max(len(side.mean) for side in text.sides)
    return (
        text.name,
        scale_line(text, min(width, 48)),
        *(f"{side.sign} {side.name}  {side.mean:>{means}}  {side.days}" for side in text.sides),
    )


def answer_as_text(answer: DayAnswer, scale: int, width: int = 80) -> list[str]:
    """One answer for the terminal: its heading, then the rows below it; safe to show."""
    lines = [heading(answer.subject)]
    columns = min(width, 76)
    for text in comparison_texts(answer, scale):
        name, *rows = answer_rows(text, columns - 6)
        lines += [f"  {name}", *(f"    {row}" for row in rows)]
        lines += textwrap.wrap(text.verdict, columns, initial_indent="    ", subsequent_indent="    ")
    return lines


def day_json(answers: Sequence[DayAnswer]) -> list[dict[str, Any]]:
    """What was asked, in plain fields: the subject, then its comparisons by measure."""
    rows = []
    for subject, comparisons in answers:
        row: dict[str, Any] = {"id": subject.id, "label": subject.label, "kind": subject.kind}
        for one in comparisons:
            fields = {**asdict(one), "told": one.told, "needed": one.needed}
            row[one.measure] = {name: fields[name] for name in fields if name not in ("code", "measure")}
        rows.append(row)
    return rows
