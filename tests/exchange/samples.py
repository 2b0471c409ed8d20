"""Small files of our own making in the shapes other programs write; one list for stories and for spoiling."""

import base64
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

DAYLIO = """full_date,date,weekday,time,mood,activities,scales,note_title,note
2025-11-08,8 November,Saturday,9:05 pm,grateful,cook | tea / tv,,A slow day,"We sat,<br>we <b>ate</b>."
2025-11-08,8 November,Saturday,12:00 AM, so-so ,,,,
2025-11-07,7 November,Friday,18:52,meh,late | tired,Sleep 3,,Früh müde
"""
BACKUP = {
    "version": 19,
    "customMoods": [
        {"id": 1, "custom_name": "", "predefined_name_id": 1},
        {"id": 7, "custom_name": "Calm", "predefined_name_id": -1},
    ],
    "tags": [{"id": 3, "name": "garden"}, {"id": 4, "name": "long walk"}],
    "dayEntries": [
        {
            "id": 11, "minute": 5, "hour": 21, "day": 8, "month": 10, "year": 2025,
            "datetime": 1762632300000, "timeZoneOffset": 3600000, "mood": 7,
            "note": "We sat<br>outside", "note_title": "", "tags": [3, 4], "assets": [5], "isFavorite": True,
        },
        {
            "id": 12, "minute": 0, "hour": 0, "day": 1, "month": 0, "year": 2024,
            "datetime": 1704063600000, "timeZoneOffset": 3600000, "mood": 1,
            "note": "", "note_title": "New year", "tags": [], "assets": [],
        },
    ],
    "goals": [{"id": 1}],
}  # fmt: skip
DAYONE = {
    "metadata": {"version": "1.0"},
    "entries": [
        {
            "uuid": "0A1B2C3D4E5F60718293A4B5C6D7E8F9",
            "creationDate": "2024-05-01T21:30:00Z",
            "modifiedDate": "2024-05-02T08:00:00Z",
            "timeZone": "Asia/Tokyo",
            "tags": ["rain", "Sad"],
            "starred": True,
            "text": "It rained\\. Twice\\!\n\n1\\. not a list\n\n![](dayone-moment://AAAA)",
            "photos": [{"identifier": "AAAA", "md5": "feed", "type": "jpeg"}],
            "weather": {"conditionsDescription": "Rain"},
        },
        {
            "uuid": "1B",
            "creationDate": "2024-05-02T23:00:00Z",
            "timeZone": "Europe/Dublin",
            "isAllDay": True,
            "text": "A whole day",
        },
        {
            "creationDate": "2004-02-29T12:00:00Z",
            "timeZone": "Moon/Base",
            "richText": '{"contents":[{"text":"Leap"}]}',
        },
    ],
}
JRNL = """[09.06.2013 03:39:00 PM] My first entry. *
Everything is @fine and #quiet/now
[1] a note, no entry

[25.07.2013 11:40:00 AM] Life goes on.
"""
JRNL_JSON = {
    "tags": {"@fine": 1},
    "entries": [
        {
            "title": "My first entry.",
            "body": "Everything is @fine",
            "date": "2013-06-09",
            "time": "15:39",
            "tags": ["@fine"],
            "starred": True,
        },
    ],
}
TUI_JOURNAL = [
    {"id": 0, "date": "2023-06-02T00:00:00Z", "title": "A day", "content": "Rain\n\n# on", "priority": 3},
    {"id": 1, "date": "2023-06-02T00:00:00Z", "title": "A day", "content": "", "tags": ["Late, very", "sad"]},
    {"id": 2, "date": "2023-06-02T21:15:30.123456789Z", "title": " Two  signs", "content": "Früh", "mood": 7},
]
HOW_WE_FEEL = """Date,Locale,Mood,Mood Key,Tags (People),Tags (Places),Tags Key (Places),Steps,Notes,\
Reflections
2026 Sun Feb 8 04:04 PM,en,Mellow;Lonely,mellow;lonely,By Myself,Home; Garden,home,15.0,"A note, long\n\
with lines",[]
2026 Sat Feb 7 11:10\u202fAM,en,,zorblax,Family;Family,,,,,"[""One."", ""Two.""]"
2026 Sat Feb 7 12:00 AM,en,Calm,calm,,,park,0.0,,Words
"""
REDNOTEBOOK = """1:
  text: 'First **bold** day #Rain &#9731; #ff0000

    - item

    [photo ""file:///home/p.jpg""] \u2615 "quoted": yes'
14:
  Ideas: null
  Tags:
    late: null
  Todo:
    call home: null
    'null': null
  text: ''
15:
  text: ''
29:
  text: "--- looks like yaml\\nkey: value\\n'single'\\ttab"
"""
MARKDOWN = {
    "Daily/2024-01-05 Friday.md": (
        b"---\ntags: [work, '#late']\nmood: calm\nsleep: 7\n---\n\n# Day\n[[Sam|S]] #walk\n"
    ),
    "Daily/2024-01-06 A long walk.md": "Früh #weight:66.9kg\n```\n#no\n```\n".encode(),
    "Daily/2024-01-07.md": (
        b"---\ndate: 2024-01-07T21:30:00+01:00\nstarred: true\ntags: a, b\n---\n- [ ] call\n"
    ),
    "Daily/2024-01-08.md": b"\n",
    "Notes/Ideas.md": b"no day",
    "Notes/old.md": b"---\ncreated: 2023-12-31\ntags:\n---\nLast day\n",
    "pictures/p.png": b"\x89PNG",
    ".obsidian/app.json": b"{}",
}
TABLE = """Date;time;Notes;Mood;Tags;what;Wanted;Did;Weather
13.02.2024;9:15 pm;"One; two, ""three""
four";Sad, uneasy;a | b;Slow reply;withdrew;Pulled away;rain
14.02.2024;;Früh;;;nobody came;;;
15.02.2024;pre;;7;;;;;
15.02.2024;pre;;7;;;;;
"""


