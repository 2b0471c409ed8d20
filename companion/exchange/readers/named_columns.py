"""Any table of rows whose columns a person names: which one says when, which is text, which is a mood.

Each row becomes a moment. What no name was given to is kept in ``extra["csv"]`` under its column's name.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime, time
from uuid import UUID

from companion.exchange.parsing.csv_table import CsvRecord, CsvTable, read_csv_table, unreadable
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
from companion.exchange.parsing.strict_json import decode_utf8, shortened, worded
from companion.exchange.parsing.timestamps import WrittenTime, date_pattern, parse_written_time
from companion.model.errors import InputRefused, not_valid

NAME = "csv"
TITLE = "A table whose columns you choose"
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
_NAMESPACE = UUID("b0f5b0a6-1f6c-5c0a-8d55-9b6f2b1d7a10")
_SEPARATORS = re.compile(r"[;|,\n]")
_FIRST_VALUES = 3


def recognises(source: Source) -> str | None:
    """Never: only its name's ending tells a table, or the person."""
    return None


def columns_of(source: Source) -> dict[str, list[str]]:
    """The columns of a file with their first three values that are not blank.

    Raises InputRefused for a folder or a zip, and as :func:`read_csv_table` does.
    """
    table = _table(source)
    return {
        name: [cell for record in table.records if (cell := record.cells[name].strip())][:_FIRST_VALUES]
        for name in table.names
    }


def propose_columns(names: list[str]) -> dict[str, str]:
    """Column to role, for the columns that plainly are something by their names alone."""
    roles: dict[str, str] = {}
    for role, words in _PLAINLY.items():
        fitting = [name for name in names if name.strip().casefold().replace("_", " ") in words]
        if len(fitting) == 1:
            roles[fitting[0]] = role
    return roles


def parse_column_names(pairs: list[str], names: list[str]) -> dict[str, str]:
    """Column to role, from what was said as ``when=Date``; ``names`` are the columns of the file.

    Raises InputRefused for a role or column there is not.
    """
    roles: dict[str, str] = {}
    for pair in pairs:
        role, equals, column = pair.partition("=")
        if not equals or role.strip() not in ROLES:
            raise not_valid("column", worded(pair), (f"{known}=COLUMN" for known in ROLES))
        same = [name for name in names if name == column.strip()] or [
            name for name in names if name.casefold() == column.strip().casefold()
        ]
        if len(same) != 1:
            raise InputRefused(
                f"column: {worded(column)} is not in the file; its columns are: {_listed(names)}"
            )
        roles[same[0]] = role.strip()
    return roles


def read(source: Source, request: ImportRequest) -> Reading:
    """Every row as a moment, its columns as ``request.columns`` names them.

    Raises InputRefused, with line and column, for a row without a day and for columns that do not fit.
    """
    table = _table(source)
    columns = {name: role for name, role in (request.columns or {}).items() if name in table.names}
    roles = {role: [name for name in table.names if columns.get(name) == role] for role in ROLES}
    if not roles["when"]:
        raise InputRefused(
            "which column says when? Use --column when=COLUMN, and others as "
            f"{', '.join(role for role in ROLES[1:])}; the columns are: {_listed(table.names)}"
        )
    for role in ("when", "time"):
        if len(roles[role]) > 1:
            raise InputRefused(f"only one column can be {role}, but there are: {_listed(roles[role])}")
    builder = _EntryBuilder(request, roles)
    times = [builder.when(record) for record in table.records]
    order = builder.order(table.records, times)
    entries = [builder.entry(record, when, order) for record, when in zip(table.records, times, strict=True)]
    read_so = "; ".join(f"{role}: {_listed(names)}" for role, names in roles.items() if names)
    left_over = [name for name in table.names if name not in columns]
    remarks = [f"Columns are read as: {read_so}."]
    if left_over:
        remarks.append(f"Other columns, kept in the entries: {_listed(left_over)}.")
    remarks += [order.remark] if order else []
    remarks += [*builder.local_times.remarks, *([NOON_REMARK] if builder.noons else [])]
    return make_reading(
        entries,
        request,
        form=NAME,
        namespace=_NAMESPACE,
        counts={"rows": len(entries), "blank_lines": table.blank_lines},
        remarks=remarks,
        notes=[*table.notes, *builder.notes, *builder.local_times.notes],
        dates=order.order if order else None,
        guess="" if order is None or order.sure else order.remark,
    )


