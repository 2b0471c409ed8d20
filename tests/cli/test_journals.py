"""Two journals by name: one for oneself, one for a course of therapy, and none knows of the other."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from companion.cli.main import main
from companion.cli.session import Session
from companion.model.clock import Clock
from companion.model.errors import InputRefused, JournalDamaged, NothingFound, WrongPassphrase
from companion.system.journal_names import named
from companion.system.paths import NAME_VARIABLE, Places
from companion.vault import encryption, passphrases
from tests.cli.conftest import Given, Run
from tests.quick_keys import make_keys_quick

OWN, THERAPY = "a slow green lantern", "seven chairs by the window"


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key is worked out of a passphrase in a moment."""
    make_keys_quick(monkeypatch)


@pytest.fixture
def two(run: Run, given: Given, places: Places) -> Places:
    """The places of the named one: each of the two has a passphrase of its own and an entry."""
    given([OWN], "log", "--trigger", "slow_reply", "--note", "-", stdin="own canary")
    assert run("journals", "--new", "therapy").code == 0
    words = ("--journal", "therapy", "log", "--trigger", "affection", "--note", "-")
    assert given([THERAPY], *words, stdin="second canary").code == 0
    return named(places, "therapy")


def test_each_has_its_own_file_key_backups_and_entries(
    run: Run, given: Given, two: Places, places: Places
) -> None:
    assert two.data == places.data / "journals" / "therapy"
    for here, passphrase, other, words in (
        ((), OWN, THERAPY, "own canary"),
        (("--journal", "therapy"), THERAPY, OWN, "second canary"),
        (("--journal", "Therapy"), THERAPY, OWN, "second canary"),
        (("--journal", ""), OWN, THERAPY, "own canary"),
    ):
        today = given([passphrase], *here, "today")
        assert today.code == 0 and words in today.out and today.out.count("canary") == 1
        assert given([other], *here, "today").code == 4
    assert run("--journal", "therapy", "locate", "journal").out.strip() == str(two.journal)
    assert run("--journal", "therapy", "locate", "config").out == run("locate", "config").out
    for one, other in ((places, THERAPY), (two, OWN)):
        [backup] = (one.data / "backups").iterdir()
        assert encryption.is_encrypted(backup)
        with pytest.raises(WrongPassphrase):
            encryption.check_passphrase(one, other)
    changed = given([THERAPY, "another one entirely"], "--journal", "therapy", "passphrase")
    assert changed.code == 0
    assert given([OWN], "today").code == 0


