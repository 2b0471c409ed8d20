"""Small records as JSON and back, field by field, so that nothing is lost on the way."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from companion.model.errors import JournalDamaged
from companion.model.records import Feeling, Sequel, Try

T = TypeVar("T")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError)
"""What reading a record can raise when it is not as it was written."""
_PARTS: dict[str, type[Any]] = {"feelings": Feeling, "tries": Try}

# Characters stay as they are: half a character then meets the driver, which refuses it.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_decode = json.JSONDecoder().raw_decode


def to_json(value: object) -> str:
    """Plain values as compact JSON."""
    return _encode(value)


def from_json(text: str) -> Any:
    """The values that :func:`to_json` wrote. Raises JournalDamaged where it is not JSON any more."""
    try:
        value, end = _decode(text)
        if end == len(text):
            return value
    except UNREADABLE:
        pass  # looked at again, with all that JSON may have around it
    try:
        return json.loads(text)
    except UNREADABLE as error:
        raise damaged() from error


def damaged() -> JournalDamaged:
    """What was written whole and does not read so any more: a byte has changed on the disk."""
    return JournalDamaged("the journal is damaged: a part of it cannot be read")


def micros(at: datetime) -> int:
    """Absolute time in whole microseconds since 1970-01-01 00:00 UTC."""
    since = at - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def doc_of(record: Any) -> dict[str, Any]:
    """A record as plain JSON values; what it does not know stays apart under ``extra``."""
    return {field.name: _plain(getattr(record, field.name)) for field in fields(record)}


def record_of(kind: type[T], doc: Mapping[str, Any]) -> T:
    """The record that :func:`doc_of` made plain. Raises JournalDamaged where it is none any more."""
    try:
        return kind(**{name: _rich(name, value) for name, value in doc.items()})
    except UNREADABLE as error:
        raise damaged() from error


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if is_dataclass(value):
        return doc_of(value)
    return value


def _rich(name: str, value: Any) -> Any:
    if value is None or name == "extra":
        return value
    if name == "at" or name.endswith("_at"):
        return datetime.fromisoformat(value)
    if name == "day":
        return date.fromisoformat(value)
    if name == "sequel":
        return record_of(Sequel, value)
    if name in _PARTS:
        return tuple(record_of(_PARTS[name], part) for part in value)
    return tuple(value) if isinstance(value, list) else value
