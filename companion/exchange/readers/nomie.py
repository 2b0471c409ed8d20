"""Nomie's JSON backups: version 5 with a list of events, version 6 with files, books of events among them.

An event becomes a moment at the time of its end, by the clock where it was logged. Its note stays as it is;
the #trackers, @people and +context in it become tags, under the names they have in Nomie, and its score a
feeling.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID

from companion.exchange.parsing.foreign_entries import ForeignEntry, LocalTimes, make_reading
from companion.exchange.parsing.import_plan import ImportRequest, Reading
from companion.exchange.parsing.sources import Source
from companion.exchange.parsing.strict_json import Fields, parse_json, shortened
from companion.exchange.parsing.timestamps import instant_of

NAME = "nomie"
TITLE = "Nomie's JSON backup"
ENDINGS: tuple[str, ...] = ()

_NAMESPACE = UUID("e1b8d9a2-52a4-5a69-9f0e-7a6c2d4b8f03")
_VERSION_5 = re.compile(rb'\s*\{\s*"nomie"\s*:\s*\{')
_VERSION_6 = re.compile(
    rb'\s*\{\s*"version"\s*:\s*"[^"]{0,20}"\s*,\s*"created"\s*:\s*[^,]{0,40},\s*"files"\s*:'
)
_BOOK = re.compile(r"(?:.*/)?books/[^/]+")
_SCORES = {-2: "awful", -1: "not good", 1: "good", 2: "great"}
"""Nomie 6's labels for how positive a log is. 0 is neutral, or that nobody said."""
_SAID_ON = re.compile(r"’s|'s|['’,.!?:]")
"""What Nomie takes off a word before it reads it."""
_NOTHING = re.compile(r"[0:.]+")
_LOCATED_MINUTES = range(-14 * 60, 14 * 60 + 1)
_A_TIME = "milliseconds since 1970, or a time such as 2023-01-31T20:05:00.000Z"


def recognises(source: Source) -> str | None:
    """Its own name and version in front of the events, or a version and files in front of its books."""
    if source.files:
        return None
    data = source.data.removeprefix(b"\xef\xbb\xbf")
    if _VERSION_5.match(data[:200]) and b'"events"' in data:
        return "the word nomie at its start"
    if _VERSION_6.match(data[:400]) and (b"books/" in data or b'"trackers.json"' in data):
        return "the version and files at its start"
    return None


def read(source: Source, request: ImportRequest) -> Reading:
    """Every event as a moment. Raises InputRefused, naming the book of version 6, the event and the field."""
    whole = Fields(parse_json(source.data), lambda: "")
    _check_version(whole)
    builder = _EntryBuilder(request, _names(whole))
    entries = [builder.entry(fields) for fields in _events(whole)]
    return make_reading(
        entries,
        request,
        form=NAME,
        namespace=_NAMESPACE,
        counts={"entries": len(entries)},
        remarks=builder.local_times.remarks,
        notes=builder.local_times.notes,
    )


def _check_version(whole: Fields) -> None:
    """Refuses the backups of Nomie 1 and 2, whose events were no notes yet."""
    about = whole.raw.get("nomie")
    number = about.get("number") if isinstance(about, dict) else None
    if isinstance(number, str) and re.match(r"[12](?:\.|$)", number):
        raise whole.refusal("nomie: number", number, "a backup of Nomie 3 or later")


def _events(whole: Fields) -> Iterator[Fields]:
    if "files" not in whole.raw:
        if whole.missing("events"):
            raise whole.problem("events", "it is missing; use the list of logs")
        yield from whole.objects("events")
        return
    files = _object(whole, "files")
    books = sorted(path for path in files if _BOOK.fullmatch(path))
    if not books:
        raise whole.problem("files", "there is no book of logs in them")
    for path in books:

        def where(path: str = path) -> str:
            return shortened(path)

        yield from Fields({"events": files[path]}, where).objects("events")


def _names(whole: Fields) -> dict[str, str]:
    """What trackers, people and context are called, by their sign and tag: ``#run`` to ``A run``."""
    tables = _object(whole, "files") if "files" in whole.raw else whole.raw
    ending = ".json" if "files" in whole.raw else ""
    names: dict[str, str] = {}
    for sign, table, name in (
        ("#", "trackers", "label"),
        ("@", "people", "displayName"),
        ("+", "context", "label"),
    ):
        rows = tables.get(table + ending)
        listed = rows.items() if isinstance(rows, dict) else enumerate(rows if isinstance(rows, list) else ())
        for key, row in listed:
            if not isinstance(row, dict):
                continue
            tag = next(
                (value for value in (row.get("tag"), row.get("username"), key) if isinstance(value, str)), ""
            )
            said = row.get(name)
            if tag and isinstance(said, str) and said.strip():
                names[sign + tag.lstrip(sign).casefold()] = said.strip()
    return names


def _object(fields: Fields, name: str) -> dict[str, Any]:
    value = fields.get(name)
    if not isinstance(value, dict):
        raise fields.refusal(name, value, "an object, {...}")
    return value


class _EntryBuilder:
    """Makes moments of events, whose trackers, people and context have ``names``."""

    def __init__(self, request: ImportRequest, names: dict[str, str]) -> None:
        self.local_times = LocalTimes(request)
        self._names = names

    def entry(self, fields: Fields) -> ForeignEntry:
        """One event. Raises InputRefused."""
        at = self._at(fields)
        note = fields.text_or_none("note") or fields.text_or_none("notes") or ""
        score = fields.get("score")
        if score is not None and (isinstance(score, bool) or not isinstance(score, (int, float))):
            raise fields.refusal("score", score, "a number, or null")
        mood = _SCORES.get(max(-2, min(2, round(score)))) if score else None
        fields.check_depth()
        id = fields.raw.get("_id")
        at_home = self.local_times.of_instant(at)
        return ForeignEntry(
            key=id if isinstance(id, str) and id else f"{at.isoformat()} {note}",
            at=at,
            zone=self.local_times.zone if at_home.utcoffset() == at.utcoffset() else None,
            text=note,
            moods=(mood,) if mood else (),
            activities=self._tags(note),
            starred=fields.raw.get("pinned") is True,
            as_written={
                name: value
                for name, value in fields.raw.items()
                if name not in ("note", "notes") and value not in (None, "")
            },
        )

    def _at(self, fields: Fields) -> datetime:
        """When an event ended, by the clock there: its offset counts minutes from there to UTC."""
        name = "end" if fields.raw.get("end") is not None else "start"
        at = instant_of(fields.get(name))
        if at is None:
            raise fields.refusal(name, fields.raw.get(name), _A_TIME)
        minutes = fields.whole_number("offset", _LOCATED_MINUTES)
        try:
            at_home = self.local_times.of_instant(at)
            return at_home if minutes is None else at.astimezone(timezone(-timedelta(minutes=minutes)))
        except (OverflowError, ValueError):
            raise fields.refusal(name, fields.raw.get(name), "a day in a diary") from None

    def _tags(self, note: str) -> tuple[str, ...]:
        """The names of what is marked in a note, each once; what was counted as 0 is left out."""
        tags: dict[str, None] = {}
        for word in note.split():
            if word[0] not in "#@+" or len(word) == 1:
                continue
            tag, _, value = word.partition("(")
            tag = _SAID_ON.sub("", tag).casefold()
            if tag[1:].strip("#@+").isdecimal() or not tag[1:] or _NOTHING.fullmatch(value.rstrip(").,!?")):
                continue
            tags[self._names.get(tag) or tag[1:].replace("_", " ")] = None
        return tuple(tags)
