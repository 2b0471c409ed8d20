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
BEARABLE = """"date","date formatted","weekday","time of day","category","rating/amount","detail","notes"
"8th Dec 2021","2021-12-08","Wednesday","mid","Symptom","2","Back (lower) pain (Moderate)",""
"8th Dec 2021","2021-12-08","Wednesday","mid","Symptom","0","Headache (None)",""
"8th Dec 2021","2021-12-08","Wednesday","mid","Mood","3","Sad | Tense","We talked, briefly"
"8th Dec 2021","2021-12-08","Wednesday","","Sleep","7:30","Asleep 23:10 - 06:40. In bed 22:50 - 07:00",""
"8th Dec 2021","2021-12-08","Wednesday","all day","Social","","☕ Coffee - A lot | 📞 Calls - None",""
"7th Dec 2021","2021-12-07","Tuesday","9:05","Meds/Supplements","10","Tablet (mg)",""
"7th Dec 2021","2021-12-07","Tuesday","09:05","Gratitudes","","A long talk",""
"""
NOMIE_5 = {
    "nomie": {"number": "5.6.4", "created": "2021-07-04T10:00:00.000Z", "startDate": "", "endDate": ""},
    "boards": [{"id": "all", "label": "All", "trackers": ["sleep_well"]}],
    "events": [
        {
            "_id": "aB3dE5fG7h",
            "note": "Slept badly, #sleep_well(2) #sad @kim, +at_home. #wine(0) and +1 from me",
            "end": 1625392800000,
            "start": 1625392799000,
            "score": -1,
            "lat": None,
            "lng": None,
            "location": "",
            "offset": 240,
            "modified": False,
            "source": "n5",
        },
        {"_id": "i", "note": "#tick", "end": 1625400000000, "score": 0, "offset": -120},
    ],
    "trackers": {"sleep_well": {"id": "t1", "tag": "sleep_well", "label": "Slept well", "type": "range"}},
    "people": {"kim": {"username": "kim", "displayName": "Kim"}},
    "locations": [],
    "dashboards": [],
    "context": ["at_home"],
}
NOMIE_6 = {
    "version": "6.3.0",
    "created": "2023-01-31T21:00:00.000Z",
    "files": {
        "trackers.json": {"run": {"tag": "run", "label": "A run", "emoji": "🏃"}},
        "context.json": [{"tag": "rain", "label": "In the rain"}],
        "data/books/2023-01-3": [
            {
                "_id": "kL9mN1oP2q",
                "note": "#run(5km) +rain",
                "end": "2023-01-31T20:05:00.000Z",
                "start": "2023-01-31T20:04:59.000Z",
                "score": 3,
                "pinned": True,
                "offset": -60,
                "source": "n6",
            },
        ],
        "data/books/2023-02-0": [{"note": "Later", "end": "2023-02-01T07:30:00.000Z"}],
    },
}
PERFICE = {
    "collections": {
        "entries": [
            {
                "id": "e1",
                "timestamp": 1714596300000,
                "formId": "f1",
                "snapshotId": "s1",
                "integration": None,
                "displayValue": "Sad",
                "answers": {
                    "q1": {
                        "type": "DISPLAY",
                        "value": {
                            "value": {"type": "LIST", "value": [{"type": "STRING", "value": "low"}]},
                            "display": {"type": "STRING", "value": "Sad, Tense"},
                        },
                    },
                    "q2": {
                        "type": "DISPLAY",
                        "value": {"value": {"type": "STRING", "value": "It rained"}, "display": None},
                    },
                    "q3": {"type": "NUMBER", "value": 7.0},
                },
            },
        ],
        "tagEntries": [{"id": "g1", "timestamp": 1714600000000, "tagId": "t1"}],
        "tags": [{"id": "t1", "name": "Walk", "variableId": "v", "order": 0, "categoryId": None}],
        "forms": [
            {"id": "f1", "name": "Mood", "icon": "", "snapshotId": "s1", "format": [], "questions": []}
        ],
        "formSnapshots": [
            {
                "id": "s1",
                "formId": "f1",
                "format": [],
                "questions": [
                    {"id": "q1", "name": "How", "dataType": "TEXT", "displayType": "SELECT"},
                    {"id": "q2", "name": "What", "dataType": "TEXT", "displayType": "TEXT_AREA"},
                    {"id": "q3", "name": "Sleep", "dataType": "NUMBER", "displayType": "RANGE"},
                ],
            },
        ],
    },
    "correlationsHistory": [],
    "ignoredCorrelations": [],
    "currentDashboard": "",
    "dataVersion": 3,
}
PERFICE_FORM = {
    "questions": ["Mood", "Note"],
    "entries": [{"timestamp": 1714596300000, "answers": [["Calm", "Sad"], "Rain"]}],
}
PERFICE_TABLE = (
    'Timestamp,Mood,"Note, of the day"\r\n1714596300000,Calm|||Sad,"Rain, twice"\r\n1714600000000,,\r\n'
)
PIXELS = [
    {
        "date": "2024-1-9",
        "type": "Mood",
        "scores": [2, 4],
        "notes": "Früh",
        "tags": [{"type": "Emotions", "entries": ["Sad", "Hopeful"]}],
    },
    {"date": "2024-1-10", "type": "Mood", "scores": [5], "notes": "", "tags": []},
]
PIXELS_BEFORE = [
    {
        "date": "2021-04-19",
        "entries": [
            {
                "type": "Mood",
                "isHighlighted": True,
                "notes": "A walk",
                "value": 3,
                "tags": [{"type": "Activities", "entries": ["walk"]}],
            },
        ],
    },
]
PIXELS_FIRST = [{"date": "2019-01-08", "mood": 1, "emotions": ["joy"], "notes": ""}]
ORG_JOURNAL = """#+title: Journal 2026
#+filetags: :diary:

* Sunday, 03/01/26                                                    :quiet:
:PROPERTIES:
:CREATED:  20260301
:END:
** 09:05 A walk by the river :walk:
It was cold.
*** Ducks
Seven of them.
** 23:40 A long call
** 01:15 Still awake
* Monday, 03/02/26
:PROPERTIES:
:CREATED:  20260302
:END:
** TODO Ask about Sunday
"""
ORG_ROAM = """:PROPERTIES:
:ID:       7d0f6b1e-8f0e-4f59-9d51-1b9a3c2e4f60
:END:
#+title: 2026-03-01
#+filetags: :diary:
A word before.
* TODO Ask about Sunday
Soon.
** 21:30 A long call :phone:
It was late.
*** And more :late:
Words.
"""
LOGSEQ = """tags:: diary, [[slow days]]
mood:: Calm

- A walk by the #river
  id:: 65f1a2b3-0000-4000-8000-000000000001
  collapsed:: true
\t- It was cold
- TODO Ask [[Kim]] about #[[the trip]]
  :LOGBOOK:
  CLOCK: [2026-03-01 Sun 10:00:00]
  :END:
- **21:30** A long call
\t- It was late
"""
STATE_OF_MIND: dict[str, Any] = {
    "data": {
        "stateOfMind": [
            {
                "id": "4E6EB438-0000-4000-8000-06228FC9E293",
                "start": "2026-05-05T02:35:56Z",
                "end": "2026-05-05T02:35:56Z",
                "kind": "momentary_emotion",
                "valence": -0.8289922199235115,
                "valenceClassification": "very_unpleasant",
                "labels": ["anxious", "overwhelmed"],
                "associations": ["family", "self_care"],
            },
            {
                "id": "4E6EB438-0000-4000-8000-06228FC9E294",
                "start": "2026-05-05T20:00:00Z",
                "end": "2026-05-05T20:00:00Z",
                "kind": "daily_mood",
                "valence": 0.2,
                "valenceClassification": "slightly_pleasant",
                "labels": [],
                "associations": [],
            },
        ],
    },
}
STATE_OF_MIND_TABLE = """Start,End,Kind,Labels,Associations,Valence,Valence Classification
2026-05-05 02:35:56 +0000,2026-05-05 02:35:56 +0000,Momentary Emotion,\
Anxious | Overwhelmed,Family | Self Care,-0.828992,Very Unpleasant,
2026-05-05 20:00:00 +0000,2026-05-05 20:00:00 +0000,Daily Mood,,,0.2,Slightly Pleasant,
"""
MOODFLOW = {
    "data": {
        "moods": {
            "2024": {
                "5": {
                    "4": {
                        "day": 4, "month": 5, "year": 2024, "avgRating": 3, "isSpecialDay": True,
                        "entries": [
                            {
                                "mood": "Okay", "rating": 3, "emotionsFelt": ["Calm", "Hopeful"],
                                "activities": [{"id": "walk", "label": "Walk"}], "symptoms": [],
                                "isSpecialDay": False, "optionalDescription": "Früh\n\nRain",
                                "photos": [{"id": "A", "mime": "image/jpeg"}], "locationName": None,
                                "timestamp": 1714847400000,
                            },
                        ],
                    },
                    "6": {
                        "entries": [
                            {"mood": "", "rating": 1, "timestamp": 1714847400000, "emotionsFelt": []},
                            {"mood": "Good", "rating": 4, "timestamp": "2024-05-05T22:30:00.000Z"},
                        ],
                    },
                    "7": {"entries": []},
                },
            },
        },
    },
}  # fmt: skip
DAILY_YOU = [
    {
        "timeCreated": "2024-08-03T21:15:30.123456",
        "timeModified": "2024-08-04T08:00:00.000",
        "images": [{"imgPath": "a.jpg", "imgRank": 0, "timeCreated": "2024-08-03T21:15:30.123456"}],
        "mood": -1,
        "text": "It *rained*.\n\nTwice.",
    },
    {
        "timeCreated": "2024-08-04T12:00:00.000",
        "timeModified": "2024-08-04T12:00:00.000",
        "images": [],
        "mood": None,
        "text": "",
    },
]


