"""A journal that is gone though it was there: said, and nothing new begun in its place."""

import os
from pathlib import Path

import pytest

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.model.errors import JournalDamaged
from companion.system.paths import Places
from tests.cli.conftest import Run

COMMANDS = [
    ("log", "--trigger", "affection"),
    ("today",),
    ("week",),
    ("export", "--format", "json"),
    ("backup",),
    ("doctor",),
    ("lock",),
    ("encrypt",),
    (),
]


def lose(journal: Path, how: str) -> None:
    """Take the file away, or all that is in it."""
    journal.unlink() if how == "missing" else journal.write_bytes(b"")


@pytest.mark.parametrize("how", ["missing", "empty"])
def test_with_backups_beside_it_every_command_says_so_and_begins_nothing(
    run: Run, places: Places, how: str
) -> None:
    run("log", "--trigger", "affection", "--note", "the first evening")
    backup = next((places.data / "backups").iterdir())
    lose(places.journal, how)
    before = sorted(path.name for path in places.data.rglob("*"))
    for words in COMMANDS:
        ran = run(*words, terminal=not words)
        assert ran.code == JournalDamaged.exit_code, words
        said = ran.out + ran.err
        assert how in said and "1 backup in backups" in said, words
        assert backup.name in said or words == ("doctor",), (words, said)
        assert sorted(path.name for path in places.data.rglob("*")) == before, words
    assert run("restore", backup.name, "--yes").code == 0
    assert "the first evening" in run("search", "evening").out


def test_an_encrypted_one_never_goes_on_in_plain_text(run: Run, places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock, passphrase="owl 5") as journal:
        journal.log(note="for nobody else")
        journal.backups.make()
    backup = next((places.data / "backups").iterdir())
    places.journal.unlink()
    ran = run("log", "--trigger", "affection")
    assert ran.code == JournalDamaged.exit_code
    assert f"restore {backup.name}" in ran.err and "with its passphrase" in ran.err
    assert not places.journal.exists()


def test_a_log_beside_it_is_not_written_over(run: Run, places: Places) -> None:
    run("log", "--trigger", "affection")
    with open_journal(places, create=False) as journal:
        journal.log(note="only in the log so far")
        log = places.journal.with_name(f"{places.journal.name}-wal")
        words = log.read_bytes()
    (places.data / "backups").rename(places.data.parent / "elsewhere")
    places.journal.unlink()
    log.write_bytes(words)
    ran = run("log", "--trigger", "affection")
    assert ran.code == JournalDamaged.exit_code and log.name in ran.err
    assert log.read_bytes() == words


def test_a_first_run_says_where_it_begins(run: Run, places: Places) -> None:
    first = run("log", "--trigger", "affection")
    assert first.code == 0
    assert f"a new one was started: {places.journal}" in first.err
    assert "started" not in run("log", "--trigger", "affection").err


def test_the_first_file_of_a_program_that_was_stopped_is_taken_for_none(run: Run, places: Places) -> None:
    places.data.mkdir()
    os.close(os.open(places.journal, os.O_CREAT | os.O_WRONLY, 0o600))
    assert run("log", "--trigger", "affection").code == 0


def test_who_wants_a_new_one_moves_the_rest_away(run: Run, places: Places) -> None:
    run("log", "--trigger", "affection")
    places.journal.unlink()
    assert "move the rest out of" in run("log", "--trigger", "affection").err
    (places.data / "backups").rename(places.data.parent / "elsewhere")
    assert run("log", "--trigger", "affection").code == 0


def test_a_log_of_a_file_that_was_there_before_is_moved_away_and_that_is_said(
    run: Run, places: Places, tmp_path: Path
) -> None:
    run("log", "--trigger", "affection", "--note", "the first evening")
    with open_journal(places, create=False) as journal:
        journal.log(note="the second evening")
        for file in places.data.glob("journal.db*"):  # as a killed program leaves them
            os.link(file, tmp_path / file.name)
        earlier = next((places.data / "backups").iterdir()).read_bytes()
    for name in ("journal.db-wal", "journal.db-log-of"):
        (tmp_path / name).replace(places.data / name)
    (tmp_path / "brought").write_bytes(earlier)
    (tmp_path / "brought").replace(places.journal)  # another device's file
    ran = run("today")
    assert ran.code == 0
    aside = next(places.data.glob("kept-aside-*.db-wal"))
    assert f"The log of the earlier one was moved to {aside.name}" in ran.err
    assert "moved to" not in run("today").err
    doctor = run("doctor")
    assert doctor.code == 0 and aside.name in "".join(doctor.out.split())  # it may be broken across lines
    assert "second" not in run("search", "evening").out
