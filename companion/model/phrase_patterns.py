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

_TOKENS = re.compile(r"\{\w+\}|\.\.\.|[()|?>]|[\w'@]+")
_PLAIN_BEGINNING = re.compile(r"\(([\w'@ |]+)\)(?!\?)")
"""A bracket of words and nothing else in it; most patterns begin with one."""
_SIGNS = frozenset(")|")
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


def patterns_in(text: str) -> list[str]:
    """The patterns of a text, one a line; a line that begins with a space goes on with the one before."""
    return [line for line in text.replace("\n ", " ").splitlines() if line.strip()]


def compile_pattern(text: str, classes: Classes, where: str) -> Pattern:
    """Read one pattern. Raises InputRefused, with ``where`` in front, for what is not one."""
    if strange := _TOKENS.sub("", text).strip():
        raise InputRefused(f"{where}: {text!r}: {strange!r} means nothing in a phrase")
    tokens = _TOKENS.findall(text)
    try:
        pattern, at = _sequence(tokens, 0, classes)
        if at < len(tokens):
            raise _Unreadable(f"{tokens[at]!r} has nothing to close or to part")
    except _Unreadable as error:
        raise InputRefused(f"{where}: {text!r}: {error}") from None
    return pattern


class _Unreadable(Exception):
    """What is wrong with a pattern."""


def _sequence(tokens: list[str], at: int, classes: Classes) -> tuple[Pattern, int]:
    """The parts from ``at`` on, up to what closes or parts them; where that is."""
    parts: list[Part] = []
    while at < len(tokens) and (token := tokens[at]) not in _SIGNS:
        at += 1
        match token[0]:
            case "?":
                if not parts:
                    raise _Unreadable("? has nothing before it")
                parts.append(_optional(parts.pop()))
            case ">":
                if at >= len(tokens) or tokens[at] != "(":
                    raise _Unreadable("> is followed by a bracket")
                part, at = _choice(tokens, at + 1, classes)
                parts.append(Before(((part,),)))
            case "(":
                part, at = _choice(tokens, at, classes)
                parts.append(part)
            case ".":
                parts.append(Gap())
            case "{":
                parts += _named(token[1:-1], classes)
            case _:
                parts.append(Words(frozenset((token,))))
    return tuple(parts), at


def _choice(tokens: list[str], at: int, classes: Classes) -> tuple[Part, int]:
    ways: list[Pattern] = []
    while True:
        way, at = _sequence(tokens, at, classes)
        ways.append(way)
        if at >= len(tokens):
            raise _Unreadable("a bracket is not closed")
        at += 1
        if tokens[at - 1] == ")":
            return either(ways), at


def _named(name: str, classes: Classes) -> Pattern:
    if name not in classes:
        raise _Unreadable(f"{{{name}}} is not a set of words above; known: {', '.join(classes)}")
    return classes[name]


def first_words(text: str, classes: Classes, where: str) -> frozenset[str]:
    """The words with which a text that fits the pattern can begin, without reading the rest of it.

    Raises InputRefused where that is open.
    """
    if plain := _PLAIN_BEGINNING.match(text):
        return frozenset(way.split(None, 1)[0] for way in plain[1].split("|") if way.strip())
    depth = 0
    for match in _TOKENS.finditer(text):
        token = match[0]
        depth += (token == "(") - (token == ")")
        if depth == 0 and text[match.end() : match.end() + 1] != "?":
            words = firsts(compile_pattern(text[: match.end()], classes, where))
            if words:
                return words
    raise InputRefused(f"{where}: {text!r}: it has to start with a word")


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


def seconds(pattern: Pattern) -> frozenset[str]:
    """The words that can come second in a text that fits. Empty where that is open, or it may end before."""
    first = pattern[0]
    if isinstance(first, Words):
        return firsts(pattern[1:])
    if not isinstance(first, Either) or first.free:
        return frozenset()
    found = [seconds((*way, *pattern[1:])) for way in first.ways]
    return frozenset().union(*found) if all(found) else frozenset()


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
                word = words[place] if place < len(words) else ""
                for way in part.ways:
                    if way and isinstance(first := way[0], Words) and word not in first.any_of:
                        continue
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