def daily_you_base(more: str = "") -> bytes:
    """The same as Daily You's SQLite file of version 3, with two tags; ``more`` is run in it at the end."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(
            "CREATE TABLE entries (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL,"
            " mood INTEGER, time_create DATETIME NOT NULL, time_modified DATETIME NOT NULL);"
            "CREATE TABLE entry_images (id INTEGER PRIMARY KEY, entry_id INTEGER NOT NULL,"
            " img_path TEXT NOT NULL, img_rank INTEGER NOT NULL, time_create DATETIME NOT NULL);"
            "CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL, tag_type INTEGER NOT NULL);"
            "CREATE TABLE entry_tags (id INTEGER PRIMARY KEY, entry_id INTEGER NOT NULL,"
            " tag_id INTEGER NOT NULL, value TEXT);"
            "INSERT INTO tags VALUES (1, 'rain', 0), (2, 'Energy', 1), (3, 'Coffee', 1);"
            "INSERT INTO entry_tags VALUES (1, 1, 1, NULL), (2, 1, 2, '4'), (3, 1, 3, '0');"
        )
        for number, one in enumerate(DAILY_YOU, 1):
            row: Any = {"id": number, **one}
            base.execute("INSERT INTO entries VALUES (:id, :text, :mood, :timeCreated, :timeModified)", row)
            for image in row["images"]:
                picture = (number, image["imgPath"], image["imgRank"], image["timeCreated"])
                base.execute("INSERT INTO entry_images VALUES (NULL, ?, ?, ?, ?)", picture)
        base.executescript(more)
        return base.serialize()


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


JOURNAL = {
    "format": "companion-journal",
    "version": 1,
    "moments": [
        {
            "id": "m", "occurred_at": "2026-02-10T10:00:00+01:00", "zone": "Europe/Berlin",
            "triggers": ["affection_received"], "feelings": [{"mood": "tender", "intensity": 6}],
            "responses": ["withdrew"], "closeness": 2, "tags": ["Long walk"], "starred": True, "note": "Rain",
            "later": {"a": 1},
        },
    ],
    "reflections": [
        {"id": "r", "occurred_at": "2026-02-11T21:00:00+01:00", "prompt": "p", "text": "A word"},
    ],
    "stories": [{"id": "s", "moment": "m", "feared": "they are leaving", "belief": 70}],
    "experiments": [
        {
            "id": "e", "if_then": "if a hug, then I stay", "started_at": "2026-02-10T10:00:00+01:00",
            "tries": [{"at": "2026-02-11T10:00:00+01:00", "did": True, "note": "warm"}],
        },
    ],
    "look_backs": [{"id": "l", "at": "2026-02-12T10:00:00+01:00", "held": ["what stayed"]}],
    "deleted": [{"id": "x", "at": "2026-02-12T10:00:00+01:00"}],
    "settings": {"partner_name": "Robin", "day_start": "04:00"},
}  # fmt: skip
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
    "bearable": ("bearable-export-08-12-2021.csv", BEARABLE.encode(), 3),
    "nomie 5": ("nomie-5.6.4-2021-07-04-10:00.json", json.dumps(NOMIE_5, indent=1).encode(), 2),
    "nomie 6": ("n6.3.0-2023-01-31-22.json", json.dumps(NOMIE_6, indent=1).encode(), 2),
    "perfice": ("complete-export.json", json.dumps(PERFICE, indent=1).encode(), 2),
    "perfice form": ("mood.json", json.dumps(PERFICE_FORM).encode(), 1),
    "perfice table": ("mood.csv", PERFICE_TABLE.encode(), 2),
    "pixels": ("PIXELS-BACKUP-2024-01-10.json", json.dumps(PIXELS, indent=1).encode(), 2),
    "pixels before": ("pixels.json", json.dumps(PIXELS_BEFORE).encode(), 1),
    "moodflow": ("moodflow_backup.json", json.dumps(MOODFLOW, indent=1).encode(), 3),
    "moodflow before": (
        "Moodflow Backup.json",
        json.dumps({"userInfo": {}, **MOODFLOW["data"]}).encode(),
        3,
    ),
    "pixels first": ("raw.json", json.dumps(PIXELS_FIRST).encode(), 1),
    "state-of-mind": ("StateOfMind.json", json.dumps(STATE_OF_MIND, indent=1).encode(), 2),
    "state-of-mind table": ("StateOfMind-2026-05-05-2026-05-05.csv", STATE_OF_MIND_TABLE.encode(), 2),
    "logseq": ("2026_03_01.md", LOGSEQ.encode(), 2),
    "logseq zip": (
        "graph.zip",
        zipped({
            "graph/journals/2026_03_01.md": LOGSEQ.encode(),
            "graph/journals/2026_03_02.md": b"- Slept\n",
            "graph/logseq/config.edn": b"{}",
        }),
        3,
    ),
    "org-roam": ("2026-03-01.org", ORG_ROAM.encode(), 2),
    "org-journal": ("2026.org", ORG_JOURNAL.encode(), 4),
    "org-journal zip": (
        "journal.zip",
        zipped({
            "journal/20260301": b"* Sunday, 03/01/26\n** 09:05 A walk\n** 10:00 Tea\n",
            "journal/20260302": b"* Monday, 03/02/26\n** 21:30 Slept\n",
        }),
        3,
    ),
    "daily-you": ("daily_you_logs_8_4_2024.json", json.dumps(DAILY_YOU, indent=1).encode(), 2),
    "daily-you base": ("daily_you.db", daily_you_base(), 2),
    "daily-you markdown": (
        "daily_you_markdown_export_2026-08-22.zip",
        zipped({
            "logs/log_2024-08-03.md": "![](Images/a.jpg)\n\U0001f615 Sat, Aug 3, 2024\nIt rained.\n".encode(),
            "logs/log_2024-08-03_2.md": b"Sat, Aug 3, 2024\nTwice.\n",
            "logs/Images/a.jpg": b"\xff\xd8",
        }),
        2,
    ),
    "daily-you zip": (
        "daily_you_backup_2026-08-22.zip",
        zipped({"daily_you.db": daily_you_base(), "Images/a.jpg": b"\xff\xd8"}),
        2,
    ),
}  # fmt: skip
"""By name: the file's name, its bytes, and how many entries stand in it. Other formats join this table."""

TO_SPOIL = {**SAMPLES, "journal": ("journal.json", json.dumps(JOURNAL, indent=1).encode(), 2)}
"""The same, and the journal's own, which holds more than entries."""

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
