"""A log is of one file only: what a killed program left is not read into another file put in its place."""

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from companion.model.errors import JournalDamaged
from companion.store import open_store
from companion.store.backups import Keys
from companion.store.change_of_key import change_key
from companion.store.integrity import damage
from companion.store.key import derive
from companion.store.restore import erase
from companion.store.store import Store
from companion.store.write_ahead_log import SIDES, logs_set_aside, note_on_log, set_aside_stale_log
from tests.store.making import ids, keep

OTHER = "another word and another"


@pytest.fixture
def killed(journal: Store, tmp_path: Path) -> Path:
    """A journal as a killed program leaves it: `a` in the file, `b` in the log alone. An earlier copy of the
    file, with `a`, lies beside it as `earlier.db`.
    """
    journal._link.checkpoint()
    shutil.copyfile(journal.path, journal.path.with_name("earlier.db"))
    keep(journal, "b")
    # Links, so that device and inode are those that the program wrote down.
    left = tmp_path / "left"
    left.mkdir(mode=0o700)
    whole = (file for file in journal.path.parent.iterdir() if file.name != "journal.db-shm")
    for file in whole:
        os.link(file, left / file.name)
    as_it_was = journal.path.read_bytes()
    journal.close()
    (left / "journal.db").write_bytes(as_it_was)  # closing took the log into it
    return left / "journal.db"


def replaced(journal: Path) -> Path:
    """The earlier copy is put in the journal's place, as a synchronising tool does it."""
    journal.with_name("earlier.db").replace(journal)
    return journal


def test_a_program_that_was_killed_lost_nothing(killed: Path, passphrase: str | None) -> None:
    with closing(open_store(killed, passphrase=passphrase)) as store:
        assert store.stale_log is None
    assert ids(killed, passphrase) == ["a", "b"]
    assert logs_set_aside(killed) == []


def test_a_log_is_not_read_into_another_file(killed: Path, passphrase: str | None) -> None:
    replaced(killed)
    with closing(open_store(killed, passphrase=passphrase)) as store:
        assert [store.stale_log] == logs_set_aside(killed)
        assert damage(store._link) == []
        keep(store, "c")
    assert ids(killed, passphrase) == ["a", "c"]
    with closing(open_store(killed, passphrase=passphrase)) as store:
        assert store.stale_log is None  # said once
    (aside,) = logs_set_aside(killed)
    assert aside.stat().st_mode & 0o777 == 0o600
    assert aside.stat().st_size > 0


def test_a_folder_that_was_copied_keeps_its_log(killed: Path, passphrase: str | None, tmp_path: Path) -> None:
    copied = shutil.copytree(killed.parent, tmp_path / "copied") / "journal.db"
    assert ids(copied, passphrase) == ["a", "b"]
    assert logs_set_aside(copied) == []


def test_a_tool_that_brought_the_log_too_has_both_read(
    killed: Path, passphrase: str | None, tmp_path: Path
) -> None:
    other = shutil.copytree(killed.parent, tmp_path / "other")
    for name in ("journal.db", "journal.db-wal"):
        (other / name).replace(killed.with_name(name))
    assert ids(killed, passphrase) == ["a", "b"]
    assert logs_set_aside(killed) == []


def test_a_log_without_a_word_on_whose_it_is_stays(killed: Path, passphrase: str | None) -> None:
    note_on_log(killed).write_text("no two files\n")
    replaced(killed)
    assert set_aside_stale_log(killed) is None
    note_on_log(killed).unlink()
    assert set_aside_stale_log(killed) is None


def test_nothing_lies_beside_a_journal_that_was_closed(journal: Store) -> None:
    assert note_on_log(journal.path).exists()
    journal.close()
    assert [end for end in SIDES if journal.path.with_name(journal.path.name + end).exists()] == []


def test_a_change_of_passphrase_leaves_no_log_under_the_one_before(
    killed: Path, passphrase: str | None
) -> None:
    with closing(open_store(replaced(killed), passphrase=passphrase)) as store:
        assert store.stale_log
        key = store.key and store.key.copy()
    change_key(killed, key, derive(OTHER), Keys(like=[key] if key else []))
    assert logs_set_aside(killed) == []
    assert ids(killed, OTHER) == ["a"]


def test_erasing_takes_the_log_set_aside_along(killed: Path, passphrase: str | None) -> None:
    open_store(replaced(killed), passphrase=passphrase).close()
    erase(killed)
    assert list(killed.parent.iterdir()) == []


def test_a_log_whose_file_is_gone_still_says_that_there_was_a_journal(killed: Path) -> None:
    killed.unlink()
    with pytest.raises(JournalDamaged, match="its log"):
        open_store(killed)
    assert logs_set_aside(killed) == []
