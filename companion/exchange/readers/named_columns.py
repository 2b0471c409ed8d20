"""Any table of rows whose columns a person names: which one says when, which is text, which is a mood.

Each row becomes a moment. What no name was given to is kept in ``extra["csv"]`` under its column's name.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import NamedTuple
from uuid import UUID

from companion.exchange.parsing.csv_table import CsvRecord, CsvTable, read_table
from companion.exchange.parsing.date_words import parse_time_of_day
from companion.exchange.parsing.day_order import DayOrder, find_order, read_day
from companion.exchange.parsing.foreign_entries import (
    NOON_REMARK,
    YEARS,
    ForeignEntry,
    LocalTimes,
    make_reading,
    too_far_away,
)
from companion.exchange.parsing.import_plan import ImportRequest, Reading
from companion.exchange.parsing.sources import Source
from companion.exchange.parsing.strict_json import decode_utf8, quoted, shortened
from companion.exchange.parsing.timestamps import WrittenTime, date_pattern, parse_written_time
from companion.model.errors import InputRefused

NAME = "csv"
TITLE = "a table with columns you name"
ENDINGS = (".csv", ".tsv")

CODES = ("trigger", "partner_act", "urge", "response")
ROLES = ("when", "time", "text", "mood", "tags", *CODES)
"""What a column can be named; several columns may have the same name, but for the first two."""

_PLAINLY = {
    "when": ("when", "date", "day", "datetime", "date and time", "timestamp"),
    "time": ("time", "time of day"),
    "text": ("text", "note", "notes", "entry", "body"),
    "mood": ("mood", "moods", "feeling", "feelings"),
    "tags": ("tags", "tag", "activities"),
    **{code: (code, f"{code}s") for code in CODES},
}
_IDS = UUID("b0f5b0a6-1f6c-5c0a-8d55-9b6f2b1d7a10")
_BETWEEN = re.compile(r"[;|,\n]")
_FIRST = 3


def recognises(source: Source) -> str | None:
    """Never: only its name's ending tells a table, or the person."""
    return None


def columns_of(source: Source) -> dict[str, list[str]]:
    """The columns of a file with their first values. Raises InputRefused."""
    found = _table(source)
    return {
        name: [cell for line in found.lines if (cell := line.cells[name].strip())][:_FIRST]
        for name in found.names
    }


def propose_columns(names: list[str]) -> dict[str, str]:
    """What columns plainly are by their names, and nothing nearer: column to what it is named."""
    found: dict[str, str] = {}
    for role, words in _PLAINLY.items():
        fitting = [name for name in names if name.strip().casefold().replace("_", " ") in words]
        if len(fitting) == 1:
            found[fitting[0]] = role
    return found


def parse_column_names(pairs: list[str], names: list[str]) -> dict[str, str]:
    """What was said as ``when=Date``, by column. Raises InputRefused for a name or column there is not."""
    found: dict[str, str] = {}
    for pair in pairs:
        role, equals, column = pair.partition("=")
        if not equals or role.strip() not in ROLES:
            allowed = ", ".join(f"{one}=COLUMN" for one in ROLES)
            raise InputRefused(f"column: {quoted(pair)} is not allowed; allowed: {allowed}")
        same = [name for name in names if name == column.strip()] or [
            name for name in names if name.casefold() == column.strip().casefold()
        ]
        if len(same) != 1:
            raise InputRefused(f"column: {quoted(column)} is not in the file; there are: {_listed(names)}")
        found[same[0]] = role.strip()
    return found


def read(source: Source, request: ImportRequest) -> Reading:
    """Every row as a moment. Raises InputRefused with line and column."""
    found = _table(source)
    columns = {name: role for name, role in (request.columns or {}).items() if name in found.names}
    roles = {role: [name for name in found.names if columns.get(name) == role] for role in ROLES}
    if not roles["when"]:
        raise InputRefused(
            "no column is named for when it was; name it with --column when=COLUMN, and others as "
            f"{', '.join(role for role in ROLES[1:])}; there are: {_listed(found.names)}"
        )
    for role in ("when", "time"):
        if len(roles[role]) > 1:
            raise InputRefused(f"more than one column is named {role}: {_listed(roles[role])}")
    maker = _Maker(request, roles)
    stamps = [maker.stamp(line) for line in found.lines]
    order = maker.order(found.lines, stamps)
    foreign_entries = [
        maker.draft(line, stamp, order) for line, stamp in zip(found.lines, stamps, strict=True)
    ]
    read_so = "; ".join(f"{role}: {_listed(names)}" for role, names in roles.items() if names)
    left = [name for name in found.names if name not in columns]
    remarks = [f"Columns are read so: {read_so}."]
    if left:
        remarks.append(f"Columns not named, kept in the entries: {_listed(left)}.")
    remarks += [order.told] if order else []
    remarks += [*maker.local_times.remarks, *([NOON_REMARK] if maker.noons else [])]
    return make_reading(
        foreign_entries,
        request,
        form=NAME,
        ids=_IDS,
        read={"rows": len(foreign_entries), "blank_lines": found.blank},
        remarks=remarks,
        notes=[*found.notes, *maker.notes, *maker.local_times.notes],
        dates=order.order if order else None,
        guess="" if order is None or order.sure else order.told,
    )


