"""Bearable's CSV export: one row an item, gathered here into one moment for each part of each day.

The words of a mood are feelings; symptoms, factors and medicines that were there are tags. Every row stays
as a line of the note, with its amount, since a number has no other place here.
"""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import NamedTuple
from uuid import UUID

from companion.exchange.parsing.csv_rows import parse_csv
from companion.exchange.parsing.csv_table import (
    CsvRecord,
    first_line,
    header_names,
    read_csv_table,
    separator_of,
    unreadable,
)
from companion.exchange.parsing.date_words import parse_day, parse_time_of_day
from companion.exchange.parsing.foreign_entries import NOON_REMARK, ForeignEntry, LocalTimes, make_reading
from companion.exchange.parsing.import_plan import ImportRequest, Reading
from companion.exchange.parsing.sources import Source
from companion.exchange.parsing.strict_json import decode_utf8, worded
from companion.model.errors import InputRefused

NAME = "bearable"
TITLE = "Bearable's CSV export"
ENDINGS: tuple[str, ...] = ()

_NAMESPACE = UUID("c64f6f1b-9a3a-5e0c-8f63-0a7d6b5e2c91")
_NEEDED = ("date", "category", "rating/amount", "detail")
_PARTS_OF_DAY = {"pre": time(3), "am": time(9), "mid": time(15), "pm": time(21)}
"""The quarters of Bearable's day, each placed in its middle."""
_WHOLE_DAY = ("", "all day", "allday")
_IN_WORDS = re.compile(r"(\d{1,2}(?:st|nd|rd|th)?\s+[^\W\d_]+\.?),?\s+(\d{4})", re.IGNORECASE)
_A_DAY = "a day such as 8th Dec 2021 or 2021-12-08"
_NO_NAMES = (
    *("energy", "sleep", "sleep quality", "health measurements", "bowel movements", "nutrition"),
    *("food diary", "gratitude", "gratitudes", "notes"),
)
"""Categories whose detail names nothing that could be a tag: times, measures, meals, sentences."""
_LEVEL = re.compile(
    r"\s+(?:-\s+(none|little|some|moderate|a lot)|\((none|mild|moderate|severe|extreme|unbearable)\))$",
    re.IGNORECASE,
)
_LEADING_SIGNS = re.compile(r"^[^\w(]+")
_UNIT = re.compile(r"\s+\([^()]{1,12}\)$")
"""What a medicine is counted in, behind its name: ``Ibuprofen (mg)``."""
_ZERO = re.compile(r"0+(?:\.0+)?")


def recognises(source: Source) -> str | None:
    """A header with a date, a category and a rating/amount."""
    if source.files:
        return None
    line = first_line(source.data)
    try:
        names = {name.casefold() for name in header_names(next(parse_csv(line, separator_of(line))))}
    except (InputRefused, StopIteration):
        return None
    return "its first line" if names.issuperset(("date", "category", "rating/amount")) else None


class _Item(NamedTuple):
    """One row: its line, when it was, and its cells by the names of their columns in small letters."""

    line: int
    day: date
    part: str
    cells: Mapping[str, str]
    as_written: dict[str, object]


def read(source: Source, request: ImportRequest) -> Reading:
    """The items of each part of each day as a moment. Raises InputRefused with line and column."""
    table = read_csv_table(decode_utf8(source.data))
    columns = {name.casefold(): name for name in table.names}
    for needed in _NEEDED:
        if needed not in columns:
            raise InputRefused(f"line 1: there is no column {needed}")
    groups: dict[tuple[date, str], list[_Item]] = {}
    for record in table.records:
        item = _item(record)
        groups.setdefault((item.day, item.part), []).append(item)
    builder = _EntryBuilder(request)
    entries = [builder.entry(items) for items in groups.values()]
    return make_reading(
        entries,
        request,
        form=NAME,
        namespace=_NAMESPACE,
        counts={"rows": len(table.records), "entries": len(entries), "blank_lines": table.blank_lines},
        remarks=[*builder.remarks, *builder.local_times.remarks],
        notes=[*table.notes, *builder.notes, *builder.local_times.notes],
    )


