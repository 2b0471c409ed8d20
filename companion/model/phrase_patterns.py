"""The little language of ``phrases.toml``: what follows what in a sentence, compiled to sets of words.

``(a|b c)`` one of several, ``x?`` perhaps, ``{name}`` a set of words named elsewhere, ``...`` up to three
words of any kind, ``>(a|b)`` at the end of a clause or before one of these, which is looked at and not taken.
Reading goes forward through sets of places, never back: so its cost grows with the text and no faster.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from companion.model.errors import InputRefused

GAP = 3
"""How many words ``...`` may stand for."""

_TOKENS = re.compile(r"\{(\w+)\}|(\.\.\.)|([()|?>])|([\w'@]+)")
_VOWELS = "aeiou"


class Words(NamedTuple):
    """One word out of a set."""

    any_of: frozenset[str]


class Either(NamedTuple):
    """One of several sequences; ``free``: or nothing."""

    ways: "tuple[Pattern, ...]"
    free: bool = False


class Gap(NamedTuple):
    """Up to ``most`` words of any kind."""

    most: int = GAP


class Before(NamedTuple):
    """The end of a clause, or a place before one of these."""

    ways: "tuple[Pattern, ...]"


Part = Words | Either | Gap | Before
Pattern = tuple[Part, ...]
Classes = Mapping[str, Pattern]


def compile_pattern(text: str, classes: Classes, where: str) -> Pattern:
    """Read one pattern. Raises InputRefused, with ``where`` in front, for what is not one."""
    reader = _Reader(text, classes, where)
    pattern = reader.sequence()
    if reader.rest():
        raise InputRefused(f"{where}: {text!r}: {reader.rest()[0]!r} has nothing to close or to part")
    return pattern


class _Reader:
    def __init__(self, text: str, classes: Classes, where: str) -> None:
        self._text, self._classes, self._where = text, classes, where
        if strange := _TOKENS.sub("", text).strip():
            raise InputRefused(f"{where}: {text!r}: {strange!r} means nothing in a phrase")
        self._tokens = list(_TOKENS.findall(text))
        self._at = 0

    def rest(self) -> list[str]:
        return ["".join(token) for token in self._tokens[self._at :]]

    def sequence(self) -> Pattern:
        parts: list[Part] = []
        while self._at < len(self._tokens):
            name, gap, sign, word = self._tokens[self._at]
            if sign in (")", "|"):
                break
            self._at += 1
            if sign == "?":
                if not parts:
                    raise self._refused("? has nothing before it")
                parts.append(_optional(parts.pop()))
            elif sign == ">":
                parts.append(Before(self._looked_at()))
            elif sign == "(":
                parts.append(self._choice())
            elif gap:
                parts.append(Gap())
            else:
                parts += self._named(name) if name else [Words(frozenset((word,)))]
        return tuple(parts)

    def _choice(self) -> Part:
        ways = [self.sequence()]
        while self._sign() == "|":
            self._at += 1
            ways.append(self.sequence())
        if self._sign() != ")":
            raise self._refused("a bracket is not closed")
        self._at += 1
        return either(ways)

    def _looked_at(self) -> tuple[Pattern, ...]:
        if self._sign() != "(":
            raise self._refused("> is followed by a bracket")
        self._at += 1
        return ((self._choice(),),)

    def _named(self, name: str) -> Pattern:
        if name not in self._classes:
            raise self._refused(f"{{{name}}} is not a set of words above; known: {', '.join(self._classes)}")
        return self._classes[name]

    def _sign(self) -> str:
        return self._tokens[self._at][2] if self._at < len(self._tokens) else ""

    def _refused(self, what: str) -> InputRefused:
        return InputRefused(f"{self._where}: {self._text!r}: {what}")


def either(ways: list[Pattern]) -> Part:
    """One of several sequences, as a plain set where each is a word or a set of them."""
    single = [way[0].any_of for way in ways if len(way) == 1 and isinstance(way[0], Words)]
    words = Words(frozenset().union(*single))
    longer = [way for way in ways if not (len(way) == 1 and isinstance(way[0], Words))]
    if not longer:
        return words
    return Either((*longer, (words,)) if single else tuple(longer))


def _optional(part: Part) -> Part:
    return part._replace(free=True) if isinstance(part, Either) else Either(((part,),), free=True)


def firsts(pattern: Pattern) -> frozenset[str]:
    """The words with which a text that fits can begin. Empty where that is open."""
    found: set[str] = set()
    for part in pattern:
        if isinstance(part, Words):
            return frozenset(found | part.any_of)
        if not isinstance(part, Either):
            return frozenset()
        for way in part.ways:
            found |= firsts(way)
        if not part.free:
            return frozenset(found)
    return frozenset()


def ends(pattern: Pattern, words: list[str], at: int, clause_ends: frozenset[int]) -> set[int]:
    """The places behind every way in which ``pattern`` fits ``words`` from ``at`` on."""
    places = {at}
    for part in pattern:
        after: set[int] = set()
        for place in places:
            if isinstance(part, Words):
                if place < len(words) and words[place] in part.any_of:
                    after.add(place + 1)
            elif isinstance(part, Either):
                if part.free:
                    after.add(place)
                for way in part.ways:
                    after |= ends(way, words, place, clause_ends)
            elif isinstance(part, Gap):
                after.update(range(place, min(place + part.most, len(words)) + 1))
            elif (
                place >= len(words)
                or place in clause_ends
                or any(ends(way, words, place, clause_ends) for way in part.ways)
            ):
                after.add(place)
        if not after:
            return after
        places = after
    return places


def verb_forms(words: str) -> frozenset[str]:
    """The forms of verbs: ``hit/hit`` has its past beside it (or two), ``slap!`` doubles its last letter."""
    found: set[str] = set()
    for entry in words.split():
        base, *past = entry.split("/")
        doubled = base.endswith("!")
        base = base.removesuffix("!")
        stem = base + base[-1] if doubled else base
        soft = base.endswith("e") and not base.endswith(("ee", "ye", "oe"))
        to_y = base.endswith("y") and base[-2] not in _VOWELS
        found |= {base, f"{base[:-1]}ing" if soft else f"{stem}ing"}
        if to_y:
            found.add(f"{base[:-1]}ies")
        else:
            found.add(f"{base}es" if base.endswith(("s", "x", "ch", "sh", "z")) else f"{base}s")
        if past:
            found.update(past)
        else:
            found.add(f"{base}d" if base.endswith("e") else f"{base[:-1]}ied" if to_y else f"{stem}ed")
    return frozenset(found)
