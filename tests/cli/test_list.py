"""Entries in a line each."""

import json

import pytest

from companion.cli.commands import ALIASES, COMMANDS
from companion.cli.near_commands import MEANT, no_such_command
from tests.cli.conftest import Run

NAMES = [name for section in COMMANDS.values() for name in section]


@pytest.fixture
def three(run: Run) -> list[str]:
    """The ids of three entries, newest first."""
    last = run(
        "log", "--trigger", "hug", "--closeness", "2", "--note", "At the door.\nLong. " * 9
    ).out.strip()
    reflection = run("prompt", "--answer", "quiet words").out.strip()
    old = run("log", "--note", "far away", "--closeness", "-1", "--when", "2025-11-26 21:00").out.strip()
    return [reflection, last, old]


def test_a_line_an_entry_newest_first(run: Run, three: list[str]) -> None:
    ran = run("list")
    lines = ran.out.splitlines()
    assert (ran.code, len(lines)) == (0, 3)
    assert [line[:8] for line in lines] == [id[:8] for id in three]
    assert "  o  " in lines[0] and "“quiet words”" in lines[0]
    assert "Sun 1 Mar, 21:40  »  Affection came my way  “At the door. Lo" in lines[1]
    assert lines[1].endswith("…”")
    assert "Wed 26 Nov 2025, 21:00  ‹  A moment  “far away”" in lines[2]
    assert max(map(len, lines)) <= 80
    assert run("entries") == run("list")


def test_after_midnight_a_moment_has_the_same_day_in_every_command(run: Run) -> None:
    """By ``day_start`` it belongs to the evening before, and so it is called."""
    saved = run("log", "--trigger", "hug", "--when", "2026-03-01 01:30", terminal=True)
    assert "Saved to Saturday 28 February, 01:30 at night. To undo:" in saved.err
    assert "  Sat 28 Feb, 01:30 at night  " in run("list").out
    assert "Sat 28 Feb, 01:30 at night, Affection" in run("list", "--plain").out
    assert run("show").out.splitlines()[1] == "  Saturday 28 February 2026"
    assert "Sat 28 Feb, 01:30 at night: ★ Affection" in run("edit", "last", "--star").err
    assert len(run("list", "--day", "2026-02-28").out.splitlines()) == 1
    assert "the moment of 28 February, 01:30" in run("undo").err
    run("settings", "day_start", "00:00")
    assert "  Sun 1 Mar, 01:30  " in run("list").out


def test_only_so_many_or_of_some_days(run: Run, three: list[str]) -> None:
    assert len(run("list", "2").out.splitlines()) == 2
    assert [each["id"] for each in json.loads(run("list", "1", "--json").out)] == three[:1]
    assert run("list", "--day", "2025-11-26").out.startswith(three[2][:8])
    assert len(run("list", "--day", "today").out.splitlines()) == 2
    assert len(run("list", "--since", "2025-11-26").out.splitlines()) == 3
    assert len(run("list", "--since", "2025-11-27").out.splitlines()) == 2
    assert len(run("list", "1", "--since", "2025-11-26").out.splitlines()) == 1


def test_nothing_there_and_words_that_are_no_day(run: Run, three: list[str]) -> None:
    ran = run("list", "--day", "yesterday", "--json")
    assert (ran.code, json.loads(ran.out)) == (1, [])
    ran = run("list", "--since", "soonish")
    assert ran.code == 3 and "since: could not read 'soonish' as a day; try" in ran.err
    assert run("list", "--since", "today", "--day", "today").code == 2
    assert run("list", "0").code == 2


def test_in_words_and_in_quiet_mode_without_closeness(run: Run, three: list[str]) -> None:
    plain = run("list", "--plain").out.splitlines()
    assert "Sun 1 Mar, 21:40, Affection came my way, +2 close" in plain[1]
    assert not set("«‹·›»★") & set("".join(plain))
    assert plain[1].endswith(f"… {three[1][:8]}.")
    run("log", "--partner-act", "pb_threatening")
    out = run("list").out
    assert not set("«‹›»") & set(out) and out.count("  o  ") == 4
    assert "close" not in run("list", "--plain").out


