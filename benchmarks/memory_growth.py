"""Whether an evening makes the panes heavier: memory after 5,000 keys over all panes, against that after 500.

The program runs in a terminal on the made-up diary, or with ``--entries 73000`` on twenty years. Run it with
``make bench BENCH=memory_growth``.
"""

import argparse
import itertools
import sys
import tempfile
import time
from pathlib import Path

from _window import Window
from store import twenty_years

from companion.demo import demo_contents
from companion.journal import open_journal
from companion.model.clock import system_clock
from companion.system.paths import places

DOWN, UP, TAB, F1, F6 = b"\x1b[B", b"\x1b[A", b"\t", b"\x1bOP", b"\x1b[17~"
ESCAPE = b"\x1b[27u"
"""As newer terminals send it: followed at once by another key, a bare one is taken for Alt."""
ROUND = [
    *(b"1", DOWN, DOWN, UP, b"n", *(bytes([each]) for each in b"late home"), TAB, TAB, ESCAPE),
    *(b"2", DOWN, DOWN, b"\x1b[C", TAB, ESCAPE, F6, ESCAPE),
    *(b"3", *[DOWN] * 6, b"\r", ESCAPE, b"v", DOWN, b"v", b"v"),
    *(b"4", *[DOWN] * 4, b"[", b"]", F1, DOWN, ESCAPE),
    *(b"5", *[DOWN] * 6, b"\r", DOWN, ESCAPE, b"w", ESCAPE, b",", DOWN, DOWN, ESCAPE),
    *(b"6", *[DOWN] * 4, b"/", *(bytes([each]) for each in b"pulls"), ESCAPE, ESCAPE),
]
"""Through all panes, over some sheets and pages, and back; a draft is begun and left."""
EVERY, SILENCE = 500, 12
"""After so many keys comes a silence of so many seconds, in which somebody reads: then the panes tidy up."""
MOMENT, REST = 0.015, 0.001
"""Seconds; and those of processor time of a program that has nothing to do in it."""
BOUND = {False: 120, True: 150}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument(
        "--entries", type=int, default=0, metavar="N", help="twenty years in place of the demo"
    )
    parser.add_argument("--keys", type=int, default=5_000, metavar="N")
    parser.add_argument("--without-silence", action="store_true", help="nobody ever stops typing")
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
            drawn(window)
            if not number % EVERY:
                window.take(1 if asked.without_silence else SILENCE)
                stands[number] = window.resident
                print(f"after {number:5} keys {stands[number]:6.0f} MB", flush=True)
        window.leave()
    last, early = stands[max(stands)], stands.get(EVERY, stands[0])
    most = BOUND[bool(asked.entries)]
    print(f"at the start {stands[0]:.0f} MB, at the most {max(stands.values()):.0f} (at most {most})")
    print(f"the last / after {EVERY} keys: {last / early:.2f} (at most 1.15)")


def drawn(window: Window, at_most: float = 5) -> None:
    """Until the program is at rest after a key: nothing drawn, and no processor time used, for a moment."""
    end, before = time.monotonic() + at_most, -1.0
    while time.monotonic() < end and (now := window.cpu) - before > REST:
        before = now
        window.take(MOMENT)


if __name__ == "__main__":
    main()
