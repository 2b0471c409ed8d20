"""Apple Health's State of Mind, as exporters write it: Health Auto Export's JSON and CSV, and their like.

Each record becomes a moment at its start: labels are feelings, associations tags. A record without labels has
the words Apple gives its valence (-1, very unpleasant, to 1, very pleasant) as its feeling.
"""

import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any
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
from companion.exchange.parsing.date_words import parse_day
from companion.exchange.parsing.foreign_entries import NOON_REMARK, ForeignEntry, LocalTimes, make_reading
from companion.exchange.parsing.import_plan import ImportRequest, Reading
from companion.exchange.parsing.sources import Source
from companion.exchange.parsing.strict_json import Fields, decode_utf8, parse_json
from companion.model.errors import InputRefused

NAME = "state-of-mind"
TITLE = "Apple Health's State of Mind (JSON or CSV)"
ENDINGS: tuple[str, ...] = ()

_NAMESPACE = UUID("91f0b7a3-5c2d-5e4f-8a6b-0d3c2b1a4e5f")
_STARTS = ("start", "startdate", "start date", "date", "date/time", "timestamp")
_VALENCES = (
    "very unpleasant",
    "unpleasant",
    "slightly unpleasant",
    "neutral",
    "slightly pleasant",
    "pleasant",
    "very pleasant",
)
"""Apple's words for the seven equal parts of its scale."""
_OFFSET = re.compile(r"\s*(?:([+-]\d{2}):?(\d{2})|UTC|GMT|Z)$", re.IGNORECASE)
_A_TIME = "a time such as 2026-03-01 21:40:00 +0100"
_A_VALENCE = "a number from -1 to 1"
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def recognises(source: Source) -> str | None:
    """JSON with a list stateOfMind; records with valence and kind; a header with Start, Kind and Valence."""
    if source.files:
        return None
    data = source.data
    if data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        if b'"stateOfMind"' in data and b'"valence"' in data:
            return "its list stateOfMind"
        start = data[:4096]
        records = start.lstrip().startswith(b"[") and b'"valence"' in start and b'"kind"' in start
        return "the fields of its entries" if records else None
    line = first_line(data)
    try:
        names = {name.casefold() for name in header_names(next(parse_csv(line, separator_of(line))))}
    except (InputRefused, StopIteration):
        return None
    return "its first line" if {"kind", "valence"} <= names and names & set(_STARTS) else None


def read(source: Source, request: ImportRequest) -> Reading:
    """Every record as a moment. Raises InputRefused, naming the record or the line, and the field."""
    local_times = LocalTimes(request)
    notes: list[str] = []
    counts: dict[str, int] = {}
    if source.data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        entries = [_of_json(fields, local_times) for fields in _records(parse_json(source.data))]
    else:
        table = read_csv_table(decode_utf8(source.data))
        entries = [_of_row(record, local_times) for record in table.records]
        counts = {"rows": len(table.records), "blank_lines": table.blank_lines}
        notes = table.notes
    noons = any("placed_at_noon" in entry.as_written for entry in entries)
    return make_reading(
        entries,
        request,
        form=NAME,
        namespace=_NAMESPACE,
        counts={**counts, "entries": len(entries)},
        remarks=[*local_times.remarks, *([NOON_REMARK] if noons else [])],
        notes=[*notes, *local_times.notes],
    )


def _records(whole: Any) -> list[Fields]:
    if isinstance(whole, list):
        return list(Fields({"entries": whole}, lambda: "").objects("entries"))
    outer = Fields(whole, lambda: "")
    if "stateOfMind" not in outer.raw:
        outer = Fields(outer.get("data"), lambda: "data")
    if outer.missing("stateOfMind"):
        raise outer.problem("stateOfMind", "it is missing; use a list of entries")
    return list(outer.objects("stateOfMind"))


