"""How well typed words fit something to pick: its id, its label, and what is said beside it.

The command line takes the ids that fit most closely and no others; the panes list all that fit, the closest
first. Small and capital letters are the same, and an underscore is as good as a space.
"""

from collections.abc import Mapping
from enum import IntEnum

Labels = Mapping[str, str]
"""Ids and their labels, in the order in which they are offered."""


class Fit(IntEnum):
    """In which way words fit, the closest first."""

    WHOLE = 0
    """They are the id or the label."""
    BEGINNING = 1
    """The id or the label begins with them."""
    WORD = 2
    """A word of the id or the label begins with them."""
    PART = 3
    """They stand somewhere in the id or the label."""
    EXPLANATION = 4
    """A word of what is said beside the label begins with them."""
    SCATTERED = 5
    """Each of them stands somewhere in all of it, in any order."""


def fit_of(words: str, id: str, label: str, explanation: str = "") -> Fit | None:
    """The closest way in which ``words`` fit; ``None`` where they do not, or where there are none."""
    wanted = comparable_label(words)
    if not wanted:
        return None
    names = (comparable_label(id), comparable_label(id.removeprefix("pb_")), comparable_label(label))
    beside = comparable_label(explanation)
    if wanted in names:
        return Fit.WHOLE
    if any(name.startswith(wanted) for name in names):
        return Fit.BEGINNING
    if any(f" {wanted}" in name.replace("-", " ") for name in names):
        return Fit.WORD
    if any(wanted in name for name in names):
        return Fit.PART
    if f" {wanted}" in f" {beside}":
        return Fit.EXPLANATION
    everything = " ".join((*names, beside))
    return Fit.SCATTERED if all(word in everything for word in words.casefold().split()) else None


def closest_ids(words: str, labels: Labels, explanations: Labels | None = None) -> list[str]:
    """The ids that ``words`` fit most closely, in the order in which they are offered.

    ``explanations``: what is said beside the label, by id. Words scattered over a label fit nothing here: who
    cannot see the list is better off with a question.
    """
    explained = explanations or {}
    fits = {id: fit_of(words, id, label, explained.get(id, "")) for id, label in labels.items()}
    close = {id: fit for id, fit in fits.items() if fit is not None and fit < Fit.SCATTERED}
    closest = min(close.values(), default=None)
    return [id for id, fit in close.items() if fit == closest]


def comparable_label(text: str) -> str:
    """A label or an id as typed words are compared with it: in small letters, with single spaces."""
    return " ".join(text.replace("_", " ").casefold().split())
