"""Finds pages of the library by the words people type: by title, everyday words, subtitle and text. Pure.

Small words are passed over, a word is matched from its beginning and in its other forms, and one slip is
forgiven where nothing else fits.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from companion.model.label_matching import SHORTEST_SLIP
from companion.model.word_forms import base_forms, one_slip_apart, word_set
from companion.review.library import LibraryPage

SMALL_WORDS = word_set(
    "a about am an and are at be been being but by can cant could did didnt do does doesnt doing dont "
    "for from get gets getting had has have having he her him his how i if im in into is it its ive "
    "just me my of on or our she should so some someone than that the their them then there they "
    "theyre this to too us was we were what whats when where which who why will with would you your"
)
"""Words that say nothing of what is looked for; they count only where there are no others."""

_OF_ANOTHER = word_set(
    "he her him his she their them they partner partners husband wife boyfriend girlfriend"
)
_OF_ONESELF = word_set("i im ive me my myself")
_SUBJECT = 1.3
"""How much more a page says that is about the one who was asked about."""

_TITLE, _ALSO, _SUBTITLE, _SECTION, _TEXT = 10.0, 8.0, 4.0, 2.0, 1.0
_WHOLE_TITLE, _WHOLE_ALSO, _WITHIN_TITLE, _WITHIN_ALSO = 40.0, 34.0, 12.0, 9.0
"""What it adds that the words are all of a title or an everyday phrase, or follow one another within it."""
_FORM, _BEGINNING, _SLIP = 1.0, 0.7, 0.5
_LONGER = 0.5
"""A word of the page that the typed one goes on from, "jealousy" where "jealous" stands, or that only starts
like it, "depressed" where "depression" does."""
SHORTEST_BEGINNING = 5
SHORTEST_STEM = 6
ENOUGH = 0.5
"""Which part of the words has to be on a page that lacks some, and which part of the best score it needs."""
_OFF_SHELF = 0.5
_WORD = re.compile(r"\w+")


class PageIndex:
    """The words of ``pages``, made when it is first searched."""

    def __init__(self, pages: Mapping[str, LibraryPage]) -> None:
        self._pages = pages

    def make(self) -> None:
        """Make what the first search would; for a moment in which nobody waits."""
        self.find("a")

    def find(self, words: str) -> list[LibraryPage]:
        """The pages that fit what was typed, the best first; those that lack a word only if they fit well."""
        typed = content_words(words)
        if not typed:
            return []
        weights: dict[str, float] = {}
        held: dict[str, int] = {}
        for word in dict.fromkeys(typed):
            on_pages = self._pages_with(word)
            rarity = math.log(1 + len(self._pages) / len(on_pages)) if on_pages else 0.0
            for id, weight in on_pages.items():
                weights[id] = weights.get(id, 0.0) + weight * rarity
                held[id] = held.get(id, 0) + 1
        of = len(set(typed))
        phrase = f" {' '.join(typed)} "
        whom = _whom(words)
        scores = {
            id: self._score(id, weights[id], held[id] / of, phrase)
            * (_SUBJECT if self._pages[id].group == whom else 1.0)
            for id in held
        }
        bar = ENOUGH * max(scores.values(), default=0.0)
        kept = [id for id in held if held[id] == of or (held[id] >= ENOUGH * of and scores[id] >= bar)]
        return [self._pages[id] for id in sorted(kept, key=lambda id: -scores[id])]

    def _score(self, id: str, weight: float, share: float, phrase: str) -> float:
        """How well a page fits: by its words, the ``share`` of those typed that it has, and the phrase."""
        shelf = 1.0 if self._pages[id].on_shelf else _OFF_SHELF
        return (weight * share**2 + self._phrase_bonus(id, phrase)) * shelf

    def _pages_with(self, word: str) -> dict[str, float]:
        """The pages on which a word stands in any form, and how much that says."""
        known, forms = self._words, self._by_form
        best: dict[str, float] = {}
        for form in base_forms(word):
            for each in forms.get(form, ()):
                best[each] = _FORM
        for each in self._starting_with(word):
            best.setdefault(each, _BEGINNING)
        for end in range(SHORTEST_BEGINNING, len(word)):
            if word[:end] in known:
                best.setdefault(word[:end], _LONGER)
        if not best and len(word) > SHORTEST_STEM:
            stem = word[: max(SHORTEST_STEM, len(word) - 3)]
            best = dict.fromkeys(self._starting_with(stem), _LONGER)
        if not best and len(word) >= SHORTEST_SLIP:
            best = {each: _SLIP for each in self._sorted if each[0] == word[0] and _is_slip(word, each)}
        on_pages: dict[str, float] = {}
        for each, share in best.items():
            for id, weight in known[each].items():
                on_pages[id] = max(on_pages.get(id, 0.0), weight * share)
        return on_pages

    def _starting_with(self, letters: str) -> Iterator[str]:
        for at in range(bisect_left(self._sorted, letters), len(self._sorted)):
            if not self._sorted[at].startswith(letters):
                return
            yield self._sorted[at]

    def _phrase_bonus(self, id: str, phrase: str) -> float:
        titles, everyday = self._phrases[id]
        if phrase in titles:
            return _WHOLE_TITLE
        if phrase in everyday:
            return _WHOLE_ALSO
        if any(phrase in each for each in titles):
            return _WITHIN_TITLE
        return _WITHIN_ALSO if any(phrase in each for each in everyday) else 0.0

    @cached_property
    def _words(self) -> dict[str, dict[str, float]]:
        words: dict[str, dict[str, float]] = {}
        for page in self._pages.values():
            weights: dict[str, float] = {}
            for texts, weight in (  # a word weighs what it does where it weighs most
                ((page.body,), _TEXT),
                ((page.section,), _SECTION),
                ((page.subtitle,), _SUBTITLE),
                (page.also, _ALSO),
                ((page.title,), _TITLE),
            ):
                weights.update(dict.fromkeys(_all_words(texts), weight))
            for word, weight in weights.items():
                words.setdefault(word, {})[page.id] = weight
        return words

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._words)

    @cached_property
    def _by_form(self) -> dict[str, list[str]]:
        by_form: dict[str, list[str]] = {}
        for word in self._words:
            for form in base_forms(word):
                by_form.setdefault(form, []).append(word)
        return by_form

    @cached_property
    def _phrases(self) -> dict[str, tuple[Sequence[str], Sequence[str]]]:
        return {
            page.id: ((_as_phrase(page.title),), tuple(_as_phrase(words) for words in page.also))
            for page in self._pages.values()
        }


def content_words(text: str) -> list[str]:
    """The words of what was typed without the small ones, or all of them where there are only such."""
    words = _all_words((text,))
    return [word for word in words if word not in SMALL_WORDS] or words


def _whom(text: str) -> str:
    """The group of the pages about the one who is asked about: another, or else oneself, or nobody."""
    words = set(_all_words((text,)))
    return (
        ""
        if words.isdisjoint(_OF_ANOTHER | _OF_ONESELF)
        else "me"
        if words.isdisjoint(_OF_ANOTHER)
        else "them"
    )


def _as_phrase(text: str) -> str:
    return f" {' '.join(content_words(text))} "


def _all_words(texts: Iterable[str]) -> list[str]:
    return _WORD.findall("\n".join(texts).casefold().replace("'", "").replace("’", ""))


def _is_slip(typed: str, word: str) -> bool:
    if len(word) > len(typed) + 1:
        return any(one_slip_apart(typed, word[: len(typed) + more]) for more in (-1, 0, 1))
    return one_slip_apart(typed, word)
