"""CPU per letter typed into the Library's find, in this tree and in the one of a commit before, in turns.

``python benchmarks/library_find.py REF`` takes the commit's tree out of git, drives the pane of each with the
same keys, and prints the mean milliseconds of CPU a letter, the drawing included, the
slowest, that of "/" alone, and what one mean makes of the other.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import fmean

from companion.tui.turns import A_LITTLE_AT_A_TIME

ROOT = Path(__file__).parent.parent
REPEATS = 3

DRIVEN = """
import asyncio, gc, json, sys, threading, time
from datetime import datetime
from zoneinfo import ZoneInfo
from companion.demo import throw_away
from companion.journal import open_journal
from companion.model.clock import fixed_clock
from companion.system.configuration import Configuration
from companion.tui.app import CompanionApp

# What is imported stays, and garbage is looked for as it is in the panes.
gc.freeze()
gc.set_threshold(*map(int, sys.argv[1:]))
WORDS = ("pulls away", "jealous", "criticism", "commitment")
clock = fixed_clock(datetime(2026, 3, 1, 22, 40, tzinfo=ZoneInfo("Europe/Berlin")), "Europe/Berlin")

async def typed():
    spent = []
    with throw_away(clock) as places, open_journal(places, clock=clock) as journal:
        app = CompanionApp(journal, pane="library", configuration=Configuration())
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause(0.3)
            # What is imported while nobody types is no part of a key; these letters are none to it.
            for thread in threading.enumerate():
                while thread.name == "ahead" and thread.is_alive():
                    await pilot.pause(0.1)
            before = time.process_time()
            await pilot.press("slash")
            await pilot.pause(1)
            opened = time.process_time() - before
            for words in WORDS:
                for letter in words:
                    before = time.process_time()
                    app.screen.query_one("#find").insert_text_at_cursor(letter)
                    await asyncio.sleep(0.1)  # a pause of the pilot's asks every widget whether it is done
                    spent.append(time.process_time() - before)
                app.screen.query_one("#find").value = ""
                await pilot.pause(0.2)
    print(json.dumps([opened, *spent]))

asyncio.run(typed())
"""


def milliseconds_a_key(tree: Path) -> list[float]:
    """What "/" took and then each letter in the pane of a tree.

    Raises CalledProcessError where it cannot be driven.
    """
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    ran = subprocess.run(
        [sys.executable, "-c", DRIVEN, *map(str, A_LITTLE_AT_A_TIME)],
        cwd=tree,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return [1000 * seconds for seconds in json.loads(ran.stdout)]


def main(ref: str) -> None:
    """Measures both trees in turns and prints means, the slowest key and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        before = Path(folder)
        archive = subprocess.run(["git", "archive", ref], cwd=ROOT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", folder], input=archive, check=True)
        keys: dict[str, list[float]] = {"before": [], "now": []}
        opened: dict[str, list[float]] = {"before": [], "now": []}
        for _ in range(REPEATS):
            for name, tree in (("before", before), ("now", ROOT)):
                slash, *letters = milliseconds_a_key(tree)
                opened[name].append(slash)
                keys[name] += letters
    for name, spent in keys.items():
        mean, slowest, slash = fmean(spent), max(spent), fmean(opened[name])
        print(
            f"{name:<8} {mean:6.1f} ms CPU a letter (of {len(spent)}), slowest {slowest:6.1f}, / {slash:6.1f}"
        )
    print(f"now / before: {fmean(keys['now']) / fmean(keys['before']):.2f}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "HEAD~1")
