"""How often do the patterns cry wolf, how often do they see what is there, and how steady are they?

Runs the made-up diaries of patterns_power.py and prints tables in Markdown: false alarms, power, the same
diaries judged by the simpler methods of patterns_naive.py, and 26 weekly looks at growing diaries.
Seeded: the same number of diaries gives the same tables. Shares come with 95 % Wilson intervals.

    make bench-patterns [ARGS="--diaries 1000 --write"]

``--write`` also puts the tables into docs/patterns.md and the plot into docs/pictures/power.svg.
"""

import argparse
import multiprocessing
import random
import sys
import time
from collections.abc import Iterable, Sequence
from functools import partial
from math import ceil
from pathlib import Path
from statistics import median
from typing import NamedTuple

import patterns_naive as naive
import patterns_power as power
from patterns_plot import Found, plot

from companion.model.events import CodedEvent
from companion.patterns.exact import wilson_interval

DOCS = Path(__file__).resolve().parents[1] / "docs"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
EVERY_METHOD = ("Companion", "early sign", *naive.METHODS)
HELD, EARLY = 0, 1
SHOWN = {*power.CONFIRMED, "early_sign"}

GROWING_DAYS = power.WEEKS * 7
GROWING_NOTHING = {
    "26 weekly looks at a growing diary, in any week": partial(power.independent, days=GROWING_DAYS),
    "the same, with bursts": partial(power.bursts, days=GROWING_DAYS),
}
GROWING_PLANTED = {
    f"{words}, {difference * 100:.0f} points more often, {bouts} bouts in all": partial(
        make, bouts=bouts, difference=difference, days=GROWING_DAYS
    )
    for words, make in (("same moment", power.planted_same), ("afterwards", power.planted_after))
    for difference, bouts in ((0.4, 40), (0.5, 40), (0.6, 40))
}


class Seen(NamedTuple):
    """One diary: what each of EVERY_METHOD said; and for weekly looks, the states of each pattern by week."""

    told: tuple[bool, ...]
    weeks: tuple[tuple[str, ...], ...] = ()


class Work(NamedTuple):
    """One diary to make and look at; the name and number are its seed."""

    name: str
    number: int


def once(work: Work) -> tuple[str, Seen]:
    """Makes and judges the diary; the same work gives the same answer."""
    rng = random.Random(f"{work.name} {work.number}")
    name = work.name
    if name in power.NOTHING:
        make, days = power.NOTHING[name]
        return name, Seen(judged(power.lived(make(rng), days, rng), days, of=len(power.PATTERNS)))
    if name in power.PLANTED:
        make, days = power.PLANTED[name]
        return name, Seen(judged(power.written(make(rng), days, rng), days, of=1))
    if name in GROWING_NOTHING:
        entries, of = power.lived(GROWING_NOTHING[name](rng), GROWING_DAYS, rng), len(power.PATTERNS)
    else:
        entries, of = power.written(GROWING_PLANTED[name](rng), GROWING_DAYS, rng), 1
    looks = [judged_with_states(entries, 7 * week, of) for week in range(1, power.WEEKS + 1)]
    any_week = tuple(any(column) for column in zip(*(told for told, _ in looks), strict=True))
    by_pattern = tuple(zip(*(states for _, states in looks), strict=True))
    return name, Seen(any_week, by_pattern)


def judged(entries: list[CodedEvent], days: int, of: int) -> tuple[bool, ...]:
    """What each of EVERY_METHOD says of any of the first ``of`` patterns after so many days."""
    return judged_with_states(entries, days, of)[0]


def judged_with_states(
    entries: list[CodedEvent], days: int, of: int
) -> tuple[tuple[bool, ...], tuple[str, ...]]:
    findings = power.analyse(entries, days)
    until = power.START.timestamp() + days * power.DAY
    told = naive.told(power.PATTERNS, [entry for entry in entries if entry.at <= until], findings)[:of]
    states = tuple(finding.state for finding in findings[:of])
    own = (not set(power.CONFIRMED).isdisjoint(states), "early_sign" in states)
    return own + tuple(any(column) for column in zip(*told, strict=True)), states


