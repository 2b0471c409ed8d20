"""The longest gap of the event loop in an evening, step by step, on a diary of twenty years.

A heartbeat in the loop notes how late it comes: for so long no key was handled and nothing was drawn. The gap
is given twice: as the clock saw it, and as processor time of the whole process within it, which other
programs on the computer do not lengthen. ``--where`` says what the loop was at in the longest gap of each
step. Run it with ``make bench BENCH=gaps``.
"""

import argparse
import asyncio
import contextlib
import gc
import shutil
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

from startup import prepare
from textual.events import Key

from companion.journal import open_journal
from companion.system.paths import places
from companion.tui.app import CompanionApp
from companion.tui.turns import collect_in_turns

BEAT = 0.002
PACE = 0.05
"""Seconds between two keys."""
AT_MOST = 0.05
"""Seconds that no step may keep a key waiting."""
SETTLED = 0.25
"""Seconds without a late beat after which a step is over."""


class Gap(NamedTuple):
    """How late a beat came, seconds on the clock and of processor time, and what the loop was at."""

    wall: float
    cpu: float
    where: str


class Heartbeat:
    """Notes the longest gap since it was last asked."""

    def __init__(self, *, where: bool) -> None:
        self._longest = Gap(0, 0, "")
        self._last_late = self._beaten = time.perf_counter()
        self._seen = ""
        self._loop_thread = threading.get_ident()
        if where:
            threading.Thread(target=self._look_on, daemon=True).start()

    async def beat(self) -> None:
        """Beat until it is cancelled."""
        while True:
            wall, cpu = time.perf_counter(), time.process_time()
            await asyncio.sleep(BEAT)
            now = time.perf_counter()
            late = now - wall - BEAT
            if late > self._longest.wall:
                self._longest = Gap(late, min(late, time.process_time() - cpu), self._seen)
            if late > 4 * BEAT:
                self._last_late = now
            self._beaten, self._seen = now, ""

    def _look_on(self) -> None:
        """See, from beside the loop, what it is at once a beat is late."""
        while True:
            time.sleep(BEAT)
            if time.perf_counter() - self._beaten > 10 * BEAT and not self._seen:
                frame = sys._current_frames().get(self._loop_thread)
                lines = [
                    f"{Path(each.filename).name}:{each.lineno} {each.name}"
                    for each in traceback.extract_stack(frame)
                    if "asyncio" not in each.filename
                ]
                self._seen = " < ".join(reversed(lines[-14:]))

    async def settled(self) -> Gap:
        """The longest gap until all is quiet; the next count begins."""
        self._last_late = time.perf_counter()
        until = self._last_late + 30
        while (now := time.perf_counter()) - self._last_late < SETTLED and now < until:
            await asyncio.sleep(BEAT * 5)
        longest, self._longest = self._longest, Gap(0, 0, "")
        return longest


STEPS: list[tuple[str, list[str]]] = [
    ("Log: the form opens", ["1", "n"]),
    ("Log: a trigger and a note", [*"affec", "enter", *["tab"] * 7, *"we talked"]),
    ("Log: saved", ["ctrl+l"]),
    ("Mood, first", ["2"]),
    ("Reflections, first", ["3"]),
    ("Reflections: down", ["down"] * 5),
    ("Reflections: find", ["slash", *"weekend"]),
    ("Reflections: back", ["escape", "escape"]),
    ("Week, cold", ["4"]),
    ("Week: back and forth", ["left", "left", "left", "right", "right"]),
    ("Patterns, cold", ["5"]),
    ("Patterns: down", ["down"] * 8),
    ("Library, first", ["6"]),
    ("Library: find", ["slash", *"pulls away"]),
    ("Library: back", ["escape", "escape"]),
    ("Today, again", ["1"]),
    ("Mood, again", ["2"]),
    ("Reflections, again", ["3"]),
    ("Week, again", ["4"]),
    ("Patterns, again", ["5"]),
    ("Library, again", ["6"]),
    ("Year", ["c"]),
    ("Year: closed", ["escape"]),
    ("Help", ["1", "question_mark"]),
    ("Help: closed", ["escape"]),
    ("All actions", ["ctrl+p", *"export"]),
    ("All actions: closed", ["escape"]),
    ("Settings", ["comma"]),
    ("Settings: closed", ["escape"]),
    ("Lock", ["ctrl+g"]),
    ("Unlocked", ["enter"]),
]


@contextlib.asynccontextmanager
async def _beating(heartbeat: Heartbeat) -> AsyncIterator[None]:
    task = asyncio.create_task(heartbeat.beat())
    try:
        yield
    finally:
        task.cancel()


async def evening(folder: Path, *, where: bool) -> dict[str, Gap]:
    """The longest gap of each step of an evening."""
    gc.freeze()
    collect_in_turns()
    heartbeat = Heartbeat(where=where)
    gaps: dict[str, Gap] = {}
    async with _beating(heartbeat):
        await heartbeat.settled()
        with open_journal(places(folder)) as journal:
            app = CompanionApp(journal)
            async with app.run_test(size=(100, 30)):
                gaps["Start"] = await heartbeat.settled()
                for name, keys in STEPS:
                    for key in keys:
                        app.post_message(Key(key, key if len(key) == 1 else None))
                        await asyncio.sleep(PACE)
                        while app.keys_waiting:
                            await asyncio.sleep(BEAT)
                    while app.locked and not app.put_away:
                        await asyncio.sleep(BEAT)
                    gaps[name] = await heartbeat.settled()
    return gaps


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--repeats", type=int, default=3, metavar="N")
    parser.add_argument("--journal", type=Path, metavar="DIR", help="make the diary here, or use it again")
    parser.add_argument("--where", action="store_true", help="say what the loop was at; slows it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        diary = asked.journal or Path(made) / "diary"
        prepare(diary)
        runs = []
        for turn in range(asked.repeats):
            copy = Path(made) / f"copy {turn}"
            shutil.copytree(diary, copy)
            runs.append(asyncio.run(evening(copy, where=asked.where)))
            shutil.rmtree(copy)
    print(f"{'':28}{'gap, ms':>9}{'of it cpu':>11}")
    for name in runs[0]:
        gap = min((run[name] for run in runs), key=lambda each: each.cpu)
        late = "  late" if gap.cpu > AT_MOST else ""
        print(f"{name:28}{gap.wall * 1e3:9.0f}{gap.cpu * 1e3:11.0f}{late}")
        if asked.where and gap.cpu > AT_MOST / 2:
            print(f"    {gap.where}")


if __name__ == "__main__":
    main()
