"""How We Feel's CSV export, in the shapes it has had: moods and tags in words, with their keys or without.

Each row becomes a moment: moods are feelings, tags of all three kinds are tags; notes, reflections and
takeaways are its note. The cells as they stood travel along in ``extra["howwefeel"]``.
"""

import json
import re
from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from typing import NamedTuple, cast
from uuid import UUID

from companion.exchange.parsing.csv_rows import parse_csv
from companion.exchange.parsing.csv_table import (
    CsvRecord,
    first_line,
    header_names,
    read_csv_table,
    unreadable,
)
from companion.exchange.parsing.date_words import parse_day, parse_time_of_day
from companion.exchange.parsing.foreign_entries import ForeignEntry, LocalTimes, make_reading
from companion.exchange.parsing.import_plan import ImportRequest, Reading
from companion.exchange.parsing.sources import Source
from companion.exchange.parsing.strict_json import decode_utf8, object_of_texts, parse_json
from companion.model.errors import InputRefused

NAME = "howwefeel"
TITLE = "How We Feel's CSV export"
ENDINGS: tuple[str, ...] = ()

_NAMESPACE = UUID("6f0f0c52-6a4e-5f0e-93b0-4c0a9f4ce7b7")
_MOODS = ("Mood", "Mood Key", "Mood Keys")
_TAGS = tuple((f"Tags ({kind})", f"Tags Key ({kind})") for kind in ("People", "Places", "Events"))
_TEXTS = ("Notes", "Reflections", "Takeaways")
_YEAR_FIRST = re.compile(r"(\d{4})\s+(\D+\d{1,2}\D*?|\d{1,2}\D+?),?\s+(\S*\d{1,2}[:.h]\d{2}.*)")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](.+)")


def recognises(source: Source) -> str | None:
    """A header with a date, a mood, and tags of people, places or events."""
    if source.files:
        return None
    try:
        names = set(header_names(next(parse_csv(first_line(source.data)))))
    except (InputRefused, StopIteration):
        return None
    known = "Date" in names and names & set(_MOODS) and any(names & set(pair) for pair in _TAGS)
    return "its first line" if known else None


def read(source: Source, request: ImportRequest) -> Reading:
    """Every row as a moment. Raises InputRefused with line and column for a row without a time."""
    table = read_csv_table(decode_utf8(source.data))
    for needed in ("Date", "Mood"):
        if needed not in table.names and not (needed == "Mood" and set(_MOODS) & set(table.names)):
            raise InputRefused(f"line 1: there is no column {needed}")
    local_times = LocalTimes(request)
    columns = _columns(table.names)
    entries = [_entry(record, columns, local_times) for record in table.records]
    counts = {
        "rows": len(entries),
        "blank_lines": table.blank_lines,
        "without_a_mood": sum(1 for entry in entries if not entry.moods),
    }
    notes = [*table.notes, *local_times.notes]
    return make_reading(
        entries,
        request,
        form=NAME,
        namespace=_NAMESPACE,
        counts=counts,
        remarks=local_times.remarks,
        notes=notes,
    )


class _Columns(NamedTuple):
    """Those of the known columns that a table has; of words and their keys both, the words first."""

    texts: tuple[str, ...]
    moods: tuple[str, ...]
    tags: tuple[tuple[str, ...], ...]


def _columns(names: Collection[str]) -> _Columns:
    texts, moods, *tags = (tuple(filter(names.__contains__, known)) for known in (_TEXTS, _MOODS, *_TAGS))
    return _Columns(texts, moods, tuple(filter(None, tags)))


def _entry(record: CsvRecord, columns: _Columns, local_times: LocalTimes) -> ForeignEntry:
    wall_time, cells = _wall_time(record), record.cells
    texts = [(name, text) for name in columns.texts if (text := _text(cells[name]))]
    tags = [tag for pair in columns.tags for tag in _words(cells, pair)]
    as_written = record.as_written()
    but_date = {name: cell for name, cell in as_written.items() if name != "Date"}
    said = json.dumps(but_date) if record.surplus else object_of_texts(cast("dict[str, str]", but_date))
    if ("Notes", as_written.get("Notes")) in texts:
        del as_written["Notes"]
    return ForeignEntry(
        key=f'["{wall_time.isoformat()}", {said}]',  # as json.dumps writes it
        at=local_times.at(wall_time, f"line {record.line}", "Date"),
        zone=local_times.zone,
        text="\n\n".join([text if name == "Notes" else f"### {name}\n\n{text}" for name, text in texts]),
        moods=tuple(dict.fromkeys(_words(cells, columns.moods))),
        activities=tuple(dict.fromkeys(tags)),
        as_written=as_written,
    )


def _words(cells: Mapping[str, str], names: tuple[str, ...]) -> list[str]:
    """The words in the first of these cells that is not blank: the words come before their keys."""
    for name in names:
        if cell := cells[name].strip():
            return [part for word in cell.split(";") if (part := word.strip())] if ";" in cell else [cell]
    return []


def _text(cell: str) -> str:
    """A cell as text: a list of texts in JSON one below the other, anything else as it stands."""
    if cell.lstrip().startswith("["):
        try:
            texts = parse_json(cell)
        except InputRefused:
            return cell
        if isinstance(texts, list) and all(isinstance(text, str) for text in texts):
            return "\n\n".join(text for text in texts if text.strip())
    return cell if cell.strip() else ""


def _wall_time(record: CsvRecord) -> datetime:
    cell = record.cells["Date"].strip()
    day_and_time = _day_and_time(cell)
    if day_and_time is None:
        raise unreadable(record.line, "Date", cell, "a time such as 2026 Sun Feb 8 4:04 PM")
    return datetime.combine(*day_and_time)


def _day_and_time(text: str) -> tuple[date, time] | None:
    match = _ISO.fullmatch(text)
    if match:
        day = parse_day(match[1])
    else:
        match = _YEAR_FIRST.fullmatch(text)
        day = parse_day(match[2], match[1]) if match else None
    time_of_day = parse_time_of_day(match[match.lastindex or 0]) if match else None
    return (day, time_of_day) if day and time_of_day else None
