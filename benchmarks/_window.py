"""A full-screen program in a terminal of its own, to be typed into and measured from outside.

What a program takes for a key is the processor time of its whole process, the drawing included, so a tree of
any commit and an empty app are measured in the same way.
"""

import fcntl
import os
import pty
import signal
import struct
import termios
import time
from collections.abc import Sequence
from pathlib import Path

from _measure import _ESCAPES, _TERMINAL, _cpu_of, _leave, _read

PACE = 0.12
"""Seconds from one key to the next: as fast as people type."""
AT_REST = 0.004
"""Processor seconds in a tenth of a second that timers take, with nothing to do."""


class Window:
    """A program in a terminal."""

    def __init__(
        self, command: Sequence[str], *, columns: int = 100, rows: int = 30, tree: Path | None = None
    ) -> None:
        """``tree``: where the program's own package is imported from, in place of the one installed."""
        environment = _TERMINAL if tree is None else {**_TERMINAL, "PYTHONPATH": str(tree)}
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            if tree is not None:
                os.chdir(tree)
            os.execvpe(command[0], list(command), environment)

    @property
    def cpu(self) -> float:
        """Processor seconds used so far, by all threads."""
        return _cpu_of(self.pid)

    @property
    def resident(self) -> float:
        """Memory in use now, in MB."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("the process is gone")

    def send(self, keys: bytes) -> None:
        """Type, and wait for nothing."""
        os.write(self.terminal, keys)

    def take(self, seconds: float) -> bytes:
        """What is drawn in so many seconds."""
        end, seen = time.monotonic() + seconds, b""
        while (left := end - time.monotonic()) > 0:
            seen += _read(self.terminal, left)
        return seen

    def until(self, words: bytes, keys: bytes = b"", *, within: float = 60) -> float:
        """Seconds from pressing the keys until the words were drawn. Raises RuntimeError if they are not."""
        began = time.perf_counter()
        if keys:
            self.send(keys)
        seen = b""
        while words not in _ESCAPES.sub(b"", seen):
            piece = _read(self.terminal, began + within - time.perf_counter())
            if not piece:
                raise RuntimeError(f"{words!r} did not come; last: {_ESCAPES.sub(b'', seen)[-800:]!r}")
            seen += piece
        return time.perf_counter() - began

    def settle(self, quiet: float = 0.4, at_most: float = 20) -> None:
        """Until nothing is drawn for so many seconds."""
        end = time.monotonic() + at_most
        while _read(self.terminal, quiet) and time.monotonic() < end:
            pass

    def until_idle(self, at_most: float = 20) -> None:
        """Until it has all but stopped working; on a busy computer that is later than one would think."""
        end, still = time.monotonic() + at_most, 0
        while still < 4 and time.monotonic() < end:
            before = self.cpu
            self.take(0.1)
            still = still + 1 if self.cpu - before < AT_REST else 0

    def typed(self, keys: Sequence[bytes], pace: float = PACE) -> float:
        """Processor seconds a key, all that follows from the last one included."""
        before = self.cpu
        for key in keys:
            self.send(key)
            self.take(pace)
        self.until_idle()
        return (self.cpu - before) / len(keys)

    def leave(self) -> None:
        """End it as a person would."""
        _leave(self.pid, self.terminal)

    def kill(self) -> None:
        """End it at once."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)