def _item(record: CsvRecord) -> _Item:
    cells = {name.casefold(): cell.strip() for name, cell in record.cells.items()}
    day = _day(cells.get("date formatted", "")) or _day(cells["date"])
    if day is None:
        raise unreadable(record.line, "date", cells["date"], _A_DAY)
    part = cells.get("time of day", "").casefold()
    if time_of_day := parse_time_of_day(part):
        part = f"{time_of_day:%H:%M}"  # written as 3:04 and as 03:04
    return _Item(record.line, day, "" if part in _WHOLE_DAY else part, cells, record.as_written())


def _day(cell: str) -> date | None:
    in_words = _IN_WORDS.fullmatch(cell)
    return parse_day(in_words[1], in_words[2]) if in_words else parse_day(cell)


class _EntryBuilder:
    """Makes moments of items, and notes what could not be read."""

    def __init__(self, request: ImportRequest) -> None:
        self.local_times = LocalTimes(request)
        self.notes: list[str] = []
        self._parts = False
        self._noons = False

    @property
    def remarks(self) -> list[str]:
        """What has to be said about the times of day."""
        placed = ", ".join(f"{part} at {at:%H:%M}" for part, at in _PARTS_OF_DAY.items())
        return [
            *([f"Parts of a day are placed in their middle: {placed}."] if self._parts else []),
            *([NOON_REMARK] if self._noons else []),
        ]

    def entry(self, items: list[_Item]) -> ForeignEntry:
        """The items of one part of one day. Raises InputRefused."""
        first = items[0]
        at = self.local_times.at(datetime.combine(first.day, self._time(first)), f"line {first.line}", "date")
        moods = [
            mood for item in items if _category(item) == "mood" for mood in _names(item, zero_counts=True)
        ]
        tags = [
            name
            for item in items
            if _category(item) not in ("mood", *_NO_NAMES)
            for name in _names(item, zero_counts=False)
        ]
        notes = dict.fromkeys(item.cells.get("notes", "") for item in items)
        lines = "\n".join(line for item in items if (line := _line(item)))
        text = "\n\n".join(part for part in (*notes, lines) if part)
        return ForeignEntry(
            key=json.dumps([first.day.isoformat(), first.part, text]),
            at=at,
            zone=self.local_times.zone,
            text=text,
            moods=tuple(dict.fromkeys(moods)),
            activities=tuple(dict.fromkeys(tags)),
            as_written={"rows": [item.as_written for item in items]},
            own_id=f"{first.day.isoformat()} {first.part}",
        )

    def _time(self, item: _Item) -> time:
        part = item.part
        if part in _PARTS_OF_DAY:
            self._parts = True
            return _PARTS_OF_DAY[part]
        time_of_day = parse_time_of_day(part) if part else None
        if part and time_of_day is None:
            place = f"line {item.line}: time of day"
            self.notes.append(
                f"{place}: {worded(part)} is not a time of day that is known here; placed at noon"
            )
        self._noons = self._noons or time_of_day is None
        return time_of_day or time(12)


def _category(item: _Item) -> str:
    return item.cells["category"].casefold()


def _line(item: _Item) -> str:
    """A row in words: ``Symptom: Neck pain (Moderate), 2``."""
    said = ", ".join(cell for cell in (item.cells["detail"], item.cells["rating/amount"]) if cell)
    return ": ".join(part for part in (item.cells["category"], said) if part) if said else ""


def _names(item: _Item, *, zero_counts: bool) -> list[str]:
    """What a row names, without the level behind it and the sign in front; what was not there is left out."""
    if not zero_counts and _ZERO.fullmatch(item.cells["rating/amount"]):
        return []
    names = []
    for part in item.cells["detail"].split("|"):
        part = part.strip()
        if _category(item).startswith("med"):
            part = _UNIT.sub("", part)
        level = _LEVEL.search(part)
        if level is None:
            name = part
        elif "none" in level[0].casefold():
            continue
        else:
            name = part[: level.start()]
        names.append(_LEADING_SIGNS.sub("", name) or name)
    return [name for name in names if name]
