"""Day One's JSON, version 1.0, in the zip that Day One imports: ``Journal.json`` and nothing else.

What was picked for an entry stands as a list above its text; a reflection that is text alone stays its text.
Tags, star and time zone have fields of their own.
"""

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from companion.documents.markdown import escape_markdown
from companion.exchange.writers.entry_text import by_day, row_maker
from companion.model.records import Contents, Entry, Moment, written_text
from companion.model.vocabulary import Vocabulary

NAME = "dayone"

_NAMESPACE = UUID("6a2f8d53-7b1e-5c40-9f0a-2d6c1b7e8f94")
_ESCAPE = re.compile(r"\\(?=[!\"$%&'()+,\-./:;<=>?@^{|}~])")
"""Backslashes that a reader of Markdown would take for the sign of what follows."""

_FIRST = (1980, 1, 1, 0, 0, 0)
"""The time of the file in the zip: the same each time, so that equal journals make equal files."""


def written(contents: Contents, vocabulary: Vocabulary) -> dict[str, bytes]:
    """The zip, as the one file ``""``."""
    rows = row_maker(contents, vocabulary)

    def entry_json(entry: Entry) -> dict[str, Any]:
        at, changed = (_instant(time) for time in (entry.occurred_at, entry.updated_at))
        picked = rows(replace(entry, tags=(), zone=None))
        parts = ["Moment"] if isinstance(entry, Moment) else []
        parts += [
            "\n".join(f"- {escape_markdown(label)}: {escape_markdown(words)}" for label, words in picked)
        ]
        parts += [_ESCAPE.sub(r"\\\\", written_text(entry).replace("\r\n", "\n").replace("\r", "\n"))]
        return {
            "uuid": _uuid(entry.id),
            "creationDate": at,
            "modifiedDate": changed,
            "timeZone": _zone(entry),
            "isAllDay": False,
            "starred": entry.starred,
            "isPinned": False,
            "tags": list(dict.fromkeys(tag.strip() for tag in entry.tags if tag.strip())),
            "text": "\n\n".join(part for part in parts if part),
        }

    entries = [entry_json(entry) for _, of_day in by_day(contents) for entry in of_day]
    whole = {"metadata": {"version": "1.0"}, "entries": entries}
    data = (json.dumps(whole, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "replace")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("Journal.json", _FIRST), data, zipfile.ZIP_DEFLATED)
    return {"": out.getvalue()}


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _uuid(id: str) -> str:
    """32 hexadecimal signs in capitals: the entry's own, or ones that it makes each time."""
    try:
        return UUID(id).hex.upper()
    except ValueError:
        return uuid5(_NAMESPACE, id).hex.upper()


def _zone(entry: Entry) -> str:
    """The zone's name, or ``GMT+0530`` where there is none or its clock was another: the clock counts."""
    offset = entry.occurred_at.utcoffset()
    try:
        if entry.zone and entry.occurred_at.astimezone(ZoneInfo(entry.zone)).utcoffset() == offset:
            return entry.zone
    except (ZoneInfoNotFoundError, ValueError, OSError, OverflowError):
        pass
    minutes = round(offset.total_seconds() / 60) if offset else 0
    sign = "-" if minutes < 0 else "+"
    return f"GMT{sign}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}" if minutes else "GMT"
