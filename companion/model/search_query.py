"""Searching a journal: the query language, what an entry can be found by, and what a search gives back.

``trigger:affection response:withdrew -tag:work after:2026-01 is:starred "slow reply"``: words and quoted
phrases have to stand in the entry, filters narrow it down, and a minus turns one round. Nothing here looks
anything up.
"""

import calendar
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import NamedTuple

from companion.model.date_format import MONTHS
from companion.model.errors import InputRefused, not_valid, one_of
from companion.model.frozen_dataclass import dataclass
from companion.model.records import PARTNER, Entry, Moment
from companion.model.search_words import folded

CODE_FILTERS = ("trigger", "response", "urge", "mood", "act", "prompt", "leaning", "person", "tag")
"""Filters that match an id in the entry, whole or in part."""

DATE_FILTERS = ("after", "before", "on", "date")
"""Filters on the local day.

``after`` from that day, month or year on, ``before`` up to it, ``on`` (or ``date``) within it.
"""

CLOSENESS = "closeness"
"""The filter on how close it felt: a number from -3 to 3, or ``>0``, ``>=1``, ``<0``, ``<=-1``."""

CHOICE_FILTERS = {"is": ("starred",), "kind": ("moment", "reflection")}
"""Filters with a fixed choice of words."""

SAME_AS = {"feeling": "mood"}
"""Filters by another name."""

FILTERS = (*SAME_AS, *CODE_FILTERS, CLOSENESS, *DATE_FILTERS, *CHOICE_FILTERS)


class Hit(NamedTuple):
    """An entry that was found, and a piece of it: stretches of plain text, each with whether it matched."""

    entry: Entry
    snippet: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """Words that have to stand in the entry side by side.

    ``prefix``: the last one may be unfinished. ``exact``: quoted, so their other forms do not count.
    ``marks``: filters and ids of what these words are an everyday name for.
    """

    text: str
    negated: bool = False
    prefix: bool = False
    exact: bool = False
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """A mark the entry has to have: ``value`` is matched whole or in part against ids, in small letters.

    ``ids``: what it means, where that is no id or part of one.
    """

    name: str
    value: str
    negated: bool = False
    ids: tuple[str, ...] = ()

    def fitting(self, codes: Sequence[str]) -> list[str]:
        """Which of these ids bear the mark, whatever ``negated`` says: the one it names, or all it is in."""
        return [code for code in codes if comparable_id(code) == self.value] or [
            code for code in codes if self.value in comparable_id(code)
        ]


