"""Two machines, one diary: merged from a file, a folder or an export, and what a sync tool leaves behind."""

import json
import os
import shlex
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.model.records import Moment
from companion.model.text_history import VERSION_SEPARATOR
from companion.system.paths import Places
from tests.cli.conftest import Run


def both_wrote(run: Run, places: Places, tmp_path: Path, clock: Clock) -> tuple[Path, str]:
    """A diary on two machines: the same moment changed on both, and one more on the other."""
    id = run("log", "--trigger", "affection", "--note", "a hug").out.strip()
    laptop = tmp_path / "laptop"
    shutil.copytree(places.data, laptop)
    for folder, words in ((places.data, "here"), (laptop, "there")):
        with open_journal(Places(folder, folder), clock=clock) as journal:
            entry = journal.timeline.entry(id)
            assert isinstance(entry, Moment)
            journal.entries.amend(replace(entry, note=words))
    assert run("log", "--trigger", "disagreement", at=laptop).code == 0
    return laptop, id


def moments(run: Run, at: Path | None = None) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("export", at=at).out)["moments"]
    return found


def test_both_machines_hold_the_same_after_each_took_in_the_other(
    run: Run, places: Places, tmp_path: Path, clock: Clock
) -> None:
    laptop, id = both_wrote(run, places, tmp_path, clock)
    before = (laptop / "journal.db").read_bytes()
    told = run("merge", str(laptop), "--dry-run")
    assert "1 added, 1 changed" in told.err
    assert len(moments(run)) == 1
    assert json.loads(run("merge", str(laptop), "--yes", "--json").out) == {
        "added": 1,
        "changed": 1,
        "unchanged": 0,
        "deleted": 0,
    }
    assert (laptop / "journal.db").read_bytes() == before
    backups = sorted((places.data / "backups").iterdir())
    assert json.loads(run("merge", str(laptop / "journal.db"), "--yes", "--json").out)["unchanged"] == 2
    assert (
        backups and sorted((places.data / "backups").iterdir()) == backups
    )  # nothing changed, nothing to keep
    assert run("merge", str(places.data), "--yes", at=laptop).code == 0
    assert moments(run) == moments(run, laptop)
    (joined,) = [one for one in moments(run) if one["id"] == id]
    assert joined["note"] == f"here{VERSION_SEPARATOR}there"
    assert {one.name for one in places.data.iterdir()} <= {"journal.db", "backups"}


def test_an_export_can_be_merged_and_what_is_neither_is_refused(
    run: Run, places: Places, tmp_path: Path, clock: Clock
) -> None:
    laptop, _ = both_wrote(run, places, tmp_path, clock)
    export = tmp_path / "laptop.json"
    assert run("export", "-o", str(export), at=laptop).code == 0
    assert run("merge", str(export), "--yes").out == "1 added, 1 changed, 0 unchanged, 0 deleted.\n"
    (tmp_path / "letter.txt").write_text("dear diary")
    assert run("merge", str(tmp_path / "letter.txt"), "--yes").code == 3
    assert run("merge", str(tmp_path / "nowhere"), "--yes").code == 1
    assert run("merge", str(places.data), "--yes").code == 3
    assert run("merge", str(export)).code == 2


def test_an_encrypted_journal_opens_with_the_next_line(
    run: Run, places: Places, tmp_path: Path, clock: Clock
) -> None:
    laptop, _ = both_wrote(run, places, tmp_path, clock)
    lines = tmp_path / "lines"
    lines.write_text("of the laptop\n")

    def with_lines(*words: str, at: Path | None = None) -> int:
        descriptor = os.open(lines, os.O_RDONLY)
        try:
            return run("--passphrase-fd", str(descriptor), *words, at=at).code
        finally:
            os.close(descriptor)

    assert with_lines("encrypt", at=laptop) == 0
    assert run("merge", str(laptop), "--yes").code == 4
    lines.write_text("another one\n")
    assert with_lines("merge", str(laptop), "--yes") == 4
    assert len(moments(run)) == 1
    lines.write_text("of the laptop\n")  # this journal needs none
    assert with_lines("merge", str(laptop), "--yes") == 0
    assert len(moments(run)) == 2
    lines.write_text("mine\n")
    assert with_lines("encrypt") == 0
    lines.write_text("mine\nof the laptop\n")
    assert with_lines("merge", str(laptop), "--yes") == 0


def test_fear_logged_on_the_other_machine_turns_quiet_mode_on_here(
    run: Run, places: Places, tmp_path: Path, clock: Clock
) -> None:
    run("log", "--trigger", "affection")
    laptop = tmp_path / "laptop"
    assert run("log", "--trigger", "felt_afraid", at=laptop).code == 0
    assert run("merge", str(laptop), "--yes").code == 0
    with open_journal(places, clock=clock) as journal:
        assert journal.quiet
        journal.set_quiet(False)
    assert run("merge", str(laptop), "--yes").code == 0
    with open_journal(places, clock=clock) as journal:
        assert not journal.quiet


@pytest.mark.parametrize(
    "name",
    [
        "journal.sync-conflict-20260301-214000-ABCDEFG.db",
        "journal (Kim's conflicted copy 2026-03-01).db",
        "journal.db.orig",
    ],
)
def test_the_doctor_finds_what_a_sync_tool_left_and_names_the_way_out(
    run: Run, places: Places, tmp_path: Path, clock: Clock, name: str
) -> None:
    laptop, _ = both_wrote(run, places, tmp_path, clock)
    copy = places.data / name
    shutil.copyfile(laptop / "journal.db", copy)
    told = run("doctor", "--json")
    assert told.code == 3
    (found,) = [one for one in json.loads(told.out)["checks"] if one["name"] == "two devices"]
    assert copy.name in found["says"]
    words = shlex.split(found["do"].split("`")[1])
    assert words == ["companion", "--at", str(places.data), "merge", str(copy)]
    assert run(*words[1:], "--yes").code == 0
    copy.unlink()
    assert "two devices" not in run("doctor", "--json").out


@pytest.mark.parametrize("command", ["merge", "import"])
def test_a_pipe_or_a_device_is_refused_at_once(command: str, run: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    for file in (pipe, Path("/dev/null")):
        ran = run(command, str(file), "--yes")
        assert ran.code == 3 and "use a file or a folder" in ran.err
