"""Standard output on a full disk: what was saved is said to be, whatever cannot be printed."""

import subprocess
import sys
from pathlib import Path

import pytest

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.system.paths import Places

FULL = Path("/dev/full")

pytestmark = pytest.mark.skipif(not FULL.exists(), reason="a device that is always full is Linux's")


def run_into_full(places: Places, *words: str, errors: bool = False) -> subprocess.CompletedProcess[str]:
    with FULL.open("w") as full:
        return subprocess.run(
            [sys.executable, "-m", "companion", "--at", str(places.data), *words],
            stdout=full,
            stderr=full if errors else subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
            check=False,
        )


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        (("log", "--note", "kept all the same"), "moment"),
        (("prompt", "--answer", "kept all the same"), "reflection"),
    ],
)
def test_what_was_written_is_kept_and_said_to_be(
    words: tuple[str, ...], noun: str, places: Places, clock: Clock
) -> None:
    done = run_into_full(places, *words)
    assert done.returncode == 8
    with open_journal(places, clock=clock) as journal:
        (entry,) = journal.timeline.latest()
    said = (
        f"standard output could not be written: No space left on device. The {noun} is saved as {entry.id}."
    )
    assert said in done.stderr
    assert "Traceback" not in done.stderr and "ignored" not in done.stderr


def test_with_nobody_to_tell_it_is_kept_too(places: Places, clock: Clock) -> None:
    assert run_into_full(places, "log", "--note", "kept", errors=True).returncode == 8
    with open_journal(places, clock=clock) as journal:
        assert journal.timeline.count() == 1


def test_an_export_that_could_not_be_written_is_no_success(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(note="kept")
    done = run_into_full(places, "export", "--format", "json")
    assert done.returncode == 8
    assert "standard output could not be written" in done.stderr and "saved" not in done.stderr
