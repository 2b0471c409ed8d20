"""Daylio's CSV export in all its shapes: seven, eight or nine columns, and any others beside them.

What counts is ``full_date`` (or, in the oldest files, ``year`` and ``date``) and ``time``; the other words
about the day may be in any language. Each row becomes a moment: the mood a feeling, activities tags, the
title a heading of the note. The row as it stood travels along in ``extra["daylio"]``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from uuid import UUID

from companion.exchange.parsing.csv_rows import CsvRow, parse_csv
from companion.exchange.parsing.csv_table import (
    first_line,
    header_names,
    refuse_doubled_names,
    separator_of,
    unreadable,
)
from companion.exchange.parsing.date_words import (
    days_in_words,
    parse_day,
    parse_full_day,
    parse_time_of_day,
    words_of,
)
from companion.exchange.parsing.day_order import ORDERS, DayOrder, read_day
from companion.exchange.parsing.foreign_entries import ForeignEntry, LocalTimes, make_reading
from companion.exchange.parsing.import_plan import ImportRequest, Reading
from companion.exchange.parsing.month_names import CROATIAN, POLISH_OR_CZECH
from companion.exchange.parsing.sources import Source
from companion.exchange.parsing.strict_json import decode_utf8, list_of_texts, shortened, worded
from companion.exchange.parsing.timestamps import date_pattern, parse_written_time
from companion.exchange.readers.daylio_backup import BACKUP_FILE, backup_entries
from companion.exchange.readers.daylio_cells import note_text, split_activities
from companion.exchange.readers.daylio_days import WrittenDay, find_order_by_columns
from companion.model.errors import InputRefused

NAME = "daylio"
TITLE = "Daylio's CSV export or its backup"
ENDINGS: tuple[str, ...] = ()

_NAMESPACE = UUID("0e6a9f3c-7f0b-5d0e-8c55-1c5d2f5f9b21")
_NOT_IN_A_KEY = frozenset({"full_date", "year", "time", "date", "weekday"})
"""Columns whose time is in it already, or that say the day again in the phone's language and change with it.
"""
_A_YEAR = re.compile(r"[12]\d{3}")
_A_DAY = "a day such as 2022-10-27"
_WITHOUT_HEADER = ("full_date", "date", "weekday", "time", "mood", "activities")
_ENDS = {7: ("note",), 8: ("note_title", "note"), 9: ("scales", "note_title", "note")}
"""The columns of a file whose first line was lost, by how many there are."""


def recognises(source: Source) -> str | None:
    """A header with a date, a time, and a mood or activities; rows as below one; or the file in a backup."""
    if source.files:
        return f"the file {BACKUP_FILE} in it" if BACKUP_FILE in source.files else None
    try:
        line = first_line(source.data)
        first = next(parse_csv(line, separator_of(line)))
    except (InputRefused, StopIteration):
        return None
    if _is_without_header(first):
        return "its rows"
    names = set(_names(first))
    dated = "full_date" in names or {"year", "date", "time"} <= names
    return "its first line" if dated and names & {"mood", "activities"} else None


def read(source: Source, request: ImportRequest) -> Reading:
    """Every row, or every entry of a backup, as a moment.

    Raises InputRefused, with line and column, for a row without a day or a time.
    """
    if BACKUP_FILE in source.files:
        entries, counts = backup_entries(source)
        return make_reading(entries, request, form=NAME, namespace=_NAMESPACE, counts=counts)
    header, rows = _read_rows(decode_utf8(source.data))
    fitted_rows, blank_lines = [], 0
    for row in rows:
        if row.blank:
            blank_lines += 1
        else:
            fitted_rows.append(_fit(header, row))
    order = _order(fitted_rows, request.dates)
    local_times = LocalTimes(request)
    days = _Days(fitted_rows, order, date_pattern(request.dates))
    entries = [_entry(row, local_times, days) for row in fitted_rows]
    counts = {
        "rows": len(fitted_rows),
        "blank_lines": blank_lines,
        "without_a_mood": sum(1 for entry in entries if not entry.moods),
    }
    notes = [*(note for row in fitted_rows for note in row.notes), *local_times.notes]
    return make_reading(
        entries,
        request,
        form=NAME,
        namespace=_NAMESPACE,
        counts=counts,
        remarks=[*([order.remark] if order else []), *local_times.remarks],
        notes=notes,
        dates=order.order if order else None,
        guess="" if order is None or order.sure else order.remark,
    )


# The table


@dataclass(slots=True)
class _FittedRow:
    """A row under the header: its cells by column, and what had to be said about it."""

    line: int
    cells: dict[str, str]
    raw: tuple[str, ...] = ()
    """All its cells in a row, where they did not fit the header."""
    notes: tuple[str, ...] = ()

    def refusal(self, column: str, why: str) -> InputRefused:
        return InputRefused(f"line {self.line}, column {column}: {why}")


def _names(header: CsvRow) -> list[str]:
    return [name.casefold() for name in header_names(header)]


def _is_without_header(row: CsvRow) -> bool:
    """Whether a file's first row is an entry already, since its header was lost on the way."""
    cells = row.cells
    return len(cells) in _ENDS and parse_day(cells[0]) is not None and parse_time_of_day(cells[3]) is not None


