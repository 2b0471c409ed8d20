"""Logging from the command line."""

import json
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from companion.system import editor
from companion.system.paths import Places
from tests.cli.conftest import Ran, Run


def logged(run: Run, ran: Ran) -> dict[str, Any]:
    """The moment behind the id that a log printed."""
    assert ran.code == 0, ran.err
    new, saved = "There was no journal yet; a new one was started: ", "Saved to "
    assert [line for line in ran.err.splitlines() if not line.startswith((new, saved))] == []
    id = ran.out.removesuffix("\n")
    assert "\n" not in id
    found: dict[str, Any] = json.loads(run("show", id, "--json").out)
    assert found["id"] == id
    return found


def test_an_evening_is_logged_the_next_morning(run: Run) -> None:
    ran = run(
        *("log", "--trigger", "affection_received", "--response", "withdrew", "--mood", "overwhelmed:7"),
        *("--urge", "withdrew", "--partner-act", "pb_warm", "--when", "yesterday 9pm", "--note", "-"),
        stdin="A long hug – at the door\n",
    )
    moment = logged(run, ran)
    assert moment["triggers"] == ["affection_received"]
    assert moment["responses"] == moment["urges"] == ["withdrew"]
    assert moment["partner_acts"] == ["pb_warm"]
    assert moment["feelings"] == [{"mood": "overwhelmed", "intensity": 7}]
    assert moment["occurred_at"] == "2026-02-28T21:00:00+01:00"
    assert moment["recorded_at"] == "2026-03-01T21:40:00+01:00"
    assert moment["note"] == "A long hug – at the door"


def test_a_trigger_alone_is_a_complete_log(run: Run) -> None:
    moment = logged(run, run("log", "--trigger", "slow_reply"))
    assert moment["triggers"] == ["slow_reply"]
    assert moment["occurred_at"] == "2026-03-01T21:40:00+01:00"
    assert (moment["note"], moment["feelings"], moment["closeness"]) == ("", [], None)


def test_every_list_may_be_given_several_times_and_a_label_or_part_of_one_will_do(run: Run) -> None:
    moment = logged(
        run,
        run(
            *("log", "--trigger", "affection", "--trigger", "a deep conversation", "--mood", "TENDER"),
            *("--mood", "anxious:0", "--partner-act", "warm", "--partner-act", "listened", "--urge", "away"),
            *("--response", "stayed with", "--response", "let it in", "--tag", "kitchen", "--tag", "late"),
            *(
                "--closeness",
                "-1",
                "--body",
                "tight chest",
                "--ending",
                "a walk",
                "--person",
                "Kim",
                "--star",
            ),
        ),
    )
    assert moment["triggers"] == ["affection_received", "deep_talk"]
    assert moment["feelings"] == [{"mood": "tender", "intensity": None}, {"mood": "anxious", "intensity": 0}]
    assert moment["partner_acts"] == ["pb_warm", "pb_listened"]
    assert moment["urges"] == ["withdrew"]
    assert moment["responses"] == ["stayed_present", "accepted_affection"]
    assert (moment["tags"], moment["closeness"], moment["body"]) == (["kitchen", "late"], -1, "tight chest")
    assert (moment["ending"], moment["person"], moment["starred"]) == ("a walk", "Kim", True)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (
            ["--trigger", "afection_received"],
            ["trigger: 'afection_received' is not in the list. Did you mean affection_received"],
        ),
        (
            ["--trigger", "felt"],
            ["trigger", "'felt'", "fits more than one", "felt_too_close", "felt_crowded"],
        ),
        (["--trigger", ""], ["trigger", "''"]),
        (["--response", "nonsense"], ["response: 'nonsense' is not in the list; `companion log` shows it"]),
        (["--urge", "nonsense"], ["urge", "'nonsense'"]),
        (["--partner-act", "pb_warmth"], ["partner-act", "'pb_warmth'", "pb_warm"]),
        (["--mood", "tendr:3"], ["mood", "'tendr'", "tender"]),
        (["--mood", "tender:11"], ["mood", "'tender:11'", "0 to 10"]),
        (["--mood", "tender:lots"], ["mood", "'lots'", "0 to 10"]),
        (["--mood", "tender:"], ["mood", "''", "0 to 10"]),
        (["--closeness", "4"], ["closeness", "4", "-3 to 3"]),
        (["--trigger", "slow_reply", "--when", "tomorrow"], ["when", "'tomorrow'"]),
        (["--trigger", "slow_reply", "--when", "soonish"], ["when", "'soonish'", "yesterday 9pm"]),
        (["--note", "  "], ["this moment is empty"]),
    ],
)
def test_what_is_not_understood_is_refused_whole_with_what_would_be(
    run: Run, words: list[str], named: list[str]
) -> None:
    code, out, err = run("log", *words)
    assert (code, out) == (3, "")
    for word in named:
        assert word in err
    assert json.loads(run("today", "--json").out) == []


