"""The real program in a real terminal, and the terminal taken away."""

import fcntl
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from companion.journal import open_journal
from companion.system.journal_names import make
from companion.system.paths import Places


class Terminal:
    """The program in a pseudo-terminal of 80 by 24."""

    def __init__(self, home: Path, command: Sequence[str] = (sys.executable, "-m", "companion")) -> None:
        self.here, there = pty.openpty()
        env = {
            **os.environ,
            "COMPANION_HOME": str(home),
            "TERM": "xterm-256color",
            "COLUMNS": "80",
            "LINES": "24",
        }
        self.process = subprocess.Popen(
            list(command),
            stdin=there,
            stdout=there,
            stderr=there,
            env=env,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
            start_new_session=True,
        )
        os.close(there)
        self.seen = b""

    def read(self) -> None:
        """Take what the program has drawn, so that it need not wait for us."""
        while select.select([self.here], [], [], 0.05)[0]:
            try:
                self.seen += os.read(self.here, 65536)
            except OSError:
                return

    def wait_for(self, what: Callable[[], bool]) -> None:
        """Until something is so; the test fails when it does not come about."""
        for _ in range(400):
            self.read()
            if what():
                return
            time.sleep(0.05)
        drawn = re.sub(rb"\x1b\[[0-9;?]*[a-zA-Z]", b"", self.seen)[-2000:]
        raise AssertionError(f"it did not come about; last drawn: {drawn.decode(errors='replace')}")

    def type(self, keys: str) -> None:
        os.write(self.here, keys.encode())

    def hang_up(self) -> int:
        """Close the window, as a broken connection does; how the program ended."""
        os.close(self.here)
        return self.process.wait(timeout=30)

    def kill(self) -> None:
        with suppress(ProcessLookupError):  # it has ended by itself
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.here)


def draft_note(places: Places) -> str:
    """The note of the draft in the file, whichever window it belongs to."""
    with open_journal(places) as journal:
        rows = journal._store._link.rows("SELECT body FROM drafts WHERE name LIKE 'moment@%'")
    return str(json.loads(rows[0][0])["note"]) if rows else ""


def test_a_killed_terminal_takes_nothing_with_it(places: Places) -> None:
    with open_journal(places) as journal:
        journal.log(triggers=["ordinary_moment"])
    terminal = Terminal(places.data)
    try:
        terminal.wait_for(lambda: b"Earlier" in terminal.seen)
        terminal.type("n")
        terminal.wait_for(lambda: b"type to filter" in terminal.seen)
        terminal.type("\t" * 8)
        terminal.wait_for(lambda: b"Editor" in terminal.seen)
        terminal.type("half a sentence")
        terminal.wait_for(lambda: draft_note(places) == "half a sentence")
    finally:
        terminal.kill()
    assert draft_note(places) == "half a sentence"
    again = Terminal(places.data)
    try:
        again.wait_for(lambda: b"You have a draft" in again.seen and b"Earlier" in again.seen)
        again.type("n")  # the form opens where it was left
        again.wait_for(lambda: b"Your draft" in again.seen and b"half a sentence" in again.seen)
        again.type("\t" * 8)  # once round, to another field: it is saved from wherever one is
        again.type("\x0c")
        again.wait_for(lambda: b"Saved." in again.seen)
    finally:
        again.kill()
    with open_journal(places) as journal:
        notes = [getattr(entry, "note", "") for entry in journal.timeline.latest()]
        assert "half a sentence" in notes
        assert journal.drafts.get("moment") is None


def test_another_journal_opens_with_its_own_passphrase_and_nothing_of_the_first_in_sight(
    places: Places,
) -> None:
    with open_journal(places) as journal:
        journal.log(triggers=["ordinary_moment"], note="a walk by the river")
    with open_journal(make(places, "therapy"), passphrase="owl 5 kettle moss") as journal:
        journal.log(triggers=["slow_reply"], note="the second hour")
    terminal = Terminal(places.data)
    try:
        terminal.wait_for(lambda: b"a walk by the river" in terminal.seen)
        assert b"therapy" not in terminal.seen
        terminal.type("\x10another journal")
        terminal.wait_for(lambda: b"therapy" in terminal.seen)
        terminal.type("\r")
        terminal.wait_for(lambda: b"Locked" in terminal.seen and b"Type your passphrase" in terminal.seen)
        drawn = terminal.seen.rindex(b"Locked")
        terminal.type("owl 5 kettle moss\r")
        terminal.wait_for(lambda: b"the second hour" in terminal.seen[drawn:])
        assert b"therapy" in terminal.seen[drawn:]
        assert b"river" not in terminal.seen[drawn:]
    finally:
        terminal.kill()


def test_a_closed_window_ends_the_program(places: Places) -> None:
    with open_journal(places) as journal:
        journal.log(triggers=["ordinary_moment"])
    terminal = Terminal(places.data)
    terminal.wait_for(lambda: b"Earlier" in terminal.seen)
    assert terminal.hang_up() != 0
    with open_journal(places) as journal:
        assert len(journal.timeline.latest()) == 1


@pytest.mark.parametrize("last", ["never this", "owl 5 kettle moss"])
def test_a_passphrase_that_is_typed_is_not_shown_and_may_be_mistyped_twice(places: Places, last: str) -> None:
    with open_journal(places, passphrase="owl 5 kettle moss") as journal:
        journal.log(triggers=["ordinary_moment"])
    terminal = Terminal(places.data, [sys.executable, "-m", "companion", "today"])
    for turn, typed in enumerate(("not this", "nor this", last), 1):
        terminal.wait_for(lambda turn=turn: terminal.seen.count(b"Passphrase: ") == turn)  # type: ignore[misc]
        terminal.type(f"{typed}\r")
    terminal.wait_for(lambda: terminal.process.poll() is not None)
    terminal.read()
    os.close(terminal.here)
    assert terminal.process.returncode == (0 if last == "owl 5 kettle moss" else 4)
    assert (b"ordinary moment" in terminal.seen) is (last == "owl 5 kettle moss")
    for typed in ("not this", "nor this", last):
        assert typed.encode() not in terminal.seen


def test_no_variable_of_the_framework_has_it_write_down_what_is_on_the_screen(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.setenv("TEXTUAL_LOG", str(out / "log"))
    monkeypatch.setenv("TEXTUAL_SCREENSHOT", "0")
    monkeypatch.setenv("TEXTUAL_SCREENSHOT_LOCATION", str(out))
    with open_journal(places) as journal:
        journal.log(triggers=["ordinary_moment"])
    terminal = Terminal(places.data)
    try:
        terminal.wait_for(lambda: b"Earlier" in terminal.seen)
        terminal.type("n")
        terminal.wait_for(lambda: b"type to filter" in terminal.seen)
        terminal.type("\t" * 8 + "words")
        terminal.wait_for(lambda: draft_note(places) == "words")
    finally:
        terminal.kill()
    assert list(out.iterdir()) == []
