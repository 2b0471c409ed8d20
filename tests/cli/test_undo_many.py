"""Imports, merges, deletions of many: said plainly beforehand, with a backup before, and taken back whole."""

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from companion.journal import open_journal
from companion.model.clock import Clock, fixed_clock
from companion.model.records import Moment
from companion.system.paths import Places
from tests.cli.conftest import Run

DIARY = """full_date,date,weekday,time,mood,activities,note_title,note
2025-11-08,8 November,Saturday,9:05 pm,grateful,cook | chess,A slow day,We sat.
2025-11-07,7 November,Friday,18:52,rad,chess,,red
"""


@pytest.fixture
def diary(tmp_path: Path) -> str:
    file = tmp_path / "diary.csv"
    file.write_text(DIARY, encoding="utf-8")
    return str(file)


@pytest.fixture
def there(run: Run, places: Places, tmp_path: Path, clock: Clock) -> str:
    """The same journal on another device, which changed one moment, deleted one and added one."""
    ids = [run("log", "--note", note).out.strip() for note in ("changed there", "deleted there", "the same")]
    laptop = tmp_path / "laptop"
    shutil.copytree(places.data, laptop)
    later = fixed_clock(clock.now() + timedelta(minutes=5), clock.zone)
    with open_journal(Places(laptop, laptop), clock=later) as journal:
        entry = journal.timeline.entry(ids[0])
        assert isinstance(entry, Moment)
        journal.entries.amend(replace(entry, closeness=2))
        journal.entries.delete(ids[1])
        journal.log(note="new there")
    return str(laptop)


def everything(run: Run) -> dict[str, list[dict[str, object]]]:
    whole: dict[str, list[dict[str, object]]] = json.loads(run("export").out)
    return whole


def made_before(places: Places, what: str) -> list[Path]:
    return sorted((places.data / "backups").glob(f"*-before-{what}*.db"))


def test_an_import_is_taken_back_whole_and_can_be_made_again(run: Run, places: Places, diary: str) -> None:
    assert run("log", "--note", "written before").code == 0
    before = everything(run)
    imported = run("import", diary, "--yes")
    assert imported.out.startswith("2 added") and f"companion --at {places.data} undo\n" in imported.err
    assert len(made_before(places, "import")) == 1
    undone = run("undo")
    assert undone.err == "Undone: the import. Entries: 2 removed again.\n"
    assert everything(run) == before
    assert len(made_before(places, "undo")) == 1
    assert run("import", diary, "--yes").out.startswith("2 added")


def test_what_was_written_in_an_imported_entry_stays(
    run: Run, places: Places, diary: str, clock: Clock
) -> None:
    run("import", diary, "--yes")
    with open_journal(places, clock=clock) as journal:
        mine = journal.timeline.latest()[0]
        journal.entries.star(mine.id)
    undone = run("undo")
    assert (
        undone.err
        == "Undone: the import. Entries: 1 removed again, 1 left as they are, as they have changed since.\n"
    )
    assert [entry["id"] for entry in everything(run)["moments"]] == [mine.id]
    assert run("undo").code == 1


def test_a_first_import_into_nothing_makes_no_backup_of_nothing(run: Run, places: Places, diary: str) -> None:
    run("import", diary, "--yes")
    assert made_before(places, "import") == []
    run("undo")
    assert run("today").code == 0 and everything(run)["moments"] == []


def test_a_merge_is_taken_back_whole(run: Run, places: Places, there: str) -> None:
    before = everything(run)
    merged = run("merge", there, "--yes")
    assert (
        merged.out == "1 added, 1 changed, 1 unchanged, 1 deleted.\n"
        and f"companion --at {places.data} undo\n" in merged.err
    )
    assert len(made_before(places, "merge")) == 1
    assert everything(run) != before
    assert run("undo").err == "Undone: the merge. Entries: 1 removed again, 1 back, 1 as before.\n"
    assert everything(run) == before


def test_a_dry_run_says_what_would_be_deleted_and_replaced_here(run: Run, there: str, tmp_path: Path) -> None:
    before = everything(run)
    told = run("merge", there, "--dry-run").err
    assert "1 entry here would be deleted:\n  2026-03-01 21:40  deleted there\n" in told
    assert "1 entry here would be replaced by a newer form:\n  2026-03-01 21:40  changed there\n" in told
    counted = json.loads(run("merge", there, "--dry-run", "--json").out)
    assert (counted["added"], len(counted["deleted_ids"]), len(counted["replaced_ids"])) == (1, 1, 1)
    export = tmp_path / "there.json"
    run("export", "-o", str(export), at=Path(there))
    told = run("import", str(export), "--dry-run").out
    assert "1 entry here would be deleted:\n  2026-03-01 21:40  deleted there\n" in told
    assert "1 entry here would be replaced by a newer form:\n  2026-03-01 21:40  changed there\n" in told
    assert told.endswith("Nothing imported.\n")
    here = json.loads(run("import", str(export), "--dry-run", "--json").out)["here"]
    assert here["deleted_ids"] == counted["deleted_ids"]
    assert everything(run) == before


def test_a_dry_run_where_nothing_is_at_stake_says_so_and_begins_no_journal(
    run: Run, places: Places, diary: str
) -> None:
    told = run("import", diary, "--dry-run")
    assert "no journal here yet" in told.err and not places.journal.exists()
    run("log", "--note", "x")
    assert "No entry here would be deleted or replaced." in run("import", diary, "--dry-run").out


def test_several_entries_deleted_are_in_a_backup_unless_they_are_to_leave_all_of_them(
    run: Run, places: Places
) -> None:
    for note in ("one", "two", "three"):
        run("log", "--note", note)
    deleted = run("delete", "--from", "2026-03-01", "--yes")
    assert "One was made just before." in deleted.err
    (made,) = made_before(places, "deletion")
    assert run("restore", made.name, "--yes").code == 0
    assert len(everything(run)["moments"]) == 3
    run("delete", "--from", "2026-03-01", "--backups", "--yes")
    assert made_before(places, "deletion") == [made]
    one = run("log", "--note", "one").out.strip()
    run("delete", one, "--yes")
    assert made_before(places, "deletion") == [made]


def test_the_journal_of_before_a_restore_is_listed_and_restored_like_a_backup(
    run: Run, places: Places
) -> None:
    run("log", "--note", "in the backup")
    made = run("backup").out.strip()
    run("log", "--note", "written since")
    restored = run("restore", made, "--yes")
    (aside,) = places.data.glob("kept-aside-*.db")
    assert f"companion --at {places.data} restore {aside.name}\n" in restored.err
    assert f"{aside.name}" in run("restore").out
    assert [
        copy["entries"] for copy in json.loads(run("restore", "--json").out) if aside.name in copy["file"]
    ] == [2]
    assert run("restore", aside.name, "--yes").code == 0
    assert len(everything(run)["moments"]) == 2