def test_a_note_that_is_not_text_is_refused(run: Run) -> None:
    ran = run("log", "--trigger", "slow_reply", "--note", "-", stdin=b"caf\xe9")
    assert (ran.code, ran.out) == (3, "")
    assert "UTF-8" in ran.err


@pytest.mark.parametrize(
    "note", ["[@click=app.boom]hi[/]", "\x1b]0;title\x07", "# not a heading\n- ☕\n\n  end", "\u202e"]
)
def test_a_note_is_stored_as_it_was_written(run: Run, note: str) -> None:
    assert logged(run, run("log", "--note", "-", stdin=note))["note"] == note


def test_without_a_terminal_and_with_nothing_given_it_does_not_wait(run: Run) -> None:
    code, out, err = run("log")
    assert (code, out) == (2, "")
    assert "terminal" in err
    assert run("log", "--edit").code == 2


@pytest.mark.parametrize("words", ["nothing", "none of these", "none_of_these", "Nothing of the kind"])
def test_that_nothing_of_the_kind_was_done_is_an_answer(run: Run, words: str) -> None:
    moment = logged(run, run("log", "--trigger", "affection", "--response", words))
    assert moment["responses"] == ["none_of_these"]
    assert "nothing of the kind" in run("today").out
    for query in ("response:none_of_these", "response:none", "nothing of the kind"):
        assert [hit["id"] for hit in json.loads(run("search", query, "--json").out)] == [moment["id"]]


@pytest.mark.parametrize("second", ["stayed with", "kept_busy"])
def test_it_is_not_logged_beside_something_that_was_done(run: Run, second: str) -> None:
    code, out, err = run("log", "--trigger", "affection", "--response", "nothing", "--response", second)
    assert (code, out) == (3, "")
    assert "response: 'none_of_these' is not valid together with" in err and "use one or the other" in err
    assert ("stayed_present" if second == "stayed with" else second) in err
    assert json.loads(run("today", "--json").out) == []
    code, out, err = run("log", "--trigger", "affection", "--urge", "none_of_these")
    assert (code, out) == (3, "") and "urge: 'none_of_these' is not in the list" in err


# The editor


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the editor's private folder is made."""
    room = tmp_path / "shm"
    room.mkdir()
    monkeypatch.setattr(editor, "_IN_MEMORY", room)
    return room


def write_with(monkeypatch: pytest.MonkeyPatch, room: Path, text: str) -> None:
    """An editor that writes ``text``."""
    script = room.parent / "editor.py"
    script.write_text(f"import sys\nopen(sys.argv[1], 'w').write({text!r})\n")
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")


