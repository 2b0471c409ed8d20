"""Words of one's own, and the program's, on the command line; and tags that get a meaning."""

import json

import pytest

from companion.system.paths import Places
from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def the_usual_place(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that are suggested name no place then."""
    monkeypatch.setenv("COMPANION_HOME", str(places.data))


def test_a_word_of_the_program_is_renamed_found_by_both_names_retired_and_brought_back(run: Run) -> None:
    assert run("words").code == 1
    done = run("words", "rename", "affection_received", "A squeeze of the hand")
    assert (done.code, done.out) == (0, "")
    for name in ("A squeeze of the hand", "Affection came my way", "hug", "affection_received"):
        assert run("log", "--trigger", name).code == 0, name
    id = run("log", "--trigger", "affection_received").out.strip()
    assert "A squeeze of the hand" in run("show", id).out
    assert "A squeeze of the hand" in run("list").out
    listed = json.loads(run("words", "--json").out)
    assert listed == [
        {
            "kind": "trigger", "id": "affection_received", "label": "A squeeze of the hand", "entries": 5,
            "retired": False, "own": False, "usual_label": "Affection came my way",
        }
    ]  # fmt: skip
    assert "A squeeze of the hand  affection_received, 5 entries, usually “Affection" in run("words").out
    assert "bring-back affection_received" in run("words", "retire", "A squeeze of the hand").err
    assert run("log", "--trigger", "A squeeze of the hand").code == 3
    assert "retired" in run("words").out
    assert run("words", "bring-back", "affection_received").code == 0
    assert run("undo").err.startswith("Undone: bringing a word back")
    assert run("log", "--trigger", "A squeeze of the hand").code == 3


def test_what_cannot_be_says_so(run: Run) -> None:
    all_of_them = run("words", "--all")
    assert "there is no" not in all_of_them.err
    assert "  My partner seemed quiet or distant  partner_quiet, 0 entries\n" in all_of_them.out
    refused = run("words", "retire", "felt_afraid")
    assert refused.code == 3 and "opens the Safety page" in refused.err
    assert run("words", "delete", "slow_reply").code == 3
    assert "word: " in run("words", "rename", "zzz", "A word").err


def test_a_tag_of_an_import_gets_a_meaning_later_and_undo_takes_it_back(run: Run) -> None:
    for day in ("yesterday 9pm", "3 days ago", "5 days ago"):
        run("log", "--tag", "date night", "--when", day)
    assert "date night  3 entries; perhaps Close time together (quality_time)" in run("words", "tags").out
    done = run("words", "tag", "date night", "quality_time", "--json")
    assert json.loads(done.out) == {
        "tag": "date night", "entries": 3, "means": "trigger:quality_time", "waiting": 0,
        "near": ["trigger:quality_time"], "noted": 3,
    }  # fmt: skip
    found = json.loads(run("search", "trigger:quality_time", "--json").out)
    assert [entry["tags"] for entry in found] == [["date night"]] * 3
    assert "Entries: 3 as before." in run("undo").err
    assert run("search", "trigger:quality_time").code == 1
    assert "my_date_night" in run("words", "tag", "date night", "new").err
    assert "date night  3 entries, means date night" in run("words", "tags").out
    assert run("undo").code == 0 and run("words").code == 1
    assert run("words", "tag", "date night", "nothing").code == 0
    assert "stays a tag" in run("words", "tags").out
    assert run("words", "tag", "no such tag", "quality_time").code == 1
    assert run("words", "tag", "date night", "felt_afraid").code == 3
