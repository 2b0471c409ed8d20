"""A whole journal out: all at once, or its entries one by one."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from companion.model.records import Contents, Entry, Moment, Reflection
from companion.store.entry_rows import READ, entry_of
from companion.store.merge_rules import in_time
from companion.store.store import Store

E = TypeVar("E", Moment, Reflection)


def contents_of(store: Store) -> Contents:
    """Everything the journal holds but drafts and what can be undone; lists by time, then id.

    Raises JournalDamaged where a record cannot be read.
    """
    with store.reading():
        entries: list[Entry] = sorted(store.entries.all(), key=in_time)
        return replace(
            contents_but_entries(store),
            moments=tuple(entry for entry in entries if isinstance(entry, Moment)),
            reflections=tuple(entry for entry in entries if isinstance(entry, Reflection)),
        )


def zones_of(store: Store) -> Iterator[str | None]:
    """The time zone of every entry, moments first, then by time; to be read to the end."""
    rows = store._link.each("SELECT zone FROM entries ORDER BY kind <> 'moment', place")
    return (None if row[0] is None else str(row[0]) for row in rows)


def contents_but_entries(store: Store) -> Contents:
    """What :func:`contents_of` gives, without moments and reflections."""
    with store.reading():
        return Contents(
            stories=tuple(store.stories.all()),
            experiments=tuple(store.experiments.all()),
            checks=tuple(store.checks.all()),
            look_backs=tuple(store.look_backs.all()),
            pattern_answers=tuple(store.answers.all()),
            deleted=tuple(store.deleted.all()),
            settings=store.values.settings(),
            extra=store.values.get("extra") or {},
        )


def one_by_one(store: Store, kind: type[E]) -> Iterator[E]:
    """Every moment or every reflection, by time, then id, to be read to the end; none is kept.

    Raises JournalDamaged where one cannot be read.
    """
    rows = store._link.each(
        f"SELECT at, {READ} FROM entries WHERE kind = ? ORDER BY place",
        ["moment" if kind is Moment else "reflection"],
    )
    # Of one instant, what came first stands first: only within a second is this another order.
    for _, second in groupby(rows, key=itemgetter(0)):
        some = [entry_of(row[1:]) for row in second]
        some.sort(key=in_time)
        yield from (entry for entry in some if isinstance(entry, kind))


def entries_one_by_one(store: Store) -> Iterator[Entry]:
    """Every entry in the order of time, to be read to the end; none is kept.

    Raises JournalDamaged where one cannot be read.
    """
    return map(entry_of, store._link.each(f"SELECT {READ} FROM entries ORDER BY place"))