def test_a_note_written_in_the_editor(run: Run, room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_with(monkeypatch, room, "It was late.\n")
    ran = run("log", "--trigger", "slow_reply", "--edit", terminal=True)
    assert logged(run, ran)["note"] == "It was late."
    assert list(room.iterdir()) == []


def test_an_empty_note_from_the_editor_alone_logs_nothing(
    run: Run, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_with(monkeypatch, room, "\n")
    assert run("log", "--edit", terminal=True).out == ""
    assert json.loads(run("today", "--json").out) == []


# Step by step


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the person types, line by line; all of it has to be asked for."""
    lines: list[str] = []

    def prompt(*_words: Any, **_how: Any) -> str:
        return lines.pop(0)

    monkeypatch.setattr(click, "prompt", prompt)
    yield lines
    assert lines == []


def test_a_moment_asked_for_step_by_step(run: Run, answers: list[str]) -> None:
    answers += [
        "hug",
        "",
        "warm",
        "",
        "2",
        "",
        "6",
        "away",
        "",
        "stayed",
        "let it",
        "",
        "2",
        "a walk",
        "late",
    ]
    ran = run("log", "--when", "an hour ago", terminal=True)
    assert ran.err.count("?") == 5
    assert "Affection came my way" in ran.err
    moment = logged(run, ran._replace(err=""))
    assert moment["occurred_at"] == "2026-03-01T20:40:00+01:00"
    assert moment["triggers"] == ["affection_received"]
    assert moment["partner_acts"] == ["pb_warm"]
    assert [one["intensity"] for one in moment["feelings"]] == [6]
    assert moment["urges"] == ["withdrew"]
    assert moment["responses"] == ["stayed_present", "accepted_affection"]
    assert (moment["closeness"], moment["ending"], moment["note"]) == (2, "a walk", "late")


def test_words_narrow_the_list_and_numbers_pick_from_what_is_left(run: Run, answers: list[str]) -> None:
    answers += ["", "felt", "2 1", "99", "zzz", "", "", "", "", "", "", "", ""]
    ran = run("log", terminal=True)
    assert "That number is not in the list." in ran.err and "No match; try another word." in ran.err
    shown = [line for line in ran.err.splitlines() if line.startswith("  + ")]
    moment = logged(run, ran._replace(err=""))
    assert len(moment["triggers"]) == len(shown) == 2
    assert all("felt" in trigger for trigger in moment["triggers"])


def test_asked_for_step_by_step_the_later_of_an_act_and_of_nothing_stays(
    run: Run, answers: list[str]
) -> None:
    answers += ["", "hug", "", "", "", "", "stayed", "let it", "nothing", "", "", "", ""]
    ran = run("log", terminal=True)
    assert "- Stayed with it" in ran.err and "- Let it in" in ran.err and "+ Nothing of the kind" in ran.err
    assert logged(run, ran._replace(err=""))["responses"] == ["none_of_these"]
    answers += ["", "hug", "", "", "", "", "1", "stayed", "", "", "", ""]
    ran = run("log", terminal=True)
    assert "- Nothing of the kind" in ran.err
    assert logged(run, ran._replace(err=""))["responses"] == ["stayed_present"]


def test_numbers_out_of_range_are_asked_for_again(run: Run, answers: list[str]) -> None:
    answers += ["", "", "", "tender", "", "eleven", "11", "10", "", "", "7", "-3", "", ""]
    moment = logged(run, run("log", terminal=True)._replace(err=""))
    assert moment["feelings"] == [{"mood": "tender", "intensity": 10}]
    assert moment["closeness"] == -3


def test_nothing_answered_is_nothing_logged(run: Run, answers: list[str]) -> None:
    answers += [""] * 9
    ran = run("log", terminal=True)
    assert (ran.code, ran.out) == (0, "")
    assert "Nothing logged." in ran.err


def test_the_journal_is_private_from_the_first_log_on(run: Run, tmp_path: Path) -> None:
    run("log", "--trigger", "slow_reply", at=tmp_path / "new")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new").iterdir()}
    assert modes["journal.db"] == 0o600
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["note", "body", "ending"])
def test_each_text_can_come_by_stdin_and_one_alone(run: Run, name: str) -> None:
    id = run("log", "--trigger", "slow_reply", f"--{name}", "-", stdin="kept out of history\n").out.strip()
    assert json.loads(run("show", id, "--json").out)[name] == "kept out of history"
    ran = run("log", "--body", "-", "--ending", "-", "--note", "here", stdin="whose is it?")
    assert ran.code == 3 and "--body - and --ending -: only one" in ran.err
    assert len(json.loads(run("today", "--json").out)) == 1


def test_words_of_ones_own_are_understood_and_a_bad_file_is_said_on_stderr(run: Run, places: Places) -> None:
    run("today")
    places.custom_words.write_text(
        '[[trigger]]\nid = "my_call"\nlabel = "The Sunday call"\n', encoding="utf-8"
    )
    assert run("log", "--trigger", "sunday call").code == 0
    assert "The Sunday call" in run("today").out
    places.custom_words.write_text('[[trigger]]\nid = "my_call"\n', encoding="utf-8")
    code, out, err = run("today")
    assert code == 0
    assert "my_call" in out.lower()
    assert "my_words.toml: [[trigger]]: row 'my_call': field 'label' is missing" in err


def test_spaces_and_joiners_of_people_s_scripts_come_through_the_command_line(run: Run) -> None:
    text = "\u3000a\u00a0b\u200dc\u200cd\u00ade\u3000"
    given = run(
        "log", "--note", "-", "--ending", text, "--body", text, "--tag", "x\u00a0y\u200cz", stdin=text
    )
    entry = json.loads(run("show", given.out.strip(), "--json").out)
    assert (entry["note"], entry["ending"], entry["body"]) == (text, text, text)
    assert entry["tags"] == ["x\u00a0y\u200cz"]
    asked = run("log", stdin=f"\n\n\n\n\n\n\n{text}\n{text}\n", terminal=True)
    entry = json.loads(run("show", asked.out.strip(), "--json").out)
    assert (entry["note"], entry["ending"]) == (text, text)
