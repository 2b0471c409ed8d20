"""Made-up diaries, and what the pattern engine finds in them; patterns_bench.py runs them and counts.

In the first group (``NOTHING``) nothing is planted: any pattern that holds up is a false alarm. In the second
(``PLANTED``) one pattern is. Every diary has a rhythm of the day, stretches of days without any entry, and
responses noted both in the entry of a trigger and in entries of their own. Seeded: the same random generator
gives the same diary.
"""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from math import exp
from typing import NamedTuple

from companion.model.events import CodedEvent
from companion.model.vocabulary import load_vocabulary
from companion.patterns import Finding, find_patterns

START = datetime(2026, 1, 1, tzinfo=UTC)
HOUR, DAY = 3600, 86400
WEEKS = 26
CONFIRMED = ("holds_up", "easing", "growing")

VOCABULARY = load_vocabulary()
PATTERNS = tuple(VOCABULARY.patterns.values())
TRIGGERS = [t.id for t in VOCABULARY.triggers.values() if t.group not in ("safety", "neutral", "external")]
EVERYDAY = [*TRIGGERS, "ordinary_moment"]
CLOSE = [t.id for t in VOCABULARY.triggers.values() if t.group in ("closeness", "commitment")]
RESPONSES = ["R:" + r.id for r in VOCABULARY.responses.values() if r.kind != "neutral"]
GUARDED = ["R:" + r.id for r in VOCABULARY.responses.values() if r.kind == "protective"]
OTHERS = ["ordinary_moment", "slow_reply", "disagreement", "plans_changed"]
ACTS = ["PB:" + a.id for a in VOCABULARY.partner_acts.values() if a.group != "safety"]

Log = list[tuple[float, list[str]]]
"""Seconds since the start, and codes."""


def events(log: Log, days: int) -> list[CodedEvent]:
    """The log as the engine sees it."""
    start = int(START.timestamp())
    return [
        CodedEvent(start + int(at), start + int(at), f"{i:05}", frozenset(codes))
        for i, (at, codes) in enumerate(log)
        if 0 <= at < days * DAY
    ]


def away(rng: random.Random, days: int) -> set[int]:
    """Days without any entry: a stretch of two to six days in every six weeks or so."""
    empty: set[int] = set()
    for _ in range(poisson(rng, days / 42)):
        first = rng.randrange(days)
        empty.update(range(first, first + rng.randint(2, 6)))
    return empty


