"""The file under an open journal is removed or replaced: nothing is said to be kept that nobody will find."""

import shutil
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.errors import JournalMoved
from companion.model.records import Moment
from companion.store import connection
from companion.system.paths import Places

PASSPHRASE = "owl 5"


def another_device_s(places: Places, clock: Clock, passphrase: str | None) -> None:
    """A sync tool puts a copy of another device in the journal's place, by renaming it over."""
    other = Places(data=places.data.parent / "other", config=places.data.parent / "other")
    with open_journal(other, clock=clock, passphrase=passphrase) as journal:
        journal.log(note="written on the other device")
    other.journal.replace(places.journal)


def removed(places: Places, _clock: Clock, _passphrase: str | None) -> None:
    places.journal.unlink()


def folder_gone(places: Places, _clock: Clock, _passphrase: str | None) -> None:
    shutil.rmtree(places.data)


def moved_away(places: Places, _clock: Clock, _passphrase: str | None) -> None:
    places.data.rename(places.data.parent / "moved")


WAYS = [another_device_s, removed, folder_gone, moved_away]
Way = Callable[[Places, Clock, str | None], None]


def notes(file: Path, clock: Clock, tmp_path: Path, passphrase: str | None) -> set[str]:
    """What stands in a journal file, read from a copy."""
    places = Places(data=tmp_path / "read", config=tmp_path / "read")
    shutil.rmtree(places.data, ignore_errors=True)
    places.data.mkdir()
    for end in ("", "-wal"):
        if file.with_name(file.name + end).exists():
            shutil.copyfile(file.with_name(file.name + end), places.journal.with_name(f"journal.db{end}"))
    with open_journal(places, clock=clock, passphrase=passphrase, create=False) as journal:
        return {entry.note for entry in journal.timeline.latest() if isinstance(entry, Moment)}


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
@pytest.mark.parametrize("way", WAYS)
def test_what_is_written_then_is_in_a_file_beside_it_and_merges(
    way: Way, passphrase: str | None, places: Places, clock: Clock, tmp_path: Path
) -> None:
    with open_journal(places, clock=clock, passphrase=passphrase) as journal:
        journal.log(note="before")
        assert journal.standing
        way(places, clock, passphrase)
        assert not journal.standing
        journal.log(note="after")
        journal.log(note="and more")
        rescued = journal.rescued
        assert rescued is not None and rescued.parent == places.data
        assert {entry.note for entry in journal.timeline.latest() if isinstance(entry, Moment)} == {
            "before", "after", "and more",
        }  # fmt: skip
    assert rescued.stat().st_mode & 0o077 == 0
    if passphrase:
        assert b"before" not in rescued.read_bytes()
    assert notes(rescued, clock, tmp_path, passphrase) == {"before", "after", "and more"}
    if way is another_device_s:
        found = notes(places.journal, clock, tmp_path, passphrase)
        assert found == {"written on the other device"}


@pytest.mark.parametrize("way", WAYS)
def test_what_was_written_before_is_put_aside_at_the_end(
    way: Way, places: Places, clock: Clock, tmp_path: Path
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(note="before")
        way(places, clock, None)
    assert journal.rescued is not None
    assert notes(journal.rescued, clock, tmp_path, None) == {"before"}


def test_who_only_read_leaves_nothing_behind(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(note="before")
    with open_journal(places, clock=clock) as journal:
        journal.timeline.latest()
        places.journal.unlink()
    assert journal.rescued is None
    assert list(places.data.glob("rescued-*")) == []


def test_replaced_after_the_write_and_before_it_is_said(places: Places, clock: Clock, tmp_path: Path) -> None:
    with open_journal(places, clock=clock) as journal:
        with journal._store.writing():
            journal.change_settings(partner_name="Robin")
            another_device_s(places, clock, None)
        assert journal.rescued is not None
        assert journal.settings.partner_name == "Robin"


def test_a_thread_of_its_own_does_not_begin_another_file(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal, journal.fork() as fork:
        places.journal.unlink()
        with pytest.raises(JournalMoved), fork._store.writing():
            raise AssertionError("written")
        assert list(places.data.glob("rescued-*")) == []


def test_another_program_s_log_is_left_alone(places: Places, clock: Clock) -> None:
    """The new file is open elsewhere: letting go of the old one must not remove its log."""
    with open_journal(places, clock=clock) as journal:
        journal.log(note="before")
        for end in ("", "-wal", "-shm"):
            places.journal.with_name(f"journal.db{end}").unlink()
        with open_journal(places, clock=clock) as other:
            other.log(note="in the new one")
            journal.log(note="after")
            assert places.journal.with_name("journal.db-wal").exists()
            other.log(note="and in its log")
    with open_journal(places, clock=clock) as there:
        assert {entry.note for entry in there.timeline.latest() if isinstance(entry, Moment)} == {
            "in the new one", "and in its log",
        }  # fmt: skip


@pytest.mark.parametrize(("times", "opens"), [(2, True), (100, False)])
def test_a_file_that_is_replaced_while_it_is_opened_is_opened_again_and_at_last_refused(
    times: int, opens: bool, places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(note="here")
    files, stat = iter(range(1, times)), connection.file_at

    def another_each_time(path: Path) -> tuple[int, int] | None:
        number = next(files, 0)
        return (0, number) if number else stat(path)

    monkeypatch.setattr(connection, "file_at", another_each_time)
    with nullcontext() if opens else pytest.raises(JournalMoved):
        open_journal(places, clock=clock).close()


def test_a_journal_opened_again_and_again_stays_where_it_is(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as one, open_journal(places, clock=clock) as other:
        for journal in (one, other, one):
            journal.log(note="here")
            assert journal.standing
    assert isinstance(one, Journal) and one.standing and one.rescued is None


def test_the_log_of_the_old_file_never_becomes_a_part_of_the_new_one(
    places: Places, clock: Clock, tmp_path: Path
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(note="before")
    with open_journal(places, clock=clock) as reader, open_journal(places, clock=clock) as writer:
        reader.timeline.latest()
        writer.log(note="in the log of the old file")
        another_device_s(places, clock, None)
        writer.close()
        reader.close()
    assert notes(places.journal, clock, tmp_path, None) == {"written on the other device"}
