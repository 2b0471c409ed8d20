"""A journal that a released version wrote opens here with all that is in it; a later one is left as it is."""

import json
import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from companion.exchange import journal_json
from companion.journal import open_journal
from companion.model.errors import JournalTooNew
from companion.model.records import evening_answer_id
from companion.store.connection import Link
from companion.store.integrity import damage
from companion.system.paths import Places
from tests.store.released import CLOCK, DELETED, DRAFT, FOLDER, PASSPHRASE, make

pytestmark = pytest.mark.usefixtures("real_keys")  # the files were made with such

EXPORTS = sorted(FOLDER.glob("schema-*.json"))


def put(places: Places, file: Path) -> None:
    places.data.mkdir()
    shutil.copy(file, places.journal)


@pytest.mark.parametrize("kind", ["", "-encrypted"])
@pytest.mark.parametrize("export", EXPORTS, ids=lambda file: file.stem)
def test_a_journal_of_a_released_schema_opens_with_all_its_data(
    places: Places, export: Path, kind: str
) -> None:
    put(places, export.with_name(f"{export.stem}{kind}.db"))
    passphrase = PASSPHRASE if kind else None
    with open_journal(places, clock=CLOCK, passphrase=passphrase) as journal:
        assert journal.drafts.get("moment") == DRAFT
        assert [hit.entry.id for hit in journal.timeline.search("日本語")] == ["m-1"]
        assert journal.entries.undo() is not None
        assert all(one["ok"] for one in journal.health())
        restored, before = (
            json.loads(text)
            for text in (journal_json.dumps(journal.merging.contents()), export.read_text(encoding="utf-8"))
        )
        # What was undone is newer than it was, and says so to other devices; all else is as it was.
        for moment in restored["moments"]:
            if moment["id"] == DELETED:
                moment.pop("words_joined", None)
                moment["updated_at"] = next(
                    one["updated_at"] for one in before["moments"] if one["id"] == DELETED
                )
        assert restored == before
        assert journal.timeline.entry(DELETED).note == "comes back"  # type: ignore[union-attr]
    with open_journal(places, clock=CLOCK, passphrase=passphrase) as journal:
        assert journal.timeline.count() == 4


def test_evening_answers_that_an_older_program_kept_as_unknown_come_to_their_table(places: Places) -> None:
    whole = {
        "id": "c-1", "day": "2026-02-20", "pattern": "withdraw_after_affection", "happened": True,
        "followed": None, "recorded_at": "2026-02-20T21:00:00+01:00",
        "updated_at": "2026-02-20T21:05:00+01:00", "mood": "fine",
    }  # fmt: skip
    short = {"day": "2026-02-21", "pattern": "fight_after_closeness", "happened": False}
    odd = [{"day": "yesterday", "pattern": "x"}, {**short, "followed": "no"}, "a word", {**short, "day": 3}]
    put(places, FOLDER / "schema-3.db")
    with closing(Link(places.journal, create=False)) as link, link.writing():
        kept = json.dumps({"checks": [whole, *odd, short, {**whole, "followed": True}], "later": 1})
        link.run("INSERT OR REPLACE INTO meta (name, value) VALUES ('extra', ?)", [kept])
    with open_journal(places, clock=CLOCK) as journal:
        contents = journal.merging.contents()
        assert all(one["ok"] for one in journal.health())
    written = json.loads(journal_json.dumps(contents))
    midnight = "2026-02-21T00:00:00+00:00"
    made = {"id": evening_answer_id(date(2026, 2, 21), "fight_after_closeness"), "recorded_at": midnight}
    assert written["checks"] == [whole, {**short, **made, "followed": None, "updated_at": midnight}]
    assert contents.extra == {"later": 1, "checks_not_read": odd}


def test_a_backup_is_made_before_evening_answers_get_their_table(places: Places) -> None:
    put(places, FOLDER / "schema-3.db")
    open_journal(places, clock=CLOCK).close()
    (backup,) = (places.data / "backups").iterdir()
    assert backup.name.endswith("-before-update.db")
    with closing(Link(backup, create=False)) as link:
        assert link.value("PRAGMA user_version") == 3
        assert damage(link) == []


@pytest.mark.parametrize("kind", ["", "-encrypted"])
def test_a_journal_of_a_later_schema_is_refused_and_stays_as_it_is(places: Places, kind: str) -> None:
    put(places, EXPORTS[-1].with_name(f"{EXPORTS[-1].stem}{kind}.db"))
    passphrase = PASSPHRASE if kind else None
    with open_journal(places, clock=CLOCK, passphrase=passphrase) as journal:
        journal._store._link.rows("PRAGMA user_version = 999")
    before = {file.name: file.read_bytes() for file in places.data.iterdir()}
    for _ in range(2):
        with pytest.raises(JournalTooNew, match="newer companion"):
            open_journal(places, clock=CLOCK, passphrase=passphrase)
    assert {file.name: file.read_bytes() for file in places.data.iterdir()} == before


def test_the_fixtures_can_be_made_and_the_released_ones_are_there(tmp_path: Path) -> None:
    number = make(tmp_path)
    assert {file.suffix for file in tmp_path.iterdir()} == {".db", ".json"}
    assert (FOLDER / f"schema-{number}.json").exists()
    assert (FOLDER / "schema-1.json").exists()


def test_what_an_older_program_kept_unknown_of_afterwards_is_read_and_found(places: Places) -> None:
    put(places, FOLDER / "schema-4.db")
    whole = {
        "at": "2026-02-20T21:00:00+01:00",
        "closer": 1,
        "about_it": "sorry",
        "note": "Brückentee 本",
        "sky": 1,
    }
    kept = {
        "m-1": {"sequel": whole, "weather": 2},
        "m-2": {"sequel": {"closer": 7}},
        DELETED: {"sequel": "odd"},
    }
    with closing(Link(places.journal, create=False)) as link, link.writing():
        there = [id for (id,) in link.rows("SELECT id FROM entries WHERE kind = 'moment'")]
        for id, extra in kept.items():
            if id in there:
                link.run("UPDATE entries SET extra = ? WHERE id = ?", [json.dumps(extra), id])
    with open_journal(places, clock=CLOCK) as journal:
        assert all(one["ok"] for one in journal.health())
        for piece in ("Brückentee", "ückent", "本"):
            assert "m-1" in [hit.entry.id for hit in journal.timeline.search(piece)]
        contents = json.loads(journal_json.dumps(journal.merging.contents()))
        moments = {moment["id"]: moment for moment in contents["moments"]}
        assert (moments["m-1"]["sequel"], moments["m-1"]["weather"]) == (whole, 2)
        assert "sequel" not in moments["m-2"] and moments["m-2"]["sequel_not_read"] == {"closer": 7}
        journal_json.loads(journal_json.dumps(journal.merging.contents()))
    with open_journal(places, clock=CLOCK) as journal:  # written anew, it is still found once
        journal.entries.star("m-1")
        assert [hit.entry.id for hit in journal.timeline.search("Brückentee")] == ["m-1"]
        journal.entries.delete("m-1", for_good=True)
        assert journal.timeline.search("Brückentee") == []
        assert all(one["ok"] for one in journal.health())
