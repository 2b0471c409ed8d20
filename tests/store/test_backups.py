"""Backups: whole, checked, private; made before a migration; and let go of as it is set."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from companion.model.errors import (
    InputRefused,
    JournalDamaged,
    NoRoom,
)
from companion.model.retention import RetentionPolicy
from companion.store import backups, migrations, open_store, updating
from companion.store.backups import backups_of, prune
from companion.store.key import kind_of
from companion.store.store import Store
from tests.store.making import EVENING, at, ids, keep


def test_a_backup_is_whole_private_and_as_secret_as_the_journal(
    journal: Store, passphrase: str | None
) -> None:
    before = os.umask(0)
    try:
        file = journal.back_up(at(EVENING))
    finally:
        os.umask(before)
    assert file == journal.path.parent / "backups" / "journal-20260301T204000Z.db"
    assert file.stat().st_mode & 0o777 == 0o600 and file.parent.stat().st_mode & 0o777 == 0o700
    assert kind_of(file) == kind_of(journal.path) == ("encrypted" if passphrase else "plain")
    assert (b"kitchen" in file.read_bytes()) is (passphrase is None)
    assert ids(file, passphrase) == ["a"]
    assert [path.name for path in file.parent.iterdir() if not path.name.startswith(file.name)] == []


def test_what_could_be_undone_is_not_carried_into_a_backup(journal: Store, passphrase: str | None) -> None:
    with journal.writing():
        entry = journal.entries.take_out("a")
        assert entry is not None
        journal.undo.push("deleted", entry, 0)
    file = journal.back_up(at(EVENING))
    with closing(open_store(file, passphrase=passphrase)) as copy:
        assert copy.undo.pop() is None
    assert b"kitchen" not in file.read_bytes()


def test_a_copy_that_does_not_check_out_never_gets_the_name_of_a_backup(
    journal: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "damage", lambda _link: ["a page is torn"])
    with pytest.raises(JournalDamaged, match="a page is torn"):
        journal.back_up(at(EVENING))
    assert list((journal.path.parent / "backups").iterdir()) == []


def test_where_nothing_can_be_written_the_journal_is_as_it_was(journal: Store) -> None:
    (journal.path.parent / "backups").write_text("in the way")
    with pytest.raises((InputRefused, NoRoom)):
        journal.back_up(at(EVENING))
    keep(journal, "b")
    assert journal.entries.count() == 2


def test_rotation_removes_files_and_leaves_all_others(journal: Store) -> None:
    made = journal.back_up(at("2026-02-01T20:00"))
    for day in range(2, 29):
        shutil.copy(made, made.with_name(f"journal-202602{day:02}T190000Z.db"))
    before_update = backups.back_up(journal._link, at("2026-01-01T20:00"), before_update=True)
    other = before_update.with_name("notes.txt")
    other.write_text("mine")
    gone = prune(journal.path, RetentionPolicy(daily=3, weekly=2, monthly=0))
    assert len(gone) == 24
    assert [f"{one.at:%m-%d}" for one in backups_of(journal.path)] == [
        "02-28",
        "02-27",
        "02-26",
        "02-22",
        "01-01",
    ]
    assert other.exists()


def test_before_a_migration_the_file_is_kept_in_its_earlier_shape(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_store(path)) as store:
        keep(store, "a", note="the kitchen")
        store._link.run("DELETE FROM _sqlite_migrations WHERE name = ?", [migrations.NAMES[-1]])
    seen = []
    monkeypatch.setattr(updating, "migrate", lambda link: seen.append(backups_of(link.path)))
    open_store(path).close()
    [[backup]] = seen
    assert backup.before_update and backup.path.name.endswith("-before-update.db")


@pytest.fixture
def unfinished(journal: Store) -> list[Path]:
    """Copies that are not whole: of a program that has ended, of this one, and of nobody knows whom."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (journal.path.parent / "backups").mkdir()
    left = [
        folder / f".unfinished-{maker}-journal.db"
        for maker in (ended.pid, os.getpid(), "mine")
        for folder in (journal.path.parent, journal.path.parent / "backups")
    ]
    for file in left:
        file.write_bytes(b"kitchen")
    return left


@pytest.mark.parametrize("comes", ["backup", "start"])
def test_what_a_program_left_that_was_killed_while_it_made_a_copy_goes_with_the_next(
    comes: str, journal: Store, unfinished: list[Path], passphrase: str | None
) -> None:
    if comes == "backup":
        journal.back_up(at(EVENING))
    else:
        open_store(journal.path, passphrase=passphrase).close()
    assert [file.exists() for file in unfinished] == [False, False, True, True, True, True]
