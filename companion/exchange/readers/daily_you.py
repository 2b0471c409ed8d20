"""Daily You's backup (a zip with its SQLite file), that file alone, its Markdown, or its JSON of before 2.7.

Each of its logs becomes free writing with its mood as a feeling. Labels are tags; what a tracker counted
follows the text. Its times are those of the phone's clock and carry no offset; its Markdown has days alone.
"""

import re
from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from companion.exchange.parsing.foreign_entries import NOON_REMARK, ForeignEntry, LocalTimes, make_reading
from companion.exchange.parsing.import_plan import ImportRequest, Reading
from companion.exchange.parsing.sources import Source
from companion.exchange.parsing.sqlite_tables import WantedTable, is_sqlite, read_tables
from companion.exchange.parsing.strict_json import Fields, parse_json, shortened

NAME = "daily-you"
TITLE = "Daily You's backup, database, Markdown or JSON"
ENDINGS: tuple[str, ...] = ()

_NAMESPACE = UUID("d3f5b0f6-0b5e-5a0d-9c64-6b9b1f0c7a52")
_BASE_FILE = "daily_you.db"
_MOODS = {2: "very happy", 1: "happy", 0: "neutral", -1: "sad", -2: "very sad"}
"""What its settings call the five faces of a mood."""
_FACES = {"☺": 2, "🙂": 1, "😐": 0, "😕": -1, "😔": -2}
"""The faces that stand for them in its Markdown, if nobody chose others."""
_NOTE = re.compile(r"(?:.*/)?log_(\d{4}-\d{2}-\d{2})(?:_(\d+))?\.md")
_PICTURE = re.compile(r"!\[\]\((Images/[^)\n]*)\)")
_TABLES = (
    WantedTable("entries", ("id", "text", "mood", "time_create", "time_modified")),
    WantedTable("entry_images", ("entry_id", "img_path"), optional=True),
    WantedTable("tags", ("id", "name"), optional=True),
    WantedTable("entry_tags", ("entry_id", "tag_id", "value"), optional=True),
)
_A_TIME = "a time such as 2024-08-03T21:15:00.000"


def recognises(source: Source) -> str | None:
    """Its database in a zip or alone, or a list of logs with a timeCreated and a mood."""
    if source.files:
        if _BASE_FILE in source.files:
            return f"the file {_BASE_FILE} in it"
        notes = [path for path in source.files if path.lower().endswith(".md")]
        known = notes and all(_NOTE.fullmatch(path) for path in notes)
        return "its files, named log_year-month-day.md" if known else None
    if is_sqlite(source.data):
        return "its columns time_create and time_modified" if _is_its_base(source.data) else None
    begins = source.data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"["
    fields = (b'"timeCreated"', b'"timeModified"', b'"text"', b'"mood"')
    known = begins and all(field in source.data for field in fields)
    return "the timeCreated of its entries" if known else None


def _is_its_base(data: bytes) -> bool:
    return b"time_create " in data and b"time_modified " in data


def read(source: Source, request: ImportRequest) -> Reading:
    """Every log as free writing. Raises InputRefused, naming the entry and the field, or the table."""
    notes: list[str] = []
    if source.files and _BASE_FILE not in source.files:
        rows = [_in_note(path, source.text(path)) for path in source.files if _NOTE.fullmatch(path)]
    else:
        data = source.read(_BASE_FILE) if source.files else source.data
        if is_sqlite(data):
            rows, notes = _in_base(data)
        else:
            rows = parse_json(data)
    builder = _EntryBuilder(request)
    entries = [builder.entry(fields) for fields in Fields({"entries": rows}, lambda: "").objects("entries")]
    return make_reading(
        entries,
        request,
        form=NAME,
        namespace=_NAMESPACE,
        counts={"entries": len(entries), "left_behind": builder.pictures},
        remarks=[*builder.local_times.remarks, *([NOON_REMARK] if builder.noons else [])],
        notes=[*notes, *builder.local_times.notes],
    )


