"""What of two journals has to be looked at to join them: most entries are the same in both."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from companion.model.gc_pause import gc_paused
from companion.model.records import Contents, Entry, Moment, Reflection
from companion.model.text_history import HISTORY
from companion.store.contents import contents_but_entries
from companion.store.entry_rows import READ, SEQUEL, entry_of, own_columns
from companion.store.store import Store

_EXTRA = READ.split(", ").index("extra")


class Differences(NamedTuple):
    """Two journals without the entries that joining them leaves as they are here; ``untouched``: how many."""

    here: Contents
    there: Contents
    untouched: int


def differences(store: Store, contents: Contents) -> Differences:
    """The journal and ``contents`` without what is the same in both, or here alone.

    Rows are compared as they are written, which takes no reading of them. Raises JournalDamaged where one
    that differs cannot be read.
    """
    with store.reading(), gc_paused():
        rest = contents_but_entries(store)
        deleted = {tombstone.id for tombstone in (*rest.deleted, *contents.deleted)}
        theirs: dict[str, Entry] = {}
        looked_at: set[str] = set()
        for entry in _entries(contents):
            if entry.id in theirs:
                looked_at.add(entry.id)
            theirs[entry.id] = entry
        here: list[Entry] = []
        rows = 0
        for row in store._link.each(f"SELECT {READ} FROM entries"):
            rows += 1
            id, extra = row[0], row[_EXTRA]
            there = theirs.get(id)
            # What was said later of a moment goes where its words say that all up to then was deleted.
            joined_before = extra and HISTORY in extra and SEQUEL in extra
            if joined_before or id in deleted or id in looked_at:
                here.append(entry_of(row))
            elif there is not None:
                if row == own_columns(there):
                    del theirs[id]
                else:
                    here.append(entry_of(row))
        return Differences(
            _with_entries(rest, here),
            _with_entries(contents, [entry for entry in _entries(contents) if entry.id in theirs]),
            rows - len(here),
        )


def _entries(contents: Contents) -> Iterator[Entry]:
    yield from contents.moments
    yield from contents.reflections


def _with_entries(contents: Contents, entries: list[Entry]) -> Contents:
    return replace(
        contents,
        moments=tuple(entry for entry in entries if isinstance(entry, Moment)),
        reflections=tuple(entry for entry in entries if isinstance(entry, Reflection)),
    )
