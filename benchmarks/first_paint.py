"""What the first page costs, and how long the terminal is blank before it and after the last one.

Processor time of the whole process until there is a page, against an empty Textual app's, in turns, with
one entry in the journal, with twenty years in it, and at the lock; beside it how long the alternate screen
stood there with nothing on it. The ratio is the median of those of all turns, since a computer's pace changes
meanwhile. ``--before DIR`` measures the tree of another build in the same turns. Run it with
``make bench BENCH=first_paint``.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from _measure import _ESCAPES, _read
from _process import as_made_by
from _window import Window
from startup import MARK, prepare

from companion.journal import open_journal
from companion.system.paths import places

EMPTY_APP = "from textual.app import App; App().run()"
TAKEN, GIVEN_BACK = b"\x1b[?1049h", b"\x1b[?1049l"
PASSPHRASE = "bench"


class First(NamedTuple):
    """Seconds: of the processor up to the first page, blank before it, blank after the last one."""

    cpu: float
    blank: float
    blank_after: float


def first(command: Sequence[str], words: bytes, tree: Path | None) -> First:
    """Start a program, wait for its page and leave by ctrl+q."""
    window = Window(command, columns=80, rows=24, tree=tree)
    seen, taken, shown = b"", 0.0, 0.0
    until = time.perf_counter() + 60
    while not words or words not in _ESCAPES.sub(b"", seen):
        piece = _read(window.terminal, until - time.perf_counter())
        if not piece:
            raise RuntimeError(f"{words!r} did not come; last: {seen[-500:]!r}")
        seen, now = seen + piece, time.perf_counter()
        if not taken and TAKEN in seen:
            taken = now
        if taken and not shown and _ESCAPES.sub(b"", seen.partition(TAKEN)[2]).strip():
            shown = now
        if not words and taken and len(seen) > 1500:  # an empty app paints spaces
            break
    cpu = window.cpu
    window.settle(0.5)
    window.send(b"\x11")
    erased = given_back = 0.0
    seen = b""
    while not given_back and (piece := _read(window.terminal, 10)):
        seen, now = seen + piece, time.perf_counter()
        if not erased and b"\x1b[1;1H\x1b[2K\x1b[2;1H\x1b[2K" in seen:
            erased = now
        if GIVEN_BACK in seen:
            given_back = now
    window.leave()
    return First(cpu, (shown or now) - taken, given_back - (erased or given_back))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--repeats", type=int, default=9, metavar="N")
    parser.add_argument("--journal", type=Path, metavar="DIR", help="make the diary here, or use it again")
    parser.add_argument("--before", type=Path, metavar="DIR", help="measure the tree of another build too")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        diaries = {"one entry": Path(made) / "one", "locked": Path(made) / "locked"}
        diaries["twenty years"] = asked.journal or Path(made) / "long"
        prepare(diaries["twenty years"])
        for name, passphrase in (("one entry", None), ("locked", PASSPHRASE)):
            with open_journal(places(diaries[name]), passphrase=passphrase) as journal:
                journal.log(triggers=["affection_received"], note=MARK)
        trees = {"now": None} | ({"before": asked.before} if asked.before else {})
        print(f"{'':24}{'cpu, ms':>9}{'floor':>7}{'ratio':>7}{'blank, ms':>11}{'after, ms':>11}")
        folders = dict.fromkeys(trees, diaries)
        if asked.before:
            folders["before"] = {
                name: as_made_by(
                    asked.before,
                    folder,
                    Path(made) / f"{name} before",
                    PASSPHRASE if name == "locked" else "",
                )
                for name, folder in diaries.items()
            }
        for name in diaries:
            words = b"Locked" if name == "locked" else MARK.encode()
            command = [sys.executable, "-m", "companion", "--at"]
            turns = [
                (
                    first([sys.executable, "-c", EMPTY_APP], b"", None),
                    {
                        build: first([*command, str(folders[build][name])], words, tree)
                        for build, tree in trees.items()
                    },
                )
                for _ in range(asked.repeats + 1)
            ][1:]
            floor = median(bare.cpu for bare, _ in turns)
            for build in trees:
                cpu, blank, after = (
                    median(getattr(ours[build], field) for _, ours in turns) for field in First._fields
                )
                ratio = median(ours[build].cpu / bare.cpu for bare, ours in turns)
                print(
                    f"{name + ', ' + build:24}{cpu * 1e3:9.0f}{floor * 1e3:7.0f}{ratio:7.2f}"
                    f"{blank * 1e3:11.0f}{after * 1e3:11.0f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
