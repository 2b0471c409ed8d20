"""What one import or merge changed, all of it, so that it can be taken back in one step.

Kept as plain JSON values: for each entry and record its form of before, and how to tell that nothing changed
it since. What was changed or deleted since is left as it is.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from companion.store.connection import Link
from companion.store.entry_rows import READ, entry_of
from companion.store.merge_rules import in_time
from companion.store.record_json import doc_of
from companion.store.undo import ManyChanges, Pair, entry_of_doc

if TYPE_CHECKING:
    from companion.store.store import Store

_TABLES = ("stories", "experiments", "checks", "pattern_answers", "look_backs", "deleted")
_VALUES = ("settings", "extra")


class TakenBack(NamedTuple):
    """What became of entries: gone again, back, as before; and ``left``, as they were changed meanwhile."""

    gone: int
    back: int
    as_before: int
    left: int


@contextmanager
def recorded(store: "Store") -> Iterator[ManyChanges]:
    """Notes what the block changes, inside :meth:`Store.writing`; what is given is filled at its end."""
    link, changes = store._link, ManyChanges({}, {}, {})
    times, records, values = store.entries.times_by_id(), _records(link), _texts(link)
    link.run(f"CREATE TEMP TABLE taken_out AS SELECT {READ} FROM entries WHERE 0")
    link.run(
        "CREATE TEMP TRIGGER entries_taken_out AFTER DELETE ON main.entries BEGIN"
        f" INSERT INTO taken_out SELECT {', '.join(f'old.{name}' for name in READ.split(', '))}; END"
    )
    try:
        yield changes
        changes.entries.update(_entries(link, times, store.entries.times_by_id()))
    finally:
        link.run("DROP TRIGGER IF EXISTS temp.entries_taken_out")
        link.run("DROP TABLE IF EXISTS temp.taken_out")
    for table, since in _records(link).items():
        if pairs := _pairs(records[table], since):
            changes.records[table] = pairs
    changes.values.update(_pairs(values, _texts(link)))


def take_back(store: "Store", changes: ManyChanges) -> TakenBack:
    """Put everything back that still is as the changes left it, inside :meth:`Store.writing`."""
    link, times = store._link, store.entries.times_by_id()
    same = {id: pair for id, pair in changes.entries.items() if times.get(id) == pair[1]}
    gone = [id for id, (_, since) in same.items() if since is not None]
    before = [entry_of_doc(doc) for doc, _ in same.values() if doc is not None]
    store.entries.take_out_many(gone)
    store.entries.put_new(sorted(before, key=in_time))
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
    as_before = len(before) + len(gone) - len(same)
    return TakenBack(
        gone=len(gone) - as_before,
        back=len(before) - as_before,
        as_before=as_before,
        left=len(changes.entries) - len(same),
    )


def _entries(link: Link, before: Mapping[str, str], since: Mapping[str, str]) -> dict[str, Pair]:
    pairs: dict[str, Pair] = {id: [None, at] for id, at in since.items() if id not in before}
    # Of one that was taken out several times, the first was its form of before.
    for row in link.each(f"SELECT {READ} FROM temp.taken_out ORDER BY rowid"):
        if row[0] in before and row[0] not in pairs:
            pairs[row[0]] = [doc_of(entry_of(row)), since.get(row[0])]
    return pairs


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