def _read_rows(text: str) -> tuple[list[str], Iterator[CsvRow]]:
    """The header's names and all other rows, blank ones too, read one by one."""
    rows = parse_csv(text, separator_of(text))
    above = []
    for header in rows:
        if not header.blank:
            break
        above.append(header)
    else:
        raise InputRefused("the file is empty")
    if _is_without_header(header):
        return [*_WITHOUT_HEADER, *_ENDS[len(header.cells)]], chain(above, [header], rows)
    names = _names(header)
    needed = ("time",) if {"year", "date"} <= set(names) else ("full_date", "time")
    for name in needed:
        if name not in names:
            there = ", ".join(shortened(name) for name in names[:12])
            raise InputRefused(
                f"line {header.line}: there is no column {name}; the first line needs full_date (or "
                f"year and date) and time, but it reads: {shortened(there)}"
            )
    refuse_doubled_names(names, header.line)
    return names, chain(above, rows)


def _fit(header: list[str], row: CsvRow) -> _FittedRow:
    width = len(header)
    if len(row.cells) == width:
        return _FittedRow(row.line, dict(zip(header, row.cells, strict=True)))
    cells = list(row.cells)
    if len(cells) < width:
        missing = header[len(cells) :]
        cells += [""] * len(missing)
        return _FittedRow(
            row.line,
            dict(zip(header, cells, strict=True)),
            notes=(
                f"line {row.line}: {_fields(len(missing))} fewer than the header; "
                f"empty: {', '.join(missing)}",
            ),
        )
    surplus = len(cells) - width
    after = header.index("activities") + 1 if "activities" in header else width
    note = f"line {row.line}: {_fields(surplus)} more than the header; "
    if surplus == 1 and after < width and "scales" not in header and not cells[after].strip():
        # What newer files call scales, left empty here and not named: title and note stand one further on.
        del cells[after]
        note += f"the empty one after activities was skipped and {' and '.join(header[after:])} read after it"
    elif not any(cell.strip() for cell in cells[width:]):
        del cells[width:]
        note += "the empty ones at the end were skipped"
    else:
        cells[width - 1 :] = [",".join(cells[width - 1 :])]
        note += f"the rest was added to {header[-1]}"
    return _FittedRow(row.line, dict(zip(header, cells, strict=True)), raw=row.cells, notes=(note,))


def _fields(count: int) -> str:
    return "one field" if count == 1 else f"{count} fields"


# From rows to moments


def _entry(row: _FittedRow, local_times: LocalTimes, days: "_Days") -> ForeignEntry:
    wall_time = _wall_time(row, days)
    cells = row.cells
    mood = cells.get("mood", "").strip()
    activities = split_activities(cells.get("activities", ""))
    text, word_for_word = note_text(cells.get("note_title", ""), cells.get("note", ""))
    key = _key(wall_time, cells, activities)
    # The row is not needed any more but for this: it is not copied.
    for name in [name for name, cell in cells.items() if not cell or cell.isspace()]:
        del cells[name]
    if word_for_word:
        cells.pop("note_title", None)
        cells.pop("note", None)
    return ForeignEntry(
        key=key,
        at=local_times.at(wall_time, f"line {row.line}", "full_date"),
        zone=local_times.zone,
        text=text,
        moods=(mood,) if mood else (),
        activities=tuple(activities),
        as_written={**cells, "row": list(row.raw)} if row.raw else cells,
    )