def tui_journal_base(more: str = "") -> bytes:
    """The same as tui-journal's SQLite file; ``more`` is run in it before it is closed."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(
            "CREATE TABLE entries (id INTEGER PRIMARY KEY NOT NULL, title TEXT NOT NULL, date DATE NOT NULL,"
            " content TEXT, priority INTEGER DEFAULT NULL, mood);"
            "CREATE TABLE tags (entry_id INTEGER NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (entry_id, tag));"
        )
        for one in TUI_JOURNAL:
            row = {"priority": None, "mood": None, **one}
            base.execute("INSERT INTO entries VALUES (:id, :title, :date, :content, :priority, :mood)", row)
            tags: Any = one.get("tags", [])
            base.executemany("INSERT INTO tags VALUES (?, ?)", [(one["id"], tag) for tag in tags])
        base.executescript(more)
        return base.serialize()


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip with these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), data)
    return out.getvalue()


SAMPLES: dict[str, tuple[str, bytes, int]] = {
    "daylio": ("diary.csv", DAYLIO.encode(), 3),
    "daylio backup": (
        "backup_2025_11_08.daylio",
        zipped({
            "backup.daylio": base64.encodebytes(json.dumps(BACKUP).encode()),
            "assets/photos/2025/11/feed": b"x",
        }),
        2,
    ),
    "dayone": ("Journal.json", json.dumps(DAYONE, indent=2).encode(), 3),
    "dayone zip": (
        "Export.zip",
        zipped({"Journal.json": json.dumps(DAYONE).encode(), "photos/feed.jpeg": b"\xff\xd8"}),
        3,
    ),
    "jrnl": ("diary.txt", JRNL.encode(), 2),
    "jrnl json": ("jrnl.json", json.dumps(JRNL_JSON).encode(), 1),
    "tui-journal": ("entries.json", json.dumps(TUI_JOURNAL, indent=2).encode(), 3),
    "howwefeel": ("HowWeFeelEmotions.csv", HOW_WE_FEEL.encode(), 3),
    "rednotebook": ("2024-02.txt", REDNOTEBOOK.encode(), 3),
    "rednotebook zip": (
        "RedNotebook-Backup-2024-03-01.zip",
        zipped({
            "data/2024-02.txt": REDNOTEBOOK.encode(),
            "data/2024-03.txt": b"{}\n",
            "data/2024-03.old.txt": b"?",
            "data/configuration.cfg": b"x=1",
        }),
        3,
    ),
    "markdown zip": ("Vault.zip", zipped(MARKDOWN), 4),
    "markdown": ("2024-01-05.md", MARKDOWN["Daily/2024-01-05 Friday.md"], 1),
    "csv": ("table.csv", TABLE.encode(), 4),
    "tui-journal base": ("entries.db", tui_journal_base(), 3),
}  # fmt: skip
"""By name: the file's name, its bytes, and how many entries stand in it. Other formats join this table."""

COLUMNS = {
    "Date": "when", "time": "time", "Notes": "text", "Mood": "mood", "Tags": "tags",
    "what": "trigger", "Wanted": "urge", "Did": "response",
}  # fmt: skip
"""What the columns of the sample ``csv`` are."""


def write_sample(folder: Path, name: str) -> Path:
    """The sample as a file in ``folder``."""
    file, data, _ = SAMPLES[name]
    path = folder / file
    path.write_bytes(data)
    return path
