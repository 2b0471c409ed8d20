"""tui-journal's journals: its JSON, what it exports, and its SQLite file.

It asks for a day and keeps it as midnight in UTC; such an entry stands at noon of that day here, wherever one
is. Any other time is an instant.
"""

import json
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
)
from companion.exchange.parsing.import_plan import ImportRequest, Reading
from companion.exchange.parsing.sources import Source
from companion.exchange.parsing.strict_json import Fields, parse_json, shortened
from companion.model.errors import InputRefused

NAME = "tui-journal"
TITLE = "tui-journal's JSON or SQLite file"
ENDINGS: tuple[str, ...] = ()

_IDS = UUID("5d0b7c36-90c4-5a7c-bf1f-2b8a4be0a4d1")
_SQLITE = b"SQLite format 3\0"
_BEGINS = re.compile(rb"\s*(?:\[\s*\{|\{\s*\"(?:version|entries)\")")


def recognises(source: Source) -> str | None:
    """Entries with a title, a date and content; or its tables in a SQLite file."""
    if source.files:
        return None
    data = source.data.removeprefix(b"\xef\xbb\xbf")
    if data.startswith(_SQLITE):
        return "its being a SQLite file"
    fields = (b'"title"', b'"date"', b'"content"')
    return "the fields of its entries" if _BEGINS.match(data) and all(one in data for one in fields) else None


def read(source: Source, request: ImportRequest) -> Reading:
    """Every entry as free writing. Raises InputRefused, naming the entry and the field."""
    notes: list[str] = []
    if source.data.startswith(_SQLITE):
        from companion.exchange.readers.tui_journal_db import entries_in_database

        raw, notes = entries_in_database(source.data)
        entries = [Fields(one, _named(one)) for one in raw]
    else:
        whole = parse_json(source.data)
        if isinstance(whole, list):
            whole = {"entries": whole}
        fields = Fields(whole, lambda: "")
        if "entries" not in fields.raw:
            raise InputRefused("there is no list entries in it")
        entries = list(fields.objects("entries"))
        left = [name for name in fields.raw if name not in ("entries", "version")]
        notes += [f"{name}: it belongs to no entry and was passed over" for name in left]
    maker = _Maker(request)
    foreign_entries = [maker.draft(one) for one in entries]
    remarks = [*maker.local_times.remarks, *([NOON_REMARK] if maker.days else [])]
    return make_reading(
        foreign_entries,
        request,
        form=NAME,
        ids=_IDS,
        read={"entries": len(foreign_entries)},
        remarks=remarks,
        notes=[*notes, *maker.local_times.notes],
    )


def _named(raw: dict[str, Any]) -> Callable[[], str]:
    return lambda: f"entry with id {shortened(str(raw.get('id')))}"


class _Maker:
    def __init__(self, request: ImportRequest) -> None:
        self.local_times = LocalTimes(request)
        self.days = 0
        self._home = time_zone(request.zone, request.now.tzinfo)

    def draft(self, fields: Fields) -> ForeignEntry:
        """One entry. Raises InputRefused."""
        if fields.missing("title"):
            raise fields.problem("title", "it is missing; allowed: text")
        title, content = fields.text("title"), fields.text_or_none("content") or ""
        stands = self._instant(fields)
        tags = fields.texts("tags") if fields.raw.get("tags") is not None else ()
        fields.check_depth()
        heading = " ".join(title.split())
        text = "\n\n".join(part for part in (f"## {heading}" if heading else "", content) if part)
        as_written = {name: one for name, one in fields.raw.items() if name not in ("content", "tags")}
        if heading == title:
            del as_written["title"]
        at = self._at(stands, fields)
        return ForeignEntry(
            key=json.dumps([stands.isoformat(), title, content]),
            at=at,
            zone=self.local_times.zone,
            text=text,
            activities=tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip())),
            free_writing=True,
            as_written=as_written,
        )

    def _at(self, stands: datetime, fields: Fields) -> datetime:
        if stands.time() == time():
            self.days += 1
            noon = datetime.combine(stands.date(), time(12))
            return self.local_times.at(noon, fields.where(), "date")
        try:
            return datetime.fromisoformat(stands.astimezone(self._home).isoformat())
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
