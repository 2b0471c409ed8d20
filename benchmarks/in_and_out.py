"""Export, merge and import of a long journal, `log`, `today`: CPU and memory of whole processes.

    make bench BENCH=in_and_out ARGS="--entries 70000 [--rows merge] [--before DIR]"

``--rows`` takes those alone whose name has these words in it.
``--before DIR`` runs the same with the package in another folder (a git worktree of an earlier commit), by
turns, and prints the ratio. The floor of the short commands is a Python that imports click and sqlite_utils.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from _process import ENVIRONMENT, Used, as_made_by, used
from import_speed import diaries
from store import twenty_years

from companion.journal import open_journal
from companion.system.paths import places


def work(
    here: Path, new: Path, imported: Mapping[str, Path], environment: Mapping[str, str]
) -> dict[str, list[str]]:
    """The commands that are measured, on the journal ``here``, a copy of it, and one that is ``new``."""
    written, there = here / "journal.json", here.with_name(f"{here.name}, a copy")
    python = [sys.executable, "-m", "companion", "--at"]
    used([*python, str(here), "export", "-o", str(written)], environment=environment)
    shutil.copytree(here, there)
    return {
        "import click, sqlite_utils": [sys.executable, "-c", "import click, sqlite_utils"],
        "log": [*python, str(there), "log", "--trigger", "affection"],
        "today": [*python, str(here), "today"],
        "patterns --json": [*python, str(here), "patterns", "--json"],
        "export": [*python, str(here), "export"],
        "merge, unchanged, from JSON": [*python, str(here), "merge", str(written), "--yes"],
        "merge, unchanged, from a file": [*python, str(there), "merge", str(here), "--yes"],
        **{
            f"import {form}": [*python, str(new), "import", str(file), "--yes"]
            for form, file in imported.items()
        },
    }


def main() -> None:
    """Print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--entries", type=int, default=70_000)
    parser.add_argument("--imported", type=int, default=5_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--rows", default="", metavar="WORDS")
    parser.add_argument("--before", type=Path, metavar="DIR")
    asked = parser.parse_args()
    builds = [ENVIRONMENT]
    if asked.before:
        builds.append({**ENVIRONMENT, "PYTHONPATH": str(asked.before.resolve())})
    with tempfile.TemporaryDirectory() as made:
        here, new = Path(made) / "here", Path(made) / "new"
        with open_journal(places(here)) as journal:
            journal.merging.import_contents(twenty_years(asked.entries, journal.vocabulary))
        homes = [here]
        if asked.before:
            homes.append(as_made_by(asked.before, here, Path(made) / "before"))
        imported = diaries(asked.imported, Path(made))
        works = [
            work(home, new, imported, environment) for home, environment in zip(homes, builds, strict=True)
        ]
        print(f"{asked.entries} entries, {asked.imported} imported; medians of {asked.repeats}")
        print(
            f"{'':32} {'CPU ms':>8} {'MB':>5}"
            + (f" {'before':>8} {'MB':>5} {'ratio':>6}" if asked.before else "")
        )
        names = [name for name in works[0] if asked.rows in name]
        if not names:
            parser.error(f"--rows: {asked.rows!r} is in none of: {', '.join(works[0])}")
        for name in names:
            # Unmeasured: from here on the bytecode is there, and a merge has nothing left.
            for commands, build in zip(works, builds, strict=True):
                shutil.rmtree(new, ignore_errors=True)
                used(commands[name], environment=build)
            runs: list[list[Used]] = [[] for _ in builds]
            for _ in range(asked.repeats):
                for found, commands, build in zip(runs, works, builds, strict=True):
                    if name.startswith("import "):
                        shutil.rmtree(new, ignore_errors=True)
                    found.append(used(commands[name], environment=build))
            cpu = [median(one.cpu for one in found) * 1e3 for found in runs]
            most = [max(one.megabytes for one in found) for found in runs]
            cells = [f"{took:8.0f} {peak:5.0f}" for took, peak in zip(cpu, most, strict=True)]
            cells += [f"{cpu[0] / cpu[1]:6.2f}"] if asked.before else []
            print(f"{name:32} {' '.join(cells)}", flush=True)


if __name__ == "__main__":
    main()
