"""What "on days with ..." makes of made-up days: the table of docs/patterns.md on it.

Days on which something is noted or not, and how close it was; in most of them neither knows of the other. In
how many is a difference told as clear? Seeded: the same number of diaries gives the same table.

    python benchmarks/days_bench.py [--diaries 2000] [--write]

``--write`` puts the table into docs/patterns.md.
"""

import argparse
import random
import unittest.mock
from collections.abc import Callable, Sequence
from functools import partial

import patterns_people as people
from patterns_bench import DOCS, percent, table, with_range

from companion.patterns import day_comparison
from companion.patterns.day_comparison import DayRecord, compare_days

DAYS = 120
WRITES = 0.7
ASKED = ("a", "b", "c", "d", "e")
BEGIN, END = "<!-- measured days: begin -->", "<!-- measured days: end -->"

Maker = Callable[[random.Random], list[DayRecord]]


def in_phases(rng: random.Random, *, alike: float, more: float = 0.0) -> list[DayRecord]:
    """Days as they were written, each thing going on as the day before in so many cases.

    alike: how alike closeness is to that of the day before, and how often a code just stays; 0: each day is
    for itself. more: by how much of its spread closeness is larger on days with the first code.
    """
    written = people.writing_days(rng, WRITES)
    closeness, here, found = 0.0, dict.fromkeys(ASKED, False), []
    for day in range(DAYS):
        closeness = alike * closeness + (1 - alike**2) ** 0.5 * rng.gauss(0, 1)
        here = {code: stays if rng.random() < alike else rng.random() < 0.3 for code, stays in here.items()}
        if day in written:
            codes = {code for code, is_so in here.items() if is_so}
            found.append(DayRecord(day, codes, closeness + more * here["a"]))
    return found


def drifting(rng: random.Random) -> list[DayRecord]:
    """Both grow over the months, and neither has to do with the other."""
    written = people.writing_days(rng, WRITES)
    return [
        DayRecord(
            day,
            {code for code in ASKED if rng.random() < 0.15 + 0.3 * day / DAYS},
            rng.gauss(day / DAYS, 1),
        )
        for day in range(DAYS)
        if day in written
    ]


KINDS: dict[str, Maker] = {
    "nothing is so": partial(in_phases, alike=0.0),
    "nothing is so, in phases of some days": partial(in_phases, alike=0.5),
    "nothing is so, in phases of a week or two": partial(in_phases, alike=0.8),
    "both only grow over the months": drifting,
    "closer by 0.8 of the spread between days": partial(in_phases, alike=0.0, more=0.8),
    "closer by 0.8 of it, in phases of some days": partial(in_phases, alike=0.5, more=0.8),
}


def told(days: Sequence[DayRecord], asked: Sequence[str]) -> bool:
    """Is any difference in closeness told as clear, when so many are asked about?"""
    return any(one.told for one in compare_days(days, asked, ["closeness"]))


def measured(name: str, diaries: int) -> list[str]:
    """One row of the table."""
    one = several = plain = 0
    for number in range(diaries):
        days = KINDS[name](random.Random(f"{name} {number}"))
        one += told(days, ASKED[:1])
        several += told(days, ASKED)
        with unittest.mock.patch.object(day_comparison, "by_phases", lambda *_: 1.0):
            plain += told(days, ASKED[:1])
    return [name, with_range(one, diaries), percent(several / diaries), percent(plain / diaries)]


def report(diaries: int) -> str:
    """The table, in Markdown."""
    head = ["120 days, 84 of them written", "told, one asked", "any told, five asked", "without the widening"]
    return table(head, [measured(name, diaries) for name in KINDS])


def main() -> None:
    arguments = argparse.ArgumentParser(description='"On days with ..." on made-up days.')
    arguments.add_argument("--diaries", type=int, default=2000, help="of each kind (2000)")
    arguments.add_argument("--write", action="store_true", help="put the table into docs/")
    given = arguments.parse_args()
    text = report(given.diaries)
    print(text)
    if given.write:
        page = DOCS / "patterns.md"
        before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
        _, end, after = rest.partition(END)
        if not end:
            raise SystemExit(f"{page}: the marks {BEGIN} and {END} are not there")
        page.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
