"""Daylio's CSV: seven, eight or nine columns, with columns it does not know kept all the same.

What counts is ``full_date`` (or, in the oldest files, ``year`` and ``date``) and ``time``; the other words
about the day may be in any language. Each row becomes a moment: the mood a feeling, activities tags, the
title a heading of the note. The row as it stood travels along in ``extra["daylio"]``.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from companion.exchange.csv_rows import Row, rows
from companion.exchange.daylio_words import activities_in, date_of, note_of, time_of
from companion.exchange.mapping import TAG, is_known, propose
from companion.exchange.plan import Reading, Request, Word, by_count
from companion.exchange.strict_json import decoded, said, short
from companion.model.errors import InputRefused
from companion.model.records import Contents, Feeling, Moment

NAME = "daylio"
TITLE = "Daylio's CSV export"
ENDINGS = (".csv",)

_IDS = UUID("0e6a9f3c-7f0b-5d0e-8c55-1c5d2f5f9b21")
_NOT_TRUSTED = frozenset({"date", "weekday"})
"""Columns that say the day again in the phone's language; they change with it and are no part of an id."""


def recognises(data: bytes) -> str | None:
    """A header with a date, a time, and a mood or activities."""
    try:
        head = data[:4096].decode("utf-8-sig", "ignore").lstrip()
        names = set(_names(next(rows(head.splitlines()[0]))))
    except (InputRefused, StopIteration, IndexError):
        return None
    dated = "full_date" in names or {"year", "date"} <= names
    return "its first line" if dated and "time" in names and names & {"mood", "activities"} else None


def read(data: bytes, request: Request) -> Reading:
    """Every row as a moment. Raises InputRefused with line and column for a row that has no day or time."""
    header, table = _table(decoded(data))
    read_rows = [_fitted(header, row) for row in table if not row.blank]
    blank = len(table) - len(read_rows)
    moods = Counter(mood for row in read_rows if (mood := row.cells.get("mood", "").strip()))
    activities = Counter(word for row in read_rows for word in activities_in(row.cells.get("activities", "")))
    mapping = propose(list(moods), list(activities), request.vocabulary)
    if request.mapping is not None:
        mapping = request.mapping.over(mapping)
    words = [
        *(_word("mood", word, count, mapping.mood(word), request) for word, count in moods.items()),
        *(
            _word("activity", word, count, mapping.activity(word), request)
            for word, count in activities.items()
        ),
    ]
    writer = _Writer({(word.kind, word.word): word.becomes for word in words}, request)
    moments = tuple(writer.moment(row) for row in read_rows)
    notes = [note for row in read_rows for note in row.notes]
    without_mood = sum(1 for row in read_rows if not row.cells.get("mood", "").strip())
    counted = {"rows": len(read_rows), "blank_lines": blank, "without_a_mood": without_mood}
    return Reading(
        contents=Contents(moments=moments),
        read={name: count for name, count in counted.items() if count or name == "rows"},
        mapping=mapping,
        words=by_count(words),
        notes=tuple(notes),
    )


