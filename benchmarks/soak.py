"""Random keys and sizes in a real terminal, at any pace, on the made-up diary: whether the panes go on.

    python benchmarks/soak.py [--seconds 600] [--seed 1]

Prints how many keys were typed; ends with 1 when the panes stopped by an error of the program, with the last
keys and what the terminal said. The same seed types the same keys, but how far the panes are by then differs.
"""

import argparse
import fcntl
import os
import random
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

from _measure import _ESCAPES
from _window import Window

from companion.demo import demo_contents
from companion.journal import open_journal
from companion.model.clock import system_clock
from companion.system.paths import places

PANES = [b"1", b"2", b"3", b"4", b"5", b"6"]
ARROWS = [b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1b[5~", b"\x1b[6~", b"\x1b[H", b"\x1b[F"]
PAGES = [b"\x1bOP", b"\x1bOQ", b"\x1bOR", b"\x1b[17~", b"\x10"]
"""F1, F2, F3, F6 and ctrl+p."""
OTHERS = [
    b"\r",
    b"\t",
    b" ",
    b"\x0c",
    *([b"\x1b"] * 3),
    *(bytes([each]) for each in b"/?vweynxahugqpstzl[]+-.,"),
]
KEYS = [*PANES * 6, *ARROWS, *PAGES, *OTHERS]
SIZES = [(80, 24), (60, 20), (120, 40), (200, 50), (100, 30), (97, 31)]
PACES = (0.0, 0.01, 0.05, 0.2, 0.5)
"""Seconds between two keys."""


def sitting(chance: random.Random, until: float) -> tuple[int, str]:
    """Type until then, or until the panes end; how many keys, and what was wrong."""
    with tempfile.TemporaryDirectory() as made:
        clock = system_clock()
        with open_journal(places(Path(made))) as journal:
            journal.merging.import_contents(demo_contents(journal.vocabulary, clock.now(), clock.zone))
        columns, rows = chance.choice(SIZES)
        window = Window([sys.executable, "-m", "companion", "--at", made], columns=columns, rows=rows)
        typed: list[bytes | tuple[int, int]] = []
        seen = b""
        while time.time() < until:
            if chance.random() < 0.03:
                typed.append(size := chance.choice(SIZES))
                fcntl.ioctl(window.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            else:
                typed.append(key := chance.choice(KEYS))
                window.send(key)
            seen = (seen + window.take(chance.choice(PACES)))[-6000:]
            ended, status = os.waitpid(window.pid, os.WNOHANG)
            if ended:
                said = _ESCAPES.sub(b"", seen)[-300:].decode(errors="replace")
                return len(typed), f"{typed[-25:]}\n{said}" if status else ""
        window.kill()
        return len(typed), ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=600, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    asked = parser.parse_args()
    chance, end = random.Random(asked.seed), time.time() + asked.seconds
    keys, wrong = 0, 0
    while time.time() < end:
        typed, said = sitting(chance, min(end, time.time() + chance.uniform(15, 60)))
        keys += typed
        if said:
            wrong += 1
            print(said, flush=True)
    print(f"{keys} keys; stopped by an error {wrong} times")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
