"""Where things are, whether they are well, and the demo."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from companion.cli.main import main
from companion.cli.session import Session
from companion.model.clock import Clock
from companion.system.paths import Places
from tests.cli.conftest import Ran, Run


def checks(ran: Ran) -> dict[str, dict[str, Any]]:
    """The doctor's checks by name."""
    return {one["name"]: one for one in json.loads(ran.out)["checks"]}


def test_a_sound_journal_is_well_and_who_can_read_it_is_said(run: Run, places: Places) -> None:
    run("log", "--trigger", "slow_reply")
    ran = run("doctor", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["ok"] is True
    found = checks(ran)
    assert list(found) == [
        "rights", "integrity", "search", "journal", "backups", "database", "who can read it",
        "configuration", "room", "versions",
    ]  # fmt: skip
    assert "not encrypted" in found["who can read it"]["says"]
    assert str(places.journal) in found["who can read it"]["says"]
    assert "textual" in found["versions"]["says"] and "SQLCipher" in found["database"]["says"]
    told = run("doctor").out
    assert told.count("✓") == len(found) and max(map(len, told.splitlines())) <= 80 + len(str(places.journal))


def test_where_there_is_no_journal_none_is_made(run: Run, places: Places) -> None:
    ran = run("doctor", "--json")
    assert ran.code == 0
    assert "There is no journal" in checks(ran)["journal"]["says"]
    assert not places.data.exists()


def test_a_damaged_journal_is_told_with_its_own_exit_code(run: Run, places: Places) -> None:
    places.data.mkdir()
    places.journal.write_bytes(b"not a journal" * 1000)
    ran = run("doctor", "--json")
    assert ran.code == 5
    assert checks(ran)["journal"]["ok"] is False
    assert ran.err.startswith("companion: ")
    assert run("today").code == 5


def test_rights_that_were_too_wide_are_put_right_and_named(run: Run, places: Places) -> None:
    run("log", "--trigger", "slow_reply")
    places.journal.chmod(0o644)
    says = checks(run("doctor", "--json"))["rights"]
    assert says["ok"] and "journal.db" in says["says"] and "this has been fixed" in says["says"]
    assert places.journal.stat().st_mode & 0o777 == 0o600


def test_a_configuration_others_can_read_or_that_does_not_hold_needs_a_hand(run: Run, places: Places) -> None:
    run("log", "--trigger", "slow_reply")
    places.config_file.write_text('theme = "pink"\n')
    places.config_file.chmod(0o644)
    ran = run("doctor", "--json")
    assert ran.code == 3
    assert not checks(ran)["rights"]["ok"] and "config.toml" in checks(ran)["rights"]["says"]
    assert not checks(ran)["configuration"]["ok"] and "'pink'" in checks(ran)["configuration"]["says"]


def test_little_room_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("log", "--trigger", "slow_reply")
    usage = type(shutil.disk_usage("/"))
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(100, 99, 1))
    ran = run("doctor", "--json")
    assert ran.code == 3
    assert not checks(ran)["room"]["ok"]


# The demo


def test_the_demo_is_written_to_a_folder_of_its_own(run: Run, tmp_path: Path, places: Places) -> None:
    folder = tmp_path / "demo"
    code, out, _ = run("demo", "--at", str(folder), "--no-open")
    assert (code, out) == (0, f"{folder}\n")
    assert not places.data.exists()
    week = json.loads(run("--at", str(folder), "week", "--json").out)
    assert week["moments"] >= 3
    states = {
        one["state"] for one in json.loads(run("--at", str(folder), "patterns", "--json").out)["patterns"]
    }
    assert "counting" in states and states & {"holds_up", "early_sign"}


def test_the_demo_never_goes_into_a_folder_with_something_in_it(run: Run) -> None:
    run("log", "--trigger", "slow_reply")
    assert run("demo", "--no-open").code == 3
    assert len(json.loads(run("today", "--json").out)) == 1


def test_the_demo_opens_the_panes_in_a_place_that_does_not_stay(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[Places, bool]] = []
    monkeypatch.setattr(Session, "interactive", True)
    session = Session(clock=clock, open_panes=lambda at, _: seen.append((at, at.journal.exists())))
    assert main(["demo"], session=session) == 0
    [(places, was_there)] = seen
    assert was_there
    assert not places.data.exists()


def test_the_demo_without_a_terminal_says_what_can_be_done(run: Run, opened: list[Places]) -> None:
    assert run("demo").code == 2
    assert opened == []
