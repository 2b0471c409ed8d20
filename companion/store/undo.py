"""What can be undone and redone, the latest on top: entries and evening answers that were new, changed or
deleted, settings, and what several records became in one step.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from companion.model.records import Entry, EveningAnswer, Moment, Reflection
from companion.store.connection import Link, Row
from companion.store.record_json import doc_of, from_json, record_of, to_json

Undoable = Entry | EveningAnswer

_MANY = "many"
"""The kind of a row that holds what an import or a merge changed."""

_EARLIER = "earlier"
"""The kind of a row with forms of before of such a one, some of them, so that none has to hold all: it has
its ``id``, goes with it, and is nothing to be undone by itself."""

_SETTING = "setting"
"""The kind of a row that holds settings as they were and as they became."""

_NEW = "logged"
"""What became of a record that was not there before: its row holds no words of it."""

_REDO = "redo:"
"""How the name of what was undone begins while it can be redone."""

_DUE = "at < ? OR session = ?"
_AFTER_REDO = "redo;"
_DONE = "(what < ? OR what >= ?)"
_UNDO = f"{_DONE} AND kind <> '{_EARLIER}'"
_BOUNDS = [_REDO, _AFTER_REDO]
_LATEST = "ORDER BY number DESC LIMIT 1"
_NEVER = 2**62
"""A time that is never past: what goes with another row has none of its own."""

_KINDS: dict[str, type[Undoable]] = {"moment": Moment, "reflection": Reflection, "check": EveningAnswer}


Pair = list[Any]
"""A form of before, and what stands since; ``None`` for nothing."""


class ManyChanges(NamedTuple):
    """``entries``: by id, ``True`` where it was there before, and the time of change of what stands since;
    ``records``: by table and key, the row of before and the one since; ``values``: by name, both texts.

    ``earlier``: under which name the entries are kept as they were before (:meth:`UndoStack.keep_earlier`);
    what an earlier version of the program wrote has them in ``entries``, in place of ``True``."""

    entries: dict[str, Pair]
    records: dict[str, dict[str, Pair]]
    values: dict[str, Pair]
    earlier: str = ""

    def any(self) -> bool:
        """Whether anything changed."""
        return bool(self.entries or self.records or self.values)


class SettingChanges(NamedTuple):
    """``where`` they are kept: "settings", "extra" (beside them), "values", "own" (words of one's own),
    or "configuration" (the file of the program); ``pairs``: by name, the value of before and the one since.
    """

    where: str
    pairs: dict[str, Pair]

    def turned(self) -> "SettingChanges":
        """The way back."""
        return SettingChanges(
            self.where, {name: [since, before] for name, (before, since) in self.pairs.items()}
        )


class NewRecord(NamedTuple):
    """An entry or an evening answer that was new, by its id."""

    kind: type[Undoable]
    id: str


Step = Undoable | ManyChanges | SettingChanges | NewRecord
"""What one row holds."""


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

    def push(self, what: str, step: Step, at: int, *, redo: bool = False, redone: bool = False) -> None:
        """Keep what takes a change of the time ``at`` back.

        A record: as it was before it was "changed", "starred" or "deleted"; the others say what they hold.
        ``redo``: it was undone and can be redone. ``redone``: it was; what else was undone can be redone
        still. Anything else that is done leaves nothing to redo.
        """
        if not (redo or redone):
            self._link.run("DELETE FROM undo WHERE what >= ? AND what < ?", [_REDO, _AFTER_REDO])
        row = {"session": self.session, "at": at, "what": f"{_REDO if redo else ''}{what}", "id": ""}
        if isinstance(step, ManyChanges):
            row |= {"kind": _MANY, "id": step.earlier, "doc": to_json(step._asdict())}
        elif isinstance(step, SettingChanges):
            row |= {"kind": _SETTING, "doc": to_json(step._asdict())}
        elif isinstance(step, NewRecord):
            row |= {"kind": next(name for name, kind in _KINDS.items() if kind is step.kind)}
            row |= {"id": step.id, "doc": "{}"}
        else:
            kind = next(name for name, kind in _KINDS.items() if isinstance(step, kind))
            row |= {"kind": kind, "id": step.id, "doc": to_json(doc_of(step))}
        # Said as it is: logging, which pushes, does not wait for sqlite-utils to be imported.
        columns = ", ".join(row)
        self._link.run(f"INSERT INTO undo ({columns}) VALUES ({', '.join('?' * len(row))})", [*row.values()])

    def push_new(self, record: Undoable, at: int, *, redone: bool = False) -> None:
        """Keep that an entry or an evening answer was not there before."""
        kind = next(kind for kind in _KINDS.values() if isinstance(record, kind))
        self.push(_NEW, NewRecord(kind, record.id), at, redone=redone)

    def keep_earlier(self, name: str, rows: Sequence[Row]) -> None:
        """Keep rows of entries, of the columns READ, for the :class:`ManyChanges` that is pushed later with
        this name; without it :meth:`drop_loose` drops them."""
        self._link.run(
            "INSERT INTO undo (session, at, what, kind, id, doc) VALUES ('', ?, '', ?, ?, ?)",
            [_NEVER, _EARLIER, name, to_json(rows)],
        )

    def earlier(self, name: str) -> Iterator[Row]:
        """What was kept under this name, in its order. Raises JournalDamaged where it cannot be read."""
        kept = [_EARLIER, name]
        pieces = self._link.rows("SELECT number FROM undo WHERE kind = ? AND id = ? ORDER BY number", kept)
        for piece in pieces:
            yield from from_json(self._link.value("SELECT doc FROM undo WHERE number = ?", piece))

    def drop_loose(self) -> None:
        """Drop the earlier forms of what cannot be undone any more."""
        those = "SELECT id FROM undo WHERE kind = ?"
        self._link.run(f"DELETE FROM undo WHERE kind = ? AND id NOT IN ({those})", [_EARLIER, _MANY])

    @property
    def ends_in_many(self) -> tuple[str, bool] | None:
        """Where :meth:`pop` would give several changes in one: which, and whether it is of this session."""
        latest = self._link.rows(f"SELECT kind, what, session FROM undo WHERE {_UNDO} {_LATEST}", _BOUNDS)
        if not latest or latest[0][0] != _MANY:
            return None
        return latest[0][1], latest[0][2] == self.session

    def pop(self, *, redo: bool = False) -> tuple[str, Step] | None:
        """Take the latest change off: what happened, and what takes it back; ``None`` where there is none.

        ``redo``: the latest that was undone. Raises JournalDamaged where it cannot be read.
        """
        which = f"NOT {_DONE}" if redo else _UNDO
        latest = self._link.rows(
            f"SELECT number, what, kind, id, doc FROM undo WHERE {which} {_LATEST}", _BOUNDS
        )
        if not latest:
            return None
        number, what, kind, id, doc = latest[0]
        self._link.run("DELETE FROM undo WHERE number = ?", [number])
        what = what.removeprefix(_REDO)
        if kind == _MANY:
            return what, ManyChanges(**from_json(doc))
        if kind == _SETTING:
            return what, SettingChanges(**from_json(doc))
        if what == _NEW and not redo:
            return what, NewRecord(_KINDS[kind], id)
        return what, record_of(_KINDS[kind], from_json(doc))

    def has_due(self, before: int, *, own: bool) -> bool:
        """Whether there is anything that :meth:`forget` would drop."""
        return self._link.value(f"SELECT 1 FROM undo WHERE {_DUE}", self._due(before, own)) is not None

    def forget(self, before: int, *, own: bool) -> tuple[list[str], bool]:
        """Drop what happened before this time, and with ``own`` all of this session; the ids of what was
        deleted, or new and undone, and whether any words were in what was dropped."""
        due = self._due(before, own)
        gone = f"what IN ('deleted', '{_REDO}{_NEW}') AND ({_DUE})"
        rows = self._link.rows(f"SELECT DISTINCT id FROM undo WHERE {gone}", due)
        worded = f"SELECT 1 FROM undo WHERE what != '{_NEW}' AND kind != '{_SETTING}' AND ({_DUE}) LIMIT 1"
        had_words = self._link.value(worded, due) is not None
        self._link.run(f"DELETE FROM undo WHERE {_DUE}", due)
        self.drop_loose()
        return [id for (id,) in rows], had_words

    def forget_entry(self, id: str) -> int:
        """Drop every earlier form of one entry; how many there were.

        An import or a merge that names it cannot be undone any more: its text may be in there.
        """
        self._link.run("DELETE FROM undo WHERE kind = ? AND instr(doc, ?)", [_MANY, to_json(id)])
        self.drop_loose()
        return self._link.run("DELETE FROM undo WHERE id = ?", [id])

    def _due(self, before: int, own: bool) -> list[object]:
        return [before, self.session if own else None]