@dataclass(frozen=True, slots=True)
class Closeness:
    """How close it has to have felt: from ``least`` to ``most``, both included."""

    least: int
    most: int
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query. ``first`` and ``last`` are local days, both included."""

    terms: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()
    closeness: tuple[Closeness, ...] = ()
    first: date | None = None
    last: date | None = None


MOST_WORDS_OF_A_NAME = 4
"""How many words of a query in a row may be one everyday name."""

_PIECE = re.compile(r'(?P<minus>-?)(?:(?P<name>[^\W\d]+):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_CLOSENESS = re.compile(r"(>=|<=|>|<|=)?([+-]?[0-3])")


def parse_query(text: str, partner: str = "", read_day: Callable[[str], date] | None = None) -> Query:
    """Read a query. ``partner``: the name that ``person:`` knows the partner by, beside ``partner``.

    ``read_day`` reads a day in words, such as "3 weeks ago"; without it days are figures alone. The text is
    composed first (NFC), as most texts are.

    Raises InputRefused for a filter that does not exist or a value it cannot have.
    """
    terms: list[Term] = []
    filters: list[Filter] = []
    closeness: list[Closeness] = []
    first, last = date.min, date.max
    last_bare = None
    for piece in _PIECE.finditer(unicodedata.normalize("NFC", text.replace("\0", " "))):
        name, negated = (piece["name"] or "").lower(), bool(piece["minus"])
        value = piece["phrase"] if piece["word"] is None else piece["word"]
        if name and not (
            name not in FILTERS and value.startswith("/")
        ):  # a bare address is words, not a filter
            if name in DATE_FILTERS and not negated:
                low, high = _days(name, value, read_day)
                first, last = max(first, low), min(last, high)
            elif name == CLOSENESS:
                closeness.append(_closeness(value, negated))
            else:
                filters.append(_filter(name, value, negated, partner))
        elif piece["phrase"] is None:
            word = piece[0].removeprefix("-") or piece[0]
            if word.endswith(":") and word[:-1].lower() in FILTERS:
                raise _needs_a_value(word[:-1].lower())
            if not negated:
                last_bare = len(terms)
            terms.append(Term(word, negated and word != piece[0]))
        elif value.strip():
            terms.append(Term(value, negated, exact=True))
    if last_bare is not None:
        terms[last_bare] = Term(terms[last_bare].text, prefix=True)
    return Query(
        tuple(terms),
        tuple(filters),
        tuple(closeness),
        None if first == date.min else first,
        None if last == date.max else last,
    )


def with_everyday_names(query: Query, names: Mapping[str, Sequence[tuple[str, str]]]) -> Query:
    """The query with what its words are everyday names for; ``names`` are folded.

    Several words in a row may be one name: what it stands for has all of them, then. Quoted words are none.
    """
    marks: list[list[tuple[str, str]]] = [[] for _ in query.terms]
    for first in range(len(query.terms)):
        for end in range(first + 1, min(first + MOST_WORDS_OF_A_NAME, len(query.terms)) + 1):
            some = query.terms[first:end]
            if any(term.exact or term.negated for term in some) and (len(some) > 1 or some[0].exact):
                break
            for mark in names.get(folded(" ".join(term.text for term in some)), ()):
                for each in marks[first:end]:
                    each.append(mark)
    terms = zip(query.terms, marks, strict=True)
    return replace(
        query, terms=tuple(replace(term, marks=tuple(dict.fromkeys(each))) for term, each in terms)
    )


def comparable_id(text: str) -> str:
    """An id, or a part of one as a person types it, in the form in which the two are compared."""
    return re.sub(r"[\s_-]+", "_", text.casefold().strip())


def _filter(name: str, value: str, negated: bool, partner: str) -> Filter:
    if name not in FILTERS:
        filters = one_of(f"{each}:" for each in FILTERS)
        raise InputRefused(f"search: there is no filter {name!r}; use {filters}")
    if name in DATE_FILTERS:
        raise InputRefused(
            f"search: {name}: cannot be excluded with a minus; combine after:, before: and on: instead"
        )
    wanted = comparable_id(value)
    if name in CHOICE_FILTERS:
        if wanted not in CHOICE_FILTERS[name]:
            raise not_valid("search", f"{name}:{value}", CHOICE_FILTERS[name])
    elif not wanted:
        raise _needs_a_value(name)
    if name == "person" and wanted in ("partner", comparable_id(partner)):
        wanted = PARTNER
    return Filter(SAME_AS.get(name, name), wanted, negated)


def _needs_a_value(name: str) -> InputRefused:
    return InputRefused(f"search: put something after {name}:, such as {name}:{_EXAMPLES[name]}")


def _closeness(value: str, negated: bool) -> Closeness:
    match = _CLOSENESS.fullmatch(value.replace("−", "-").strip())
    if match is None:
        raise InputRefused(
            f"search: closeness:{value} is not a range; use a number from -3 to 3, or >0, >=1, <0 or <=-1"
        )
    sign, number = match[1], int(match[2])
    least = {">": number + 1, ">=": number, "<": -3, "<=": -3}.get(sign, number)
    most = {">": 3, ">=": 3, "<": number - 1, "<=": number}.get(sign, number)
    return Closeness(least, most, negated)


_EXAMPLES = {
    "feeling": "anxious",
    "trigger": "affection", "response": "withdrew", "urge": "withdrew", "mood": "anxious", "act": "warm",
    "prompt": "evening", "leaning": "secure", "person": "partner", "tag": "work",
    "closeness": ">0", "after": "2026-03", "before": "2026-03", "on": "yesterday", "date": "yesterday",
    "is": "starred", "kind": "moment",
}  # fmt: skip


def _days(name: str, value: str, read_day: Callable[[str], date] | None) -> tuple[date, date]:
    parts = _DATE.fullmatch(value.strip())
    try:
        if parts is None:
            low, high = _days_in_words(value.strip(), read_day)
        else:
            year, month, day = int(parts[1]), int(parts[2] or 0), int(parts[3] or 0)
            low = date(year, month or 1, day or 1)
            high = date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except (ValueError, InputRefused):
        raise InputRefused(
            f"search: could not read {name}:{value} as a date; write 2026-03-01, 2026-03, 2026, 3w or"
            ' "last friday"'
        ) from None
    if name == "after":
        return low, date.max
    if name == "before":
        return date.min, date.fromordinal(max(low.toordinal() - 1, 1))
    return low, high


def _days_in_words(words: str, read_day: Callable[[str], date] | None) -> tuple[date, date]:
    """The day that is meant, or the whole month. Raises ValueError or InputRefused."""
    if read_day is None:
        raise ValueError(words)
    low = read_day(words)
    if len(words) >= 3 and any(month.lower().startswith(words.lower()) for month in MONTHS):
        return low, low.replace(day=calendar.monthrange(low.year, low.month)[1])
    return low, low


def filter_values(entry: Entry) -> list[tuple[str, str]]:
    """What filters can find an entry by: pairs of filter and id, each once."""
    values = [("kind", "moment" if isinstance(entry, Moment) else "reflection")]
    if entry.starred:
        values.append(("is", "starred"))
    values += [("mood", feeling.mood) for feeling in entry.feelings]
    values += [("tag", tag) for tag in entry.tags]
    if isinstance(entry, Moment):
        values += [("trigger", code) for code in entry.triggers]
        values += [("act", code) for code in entry.partner_acts]
        values += [("urge", code) for code in entry.urges]
        values += [("response", code) for code in entry.responses]
        values.append(("person", entry.person))
    else:
        if entry.prompt is not None:
            values.append(("prompt", entry.prompt))
        if entry.leaning is not None:
            values.append(("leaning", entry.leaning))
    return list(dict.fromkeys(values))


PART_SEPARATOR = " · "


@cache
def _clock(hour: int, minute: int) -> tuple[str, str]:
    """A time of day as ``21:05`` and as ``09:05 PM``."""
    return f"{hour:02}:{minute:02}", f"{hour % 12 or 12:02}:{minute:02} {'AM' if hour < 12 else 'PM'}"


def searchable_text(
    entry: Entry, label: Callable[[str], str], filters: Iterable[tuple[str, str]] | None = None
) -> str:
    """The words an entry can be found by beside its own text: when, tags, its codes with their labels, and
    what was written of it later. ``filters``: its :func:`filter_values` where they are known already.
    """
    known = filter_values(entry) if filters is None else filters
    codes = [code for kind, code in known if kind not in ("kind", "is", "prompt")]
    at = entry.occurred_at
    clock, of_twelve_hours = _clock(at.hour, at.minute)
    words = [f"{at.date()} {clock}", of_twelve_hours]
    for code in dict.fromkeys(codes):
        words += [code] if (shown := label(code)) == code else [shown, code]
    if isinstance(entry, Moment) and entry.sequel is not None and entry.sequel.note:
        words.append(entry.sequel.note)
    return PART_SEPARATOR.join(words)
