"""tui-journal's journals: its JSON, what it exports (version 100 of that), and its SQLite file.

It asks for a day and keeps it as midnight in UTC; such an entry stands at noon of that day here, wherever one
is. Any other time is an instant.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from companion.exchange.parsing.foreign_entries import (
    NOON_REMARK,
    ForeignEntry,
    LocalTimes,
    make_reading,
    time_zone,
    with_fixed_offset,
)
from companion.exchange.parsing.import_plan import ImportRequest, Reading
from companion.exchange.parsing.sources import Source
from companion.exchange.parsing.strict_json import Fields, list_of_texts, parse_json, shortened
from companion.model.errors import InputRefused

NAME = "tui-journal"
TITLE = "tui-journal's JSON or SQLite file"
ENDINGS: tuple[str, ...] = ()

_NAMESPACE = UUID("5d0b7c36-90c4-5a7c-bf1f-2b8a4be0a4d1")
_SQLITE = b"SQLite format 3\0"
_BEGINS = re.compile(rb"\s*(?:\[\s*\{|\{\s*\"(?:version|entries)\")")


def recognises(source: Source) -> str | None:
    """Entries with a title, a date and content; or its tables in a SQLite file."""
    if source.files:
        return None
    data = source.data.removeprefix(b"\xef\xbb\xbf")
    if data.startswith(_SQLITE):
        return "being an SQLite file"
    fields = (b'"title"', b'"date"', b'"content"')
    return (
        "the fields of its entries"
        if _BEGINS.match(data) and all(field in data for field in fields)
        else None
    )


def read(source: Source, request: ImportRequest) -> Reading:
    """Every entry as free writing.

    Raises InputRefused, naming the entry and the field, or the table of a SQLite file.
    """
    notes: list[str] = []
    if source.data.startswith(_SQLITE):
        from companion.exchange.readers.tui_journal_db import entries_in_database

        rows, notes = entries_in_database(source.data)
        objects = [Fields(row, _label(row)) for row in rows]
    else:
        whole = parse_json(source.data)
        if isinstance(whole, list):
            whole = {"entries": whole}
        fields = Fields(whole, lambda: "")
        if "entries" not in fields.raw:
            raise InputRefused("it has no list named entries")
        objects = list(fields.objects("entries"))
        left_over = [name for name in fields.raw if name not in ("entries", "version")]
        notes += [f"{name}: it belongs to no entry, so it was skipped" for name in left_over]
    builder = _EntryBuilder(request)
    entries = [builder.entry(fields) for fields in objects]
    remarks = [*builder.local_times.remarks, *([NOON_REMARK] if builder.days else [])]
    return make_reading(
        entries,
        request,
        form=NAME,
        namespace=_NAMESPACE,
        counts={"entries": len(entries)},
        remarks=remarks,
        notes=[*notes, *builder.local_times.notes],
    )


def _label(raw: dict[str, Any]) -> Callable[[], str]:
    return lambda: f"entry with id {shortened(str(raw.get('id')))}"


class _EntryBuilder:
    """Makes entries, and counts those with a day alone."""

    def __init__(self, request: ImportRequest) -> None:
        self.local_times = LocalTimes(request)
        self.days = 0
        self._time_zone = time_zone(request.zone, request.now.tzinfo)

    def entry(self, fields: Fields) -> ForeignEntry:
        """One entry. Raises InputRefused."""
        if fields.missing("title"):
            raise fields.problem("title", "it is missing; use text")
        title, content = fields.text("title"), fields.text_or_none("content") or ""
        instant = self._instant(fields)
        tags = fields.texts("tags") if fields.raw.get("tags") is not None else ()
        fields.check_depth()
        heading = " ".join(title.split())
        text = "\n\n".join(part for part in (f"## {heading}" if heading else "", content) if part)
        as_written = {name: value for name, value in fields.raw.items() if name not in ("content", "tags")}
        if heading == title:
            del as_written["title"]
        at = self._at(instant, fields)
        return ForeignEntry(
            key=list_of_texts(instant.isoformat(), title, content),
            at=at,
            zone=self.local_times.zone,
            text=text,
            activities=tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip())),
            free_writing=True,
            as_written=as_written,
        )

    def _at(self, instant: datetime, fields: Fields) -> datetime:
        if instant.time() == time():
            self.days += 1
            noon = datetime.combine(instant.date(), time(12))
            return self.local_times.at(noon, fields.where, "date")
        try:
            return with_fixed_offset(instant.astimezone(self._time_zone))
        except (OverflowError, ValueError):
            raise fields.refusal("date", fields.raw["date"], "a day in a diary") from None

    def _instant(self, fields: Fields) -> datetime:
        value: Any = fields.get("date")
        try:
            if isinstance(value, int) and not isinstance(value, bool):
                return datetime.fromtimestamp(value, UTC)
            at = datetime.fromisoformat(_short_fraction(value.strip()))
            return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
        except (AttributeError, ValueError, OverflowError, OSError):
            raise fields.refusal("date", value, "a time such as 2024-04-16T00:00:00Z") from None


def _short_fraction(text: str) -> str:
    """Without the digits of a second that lie below what a time here can hold."""
    return re.sub(r"(\.\d{6})\d+", r"\1", text)