def lived(log: Log, days: int, rng: random.Random) -> list[CodedEvent]:
    """The log without the entries of days away, and with an evening reflection on most of the other days."""
    empty = away(rng, days)
    kept = [(at, codes) for at, codes in log if at // DAY not in empty]
    return events([*kept, *_evenings(set(range(days)) - empty, rng)], days)


def _evenings(days: set[int], rng: random.Random) -> Log:
    return [(day * DAY + rng.uniform(20, 23) * HOUR, []) for day in sorted(days) if rng.random() < 0.8]


def waking(rng: random.Random) -> float:
    """Seconds into the day at which something is noted: some in the morning, most in the evening."""
    middle, spread = rng.choice(((9, 1.5), (13.5, 2), (20, 2), (20, 2)))
    return min(max(rng.gauss(middle, spread), 6.5), 23.9) * HOUR


def one_moment(
    rng: random.Random, triggers: list[str], responses: list[str], share: float = 0.5
) -> list[str]:
    """A trigger or two, perhaps an act of the partner, perhaps a response or two: all drawn apart."""
    codes = rng.sample(triggers, rng.choice((1, 1, 1, 2)))
    if rng.random() < 0.3:
        codes.append(rng.choice(ACTS))
    if rng.random() < share:
        codes += rng.sample(responses, rng.choice((1, 1, 2)))
    return codes


def independent(rng: random.Random, days: int = 120, a_day: float = 1.5) -> Log:
    """Everything drawn apart; a fifth of the entries hold a response alone. A little more at weekends."""
    log: Log = []
    for day in range(days):
        for _ in range(poisson(rng, a_day * (1.3 if day % 7 in (2, 3) else 0.9))):
            alone = rng.random() < 0.2
            codes = [rng.choice(RESPONSES)] if alone else one_moment(rng, EVERYDAY, RESPONSES, 0.4)
            log.append((day * DAY + waking(rng), codes))
    return log


def sparse(rng: random.Random, days: int = 120) -> Log:
    return independent(rng, days, a_day=0.5)


def long(rng: random.Random, days: int = 365) -> Log:
    return independent(rng, days)


def stress(rng: random.Random, days: int = 120, *, logged: bool = True) -> Log:
    """On every fourth day closeness, guardedness and much else come together."""
    log: Log = []
    for day in range(days):
        at = day * DAY
        if rng.random() < 0.25:
            if logged:
                log.append((at + rng.uniform(8, 12) * HOUR, ["outside_stress"]))
            for _ in range(poisson(rng, 1.5)):
                log.append((at + waking(rng), one_moment(rng, CLOSE, GUARDED, 0.85 if logged else 0)))
            if not logged:
                for _ in range(poisson(rng, 1.5)):
                    log.append((at + waking(rng), rng.sample(GUARDED, 2)))
        elif logged:
            for _ in range(poisson(rng, 1)):
                log.append((at + waking(rng), one_moment(rng, EVERYDAY, RESPONSES, 0.25)))
        else:
            for _ in range(poisson(rng, 1)):
                log.append((at + waking(rng), one_moment(rng, EVERYDAY, RESPONSES, 0)))
            if rng.random() < 0.25:
                log.append((at + waking(rng), [rng.choice(RESPONSES)]))
    return log


def stress_unlogged(rng: random.Random, days: int = 120) -> Log:
    return stress(rng, days, logged=False)


def rhythm(rng: random.Random, days: int = 120) -> Log:
    """Mornings are ordinary and open, evenings close and guarded, with a guarded moment alone later on."""
    log: Log = []
    for day in range(days):
        at = day * DAY
        if rng.random() < 0.8:
            log.append((at + rng.gauss(9, 1) * HOUR, one_moment(rng, EVERYDAY, RESPONSES, 0.2)))
        if rng.random() < 0.5:
            log.append((at + rng.gauss(19.5, 1) * HOUR, one_moment(rng, CLOSE, GUARDED, 0.6)))
        if rng.random() < 0.4:
            log.append((at + rng.gauss(21, 1) * HOUR, [rng.choice(GUARDED)]))
    return log


def weekly_rhythm(rng: random.Random, days: int = 120) -> Log:
    """Closeness at the weekend, guardedness on Sunday evening and Monday, as the week begins."""
    log = independent(rng, days, a_day=0.8)
    for day in range(days):
        if day % 7 in (2, 3) and rng.random() < 0.7:
            log.append((day * DAY + waking(rng), [rng.choice(CLOSE)]))
        if day % 7 in (3, 4) and rng.random() < 0.7:
            log.append((day * DAY + rng.uniform(17, 23) * HOUR, [rng.choice(GUARDED)]))
    return log


def reversed_order(rng: random.Random, days: int = 120) -> Log:
    log = independent(rng, days, a_day=1)
    for _ in range(days // 4):
        at = rng.randrange(2, days) * DAY + waking(rng)
        log.append((at, [rng.choice(CLOSE)]))
        log.append((at - rng.uniform(2, 30) * HOUR, [rng.choice(GUARDED)]))
    return log


def half_of_all(rng: random.Random, days: int = 120) -> Log:
    log = independent(rng, days)
    return [(at, codes + (["R:withdrew"] if rng.random() < 0.5 else [])) for at, codes in log]


def drift(rng: random.Random, days: int = 120) -> Log:
    """Closeness and guardedness both grow from rare to common, in one entry and apart."""
    log: Log = []
    for day in range(days):
        grown = day / days
        for _ in range(poisson(rng, 1.5)):
            triggers = CLOSE if rng.random() < grown else EVERYDAY
            responses = GUARDED if rng.random() < grown else RESPONSES
            log.append((day * DAY + waking(rng), one_moment(rng, triggers, responses, 0.2 + 0.6 * grown)))
    return log


def bursts(rng: random.Random, days: int = 120) -> Log:
    """Some days hold two to six entries within three hours, on one theme."""
    log = independent(rng, days, a_day=0.4)
    for day in range(days):
        if rng.random() < 0.25:
            at = day * DAY + rng.uniform(9, 20) * HOUR
            group = rng.choice(
                (CLOSE, TRIGGERS, ["slow_reply", "partner_quiet", "mixed_signals", "trust_doubt"])
            )
            answers = rng.sample(RESPONSES, 4)
            for _ in range(rng.randint(2, 6)):
                log.append((at + rng.uniform(0, 3) * HOUR, one_moment(rng, group, answers)))
    return log


def occasions(rng: random.Random, count: int, days: int, empty: set[int]) -> list[float]:
    """Times of so many bouts, two hours apart or more, whose two days to follow hold no day away."""
    free = [day for day in range(days - 3) if empty.isdisjoint(range(day, day + 3))]
    times: list[float] = []
    while len(times) < count:
        at = rng.choice(free) * DAY + waking(rng)
        if all(abs(at - other) > 2.5 * HOUR for other in times):
            times.append(at)
    return times


def planted_same(
    rng: random.Random, bouts: int, difference: float, base: float = 0.15, days: int = 120
) -> Log:
    """Affection ``bouts`` times; pulling back is noted in the same entry more often by ``difference``.

    ``base``: its share in the entries of other triggers. Every ten days or so it has an entry of its own.
    """
    empty = away(rng, days)
    log: Log = []
    for day in sorted(set(range(days)) - empty):
        for _ in range(1 + poisson(rng, 0.4)):
            codes = [rng.choice(OTHERS)] + (["R:withdrew"] if rng.random() < base else [])
            log.append((day * DAY + waking(rng), codes))
        if rng.random() < 0.1:
            log.append((day * DAY + waking(rng), ["R:withdrew"]))
    for at in occasions(rng, bouts, days, empty):
        answer = ["R:withdrew"] if rng.random() < base + difference else []
        log.append((at, ["affection_received", *answer]))
    return log


def planted_after(rng: random.Random, bouts: int, difference: float, days: int = 120) -> Log:
    """Pulling back every five days or so; about five hours after affection more often, by ``difference``.

    In 48 hours it comes anyway with a chance of 1 - exp(-0.4), a third; ``difference`` is on top of that.
    """
    empty = away(rng, days)
    log: Log = []
    for day in sorted(set(range(days)) - empty):
        log.append((day * DAY + waking(rng), [rng.choice(OTHERS)]))
        if rng.random() < 0.2:
            beside = [rng.choice(OTHERS)] if rng.random() < 0.3 else []
            log.append((day * DAY + waking(rng), [*beside, "R:withdrew"]))
    for at in occasions(rng, bouts, days, empty):
        log.append((at, ["affection_received"]))
        if rng.random() < difference / exp(-0.4):  # of those that would not have been followed anyway
            log.append((at + rng.gammavariate(4, 5 / 4) * HOUR, ["R:withdrew"]))
    return log


def poisson(rng: random.Random, mean: float) -> int:
    count, at = 0, rng.expovariate(1)
    while at < mean:
        count += 1
        at += rng.expovariate(1)
    return count


def analyse(entries: list[CodedEvent], days: int) -> tuple[Finding, ...]:
    """What the engine says after so many days; the planted pattern comes first."""
    return find_patterns(PATTERNS, entries, as_of=START + timedelta(days=days))


def weekly(entries: list[CodedEvent]) -> list[tuple[Finding, ...]]:
    """The same diary looked at after each of WEEKS weeks."""
    return [analyse(entries, 7 * week) for week in range(1, WEEKS + 1)]


def false_alarm(make: Callable[[random.Random], Log], rng: random.Random, days: int) -> tuple[bool, bool]:
    """(does any pattern hold up?, is there any early sign?)"""
    states = {finding.state for finding in analyse(lived(make(rng), days, rng), days)}
    return not states.isdisjoint(CONFIRMED), "early_sign" in states


def written(log: Log, days: int, rng: random.Random) -> list[CodedEvent]:
    """A planted log, which has its days away already, with the evening reflections of the other days."""
    logged = {int(at // DAY) for at, _ in log}
    return events([*log, *_evenings(logged, rng)], days)


def found(log: Log, days: int, rng: random.Random) -> tuple[bool, bool]:
    """(does the planted pattern hold up?, does it, or is it an early sign?)"""
    state = analyse(written(log, days, rng), days)[0].state
    return state in CONFIRMED, state in (*CONFIRMED, "early_sign")


class Scenario(NamedTuple):
    """Makes the log of one diary of so many days."""

    make: Callable[[random.Random], Log]
    days: int = 120


NOTHING = {
    "everything independent": Scenario(independent),
    "sparse, a moment every other day": Scenario(sparse),
    "a year": Scenario(long, 365),
    "stressed days drive both, and are logged": Scenario(stress),
    "stressed days drive both, unlogged (separate entries)": Scenario(stress_unlogged),
    "one rhythm of the day drives both": Scenario(rhythm),
    "one rhythm of the week drives both": Scenario(weekly_rhythm),
    "the response comes *before*": Scenario(reversed_order),
    "the response is in half of all moments": Scenario(half_of_all),
    "both grow more common over the months": Scenario(drift),
    "bursts of entries on one theme": Scenario(bursts),
}

BOUTS = (12, 20, 30, 42, 60)
EFFECTS = (0.3, 0.4, 0.5, 0.6)


PLANTED = {
    f"{kind}, +{effect}, {bouts} bouts": Scenario(partial(make, bouts=bouts, difference=effect))
    for kind, make in (("same moment", planted_same), ("afterwards", planted_after))
    for bouts in BOUTS
    for effect in EFFECTS
}
