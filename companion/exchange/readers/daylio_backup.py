"""Daylio's backup: a zip with base64 JSON, which knows the place of each entry's clock and the photos.

Goals, reminders and templates belong to no entry and stay where they are; photos are named and left behind.
"""

import base64
import binascii
from datetime import datetime, timedelta, timezone
from typing import Any

from companion.exchange.parsing.foreign_entries import ForeignEntry
from companion.exchange.parsing.sources import Source
from companion.exchange.parsing.strict_json import Fields, entry_label, parse_json, shortened
from companion.exchange.readers.daylio_cells import note_text
from companion.model.errors import InputRefused

FILE = "backup.daylio"
_PREDEFINED = {1: "rad", 2: "good", 3: "meh", 4: "bad", 5: "awful"}
_DAY = 24 * 60 * 60 * 1000


def backup_entries(source: Source) -> tuple[list[ForeignEntry], dict[str, int]]:
    """The entries of a backup and what was counted. Raises InputRefused, naming entry and field."""
    data = source.read(FILE)
    try:
        text = base64.b64decode(b"".join(data.split()), validate=True)
    except (binascii.Error, ValueError):
        raise InputRefused(f"{FILE}: it is not base64 all through") from None
    raw = parse_json(text)
    if not isinstance(raw, dict) or not isinstance(raw.get("dayEntries"), list):
        raise InputRefused(f"{FILE}: there is no list dayEntries in it")
    moods = _names(raw, "customMoods", "custom_name")
    tags = _names(raw, "tags", "name")
    for id, name in list(moods.items()):
        moods[id] = name or _PREDEFINED.get(_predefined(raw, id), f"mood {id}")
    foreign_entries = [
        _foreign_entry(one, number, moods, tags) for number, one in enumerate(raw["dayEntries"])
    ]
    left = sum(1 for path in source.files if path != FILE)
    return foreign_entries, {"entries": len(foreign_entries), "left_behind": left}


def _names(raw: dict[str, Any], table: str, field: str) -> dict[int, str]:
    rows = raw.get(table, [])
    if not isinstance(rows, list):
        raise InputRefused(f"{FILE}: {table} is not a list")
    found: dict[int, str] = {}
    for row in rows:
        if isinstance(row, dict) and isinstance(row.get("id"), int):
            name = row.get(field)
            found[row["id"]] = name.strip() if isinstance(name, str) else ""
    return found


def _predefined(raw: dict[str, Any], id: int) -> int:
    row = next(row for row in raw["customMoods"] if isinstance(row, dict) and row.get("id") == id)
    number = row.get("predefined_name_id")
    return number if isinstance(number, int) else id


def _foreign_entry(raw: Any, number: int, moods: dict[int, str], tags: dict[int, str]) -> ForeignEntry:
    def where() -> str:
        return entry_label(raw, number)

    fields = Fields(raw, where)
    year, month = _number(fields, "year", 1900, 2200), _number(fields, "month", 0, 11) + 1
    day = _number(fields, "day", 1, 31)
    hour, minute = _number(fields, "hour", 0, 23), _number(fields, "minute", 0, 59)
    offset = _number(fields, "timeZoneOffset", -_DAY + 1, _DAY - 1)
    place = timezone(timedelta(minutes=offset // 60_000))
    try:
        at = datetime(year, month, day, hour, minute, tzinfo=place)
    except ValueError:
        allowed = "a day of that month, counted from 1"
        raise fields.refusal("day", day, allowed) from None
    mood = fields.get("mood")
    ids = fields.get("tags")
    if ids is not None and not isinstance(ids, list):
        raise fields.refusal("tags", ids, "a list of numbers")
    names = [tags.get(id, "") if isinstance(id, int) else "" for id in ids or []]
    title, body = fields.text_or_none("note_title") or "", fields.text_or_none("note") or ""
    text, whole = note_text(title, body)
    word = (moods.get(mood, "") or f"mood {mood}") if isinstance(mood, int) else ""
    fields.check_depth()
    as_written = {
        name: value
        for name, value in fields.raw.items()
        if not (whole and name in ("note", "note_title")) and value not in ("", [], None)
    }
    as_written["mood"] = word
    own = fields.raw.get("id")
    return ForeignEntry(
        key=f"backup {own} {fields.raw.get('datetime')}",
        at=at,
        text=text,
        moods=(word,) if word else (),
        activities=tuple(dict.fromkeys(name for name in names if name)),
        as_written=as_written,
    )


def _number(fields: Fields, name: str, low: int, high: int) -> int:
    value = fields.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise fields.refusal(shortened(name), value, f"a whole number from {low} to {high}")
    return value
