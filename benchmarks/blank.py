"""How long from the key that locks to a blank screen, and from there to an opened journal.

Measured on the program in a terminal, on an encrypted diary. The floor, measured between the two, is
going to a pane that was open before: what a key costs that changes the whole screen. Then the same key with a
very long entry in sight, open in the form, and in the midst of opening it. Run it with
``make bench BENCH=blank``.
"""

import argparse
import fcntl
import os
import pty
import signal
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from _measure import _TERMINAL, _leave, _read
from store import twenty_years

from companion.journal import open_journal
from companion.system.paths import places

PASSPHRASE = "bench"
MARK = b"lighthouse"
CLEARED = b"\x1b[1;1H\x1b[2K"


class Window:
    """The program in a terminal of its own."""

    def __init__(self, folder: Path) -> None:
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.execvpe(sys.executable, [sys.executable, "-m", "companion", "--at", str(folder)], _TERMINAL)

    def until(self, words: bytes, keys: bytes = b"") -> float:
        """Seconds from pressing the keys until the words come."""
        began = time.perf_counter()
        if keys:
            os.write(self.terminal, keys)
        seen = b""
        while words not in seen:
            piece = _read(self.terminal, began + 60 - time.perf_counter())
            if not piece:
                raise RuntimeError(f"{words!r} did not come; last: {seen[-500:]!r}")
            seen += piece
        return time.perf_counter() - began

    def settle(self, quiet: float = 0.4) -> None:
        """Until nothing is drawn for so many seconds."""
        while _read(self.terminal, quiet):
            pass

    def leave(self) -> None:
        _leave(self.pid, self.terminal)

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


def measure(folder: Path, repeats: int) -> dict[str, list[float]]:
    took: dict[str, list[float]] = {"pane": [], "blank": [], "unlocked": []}

    def note(name: str, do: Callable[[], float]) -> None:
        took[name].append(do())
        window.settle()

    window = Window(folder)
    window.until(b"ype your passphrase")
    window.settle()
    window.until(MARK, PASSPHRASE.encode() + b"\r")
    window.settle()
    for _ in range(repeats):
        window.until(b"Library", b"6")
        window.settle()
        note("pane", lambda: window.until(MARK, b"1"))
        note("blank", lambda: window.until(CLEARED, b"\x07"))
        note("unlocked", lambda: window.until(MARK, PASSPHRASE.encode() + b"\r"))
    window.leave()
    return took


def with_a_long_entry(folder: Path) -> dict[str, float]:
    """Seconds from the key to a blank screen; each in a window of its own."""
    took = {}
    for name, keys, waits in (
        ("in sight in Today", b"", True),
        ("open in the form", b"e", True),
        ("while the form opens", b"e", False),
        ("open in Reflections", b"3\r", True),
        ("while Reflections opens", b"3\r", False),
    ):
        window = Window(folder)
        window.until(MARK)
        window.settle(2)
        if keys:
            os.write(window.terminal, keys)
            window.settle(8 if waits else 0.5)
        took[name] = window.until(CLEARED, b"\x07")
        window.kill()
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--repeats", type=int, default=10, metavar="N")
    parser.add_argument("--entries", type=int, default=3_650, metavar="N")
    parser.add_argument("--lines", type=int, default=60_000, metavar="N", help="of the very long entry")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        with open_journal(places(made), passphrase=PASSPHRASE) as journal:
            journal.merging.import_contents(twenty_years(asked.entries, journal.vocabulary))
            journal.log(triggers=["affection_received"], note=MARK.decode())
        took = measure(Path(made), asked.repeats)
    floor = median(took["pane"])
    for name, words in (
        ("blank", "the key to a blank screen"),
        ("unlocked", "passphrase given to today readable"),
    ):
        print(
            f"{words:36} {median(took[name]) * 1e3:6.0f} ms, at most {max(took[name]) * 1e3:.0f}; "
            f"{median(took[name]) / floor:.2f} of going to a pane ({floor * 1e3:.0f} ms)"
        )
    with tempfile.TemporaryDirectory() as made:
        with open_journal(places(made)) as journal:
            long = "\n".join(f"line {number} of what happened" for number in range(asked.lines))
            journal.log(triggers=["affection_received"], note=f"{MARK.decode()}\n{long}")
        for name, seconds in with_a_long_entry(Path(made)).items():
            print(f"{asked.lines} lines {name:24} {seconds * 1e3:6.0f} ms to a blank screen")


if __name__ == "__main__":
    main()
