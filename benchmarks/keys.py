"""What a key costs in each field and list, against the same key in a bare widget of an empty app.

Both run in terminals side by side; the made-up diary is in the journal. ``--before REF`` measures the tree of
a commit too. Run it with ``make bench BENCH=keys``.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import NamedTuple

from _process import as_made_by
from _window import Window

from companion.demo import demo_contents
from companion.journal import open_journal
from companion.model.clock import system_clock
from companion.system.paths import places

ROOT = Path(__file__).parent.parent

BARE = """
from textual.app import App
from textual.widgets import Input, OptionList, TextArea
class Bare(App):
    def compose(self):
        yield {widget}
Bare().run()
"""
FLOORS = {
    "TextArea": "TextArea(soft_wrap=True, compact=True, highlight_cursor_line=False)",
    "Input": "Input(compact=True)",
    "list": "OptionList(*(f'row {number}' for number in range(60)))",
}
SENTENCE = [bytes([each]) for each in b"we talked about the weekend plans"]
DOWN = [b"\x1b[B"] * 8 + [b"\x1b[A"] * 8
TAB = b"\t"
WORDS = [bytes([each]) for each in b"pulls away"] + [b"\x7f"] * 10


class Row(NamedTuple):
    """One thing typed: what leads there, the keys that are measured, the floor and the most it may be."""

    name: str
    there: list[bytes]
    keys: list[bytes]
    floor: str
    at_most: float


ROWS = [
    Row("Log: In my own words", [b"1", b"n", *[TAB] * 8], SENTENCE, "TextArea", 2),
    Row("Log: How it ended", [b"1", b"n", *[TAB] * 6], SENTENCE, "Input", 3),
    Row("Log: Tags", [b"1", b"n", *[TAB] * 10], SENTENCE, "Input", 3),
    Row("Mood: the answer", [b"2", TAB], SENTENCE, "TextArea", 1.5),
    Row("Edit: the note", [b"1", b"e", *[TAB] * 8], SENTENCE, "TextArea", 1.5),
    Row("Library: find", [b"6", b"/"], WORDS, "Input", 4),
    Row("Patterns: down", [b"5"], DOWN, "list", 1.5),
    Row("Week: down", [b"4"], DOWN, "list", 1.5),
    Row("Reflections: down", [b"3"], DOWN, "list", 1.5),
]


def measured(row: Row, diary: Path, repeats: int, tree: Path | None) -> tuple[float, float]:
    """Processor seconds a key of the floor and of ours, taken by turns; in a copy of the diary."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "journal"
        shutil.copytree(diary, folder)
        return _by_turns(row, folder, repeats, tree)


def _by_turns(row: Row, folder: Path, repeats: int, tree: Path | None) -> tuple[float, float]:
    bare = Window([sys.executable, "-c", BARE.format(widget=FLOORS[row.floor])])
    ours = Window([sys.executable, "-m", "companion", "--at", str(folder)], tree=tree)
    ours.until(b"Library")
    for window in (bare, ours):
        window.settle(1)
    for key in row.there:
        ours.send(key)
        ours.settle(0.4, 3)
    pairs = [(bare.typed(row.keys), ours.typed(row.keys)) for _ in range(repeats + 1)]
    bare.kill()
    ours.kill()
    floors, values = zip(*pairs[1:], strict=True)
    return median(floors), median(values)


def tree_of(ref: str, into: Path) -> Path:
    """The files of a commit."""
    into.mkdir()
    archive = subprocess.run(["git", "archive", ref], cwd=ROOT, check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", into], input=archive, check=True)
    return into


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--repeats", type=int, default=3, metavar="N")
    parser.add_argument("--before", metavar="REF", help="measure the tree of this commit too")
    parser.add_argument("--only", default="", metavar="WORDS", help="rows with these words")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as old:
        clock = system_clock()
        diaries = {"now": Path(made)}
        with open_journal(places(diaries["now"])) as journal:
            journal.merging.import_contents(demo_contents(journal.vocabulary, clock.now(), clock.zone))
        trees = {"now": None}
        if asked.before:
            trees["before"] = tree_of(asked.before, Path(old) / "tree")
            diaries["before"] = as_made_by(trees["before"], diaries["now"], Path(old) / "journal")
        print(f"{'':24}{'bare':>7}{'ours':>7}{'ratio':>7}{'bound':>7}")
        for row in ROWS:
            if asked.only not in row.name:
                continue
            for name, tree in trees.items():
                floor, ours = measured(row, diaries[name], asked.repeats, tree)
                said = row.name if name == "now" else "  before"
                print(
                    f"{said:24}{floor * 1e3:7.1f}{ours * 1e3:7.1f}{ours / floor:7.2f}{row.at_most:7.1f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