def _word(kind: str, word: str, count: int, becomes: str, request: Request) -> Word:
    return Word(
        kind=kind, word=word, count=count, becomes=becomes, known=is_known(becomes, request.vocabulary)
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

    def refuse(self, column: str, why: str) -> InputRefused:
        return InputRefused(f"line {self.line}, column {column}: {why}")


def _names(row: Row) -> list[str]:
    return [cell.strip().casefold() or f"column {number}" for number, cell in enumerate(row.cells, start=1)]


def _table(text: str) -> tuple[list[str], list[Row]]:
    """The header's names and all rows below it."""
    everything = list(rows(text))
    start = next((number for number, row in enumerate(everything) if not row.blank), None)
    if start is None:
        raise InputRefused("the file is empty")
    head = everything[start]
    names = _names(head)
    needed = ("time",) if {"year", "date"} <= set(names) else ("full_date", "time")
    for name in needed:
        if name not in names:
            found = ", ".join(short(name) for name in names[:12])
            raise InputRefused(
                f"line {head.line}: there is no column {name}; "
                "the first line has to name full_date (or year and date) and time, "
                f"and here it reads: {short(found)}"
            )
    for number, name in enumerate(names):
        if name in names[:number]:
            raise InputRefused(f"line {head.line}, column {number + 1}: {short(name)} is named twice")
    return names, everything[:start] + everything[start + 1 :]


def _fitted(header: list[str], row: Row) -> _Fitted:
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


class _Writer:
    """Makes moments of rows; keeps count of equal ones, so that each has an id of its own.

    ``becomes`` says for each ``("mood", word)`` and ``("activity", word)`` what it becomes.
    """

    def __init__(self, becomes: Mapping[tuple[str, str], str], request: Request) -> None:
        self._becomes = becomes
        self._zone = request.zone
        self._place = _place(request)
        self._alike: Counter[str] = Counter()

    def moment(self, row: _Fitted) -> Moment:
        wall = _wall(row)
        at = self._at(wall, row)
        mood = row.cells.get("mood", "").strip()
        activities = activities_in(row.cells.get("activities", ""))
        title, body = row.cells.get("note_title", ""), row.cells.get("note", "")
        note, whole = note_of(title, body)
        moods = [self._becomes["mood", mood]] if mood else []
        codes: dict[str, list[str]] = {
            "trigger": [],
            "response": [],
            "urge": [],
            "partner_act": [],
            "mood": moods,
        }
        for activity in activities:
            kind, _, code = self._becomes["activity", activity].partition(":")
            if kind != TAG and code not in codes[kind]:
                codes[kind].append(code)
        kept = {
            name: cell
            for name, cell in row.cells.items()
            if cell.strip() and not (whole and name in ("note_title", "note"))
        }
        extra: dict[str, object] = {"daylio": {**kept, **({"row": list(row.raw)} if row.raw else {})}}
        return Moment(
            id=self._id(wall, row, activities),
            occurred_at=at,
            zone=self._zone,
            recorded_at=at,
            updated_at=at,
            triggers=tuple(codes["trigger"]),
            partner_acts=tuple(codes["partner_act"]),
            feelings=tuple(Feeling(mood=one) for one in codes["mood"]),
            urges=tuple(codes["urge"]),
            responses=tuple(codes["response"]),
            tags=tuple(activities),
            note=note,
            extra=extra,
        )

    def _at(self, wall: datetime, row: _Fitted) -> datetime:
        """``wall`` in the place where it was written; what the clocks' change makes of it is noted."""
        try:
            at = wall.replace(tzinfo=self._place)
            again = at.astimezone(UTC).astimezone(self._place)
            later = at.replace(fold=1)
            fixed = datetime.fromisoformat(at.isoformat())
        except (OverflowError, ValueError):
            raise row.refuse("full_date", f"{wall.date()} is too far away to be a day in a diary") from None
        offset = at.strftime("%z")
        if again.replace(tzinfo=None) != wall:
            row.notes.append(
                f"line {row.line}: the clocks went forward in {self._zone} on {wall:%Y-%m-%d} "
                f"and left out {wall:%H:%M}; it is kept as written, with the offset from before ({offset})"
            )
        elif later.utcoffset() != at.utcoffset():
            row.notes.append(
                f"line {row.line}: the clocks went back in {self._zone} on {wall:%Y-%m-%d} "
                f"and {wall:%H:%M} came twice; it is taken as the first ({offset})"
            )
        return fixed

    def _id(self, wall: datetime, row: _Fitted, activities: list[str]) -> str:
        cells = {name: cell.strip() for name, cell in row.cells.items() if name not in _NOT_TRUSTED}
        for trusted in ("full_date", "year", "time"):
            cells.pop(trusted, None)
        cells["activities"] = " | ".join(activities)
        content = sorted((name, cell) for name, cell in cells.items() if cell)
        key = json.dumps([wall.isoformat(), content])
        self._alike[key] += 1
        return str(uuid5(_IDS, f"{key}{self._alike[key]}"))


def _place(request: Request) -> tzinfo | None:
    try:
        return ZoneInfo(request.zone) if request.zone else request.now.tzinfo
    except (ZoneInfoNotFoundError, ValueError, OSError):
        allowed = "the name of a time zone, Europe/Berlin for instance"
        raise InputRefused(f"zone: {said(request.zone)} is not allowed; allowed: {allowed}") from None


def _wall(row: _Fitted) -> datetime:
    """The wall clock of a row. Raises InputRefused, naming line and column."""
    time = row.cells["time"]
    if "full_date" in row.cells:
        column, day = "full_date", row.cells["full_date"]
        allowed = "a day such as 2022-10-27"
        date = date_of(day)
    else:
        column, day = "date", row.cells["date"]
        allowed = "a day such as 30 May, with its year in the column year"
        date = date_of(day, row.cells["year"])
    if date is None:
        said_day = "it is empty" if not day.strip() else f"{said(day)} is not allowed"
        raise row.refuse(column, f"{said_day}; allowed: {allowed}")
    clock = time_of(time)
    if clock is None:
        said_time = "it is empty" if not time.strip() else f"{said(time)} is not allowed"
        raise row.refuse("time", f"{said_time}; allowed: a time such as 18:52 or 6:52 pm")
    return datetime.combine(date, clock)
