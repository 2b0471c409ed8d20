"""What can be undone: entries and evening answers as they were before they were changed or deleted."""

from companion.model.records import Entry, EveningAnswer, Moment, Reflection
from companion.store.connection import Link
from companion.store.record_json import doc_of, from_json, record_of, to_json

Undoable = Entry | EveningAnswer

_DUE = "at < ? OR session = ?"
_KINDS: dict[str, type[Undoable]] = {"moment": Moment, "reflection": Reflection, "check": EveningAnswer}


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

    def pop(self) -> tuple[str, Undoable] | None:
        """Take the latest change off: what happened, and the record as it was before; ``None`` where there is
        none. Raises JournalDamaged where it cannot be read."""
        latest = self._link.rows("SELECT number, what, kind, doc FROM undo ORDER BY number DESC LIMIT 1")
        if not latest:
            return None
        number, what, kind, doc = latest[0]
        self._link.run("DELETE FROM undo WHERE number = ?", [number])
        return what, record_of(_KINDS[kind], from_json(doc))

    def has_due(self, before: int, *, own: bool) -> bool:
        """Whether there is anything that :meth:`forget` would drop."""
        return self._link.value(f"SELECT 1 FROM undo WHERE {_DUE}", self._due(before, own)) is not None

    def forget(self, before: int, *, own: bool) -> list[str]:
        """Drop what happened before this time, and with ``own`` all of this session; the ids of what was
        deleted."""
        due = self._due(before, own)
        rows = self._link.rows(f"SELECT DISTINCT id FROM undo WHERE what = 'deleted' AND ({_DUE})", due)
        self._link.run(f"DELETE FROM undo WHERE {_DUE}", due)
        return [id for (id,) in rows]

    def forget_entry(self, id: str) -> int:
        """Drop every earlier form of one entry; how many there were."""
        return self._link.run("DELETE FROM undo WHERE id = ?", [id])

    def _due(self, before: int, own: bool) -> list[object]:
        return [before, self.session if own else None]
