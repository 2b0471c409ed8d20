"""What can be undone: entries and evening answers as they were before they were changed or deleted."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from companion.model.records import Entry, EveningAnswer, Moment, Reflection
from companion.store.connection import Link
from companion.store.merge_rules import as_text, in_time
from companion.store.record_json import doc_of, from_json, record_of, to_json

Undoable = Entry | EveningAnswer

_MANY = "many"
"""The kind of a row that holds what an import or a merge changed."""

LOGGED = "logged"
"""What became of an entry that was not there before."""

_DUE = "at < ? OR session = ?"
_KINDS: dict[str, type[Undoable]] = {"moment": Moment, "reflection": Reflection, "check": EveningAnswer}


Pair = list[Any]
"""A form of before, and what stands since; ``None`` for nothing."""


class ManyChanges(NamedTuple):
    """``entries``: by id, the entry of before and the time of change of what stands since; ``records``: by
    table and key, the row of before and the one since; ``values``: by name, both texts."""

    entries: dict[str, Pair]
    records: dict[str, dict[str, Pair]]
    values: dict[str, Pair]

    def any(self) -> bool:
        """Whether anything changed."""
        return bool(self.entries or self.records or self.values)

    def deleted(self) -> list[Entry]:
        """The entries that are gone, in the order of time."""
        return self._before(lambda since: since is None)

    def replaced(self) -> list[Entry]:
        """The entries that another form took the place of, as they were, in the order of time."""
        return self._before(lambda since: since is not None)

    def _before(self, which: Callable[[str | None], bool]) -> list[Entry]:
        pairs = self.entries.values()
        return sorted(
            (entry_of_doc(doc) for doc, since in pairs if doc is not None and which(since)), key=in_time
        )


class NewEntry(NamedTuple):
    """An entry that was not there before: its id, and a sum over it, of which nothing can be read."""

    id: str
    sum: str

    def is_still(self, entry: Entry) -> bool:
        """Whether the entry is as it was logged, by what a person can change in it."""
        return sum_over(entry) == self.sum


def sum_over(entry: Entry) -> str:
    """A sum over what a person can change in an entry."""
    doc = {name: value for name, value in doc_of(entry).items() if name not in ("updated_at", "extra")}
    return hashlib.blake2b(as_text(doc).encode(), digest_size=16).hexdigest()


def entry_of_doc(doc: Mapping[str, Any]) -> Entry:
    """The entry that :func:`companion.store.record_json.doc_of` made plain. Raises JournalDamaged."""
    return record_of(Moment, doc) if "triggers" in doc else record_of(Reflection, doc)


class UndoStack:
    """The table `undo`, the latest change on top.

    What writes here does so inside ``writing()``; times are microseconds since 1970. ``session``
    tells what one opening of the journal changed from what another did.
    """

    def __init__(self, link: Link, session: str) -> None:
        self._link = link
        self.session = session

    def push(self, what: str, before: Undoable, at: int) -> None:
        """Keep an entry, or an evening answer, as it was before ``at``; ``what`` became of it is "changed" or
        "deleted"."""
        kind = next(name for name, kind in _KINDS.items() if isinstance(before, kind))
        doc = to_json(doc_of(before))
        row = {"session": self.session, "at": at, "what": what, "kind": kind, "id": before.id, "doc": doc}
        self._link.put("undo", row)

    def push_logged(self, entry: Entry, at: int) -> None:
        """Keep that an entry is new; its words are not kept twice."""
        kind = "moment" if isinstance(entry, Moment) else "reflection"
        row = {"session": self.session, "at": at, "what": LOGGED, "kind": kind, "id": entry.id}
        self._link.put("undo", {**row, "doc": sum_over(entry)})

    def push_many(self, what: str, changes: ManyChanges, at: int) -> None:
        """Keep all that an import or a merge changed; ``what`` it was: "import" or "merge"."""
        row = {"session": self.session, "at": at, "what": what, "kind": _MANY, "id": ""}
        self._link.put("undo", {**row, "doc": to_json(changes._asdict())})

    @property
    def ends_in_many(self) -> tuple[str, bool] | None:
        """Where :meth:`pop` would give an import or a merge: which, and whether it is of this session."""
        latest = self._link.rows("SELECT kind, what, session FROM undo ORDER BY number DESC LIMIT 1")
        if not latest or latest[0][0] != _MANY:
            return None
        return latest[0][1], latest[0][2] == self.session

    def pop(self) -> tuple[str, Undoable | ManyChanges | NewEntry] | None:
        """Take the latest change off: what happened, and the record as it was before, or all that an import
        or a merge changed, or that an entry is new; ``None`` where there is none. Raises
        JournalDamaged where it cannot be read."""
        latest = self._link.rows("SELECT number, what, kind, id, doc FROM undo ORDER BY number DESC LIMIT 1")
        if not latest:
            return None
        number, what, kind, id, doc = latest[0]
        self._link.run("DELETE FROM undo WHERE number = ?", [number])
        if what == LOGGED:
            return what, NewEntry(id, doc)
        if kind == _MANY:
            return what, ManyChanges(**from_json(doc))
        return what, record_of(_KINDS[kind], from_json(doc))

    def has_due(self, before: int, *, own: bool) -> bool:
        """Whether there is anything that :meth:`forget` would drop."""
        return self._link.value(f"SELECT 1 FROM undo WHERE {_DUE}", self._due(before, own)) is not None

    def has_due_words(self, before: int, *, own: bool) -> bool:
        """Whether words are among that: more than which entries are new."""
        due = [LOGGED, *self._due(before, own)]
        return self._link.value(f"SELECT 1 FROM undo WHERE what <> ? AND ({_DUE})", due) is not None

    def forget(self, before: int, *, own: bool) -> list[str]:
        """Drop what happened before this time, and with ``own`` all of this session; the ids of what was
        deleted."""
        due = self._due(before, own)
        rows = self._link.rows(f"SELECT DISTINCT id FROM undo WHERE what = 'deleted' AND ({_DUE})", due)
        self._link.run(f"DELETE FROM undo WHERE {_DUE}", due)
        return [id for (id,) in rows]

    def forget_entry(self, id: str) -> int:
        """Drop every earlier form of one entry; how many there were.

        An import or a merge that names it cannot be undone any more: its text may be in there.
        """
        self._link.run("DELETE FROM undo WHERE kind = ? AND instr(doc, ?)", [_MANY, to_json(id)])
        return self._link.run("DELETE FROM undo WHERE id = ?", [id])

    def _due(self, before: int, own: bool) -> list[object]:
        return [before, self.session if own else None]
