"""What the patterns make of diaries as people write them: the tables of docs/patterns.md on the bars.

Every diary of patterns_people.py is looked at week by week for half a year, as a person would. Of those in
which something is so: was there an early sign by the week in which it should be seen, did it hold up? Of the
others: did anything hold up in any week? Seeded: the same number of diaries gives the same tables.

    python benchmarks/patterns_people_bench.py [--diaries 400] [--only story] [--first 0] [--workers 1]
    [--write]

With ``--keep`` and other numbers to begin with, several runs add up. ``--write`` puts the tables into
docs/patterns.md.
"""

import argparse
import json
import multiprocessing
import random
import sys
import tempfile
import unittest.mock
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import patterns_people as people
import patterns_power as power
from patterns_bench import DOCS, percent, table, with_range

from companion.model.events import CodedEvent
from companion.patterns import earlier_weeks, engine, tallies
from companion.patterns.diary_as_of import DiaryAsOf
from companion.patterns.evening_checks import EveningCheck, count_checks

FIRST_WEEK = 3
BEGIN, END = "<!-- measured people: begin -->", "<!-- measured people: end -->"

_NO_FEATURES = SimpleNamespace(with_response={}, without={})

CHECKED = "evening check on 60 % of days"
CHECKED_NOTHING = {"evening check, independent": 0, "evening check, weekends drive both": 1}

BARS = {
    "same entry": ("75 / 49", "97 / 85"),
    "two hours later": ("80 / 57", "93 / 68"),
    "ten hours later": ("38 / 7", "72 / 28"),
    "next day": ("4 / 0", "30 / 15"),
    "writes on 90 %: same entry": ("99 / 92", "99 / 92"),
    "writes on 90 %: two hours later": ("99 / 90", "99 / 92"),
    "writes on 90 %: ten hours later": ("82 / 40", "94 / 60"),
    "writes on 90 %: next day": ("9 / 1", "75 / 50"),
    "every other day: same entry": ("0 / 0", "97 / 85"),
    "three days a week: same entry": ("0 / 0", "97 / 85"),
    "Sundays only: same entry": ("0 / 0", "80 / 55"),
    CHECKED: ("-", "97 / 90"),
}
"""What was seen of each before (early sign or more / holds up, %), and what is asked for."""


class Seen(NamedTuple):
    """One diary, over all its weeks: whether anything was an early sign or more, held up, was told as
    changing, and whether a contrast was named beside something that held up.
    """

    early: bool
    held: bool
    changed: bool = False
    contrast: bool = False
    what: tuple[str, ...] = ()


def states(entries: Sequence[CodedEvent], week: int, of: int) -> list[tuple[str, str]]:
    """(id, state) of the first ``of`` patterns after so many weeks, going by that look alone.

    That a pattern goes on holding up for some weeks once it has, changes nothing about whether it ever did;
    nor does what is only told beside it: what differed, and what else could explain it.
    """
    as_of = power.START + timedelta(days=7 * week)
    second = int(as_of.timestamp())
    until = [entry for entry in entries if entry.at <= second]
    with (
        unittest.mock.patch.object(earlier_weeks, "KEPT_WEEKS", 0),
        unittest.mock.patch.object(tallies, "features", lambda *_: (_NO_FEATURES, _NO_FEATURES)),
        unittest.mock.patch.object(tallies, "_kinds", lambda *_: {}),
    ):
        survey = engine.survey(DiaryAsOf(power.PATTERNS, until, as_of, second, 0, "04:00", ()))
    rows = zip(power.PATTERNS, survey.waiting, survey.told, strict=True)
    return [(pattern.id, "counting" if wait else told.state(0)) for pattern, wait, told in rows][:of]


