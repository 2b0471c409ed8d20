"""Backups from the command line: made by themselves, listed, put back; and what is deleted is gone."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from companion.cli.main import main
from companion.cli.session import Session
from companion.journal import open_journal
from companion.model.clock import Clock, fixed_clock
from companion.model.errors import CompanionError, JournalBusy, NoRoom
from companion.store import backups
from companion.store.store import Store
from companion.system.paths import Places
from companion.vault import encryption, recovery
from tests.cli.conftest import Run
from tests.conftest import SUNDAY_EVENING, ZONE

CANARY = "canary" + "bird"
OnDay = Callable[..., int]


@pytest.fixture
def on_day(places: Places, capsys: pytest.CaptureFixture[str]) -> OnDay:
    """``on_day(2, "log", ...)``: a command run so many days later."""

    def on_day(days: int, *words: str) -> int:
        clock = fixed_clock(SUNDAY_EVENING + timedelta(days=days), ZONE)
        code = main(list(words), session=Session(places.data, clock=clock))
        capsys.readouterr()
        return code

    return on_day


def made(places: Places) -> list[str]:
    return sorted(path.name for path in (places.data / "backups").glob("*"))


def everything_in(folder: Path) -> bytes:
    return b"\0".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_one_backup_a_day_and_only_of_what_is_new(places: Places, on_day: OnDay) -> None:
    on_day(0, "today")
    assert made(places) == []  # reading makes none
    for _ in range(3):
        on_day(0, "log", "--trigger", "slow_reply")
    assert made(places) == ["journal-20260301T204000Z.db"]
    on_day(1, "week")
    on_day(1, "settings", "theme", "paper")
    assert len(made(places)) == 1
    on_day(1, "log", "--trigger", "slow_reply")
    assert made(places)[1:] == ["journal-20260302T204000Z.db"]


def test_old_backups_go_as_it_is_set(places: Places, on_day: OnDay) -> None:
    assert on_day(0, "settings", "backups.daily", "2") == 0
    on_day(0, "settings", "backups.weekly", "0")
    on_day(0, "settings", "backups.monthly", "0")
    for day in range(5):
        on_day(day, "log", "--trigger", "slow_reply")
    assert [name[8:16] for name in made(places)] == ["20260304", "20260305"]


@pytest.mark.parametrize("value", ["-1", "many", "3000"])
def test_a_number_of_backups_that_cannot_be_is_refused(run: Run, value: str) -> None:
    ran = run("settings", "--", "backups.daily", value)
    assert ran.code == 3
    assert "backups: daily: " in ran.err and "whole number from 0 to 366" in ran.err


def test_a_backup_that_cannot_be_made_is_said_once_and_nothing_is_lost(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> Path:
        raise NoRoom("no room is left")

    monkeypatch.setattr(backups, "back_up", full)
    first, second = run("log", "--trigger", "slow_reply"), run("log", "--trigger", "slow_reply")
    assert (first.code, second.code, second.err) == (0, 0, "")
    assert "backup could not be made; your entries are saved" in first.err
    assert len(json.loads(run("today", "--json").out)) == 2


def test_a_backup_by_hand(run: Run, places: Places, tmp_path: Path) -> None:
    assert run("backup").code == 1
    assert not places.data.exists()
    run("log", "--trigger", "slow_reply")
    file = tmp_path / "stick.db"
    ran = run("backup", "-o", str(file))
    assert (ran.code, ran.out, ran.err) == (0, f"{file}\n", "")
    assert file.stat().st_mode & 0o777 == 0o600
    assert run("backup", "-o", str(file)).code == 2
    assert run("backup", "-o", str(file), "--force").code == 0
    assert run("backup", "-o", str(places.journal), "--force").code == 3
    assert run("backup").out.startswith(str(places.data / "backups"))


def test_the_backups_are_listed(run: Run, on_day: OnDay) -> None:
    assert run("restore").code == 1
    on_day(0, "log", "--trigger", "slow_reply")
    on_day(1, "log", "--trigger", "slow_reply")
    ran = run("restore")
    assert [line.split()[0][8:16] for line in ran.out.splitlines()] == ["20260302", "20260301"]
    assert "2026-03-02 21:40  2 entries, " in ran.out and "1 entry, " in ran.out
    assert [one["entries"] for one in json.loads(run("restore", "--json").out)] == [2, 1]


def test_bytes_went_bad_and_a_backup_brings_all_back_but_what_was_written_since(
    run: Run, places: Places, on_day: OnDay
) -> None:
    for _ in range(30):
        on_day(0, "log", "--trigger", "slow_reply", "--note", "words " * 300)
    on_day(1, "log", "--trigger", "slow_reply")
    on_day(1, "log", "--trigger", "slow_reply")
    [*_, newest] = made(places)
    data = bytearray(places.journal.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 8] = b"\xff" * 8
    places.journal.write_bytes(data)

    told = run("doctor")
    assert told.code == 5
    assert f"companion --at {places.data} restore {newest}" in told.err
    looked = run("week")
    assert looked.code == 5 and f"restore {newest}" in looked.err

    ran = run("restore", newest, "--yes")
    assert ran.code == 0, ran.err
    assert "The backup has 31 entries. The journal is damaged; " in ran.err
    assert "Restored. The journal now has 31 entries." in ran.err
    assert run("doctor").code == 0
    aside = next(places.data.glob("kept-aside-*.db"))
    assert str(aside) in ran.err and aside.read_bytes() == bytes(data)


def test_without_a_yes_nothing_is_restored(run: Run, places: Places, on_day: OnDay) -> None:
    on_day(0, "log", "--trigger", "slow_reply")
    on_day(0, "log", "--trigger", "slow_reply")
    [name] = made(places)
    assert run("restore", name).code == 2
    ran = run("restore", name, stdin="n\n", terminal=True)
    assert "1 entry written since then would be lost from the journal." in ran.err
    assert "Nothing was changed." in ran.err
    assert len(json.loads(run("today", "--json").out)) == 2
    done = json.loads(run("restore", name, "--yes", "--json").out)
    assert (done["then"], done["now"], done["gone"], done["complete"]) == (1, 2, 1, True)
    assert len(json.loads(run("today", "--json").out)) == 1


def test_what_cannot_be_restored_has_its_exit_code(run: Run, places: Places, tmp_path: Path) -> None:
    run("log", "--trigger", "slow_reply")
    letter = tmp_path / "letter.db"
    letter.write_text("a letter\n" * 1000)
    assert run("restore", str(letter), "--yes").code == 5
    assert run("restore", str(tmp_path / "none.db"), "--yes").code == 1
    assert run("restore", str(places.journal), "--yes").code == 3
    assert run("doctor").code == 0


def test_the_doctor_tells_a_backup_that_went_bad_and_copies_left_behind(run: Run, places: Places) -> None:
    run("log", "--trigger", "slow_reply")
    [name] = made(places)
    folder = places.data / "backups"
    shutil.copy(folder / name, folder / "journal-20260215T200000Z.db")
    (folder / name).write_bytes(b"\0" * 9000)
    (places.data / ".unfinished-elsewhere-journal.db").touch()
    ran = run("doctor", "--json")
    found = {one["name"]: one for one in json.loads(ran.out)["checks"]}
    assert ran.code == 3
    assert not found["backups"]["ok"]
    assert f"but {name} cannot be read. journal-20260215T200000Z.db can." in found["backups"]["says"]
    assert ".unfinished-elsewhere-journal.db" in found["left over"]["says"]


def test_damage_met_by_the_days_backup_is_said_once_a_day_and_no_good_backup_goes(
    run: Run, places: Places, on_day: OnDay, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("daily", "weekly", "monthly"):
        run("settings", f"backups.{name}", "1")
    on_day(0, "log", "--trigger", "slow_reply", "--note", "a cup of tea")
    kept = made(places)
    data = places.journal.read_bytes()
    assert data.count(b"a cup of tea") == 1
    places.journal.write_bytes(data.replace(b"a cup of tea", b"a cup of sea"))  # one bit
    for day in range(1, 9):
        clock = fixed_clock(SUNDAY_EVENING + timedelta(days=day), ZONE)
        said = []
        for _ in range(2):
            assert main(["log", "--trigger", "slow_reply"], session=Session(places.data, clock=clock)) == 0
            said.append(capsys.readouterr().err)
        assert "your entries are saved" in said[0] and "changed on the disk" in said[0] and said[1] == ""
        assert f"companion --at {places.data} doctor" in said[0]
    assert made(places) == kept and len(kept) == 1
    told = run("doctor")
    assert told.code == 5 and f"restore {kept[0]}" in told.err
    assert run("backup").code == 5


# Deleting


def test_what_was_told_of_an_entry_goes_with_it(places: Places, on_day: OnDay, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        gone, stays = (journal.log(triggers=["slow_reply"], note=CANARY) for _ in range(2))
        for moment, words in ((gone, CANARY), (stays, "stays")):
            story = journal.stories.tell(moment=moment.id, feared=words, ask_again_at=clock.now())
            journal.stories.close(story.id, "otherwise", words)
        due = journal.stories.tell(moment=gone.id, feared=CANARY, ask_again_at=clock.now())
        trial = journal.experiments.start(if_then="if a hug, then three breaths")
        journal.experiments.add_try(trial.id, True, gone.id, CANARY)
        journal.experiments.add_try(trial.id, False, stays.id, "stays")
        journal.drafts.keep(f"story:{gone.id}", {"feared": CANARY})
        journal.drafts.keep(f"check:{due.id}", {"learned": CANARY})
        journal.entries.amend(replace(stays, note="stays"))
        journal.backups.make()
        journal.entries.delete(gone.id)
        assert journal.stories.due() == []
        assert len(journal.stories.all()) == 3  # it can still be undone
    with open_journal(places, clock=clock) as journal:
        assert [story.feared for story in journal.stories.all()] == ["stays"]
        [trial] = journal.experiments.all()
        assert [(one.did, one.note) for one in trial.tries] == [(True, ""), (False, "stays")]
    assert CANARY.encode() not in places.journal.read_bytes()
    assert CANARY.encode() in everything_in(places.data)
    with open_journal(places, clock=clock) as journal:
        journal.entries.erase(
            [journal.log(triggers=["slow_reply"]).id], backups=True
        )  # another one changes nothing there
    assert CANARY.encode() in everything_in(places.data)


@pytest.mark.parametrize("why", [NoRoom, JournalBusy])
def test_what_could_not_be_overwritten_is_said_and_tried_again(
    run: Run, places: Places, monkeypatch: pytest.MonkeyPatch, why: type[CompanionError]
) -> None:
    id = run("log", "--trigger", "slow_reply", "--note", "-", stdin=CANARY).out.strip()

    real = Store.vacuum

    def fails(store: Store) -> None:
        if store.path == places.journal:
            raise why("not now")
        real(store)

    with monkeypatch.context() as broken:
        broken.setattr(Store, "vacuum", fails)
        ran = run("delete", id, "--backups", "--yes")
        assert ran.code == 0 and "tried again" in ran.err
        told = run("doctor")
        assert told.code == 3 and "Pieces of deleted entries" in told.out
    assert run("today").code == 0
    assert run("doctor").code == 0
    assert CANARY.encode() not in everything_in(places.data)


def test_an_entry_deleted_with_backups_is_in_no_file(run: Run, places: Places, on_day: OnDay) -> None:
    id = run(
        "log", "--trigger", "slow_reply", "--note", "-", "--ending", CANARY, stdin=f"my {CANARY} sang"
    ).out.strip()
    on_day(1, "log", "--trigger", "slow_reply")
    assert len(made(places)) == 2 and CANARY.encode() in everything_in(places.data)
    ran = run("delete", id, "--backups", "--yes")
    assert (ran.code, ran.out) == (0, "")
    assert "Deleted for good: 1 entry." in ran.err and "Deleted from 2 backups too." in ran.err
    assert CANARY.encode() not in everything_in(places.data)
    assert "the moment of 2 March" in run("undo").err  # the log of the other one, and nothing before it
    assert run("undo").code == 1
    assert run("doctor").code == 0


def test_a_range_of_days_is_deleted_for_good(run: Run, places: Places, on_day: OnDay) -> None:
    for day in range(4):
        on_day(day, "log", "--trigger", "slow_reply", "--note", f"{CANARY}{day}")
    assert run("delete", "--from", "2026-03-03", "--to", "2026-03-02", "--yes").code == 3
    assert run("delete", "--from", "2020-01-01", "--to", "2020-02-02", "--yes").code == 1
    asked = run("delete", "--from", "2026-03-02", "--to", "2026-03-03", stdin="n\n", terminal=True)
    assert (
        "2 entries, 2026-03-02 to 2026-03-03." in asked.err
        and f"companion --at {places.data} export" in asked.err
    )
    assert run("delete", "--from", "2026-03-02", "--to", "2026-03-03", "--backups", "--yes").code == 0
    left = everything_in(places.data)
    assert [f"{CANARY}{day}".encode() in left for day in range(4)] == [True, False, False, True]


def test_everything_is_deleted_after_a_word(run: Run, places: Places, on_day: OnDay) -> None:
    on_day(0, "log", "--trigger", "slow_reply", "--note", CANARY)
    on_day(1, "settings", "theme", "paper")
    assert run("delete", "--everything").code == 2
    assert "Nothing deleted." in run("delete", "--everything", stdin="yes\n", terminal=True).err
    ran = run("delete", "--everything", stdin="delete\n", terminal=True)
    assert ran.code == 0 and f"companion --at {places.data} export" in ran.err
    assert [path.name for path in places.data.rglob("*")] == ["config.toml"]
    assert run("delete", "--everything", "--yes").code == 1


def test_a_damaged_journal_can_be_deleted_too(run: Run, places: Places) -> None:
    places.data.mkdir()
    places.journal.write_bytes(b"no journal" * 1000)
    assert run("delete", "--everything", "--yes").code == 0
    assert not places.journal.exists()


@pytest.mark.parametrize("words", [[], ["abc", "--everything"], ["abc", "--from", "2026-01-01"]])
def test_one_thing_is_named(run: Run, words: list[str]) -> None:
    assert run("delete", *words, "--yes").code == 2


def test_once_undo_is_over_no_byte_of_what_was_deleted_is_left(places: Places, clock: Clock) -> None:
    """Among many others, so that pages fill, split and empty."""
    with open_journal(places, clock=clock) as journal:
        for number in range(300):
            when = datetime.combine(date(2026, 1, 1), SUNDAY_EVENING.timetz()) + timedelta(hours=number)
            words = (
                f"{CANARY}{number} " * (number % 40) if number % 3 == 0 else "other words " * (number % 90)
            )
            journal.log(when=when, triggers=["slow_reply"], note=words, ending=words[:30])
        for entry in journal.timeline.latest(limit=400):
            if CANARY in getattr(entry, "note", ""):
                journal.entries.delete(entry.id)
        assert journal.entries.undo() is not None
        [back] = [one for one in journal.timeline.latest(limit=400) if CANARY in getattr(one, "note", "")]
        journal.entries.delete(back.id)
    assert CANARY.encode() not in everything_in(places.data)


def test_an_encrypted_journal_has_encrypted_backups_and_all_of_it_works_the_same(
    places: Places, clock: Clock, capfd: pytest.CaptureFixture[str]
) -> None:
    words = "four plain words here"

    def run(*command: str) -> int:
        read, write = os.pipe()
        os.write(write, f"{words}\n".encode())
        os.close(write)
        try:
            at = ["--at", str(places.data), "--passphrase-fd", str(read)]
            return main([*at, *command], session=Session(clock=clock))
        finally:
            os.close(read)

    encryption.create(places, words)
    assert run("log", "--trigger", "slow_reply", "--note", CANARY) == 0
    assert run("log", "--trigger", "slow_reply") == 0
    [name] = made(places)
    assert CANARY.encode() not in everything_in(places.data)
    assert run("doctor") == 0
    assert run("restore") == 0
    assert f"{name:<34}2026-03-01 21:40  1 entry, " in capfd.readouterr().out
    assert run("restore", name, "--yes") == 0
    capfd.readouterr()
    assert run("today", "--json") == 0
    [entry] = json.loads(capfd.readouterr().out)
    assert run("delete", entry["id"], "--backups", "--yes") == 0
    assert "Deleted from 2 backups too." in capfd.readouterr().err  # the one kept aside is a copy too
    assert [one.entries for one in recovery.backups(places, words)] == [0]

    data = bytearray(places.journal.read_bytes())
    data[9000] ^= 1
    places.journal.write_bytes(data)
    assert run("doctor") == 5
    assert f"restore {name}" in capfd.readouterr().err
    assert run("restore", name, "--yes") == 0
    assert run("doctor") == 0


@pytest.mark.parametrize("wrong", ["backup", "entry"])
def test_a_date_in_the_future_stops_no_daily_backup_and_the_doctor_says_so(
    places: Places, on_day: OnDay, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if wrong == "backup":
        on_day(4000, "log", "--note", "under a clock that was wrong")
        (ahead,) = made(places)
        on_day(0, "delete", "--from", "2036-01-01", "--backups", "--yes")
    else:
        with open_journal(places, clock=fixed_clock(SUNDAY_EVENING + timedelta(days=4000), ZONE)) as journal:
            entry = journal.log(note="under a clock that was wrong")
        ahead = ""
    on_day(0, "settings", "backups_daily", "3")
    for day in range(6):
        on_day(day, "log", "--note", f"day {day}")
    names = [f"journal-202603{day:02}T204000Z.db" for day in (4, 5, 6)]
    assert [name for name in made(places) if name.startswith("journal-202603")][-3:] == names
    assert not ahead or ahead in made(places)
    later = fixed_clock(SUNDAY_EVENING + timedelta(days=5), ZONE)
    assert main(["doctor"], session=Session(places.data, clock=later)) == 3
    said = " ".join(capsys.readouterr().out.split())
    if wrong == "entry":
        assert "1 entry is dated in the future, on 2037-02-11." in said and entry.id in said
        return
    assert f"1 backup is dated in the future: {ahead}." in said
    places.journal.write_bytes(b"\0" * 5000)
    assert main(["today"], session=Session(places.data, clock=later)) == 5
    assert names[-1] in capsys.readouterr().err  # and not the one whose date says nothing
