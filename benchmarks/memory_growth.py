"""Whether an evening makes the panes heavier: memory after 5,000 keys over all panes, against that after 500.

The program runs in a terminal on the made-up diary, or with ``--entries 73000`` on twenty years. Run it with
``make bench BENCH=memory_growth``.
"""

import argparse
import itertools
import sys
import tempfile
from pathlib import Path

from _window import Window
from store import twenty_years

from companion.demo import demo_contents
from companion.journal import open_journal
from companion.model.clock import system_clock
from companion.system.paths import places

DOWN, UP, ESCAPE, TAB, F1, F6 = b"\x1b[B", b"\x1b[A", b"\x1b", b"\t", b"\x1bOP", b"\x1b[17~"
ROUND = [
    *(b"1", DOWN, DOWN, UP, b"n", *(bytes([each]) for each in b"late home"), TAB, TAB, ESCAPE),
    *(b"2", DOWN, DOWN, b"\x1b[C", TAB, ESCAPE, F6, ESCAPE),
    *(b"3", *[DOWN] * 6, b"\r", ESCAPE, b"v", DOWN, b"v", b"v"),
    *(b"4", *[DOWN] * 4, b"[", b"]", F1, DOWN, ESCAPE),
    *(b"5", *[DOWN] * 6, b"\r", DOWN, ESCAPE, b"w", ESCAPE, b",", DOWN, DOWN, ESCAPE),
    *(b"6", *[DOWN] * 4, b"/", *(bytes([each]) for each in b"pulls"), ESCAPE, ESCAPE),
]
"""Through all panes, over some sheets and pages, and back; a draft is begun and left."""
BOUND = {False: 120, True: 150}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument(
        "--entries", type=int, default=0, metavar="N", help="twenty years in place of the demo"
    )
    parser.add_argument("--keys", type=int, default=5_000, metavar="N")
    parser.add_argument("--pace", type=float, default=0.05, metavar="SECONDS", help="from a key to the next")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        clock = system_clock()
        with open_journal(places(Path(made))) as journal:
            words = journal.vocabulary
            contents = (
                twenty_years(asked.entries, words)
                if asked.entries
                else demo_contents(words, clock.now(), clock.zone)
            )
            journal.merging.import_contents(contents)
        window = Window([sys.executable, "-m", "companion", "--at", made])
        window.settle(2)
        stands = {0: window.resident}
        for number, key in zip(range(1, asked.keys + 1), itertools.cycle(ROUND), strict=False):
            window.send(key)
            window.take(asked.pace)
            if number in (500, asked.keys // 2, asked.keys):
                window.settle(1)
                stands[number] = window.resident
        window.leave()
    for number, size in stands.items():
        print(f"after {number:5} keys {size:6.0f} MB")
    last, early = stands[asked.keys], stands.get(500, stands[0])
    most = BOUND[bool(asked.entries)]
    print(f"the last / after 500 keys: {last / early:.2f} (at most 1.15); at most {most} MB")


if __name__ == "__main__":
    main()