def _table(source: Source) -> CsvTable:
    if source.files or source.folder:
        raise InputRefused("this is not a single table file")
    return read_csv_table(decode_utf8(source.data))


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - 40} more" if len(names) > 40 else ""
    return ", ".join(shortened(name) for name in names[:40]) + more


class _EntryBuilder:
    """Makes entries of rows, and notes what it could not read."""

    def __init__(self, request: ImportRequest, roles: Mapping[str, list[str]]) -> None:
        self.local_times = LocalTimes(request)
        self.notes: list[str] = []
        self.noons = 0
        self._roles = roles
        self._given = request.dates
        self._pattern = date_pattern(request.dates)

    def when(self, record: CsvRecord) -> datetime | WrittenTime:
        """When a row was: an instant with its offset, or a day as written. Raises InputRefused."""
        column = self._roles["when"][0]
        cell = record.cells[column].strip()
        try:
            at = None if self._pattern else datetime.fromisoformat(cell)
        except ValueError:
            at = None
        if at is not None:
            if at.year not in YEARS:
                raise record.refusal(column, too_far_away(at))
            return at if at.tzinfo else WrittenTime(None, at.date(), at.time() if len(cell) > 10 else None)
        when = parse_written_time(cell, self._pattern)
        if when is None or (when.day is None and when.figures is None):
            as_given = f"a date as {shortened(self._pattern)}" if self._pattern else ""
            raise unreadable(record.line, column, cell, as_given or "a date such as 2024-01-31 21:05")
        return when

    def order(self, records: list[CsvRecord], times: list[datetime | WrittenTime]) -> DayOrder | None:
        """How days in figures are read, where their order is open. Raises InputRefused."""
        column = self._roles["when"][0]
        all_figures = []
        for record, when in zip(records, times, strict=True):
            figures = when.figures if isinstance(when, WrittenTime) else None
            if figures is None:
                continue
            if self._given and read_day(figures, self._given) is None:
                raise record.refusal(column, f"{worded(figures)} is not a date in the order {self._given}")
            all_figures.append(figures)
        return find_order(all_figures, self._given) if all_figures else None

    def entry(self, record: CsvRecord, when: datetime | WrittenTime, order: DayOrder | None) -> ForeignEntry:
        """One row. Raises InputRefused."""
        cells, roles = record.cells, self._roles
        texts = [cells[name].strip("\n") for name in roles["text"] if cells[name].strip()]
        as_written = record.as_written()
        if len(roles["text"]) == 1 and texts and texts[0] == cells[roles["text"][0]]:
            del as_written[roles["text"][0]]
        codes = [(role, word) for role in CODES for name in roles[role] for word in _words(cells[name])]
        return ForeignEntry(
            key=json.dumps([sorted(record.cells.items()), record.surplus]),
            at=self.local_times.of_instant(when)
            if isinstance(when, datetime)
            else self._at(record, when, order),
            zone=self.local_times.zone,
            text="\n\n".join(texts),
            moods=tuple(dict.fromkeys(word for name in roles["mood"] for word in _words(cells[name]))),
            activities=tuple(dict.fromkeys(word for name in roles["tags"] for word in _words(cells[name]))),
            codes=tuple(dict.fromkeys(codes)),
            as_written=as_written,
        )

    def _at(self, record: CsvRecord, when: WrittenTime, order: DayOrder | None) -> datetime:
        column = self._roles["when"][0]
        day = when.day_in(order)
        if day is None:
            raise record.refusal(column, f"{worded(when.figures)} is not a date")
        time_of_day = when.time_of_day
        for name in self._roles["time"]:
            cell = record.cells[name].strip()
            in_own_column = parse_time_of_day(cell)
            if cell and in_own_column is None:
                place = f"line {record.line}: {shortened(name)}"
                self.notes.append(f"{place}: {worded(cell)} is not a time of day; kept in the entry")
            time_of_day = in_own_column or time_of_day
        self.noons += time_of_day is None
        wall_time = datetime.combine(day, time_of_day or time(12))
        return self.local_times.at(wall_time, f"line {record.line}", column)


def _words(cell: str) -> list[str]:
    return [word.strip() for word in _SEPARATORS.split(cell) if word.strip()]
