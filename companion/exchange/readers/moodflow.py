"""Moodflow's JSON backup: a calendar of years, months and days, each day with its entries.

The calendar says which day an entry is of, its time stamp only when it was made: an entry whose two days
differ stands at noon of the calendar's. The mood and the emotions are feelings, activities and the like tags.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from companion.exchange.parsing.foreign_entries import (
    NOON_REMARK,
    YEARS,
    ForeignEntry,
    LocalTimes,
    make_reading,
)
from companion.exchange.parsing.import_plan import ImportRequest, Reading
from companion.exchange.parsing.sources import Source
from companion.exchange.parsing.strict_json import Fields, parse_json, shortened
from companion.model.errors import InputRefused

NAME = "moodflow"
TITLE = "Moodflow's JSON backup"
ENDINGS: tuple[str, ...] = ()

_NAMESPACE = UUID("c2b6f0de-8a41-5a7d-9d0e-2f6b7c1e4a93")
_RATINGS = {1: "Horrible", 2: "Bad", 3: "Okay", 4: "Good", 5: "Awesome"}
"""What Moodflow calls its five ratings, for an entry that has only the number."""
_TAGS = ("activities", "symptoms", "medications", "socialInteractions")
_STARS = ("isSpecialDay", "isSpecialMoment")
_A_DAY = "a day of that month, counted from 1"
_A_TIME = "milliseconds since 1970, or a time such as 2026-03-01T20:40:00.000Z"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def recognises(source: Source) -> str | None:
    """An object with moods, and entries with the emotions that were felt or a description."""
    if source.files:
        return None
    data = source.data
    if data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] != b"{" or b'"moods"' not in data:
        return None
    known = b'"optionalDescription"' in data or b'"emotionsFelt"' in data
    return "its moods and the fields of their entries" if known else None


def read(source: Source, request: ImportRequest) -> Reading:
    """Every entry as a moment. Raises InputRefused, naming the day, the entry's number and the field."""
    local_times = LocalTimes(request)
    entries: list[ForeignEntry] = []
    empty_days = photos = 0
    for day, fields in _days(parse_json(source.data)):
        starred = any(fields.raw.get(name) is True for name in _STARS)
        before = len(entries)
        for part in fields.objects("entries"):
            entries.append(_entry(day, part, starred, local_times))
            photos += len(part.raw["photos"]) if isinstance(part.raw.get("photos"), list) else 0
        empty_days += len(entries) == before
    noons = any("placed_at_noon" in entry.as_written for entry in entries)
    return make_reading(
        sorted(entries, key=lambda entry: entry.at),
        request,
        form=NAME,
        namespace=_NAMESPACE,
        counts={"entries": len(entries), "empty_days": empty_days, "left_behind": photos},
        remarks=[*local_times.remarks, *([NOON_REMARK] if noons else [])],
        notes=local_times.notes,
    )


def _days(whole: Any) -> Iterator[tuple[date, Fields]]:
    """Every day of the calendar, which stands at the top or, in newer backups, in ``data``."""
    outer = Fields(whole, lambda: "")
    if "moods" not in outer.raw:
        outer = Fields(outer.get("data"), lambda: "data")
    if outer.missing("moods"):
        raise outer.problem("moods", "it is missing; use years, with months and days in them")
    for year, months in _inside(Fields(outer.get("moods"), lambda: "moods")):
        for month, days in _inside(months):
            for number, day in _inside(days):
                try:
                    found = date(_number(year), _number(month), _number(number))
                except ValueError:
                    raise days.refusal("", number, _A_DAY) from None
                if found.year not in YEARS:
                    raise days.refusal("", year, f"a year from {YEARS[0]} to {YEARS[-1]}")
                yield found, day


def _inside(fields: Fields) -> Iterator[tuple[str, Fields]]:
    """The objects in an object, by their names."""
    for name, raw in fields.raw.items():
        outer = fields.where()
        place = f"moods {shortened(name)}" if outer == "moods" else f"{outer}-{shortened(name)}"
        yield name, Fields(raw, lambda place=place: place)  # type: ignore[misc]


def _number(name: str) -> int:
    """A number in the figures 0 to 9, at most four of them. Raises ValueError."""
    if not (name.isascii() and name.isdecimal() and len(name) <= 4):
        raise ValueError(name)
    return int(name)


def _entry(day: date, fields: Fields, starred: bool, local_times: LocalTimes) -> ForeignEntry:
    text = fields.text_or_none("optionalDescription") or ""
    rating = fields.whole_number("rating", range(1, 6))
    mood = (fields.text_or_none("mood") or "").strip() or (_RATINGS[rating] if rating else "")
    felt = fields.texts("emotionsFelt") if fields.raw.get("emotionsFelt") is not None else ()
    tags = [tag for name in _TAGS for tag in _labels(fields, name)]
    made = _made(fields, local_times)
    fields.check_depth()
    as_written = {
        name: value
        for name, value in fields.raw.items()
        if name != "optionalDescription" and value not in (None, "", [], {}, False)
    }
    known_time = made is not None and made.date() == day
    if not known_time:
        as_written |= {"day": day.isoformat(), "placed_at_noon": True}
    return ForeignEntry(
        key=f"{day.isoformat()} {fields.raw.get('timestamp')}",
        at=made
        if made is not None and known_time
        else local_times.at(datetime.combine(day, time(12)), fields.where()),
        zone=local_times.zone,
        text=text,
        moods=tuple(dict.fromkeys(word.strip() for word in (mood, *felt) if word.strip())),
        activities=tuple(dict.fromkeys(tags)),
        starred=starred or any(fields.raw.get(name) is True for name in _STARS),
        as_written=as_written,
    )


def _labels(fields: Fields, name: str) -> list[str]:
    """The words of a list: texts, or objects with a label."""
    words = fields.get(name) or []
    if not isinstance(words, list):
        raise fields.refusal(name, words, "a list")
    labels: list[str] = []
    for word in words:
        label = word.get("label") if isinstance(word, dict) else word
        if not isinstance(label, str):
            raise fields.refusal(name, label, "a text, or an object with a label")
        labels += [label.strip()] if label.strip() else []
    return labels


def _made(fields: Fields, local_times: LocalTimes) -> datetime | None:
    """When an entry was made, on the clock here; ``None`` where it does not say. Raises InputRefused."""
    value = fields.get("timestamp")
    try:
        if value is None or value == "":
            return None
        if isinstance(value, str):
            at = datetime.fromisoformat(value)
            return local_times.of_instant(at) if at.tzinfo else local_times.at(at, fields.where())
        if isinstance(value, int) and not isinstance(value, bool):
            return local_times.of_instant(_EPOCH + timedelta(milliseconds=value))
    except InputRefused:
        raise
    except (ValueError, OverflowError):
        pass
    raise fields.refusal("timestamp", value, _A_TIME)
