"""Daylio's CSV: seven, eight or nine columns, with columns it does not know kept all the same.

What counts is ``full_date`` (or, in the oldest files, ``year`` and ``date``) and ``time``; the other words
about the day may be in any language. Each row becomes a moment: the mood a feeling, activities tags, the
title a heading of the note. The row as it stood travels along in ``extra["daylio"]``.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from companion.exchange.parsing.csv_rows import CsvRow, parse_csv
from companion.exchange.parsing.date_words import parse_day, parse_time_of_day
from companion.exchange.parsing.foreign_entries import ForeignEntry, LocalTimes, make_reading
from companion.exchange.parsing.import_plan import ImportRequest, Reading
from companion.exchange.parsing.sources import Source
from companion.exchange.parsing.strict_json import decode_utf8, quoted, shortened
from companion.exchange.readers import daylio_backup
from companion.exchange.readers.daylio_cells import note_text, split_activities
from companion.model.errors import InputRefused

NAME = "daylio"
TITLE = "Daylio's CSV export or its backup"
ENDINGS: tuple[str, ...] = ()

_IDS = UUID("0e6a9f3c-7f0b-5d0e-8c55-1c5d2f5f9b21")
_NOT_TRUSTED = frozenset({"date", "weekday"})
"""Columns that say the day again in the phone's language; they change with it and are no part of an id."""


def recognises(source: Source) -> str | None:
    """A header with a date, a time, and a mood or activities; or the file in a backup."""
    if source.files:
        return f"the file {daylio_backup.FILE} in it" if daylio_backup.FILE in source.files else None
    try:
        head = source.data[:4096].decode("utf-8-sig", "ignore").lstrip()
        names = set(_names(next(parse_csv(head.splitlines()[0]))))
    except (InputRefused, StopIteration, IndexError):
        return None
    dated = "full_date" in names or {"year", "date", "time"} <= names
    return "its first line" if dated and names & {"mood", "activities"} else None


def read(source: Source, request: ImportRequest) -> Reading:
    """Every row as a moment. Raises InputRefused with line and column for a row that has no day or time."""
    if daylio_backup.FILE in source.files:
        foreign_entries, counts = daylio_backup.backup_entries(source)
        return make_reading(foreign_entries, request, form=NAME, ids=_IDS, read=counts)
    header, table = _table(decode_utf8(source.data))
    read_rows = [_fitted(header, row) for row in table if not row.blank]
    local_times = LocalTimes(request)
    foreign_entries = [_foreign_entry(row, local_times) for row in read_rows]
    counts = {
        "rows": len(read_rows),
        "blank_lines": len(table) - len(read_rows),
        "without_a_mood": sum(1 for draft in foreign_entries if not draft.moods),
    }
    notes = [*(note for row in read_rows for note in row.notes), *local_times.notes]
    return make_reading(
        foreign_entries, request, form=NAME, ids=_IDS, read=counts, remarks=local_times.remarks, notes=notes
    )


# The table


@dataclass(slots=True)
class _Fitted:
    """A row under the header: its cells by column, and what had to be said about it."""

    line: int
    cells: dict[str, str]
    raw: tuple[str, ...] = ()
    """All its cells in a row, where they did not fit the header."""
    notes: list[str] = field(default_factory=list)

    def refusal(self, column: str, why: str) -> InputRefused:
        return InputRefused(f"line {self.line}, column {column}: {why}")


def _names(row: CsvRow) -> list[str]:
    return [cell.strip().casefold() or f"column {number}" for number, cell in enumerate(row.cells, start=1)]


def _table(text: str) -> tuple[list[str], list[CsvRow]]:
    """The header's names and all rows below it."""
    everything = list(parse_csv(text))
    start = next((number for number, row in enumerate(everything) if not row.blank), None)
    if start is None:
        raise InputRefused("the file is empty")
    head = everything[start]
    names = _names(head)
    needed = ("time",) if {"year", "date"} <= set(names) else ("full_date", "time")
    for name in needed:
        if name not in names:
            found = ", ".join(shortened(name) for name in names[:12])
            raise InputRefused(
                f"line {head.line}: there is no column {name}; "
                "the first line has to name full_date (or year and date) and time, "
                f"and here it reads: {shortened(found)}"
            )
    for number, name in enumerate(names):
        if name in names[:number]:
            raise InputRefused(f"line {head.line}, column {number + 1}: {shortened(name)} is named twice")
    return names, everything[:start] + everything[start + 1 :]


