"""Whether a window is open is told by a lock, which ends with its process however that ends."""

import subprocess
import sys
from pathlib import Path

import pytest

from companion.store import open_windows

HOLDS = """
import sys, time
from pathlib import Path
from companion.store import open_windows
open_windows.hold(Path(sys.argv[1]), "there")
print("held", flush=True)
time.sleep(600)
"""


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


def files(journal: Path) -> list[str]:
    return sorted(path.name for path in journal.parent.glob("window-*"))


def test_a_window_is_open_until_it_is_let_go(journal: Path) -> None:
    assert not open_windows.is_open(journal, "here")
    open_windows.hold(journal, "here")
    open_windows.hold(journal, "here")
    assert open_windows.is_open(journal, "here")
    assert (journal.parent / "window-here").stat().st_mode & 0o777 == 0o600
    open_windows.let_go(journal, "here")
    assert not open_windows.is_open(journal, "here") and files(journal) == []


def test_a_window_of_another_process_is_open_until_that_one_is_killed(journal: Path) -> None:
    other = subprocess.Popen([sys.executable, "-c", HOLDS, str(journal)], stdout=subprocess.PIPE, text=True)
    with other:
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        assert open_windows.is_open(journal, "there")
        open_windows.hold(journal, "here")  # which clears away only what nobody holds
        assert files(journal) == ["window-here", "window-there"]
        other.kill()
    assert not open_windows.is_open(journal, "there")
    open_windows.let_go(journal, "here")
    open_windows.hold(journal, "next")
    assert files(journal) == ["window-next"]
    open_windows.let_go(journal, "next")


def test_a_file_that_was_taken_away_is_made_again(journal: Path) -> None:
    open_windows.hold(journal, "here")
    (journal.parent / "window-here").unlink()
    open_windows.hold(journal, "here")
    assert files(journal) == ["window-here"]
    open_windows.let_go(journal, "here")


def test_where_no_file_can_be_made_the_window_counts_as_ended(journal: Path) -> None:
    gone = journal.parent / "gone" / "journal.db"
    open_windows.hold(gone, "here")
    assert not open_windows.is_open(gone, "here")
    open_windows.let_go(gone, "here")
