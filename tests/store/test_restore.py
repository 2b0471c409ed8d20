"""A backup put in the journal's place, and what is deleted taken out of every copy."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from companion.model.errors import JournalBusy, JournalDamaged, JournalTooNew, NothingFound
from companion.model.retention import RestoreDifference
from companion.store import backups, connection, file_lock, open_store, restore
from companion.store.backups import Keys
from companion.store.store import Store
from companion.system import private_files
from tests.conftest import DEEP
from tests.store.making import EVENING, PASSPHRASE, Program, at, ids, keep, moment


def restore_from(
    store_path: Path, file: Path, passphrase: str | None
) -> tuple[RestoreDifference, Path | None]:
    keys = Keys(passphrase)
    with restore.staged_copy(store_path, file, keys) as ready:
        return ready.difference, restore.replace_journal(store_path, ready, at(EVENING), keys)


def test_a_restore_says_what_changes_and_keeps_the_journal_of_before(
    journal: Store, passphrase: str | None
) -> None:
    keep(journal, "b")
    keep(journal, "c")
    file = journal.back_up(at(EVENING))
    with journal.writing():
        journal.entries.take_out("b")
    keep(journal, "c", "2026-03-01T22:00")  # changed
    keep(journal, "d")
    keep(journal, "e")
    journal.close()
    difference, aside = restore_from(journal.path, file, passphrase)
    assert difference == RestoreDifference(then=3, now=4, back=1, changed=1, gone=2, complete=True)
    assert ids(journal.path, passphrase) == ["a", "b", "c"]
    assert aside is not None and aside.stat().st_mode & 0o777 == 0o600
    assert ids(aside, passphrase) == ["a", "c", "d", "e"]
    assert backups.leftovers(journal.path) == []


def test_what_was_only_in_the_log_of_the_journal_before_does_not_get_into_the_restored_one(
    journal: Store, passphrase: str | None
) -> None:
    file = journal.back_up(at(EVENING))
    keep(journal, "b")
    log = journal.path.with_name("journal.db-wal")
    left = log.read_bytes()
    journal.close()
    log.write_bytes(left)  # as after a kill
    restore_from(journal.path, file, passphrase)
    assert ids(journal.path, passphrase) == ["a"]


def test_a_journal_that_is_open_elsewhere_is_not_replaced(journal: Store, passphrase: str | None) -> None:
    file = journal.back_up(at(EVENING))
    keep(journal, "b")
    with pytest.raises(JournalBusy, match="open"):
        restore_from(journal.path, file, passphrase)
    assert ids(journal.path, passphrase) == ["a", "b"]


def test_files_that_cannot_take_the_place_are_refused(journal: Store, tmp_path: Path) -> None:
    good = journal.back_up(at(EVENING))
    journal.close()
    before = journal.path.read_bytes()
    cut, empty, other = tmp_path / "cut.db", tmp_path / "empty.db", tmp_path / "other.db"
    cut.write_bytes(good.read_bytes()[:-5000])
    empty.touch()
    other.write_text("a letter\n" * 2000)
    for file, error in ((cut, JournalDamaged), (empty, JournalDamaged), (other, JournalDamaged),
                        (tmp_path / "none.db", NothingFound)):  # fmt: skip
        with pytest.raises(error, match=file.name):
            restore_from(journal.path, file, PASSPHRASE)
    assert journal.path.read_bytes() == before
    assert backups.leftovers(journal.path) == []


def test_a_newer_backup_is_refused(path: Path) -> None:
    with closing(open_store(path)) as store:
        file = store.back_up(at(EVENING))
    with closing(open_store(file)) as newer:
        newer._link.rows("PRAGMA user_version = 99")
    with pytest.raises(JournalTooNew):
        restore_from(path, file, None)


TRACED = {module.__file__ for module in (restore, backups, file_lock, private_files)}


def killed_while_restoring(path: Path, file: Path, stop: int) -> bool:
    """Restore in a process of its own, killed before the ``stop``-th line of it; whether it came to that."""
    child = os.fork()
    if child == 0:
        steps = 0

        def trace(frame: FrameType, event: str, _: object) -> Any:
            nonlocal steps
            if frame.f_code.co_filename not in TRACED:
                return None
            steps += event == "line"
            if steps == stop:
                os.kill(os.getpid(), signal.SIGKILL)
            return trace

        try:
            with restore.staged_copy(path, file, Keys()) as ready:
                sys.settrace(trace)
                restore.replace_journal(path, ready, at(EVENING), Keys())
                os._exit(0)
        except BaseException as error:
            os.write(2, repr(error).encode())
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def test_killed_at_any_line_of_a_restore_one_whole_journal_is_there(path: Path) -> None:
    with closing(open_store(path)) as store:
        keep(store, "a")
        file = store.back_up(at(EVENING))
        keep(store, "b")
    seen, stop = set(), 1
    while killed_while_restoring(path, file, stop):
        with closing(open_store(path, create=False)) as store:
            found = "".join(sorted(entry.id for entry in store.entries.all()))
            assert store._link.value("PRAGMA integrity_check") == "ok"
            if found == "a":
                keep(store, "b")
        for left in (*backups.leftovers(path), *restore.kept_aside(path)):
            left.unlink()
        seen.add(found)
        stop += 1 if DEEP else 6
    assert stop > 60 and seen == {"a", "ab"}


# Deleting


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_an_entry_leaves_every_backup_and_every_journal_kept_aside(
    journal: Store, passphrase: str | None
) -> None:
    with journal.writing():
        journal.entries.put_new(moment(f"n{n}", EVENING, note="other words " * n) for n in range(200))
        journal.drafts.keep("moment", {"note": "the kitc"})
    files = [journal.back_up(at(f"2026-02-{day:02}T20:00")) for day in (1, 2)]
    journal.close()
    _, aside = restore_from(journal.path, files[0], passphrase)
    assert aside is not None
    assert restore.erase_in_backups(journal.path, ["a"], Keys(passphrase)) == 3
    for file in (*files, aside):
        left = ids(file, passphrase)
        assert "a" not in left and len(left) == 200
        if passphrase is None:
            assert b"kitc" not in file.read_bytes()
    assert backups.leftovers(journal.path) == []


def test_everything_leaves_only_what_a_person_put_there(journal: Store) -> None:
    journal.back_up(at(EVENING))
    folder = journal.path.parent
    (folder / "config.toml").write_text("")
    (folder / "backups" / ".unfinished-7-journal.db").write_bytes(b"kitchen")
    (folder / "kept-aside-20260101T000000Z.db").write_bytes(b"kitchen")
    journal.close()
    restore.erase(journal.path)
    assert [path.name for path in folder.rglob("*")] == ["config.toml"]


@contextmanager
def open_elsewhere(path: Path, passphrase: str | None) -> Iterator[None]:
    """Another program has the journal open."""

    def work(say: Callable[[str], None]) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
        with closing(open_store(path, passphrase=passphrase)):
            say("open")
            signal.sigwait({signal.SIGTERM})

    with Program(work) as other:
        assert other.lines.readline() == "open\n"
        yield
        other.stop(signal.SIGTERM)
        assert other.wait() == 0


def test_with_a_window_open_neither_everything_is_deleted_nor_a_journal_replaced(
    journal: Store, passphrase: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_lock, "WAIT", 0.1)
    monkeypatch.setattr(connection, "BUSY_MS", 100)
    file = journal.back_up(at(EVENING))
    journal.close()
    before = sorted(path.name for path in journal.path.parent.rglob("*"))
    with open_elsewhere(journal.path, passphrase):
        with pytest.raises(JournalBusy, match="open"):
            restore.erase(journal.path)
        # With the passphrase, and without: as for a journal that is damaged.
        for keys in (Keys(passphrase), Keys()):
            with (
                restore.staged_copy(journal.path, file, Keys(passphrase)) as ready,
                pytest.raises(JournalBusy, match="open"),
            ):
                restore.replace_journal(journal.path, ready, at(EVENING), keys)
    assert sorted(path.name for path in journal.path.parent.rglob("*")) == before
    assert ids(journal.path, passphrase) == ["a"]
    restore.erase(journal.path)
    assert not journal.path.exists()


LATE = """
import sys
from pathlib import Path
from companion.store import open_store
from tests.conftest import DEEP
from tests.store.making import keep
store = open_store(Path(sys.argv[1]))
keep(store, "c")
store.close()
"""


@pytest.mark.parametrize("what", ["erase", "restore"])
def test_a_program_that_waited_meanwhile_begins_with_what_is_there_afterwards(
    path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It opens the file just before its name is taken away, and keeps its entry in the new one."""
    with closing(open_store(path)) as store:
        keep(store, "a")
        file = store.back_up(at(EVENING))
        keep(store, "b")
    waiting = []

    def meanwhile(name: str) -> None:
        real = getattr(restore, name)

        def begun(*given: Any) -> Any:
            if not waiting:
                waiting.append(subprocess.Popen([sys.executable, "-c", LATE, str(path)], cwd=Path.cwd()))
                time.sleep(1.2)
            return real(*given)

        monkeypatch.setattr(restore, name, begun)

    meanwhile("leftovers")  # asked while the journal is held, by the one
    meanwhile("_new_name")  # and by the other
    if what == "erase":
        restore.erase(path)
    else:
        restore_from(path, file, None)
    assert waiting[0].wait(timeout=30) == 0
    assert ids(path, None) == (["c"] if what == "erase" else ["a", "c"])
