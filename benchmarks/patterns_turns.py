"""All patterns anew, a further look, and the week after a log, at 73,000 moments; in a living program.

    python benchmarks/patterns_turns.py [--entries 73000] [--repeats 5] [--before DIR]

CPU time. Each build runs in a process of its own that stays, as the panes do, and the builds take turns.
``--before DIR`` is the package in another folder (a git worktree of an earlier commit); its ratio is printed
beside. "Again": the week asked for once more while nothing has changed.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

from _process import as_made_by
from patterns_speed import PER_DAY, START, diary
from store import END, twenty_years

from companion.journal import Journal, open_journal
from companion.model.clock import fixed_clock
from companion.model.vocabulary import load_vocabulary
from companion.patterns import analyse
from companion.system.paths import places

ROWS = {
    "new": "all patterns from the start",
    "further": "a further look, a week later",
    "log": "the patterns after a log, from the journal",
    "week": "the week after a log",
    "again": "the week again",
}


def work(entries: int, journal: Journal) -> dict[str, Callable[[], object]]:
    """What is timed, by the names of ROWS; before it, what is not."""
    patterns = tuple(load_vocabulary().patterns.values())
    events, days = diary(entries // PER_DAY), entries // PER_DAY
    as_of = START + timedelta(days=days)
    known = analyse(patterns, events, as_of=as_of - timedelta(days=7))
    assert known is not None
    tail = [one for one in events if known.past is None or one.at >= known.past.since]
    return {
        "new": lambda: analyse(patterns, events, as_of=as_of),
        "further": lambda: analyse(patterns, tail, as_of=as_of, past=known.past),
        "log": journal.insight.patterns,
        "week": journal.insight.week,
        "again": journal.insight.week,
    }


def serve(entries: int, folder: Path) -> None:
    """Times what is asked for on stdin, a name a line, and prints CPU seconds."""
    with open_journal(places(folder), clock=fixed_clock(END + timedelta(hours=1))) as journal:
        jobs = work(entries, journal)
        journal.insight.week()
        print("ready", flush=True)
        for line in sys.stdin:
            if line.strip() in ("log", "week"):
                journal.log(triggers=("affection_received",), responses=("withdrew",))
            began = time.process_time()
            jobs[line.strip()]()
            print(time.process_time() - began, flush=True)


def main() -> None:
    """Print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--entries", type=int, default=73_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--before", type=Path, metavar="DIR")
    parser.add_argument("--serve", type=Path, metavar="DIR", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve:
        serve(asked.entries, asked.serve)
        return
    with tempfile.TemporaryDirectory() as made:
        builds = []
        for number, package in enumerate([None, asked.before] if asked.before else [None]):
            folder = Path(made, str(number))
            if package is None:
                with open_journal(places(folder)) as journal:
                    journal.merging.import_contents(twenty_years(asked.entries, journal.vocabulary))
            else:
                as_made_by(package, Path(made, "0"), folder)
            environment = {**os.environ, **({"PYTHONPATH": str(package.resolve())} if package else {})}
            command = [sys.executable, __file__, "--entries", str(asked.entries), "--serve", str(folder)]
            pipe = subprocess.PIPE
            builds.append(subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment))
        for build in builds:
            answer(build)
        print(f"{asked.entries} entries; medians of {asked.repeats}")
        print(f"{'':44} {'CPU ms':>8}" + (f" {'before':>8} {'ratio':>6}" if asked.before else ""))
        for name, words in ROWS.items():
            runs: list[list[float]] = [[] for _ in builds]
            for _ in range(asked.repeats):
                for found, build in zip(runs, builds, strict=True):
                    assert build.stdin is not None
                    build.stdin.write(f"{name}\n")
                    build.stdin.flush()
                    found.append(float(answer(build)))
            took = [median(found) * 1e3 for found in runs]
            ratio = f" {took[0] / took[1]:6.2f}" if asked.before else ""
            print(f"{words:44} {' '.join(f'{one:8.0f}' for one in took)}{ratio}", flush=True)
        for build in builds:
            build.communicate()


def answer(build: subprocess.Popen[str]) -> str:
    """The next line of what a build says. Raises RuntimeError when it has ended."""
    assert build.stdout is not None
    line = build.stdout.readline()
    if not line:
        raise RuntimeError("a build ended before it answered")
    return line


if __name__ == "__main__":
    main()
