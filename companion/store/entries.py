"""Moments and reflections: kept, taken out, and read in the order of time."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from itertools import islice
from operator import itemgetter
from typing import TypeVar

from companion.model.errors import InputRefused, NothingFound
from companion.model.events import CodedEvent, NotedEntry
from companion.model.gc_pause import gc_paused
from companion.model.records import Entry, Moment, Sequel
from companion.store import checksums
from companion.store.connection import Link, Row
from companion.store.entry_rows import (
    HAS_SEQUEL,
    READ,
    SECOND,
    SEQUEL,
    TEXTS,
    WRITTEN,
    entry_of,
    row_of,
    sequel_in,
    times_of,
)
from companion.store.local_days import DAY, EPOCH_DAY, day_of, span
from companion.store.noted_codes import HELD, Noted, NotedCodes
from companion.store.record_json import UNREADABLE, damaged, from_json, to_json
from companion.store.word_counts import WordCounts

T = TypeVar("T")

_COLUMNS = WRITTEN.split(", ")
_TEXTS = [_COLUMNS.index(name) for name in TEXTS]

# How much the full-text index holds in memory before it writes, in bytes: its usual measure, and for very
# many rows.
_INDEX_BYTES = 1_048_576
_BULK_INDEX_BYTES = 4_000_000
_MANY = 1000
_SOME = 50
_PAGES_TIDIED = 16

RECENT = 400
"""How many of the latest entries say what a person picks most."""

_IN_CODES = ("trigger", "response", "partner_act")
_COLUMN = {
    "trigger": "codes",
    "response": "codes",
    "partner_act": "codes",
    "urge": "urges",
    "mood": "feelings",
}


class EntryTable:
    """The entries of one journal. Days are local days that begin ``start`` seconds after midnight."""

    def __init__(self, link: Link, label: Callable[[str], str]) -> None:
        """``label`` gives the words that a code can be found by."""
        self._link = link
        self._label = label
        self._noted: Mapping[Noted, frozenset[str]] = {}
        self._taken_out: Callable[[list[Row]], None] = lambda rows: None

    # Writing, always inside Link.writing()

    def put(self, entry: Entry) -> Entry | None:
        """Keep an entry, in place of the one with the same id, which is given back."""
        before = self.take_out(entry.id)
        self._insert([entry], counts := WordCounts(), self._label)
        counts.write(self._link, 1)
        # A little tidying of the index each time, so that there is never very much to do at once.
        self._link.run("INSERT INTO words (words, rank) VALUES ('merge', ?)", [_PAGES_TIDIED])
        return before

    def put_new(self, entries: Iterable[Entry]) -> None:
        """Keep entries whose ids are not there yet, very many at once; fastest in the order of time."""
        run = self._link.run
        run("INSERT INTO meta (name, value) VALUES ('bulk', 1)")
        run("INSERT INTO words (words, rank) VALUES ('hashsize', ?)", [_BULK_INDEX_BYTES])
        positions: list[int] = []
        counts, label = WordCounts(), cache(self._label)
        made_by = checksums.pause(self._link, "entries")
        for some in _batched(entries, _MANY):
            positions += self._insert(some, counts, label)
        these, listed = "place IN (SELECT value FROM json_each(?))", [to_json(positions)]
        checksums.resume(self._link, "entries", made_by, these, listed)
        counts.write(self._link, 1)
        run(
            "INSERT INTO words (rowid, text, body, ending, about, marks) "
            f"SELECT place, text, body, ending, about, marks FROM entries WHERE {these} ORDER BY place",
            listed,
        )
        if len(positions) >= _MANY:
            # Large pieces beside small ones would all be joined at once by some later, small write.
            run("INSERT INTO words (words) VALUES ('optimize')")
        run("INSERT INTO words (words, rank) VALUES ('hashsize', ?)", [_INDEX_BYTES])
        run("DELETE FROM meta WHERE name = 'bulk'")

    @contextmanager
    def watched(self, taken_out: Callable[[list[Row]], None]) -> Iterator[None]:
        """Tell ``taken_out`` of all that the block takes out or replaces: rows of the columns READ, some at
        a time."""
        before, self._taken_out = self._taken_out, taken_out
        try:
            yield
        finally:
            self._taken_out = before

    def take_out(self, id: str) -> Entry | None:
        """Remove the entry with this id, from the index too; gives back what it was."""
        counts = WordCounts()
        entries = self._about_to_go("WHERE id = ?", [id], counts)
        if not entries:
            return None
        self._link.run("DELETE FROM entries WHERE id = ?", [id])
        counts.write(self._link, -1)
        return entries[0]

    def take_out_many(self, ids: Sequence[str]) -> None:
        """Remove the entries with these ids, very many of them at once, from the index too."""
        if len(ids) < _SOME:
            for id in ids:
                self.take_out(id)
            return
        run, counts = self._link.run, WordCounts()
        these = "WHERE id IN (SELECT value FROM json_each(?))"
        # Written out at the end, and all pieces joined then: no word of them is left in the index.
        run("INSERT INTO words (words, rank) VALUES ('hashsize', ?)", [_BULK_INDEX_BYTES])
        run("INSERT INTO words (words, rank) VALUES ('secure-delete', 0)")
        # Some at a time: what a statement changes is kept in memory until its end.
        for some in _batched(ids, _MANY // 2):
            listed = [to_json(some)]
            self._about_to_go(f"{these} ORDER BY place", listed, counts)
            run(f"DELETE FROM entries {these}", listed)
        counts.write(self._link, -1)
        run("INSERT INTO words (words, rank) VALUES ('secure-delete', 1)")
        run("INSERT INTO words (words) VALUES ('optimize')")
        run("INSERT INTO words (words, rank) VALUES ('hashsize', ?)", [_INDEX_BYTES])

    def _about_to_go(self, which: str, parameters: Sequence[object], counts: WordCounts) -> list[Entry]:
        """The entries that are to be taken out, what they use added to ``counts``."""
        from companion.model.search_query import filter_values

        rows = self._link.rows(f"SELECT {READ}, about FROM entries {which}", parameters)
        entries = [entry_of(row) for row in rows]
        texts = [row[-len(TEXTS) :] for row in rows]  # READ ends with the others
        counts.add([times_of(entry)[0] for entry in entries], map(filter_values, entries), texts)
        self._taken_out([row[:-1] for row in rows])
        return entries

    def _insert(self, entries: Sequence[Entry], counts: WordCounts, label: Callable[[str], str]) -> list[int]:
        """Insert rows, add what they use to ``counts``, and say at which positions they are."""
        from companion.model.search_query import filter_values

        times = [times_of(entry) for entry in entries]
        there = "SELECT place FROM entries WHERE place IN (SELECT value FROM json_each(?))"
        wanted = to_json([position for _, _, position in times])
        taken = {position for (position,) in self._link.rows(there, [wanted])}
        positions = []
        for *_, position in times:
            if position in taken:
                position = self._free_position(position, taken)
            taken.add(position)
            positions.append(position)
        filters = [filter_values(entry) for entry in entries]
        rows = [
            row_of(entry, position, at, wall, some, label)
            for entry, position, (at, wall, _), some in zip(entries, positions, times, filters, strict=True)
        ]
        counts.add((at for at, *_ in times), filters, map(itemgetter(*_TEXTS), rows))
        # The driver looks long at each NULL for what it may be: what none of these has is left out.
        used = [number for number in range(len(_COLUMNS)) if any(row[number] is not None for row in rows)]
        names = ", ".join(_COLUMNS[number] for number in used)
        self._link.run_many(
            f"INSERT INTO entries ({names}) VALUES ({', '.join('?' * len(used))})",
            [*map(itemgetter(*used), rows)] if rows else [],
        )
        return positions

    def _free_position(self, wanted: int, taken: Collection[int]) -> int:
        """The next free position within the same second: what came first stands first."""
        first = wanted // SECOND * SECOND
        span = [first, first + SECOND - 1]
        rows = self._link.rows("SELECT place FROM entries WHERE place BETWEEN ? AND ?", span)
        used = {position for (position,) in rows}
        used.update(taken)
        position = wanted
        while position in used:
            position += 1
        if position < first + SECOND:
            return position
        return next(position for position in range(first, first + SECOND) if position not in used)

    # Reading

    def get(self, id: str) -> Entry | None:
        """The entry with this id, or ``None``. Raises JournalDamaged where it cannot be read."""
        entries = self._read("WHERE id = ?", [id])
        return entries[0] if entries else None

    def find(self, start: str) -> Entry:
        """The entry with this id, or the only one whose id starts so.

        Raises NothingFound, InputRefused if several.
        """
        exact = self.get(start)
        if exact is not None:
            return exact
        begins_so = "WHERE id >= ? AND substr(id, 1, ?) = ? ORDER BY id LIMIT 2"
        matches = self._read(begins_so, [start, len(start), start]) if start else []
        if not matches:
            raise NothingFound(f"there is no entry with the id {start!r}")
        if len(matches) > 1:
            raise InputRefused(f"id: several entries start with {start!r}; type a few more characters")
        return matches[0]

    def count(self) -> int:
        """How many entries there are."""
        return int(self._link.value("SELECT count(*) FROM entries"))

    def all(self) -> list[Entry]:
        """Every entry in the order of time."""
        with gc_paused():
            return self._read("ORDER BY place")

    def moment_ids(self) -> set[str]:
        """The ids of all moments."""
        return {id for (id,) in self._link.rows("SELECT id FROM entries WHERE kind = 'moment'")}

    def times_by_id(self) -> dict[str, str]:
        """When each entry was last changed, as it is written in the entry."""
        return dict(self._link.rows("SELECT id, updated_at FROM entries"))

    def sequels(self, since: int | None = None) -> dict[str, Sequel]:
        """What was said later of moments, of those from second ``since`` on, by their ids.

        Raises JournalDamaged where one cannot be read.
        """
        rows = self._link.rows(
            f"SELECT id, extra FROM entries WHERE {HAS_SEQUEL} AND kind = 'moment' AND at >= ?",
            [-(2**63) if since is None else since],
        )
        found = {id: from_json(extra).get(SEQUEL) for id, extra in rows}
        try:
            return {id: sequel_in(plain) for id, plain in found.items() if plain is not None}
        except UNREADABLE as error:
            raise damaged() from error

    def moments_between(self, low: int, high: int) -> list[Moment]:
        """The moments from second ``low`` to second ``high``, both included, in the order of time."""
        return [
            entry
            for entry in self._read("WHERE at >= ? AND at <= ? ORDER BY place", [low, high])
            if isinstance(entry, Moment)
        ]

    def between(self, first: date, last: date, start: int) -> list[Entry]:
        """The entries of the local days from ``first`` to ``last``, both included, in the order of time."""
        return self._read("WHERE wall >= ? AND wall < ? ORDER BY place", [*span(first, last, start)])

    def latest(self, limit: int, before: Entry | None = None) -> list[Entry]:
        """Newest first; those that stand before ``before``, where given, even if that one is gone by now."""
        if before is None:
            return self._read("ORDER BY place DESC LIMIT ?", [limit])
        position = self._link.value("SELECT place FROM entries WHERE id = ?", [before.id])
        return self._read(
            "WHERE place < ? ORDER BY place DESC LIMIT ?",
            [times_of(before)[2] if position is None else position, limit],
        )

    def last_written(self) -> Entry | None:
        """The entry recorded last; ``None`` where there is none."""
        return next(iter(self._read("ORDER BY julianday(recorded_at) DESC, place DESC LIMIT 1")), None)

    def after(self, at: datetime) -> list[Entry]:
        """The entries after an instant (aware), in the order of time."""
        return self._read("WHERE at > ? ORDER BY place", [int(at.timestamp())])

    def first_day(self, start: int) -> date | None:
        """The local day of the earliest entry."""
        wall = self._link.value("SELECT min(wall) FROM entries")
        return None if wall is None else day_of(wall, start)

    def days(self, first: date, last: date, start: int) -> dict[date, int]:
        """How many entries each local day has; days without any are left out."""
        # Counted from year 1: SQLite's division rounds towards zero and must not see a negative number.
        counts = self._link.rows(
            "SELECT (wall - ?) / 86400 AS day, count(*) FROM entries WHERE wall >= ? AND wall < ? GROUP BY 1",
            [start - EPOCH_DAY * DAY, *span(first, last, start)],
        )
        return {date.fromordinal(day): count for day, count in counts}

    def events(self, since: int | None = None) -> list[CodedEvent]:
        """Every entry, or those from second ``since`` on, as time and codes; in order of time, then id."""
        with gc_paused():
            return [*self.each_event(since)]

    def each_event(self, since: int | None = None) -> Iterator[CodedEvent]:
        """The same, one by one; to be read to the end."""
        # The index has them in this order; the words, last in a row, are never read.
        rows = self._link.each(
            "SELECT at, wall, id, person, seen, urges, feelings, occurred_at, recorded_at "
            "FROM entries INDEXED BY entries_seen WHERE at >= ? ORDER BY at, id",
            [-(2**63) if since is None else since],
        )
        sets = NotedCodes(self._noted)
        for at, wall, id, person, seen, urges, feelings, occurred, recorded in rows:
            written = at if recorded == occurred else int(datetime.fromisoformat(recorded).timestamp() // 1)
            if person is None:  # a reflection
                yield CodedEvent(at, wall, id, frozenset(), "default", written)
            else:
                yield CodedEvent(at, wall, id, sets[seen, urges, feelings], person, written)
        self._noted = sets.to_hold()

    def noted_on(self, first: date, last: date, start: int) -> dict[date, list[NotedEntry]]:
        """What was noted on each local day; days without an entry are left out."""
        days: dict[date, list[NotedEntry]] = {}
        for entry in self.noted(span(first, last, start)):
            day = day_of(entry.wall, start)
            days.setdefault(day, []).append(entry)
        return days

    def noted(self, within: tuple[int, int] | None = None) -> Iterator[NotedEntry]:
        """What was noted in every entry, without texts; one by one in the order of time, to the end.

        ``within``: only those whose wall clock lies in this :func:`span` of seconds.
        """
        rows = self._link.each(
            "SELECT wall, person, seen, feelings, tags, closeness FROM entries "
            f"{'WHERE wall >= ? AND wall < ? ' if within else ''}ORDER BY place",
            within or (),
        )
        known: dict[str, tuple[str, ...]] = {}

        def codes(text: str) -> tuple[str, ...]:
            if text not in known:
                if len(known) >= HELD:
                    known.clear()
                found = from_json(text) if text else ()
                known[text] = tuple(one if isinstance(one, str) else one[0] for one in found)
            return known[text]

        for wall, person, seen, feelings, tags, closeness in rows:
            yield NotedEntry(wall, person, codes(seen), codes(feelings), codes(tags), closeness)

    def urges(self, since: int) -> dict[str, frozenset[str]]:
        """What was wanted in the moments from second ``since`` on, by their ids; only where something was."""
        rows = self._link.each("SELECT id, urges FROM entries WHERE at >= ? AND urges <> ''", [since])
        wanted = cache(lambda text: frozenset[str](from_json(text)))
        return {id: wanted(urges) for id, urges in rows}

    def prompts_used(self) -> dict[str, int]:
        """When each prompt was last answered, in absolute seconds."""
        return dict(
            self._link.rows("SELECT prompt, max(at) FROM entries WHERE prompt IS NOT NULL GROUP BY prompt")
        )

    def people(self) -> list[str]:
        """Whose moments there are, in the words of the moments: most of them first."""
        return self.codes_used("person")

    def codes_used(self, kind: str) -> list[str]:
        """The codes of a kind (the name of a filter, see :mod:`companion.model.search_query`) that entries
        have, those used most first."""
        rows = self._link.rows("SELECT code FROM codes WHERE kind = ? ORDER BY uses DESC, code", [kind])
        return [code for (code,) in rows]

    def recent_codes(self, kind: str) -> list[str]:
        """The codes of one kind in the latest entries: what is used often and lately comes first."""
        column = _COLUMN[kind]
        latest = self._link.rows(
            f"SELECT {column} FROM entries WHERE {column} <> '' ORDER BY place DESC LIMIT ?", [RECENT]
        )
        weight: Counter[str] = Counter()
        for rank, parts in enumerate(from_json(f"[{','.join(text for (text,) in latest)}]")):
            if column == "codes":
                parts = parts[_IN_CODES.index(kind)]
            elif column == "feelings":
                parts = [part[0] for part in parts]
            for code in parts:
                weight[code] += 1000 // (20 + rank)  # whole numbers: the same order on every machine
        return sorted(weight, key=lambda code: (-weight[code], code))

    def _read(self, rest: str, parameters: Sequence[object] = ()) -> list[Entry]:
        return [entry_of(row) for row in self._link.rows(f"SELECT {READ} FROM entries {rest}", parameters)]


def _batched(entries: Iterable[T], size: int) -> Iterator[list[T]]:
    """``itertools.batched`` of Python 3.12."""
    rest = iter(entries)
    while some := list(islice(rest, size)):
        yield some
