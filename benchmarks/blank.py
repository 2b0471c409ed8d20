"""How long from the key that locks to a blank screen, and from there to an opened journal.

Measured on the program in a terminal, on an encrypted diary. The floor, measured between the two, is
going to a pane that was open before: what a key costs that changes the whole screen. Run it with
``make bench BENCH=blank``.
"""

import argparse
import fcntl
import os
import pty
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
CLEARED = b"\x1b[2J"


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

    def settle(self) -> None:
        while _read(self.terminal, 0.4):
            pass

    def leave(self) -> None:
        _leave(self.pid, self.terminal)


def measure(folder: Path, repeats: int) -> dict[str, list[float]]:
    took: dict[str, list[float]] = {"pane": [], "blank": [], "unlocked": []}

    def note(name: str, do: Callable[[], float]) -> None:
        took[name].append(do())
        window.settle()

    window = Window(folder)
    window.until(b"Passphrase")
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--repeats", type=int, default=10, metavar="N")
    parser.add_argument("--entries", type=int, default=3_650, metavar="N")
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


if __name__ == "__main__":
    main()
