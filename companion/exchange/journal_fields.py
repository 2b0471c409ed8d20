"""A record as the journal's own JSON writes it: the fields it knows in their order, then the others."""

import json
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import UTC, date, datetime
from json.encoder import encode_basestring as quoted
from operator import attrgetter
from typing import Any, TypeVar

from companion.model.indented_json import indented
from companion.model.records import (
    Entry,
    EveningAnswer,
    Experiment,
    Feeling,
    Moment,
    PatternAnswer,
    Reflection,
    Sequel,
    Settings,
    Story,
    Tombstone,
    Try,
)

R = TypeVar("R")

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for a time that a file left out, so that the same file gives the same records each time."""


def as_dict(record: Any) -> dict[str, Any]:
    """One record (Moment, Story, Settings ...) as the file writes it: known fields, then its extra ones."""
    names, values = _FIELDS[type(record)]
    written = dict(zip(names, values(record), strict=True))
    for name, value in written.items():
        if type(value) not in _PLAIN:
            written[name] = _plain(value)
    if isinstance(record, Moment) and record.sequel is None:
        del written["sequel"]
    for key, value in record.extra.items():
        written.setdefault(key, value)
    if "tries" in written and isinstance(record, Experiment):
        written["tries"] = sorted_dicts(record.tries, lambda chance: chance.at)
    return written


def _fields_of(kind: type[Any]) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = tuple(field.name for field in fields(kind) if field.name != "extra")
    return names, attrgetter(*names)


_FIELDS = {
    kind: _fields_of(kind)
    for kind in (
        *(
            Moment,
            Reflection,
            Feeling,
            Sequel,
            Story,
            Experiment,
            Try,
            EveningAnswer,
            PatternAnswer,
            Tombstone,
        ),
        Settings,
    )
}
"""The known fields of each record, in the order they are written, and what reads them all at once."""


def _quick_fields_of(kind: type[Any]) -> tuple[str, Callable[[Any], tuple[Any, ...]]]:
    names = [name for name in _FIELDS[kind][0] if name != "sequel"]
    return f"{{{','.join(f'{_LINE}{quoted(name)}: %s' for name in names)}\n    }}", attrgetter(*names)


_LINE = "\n" + "  " * 3
_QUICK_FIELDS = {kind: _quick_fields_of(kind) for kind in (Moment, Reflection)}


def entry_text(entry: Entry) -> str:
    """``indented(as_dict(entry), depth=2)``, many times faster where it holds known fields and no sequel."""
    if entry.extra or (isinstance(entry, Moment) and entry.sequel is not None):
        return indented(as_dict(entry), depth=2)
    template, values = _QUICK_FIELDS[type(entry)]
    return template % tuple([quoted(one) if type(one) is str else _text(one) for one in values(entry)])


def _text(value: Any) -> str:
    """A value of an entry as it stands in the line of its field."""
    if isinstance(value, datetime):
        return f'"{value.isoformat()}"'
    if isinstance(value, tuple) and value:
        items = [quoted(one) if type(one) is str else _item(one) for one in value]
        return f"[{_LINE}  {f',{_LINE}  '.join(items)}{_LINE}]"
    return indented(_plain(value))


def _item(value: Any) -> str:
    if not isinstance(value, Feeling) or value.extra:
        return indented(as_dict(value), depth=4)
    strength = "null" if value.intensity is None else value.intensity
    return f'{{{_LINE}    "mood": {quoted(value.mood)},{_LINE}    "intensity": {strength}{_LINE}  }}'


_PLAIN = frozenset({str, int, bool, type(None)})


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return (
            [as_dict(item) if isinstance(item, (Feeling, Try)) else item for item in value] if value else []
        )
    return as_dict(value) if isinstance(value, Sequel) else value


def sorted_dicts(records: Iterable[R], time: Callable[[R], datetime | None]) -> list[dict[str, Any]]:
    """The records as :func:`as_dict` writes them, in the order of ``time``, then id."""
    timed = [(time(record), as_dict(record)) for record in records]
    timed.sort(key=lambda pair: sort_key(*pair))
    return [written for _, written in timed]


class _LazyText:
    """Compares as the JSON text of an object, which is only made where two objects are alike so far."""

    __slots__ = ("written",)

    def __init__(self, written: dict[str, Any]) -> None:
        self.written = written

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _LazyText) and self._text() == other._text()

    def __lt__(self, other: "_LazyText") -> bool:
        return self._text() < other._text()

    def _text(self) -> str:
        return json.dumps(self.written)


def sort_key(time: datetime | None, written: dict[str, Any]) -> tuple[bool, datetime, str, _LazyText]:
    """What puts objects in the order of time, then id; those without a time come last."""
    id = written.get("id", written.get("pattern", ""))
    return time is None, time or LONG_AGO, id if isinstance(id, str) else "", _LazyText(written)
