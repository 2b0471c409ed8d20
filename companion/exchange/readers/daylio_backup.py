"""Daylio's backup, up to version 19: a zip with base64 JSON, which knows each entry's offset and its photos.

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

BACKUP_FILE = "backup.daylio"
"""The file in the zip that holds the entries."""

_PREDEFINED = {1: "rad", 2: "good", 3: "meh", 4: "bad", 5: "awful"}
_DAY_MS = 24 * 60 * 60 * 1000


def backup_entries(source: Source) -> tuple[list[ForeignEntry], dict[str, int]]:
    """The entries of a backup, and its counts: ``entries`` and ``left_behind``.

    Raises InputRefused, naming the file in the zip, or the entry and the field.
    """
    data = source.read(BACKUP_FILE)
    try:
        text = base64.b64decode(b"".join(data.split()), validate=True)
    except (binascii.Error, ValueError):
        raise InputRefused(f"{BACKUP_FILE}: this is not valid base64") from None
    raw = parse_json(text)
    if not isinstance(raw, dict) or not isinstance(raw.get("dayEntries"), list):
        raise InputRefused(f"{BACKUP_FILE}: it has no list named dayEntries")
    moods = _names(raw, "customMoods", "custom_name")
    tags = _names(raw, "tags", "name")
    for id, name in list(moods.items()):
        moods[id] = name or _PREDEFINED.get(_predefined(raw, id), f"mood {id}")
    entries = [_entry(entry, number, moods, tags) for number, entry in enumerate(raw["dayEntries"])]
    left_behind = sum(1 for path in source.files if path != BACKUP_FILE)
    return entries, {"entries": len(entries), "left_behind": left_behind}


def _names(raw: dict[str, Any], table: str, field: str) -> dict[int, str]:
    rows = raw.get(table, [])
    if not isinstance(rows, list):
        raise InputRefused(f"{BACKUP_FILE}: {table} is not a list")
    names: dict[int, str] = {}
    for row in rows:
        if isinstance(row, dict) and isinstance(row.get("id"), int):
            name = row.get(field)
            names[row["id"]] = name.strip() if isinstance(name, str) else ""
    return names


def _predefined(raw: dict[str, Any], id: int) -> int:
    row = next(row for row in raw["customMoods"] if isinstance(row, dict) and row.get("id") == id)
    number = row.get("predefined_name_id")
    return number if isinstance(number, int) else id


def _entry(raw: Any, number: int, moods: dict[int, str], tags: dict[int, str]) -> ForeignEntry:
    def where() -> str:
        return entry_label(raw, number)

    fields = Fields(raw, where)
    year, month = _number(fields, "year", 1900, 2200), _number(fields, "month", 0, 11) + 1
    day = _number(fields, "day", 1, 31)
    hour, minute = _number(fields, "hour", 0, 23), _number(fields, "minute", 0, 59)
    offset = _number(fields, "timeZoneOffset", -_DAY_MS + 1, _DAY_MS - 1)
    offset_from_utc = timezone(timedelta(minutes=offset // 60_000))
    try:
        at = datetime(year, month, day, hour, minute, tzinfo=offset_from_utc)
    except ValueError:
        allowed = "a day of that month, counted from 1"
        raise fields.refusal("day", day, allowed) from None
    mood = fields.get("mood")
    ids = fields.get("tags")
    if ids is not None and not isinstance(ids, list):
        raise fields.refusal("tags", ids, "a list of numbers")
    names = [tags.get(id, "") if isinstance(id, int) else "" for id in ids or []]
    title, body = fields.text_or_none("note_title") or "", fields.text_or_none("note") or ""
    text, word_for_word = note_text(title, body)
    word = (moods.get(mood, "") or f"mood {mood}") if isinstance(mood, int) else ""
    fields.check_depth()
    as_written = {
        name: value
        for name, value in fields.raw.items()
        if not (word_for_word and name in ("note", "note_title")) and value not in ("", [], None)
    }
    as_written["mood"] = word
    return ForeignEntry(
        key=f"backup {fields.raw.get('id')} {fields.raw.get('datetime')}",
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
