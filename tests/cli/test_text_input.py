"""What is said after a save: where it is, and which page may help."""

import json

import pytest

from tests.cli.conftest import Run

DANGER_NOW = "If there is danger now: call your local emergency number"


@pytest.mark.parametrize(
    "picked",
    [("--trigger", "felt_afraid"), ("--partner-act", "pb_controlling"), ("--partner-act", "pb_threatening")],
)
def test_after_fear_a_terminal_shows_the_safety_page_and_how_quiet_mode_ends(
    run: Run, picked: tuple[str, str]
) -> None:
    done = run("log", *picked, terminal=True)
    assert done.code == 0 and done.out.count("\n") == 1
    assert "Quiet mode is on now" in done.err and "companion settings quiet off" in done.err
    assert "When something between you" not in done.out and DANGER_NOW in " ".join(done.err.split())
    assert "companion card safety" in done.err

    assert run("settings", "quiet").out == "true\n"
    assert run("settings", "quiet", "off").code == 0
    assert run("settings", "quiet").out == "false\n"


def test_into_a_pipe_goes_the_id_alone_and_one_line_says_where_the_page_is(run: Run) -> None:
    run("log", "--trigger", "ordinary_moment")
    done = run("log", "--trigger", "felt_afraid")
    assert run("show", done.out.strip()).code == 0
    assert len(done.err.splitlines()) == 2 and "companion card safety" in done.err
    as_json = run("log", "--trigger", "felt_afraid", "--json")
    assert json.loads(as_json.out)["triggers"] == ["felt_afraid"]


def test_asked_step_by_step_it_is_said_as_well(run: Run) -> None:
    done = run("log", stdin="\nfelt_afraid" + "\n" * 12, terminal=True)
    assert done.code == 0 and "Quiet mode is on now" in done.err


def test_an_edit_says_it_once_for_fear_that_was_added_and_not_for_fear_that_was_there(run: Run) -> None:
    run("log", "--trigger", "raised_voices")
    added = run("edit", "last", "--partner-act", "pb_threatening")
    assert added.code == 0 and "Quiet mode is on now" in added.err
    assert "Quiet mode" not in run("edit", "last", "--closeness", "-3").err


def test_quiet_takes_on_and_off_alone(run: Run) -> None:
    refused = run("settings", "quiet", "maybe")
    assert refused.code == 3
    assert all(word in refused.err for word in ("quiet", "'maybe'", "on or off"))
