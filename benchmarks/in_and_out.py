"""Export, merge and import of a long journal, `log`, `today`: CPU and memory of whole processes.

    make bench BENCH=in_and_out ARGS="--entries 70000 [--before DIR]"

``--before DIR`` runs the same with the package in another folder (a git worktree of an earlier commit), by
turns, and prints the ratio. The floor of the short commands is a Python that imports click and sqlite_utils.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from _process import ENVIRONMENT, Used, used
from import_speed import diaries
from store import twenty_years

from companion.journal import open_journal
from companion.system.paths import places


def main() -> None:
    """Print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--entries", type=int, default=70_000)
    parser.add_argument("--imported", type=int, default=5_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--before", type=Path, metavar="DIR")
    asked = parser.parse_args()
    python = [sys.executable, "-m", "companion"]
    builds = [ENVIRONMENT]
    if asked.before:
        builds.append({**ENVIRONMENT, "PYTHONPATH": str(asked.before.resolve())})
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        here, there, new = folder / "here", folder / "there", folder / "new"
        with open_journal(places(here)) as journal:
            journal.merging.import_contents(twenty_years(asked.entries, journal.vocabulary))
        written = folder / "journal.json"
        at = [*python, "--at", str(here)]
        used([*at, "export", "-o", str(written)])
        shutil.copytree(here, there)
        work = {
            "import click, sqlite_utils": [sys.executable, "-c", "import click, sqlite_utils"],
            "log": [*python, "--at", str(there), "log", "--trigger", "affection"],
            "today": [*at, "today"],
            "patterns --json": [*at, "patterns", "--json"],
            "export": [*at, "export"],
            "merge, unchanged, from JSON": [*at, "merge", str(written), "--yes"],
            "merge, unchanged, from a file": [*python, "--at", str(there), "merge", str(here), "--yes"],
        }
        for form, file in diaries(asked.imported, folder).items():
            work[f"import {form}"] = [*python, "--at", str(new), "import", str(file), "--yes"]
        print(f"{asked.entries} entries, {asked.imported} imported; medians of {asked.repeats}")
        print(
            f"{'':32} {'CPU ms':>8} {'MB':>5}"
            + (f" {'before':>8} {'MB':>5} {'ratio':>6}" if asked.before else "")
        )
        for name, command in work.items():
            for (
                build
            ) in builds:  # unmeasured: from here on the bytecode is there, and a merge has nothing left
                shutil.rmtree(new, ignore_errors=True)
                used(command, environment=build)
            runs: list[list[Used]] = [[] for _ in builds]
            for _ in range(asked.repeats):
                for found, build in zip(runs, builds, strict=True):
                    if name.startswith("import "):
                        shutil.rmtree(new, ignore_errors=True)
                    found.append(used(command, environment=build))
            cpu = [median(one.cpu for one in found) * 1e3 for found in runs]
            most = [max(one.megabytes for one in found) for found in runs]
            cells = [f"{took:8.0f} {peak:5.0f}" for took, peak in zip(cpu, most, strict=True)]
            cells += [f"{cpu[0] / cpu[1]:6.2f}"] if asked.before else []
            print(f"{name:32} {' '.join(cells)}", flush=True)


if __name__ == "__main__":
    main()
