"""How long until a person sees something: the panes and ``companion today``, on a diary of twenty years.

Run it with ``make bench``: the environment must hold what companion needs and nothing else (sqlite-utils
imports numpy where it finds it, which would flatter the ratios).
"""

import argparse
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from _measure import Ratio, against_floor, as_json, run, table, until_painted
from store import twenty_years

from companion.journal import open_journal
from companion.system.paths import places

ENTRIES = 73_000

MARK = "lighthouse"
"""Stands in the note of today's moment and nowhere else; once it is on the screen, today can be read."""

EMPTY_APP = "from textual.app import App; App().run()"
FLOOR_OF_TODAY = "import click, sqlite_utils"


def prepare(folder: Path) -> None:
    """A journal of twenty years in the folder, made unless it is there, and a moment of today in it."""
    with open_journal(places(folder)) as journal:
        if journal.timeline.count() < ENTRIES:
            journal.merging.import_contents(twenty_years(ENTRIES, journal.vocabulary))
        journal.log(triggers=["affection_received"], note=MARK)


def measure(folder: Path, repeats: int) -> list[Ratio]:
    python = sys.executable
    companion = [python, "-m", "companion", "--at", str(folder)]
    return [
        against_floor(
            "today painted / an empty Textual app painted",
            lambda: until_painted([python, "-c", EMPTY_APP], b" " * 80),
            lambda: until_painted(companion, MARK.encode()),
            repeats,
        ),
        against_floor(
            "companion today / import click, sqlite_utils",
            lambda: run([python, "-c", FLOOR_OF_TODAY]),
            lambda: run([*companion, "today"]),
            repeats,
        ),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--repeats", type=int, default=15, metavar="N")
    parser.add_argument("--journal", type=Path, metavar="DIR", help="make the diary here, or use it again")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if find_spec("numpy"):
        sys.exit("numpy is in this environment and would flatter the ratios; `make bench` uses a lean one")
    with tempfile.TemporaryDirectory() as made:
        folder = asked.journal or Path(made)
        prepare(folder)
        ratios = measure(folder, asked.repeats)
    print(as_json(ratios) if asked.json else table(ratios))


if __name__ == "__main__":
    main()
