"""Makes the fixtures of the schema that the code at hand writes; run once, when a version is released.

    python -m tests.store.released

For schema N it writes, into tests/store/fixtures, schema-N.db and schema-N-encrypted.db with a record of
every kind, and schema-N.json, the export they have to give in every later version. Fixtures of schemas that
were released are never made anew: they are the files that people have.
"""

import json
import shutil
import sys
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlcipher3 import dbapi2

from companion.exchange import journal_json
from companion.journal import open_journal
from companion.model.clock import fixed_clock
from companion.system.paths import Places

FOLDER = Path(__file__).parent / "fixtures"
PASSPHRASE = "a slow green lantern, it's Zoë's"
CLOCK = fixed_clock(datetime(2026, 3, 1, 21, 40, tzinfo=ZoneInfo("Europe/Berlin")), "Europe/Berlin")
DRAFT = {"note": "half a thought", "triggers": ["slow_reply"]}
DELETED = "d-1"

_TIMES = {
    "recorded_at": "2026-02-20T08:00:00+01:00",
    "updated_at": "2026-02-20T08:00:00.000123+01:00",
}
CONTENTS: dict[str, Any] = {
    "format": "companion-journal",
    "version": 1,
    "moments": [
        {
            "id": "m-1", "occurred_at": "2026-02-19T21:40:00.123456+01:00", "zone": "Europe/Berlin", **_TIMES,
            "triggers": ["affection_received", "not known here"], "partner_acts": ["pb_warm"],
            "feelings": [{"mood": "overwhelmed", "intensity": 7, "colour": "grey"}, {"mood": "tender"}],
            "body": "tight chest", "urges": ["withdrew"], "responses": ["withdrew"],
            "ending": "e.g. reached out an hour later", "closeness": -1, "person": "default",
            "tags": ["kitchen", "küche"], "starred": True, "note": "slow reply 日本語 🙂\n\nsecond *line*",
            "weather": {"wind": [1, 2.5, None]},
        },
        {
            "id": "m-2", "occurred_at": "2026-02-20T07:00:00-03:30", **_TIMES, "triggers": ["slow_reply"],
            "sequel": {
                "at": "2026-02-21T08:00:00+01:00", "closer": 1, "about_it": "all_right",
                "note": "tea, then 本", "sky": "grey",
            },
        },
        {"id": DELETED, "occurred_at": "2026-02-21T07:00:00+01:00", **_TIMES, "note": "comes back"},
    ],
    "reflections": [
        {
            "id": "r-1", "occurred_at": "2026-02-20T22:00:00+01:00", "zone": "Europe/Berlin", **_TIMES,
            "prompt": "pr_avo_eve_1", "leaning": "avoidant", "feelings": [{"mood": "tender", "intensity": 4}],
            "tags": ["evening"], "starred": False, "text": "a few words", "moon": "half",
        }
    ],
    "stories": [
        {
            "id": "s-1", "moment": "m-1", "feared": "it is over", "belief": 80,
            "ask_again_at": "2026-02-22T09:00:00+01:00", "turned_out": "otherwise",
            "closed_at": "2026-02-22T10:00:00+01:00", "learned": "it was a busy day", "mark": 1,
        }
    ],
    "experiments": [
        {
            "id": "e-1", "pattern": "withdraw_after_affection", "exercise": "ex_receive_affection",
            "if_then": "if a hug, then three breaths", "started_at": "2026-02-20T09:00:00+01:00",
            "ended_at": None, "mark": [True],
            "tries": [{"at": "2026-02-21T09:00:00+01:00", "did": True, "moment": "m-2", "note": "warm"}],
        }
    ],
    "checks": [
        {
            "id": "c-1", "day": "2026-02-21", "pattern": "withdraw_after_affection", "happened": True,
            "followed": None, **_TIMES, "mood": "fine",
        }
    ],
    "look_backs": [{"id": "l-1", "at": "2026-02-22T09:00:00+01:00", "words": "a month ago"}],
    "pattern_answers": [
        {"pattern": "withdraw_after_affection", "answer": "only_with", "detail": "late at night",
         "at": "2026-02-22T09:30:00+01:00"}
    ],
    "deleted": [{"id": "x-1", "at": "2026-02-18T09:00:00+01:00"}],
    "settings": {"partner_name": "Sam", "pronouns": "they", "day_start": "05:00", "week_start": "sunday"},
    "later": {"kept": "as it stands"},
}  # fmt: skip


def make(folder: Path) -> int:
    """Write the fixtures of the present schema into ``folder``; its number."""
    with tempfile.TemporaryDirectory() as name:
        places = Places(data=Path(name) / "journal", config=Path(name))
        journal = open_journal(places, clock=CLOCK)
        journal.merging.import_contents(journal_json.loads(json.dumps(CONTENTS)))
        whole = journal_json.dumps(journal.merging.contents())
        journal.drafts.keep("moment", DRAFT)
        journal.entries.delete(DELETED)
        journal.close(keep_undo=True)
        with closing(dbapi2.connect(str(places.journal), isolation_level=None)) as connection:
            number = int(connection.execute("PRAGMA user_version").fetchone()[0])
            encrypted = Path(name) / "encrypted.db"
            connection.execute("ATTACH DATABASE ? AS made KEY ?", [str(encrypted), PASSPHRASE])
            connection.execute("SELECT sqlcipher_export('made')")
            connection.execute(f"PRAGMA made.user_version = {number}")
        shutil.copy(places.journal, folder / f"schema-{number}.db")
        shutil.copy(encrypted, folder / f"schema-{number}-encrypted.db")
        (folder / f"schema-{number}.json").write_text(whole, encoding="utf-8")
    return number


if __name__ == "__main__":
    print(f"schema {make(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)}")