def test_a_long_heading_is_cut_and_leaves_room_for_words(run: Run) -> None:
    run(
        "log",
        *(word for each in ("hug", "slow_reply", "deep_talk") for word in ("--trigger", each)),
        "--note",
        "x y",
    )
    line = run("list").out.rstrip("\n")
    assert len(line) <= 80 and line.endswith("…  “x y”")


# In plain lines


def test_an_entry_in_plain_lines(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("--mood", "tender:6", "--star", "--note", "One.\n\nTwo", "--partner-act", "warm")
    id = run("log", "--trigger", "hug", *words).out.strip()
    run("story", "--moment", id, "--feared", "They leave", "--sure", "40")
    lines = run("show", "--plain").out.split("\n")
    assert lines[1:] == [
        "Sunday 1 March 2026.", "", "21:40. Affection came my way.", "Starred.", "Partner: was warm.",
        "Felt: tender 6.", "One.", "Two", "Feared: They leave.", "How sure: 40%.", *lines[11:13], "",
    ]  # fmt: skip
    assert lines[11].startswith("Asks again: ") and lines[12] == f"Id: {id[:8]}."
    for command in (("today",), ("search", "two")):
        out = run(*command, "--plain").out
        assert "21:40. Affection came my way." in out and "★" not in out
    monkeypatch.setenv("COMPANION_PLAIN", "1")
    assert run("today").out == run("today", "--plain").out != ""


@pytest.mark.parametrize("command", ["week", "year"])
def test_the_variable_asks_for_plain_lines_everywhere_and_gives_way_to_json(
    run: Run, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("log", "--trigger", "hug", "--closeness", "2")
    drawn, plain = run(command).out, run(command, "--plain").out
    assert drawn != plain and run(command, "--plain", "--json").code == 2
    monkeypatch.setenv("COMPANION_PLAIN", "1")
    assert run(command).out == plain
    assert json.loads(run(command, "--json").out)


def test_a_page_in_plain_lines(run: Run) -> None:
    assert "Safety: card_safety" in run("card", "--plain").out.splitlines()
    lines = run("card", "safety", "--plain").out.splitlines()
    assert "being hurt, held down, pushed, or having things thrown at you" in lines
    assert max(map(len, lines)) > 100  # a sentence is not broken


# Words that are no command


@pytest.mark.parametrize(
    ("word", "command"),
    [
        ("write", "log"), ("new", "log"), ("diary", "list"), ("stats", "patterns"),
        ("find", "search"), ("remove", "delete"), ("reminder", "remind"), ("logg", "log"), ("WEEKLY", "week"),
        ("pattern", "patterns"), ("setings", "settings"), ("therapist", "page"), ("sync", "merge"),
    ],
)  # fmt: skip
def test_everyday_words_lead_to_a_command(run: Run, word: str, command: str) -> None:
    code, out, err = run(word)
    assert (code, out) == (2, "")
    assert f"Did you mean `companion {command}`" in err


def test_a_calendar_is_the_year_where_there_is_one() -> None:
    assert "`companion year`" in no_such_command("calendar", NAMES)
    assert "Did you mean" not in no_such_command("calendar", ["week"])


def test_leaving_and_help_are_answered_and_a_far_word_gets_no_guess(run: Run) -> None:
    assert "ctrl+q" in run("quit").err
    assert "companion --help" in run("help").err
    assert "Did you mean" not in run("xyzzy").err


def test_no_everyday_word_is_a_command_or_stands_twice() -> None:
    words = [word for row in MEANT.values() for word in row]
    assert len(words) == len(set(words))
    assert not set(words) & {*NAMES, *ALIASES}
    assert set(ALIASES.values()) <= set(NAMES)
    assert set(MEANT) <= set(NAMES)
