"""How long the main thread reads fifty entries alone, and beside a thread that counts all patterns.

Once as the panes read, and once as they would without asking for the interpreter back at once (see
``companion/system/main_thread_first.py``); on a diary of twenty years. Run it with
``make bench BENCH=reads_beside_counting``.
"""

import argparse
import contextlib
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from threading import Thread

from startup import prepare

from companion.journal import Journal, open_journal
from companion.store import connection
from companion.system.paths import places

ENTRIES = 50
PAUSE = 0.03
"""Seconds between two reads, as between two keys typed fast."""


def read(journal: Journal) -> float:
    """Seconds that reading the latest entries takes."""
    began = time.perf_counter()
    journal.timeline.latest(limit=ENTRIES)
    return time.perf_counter() - began


def read_while(journal: Journal, going_on: Callable[[], bool]) -> list[float]:
    """Seconds of each read while something goes on."""
    taken = []
    while going_on():
        taken.append(read(journal))
        time.sleep(PAUSE)
    return taken


def beside_counting(diary: Path) -> list[float]:
    """Seconds of each read, as long as another thread counts all patterns of the same diary."""
    with tempfile.TemporaryDirectory() as made:
        there = places(shutil.copytree(diary, Path(made) / "diary"))

        def count() -> None:
            with open_journal(there) as journal:
                journal.insight.patterns()

        with open_journal(there) as journal:
            counting = Thread(target=count)
            counting.start()
            taken = read_while(journal, counting.is_alive)
            counting.join()
    return taken


def told(name: str, taken: list[float], alone: float) -> None:
    worst, usual = max(taken), median(taken)
    print(f"{name:42}{usual * 1e3:8.1f}{worst * 1e3:8.1f}{worst / alone:8.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--journal", type=Path, metavar="DIR", help="make the diary here, or use it again")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        diary = asked.journal or Path(made) / "diary"
        prepare(diary)
        copy = shutil.copytree(diary, Path(made) / "copy")
        with open_journal(places(copy)) as journal:
            alone = [read(journal) for _ in range(100)]
        print(f"{f'reading {ENTRIES} entries, ms':42}{'median':>8}{'worst':>8}{'ratio':>8}")
        told("alone", alone, median(alone))
        told("beside counting, the main thread first", beside_counting(diary), median(alone))
        connection.main_thread_first = contextlib.nullcontext  # type: ignore[assignment]
        told("beside counting, as Python has it", beside_counting(diary), median(alone))


if __name__ == "__main__":
    main()