def _in_base(data: bytes) -> tuple[list[dict[str, Any]], list[str]]:
    """The logs of its database in the shape of its JSON, with their ids and tags; and what has to be said."""
    found = read_tables(data, _TABLES)
    names = {row["id"]: row["name"] for row in found.rows["tags"]}
    images: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in found.rows["entry_images"]:
        images[row["entry_id"]].append({"imgPath": row["img_path"]})
    tags: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in found.rows["entry_tags"]:
        if row["tag_id"] in names:
            tags[row["entry_id"]].append({"name": names[row["tag_id"]], "value": row["value"]})
        else:
            found.notes.append(f"tag {shortened(str(row['tag_id']))}: it has no name, so it was skipped")
    rows = [
        {
            "id": row["id"],
            "text": row["text"],
            "mood": row["mood"],
            "timeCreated": row["time_create"],
            "timeModified": row["time_modified"],
            "images": [*images[row["id"]], *([{"imgPath": row["img_path"]}] if row.get("img_path") else [])],
            "tags": tags[row["id"]],
        }
        for row in found.rows["entries"]
    ]
    return rows, found.notes


def _in_note(path: str, text: str) -> dict[str, Any]:
    """A log of its Markdown in the shape of its JSON: pictures, a line with face and day, then the text."""
    named = _NOTE.fullmatch(path)
    assert named is not None
    lines = text.split("\n")
    images = []
    while lines and (picture := _PICTURE.fullmatch(lines[0].strip())):
        images.append({"imgPath": picture[1]})
        del lines[0]
    first = lines.pop(0) if lines else ""
    face = first.partition(" ")[0].replace("\ufe0f", "")
    return {
        "file": path,
        "first": first,
        "timeCreated": named[1],
        "number": named[2],
        "mood": _FACES.get(face),
        "images": images,
        "text": "\n".join(lines),
    }


class _EntryBuilder:
    """Makes entries, and counts their pictures."""

    def __init__(self, request: ImportRequest) -> None:
        self.local_times = LocalTimes(request)
        self.pictures = 0
        self.noons = 0

    def entry(self, fields: Fields) -> ForeignEntry:
        """One log. Raises InputRefused."""
        created = self._time(fields, "timeCreated")
        changed = self._time(fields, "timeModified") if fields.raw.get("timeModified") else created
        mood = fields.whole_number("mood", range(-2, 3))
        if fields.missing("text"):
            raise fields.problem("text", "it is missing; use text")
        text = fields.text_or_none("text") or ""
        labels, counted = self._tags(fields)
        self.pictures += self._pictures(fields)
        fields.check_depth()
        as_written = {name: value for name, value in fields.raw.items() if value not in (None, [], "")}
        if not counted:
            as_written.pop("text", None)
        return ForeignEntry(
            key=f"{fields.raw['timeCreated']}{fields.raw.get('number') or ''}",
            at=created,
            zone=self.local_times.zone,
            changed_at=changed,
            text="\n\n".join(part for part in (text.strip("\n"), "\n".join(counted)) if part),
            moods=() if mood is None else (_MOODS[mood],),
            activities=tuple(dict.fromkeys(labels)),
            free_writing=True,
            as_written=as_written,
        )

    def _time(self, fields: Fields, name: str) -> datetime:
        value = fields.get(name)
        try:
            at = datetime.fromisoformat(value.strip())
            if at.tzinfo is not None:
                return self.local_times.of_instant(at)
            if len(value.strip()) == len("2024-08-03"):
                self.noons += 1
                at = at.replace(hour=12)
        except (AttributeError, ValueError, OverflowError):
            raise fields.refusal(name, value, _A_TIME) from None
        return self.local_times.at(at, fields.where(), name)

    def _tags(self, fields: Fields) -> tuple[list[str], list[str]]:
        """The names of its tags, and a line for each tracker. A tracker at 0 is only a line."""
        if fields.raw.get("tags") is None:
            return [], []
        names, lines = [], []
        for tag in fields.objects("tags"):
            name, value = tag.text("name").strip(), tag.get("value")
            counted = "" if value is None else str(value).strip()
            if counted:
                lines.append(f"{name}: {counted}")
            if name and counted not in ("0", "0.0"):
                names.append(name)
        return names, lines

    def _pictures(self, fields: Fields) -> int:
        images = fields.raw.get("images")
        if images is not None and not isinstance(images, list):
            raise fields.refusal("images", images, "a list of pictures")
        return len(images or ()) + bool(fields.raw.get("imgPath"))
