"""A journal that a released version wrote opens here with all that is in it; a later one is left as it is."""

import json
import shutil
from pathlib import Path

import pytest

from companion.exchange import journal_json
from companion.journal import open_journal
from companion.model.errors import JournalTooNew
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


@pytest.mark.parametrize("kind", ["", "-encrypted"])
def test_a_journal_of_a_later_schema_is_refused_and_stays_as_it_is(places: Places, kind: str) -> None:
    put(places, EXPORTS[-1].with_name(f"{EXPORTS[-1].stem}{kind}.db"))
    passphrase = PASSPHRASE if kind else None
    with open_journal(places, clock=CLOCK, passphrase=passphrase) as journal:
        journal._store._link.rows("PRAGMA user_version = 999")
    before = {file.name: file.read_bytes() for file in places.data.iterdir()}
    for _ in range(2):
        with pytest.raises(JournalTooNew, match="newer version"):
            open_journal(places, clock=CLOCK, passphrase=passphrase)
    assert {file.name: file.read_bytes() for file in places.data.iterdir()} == before


def test_the_fixtures_can_be_made_and_the_released_ones_are_there(tmp_path: Path) -> None:
    number = make(tmp_path)
    assert {file.suffix for file in tmp_path.iterdir()} == {".db", ".json"}
    assert (FOLDER / f"schema-{number}.json").exists()
    assert (FOLDER / "schema-1.json").exists()