def run(diaries: int, only: str, workers: int) -> dict[str, list[Seen]]:
    """All results by name, with progress on stderr."""
    counts = {
        **dict.fromkeys(power.NOTHING, diaries),
        **dict.fromkeys(GROWING_NOTHING, max(1, diaries // 3)),
        **dict.fromkeys(GROWING_PLANTED, max(1, diaries // 6)),
        **dict.fromkeys(power.PLANTED, max(1, diaries // 2)),
    }
    work = [Work(name, i) for name, count in counts.items() if only in name for i in range(count)]
    results: dict[str, list[Seen]] = {name: [] for name in counts if only in name}
    began = time.perf_counter()
    with multiprocessing.Pool(workers) as pool:
        # In order, so that the same diaries give the same tables whichever worker is quicker.
        for done, (name, seen) in enumerate(pool.imap(once, work, chunksize=4), 1):
            results[name].append(seen)
            if done % 20 == 0 or done == len(work):
                passed = time.perf_counter() - began
                line = f"\r{done} of {len(work)} diaries, {passed:.0f} s  {name[:50]:50}"
                print(line, end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return results


def percent(share: float) -> str:
    return f"{100 * share:.1f} %" if 0 < share < 0.1 else f"{100 * share:.0f} %"


def hits(seen: Sequence[Seen], method: int) -> int:
    return sum(one.told[method] for one in seen)


def share(seen: Sequence[Seen], method: int) -> str:
    return percent(hits(seen, method) / len(seen))


def with_range(count: int, of: int) -> str:
    low, high = wilson_interval(count, of, 1.96)
    return f"{percent(count / of)} ({100 * low:.1f} to {100 * high:.1f})"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *(list(row) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def false_alarms(results: dict[str, list[Seen]]) -> str:
    head = ["what the diary is like", "Companion: holds up", "early sign", *naive.METHODS]
    rows = [
        [
            name,
            with_range(hits(seen, HELD), len(seen)),
            *(share(seen, i) for i in range(1, len(EVERY_METHOD))),
        ]
        for name, seen in results.items()
        if name in power.NOTHING or name in GROWING_NOTHING
    ]
    return table(head, rows)


def cell(results: dict[str, list[Seen]], kind: str, effect: float, bouts: int) -> list[Seen]:
    return results.get(f"{kind}, +{effect}, {bouts} bouts", [])


def power_table(results: dict[str, list[Seen]], kind: str) -> str:
    def shown(seen: list[Seen]) -> str:
        if not seen:
            return ""
        either = sum(one.told[HELD] or one.told[EARLY] for one in seen)
        return f"{share(seen, HELD)} / {percent(either / len(seen))}"

    head = ["bouts", *(f"{effect * 100:.0f} points" for effect in power.EFFECTS)]
    return table(
        head,
        (
            [str(bouts), *(shown(cell(results, kind, effect, bouts)) for effect in power.EFFECTS)]
            for bouts in power.BOUTS
        ),
    )


def compared_power(results: dict[str, list[Seen]], effect: float = 0.5) -> str:
    methods = [i for i in range(len(EVERY_METHOD)) if i != EARLY]
    rows = []
    for kind in ("same moment", "afterwards"):
        for bouts in power.BOUTS:
            if seen := cell(results, kind, effect, bouts):
                rows.append([f"{kind}, {bouts} bouts", *(share(seen, i) for i in methods)])
    worst = [
        max((hits(seen, i) / len(seen) for name, seen in results.items() if name in power.NOTHING), default=0)
        for i in methods
    ]
    rows.append(["*worst false alarm above (one look)*", *(f"*{percent(one)}*" for one in worst)])
    return table(["", "Companion: holds up", *naive.METHODS], rows)


class Course(NamedTuple):
    """How a pattern fared over the weeks: did it hold up in any; later stand lower (as an early sign or
    less); later not show at all; hold up again after having stood lower?
    """

    ever: bool
    lower: bool
    gone: bool
    again: bool


def course(states: Sequence[str]) -> Course:
    held = [state in power.CONFIRMED for state in states]
    first = held.index(True) if any(held) else len(held)
    low = held.index(False, first) if False in held[first:] else len(held)
    gone = any(state not in SHOWN for state in states[first:])
    return Course(any(held), low < len(held), gone, any(held[low:]))


def flicker(results: dict[str, list[Seen]]) -> str:
    rows = []
    for name, seen in results.items():
        if name not in GROWING_PLANTED:
            continue
        states = [one.weeks[0] for one in seen]
        ever, lower, gone, again = (
            sum(column) for column in zip(*(course(one) for one in states), strict=True)
        )
        last = sum(one[-1] in power.CONFIRMED for one in states)
        weeks = [
            1 + next(i for i, state in enumerate(one) if state in power.CONFIRMED)
            for one in states
            if course(one).ever
        ]
        rows.append(
            [
                name,
                percent(ever / len(seen)),
                f"{median(weeks):.0f}" if weeks else "",
                with_range(lower, ever) if ever else "",
                with_range(again, ever) if ever else "",
                percent(gone / ever) if ever else "",
                percent(last / len(seen)),
            ]
        )
    head = [
        "what was planted",
        "held up in some week",
        "first in week (median)",
        "of these: lower later",
        "of these: lower, then up again",
        "of these: not shown at all in some later week",
        "holds up in week 26",
    ]
    return table(head, rows)


def passing_signs(results: dict[str, list[Seen]]) -> str:
    """How often an early sign shows, and goes, where nothing is planted."""
    rows = []
    for name, seen in results.items():
        if name not in GROWING_NOTHING:
            continue
        signs = [[s for s in one.weeks if "early_sign" in s] for one in seen]
        vanished = [[s for s in some if _went(s)] for some in signs]
        at_end = sum(any(states[-1] == "early_sign" for states in one.weeks) for one in seen)
        lasting = [sum(state == "early_sign" for state in states) for some in signs for states in some]
        count = len(seen)
        rows.append(
            [
                "independent" if "looks" in name else "bursts",
                with_range(sum(bool(some) for some in signs), count),
                with_range(sum(bool(some) for some in vanished), count),
                percent(at_end / count),
                f"{median(lasting):.0f}" if lasting else "",
            ]
        )
    head = [
        "nothing planted",
        "an early sign in some week",
        "one came and went",
        "one there in week 26",
        "weeks a sign was there (median)",
    ]
    return table(head, rows)


def _went(states: Sequence[str]) -> bool:
    first = states.index("early_sign")
    return any(state not in SHOWN for state in states[first:])


def report(results: dict[str, list[Seen]], diaries: int) -> str:
    """All tables, in Markdown."""
    looked, followed, planted = (max(1, diaries // part) for part in (3, 6, 2))
    many = len(power.PATTERNS)
    return f"""\
Nothing planted; share of diaries in which any of the {many} patterns was told. {diaries} diaries of each
kind, {looked} for the weekly looks; in brackets, the range within which the true share lies (95 %). The last
four columns are simpler methods on the same diaries, explained below.

{false_alarms(results)}

One pattern planted; share of diaries in which it *held up* / in which it held up or was an *early sign*.
{planted} diaries in each cell, so a share is good to {ceil(98 / planted**0.5)} points or better.

**Same moment:** pulling back is noted in the entry of the closeness, so many points more often than in the
15 % of other entries.

{power_table(results, "same moment")}

**Afterwards:** window 48 hours; pulling back is noted about five hours later, so many points more often than
the 33 % that come by anyway (one about every five days).

{power_table(results, "afterwards")}

![Share of planted patterns that held up, against the number of bouts](pictures/power.svg)

The same diaries, at 50 points, judged by the simpler methods. A method that cries wolf in most diaries also
finds much: read each share with the last line.

{compared_power(results)}

How steady is it? 26 weekly looks at one growing diary, {followed} diaries each, the pattern in it from the
first week on:

{flicker(results)}

And where nothing is planted ({looked} diaries each, all {many} patterns):

{passing_signs(results)}
"""


def picture(results: dict[str, list[Seen]]) -> str:
    """The plot of the power tables."""
    panels = {}
    for kind in ("same moment", "afterwards"):
        counts = {
            (effect, bouts): (hits(seen, HELD), len(seen))
            for effect in power.EFFECTS
            for bouts in power.BOUTS
            if (seen := cell(results, kind, effect, bouts))
        }
        panels[f"{kind}: holds up"] = {
            key: Found(k / n, *wilson_interval(k, n, 1.96)) for key, (k, n) in counts.items()
        }
    return plot(panels, power.EFFECTS, power.BOUTS)


def write(text: str, drawing: str) -> None:
    """Puts the tables between the marks in docs/patterns.md, and the plot beside it."""
    page = DOCS / "patterns.md"
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise SystemExit(f"{page}: the marks {BEGIN} and {END} are not there")
    page.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")
    (DOCS / "pictures").mkdir(exist_ok=True)
    (DOCS / "pictures" / "power.svg").write_text(drawing, encoding="utf-8")


def main() -> None:
    arguments = argparse.ArgumentParser(description="The patterns on made-up diaries.")
    arguments.add_argument("--diaries", type=int, default=1000, help="of each kind without a pattern (1000)")
    arguments.add_argument("--only", default="", help="kinds with this in their name")
    arguments.add_argument("--workers", type=int, default=2, help="processes (2)")
    arguments.add_argument("--write", action="store_true", help="put tables and plot into docs/")
    given = arguments.parse_args()
    if given.write and given.only:
        arguments.error("--write needs a whole run")
    results = run(given.diaries, given.only, given.workers)
    text = report(results, given.diaries)
    print(text)
    if given.write:
        write(text, picture(results))


if __name__ == "__main__":
    main()
