"""Records that are few and whole: stories, experiments, answers to patterns and in the evening, look-backs,
and tombstones.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any, Generic, TypeVar

from companion.model.records import EveningAnswer, Experiment, PatternAnswer, Story, Tombstone
from companion.store.connection import Link
from companion.store.record_json import doc_of, from_json, micros, record_of, to_json

R = TypeVar("R", Story, Experiment, EveningAnswer, PatternAnswer, Tombstone)

_Record = Story | Experiment | EveningAnswer | PatternAnswer | Tombstone


class RecordTable(Generic[R]):
    """One table of whole records, read in the order of their time, then id."""

    def __init__(self, link: Link, table: str, kind: type[R]) -> None:
        self._link = link
        self._table = table
        self._kind: type[R] = kind

    def put(self, record: R) -> None:
        """Keep a record in place of the one with the same key. Raises InputRefused for half a character."""
        row = {"id": key_of(record), "at": time_of(record), "doc": to_json(doc_of(record))}
        self._link.put(self._table, row)

    def get(self, id: str) -> R | None:
        """The record with this id, or ``None``. Raises JournalDamaged where it cannot be read."""
        doc = self._link.value(f"SELECT doc FROM {self._table} WHERE id = ?", [id])
        return None if doc is None else record_of(self._kind, from_json(doc))

    def has(self, record: R) -> bool:
        """Whether a record with the same key is there."""
        return self._link.value(f"SELECT 1 FROM {self._table} WHERE id = ?", [key_of(record)]) is not None

    def take_out(self, id: str) -> bool:
        """Remove the record with this id; whether there was one."""
        return self._link.run(f"DELETE FROM {self._table} WHERE id = ?", [id]) > 0

    def drop(self, record: R) -> None:
        """Remove this very record."""
        self.take_out(key_of(record))

    def all(self) -> list[R]:
        """Every record, in the order of time, then id. Raises JournalDamaged where one cannot be read."""
        return [
            record_of(self._kind, from_json(doc))
            for (doc,) in self._link.rows(f"SELECT doc FROM {self._table} ORDER BY at, id")
        ]


class EveningAnswerTable(RecordTable[EveningAnswer]):
    """The table `checks`, ordered by day."""

    def __init__(self, link: Link) -> None:
        super().__init__(link, "checks", EveningAnswer)

    def of_day(self, day: date) -> list[EveningAnswer]:
        """The answers for one local day. Raises JournalDamaged where one cannot be read."""
        rows = self._link.rows("SELECT doc FROM checks WHERE at = ? ORDER BY id", [_midnight(day)])
        return [record_of(EveningAnswer, from_json(doc)) for (doc,) in rows]


class LookBackTable:
    """Look-backs, whose fields are the person's own.

    Any JSON object, told apart by its id or else by all it holds.
    """

    def __init__(self, link: Link) -> None:
        self._link = link

    def put(self, look_back: Mapping[str, Any]) -> bool:
        """Keep one that is not there yet; whether it was new."""
        doc = to_json(dict(look_back))
        key = look_back.get("id")
        row = {"id": key if isinstance(key, str) else doc, "at": 0, "doc": doc}
        return self._link.put("look_backs", row, only_new=True)

    def take_out(self, id: str) -> bool:
        """Remove the one kept under this key; whether there was one."""
        return self._link.run("DELETE FROM look_backs WHERE id = ?", [id]) > 0

    def all(self) -> list[dict[str, Any]]:
        """Every one, in the order of the times they name, then of their keys. Raises JournalDamaged."""
        docs = [from_json(doc) for (doc,) in self._link.rows("SELECT doc FROM look_backs ORDER BY id")]
        return sorted(docs, key=lambda doc: str(doc.get("at") or doc.get("occurred_at") or ""))


def key_of(record: _Record) -> str:
    """What a record is kept under."""
    # An answer has no id: all it says is its key, so that the same one is kept once and no other is lost.
    return to_json(doc_of(record)) if isinstance(record, PatternAnswer) else record.id


def time_of(record: _Record) -> int:
    """When a record stands among the others, in microseconds since 1970."""
    if isinstance(record, EveningAnswer):
        return _midnight(record.day)
    if isinstance(record, Story):
        return 0 if record.ask_again_at is None else micros(record.ask_again_at)
    return micros(record.started_at if isinstance(record, Experiment) else record.at)


def _midnight(day: date) -> int:
    return micros(datetime.combine(day, time(), UTC))
