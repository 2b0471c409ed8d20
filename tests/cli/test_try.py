"""An experiment of one sentence on the command line: started, tried or not, set aside, undone."""

import json
from typing import Any

import pytest

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.model.vocabulary import load_vocabulary
from companion.system.paths import Places
from tests.cli.conftest import Given, Run
from tests.quick_keys import make_keys_quick

QUESTION, KETTLE = "ex_simple_question", "If a reply is slow, then I put the kettle on first."
BARRED = "ex_receive_affection"


@pytest.fixture(autouse=True)
def the_usual_place(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that are suggested name no place then."""
    monkeypatch.setenv("COMPANION_HOME", str(places.data))


def state(run: Run) -> dict[str, Any]:
    """What is being tried and what could be, as a script reads it."""
    found: dict[str, Any] = json.loads(run("try", "--json").out)
    return found


def under_way(run: Run) -> dict[str, Any]:
    found: dict[str, Any] = state(run)["under_way"]
    return found


def test_a_practice_is_started_tried_and_set_aside(run: Run) -> None:
    row = load_vocabulary().practices[QUESTION]
    assert "Nothing is being tried right now" in run("try").out
    done = run("try", "a light question")
    assert (done.code, done.out) == (0, "")
    assert f"Started: “{row.if_then}”" in done.err and "`companion try --tried yes`" in done.err
    done = run("try", "--tried", "yes", "--note", "-", stdin="They laughed.\n")
    assert done.err == "Saved: it came up, and you tried it. So far it came up once; you tried it once.\n"
    done = run("try", "--tried", "no")
    assert done.err == "Saved: not this time. So far it came up twice; you tried it once.\n"
    found = under_way(run)
    assert (found["exercise"], found["if_then"], found["pattern"]) == (QUESTION, row.if_then, None)
    assert sorted((one["did"], one["note"]) for one in found["tries"]) == [
        (False, ""),
        (True, "They laughed."),
    ]
    told = " ".join(run("try").out.split())
    assert row.if_then in told and "Started on Sunday 1 March 2026." in told
    assert run("try", "--set-aside").err == "Set aside. What you noted stays.\n"
    assert under_way(run) is None
    (kept,) = json.loads(run("export").out)["experiments"]
    assert len(kept["tries"]) == 2 and kept["ended_at"]


def test_a_sentence_of_ones_own_may_stand_in_its_place_or_alone(run: Run) -> None:
    moment = run("log", "--trigger", "slow_reply").out.strip()
    done = run(
        "try", QUESTION, "--if-then", "-", "--pattern", "overread", stdin="If a reply is slow,\nthen tea.\n"
    )
    assert done.code == 0, done.err
    found = under_way(run)
    assert found["if_then"] == "If a reply is slow, then tea."
    assert (found["exercise"], found["pattern"]) == (QUESTION, "overread_after_silence")
    run("try", "--tried", "no", "--moment", moment[:8])
    assert [one["moment"] for one in under_way(run)["tries"]] == [moment]
    run("try", "--set-aside")
    assert run("try", "--if-then", KETTLE).code == 0
    assert (under_way(run)["exercise"], under_way(run)["if_then"]) == (None, KETTLE)


def test_at_a_terminal_the_steps_are_shown_and_the_sentence_can_be_changed(run: Run) -> None:
    row = load_vocabulary().practices[QUESTION]
    done = run("try", QUESTION, stdin=f"{KETTLE}\n", terminal=True)
    assert f"1. {row.steps[0]}" in done.err and f"Enter for: {row.if_then}" in done.err
    assert under_way(run)["if_then"] == KETTLE
    run("undo")
    run("try", QUESTION, stdin="\n", terminal=True)
    assert under_way(run)["if_then"] == row.if_then
    assert under_way(run)["exercise"] == QUESTION


def test_a_try_loses_its_words_with_its_moment_and_undo_does_not_bring_them_back(
    run: Run, places: Places
) -> None:
    moment = run("log", "--trigger", "slow_reply").out.strip()
    run("try", "--if-then", KETTLE)
    run("try", "--tried", "yes", "--moment", moment, "--note", "a canary")
    run("try", "--tried", "no")
    run("delete", moment, "--backups", "--yes")
    assert sorted((one["did"], one["note"], one["moment"]) for one in under_way(run)["tries"]) == [
        (False, "", None),
        (True, "", None),
    ]
    assert b"canary" not in places.journal.read_bytes()
    assert "canary" not in run("undo").err + run("export").out


def test_undo_takes_back_step_by_step(run: Run) -> None:
    run("try", "--if-then", KETTLE)
    run("try", "--tried", "yes")
    run("try", "--set-aside")
    assert run("undo").err == "Undone: the end of the experiment; it goes on.\n"
    assert len(under_way(run)["tries"]) == 1
    assert run("undo").err == "Undone: the note that it came up.\n"
    assert under_way(run)["tries"] == []
    assert run("undo").err == "Undone: the experiment you started.\n"
    assert under_way(run) is None
    assert json.loads(run("export").out)["experiments"] == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            [QUESTION],
            3,
            "there is an experiment already; `companion try --set-aside` ends it. Nothing was changed",
        ),
        (["nonsense"], 3, "practice: 'nonsense' is not in the list; `companion try` shows it"),
        (["let"], 3, "practice: 'let' fits more than one: "),
        (["--tried", "perhaps"], 3, "tried: 'perhaps' is not an answer; use yes or no"),
        (["--tried", "yes", "--moment", "nope"], 1, "there is no entry with the id 'nope'"),
        (["--tried", "yes", "--moment", "REFLECTION"], 3, "is a reflection; name the moment"),
        (["--note", "tea"], 2, "--note and --moment go with --tried"),
        (["--set-aside", "--tried", "no"], 2, "One thing at a time"),
        ([QUESTION, "--set-aside"], 2, "One thing at a time"),
        (
            ["--if-then", "x", "--pattern", "nonsense"],
            3,
            "pattern: 'nonsense' is not in the list; `companion patterns` shows it",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    words: list[str], code: int, said: str, run: Run
) -> None:
    reflection = run("prompt", "--answer", "tea").out.strip()
    run("try", "--if-then", KETTLE)
    before = run("export").out
    done = run("try", *(reflection if word == "REFLECTION" else word for word in words))
    assert (done.code, done.out) == (code, "")
    assert said in " ".join(done.err.split())
    assert run("export").out == before


def test_with_nothing_under_way_there_is_nothing_to_note(run: Run) -> None:
    for words in (["--tried", "yes"], ["--set-aside"]):
        done = run("try", *words)
        assert done.code == 1 and "nothing is being tried right now; `companion try` shows" in done.err
    assert run("try", "--if-then", " ").code == 3
    assert run("try", "--pattern", "overread").code == 2  # a sentence is needed, and nobody can be asked
    done = run("try", "--pattern", "overread", stdin="\n", terminal=True)
    assert done.err.endswith("Nothing was started.\n")
    assert json.loads(run("export").out)["experiments"] == []


def test_in_quiet_mode_what_asks_for_closeness_stays_away(run: Run, places: Places, clock: Clock) -> None:
    row = load_vocabulary().practices[BARRED]
    run("try", BARRED)
    with open_journal(places, clock=clock) as journal:
        journal.set_quiet(True)
    told = run("try").out + json.dumps(state(run))
    assert BARRED not in told and row.label not in told and row.if_then not in told
    assert run("try", "--tried", "yes").code == 1
    done = run("try", BARRED)
    assert done.code == 1 and f"practice: '{BARRED}' is hidden in quiet mode" in done.err
    done = run("try", "let it land")
    assert done.code == 3 and row.label not in done.err
    assert run("try", "ex_own_life").code == 0
    with open_journal(places, clock=clock) as journal:
        journal.set_quiet(False)
        assert {one.exercise for one in journal.experiments.all()} == {BARRED, "ex_own_life"}


def test_a_locked_journal_is_opened_first(run: Run, given: Given, monkeypatch: pytest.MonkeyPatch) -> None:
    make_keys_quick(monkeypatch)
    assert given(["owl 5"], "try", "--if-then", KETTLE).code == 0
    for words in ([], ["--json"], [QUESTION], ["--tried", "yes"], ["--set-aside"]):
        done = run("try", *words)
        assert (done.code, done.out) == (4, "") and "kettle" not in done.err, words
    assert KETTLE in given(["owl 5"], "try").out