def _key(wall_time: datetime, cells: Mapping[str, str], activities: list[str]) -> str:
    said = {name: cell.strip() for name, cell in cells.items() if name not in _NOT_IN_A_KEY}
    said["activities"] = " | ".join(activities)
    pairs = [list_of_texts(name, said[name]) for name in sorted(said) if said[name]]
    return f'["{wall_time.isoformat()}", [{", ".join(pairs)}]]'  # as json.dumps writes it


def _order(rows: list[_FittedRow], given: str | None) -> DayOrder | None:
    """How days are read that a spreadsheet wrote in its own figures; ``None`` where none is.

    Raises InputRefused, naming line and column.
    """
    if date_pattern(given) is not None:
        return None  # Daylio's own days need no pattern
    dated = [
        (row, day)
        for row in rows
        if (day := row.cells.get("full_date", "")) and parse_day(day) is None and not parse_full_day(day)
    ]
    for row, day in dated:
        if not any(read_day(day, order) for order in ORDERS):
            raise unreadable(row.line, "full_date", day, _A_DAY)
    written = [WrittenDay(day, row.cells.get("date", ""), row.cells.get("weekday", "")) for row, day in dated]
    return find_order_by_columns(written, given) if written else None


class _Days:
    """The days of a file: as Daylio writes them, in figures, or in the words of the phone's language.

    Five names of months are one month in Croatian and the next in Polish or Czech; the other words of the
    file, in its columns date and weekday, tell which it is.
    """

    def __init__(self, rows: list[_FittedRow], order: DayOrder | None, pattern: str | None) -> None:
        self._rows = rows
        self._order = order
        self._pattern = pattern

    @cached_property
    def _languages(self) -> tuple[bool, bool]:
        """Whether words of the file are Croatian, and Polish or Czech; looked at where it matters."""
        words = {
            word
            for row in self._rows
            for column in ("full_date", "date", "weekday")
            for word in words_of(row.cells.get(column, ""))
        }
        return bool(words & CROATIAN), bool(words & POLISH_OR_CZECH)

    def read(self, row: _FittedRow) -> date:
        """The day of a row. Raises InputRefused, naming line and column."""
        if "full_date" in row.cells:
            column, allowed = "full_date", _A_DAY
            cell = row.cells[column]
            if self._pattern is None and (iso := parse_day(cell)):
                return iso
            given = parse_written_time(cell, self._pattern) if self._pattern else None
            day = parse_day(cell) or (self._order.read(cell) if self._order else None)
            found = tuple(filter(None, (day or (given and given.day),))) or parse_full_day(cell)
        else:
            column, allowed = "date", "a day such as 30 May, with its year in the column year"
            cell, year = row.cells[column], row.cells["year"].strip()
            found = days_in_words(cell, int(year)) if _A_YEAR.fullmatch(year) else ()
        if not found:
            raise unreadable(row.line, column, cell, allowed)
        if len(found) == 1:
            return found[0]
        croatian, polish_or_czech = self._languages
        if croatian == polish_or_czech:
            raise row.refusal(
                column,
                f"{worded(cell)} is {found[0]:%B} in Croatian, but {found[-1]:%B} in Polish or Czech; "
                f"use {_A_DAY} in the column full_date",
            )
        return found[0] if croatian else found[-1]


def _wall_time(row: _FittedRow, days: _Days) -> datetime:
    """When a row was, on the clock on the wall. Raises InputRefused, naming line and column."""
    day = days.read(row)
    time_of_day = parse_time_of_day(row.cells["time"])
    if time_of_day is None:
        raise unreadable(row.line, "time", row.cells["time"], "a time such as 18:52 or 6:52 pm")
    return datetime.combine(day, time_of_day)