def _table(source: Source) -> CsvTable:
    if source.files or source.folder:
        raise InputRefused("it is no single file with a table")
    return read_table(decode_utf8(source.data))


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - 40} more" if len(names) > 40 else ""
    return ", ".join(shortened(name) for name in names[:40]) + more


class _When(NamedTuple):
    """When a row was: an instant with its offset, or a day and a time as written."""

    instant: datetime | None
    stamp: WrittenTime | None


class _Maker:
    def __init__(self, request: ImportRequest, roles: Mapping[str, list[str]]) -> None:
        self.local_times = LocalTimes(request)
        self.notes: list[str] = []
        self.noons = 0
        self._roles = roles
        self._given = request.dates
        self._pattern = date_pattern(request.dates)

    def stamp(self, line: CsvRecord) -> _When:
        """When a row was, as far as it says without the others. Raises InputRefused."""
        column = self._roles["when"][0]
        cell = line.cells[column].strip()
        try:
            at = None if self._pattern else datetime.fromisoformat(cell)
        except ValueError:
            at = None
        if at is not None and at.year not in YEARS:
            raise line.refusal(column, too_far_away(at))
        if at is not None and at.tzinfo:
            return _When(at, None)
        if at is not None:
            stamp: WrittenTime | None = WrittenTime(None, at.date(), at.time() if len(cell) > 10 else None)
        else:
            stamp = parse_written_time(cell, self._pattern)
        if stamp is None or (stamp.day is None and stamp.figures is None):
            remarks = f"{quoted(cell)} is not allowed" if cell else "it is empty"
            allowed = "a day such as 2024-01-31 21:05"
            if self._pattern:
                allowed = f"a day as {shortened(self._pattern)}"
            raise line.refusal(column, f"{remarks}; allowed: {allowed}")
        return _When(None, stamp)

    def order(self, lines: list[CsvRecord], stamps: list[_When]) -> DayOrder | None:
        """How days in figures are read, where their order is open. Raises InputRefused."""
        column = self._roles["when"][0]
        figures = []
        for line, when in zip(lines, stamps, strict=True):
            written = when.stamp.figures if when.stamp else None
            if written is None or re.match(r"\d{4}", written):
                continue
            if self._given and read_day(written, self._given) is None:
                raise line.refusal(column, f"{quoted(written)} is no day in the order {self._given}")
            figures.append(written)
        return find_order(figures, self._given) if figures else None

    def draft(self, line: CsvRecord, when: _When, order: DayOrder | None) -> ForeignEntry:
        """One row. Raises InputRefused."""
        cells, roles = line.cells, self._roles
        texts = [cells[name].strip("\n") for name in roles["text"] if cells[name].strip()]
        as_written = line.as_written()
        if len(roles["text"]) == 1 and texts and texts[0] == cells[roles["text"][0]]:
            del as_written[roles["text"][0]]
        codes = [(role, word) for role in CODES for name in roles[role] for word in _words(cells[name])]
        return ForeignEntry(
            key=json.dumps([sorted(line.cells.items()), line.more]),
            at=when.instant or self._at(line, when.stamp, order),
            zone=None if when.instant else self.local_times.zone,
            text="\n\n".join(texts),
            moods=tuple(dict.fromkeys(word for name in roles["mood"] for word in _words(cells[name]))),
            activities=tuple(dict.fromkeys(word for name in roles["tags"] for word in _words(cells[name]))),
            codes=tuple(dict.fromkeys(codes)),
            as_written=as_written,
        )

    def _at(self, line: CsvRecord, stamp: WrittenTime | None, order: DayOrder | None) -> datetime:
        column = self._roles["when"][0]
        assert stamp is not None
        day = stamp.day
        if day is None and stamp.figures is not None:
            named_order = "ymd" if re.match(r"\d{4}", stamp.figures) or order is None else order.order
            day = read_day(stamp.figures, named_order)
        if day is None:
            raise line.refusal(column, f"{quoted(stamp.figures)} is not a day")
        time_of_day = stamp.time_of_day
        for name in self._roles["time"]:
            cell = line.cells[name].strip()
            found = parse_time_of_day(cell)
            if cell and found is None:
                there = f"line {line.line}: {shortened(name)}"
                self.notes.append(f"{there}: {quoted(cell)} is no time of day; it is kept in the entry")
            time_of_day = found or time_of_day
        self.noons += time_of_day is None
        return self.local_times.at(
            datetime.combine(day, time_of_day or time(12)), f"line {line.line}", column
        )


def _words(cell: str) -> list[str]:
    return [word.strip() for word in _BETWEEN.split(cell) if word.strip()]
