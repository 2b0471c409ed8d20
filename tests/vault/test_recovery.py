"""Backups listed and restored, and everything erased, while the journal stays closed."""

from pathlib import Path

import pytest

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.model.errors import NothingFound
from companion.system.paths import Places
from companion.vault.encryption import encrypt
from companion.vault.recovery import backups, erase, leftovers, prepare_restore, recovery_hint
from tests.conftest import SUNDAY_EVENING
from tests.vault.conftest import PASSPHRASE


def test_backups_are_listed_with_what_they_hold(kept: Places) -> None:
    [one] = backups(kept)
    assert (one.entries, one.at, one.size) == (1, SUNDAY_EVENING, one.path.stat().st_size)
    encrypt(kept, PASSPHRASE)
    assert [one.entries for one in backups(kept, PASSPHRASE)] == [1]
    assert [one.entries for one in backups(kept)] == [None]
    assert [one.entries for one in backups(kept, "another")] == [None]


def test_a_restore_says_what_it_would_change_and_changes_nothing_before(kept: Places, clock: Clock) -> None:
    with open_journal(kept, clock=clock) as journal:
        journal.entries.log(note="the garden")
    [backup] = backups(kept)
    with prepare_restore(kept, backup.path) as ready:
        assert (ready.difference.then, ready.difference.now, ready.difference.gone) == (1, 2, 1)
    with open_journal(kept, clock=clock) as journal:
        assert journal.timeline.count() == 2
    with prepare_restore(kept, backup.path) as ready:
        aside = ready.replace_journal(clock.now())
    with open_journal(kept, clock=clock) as journal:
        assert journal.timeline.count() == 1
    assert aside is not None and leftovers(kept) == ([], [aside])
    with pytest.raises(NothingFound), prepare_restore(kept, backup.path.with_name("none.db")):
        pass


def test_the_hint_names_the_newest_backup_that_can_be_read(kept: Places, clock: Clock) -> None:
    [backup] = backups(kept)
    assert recovery_hint(kept) == (
        f"to restore the newest good backup, run: companion --at {kept.data} restore {backup.path.name}"
    )
    newer = backup.path.with_name("journal-20270101T000000Z.db")
    newer.write_bytes(b"SQLite format 3\0" + b"\xff" * 9000)
    assert backup.path.name in recovery_hint(kept)
    with open_journal(kept, clock=clock) as journal:
        assert backup.path.name in recovery_hint(kept, journal=journal)
    backup.path.unlink()
    assert recovery_hint(kept).startswith("there is no usable backup")


def test_the_hint_of_an_encrypted_journal_needs_its_passphrase(kept: Places) -> None:
    encrypt(kept, PASSPHRASE)
    assert recovery_hint(kept).startswith(f"run `companion --at {kept.data} restore` to list the backups")
    assert recovery_hint(kept, PASSPHRASE).startswith("to restore the newest good backup, run: ")


def test_an_open_journal_lends_its_key_to_the_hint(kept: Places, clock: Clock) -> None:
    encrypt(kept, PASSPHRASE)
    with open_journal(kept, clock=clock, passphrase=PASSPHRASE) as journal:
        assert recovery_hint(kept, journal=journal).startswith("to restore the newest good backup, run: ")


def test_the_usual_place_needs_no_naming(
    kept: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPANION_HOME", str(kept.data))
    assert ": companion restore journal-" in recovery_hint(kept)


def test_erasing_counts_the_files_and_leaves_the_configuration(kept: Places) -> None:
    kept.config_file.write_text("")
    kept.lock_request.touch()
    assert erase(kept) == 2
    assert list(kept.data.rglob("*")) == [kept.config_file]
    assert erase(kept) == 0