def _of_json(fields: Fields, local_times: LocalTimes) -> ForeignEntry:
    by_name = {name.casefold(): name for name in reversed(fields.raw)}
    name = next((by_name[start] for start in _STARTS if start in by_name), "start")
    written = fields.get(name)
    at = _time(written, local_times, fields.where()) if isinstance(written, str) else None
    if at is None:
        raise fields.refusal(name, written, _A_TIME)
    valence = fields.get("valence")
    if valence is not None and not _fits(valence):
        raise fields.refusal("valence", valence, _A_VALENCE)
    kind = fields.text_or_none("kind") or ""
    lists = {
        name: fields.texts(name) if fields.raw.get(name) is not None else ()
        for name in ("labels", "associations")
    }
    classified = fields.raw.get("valenceClassification")
    fields.check_depth()
    return _entry(
        at,
        kind,
        lists["labels"],
        lists["associations"],
        valence,
        classified if isinstance(classified, str) else "",
        {name: value for name, value in fields.raw.items() if value not in (None, "", [], {})},
        _has_no_time(written),
        local_times,
    )


def _of_row(record: CsvRecord, local_times: LocalTimes) -> ForeignEntry:
    columns = {name.casefold(): name for name in record.cells}
    cells = {name.casefold(): cell.strip() for name, cell in record.cells.items()}
    name = next((start for start in _STARTS if start in cells), "")
    if not name or "valence" not in cells:
        raise InputRefused("line 1: the first line needs Start, Kind and Valence")
    at = _time(cells[name], local_times, f"line {record.line}")
    if at is None:
        raise unreadable(record.line, columns[name], cells[name], _A_TIME)
    valence: float | None = None
    if cells["valence"]:
        try:
            valence = float(cells["valence"].replace(",", "."))
        except ValueError:
            valence = math.nan
        if not _fits(valence):
            raise unreadable(record.line, columns["valence"], cells["valence"], _A_VALENCE)
    return _entry(
        at,
        cells.get("kind", ""),
        _split(cells.get("labels", "")),
        _split(cells.get("associations", "")),
        valence,
        cells.get("valence classification", cells.get("valenceclassification", "")),
        record.as_written(),
        _has_no_time(cells[name]),
        local_times,
    )


def _entry(
    at: datetime,
    kind: str,
    labels: tuple[str, ...],
    associations: tuple[str, ...],
    valence: float | None,
    classified: str,
    as_written: Mapping[str, object],
    noon: bool,
    local_times: LocalTimes,
) -> ForeignEntry:
    """Health's records never change, so their start and kind tell them apart; the table has no ids."""
    moods = [_worded(label) for label in labels if label.strip()]
    if not moods and (classified or valence is not None):
        moods = [_worded(classified).casefold() or _VALENCES[min(int(((valence or 0) + 1) * 3.5), 6)]]
    same_kind = "day" if "dai" in kind.casefold() else "moment"
    return ForeignEntry(
        key=json.dumps([at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat(), same_kind]),
        at=at,
        zone=local_times.zone,
        moods=tuple(dict.fromkeys(moods)),
        activities=tuple(dict.fromkeys(_worded(one) for one in associations if one.strip())),
        as_written={**as_written, **({"placed_at_noon": True} if noon else {})},
    )


def _fits(valence: object) -> bool:
    return isinstance(valence, (int, float)) and not isinstance(valence, bool) and -1 <= valence <= 1


def _split(cell: str) -> tuple[str, ...]:
    """A cell's words: Health Auto Export has `` | `` between them, others commas."""
    return tuple(part.strip() for part in re.split(r"\s*\|\s*" if "|" in cell else r"[,;]\s*", cell) if part)


def _worded(name: str) -> str:
    """``very_unpleasant`` and ``selfCare`` as words."""
    return _HUMP.sub(" ", name.strip().replace("_", " ")).strip()


def _has_no_time(written: str) -> bool:
    return parse_day(written) is not None


def _time(written: str, local_times: LocalTimes, where: str) -> datetime | None:
    """An instant on the clock here; a time without offset as that of the clock here; a day at its noon."""
    text = written.strip()
    if (day := parse_day(text)) is not None:
        return local_times.at(datetime.combine(day, time(12)), where)
    offset = _OFFSET.search(text)
    if offset:
        text = text[: offset.start()] + (f"{offset[1]}:{offset[2]}" if offset[1] else "+00:00")
    try:
        at = datetime.fromisoformat(text)
        return local_times.of_instant(at) if at.tzinfo else local_times.at(at, where)
    except (ValueError, OverflowError):
        return None
