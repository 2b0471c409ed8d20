"""What can be undone: entries as they were before they were changed or deleted, the latest on top."""

from companion.model.records import Entry, Moment, Reflection
from companion.store.connection import Link
from companion.store.record_json import doc_of, from_json, record_of, to_json

_DUE = "at < ? OR session = ?"


class UndoStack:
    """The table `undo`. What writes here does so inside ``writing()``; times are microseconds since 1970.

    ``session`` tells what one opening of the journal changed from what another did.
    """

    def __init__(self, link: Link, session: str) -> None:
        self._link = link
        self.session = session

    def push(self, what: str, before: Entry, at: int) -> None:
        """Keep an entry as it was before ``at``; ``what`` became of it is "changed" or "deleted"."""
        kind = "moment" if isinstance(before, Moment) else "reflection"
        doc = to_json(doc_of(before))
        row = {"session": self.session, "at": at, "what": what, "kind": kind, "id": before.id, "doc": doc}
        self._link.put("undo", row)

    def pop(self) -> tuple[str, Entry] | None:
        """Take the latest change off: what happened, and the entry as it was before; ``None`` where there is
        none. Raises JournalDamaged where it cannot be read."""
        latest = self._link.rows("SELECT number, what, kind, doc FROM undo ORDER BY number DESC LIMIT 1")
        if not latest:
            return None
        number, what, kind, doc = latest[0]
        self._link.run("DELETE FROM undo WHERE number = ?", [number])
        plain = from_json(doc)
        return what, record_of(Moment, plain) if kind == "moment" else record_of(Reflection, plain)

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
