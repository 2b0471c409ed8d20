"""How well typed words fit something to pick: its id, its label, and what is said beside it.

The command line takes the ids that fit most closely and no others; the panes list all that fit, the closest
first. Small and capital letters are the same, and an underscore is as good as a space.
"""

from collections.abc import Mapping, Sequence
from enum import IntEnum

from companion.model.word_forms import base_forms, one_slip_apart

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
    EVERYDAY = 4
    """They are one of the everyday words for it."""
    EVERYDAY_WORD = 5
    """A word of those begins with them."""
    EXPLANATION = 6
    """A word of what is said beside the label begins with them."""
    SCATTERED = 7
    """Each of them stands somewhere in all of it, in any order."""


def fit_of(words: str, id: str, label: str, explanation: str = "", also: Sequence[str] = ()) -> Fit | None:
    """The closest way in which ``words`` fit; ``None`` where they do not, or where there are none.

    ``also``: the everyday words for it, as the tables have them.
    """
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
    everyday = [comparable_label(each) for each in also]
    if wanted in everyday:
        return Fit.EVERYDAY
    if any(f" {wanted}" in f" {each.replace('-', ' ')}" for each in everyday):
        return Fit.EVERYDAY_WORD
    if f" {wanted}" in f" {beside}":
        return Fit.EXPLANATION
    everything = " ".join((*names, beside))
    return Fit.SCATTERED if all(word in everything for word in words.casefold().split()) else None


def nearly_fits(words: str, label: str, also: Sequence[str] = ()) -> bool:
    """Whether each of the typed words is another form of a word of the label or of the everyday words, or a
    slip away from it or from its beginning: for where nothing else fits.
    """
    known = {word for text in (label, *also) for word in comparable_label(text).replace("-", " ").split()}
    typed = comparable_label(words).replace("-", " ").split()
    return bool(typed) and all(any(_is_nearly(word, each) for each in known) for word in typed)


def _is_nearly(typed: str, word: str) -> bool:
    if word.startswith(typed) or not base_forms(typed).isdisjoint(base_forms(word)):
        return True
    if len(typed) < SHORTEST_SLIP or typed[0] != word[0]:
        return False
    beginnings = (word[: len(typed) + more] for more in (-1, 0, 1))
    return any(one_slip_apart(typed, beginning) for beginning in beginnings)


SHORTEST_SLIP = 4
"""Letters; fewer are taken as they were typed."""


def closest_ids(
    words: str,
    labels: Labels,
    explanations: Labels | None = None,
    everyday: Mapping[str, Sequence[str]] | None = None,
) -> list[str]:
    """The ids that ``words`` fit most closely, in the order in which they are offered.

    ``explanations``: what is said beside the label, by id; ``everyday``: the everyday words, by id. Words
    scattered over a label fit nothing here: who cannot see the list is better off with a question.
    """
    explained = explanations or {}
    also = everyday or {}
    fits = {
        id: fit_of(words, id, label, explained.get(id, ""), also.get(id, ())) for id, label in labels.items()
    }
    close = {id: fit for id, fit in fits.items() if fit is not None and fit < Fit.SCATTERED}
    closest = min(close.values(), default=None)
    return [id for id, fit in close.items() if fit == closest]


def comparable_label(text: str) -> str:
    """A label or an id as typed words are compared with it: in small letters, with single spaces."""
    return " ".join(text.replace("_", " ").casefold().split())
