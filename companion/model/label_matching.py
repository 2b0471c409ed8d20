"""How well typed words fit something to pick: its id, its label, its everyday words, what is said beside it.

One index serves the pickers, the feelings, the options of the command line and "Did you mean". Labels come
first, then everyday words, then what is said beside the label; after these what nearly fits: a slip of a
letter, or only some of the words. What makes no difference is in :mod:`companion.model.typed_words`.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from math import log
from typing import NamedTuple

from companion.model.typed_words import (
    LIGHT,
    comparable_label,
    content_words,
    says_little,
    tokens_of_plain,
    whole_forms,
)
from companion.model.word_forms import base_forms, one_slip_apart

Labels = Mapping[str, str]
"""Ids and their labels, in the order in which they are offered."""


class Fit(IntEnum):
    """In which way words fit, the closest first."""

    SEVERAL = 0
    """They are a word that is known to say several things."""
    WHOLE = 1
    """They are the id or the label."""
    BEGINNING = 2
    """The id or the label begins with them."""
    WORD = 3
    """A word of the id or the label begins with them."""
    EVERYDAY = 4
    """They are one of the everyday words for it, in whichever form."""
    FORM = 5
    """Each of them is a form of a word of the label."""
    EVERYDAY_WORD = 6
    """One of those holds each of them, or begins like them."""
    PART = 7
    """They stand somewhere in the id or the label."""
    EXPLANATION = 8
    """A word of what is said beside the label begins with them."""
    SCATTERED = 9
    """Each of them begins a word of the label or of what is said beside it, in any order."""
    SLIP = 10
    """A letter is wrong, too many, missing or in its neighbour's place."""
    RELATED = 11
    """Some of them are among its words."""

    @property
    def is_certain(self) -> bool:
        """Whether words that fit one row so, and no other row as closely, may be taken for it unasked."""
        return self <= Fit.PART

    @property
    def is_near(self) -> bool:
        """Whether the words do not fit as they were typed."""
        return self >= Fit.SLIP


class Candidate(NamedTuple):
    """Something to pick. ``also``: everyday words it is found by; ``explanation``: what is said beside it.

    ``shared``: words that say several candidates, each with this one's place among them.
    """

    id: str
    label: str
    explanation: str = ""
    also: tuple[str, ...] = ()
    shared: tuple[tuple[str, int], ...] = ()


Shared = Mapping[str, tuple[tuple[str, int], ...]]
"""The ``shared`` of candidates, by id."""


def shared_words(ambiguous: Mapping[str, Sequence[str]]) -> Shared:
    """The ``shared`` of candidates by id. ``ambiguous``: words with the ids they offer, in their order."""
    shared: dict[str, tuple[tuple[str, int], ...]] = {}
    for word, ids in ambiguous.items():
        for place, id in enumerate(ids):
            shared[id] = (*shared.get(id, ()), (word, place))
    return shared


class Match(NamedTuple):
    """A candidate that fits: ``weight`` orders those of one fit, the smallest first."""

    id: str
    fit: Fit
    weight: float = 0.0


MOST_NEAR = 3
"""How many that only nearly fit are given."""

SHORTEST_SLIP = 4
"""Letters; fewer are taken as they were typed."""

LIGHT_WEIGHT = 0.35
"""What a word weighs that says little without others, beside 1 for one that no row has."""

LEAST_RELATED = 0.33
"""The share of what was typed, weighed by how rare each word is, that has to be known of a row."""