def looked_at(name: str, number: int, every: int = 1) -> Seen:
    """One diary of a kind, looked at week by week; the same number gives the same diary.

    Where nothing is so, with ``every`` only each so many weeks.
    """
    rng = random.Random(f"{name} {number}")
    if name == CHECKED or name in CHECKED_NOTHING:
        return checked(rng, planted=name == CHECKED, weekends=bool(CHECKED_NOTHING.get(name)))
    if name in people.PLANTED:
        make, last = people.PLANTED[name]
        of = every = 1
    else:
        make, last, of = {**people.NOTHING, **people.LIMITS}[name], power.WEEKS, len(power.PATTERNS)
    entries = sorted(people.coded(make(rng)), key=lambda entry: (entry.at, entry.id))
    early = False
    for week in range(last - (last - FIRST_WEEK) // every * every, last + 1, every):
        found = states(entries, week, of)
        held = tuple(id for id, state in found if state in power.CONFIRMED)
        early = early or bool(held) or any(state == "early_sign" for _, state in found)
        if held:
            return Seen(True, True, what=held)
    return Seen(early, False)


def steady(number: int) -> Seen:
    """A pattern that stays as it is for half a year: is it told as changing, in any week?"""
    rng = random.Random(f"steady {number}")
    entries = people.coded(people.follower(rng, delay=None, writes=0.75))
    changed = contrast = held = False
    for week in range(12, power.WEEKS + 1):
        finding = power.analyse(entries, 7 * week)[0]
        held = held or finding.state in power.CONFIRMED
        changed = changed or finding.state in ("easing", "growing")
        contrast = contrast or bool(finding.differed)
    return Seen(held, held, changed, contrast)


def checked(rng: random.Random, *, planted: bool, weekends: bool) -> Seen:
    """Answers on 60 % of evenings: to one pattern that is so, or to three that are not."""
    days = people.writing_days(rng, 0.6)
    checks = []
    for day in sorted(days):
        free = weekends and day % 7 in (2, 3)
        for pattern in "a" if planted else "abc":
            happened = rng.random() < (0.7 if free else 0.36)
            often = 0.6 if planted and happened else 0.5 if free else 0.15
            checks.append(EveningCheck(day + 3, pattern, happened, rng.random() < often))
    early = False
    for week in range(FIRST_WEEK, (12 if planted else power.WEEKS) + 1):
        until = [one for one in checks if one.day - 3 < 7 * week]
        found = count_checks(until, "a" if planted else "abc")
        held = any(one.state == "holds_up" for one in found)
        early = early or held or any(one.state == "early_sign" for one in found)
        if held:
            return Seen(True, True)
    return Seen(early, False)


STEADY = "steady"


def once(work: tuple[str, int, int]) -> tuple[str, Seen]:
    """One diary: its kind, its number, and how many weeks lie between two looks."""
    name, number, every = work
    return name, steady(number) if name == STEADY else looked_at(name, number, every)


NAMES = (*BARS, *people.NOTHING, *CHECKED_NOTHING, *people.LIMITS, STEADY)


def run(diaries: int, first: int, names: Sequence[str], workers: int, keep: Path, every: int) -> None:
    """Looks at so many diaries of each kind, from number ``first`` on, and keeps what was seen in a file a
    kind.
    """
    work = [(name, first + i, every) for name in names for i in range(diaries)]
    results: dict[str, list[Seen]] = {name: [] for name in names}
    with multiprocessing.Pool(workers) as pool:
        for name, seen in pool.imap(once, work, chunksize=2):
            results[name].append(seen)
            if len(some := results[name]) == diaries:
                file = keep / f"{NAMES.index(name):02}-{first}.json"
                file.write_text(json.dumps([name, some]), encoding="utf-8")
                early, held = sum(one.early for one in some), sum(one.held for one in some)
                what = sorted(id for one in some for id in one.what)
                line = f"{name}: early {early}, held {held} of {diaries} {what[:6]}"
                print(line, file=sys.stderr, flush=True)


def kept(keep: Path, names: Sequence[str]) -> dict[str, list[Seen]]:
    """All that was seen and kept, by kind."""
    results: dict[str, list[Seen]] = {}
    for file in sorted(keep.glob("*.json")):
        name, rows = json.loads(file.read_text(encoding="utf-8"))
        if name in names:
            results.setdefault(name, []).extend(Seen(*row[:4], tuple(row[4])) for row in rows)
    return results


def report(results: dict[str, list[Seen]]) -> str:
    """All tables, in Markdown."""
    users, nothing, limits = [], [], []
    for name, seen in results.items():
        n = len(seen)
        early, held = sum(one.early for one in seen), sum(one.held for one in seen)
        if name in BARS:
            now = f"{percent(early / n)} / {percent(held / n)}"
            users.append([name, BARS[name][0], BARS[name][1], now, str(n)])
        elif name != STEADY:
            (limits if name in people.LIMITS else nothing).append(
                [name, with_range(held, n), percent(early / n), str(n)]
            )
    parts = []
    if users:
        head = ["who writes how, and when pulling back follows", "before", "asked", "now", "diaries"]
        parts.append(table(head, users))
    head = ["nothing is so", "held up in some week of 26", "early sign in some week", "diaries"]
    parts += [table(head, rows) for rows in (nothing, limits) if rows]
    if seen := results.get(STEADY):
        n = len(seen)
        changed, contrast = sum(one.changed for one in seen), sum(one.contrast for one in seen)
        rows = [
            ["told as easing or growing in some week", with_range(changed, n), str(n)],
            ["a contrast named in some week", with_range(contrast, n), str(n)],
        ]
        parts.append(table(["a pattern that stays as it is for half a year", "share", "diaries"], rows))
    return "\n\n".join(parts)


def write(text: str) -> None:
    """Puts the tables between their marks in docs/patterns.md."""
    page = DOCS / "patterns.md"
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise SystemExit(f"{page}: the marks {BEGIN} and {END} are not there")
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def main() -> None:
    arguments = argparse.ArgumentParser(description="The patterns on diaries as people write them.")
    arguments.add_argument("--diaries", type=int, default=400, help="of each kind (400)")
    arguments.add_argument("--first", type=int, default=0, help="the number of the first diary (0)")
    arguments.add_argument("--only", default="", help="kinds with this in their name; | between several")
    arguments.add_argument("--workers", type=int, default=1, help="processes (1)")
    arguments.add_argument("--write", action="store_true", help="put the tables into docs/")
    arguments.add_argument("--every", type=int, default=1, help="weeks between looks where nothing is so (1)")
    arguments.add_argument("--keep", type=Path, help="a folder in which what was seen adds up, run by run")
    given = arguments.parse_args()
    names = [name for name in NAMES if any(part in name for part in given.only.split("|"))]
    with tempfile.TemporaryDirectory() as passing:
        keep = given.keep or Path(passing)
        keep.mkdir(exist_ok=True)
        run(given.diaries, given.first, names, given.workers, keep, given.every)
        text = report(kept(keep, names))
    print(text)
    if given.write:
        write(text)


if __name__ == "__main__":
    main()
