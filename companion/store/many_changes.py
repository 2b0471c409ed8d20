"""What one import or merge changed, all of it, so that it can be taken back in one step.

Kept as plain JSON values: for each entry and record its form of before, and how to tell that nothing changed
it since. What was changed or deleted since is left as it is.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from companion.model.records import Entry, new_id
from companion.store.connection import Link, Row
from companion.store.entry_rows import entry_of
from companion.store.undo import ManyChanges, Pair, UndoStack, entry_of_doc

if TYPE_CHECKING:
    from companion.store.store import Store

_TABLES = ("stories", "experiments", "checks", "pattern_answers", "look_backs", "deleted")
_VALUES = ("settings", "extra")
_PIECE = 500
"""How many entries are written at once."""


class TakenBack(NamedTuple):
    """What became of entries: gone again, back, as before; and ``left``, as they were changed meanwhile."""

    gone: int
    back: int
    as_before: int
    left: int


@contextmanager
def recorded(store: "Store") -> Iterator[ManyChanges]:
    """Notes what the block changes, inside :meth:`Store.writing`; what is given is filled at its end.

    Entries as they were go to the journal's file as they are taken out, and are not held.
    """
    link, changes = store._link, ManyChanges({}, {}, {}, new_id())
    before, records, values = set(store.entries.times_by_id()), _records(link), _texts(link)
    earlier = _Earlier(store.undo, changes.earlier, set(before))
    with store.entries.watched(earlier.take):
        yield changes
    earlier.write()
    since = store.entries.times_by_id()
    changes.entries.update((id, [None, at]) for id, at in since.items() if id not in before)
    changes.entries.update((id, [True, since.get(id)]) for id in before if id not in earlier.there)
    del since, before
    for table, now in _records(link).items():
        if pairs := _pairs(records[table], now):
            changes.records[table] = pairs
    changes.values.update(_pairs(values, _texts(link)))


class _Earlier:
    """Entries as they were before, on their way to the file: of one taken out again, the first form."""

    def __init__(self, undo: UndoStack, name: str, there: set[str]) -> None:
        """``there``: the ids of the entries that were there before."""
        self.there = there
        self._undo = undo
        self._name = name
        self._waiting: list[Row] = []

    def take(self, rows: Iterable[Row]) -> None:
        """Rows of the columns READ that were just taken out."""
        for row in rows:
            if row[0] in self.there:
                self.there.remove(row[0])
                self._waiting.append(row)
        if len(self._waiting) >= _PIECE:
            self.write()

    def write(self) -> None:
        """Write what waits."""
        if self._waiting:
            self._undo.keep_earlier(self._name, self._waiting)
            self._waiting = []


def earlier_forms(store: "Store", changes: ManyChanges) -> Iterator[tuple[Entry, str | None]]:
    """Each entry as it was before, and the time of change of what stands since; ``None`` for nothing."""
    for row in store.undo.earlier(changes.earlier):
        yield entry_of(row), changes.entries[row[0]][1]
    for doc, since in changes.entries.values():
        if isinstance(doc, Mapping):  # an earlier version of the program wrote it
            yield entry_of_doc(doc), since


def take_back(store: "Store", changes: ManyChanges) -> TakenBack:
    """Put everything back that still is as the changes left it, inside :meth:`Store.writing`."""
    link, times = store._link, store.entries.times_by_id()
    same = {id: pair for id, pair in changes.entries.items() if times.get(id) == pair[1]}
    gone = [id for id, (_, since) in same.items() if since is not None]
    before = sum(was is not None for was, _ in same.values())
    store.entries.take_out_many(gone)
    if before:
        store.entries.put_new(entry for entry, _ in earlier_forms(store, changes) if entry.id in same)
    store.undo.drop_loose()
    now = _records(link)
    for table, pairs in changes.records.items():
        for key, (row, since) in pairs.items():
            if now[table].get(key) == since:
                link.run(f"DELETE FROM {table} WHERE id = ?", [key])
                if row is not None:
                    link.put(table, {"id": key, "at": row[0], "doc": row[1]})
    texts = _texts(link)
    for name, (text, since) in changes.values.items():
        if texts.get(name) == since:
            link.run("DELETE FROM meta WHERE name = ?", [name])
            if text is not None:
                link.put("meta", {"name": name, "value": text})
    as_before = before + len(gone) - len(same)
    return TakenBack(
        gone=len(gone) - as_before,
        back=before - as_before,
        as_before=as_before,
        left=len(changes.entries) - len(same),
    )


def _pairs(before: Mapping[str, Any], since: Mapping[str, Any]) -> dict[str, Pair]:
    keys = dict.fromkeys([*before, *since])
    return {key: [before.get(key), since.get(key)] for key in keys if before.get(key) != since.get(key)}


def _records(link: Link) -> dict[str, dict[str, list[Any]]]:
    return {
        table: {id: [at, doc] for id, at, doc in link.rows(f"SELECT id, at, doc FROM {table}")}
        for table in _TABLES
    }


def _texts(link: Link) -> dict[str, str]:
    names = ", ".join("?" * len(_VALUES))
    return dict(link.rows(f"SELECT name, value FROM meta WHERE name IN ({names})", _VALUES))