class LabelIndex:
    """Candidates made ready to be looked up by what is typed."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._rows: list[_Row] = []
        self._phrases: list[_Phrase] = []
        self._places: dict[str, list[int]] = {}
        self._several: dict[str, list[tuple[int, str]]] = {}
        for candidate in candidates:
            self._add(candidate)
        self._words = sorted(self._places)
        self._of_form: dict[str, list[str]] = {}
        for word in self._words:
            for form in base_forms(word):
                self._of_form.setdefault(form, []).append(word)

    def _add(self, candidate: Candidate) -> None:
        bare = candidate.id.removeprefix("PB:").removeprefix("pb_")
        names = dict.fromkeys(map(comparable_label, (candidate.id, bare, candidate.label)))
        everyday = [comparable_label(each) for each in candidate.also]
        beside = comparable_label(candidate.explanation)
        number = len(self._rows)
        self._rows.append(
            _Row(candidate.id, tuple(names), frozenset(everyday), " " + "\n ".join(everyday), f" {beside}")
        )
        self._phrase(number, _LABEL, f"{comparable_label(candidate.label)} {comparable_label(bare)}")
        for text in everyday:
            self._phrase(number, _EVERYDAY, text)
        self._phrase(number, _BESIDE, beside)
        for text, place in candidate.shared:
            for form in whole_forms(content_words(tokens_of_plain(comparable_label(text)))):
                self._several.setdefault(form, []).append((place, candidate.id))

    def _phrase(self, row: int, kind: int, plain: str) -> None:
        tokens = tokens_of_plain(plain)
        words = dict.fromkeys(content_words(tokens))
        place = len(self._phrases)
        self._phrases.append(_Phrase(row, kind, len(words), _is_light(words), frozenset(tokens)))
        for word in words:
            self._places.setdefault(word, []).append(place)

    def matches(self, words: str) -> list[Match]:
        """The candidates that fit, the closest first, and then in their own order; near ones last."""
        wanted = comparable_label(words)
        if not wanted:
            return []
        tokens = tokens_of_plain(wanted)
        typed = list(dict.fromkeys(content_words(tokens)))
        met = self._met(typed, tokens[-1])
        fits: dict[int, tuple[Fit, float]] = {}
        for number, row in enumerate(self._rows):
            fit = _fit_as_typed(row, wanted)
            if fit is not None:
                fits[number] = fit, 0.0
        for number, each in self._fits_by_words(typed, met, frozenset(tokens)):
            fits[number] = min(each, fits.get(number, each))
        found = [Match(id, Fit.SEVERAL) for id in self._ambiguous(typed, wanted)]
        taken = {match.id for match in found}
        ordered = sorted((fit, weight, number) for number, (fit, weight) in fits.items())
        for fit, weight, number in ordered:
            if (id := self._rows[number].id) not in taken:
                found.append(Match(id, fit, weight))
        if not found or found[0].fit > Fit.EVERYDAY_WORD:
            found += self._near(typed, met, {match.id for match in found})
        return found

    def closest(self, words: str) -> list[Match]:
        """The certain ones that fit as closely as any, in the order in which they are offered."""
        found = [match for match in self.matches(words) if match.fit.is_certain]
        return [match for match in found if (match.fit, match.weight) == (found[0].fit, found[0].weight)]

    def _ambiguous(self, typed: Sequence[str], wanted: str) -> Sequence[str]:
        """The ids that a word of several meanings offers; none where it is a label itself."""
        if not self._several or any(wanted in row.names for row in self._rows):
            return ()
        forms = [form for form in whole_forms(typed) if form in self._several]
        return list(dict.fromkeys(id for _, id in sorted(self._several[forms[0]]))) if forms else ()

    # word by word

    def _met(self, typed: Sequence[str], last: str) -> dict[int, list[float]]:
        """For each phrase that has any of the typed words, how closely it has each of them.

        Only the last word may be a mere beginning: it may still be on its way.
        """
        met: dict[int, list[float]] = {}
        for at, word in enumerate(typed):
            for known, closeness in self._known(word, unfinished=word == last).items():
                for place in self._places[known]:
                    row = met.get(place)
                    if row is None:
                        row = met[place] = [0.0] * len(typed)
                    if closeness > row[at]:
                        row[at] = closeness
        return met

    def _known(self, word: str, *, unfinished: bool) -> dict[str, float]:
        """The words of all phrases that a typed word is, begins, or is a slip away from."""
        known = {each: _SAME for form in base_forms(word) for each in self._of_form.get(form, ())}
        if unfinished:
            for each in self._beginning_with(word):
                known.setdefault(each, _BEGINS if len(word) >= SHORTEST_SLIP else _BEGINS_SHORT)
        if not known and len(word) >= SHORTEST_SLIP:
            near = (each for each in self._beginning_with(word[0]) if is_slip_of(word, each))
            known = dict.fromkeys(near, _SLIP)
        return known

    def _beginning_with(self, word: str) -> list[str]:
        return self._words[bisect_left(self._words, word) : bisect_left(self._words, f"{word}\U0010ffff")]

    def _fits_by_words(
        self, typed: Sequence[str], met: Mapping[int, Sequence[float]], tokens: frozenset[str]
    ) -> Iterable[tuple[int, tuple[Fit, float]]]:
        """The rows that have all the typed words in one phrase, or in label and explanation together.

        ``tokens``: small words too, by which phrases with the same others are told apart.
        """
        light = _is_light(typed)
        beside: dict[int, list[bool]] = {}
        for place, closeness in met.items():
            phrase = self._phrases[place]
            has = [each not in (0.0, _SLIP) for each in closeness]
            if phrase.kind != _EVERYDAY:
                had = beside.setdefault(phrase.row, [False] * len(typed))
                beside[phrase.row] = [one or other for one, other in zip(had, has, strict=True)]
            if not all(has) or (light and not phrase.is_light) or phrase.kind == _BESIDE:
                continue
            if phrase.kind == _LABEL:
                yield phrase.row, (Fit.FORM, 0.5)
                continue
            apart = 1.0 + len(tokens ^ phrase.tokens) / len(tokens | phrase.tokens)
            whole = phrase.length == len(typed) and min(closeness) == _SAME
            yield phrase.row, (Fit.EVERYDAY if whole else Fit.EVERYDAY_WORD, apart)
        for row, has in beside.items():
            if not light and all(has):
                yield row, (Fit.SCATTERED, 0.0)

    def _near(self, typed: Sequence[str], met: Mapping[int, Sequence[float]], taken: set[str]) -> list[Match]:
        """Those that nearly fit, a few."""
        weights = [self._weight(word) for word in typed]
        shares: dict[int, list[float]] = {}
        best: dict[int, float] = {}
        slips: set[int] = set()
        for place, closeness in met.items():
            row, kind, length, *_ = self._phrases[place]
            if kind == _BESIDE:
                closeness = [0.5 if each else 0.0 for each in closeness]
            else:
                if all(closeness):
                    slips.add(row)
                said = min(sum(map(bool, closeness)) / max(length, 1), 1.0)
                whole = 1.3 if said == 1 and length > 1 else 0.7 + 0.3 * said
                best[row] = max(best.get(row, 0.0), whole * _weighed(weights, closeness))
            had = shares.get(row)
            shares[row] = list(closeness) if had is None else list(map(max, had, closeness))
        total = sum(weights)
        found = []
        for row, closeness in shares.items():
            share = (0.6 * best.get(row, 0.0) + 0.4 * _weighed(weights, closeness)) / total
            if self._rows[row].id in taken or (row not in slips and share < LEAST_RELATED):
                continue
            found.append((Fit.SLIP if row in slips else Fit.RELATED, -share, row))
        return [Match(self._rows[row].id, fit, weight) for fit, weight, row in sorted(found)[:MOST_NEAR]]

    def _weight(self, word: str) -> float:
        """How much a typed word says: the more, the fewer rows have it."""
        known = [each for form in base_forms(word) for each in self._of_form.get(form, ())]
        count = len({self._phrases[place].row for each in known for place in self._places[each]})
        rarity = log(1 + len(self._rows) / count) if count else 1.0
        return rarity * (LIGHT_WEIGHT if says_little(word) else 1.0)


@lru_cache(maxsize=16)
def label_index(candidates: tuple[Candidate, ...]) -> LabelIndex:
    """The index of these candidates, made once for as long as they are the same."""
    return LabelIndex(candidates)


_ALIKE = {
    Fit.WHOLE: Fit.BEGINNING,
    Fit.FORM: Fit.EVERYDAY,
    Fit.SCATTERED: Fit.EXPLANATION,
}
"""Ways that are as good to a person who sees a list."""


def in_a_list(found: Sequence[Match], places: Mapping[str, int]) -> list[Match]:
    """Those that fit as they were typed, in the order of a list in which ids have these places: what fits as
    well stays as it is there, so that recent ones come first.
    """
    fitting = [match for match in found if not match.fit.is_near]

    def order(at: int) -> tuple[int, float, int]:
        match = fitting[at]
        place = at if match.fit is Fit.SEVERAL else places[match.id]
        return (_ALIKE.get(match.fit, match.fit), match.weight, place)

    return [fitting[at] for at in sorted(range(len(fitting)), key=order)]


_SAME, _BEGINS, _SLIP, _BEGINS_SHORT = 1.0, 0.9, 0.7, 0.3
"""How close a typed word is to a word: a form of it, its beginning, a slip away, or a short beginning."""

_LABEL, _EVERYDAY, _BESIDE = 0, 1, 2


class _Phrase(NamedTuple):
    """One way to say a row: its kind, how many words it has that say something, and all its words."""

    row: int
    kind: int
    length: int
    is_light: bool
    tokens: frozenset[str]


class _Row(NamedTuple):
    """A candidate's whole texts as they are compared, those that are searched with a blank before each."""

    id: str
    names: tuple[str, ...]
    everyday: frozenset[str]
    everyday_text: str
    beside: str


def _fit_as_typed(row: _Row, wanted: str) -> Fit | None:
    """The closest way in which the letters fit as they were typed."""
    if wanted in row.names:
        return Fit.WHOLE
    if any(name.startswith(wanted) for name in row.names):
        return Fit.BEGINNING
    if any(f" {wanted}" in name for name in row.names):
        return Fit.WORD
    if wanted in row.everyday:
        return Fit.EVERYDAY
    if f" {wanted}" in row.everyday_text:
        return Fit.EVERYDAY_WORD
    if any(wanted in name for name in row.names):
        return Fit.PART
    return Fit.EXPLANATION if f" {wanted}" in row.beside else None


def _weighed(weights: Sequence[float], closeness: Sequence[float]) -> float:
    return sum(weight * each for weight, each in zip(weights, closeness, strict=True))


def _is_light(words: Iterable[str]) -> bool:
    return all(word in LIGHT for word in words)


def is_slip_of(typed: str, word: str) -> bool:
    """Whether the typed word is one slip away from a word, or from the beginning of one."""
    if len(typed) < SHORTEST_SLIP or typed[0] != word[0]:
        return False
    return any(one_slip_apart(typed, word[: len(typed) + more]) for more in (-1, 0, 1))
