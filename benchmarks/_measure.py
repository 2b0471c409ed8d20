"""Timing whole processes against a floor measured in the same run.

A number of seconds says little on another machine, or on this one an hour later; a ratio to a floor measured
between the same repeats does. Nothing here decides whether a number is good.
"""

import contextlib
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

_ESCAPES = re.compile(rb"\x1b(?:\[[0-9;:?<=>]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()].|[=>78cM])")

# An installed program has its bytecode at hand; so has this one, after the unmeasured first turn.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
_TERMINAL = {**_ENVIRONMENT, "TERM": "xterm-256color", "COLORTERM": "truecolor"}


@dataclass(frozen=True)
class Spent:
    """What a process took, in seconds. ``cpu`` counts all its threads, user and system."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Ratio:
    """One thing measured against its floor: medians over the repeats, in seconds, and what they make."""

    name: str
    floor: Spent
    ours: Spent
    repeats: int

    @property
    def wall(self) -> float:
        return self.ours.wall / self.floor.wall

    @property
    def cpu(self) -> float:
        return self.ours.cpu / self.floor.cpu


def run(command: list[str]) -> Spent:
    """Runs a command to its end without a terminal. Raises RuntimeError when it ends badly."""
    began = time.perf_counter()
    silence = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1)]
    pid = os.posix_spawnp(command[0], command, _ENVIRONMENT, file_actions=silence)
    _, status, used = os.wait4(pid, 0)
    wall = time.perf_counter() - began
    if code := os.waitstatus_to_exitcode(status):
        raise RuntimeError(f"{' '.join(command)} ended with {code}")
    return Spent(wall=wall, cpu=used.ru_utime + used.ru_stime)


def until_painted(command: list[str], words: bytes, *, columns: int = 80, rows: int = 24) -> Spent:
    """Runs a full-screen program in a terminal of its own until ``words`` stand there, then leaves by ctrl+q.

    ``words`` are looked for in what the program wrote, escape sequences taken out; they must stand on one
    line in one piece. Raises RuntimeError, with the last of what was written, when they do not come within
    a minute.
    """
    began = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.execvpe(command[0], command, _TERMINAL)
    try:
        written = b""
        while words not in _ESCAPES.sub(b"", written):
            piece = _read(terminal, began + 60 - time.perf_counter())
            if not piece:
                tail = _ESCAPES.sub(b"", written)[-2000:].decode(errors="replace")
                raise RuntimeError(f"{' '.join(command)} did not paint {words!r}; last it wrote:\n{tail}")
            written += piece
        return Spent(wall=time.perf_counter() - began, cpu=_cpu_of(pid))
    finally:
        _leave(pid, terminal)


def _read(terminal: int, seconds: float) -> bytes:
    """The next piece of output; empty when none came in time or the program has ended."""
    ready, _, _ = select.select([terminal], [], [], max(seconds, 0))
    try:
        return os.read(terminal, 65536) if ready else b""
    except OSError:  # how Linux says that the other side is gone
        return b""


def _cpu_of(pid: int) -> float:
    """CPU seconds a living process has used so far: the clock Linux keeps for every process."""
    return time.clock_gettime((~pid << 3) | 2)


def _leave(pid: int, terminal: int) -> None:
    """An orderly end, so that one repeat leaves nothing for the next; a hard one after 5 seconds."""
    with contextlib.suppress(OSError):
        os.write(terminal, b"\x11")
    until = time.perf_counter() + 5
    while _read(terminal, until - time.perf_counter()):
        pass
    if time.perf_counter() >= until:
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(terminal)


def against_floor(name: str, floor: Callable[[], Spent], ours: Callable[[], Spent], repeats: int) -> Ratio:
    """Measures both by turns, once unmeasured to warm the caches; gives the medians."""
    floor(), ours()
    pairs = [(floor(), ours()) for _ in range(repeats)]
    lower, upper = (
        Spent(wall=median(one.wall for one in side), cpu=median(one.cpu for one in side))
        for side in zip(*pairs, strict=True)
    )
    return Ratio(name=name, floor=lower, ours=upper, repeats=repeats)


def table(ratios: Sequence[Ratio]) -> str:
    """The ratios as lines for reading, times in milliseconds."""
    wide = max(len(one.name) for one in ratios)
    head = f"{'':{wide}}  {'wall':>6} {'floor':>6} {'ratio':>6}  {'cpu':>6} {'floor':>6} {'ratio':>6}"
    lines = [
        f"{one.name:{wide}}  {one.ours.wall * 1e3:6.0f} {one.floor.wall * 1e3:6.0f} {one.wall:6.2f}"
        f"  {one.ours.cpu * 1e3:6.0f} {one.floor.cpu * 1e3:6.0f} {one.cpu:6.2f}"
        for one in ratios
    ]
    return "\n".join([head, *lines, f"milliseconds, medians of {ratios[0].repeats}"])


def as_json(ratios: Sequence[Ratio]) -> str:
    """The ratios for a program, times in seconds."""
    rows = [
        {
            "name": one.name,
            "repeats": one.repeats,
            "wall": {"ours": one.ours.wall, "floor": one.floor.wall, "ratio": one.wall},
            "cpu": {"ours": one.ours.cpu, "floor": one.floor.cpu, "ratio": one.cpu},
        }
        for one in ratios
    ]
    return json.dumps(rows, indent=2)
