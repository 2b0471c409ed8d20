"""A mood alone from the command line, and the words there are for it."""

import json

import pytest

from companion.model.vocabulary import load_vocabulary
from companion.system.paths import Places
from tests.cli.conftest import Run


def test_a_word_is_saved_said_back_and_taken_back(run: Run, places: Places) -> None:
    run("today")
    code, out, err = run("mood", "tense=6")
    assert code == 0
    (kept,) = json.loads(run("today", "--json").out)
    assert kept["id"] == out.strip()
    assert kept["feelings"] == [{"mood": "tense", "intensity": 6}]
    assert (kept["text"], kept["prompt"]) == ("", None)
    assert "Saved: tense 6." in err
    assert "To undo: companion" in err
    assert run("undo").code == 0
    assert json.loads(run("today", "--json").out) == []


def test_several_words_are_one_entry_and_a_part_of_one_will_do(run: Run) -> None:
    run("mood", "TENDER", "anx:0", "disappointed")
    (kept,) = json.loads(run("today", "--json").out)
    assert kept["feelings"] == [
        {"mood": "tender", "intensity": None},
        {"mood": "anxious", "intensity": 0},
        {"mood": "disappointed", "intensity": None},
    ]


def test_it_counts_as_no_moment(run: Run) -> None:
    """A mood alone is none of the other times that a pattern is compared with."""
    run("mood", "tense")
    run("mood", "calm=3")
    assert "You named a mood twice, on 1 day." in run("week").out
    assert json.loads(run("week", "--json").out)["moments"] == 0
    assert {found["n0"] for found in json.loads(run("patterns", "--json").out)["patterns"]} == {0}
    assert run("today").out.count("A mood") == 2
    run("prompt", "--answer", "a long walk")
    run("log", "--trigger", "ordinary_moment")
    told = " ".join(run("week").out.split())
    assert "You logged 1 moment, wrote 1 reflection and named a mood twice, on 1 day." in told


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["tendr=3"], ["mood", "'tendr'", "tender"]),
        (["tense=11"], ["mood", "'11'", "0 to 10"]),
        (["tense="], ["mood", "''", "0 to 10"]),
        (["tense", "tense=4"], ["mood", "'tense'", "twice"]),
        (["co"], ["fits more than one", "content", "confused"]),
    ],
)
def test_what_is_not_understood_is_refused_whole(run: Run, words: list[str], named: list[str]) -> None:
    code, out, err = run("mood", *words)
    assert (code, out) == (3, "")
    for word in named:
        assert word in err
    assert json.loads(run("today", "--json").out) == []


def test_without_a_word_all_are_listed_by_where_they_lie(run: Run) -> None:
    for _ in range(3):
        run("log", "--mood", "calm")
    listed = run("mood").out
    read_out = run("mood", "--plain").out.splitlines()
    assert "calm: Quiet inside, with breath and time to spare" in read_out
    assert "hard, quiet:" in read_out and read_out[-1] == "Named most in four weeks: calm (3)."
    lines = [line for line in listed.splitlines() if line]
    titles = [line.strip() for line in lines if ", " in line and len(line.split()) == 2]
    assert titles == ["pleasant, lively", "pleasant, quiet", "hard, lively", "hard, quiet"]
    for row in load_vocabulary().moods.values():
        assert any(
            line.startswith(f"  {row.label.lower()} ") and line.endswith(row.definition) for line in lines
        )
    assert lines.index("  pleasant, quiet") < next(n for n, line in enumerate(lines) if "calm" in line)
    assert lines[-1].strip() == "Named most in four weeks: calm (3)."
