"""Wherever a command takes the ID of an entry, its beginning will do, and "last" for the one written last."""

import json

import pytest

from tests.cli.conftest import Run

COMMANDS = {
    "show": ("show", "ENTRY"),
    "edit": ("edit", "ENTRY", "--tag", "walk"),
    "story": ("story", "--moment", "ENTRY", "--feared", "it was me", "--sure", "40"),
    "after": ("after", "ENTRY", "--now", "closer"),
    "try": ("try", "--tried", "yes", "--moment", "ENTRY"),
    "delete": ("delete", "ENTRY", "--yes"),
}


def standing(run: Run, id: str) -> tuple[str, list[str], list[str]]:
    """What is there now: the entry with this id, and the moments that worries and tries name."""
    whole = json.loads(run("export").out)
    tries = [one["moment"] for experiment in whole["experiments"] for one in experiment["tries"]]
    return run("show", id).out, [story["moment"] for story in whole["stories"]], tries


@pytest.mark.parametrize("command", COMMANDS)
def test_last_is_the_entry_written_last(command: str, run: Run) -> None:
    run("try", "--if-then", "If a reply is slow, then I put the kettle on first.")
    run("log", "--trigger", "slow_reply", "--when", "yesterday 9pm")
    id = run("log", "--trigger", "disagreement", "--when", "20h ago").out.strip()
    before = standing(run, id)
    after = {}
    for named in ("last", id, id[:10]):
        done = run(*(named if word == "ENTRY" else word for word in COMMANDS[command]))
        assert done.code == 0, done.err
        after[named] = standing(run, id)
        if command == "show":
            assert done.out == before[0]
        else:
            assert after[named] != before
            assert run("undo").code == 0
            assert standing(run, id) == before
    assert after["last"] == after[id] == after[id[:10]]


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "try"])
def test_with_no_entry_there_is_no_last_one(command: str, run: Run) -> None:
    done = run(*("last" if word == "ENTRY" else word for word in COMMANDS[command]))
    assert done.code == 1
    assert "no entries yet; run `companion" in done.err
