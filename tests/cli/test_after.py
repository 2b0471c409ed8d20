"""And afterwards? on the command line: asked, answered, said back, changed, undone, counted."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from companion.journal import open_journal
from companion.model.clock import Clock, fixed_clock
from companion.system.paths import Places
from tests.cli.conftest import Run
from tests.conftest import SUNDAY_EVENING, ZONE

Log = Callable[..., str]


@pytest.fixture
def log(run: Run) -> Log:
    """``log("20h ago", "--response", "pursued")``: an argument then; its id."""

    def log(when: str, *more: str) -> str:
        return run("log", "--trigger", "disagreement", "--when", when, *more).out.strip()

    return log


def said(run: Run, id: str) -> object:
    return json.loads(run("show", id, "--json").out).get("sequel")


def test_the_one_on_offer_is_asked_about_and_said_back(run: Run, log: Log) -> None:
    id = log("20h ago", "--response", "pursued")
    asked = run("after", stdin="closer\nnonsense\ns\nwe had tea\n", terminal=True)
    assert (asked.code, asked.out) == (0, "")
    assert "Saturday 28 February, 01:40 at night: We disagreed; you pressed for an answer." in asked.err
    assert "How is it now? c closer, t the same, f further apart, s skip" in asked.err
    assert "r, a, s, d, or Enter." in asked.err
    assert "Saved: closer, sorry about what you did, “we had tea”." in asked.err
    assert said(run, id) == {
        "at": SUNDAY_EVENING.isoformat(), "closer": 1, "about_it": "sorry", "note": "we had tea"
    }  # fmt: skip
    done = run("after")
    assert done.code == 1 and "no moment is asked about right now" in done.err
    for words in (["show", id], ["search", "had te"]):
        assert "we had tea" in run(*words).out


def test_a_script_answers_with_options_and_reads_json(run: Run, log: Log) -> None:
    id = log("20h ago")
    done = run("after", "--json")
    assert json.loads(done.out) == {"moment": id, "occurred_at": "2026-03-01T01:40:00+01:00", "sequel": None}
    done = run(
        "after", id[:8], "--now", "further", "--about", "all-right", "--line", "-", "--json", stdin="ok\n"
    )
    assert json.loads(done.out)["sequel"]["closer"] == -1
    assert run("after", id, "--now", "same").code == 0  # what is not given stays
    found = said(run, id)
    assert isinstance(found, dict)
    assert (found["closer"], found["about_it"], found["note"]) == (0, "all_right", "ok")
    assert run("undo").code == 0
    found = said(run, id)
    assert isinstance(found, dict) and found["closer"] == -1


def test_skipping_is_one_key_and_final(run: Run, log: Log) -> None:
    log("20h ago")
    asked = run("after", stdin="s\n", terminal=True)
    assert asked.code == 0 and asked.err.endswith("Skipped.\n")
    assert run("after").code == 1
    other = log("19h ago")
    assert "Skipped. You will not be asked about it again." in run("after", other, "--skip").err
    assert run("after").code == 1


def test_enter_leaves_all_of_it_open(run: Run, log: Log) -> None:
    id = log("20h ago")
    asked = run("after", stdin="\n\n\n", terminal=True)
    assert asked.code == 0 and asked.err.endswith("Nothing saved.\n")
    assert said(run, id) is None


def test_wrong_words_are_refused_by_name(run: Run, log: Log) -> None:
    log("20h ago")
    young, calm = (
        log("1h ago"),
        run("log", "--trigger", "affection_received", "--when", "20h ago").out.strip(),
    )
    for words, says in (
        (["--now", "better"], "now: 'better' is not an answer; use closer, same, further"),
        (["--about", "glad"], "about: 'glad' is not an answer; use relieved, all-right, sorry, unknown"),
        ([young, "--now", "closer"], "can be answered from 6 hours to 7 days after it"),
        ([calm, "--now", "closer"], "distance, argument, protest and making up are"),
    ):
        done = run("after", *words)
        assert done.code == 3 and says in done.err
    assert run("after", "no-such-id", "--now", "closer").code == 1
    assert run("after").code == 2  # nobody to ask


def test_quiet_mode_asks_nothing(run: Run, log: Log, places: Places) -> None:
    id = log("20h ago")
    with open_journal(places) as journal:
        journal.set_quiet(True)
    done = run("after")
    assert done.code == 1 and "quiet mode" in done.err
    assert run("after", id, "--now", "closer").code == 3


def test_words_of_danger_in_the_line_name_a_page(run: Run, log: Log) -> None:
    log("20h ago")
    done = run("after", "--now", "further", "--line", "he hit me again")
    assert done.code == 0 and "companion card safety" in done.err


def _diary(places: Places, pairs: int) -> None:
    """Every other day an argument: pressed, and further; asked plainly, and closer."""
    for number in range(2 * pairs):
        when = SUNDAY_EVENING - timedelta(days=2 * (2 * pairs - number), hours=2)
        with open_journal(places, clock=fixed_clock(when + timedelta(hours=14), ZONE)) as journal:
            pressed = number % 2 == 0
            moment = journal.log(
                triggers=["disagreement"], responses=["pursued" if pressed else "asked_directly"], when=when
            )
            journal.sequels.answer(
                moment.id, closer=-1 if pressed else 1, about_it="sorry" if pressed else None
            )


def test_patterns_and_the_week_tell_it_in_counts(run: Run, places: Places, clock: Clock) -> None:
    _diary(places, 4)
    told = " ".join(run("patterns").out.split())
    assert "How it was after you asked instead of guessing: 4 of the 6 needed." in told
    rows = json.loads(run("patterns", "--json").out)["also"]["sequels"]
    assert {row["act"]: (row["needed"], row["state"]) for row in rows} == {
        "pursued": ("4 of 6", "counting"), "asked_directly": ("4 of 6", "counting")
    }  # fmt: skip
    assert "afterwards" not in run("week").out


def test_with_enough_of_it_both_numbers_stand_beside_each_other(run: Run, places: Places) -> None:
    _diary(places, 13)
    told = " ".join(run("patterns").out.split())
    assert (
        "It was closer after you asked instead of guessing, 13 of 13 times; after you pressed for an answer,"
        " 0 of 13 times." in told
    )
    assert (
        "Chance is an unlikely explanation." in told
        and "How you felt about what you did: sorry 13 times." in told
    )
    week = json.loads(run("week", "--json").out)
    assert {(row["act"], row["n"], row["n0"], row["state"]) for row in week["sequels"]} == {
        ("pursued", 13, 13, "holds_up"), ("asked_directly", 13, 13, "holds_up")
    }  # fmt: skip
    assert "It was closer after you asked instead of guessing, 13 of 13 times" in " ".join(
        run("week").out.split()
    )
    with open_journal(places) as journal:
        journal.set_quiet(True)
    assert "closer after" not in run("patterns").out + run("week").out
    assert json.loads(run("week", "--json").out)["sequels"] == []