def test_the_list_says_what_is_there_and_opens_nothing(
    run: Run, two: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("journals", "--new", "日記")
    monkeypatch.setattr("companion.journal.open_journal", lambda *_, **__: pytest.fail("opened"))
    listed = run("journals")
    assert (listed.code, listed.err) == (0, "")
    assert listed.out.splitlines() == [
        "  encrypted      (without a name)",
        "  encrypted      therapy",
        "  not started    日記",
    ]
    assert json.loads(run("journals", "--json").out) == [
        {"name": "", "state": "encrypted"},
        {"name": "therapy", "state": "encrypted"},
        {"name": "日記", "state": "none"},
    ]
    two.journal.write_bytes(b"not a journal at all")
    assert json.loads(run("journals", "--json").out)[1] == {"name": "therapy", "state": "damaged"}


def test_every_command_that_is_suggested_names_the_journal_and_its_place(
    run: Run, given: Given, two: Places, places: Places
) -> None:
    """Typed as it stands, a hint without them would act on another journal."""
    (two.data / "journal.sync-conflict-1.db").touch()
    (two.data / "backups" / "journal-20260301T210000Z.db").write_bytes(os.urandom(9000))
    two.config_file.write_text("lock_after = 0\n")
    run("journals", "--new", "bare")
    said = ""
    for journal, passphrase, words in (
        ("therapy", THERAPY, ["doctor"]),  # a backup that nobody opens, a copy of another device
        ("therapy", THERAPY, ["settings"]),  # which somebody set without the passphrase
        ("therapy", THERAPY, ["recovery-sheet", "--yes", "-o", str(two.data / "sheet")]),
        ("therapy", THERAPY, ["check"]),
        ("therapy", THERAPY, ["restore", "none.db"]),
        ("therapy", THERAPY, ["decrypt", "--yes"]),
        ("therapy", "", ["decrypt", "--yes"]),
        ("therapy", "", ["recovery-sheet", "--yes"]),
        ("therapy", "", ["doctor"]),
        ("bare", "", ["restore"]),
        ("bare", "", ["doctor"]),
        ("bare", "", ["today"]),
    ):
        named = ("--journal", journal)
        ran = given([passphrase], *named, *words) if passphrase else run(*named, *words)
        told = " ".join((ran.out + ran.err).split())
        hints = re.findall(r"companion --?[a-z]+ [^`]*|companion [a-z]", told)
        known = (f"companion --at {places.data} --journal {journal} ", "companion --at FOLDER recover")
        assert [hint for hint in hints if not hint.startswith(known)] == [], words
        said += ran.out + ran.err
    for command in ("backup", "restore", "merge", "settings", "recover", "check", "encrypt", "log"):
        assert re.search(rf"--journal \w+\s+{command}\b", said), command


def test_a_slip_in_a_name_begins_nothing_and_lists_the_names(run: Run, two: Places, places: Places) -> None:
    before = sorted(path for path in places.data.rglob("*"))
    for words in (
        ["log", "--trigger", "affection"],
        ["today"],
        [],
        ["doctor"],
        ["encrypt"],
        ["locate", "data"],
    ):
        ran = run("--journal", "terapy", *words, terminal=not words)
        assert ran.code == InputRefused.exit_code, words
        assert "no journal 'terapy'" in ran.err and "there are: therapy" in ran.err, words
        assert f"companion --at {places.data} journals --new terapy" in ran.err, words
    for name in ("../therapy", "a b", "con", ".", "/tmp"):
        ran = run("--journal", name, "log", "--trigger", "affection")
        assert ran.code == InputRefused.exit_code and repr(name) in ran.err
        assert run("journals", "--new", name).code == InputRefused.exit_code
    assert run("journals", "--new", "THERAPY").code == InputRefused.exit_code
    assert sorted(path for path in places.data.rglob("*")) == before
    safe = run("--journal", "terapy", "card", "crisis")
    assert safe.code == 0 and safe.out


def test_the_environment_names_one_where_no_place_is_named(
    two: Places, places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    assert Session(clock=clock).places.name == ""
    monkeypatch.setenv("COMPANION_HOME", str(places.data))
    monkeypatch.setenv(NAME_VARIABLE, "therapy")
    assert Session(clock=clock).places == two
    assert Session(places.data, clock=clock).places == places
    monkeypatch.setenv(NAME_VARIABLE, "nobody")
    with pytest.raises(InputRefused, match=r"^COMPANION_JOURNAL: there is no journal 'nobody'"):
        _ = Session(clock=clock).places
    assert main(["journals"], session=Session(clock=clock)) == 0
    assert main(["--journal", "", "locate", "data"], session=Session(clock=clock)) == 0


def test_erasing_everything_erases_the_named_one_and_its_name_only(
    run: Run, given: Given, two: Places, places: Places
) -> None:
    stopped = run("--journal", "therapy", "delete", "--everything", stdin="no\n", terminal=True)
    assert f"the journal therapy in {two.data}," in stopped.err
    assert "No other journal is touched: the one without a name." in stopped.err
    assert f"companion --at {places.data} --journal therapy export -o FILE\n" in stopped.err
    assert two.journal.exists()
    run("lock")
    gone = run("--journal", "therapy", "delete", "--everything", "--yes")
    assert gone.code == 0 and "Not touched: the configuration and your other journals." in gone.err
    assert not two.data.exists()
    assert "own canary" in given([OWN], "today").out
    assert [each["name"] for each in json.loads(run("journals", "--json").out)] == [""]


def test_erasing_the_one_without_a_name_leaves_those_with_one(
    run: Run, given: Given, two: Places, places: Places
) -> None:
    gone = run("delete", "--everything", "--yes")
    assert gone.code == 0 and not places.journal.exists() and not (places.data / "backups").exists()
    assert "second canary" in given([THERAPY], "--journal", "therapy", "today").out
    assert run("--journal", "therapy", "journals", "--new", "empty").code == 0
    assert run("--journal", "empty", "delete", "--everything", "--yes").code == 0
    assert not (places.data / "journals" / "empty").exists()
    assert run("delete", "--everything", "--yes").code == NothingFound.exit_code


def test_one_of_them_merges_with_the_other_by_its_file(run: Run, given: Given, two: Places) -> None:
    encryption.decrypt(two, THERAPY)
    merged = given([OWN], "merge", str(two.journal), "--yes")
    assert merged.code == 0, merged.err
    assert given([OWN], "today").out.count("canary") == 2
    assert run("--journal", "therapy", "today").out.count("canary") == 1


def test_a_damaged_one_is_named_with_the_command_that_restores_it(
    run: Run, two: Places, places: Places
) -> None:
    two.journal.unlink()
    ran = run("--journal", "therapy", "today")
    assert ran.code == JournalDamaged.exit_code
    assert f"companion --at {places.data} --journal therapy restore journal-" in ran.err
    assert run("backup").code == 4  # the other one asks for its passphrase as before


def test_every_window_is_asked_to_lock_whichever_journal_is_open_in_it(
    run: Run, two: Places, places: Places
) -> None:
    run("journals", "--new", "empty")
    for words in (("lock",), ("--journal", "therapy", "lock"), ("--journal", "slip", "lock")):
        ran = run(*words)
        assert (ran.code, ran.out) == (0, "")
        assert ran.err == "Locking every open window on these journals.\n"
        for one in (two, places):
            one.lock_request.unlink()
    assert not (places.data / "journals" / "empty" / "lock").exists()
    places.journal.unlink()
    ran = run("lock")
    assert ran.code == JournalDamaged.exit_code and two.lock_request.exists()
    assert f"companion --at {places.data} restore" in ran.err


def test_each_has_an_entry_of_its_own_in_the_keyring(two: Places, places: Places) -> None:
    assert passphrases._account(two) != passphrases._account(places)


@pytest.mark.parametrize(("begun", "completed"), [("th", ["therapy"]), ("", ["me", "therapy"]), ("x", [])])
def test_the_shell_completes_the_names(
    run: Run, places: Places, monkeypatch: pytest.MonkeyPatch, begun: str, completed: list[str]
) -> None:
    for name in ("therapy", "me"):
        run("journals", "--new", name)
    environment = {
        **os.environ,
        "COMP_WORDS": f"companion --at {places.data} --journal {begun}",
        "COMP_CWORD": "4",
        "_COMPANION_COMPLETE": "bash_complete",
    }
    ran = subprocess.run(
        [sys.executable, "-m", "companion"], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.stdout.split() == [f"plain,{name}" for name in completed]


def test_a_folder_that_cannot_be_made_is_said(run: Run, places: Places) -> None:
    places.data.mkdir()
    (places.data / "journals").write_text("a file of one's own")
    ran = run("journals", "--new", "me")
    assert ran.code == InputRefused.exit_code and f"{places.data / 'journals'}: " in ran.err
    assert Path(places.data / "journals").read_text() == "a file of one's own"