def _fitted(header: list[str], row: CsvRow) -> _Fitted:
    cells, width = list(row.cells), len(header)
    if len(cells) == width:
        return _Fitted(row.line, dict(zip(header, cells, strict=True)))
    if len(cells) < width:
        missing = header[len(cells) :]
        cells += [""] * len(missing)
        return _Fitted(
            row.line,
            dict(zip(header, cells, strict=True)),
            notes=[
                f"line {row.line}: {_fields(len(missing))} fewer than the header; empty: {', '.join(missing)}"
            ],
        )
    more = len(cells) - width
    after = header.index("activities") + 1 if "activities" in header else width
    note = f"line {row.line}: {_fields(more)} more than the header; "
    if more == 1 and after < width and "scales" not in header and not cells[after].strip():
        # What newer files call scales, left empty here and not named: title and note stand one further on.
        del cells[after]
        note += (
            f"the empty one after activities was passed over, {' and '.join(header[after:])} read after it"
        )
    elif not any(cell.strip() for cell in cells[width:]):
        del cells[width:]
        note += "the empty ones at the end were passed over"
    else:
        cells[width - 1 :] = [",".join(cells[width - 1 :])]
        note += f"the rest was kept in {header[-1]}"
    return _Fitted(row.line, dict(zip(header, cells, strict=True)), raw=row.cells, notes=[note])


def _fields(count: int) -> str:
    return "one field" if count == 1 else f"{count} fields"


# From rows to moments


def _foreign_entry(row: _Fitted, local_times: LocalTimes) -> ForeignEntry:
    wall_time = _wall(row)
    mood = row.cells.get("mood", "").strip()
    activities = split_activities(row.cells.get("activities", ""))
    text, whole = note_text(row.cells.get("note_title", ""), row.cells.get("note", ""))
    as_written: dict[str, object] = {
        name: cell
        for name, cell in row.cells.items()
        if cell.strip() and not (whole and name in ("note_title", "note"))
    }
    if row.raw:
        as_written["row"] = list(row.raw)
    return ForeignEntry(
        key=_key(wall_time, row, activities),
        at=local_times.at(wall_time, f"line {row.line}", "full_date"),
        zone=local_times.zone,
        text=text,
        moods=(mood,) if mood else (),
        activities=tuple(activities),
        as_written=as_written,
    )


def _key(wall_time: datetime, row: _Fitted, activities: list[str]) -> str:
    cells = {name: cell.strip() for name, cell in row.cells.items() if name not in _NOT_TRUSTED}
    for trusted in ("full_date", "year", "time"):
        cells.pop(trusted, None)
    cells["activities"] = " | ".join(activities)
    return json.dumps([wall_time.isoformat(), sorted((name, cell) for name, cell in cells.items() if cell)])


def _wall(row: _Fitted) -> datetime:
    """The wall clock of a row. Raises InputRefused, naming line and column."""
    time = row.cells["time"]
    if "full_date" in row.cells:
        column, day = "full_date", row.cells["full_date"]
        allowed = "a day such as 2022-10-27"
        date = parse_day(day)
    else:
        column, day = "date", row.cells["date"]
        allowed = "a day such as 30 May, with its year in the column year"
        date = parse_day(day, row.cells["year"])
    if date is None:
        said_day = "it is empty" if not day.strip() else f"{quoted(day)} is not allowed"
        raise row.refusal(column, f"{said_day}; allowed: {allowed}")
    time_of_day = parse_time_of_day(time)
    if time_of_day is None:
        said_time = "it is empty" if not time.strip() else f"{quoted(time)} is not allowed"
        raise row.refusal("time", f"{said_time}; allowed: a time such as 18:52 or 6:52 pm")
    return datetime.combine(date, time_of_day)
