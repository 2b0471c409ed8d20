"""How We Feel's CSV, in the shapes it has had: moods and tags in words, with their keys or without.

Each row becomes a moment: moods are feelings, tags of all three kinds are tags; notes, reflections and
takeaways are its note. The cells as they stood travel along in ``extra["howwefeel"]``.
"""

import json
import re
from datetime import date, datetime, time
from uuid import UUID

from companion.exchange.parsing.csv_rows import parse_csv
from companion.exchange.parsing.csv_table import CsvRecord, read_table
from companion.exchange.parsing.date_words import parse_day, parse_time_of_day
from companion.exchange.parsing.foreign_entries import ForeignEntry, LocalTimes, make_reading
from companion.exchange.parsing.import_plan import ImportRequest, Reading
from companion.exchange.parsing.sources import Source
from companion.exchange.parsing.strict_json import decode_utf8, parse_json, quoted
from companion.model.errors import InputRefused

NAME = "howwefeel"
TITLE = "How We Feel's CSV export"
ENDINGS: tuple[str, ...] = ()

_IDS = UUID("6f0f0c52-6a4e-5f0e-93b0-4c0a9f4ce7b7")
_MOODS = ("Mood", "Mood Key", "Mood Keys")
_TAGS = tuple((f"Tags ({kind})", f"Tags Key ({kind})") for kind in ("People", "Places", "Events"))
_TEXTS = ("Notes", "Reflections", "Takeaways")
_YEAR_FIRST = re.compile(r"(\d{4})\s+(\D+\d{1,2}\D*?|\d{1,2}\D+?),?\s+(\S*\d{1,2}[:.h]\d{2}.*)")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](.+)")


def recognises(source: Source) -> str | None:
    """A header with a date, a mood, and tags of people, places or events."""
    if source.files:
        return None
    head = source.data[:4096].decode("utf-8-sig", "ignore").lstrip()
    try:
        names = {cell.strip() for cell in next(parse_csv(head.splitlines()[0])).cells}
    except (InputRefused, StopIteration, IndexError):
        return None
    known = "Date" in names and names & set(_MOODS) and any(names & set(pair) for pair in _TAGS)
    return "its first line" if known else None


def read(source: Source, request: ImportRequest) -> Reading:
    """Every row as a moment. Raises InputRefused with line and column for a row without a time."""
    found = read_table(decode_utf8(source.data))
    for needed in ("Date", "Mood"):
        if needed not in found.names and not (needed == "Mood" and set(_MOODS) & set(found.names)):
            raise InputRefused(f"line 1: there is no column {needed}")
    local_times = LocalTimes(request)
    foreign_entries = [_foreign_entry(line, local_times) for line in found.lines]
    counts = {
        "rows": len(foreign_entries),
        "blank_lines": found.blank,
        "without_a_mood": sum(1 for draft in foreign_entries if not draft.moods),
    }
    notes = [*found.notes, *local_times.notes]
    return make_reading(
        foreign_entries, request, form=NAME, ids=_IDS, read=counts, remarks=local_times.remarks, notes=notes
    )


def _foreign_entry(line: CsvRecord, local_times: LocalTimes) -> ForeignEntry:
    wall_time = _wall(line)
    words = {name: _text(line.cells.get(name, "")) for name in _TEXTS}
    text = "\n\n".join(
        found if name == "Notes" else f"### {name}\n\n{found}" for name, found in words.items() if found
    )
    tags = [tag for pair in _TAGS for tag in _parts(_first(line, pair))]
    as_written = line.as_written()
    if words["Notes"] == line.cells.get("Notes"):
        as_written.pop("Notes", None)
    words_as_written = {name: one for name, one in line.as_written().items() if name != "Date"}
    return ForeignEntry(
        key=json.dumps([wall_time.isoformat(), words_as_written]),
        at=local_times.at(wall_time, f"line {line.line}", "Date"),
        zone=local_times.zone,
        text=text,
        moods=tuple(dict.fromkeys(_parts(_first(line, _MOODS)))),
        activities=tuple(dict.fromkeys(tags)),
        as_written=as_written,
    )


def _first(line: CsvRecord, names: tuple[str, ...]) -> str:
    """The first of these cells that is not blank: the words before their keys."""
    return next((cell for name in names if (cell := line.cells.get(name, "")).strip()), "")


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _text(cell: str) -> str:
    """A cell as text: a list of texts in JSON one below the other, anything else as it stands."""
    if cell.lstrip().startswith("["):
        try:
            found = parse_json(cell)
        except InputRefused:
            return cell
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return "\n\n".join(one for one in found if one.strip())
    return cell if cell.strip() else ""


def _wall(line: CsvRecord) -> datetime:
    cell = line.cells["Date"].strip()
    found = _day_and_time(cell)
    if found is None:
        remarks = f"{quoted(cell)} is not allowed" if cell else "it is empty"
        raise line.refusal("Date", f"{remarks}; allowed: a time such as 2026 Sun Feb 8 4:04 PM")
    return datetime.combine(*found)


def _day_and_time(text: str) -> tuple[date, time] | None:
    found = _ISO.fullmatch(text)
    if found:
        day = parse_day(found[1])
    else:
        found = _YEAR_FIRST.fullmatch(text)
        day = parse_day(found[2], found[1]) if found else None
    time_of_day = parse_time_of_day(found[found.lastindex or 0]) if found else None
    return (day, time_of_day) if day and time_of_day else None
