"""The terminal after the panes: nothing of a page on it, the mouse and the echo as they were, whatever ended
them; and no program goes on without a terminal.

The terminal here has no alternate screen, as under tmux with ``alternate-screen off``: what is drawn stays.
"""

import os
import shutil
import signal
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.journal import open_journal
from companion.model.errors import OWN_ERROR
from companion.system.paths import Places
from tests.journeys.glass import Glass
from tests.journeys.test_terminal import Terminal

CANARY = "kanarienvogel"

MOUSE = ("1000", "1003", "1006", "1015")

BREAKS = """
from companion.tui.screens.reflections import ReflectionsPane
def broken(self, *args, **more):
    raise RuntimeError
ReflectionsPane.reload = broken
"""

BUSY = """
import time
from companion.tui.screens.reflections import ReflectionsPane
def busy(self, *args, **more):
    print("busy", file=sys.__stdout__, flush=True)
    end = time.monotonic() + {seconds}
    while time.monotonic() < end:
        pass
    reload(self, *args, **more)
reload, ReflectionsPane.reload = ReflectionsPane.reload, busy
"""

UNDER_MAKE = """
demo:
\t@{python} -c "import sys; from pathlib import Path; import companion.demo as demo; \\
\t\tdemo._MEMORY = Path(sys.argv.pop()); from companion.__main__ import main; sys.exit(main())" demo {memory}
"""


@pytest.fixture
def diary(places: Places) -> Places:
    with open_journal(places) as journal:
        journal.log(triggers=["ordinary_moment"], note=f"{CANARY} walk")
    return places


class Watched(Terminal):
    """A terminal whose settings can still be looked at when the program has left it."""

    def __init__(self, home: Path, before: str = "") -> None:
        """``before``: code that runs before the program does."""
        code = f"import sys\n{before}\nfrom companion.__main__ import main\nraise SystemExit(main())"
        super().__init__(home, [sys.executable, "-c", code])
        self.wait_for(lambda: f"{CANARY} walk".encode() in self.seen and b"Earlier" in self.seen)

    def ends(self, within: float = 30) -> int:
        """How the program ended."""
        end = time.monotonic() + within
        while self.process.poll() is None and time.monotonic() < end:
            self.read()
        self.read()
        return self.process.wait(timeout=1)

    def echoes(self) -> bool:
        return bool(termios.tcgetattr(self.here)[3] & termios.ECHO)


def left_on(terminal: Terminal) -> Glass:
    glass = Glass()
    glass.show(terminal.seen)
    return glass


def test_while_it_is_open_the_page_stands_there(diary: Places) -> None:
    terminal = Watched(diary.data)
    try:
        glass = left_on(terminal)
        assert CANARY in glass.text and glass.modes["1000"] and not terminal.echoes()
    finally:
        terminal.kill()


PATIENT = "import companion.tui.terminal_driver as driver; driver.AT_MOST = 25"
"""A slow machine may take longer than the program waits before it ends itself."""

ENDS: dict[str, tuple[Callable[[Terminal], None], int]] = {
    "ctrl+q": (lambda terminal: terminal.type("\x11"), 0),
    "SIGTERM": (lambda terminal: terminal.process.send_signal(signal.SIGTERM), 128 + signal.SIGTERM),
    "SIGHUP": (lambda terminal: terminal.process.send_signal(signal.SIGHUP), 128 + signal.SIGHUP),
    "SIGINT": (lambda terminal: terminal.process.send_signal(signal.SIGINT), 128 + signal.SIGINT),
    "SIGTERM after the lock": (
        lambda terminal: (terminal.type("\x07"), terminal.process.send_signal(signal.SIGTERM)),  # type: ignore[func-returns-value, return-value, dict-item]
        128 + signal.SIGTERM,
    ),
}


@pytest.mark.parametrize(("end", "code"), ENDS.values(), ids=ENDS)
def test_however_it_ends_nothing_of_a_page_is_left(
    diary: Places, end: Callable[[Terminal], None], code: int
) -> None:
    terminal = Watched(diary.data, PATIENT)
    try:
        terminal.type("n")
        terminal.wait_for(lambda: b"type to filter" in terminal.seen)
        end(terminal)
        assert terminal.ends() == code
        glass = left_on(terminal)
        assert glass.text.strip() == ""
        assert not any(glass.modes[mode] for mode in (*MOUSE, "1004", "2004", "1049")) and glass.modes["25"]
        assert terminal.echoes()
    finally:
        terminal.kill()
    assert not diary.journal.with_name(f"{diary.journal.name}-wal").exists()  # it was closed


def test_a_crash_leaves_its_own_words_and_nothing_of_a_page(diary: Places) -> None:
    terminal = Watched(diary.data, BREAKS)
    try:
        terminal.type("3")
        assert terminal.ends() == OWN_ERROR
        glass = left_on(terminal)
        assert "companion stopped: an error in the program (RuntimeError)" in glass.text
        assert CANARY not in glass.text
        assert not any(glass.modes[mode] for mode in MOUSE) and terminal.echoes()
    finally:
        terminal.kill()


def test_a_signal_in_the_midst_of_long_work_blanks_the_page_at_once_and_ends_it(diary: Places) -> None:
    terminal = Watched(diary.data, BUSY.format(seconds=600))
    try:
        terminal.type("3")
        terminal.wait_for(lambda: b"busy" in terminal.seen)
        terminal.process.send_signal(signal.SIGTERM)
        terminal.wait_for(lambda: b"\x1b[?1049l" in terminal.seen)
        assert terminal.process.poll() is None
        assert left_on(terminal).text.strip() == "" and terminal.echoes()
        assert terminal.ends() == -signal.SIGALRM  # it came to no end by itself
    finally:
        terminal.kill()


def test_the_key_that_locks_blanks_the_page_in_the_midst_of_long_work(diary: Places) -> None:
    """The page is blank while the panes are still at it, and what they drew meanwhile is never shown."""
    terminal = Watched(diary.data, BUSY.format(seconds=3))
    try:
        terminal.type("3")
        terminal.wait_for(lambda: b"busy" in terminal.seen)
        terminal.type("\x07")
        terminal.wait_for(lambda: left_on(terminal).text.strip() == "")
        blank = len(terminal.seen)
        terminal.wait_for(lambda: not diary.journal.with_name(f"{diary.journal.name}-wal").exists())
        terminal.wait_for(lambda: len(terminal.seen) > blank)  # the locked screen
        assert CANARY.encode() not in terminal.seen[blank:] and left_on(terminal).text.strip() == ""
        terminal.type("x")
        terminal.wait_for(lambda: b"Enter brings it back" in terminal.seen)
        terminal.type("\r")
        terminal.wait_for(lambda: CANARY.encode() in terminal.seen[blank:])
    finally:
        terminal.kill()


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_a_window_that_is_closed_under_make_ends_the_program_too(places: Places, tmp_path: Path) -> None:
    """make has the terminal and waits for the program, which is told nothing."""
    makefile, memory = tmp_path / "Makefile", tmp_path / "memory"
    memory.mkdir()
    makefile.write_text(UNDER_MAKE.format(python=sys.executable, memory=memory))
    terminal = Terminal(places.data, ["make", "-f", str(makefile), "demo"])
    terminal.wait_for(lambda: b"Earlier" in terminal.seen)
    assert list(memory.iterdir())
    terminal.hang_up()
    with pytest.raises(ProcessLookupError):  # nobody is left in the session
        os.killpg(terminal.process.pid, 0)
    assert list(memory.iterdir()) == []
