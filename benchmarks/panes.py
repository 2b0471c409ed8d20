"""What going to a pane costs: again, against an empty mode switch of a Textual app; and for the first time.

Each runs in a terminal of its own, with the made-up diary in the journal. ``--before REF`` measures the tree
of a commit too, which the first visits are held against. Run it with ``make bench BENCH=panes``.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median

from _process import as_made_by
from _window import Window
from keys import tree_of

from companion.demo import demo_contents
from companion.journal import open_journal
from companion.model.clock import system_clock
from companion.system.paths import places

BARE = """
from textual.app import App
from textual.screen import Screen
from textual.widgets import Static
class First(Screen):
    def compose(self):
        yield Static("the first")
class Second(Screen):
    def compose(self):
        yield Static("the second")
class Bare(App):
    MODES = {"first": First, "second": Second}
    BINDINGS = [("1", "switch_mode('first')"), ("2", "switch_mode('second')")]
    def on_mount(self):
        self.switch_mode("first")
Bare().run()
"""
PANES = {b"2": "Mood", b"3": "Reflections", b"4": "Week", b"5": "Patterns", b"6": "Library", b"1": "Today"}
AGAIN_AT_MOST = 3.0
"""Of an empty mode switch."""
FIRST_AT_MOST = 0.5
"""Of the build before."""


def empty_switch(repeats: int) -> float:
    """Processor seconds of a mode switch in an empty app."""
    window = Window([sys.executable, "-c", BARE])
    window.until(b"the first")
    window.until_idle()
    window.typed([b"2", b"1"])
    seconds = median(window.typed([b"2", b"1"]) for _ in range(repeats))
    window.kill()
    return seconds


def visits(diary: Path, repeats: int, tree: Path | None) -> tuple[dict[str, float], dict[str, float]]:
    """Processor seconds of the first visit of each pane, and of those after it, in one sitting."""
    window = Window([sys.executable, "-m", "companion", "--at", str(diary)], tree=tree)
    window.until(b"Library")
    window.until_idle()
    first = {name: window.typed([key]) for key, name in PANES.items() if name != "Today"}
    again: dict[str, list[float]] = {name: [] for name in PANES.values()}
    for _ in range(repeats):
        for key, name in PANES.items():
            again[name].append(window.typed([key]))
    window.kill()
    return first, {name: median(values) for name, values in again.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--repeats", type=int, default=5, metavar="N")
    parser.add_argument("--sittings", type=int, default=3, metavar="N", help="for the first visits")
    parser.add_argument("--before", metavar="REF", help="measure the tree of this commit too")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as old:
        clock = system_clock()
        with open_journal(places(Path(made))) as journal:
            journal.merging.import_contents(demo_contents(journal.vocabulary, clock.now(), clock.zone))
        trees, diaries = {"now": None}, {"now": Path(made)}
        if asked.before:
            trees["before"] = tree_of(asked.before, Path(old) / "tree")
            diaries["before"] = as_made_by(trees["before"], diaries["now"], Path(old) / "journal")
        floor = empty_switch(asked.repeats)
        sittings = {
            when: [visits(diaries[when], asked.repeats, tree) for _ in range(asked.sittings)]
            for when, tree in trees.items()
        }
    print(f"an empty mode switch: {floor * 1e3:.1f} ms")
    print(f"{'':16}{'again, ms':>11}{'ratio':>7}{'bound':>7}{'first, ms':>11}{'of before':>11}{'bound':>7}")
    for when, runs in sittings.items():
        for name in PANES.values():
            again = median(run[1][name] for run in runs)
            line = f"{name:16}{again * 1e3:11.1f}{again / floor:7.2f}{AGAIN_AT_MOST:7.1f}"
            if name in runs[0][0]:
                first = median(run[0][name] for run in runs)
                line += f"{first * 1e3:11.0f}"
                if when == "now" and "before" in sittings:
                    before = median(run[0][name] for run in sittings["before"])
                    line += f"{first / before:11.2f}{FIRST_AT_MOST:7.1f}"
            print(line if when == "now" else f"{line}   before")


if __name__ == "__main__":
    main()
