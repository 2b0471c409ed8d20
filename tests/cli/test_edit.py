"""Entries changed from the command line."""

import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from companion.model.clock import Clock
from companion.system import editor
from tests.cli.conftest import Run
from tests.conftest import Hands


@pytest.fixture
def clock(hands: Hands) -> Clock:
    """A clock that the tests move."""
    return hands.clock


def parsed(run: Run, id: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("show", id, "--json").out)
    return found


@pytest.fixture
def id(run: Run) -> str:
    words = ("--trigger", "hug", "--mood", "tender", "--tag", "door", "--closeness", "-1", "--note", "hm")
    return run("log", *words, "--response", "nothing").out.strip()


def test_what_is_given_is_added_or_takes_the_place_and_is_said_back(run: Run, id: str) -> None:
    ran = run(
        *(
            "edit",
            "last",
            "--trigger",
            "slow_reply",
            "--mood",
            "tender:6",
            "--mood",
            "calm",
            "--closeness",
            "2",
        ),
        *("--response", "stayed with", "--when", "yesterday 9pm", "--star", "--note", "-", "--tag", "late"),
        *("--person", "Kim", "--ending", "a walk"),
        stdin="better words\n",
    )
    assert (ran.code, ran.out.strip()) == (0, id)
    lines = [line.strip() for line in ran.err.splitlines()]
    for line in (
        "+ A slow reply, or none", "- Tender", "+ Tender 6", "+ Calm", "- Nothing of the kind",
        "+ Stayed with it", "+ #late", "when: Sunday 1 March, 21:40 → Saturday 28 February, 21:00", "starred",
        "closeness: -1 a little distant → +2 close", "with: your partner → Kim", "how it ended: changed",
        "text: changed",
    ):  # fmt: skip
        assert line in lines
    assert "better words" not in ran.err
    moment = parsed(run, id)
    assert moment["triggers"] == ["affection_received", "slow_reply"]
    assert moment["responses"] == ["stayed_present"]
    assert [(each["mood"], each["intensity"]) for each in moment["feelings"]] == [
        ("tender", 6),
        ("calm", None),
    ]
    assert moment["note"] == "better words" and moment["occurred_at"] == "2026-02-28T21:00:00+01:00"
    assert "Undone: the change to the moment of 21:40." in run("undo").err
    assert parsed(run, id)["triggers"] == ["affection_received"]


def test_what_is_taken_out(run: Run, id: str) -> None:
    ran = run(
        *("edit", id[:8], "--without", "hug", "--without", "tender", "--without", "door"),
        *("--without", "closeness", "--without", "note", "--ending", "done"),
    )
    assert ran.code == 0, ran.err
    moment = parsed(run, id)
    assert (moment["triggers"], moment["feelings"], moment["tags"]) == ([], [], [])
    assert (moment["closeness"], moment["note"], moment["ending"]) == (None, "", "done")
    assert "text: removed" in ran.err and "closeness: -1 a little distant → not said" in ran.err


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--without", "anxious"), "without: 'anxious' is not in the list; it has affection_received"),
        (("--trigger", "nonsense"), "trigger: 'nonsense'"),
        (("--closeness", "9"), "closeness"),
        (("--when", "tomorrow"), "when: 'tomorrow'"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_changes(
    run: Run, id: str, words: tuple[str, ...], named: str
) -> None:
    before = parsed(run, id)
    ran = run("edit", id, *words)
    assert (ran.code, ran.out) == (3, "")
    assert named in ran.err
    assert parsed(run, id) == before


def test_an_entry_is_not_emptied(run: Run) -> None:
    id = run("log", "--trigger", "hug").out.strip()
    ran = run("edit", id, "--without", "hug")
    assert ran.code == 3 and "this moment is empty" in ran.err
    assert parsed(run, id)["triggers"] == ["affection_received"]


def test_nothing_changed_is_said_and_nothing_is_written(run: Run, id: str) -> None:
    before = parsed(run, id)
    ran = run("edit", id, "--trigger", "hug", "--mood", "tender")
    assert (ran.code, ran.out, ran.err) == (0, "", "Nothing was changed.\n")
    assert parsed(run, id) == before


def test_a_reflection_has_text_feelings_and_tags_and_no_more(run: Run) -> None:
    id = run("prompt", "--answer", "plain").out.strip()
    assert run("edit", id, "--mood", "calm:3", "--tag", "x", "--note", "plainer").code == 0
    assert (parsed(run, id)["text"], parsed(run, id)["tags"]) == ("plainer", ["x"])
    for words in (("--trigger", "hug"), ("--closeness", "1"), ("--ending", "x")):
        ran = run("edit", id, *words)
        assert ran.code == 3 and "a reflection has none" in ran.err


def test_without_options_its_text_opens_in_the_editor(
    run: Run, id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "shm"
    room.mkdir()
    monkeypatch.setattr(editor, "_IN_MEMORY", room)
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys\nfile = sys.argv[1]\ntext = open(file).read()\nopen(file, 'w').write(text + '!')\n"
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    assert run("edit", id).code == 2  # nobody is there to write
    ran = run("edit", "last", terminal=True)
    assert ran.code == 0, ran.err
    assert parsed(run, id)["note"].startswith("hm") and parsed(run, id)["note"].endswith("!")
    assert "text: changed" in ran.err and "Changes saved. To undo: companion" in ran.err


def test_last_is_the_one_written_last_whenever_it_was(run: Run, hands: Hands) -> None:
    assert run("show").code == run("edit", "last", "--star").code == 1
    run("log", "--trigger", "slow_reply")
    hands.at += timedelta(minutes=5)
    old = run("log", "--trigger", "hug", "--when", "2026-01-10 21:00").out.strip()
    assert json.loads(run("show", "--json").out)["id"] == old
    assert json.loads(run("show", "last", "--json").out)["id"] == old
    assert run("edit", "last", "--star").out.strip() == old
    assert run("edit", "ffffffff", "--star").code == 1


def test_what_was_wanted_is_told_from_what_was_done(run: Run) -> None:
    run("log", "--trigger", "hug", "--urge", "withdrew")
    assert run("edit", "last", "--response", "withdrew").err.splitlines()[1] == "  + Pulled away"
    lines = run("edit", "last", "--without", "withdrew").err.splitlines()
    assert lines[1:3] == ["  - Wanted to pull away", "  - Pulled away"]
