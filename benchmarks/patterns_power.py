"""How often does the pattern engine cry wolf, and how often does it see what is there?

Made-up diaries, seeded, looked at with the catalogue of ``seed_content``. In the first group nothing is
planted: the share of diaries with any pattern that holds up ought to stay at or below 5 %. In the second one
pattern is planted: the share of diaries in which it is found. Shares come with 95 % Wilson intervals.

    python benchmarks/patterns_power.py [--diaries 200] [--only NAME]
"""

import argparse
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from math import exp

from companion.model.sightings import Sighting
from companion.model.vocabulary import load_vocabulary
from companion.patterns import Finding, find_patterns
from companion.patterns.exact import wilson_interval

START = datetime(2026, 1, 1, tzinfo=UTC)
HOUR, DAY = 3600, 86400
CONFIRMED = ("holds_up", "easing", "growing")

VOCABULARY = load_vocabulary()
PATTERNS = tuple(VOCABULARY.patterns.values())
TRIGGERS = [t.id for t in VOCABULARY.triggers.values() if t.group not in ("safety", "neutral", "external")]
CLOSE = [t.id for t in VOCABULARY.triggers.values() if t.group in ("closeness", "commitment")]
RESPONSES = ["R:" + r.id for r in VOCABULARY.responses.values() if r.kind != "neutral"]
GUARDED = ["R:" + r.id for r in VOCABULARY.responses.values() if r.kind == "protective"]
ACTS = ["PB:" + a.id for a in VOCABULARY.partner_acts.values() if a.group != "safety"]

Log = list[tuple[float, list[str]]]
"""Seconds since the start, and codes."""


def sightings(log: Log, days: int, rng: random.Random, gaps: float = 0.0) -> list[Sighting]:
    """The log as the engine sees it, with an evening reflection on every day but a share of ``gaps``."""
    start = int(START.timestamp())
    for day in range(days):
        if rng.random() >= gaps:
            log.append((day * DAY + rng.uniform(20, 23) * HOUR, []))
    return [
        Sighting(start + int(at), start + int(at), f"{i:05}", frozenset(codes))
        for i, (at, codes) in enumerate(log)
        if 0 <= at < days * DAY
    ]


def waking(rng: random.Random) -> float:
    return rng.uniform(8, 23.5) * HOUR


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
    log: Log = []
    for day in range(days):
        for _ in range(_poisson(rng, a_day)):
            log.append((day * DAY + waking(rng), one_moment(rng, [*TRIGGERS, "ordinary_moment"], RESPONSES)))
    return log


def sparse(rng: random.Random) -> Log:
    return independent(rng, a_day=0.25)


def long(rng: random.Random) -> Log:
    return independent(rng, days=365)


def stress(rng: random.Random, logged: bool = True) -> Log:
    """On every fourth day closeness, guardedness and much else come together."""
    log: Log = []
    for day in range(120):
        at = day * DAY
        if rng.random() < 0.25:
            if logged:
                log.append((at + rng.uniform(8, 12) * HOUR, ["outside_stress"]))
            for _ in range(_poisson(rng, 1.5)):
                log.append((at + waking(rng), one_moment(rng, CLOSE, GUARDED, 0.85 if logged else 0)))
            if not logged:
                for _ in range(_poisson(rng, 1.5)):
                    log.append((at + waking(rng), rng.sample(GUARDED, 2)))
        elif logged:
            for _ in range(_poisson(rng, 1)):
                log.append(
                    (at + waking(rng), one_moment(rng, [*TRIGGERS, "ordinary_moment"], RESPONSES, 0.25))
                )
        else:
            for _ in range(_poisson(rng, 1)):
                log.append((at + waking(rng), one_moment(rng, [*TRIGGERS, "ordinary_moment"], RESPONSES, 0)))
            if rng.random() < 0.25:
                log.append((at + waking(rng), [rng.choice(RESPONSES)]))
    return log


def stress_unlogged(rng: random.Random) -> Log:
    return stress(rng, logged=False)


def rhythm(rng: random.Random) -> Log:
    """Mornings are ordinary and open, evenings close and guarded, with a guarded moment alone later on."""
    log: Log = []
    for day in range(120):
        at = day * DAY
        if rng.random() < 0.8:
            log.append(
                (at + rng.gauss(9, 1) * HOUR, one_moment(rng, ["ordinary_moment", *TRIGGERS], RESPONSES, 0.2))
            )
        if rng.random() < 0.5:
            log.append((at + rng.gauss(19.5, 1) * HOUR, one_moment(rng, CLOSE, GUARDED, 0.6)))
        if rng.random() < 0.4:
            log.append((at + rng.gauss(21, 1) * HOUR, [rng.choice(GUARDED)]))
    return log


def weekly_rhythm(rng: random.Random) -> Log:
    """Closeness at the weekend, guardedness on Sunday evening and Monday, as the week begins."""
    log = independent(rng, a_day=0.8)
    for day in range(120):
        if day % 7 in (2, 3) and rng.random() < 0.7:
            log.append((day * DAY + waking(rng), [rng.choice(CLOSE)]))
        if day % 7 in (3, 4) and rng.random() < 0.7:
            log.append((day * DAY + rng.uniform(17, 23) * HOUR, [rng.choice(GUARDED)]))
    return log


def reversed_order(rng: random.Random) -> Log:
    log = independent(rng, a_day=1)
    for _ in range(30):
        at = rng.randrange(2, 120) * DAY + waking(rng)
        log.append((at, [rng.choice(CLOSE)]))
        log.append((at - rng.uniform(2, 30) * HOUR, [rng.choice(GUARDED)]))
    return log


def half_of_all(rng: random.Random) -> Log:
    log = independent(rng)
    return [(at, codes + (["R:withdrew"] if rng.random() < 0.5 else [])) for at, codes in log]


def drift(rng: random.Random) -> Log:
    """Closeness and guardedness both grow from rare to common, in one entry and apart."""
    log: Log = []
    for day in range(120):
        grown = day / 120
        for _ in range(_poisson(rng, 1.5)):
            triggers = CLOSE if rng.random() < grown else [*TRIGGERS, "ordinary_moment"]
            responses = GUARDED if rng.random() < grown else RESPONSES
            log.append((day * DAY + waking(rng), one_moment(rng, triggers, responses, 0.2 + 0.6 * grown)))
    return log


def bursts(rng: random.Random) -> Log:
    """Some days hold two to six entries within three hours, on one theme."""
    log = independent(rng, a_day=0.4)
    for day in range(120):
        if rng.random() < 0.25:
            at = day * DAY + rng.uniform(9, 20) * HOUR
            group = rng.choice(
                (CLOSE, TRIGGERS, ["slow_reply", "partner_quiet", "mixed_signals", "trust_doubt"])
            )
            answers = rng.sample(RESPONSES, 4)
            for _ in range(rng.randint(2, 6)):
                log.append((at + rng.uniform(0, 3) * HOUR, one_moment(rng, group, answers)))
    return log


def planted_same(rng: random.Random, bouts: int, difference: float, base: float = 0.15) -> Log:
    """Affection ``bouts`` times; pulling back is noted in the same entry more often by ``difference``."""
    log: Log = []
    for day in range(84):
        for _ in range(_poisson(rng, 1.2)):
            codes = one_moment(
                rng, ["ordinary_moment", "slow_reply", "disagreement", "plans_changed"], RESPONSES, 0
            )
            log.append((day * DAY + waking(rng), codes + (["R:withdrew"] if rng.random() < base else [])))
    for day in rng.sample(range(80), bouts):
        codes = ["affection_received"] + (["R:withdrew"] if rng.random() < base + difference else [])
        log.append((day * DAY + waking(rng), codes))
    return log


def planted_after(rng: random.Random, bouts: int, difference: float, days: int = 120) -> Log:
    """Pulling back every five days or so; about five hours after affection more often, by ``difference``."""
    log = [
        (
            day * DAY + waking(rng),
            one_moment(rng, ["ordinary_moment", "slow_reply", "disagreement"], RESPONSES, 0),
        )
        for day in range(days)
    ]
    log += [(day * DAY + waking(rng), ["R:withdrew"]) for day in range(days) if rng.random() < 0.2]
    for _ in range(bouts):
        at = rng.randrange(days - 3) * DAY + waking(rng)
        log.append((at, ["affection_received"]))
        if rng.random() < difference / exp(-0.4):  # of those that would not have been followed anyway
            log.append((at + rng.gammavariate(4, 5 / 4) * HOUR, ["R:withdrew"]))
    return log


def planted_after_narrow(rng: random.Random, bouts: int, difference: float) -> Log:
    """The same, with ``difference`` as the chance of a planted response: a smaller difference in effect."""
    return planted_after(rng, bouts, difference * exp(-0.4))


def _poisson(rng: random.Random, mean: float) -> int:
    count, at = 0, rng.expovariate(1)
    while at < mean:
        count += 1
        at += rng.expovariate(1)
    return count


def look(log: Log, days: int, rng: random.Random, until: int | None = None) -> tuple[Finding, ...]:
    as_of = START + timedelta(days=until or days)
    return find_patterns(PATTERNS, sightings(log, days, rng), as_of=as_of)


def false_alarm(make: Callable[[random.Random], Log], rng: random.Random, days: int) -> tuple[bool, bool]:
    """(does any pattern hold up?, is there any early sign?)"""
    states = {finding.state for finding in look(make(rng), days, rng)}
    return not states.isdisjoint(CONFIRMED), "early_sign" in states


def false_alarm_weekly(
    rng: random.Random, make: Callable[[random.Random], Log] = independent
) -> tuple[bool, bool]:
    """The same over 26 weekly looks at one growing diary."""
    days = 26 * 7
    entries = sightings(make(rng) if make is not independent else independent(rng, days), days, rng)
    confirmed = early = False
    for week in range(1, 27):
        states = {f.state for f in find_patterns(PATTERNS, entries, as_of=START + timedelta(days=7 * week))}
        confirmed = confirmed or not states.isdisjoint(CONFIRMED)
        early = early or "early_sign" in states
    return confirmed, early


def found(log: Log, days: int, rng: random.Random) -> tuple[bool, bool]:
    state = look(log, days, rng)[0].state
    return state in CONFIRMED, state in (*CONFIRMED, "early_sign")


NOTHING: dict[str, tuple[Callable[[random.Random], Log], int]] = {
    "independent": (independent, 120),
    "sparse": (sparse, 120),
    "long (365 days)": (long, 365),
    "stress days, logged": (stress, 120),
    "stress days, unlogged": (stress_unlogged, 120),
    "daily rhythm": (rhythm, 120),
    "weekly rhythm": (weekly_rhythm, 120),
    "reversed order": (reversed_order, 120),
    "in half of all moments": (half_of_all, 120),
    "slow drift": (drift, 120),
    "bursts": (bursts, 120),
}

PLANTED: dict[str, tuple[Callable[[random.Random], Log], int]] = {
    "same moment, +0.5, 12 bouts": (lambda rng: planted_same(rng, 12, 0.5), 84),
    "same moment, +0.5, 20 bouts": (lambda rng: planted_same(rng, 20, 0.5), 84),
    "same moment, +0.5 on 0.3, 20 bouts": (lambda rng: planted_same(rng, 20, 0.5, 0.3), 84),
    "afterwards, +0.5, 20 bouts": (lambda rng: planted_after(rng, 20, 0.5), 120),
    "afterwards, +0.5, 30 bouts": (lambda rng: planted_after(rng, 30, 0.5), 120),
    "afterwards, +0.6, 42 bouts": (lambda rng: planted_after(rng, 42, 0.6), 120),
    "afterwards, +0.5, 60 bouts": (lambda rng: planted_after(rng, 60, 0.5), 120),
    "afterwards, 0.5 planted, 20 bouts": (lambda rng: planted_after_narrow(rng, 20, 0.5), 120),
    "afterwards, 0.5 planted, 30 bouts": (lambda rng: planted_after_narrow(rng, 30, 0.5), 120),
    "afterwards, 0.6 planted, 42 bouts": (lambda rng: planted_after_narrow(rng, 42, 0.6), 120),
    "afterwards, 0.5 planted, 60 bouts": (lambda rng: planted_after_narrow(rng, 60, 0.5), 120),
}


def report(name: str, results: list[tuple[bool, bool]], second: str) -> None:
    def shown(hits: int) -> str:
        low, high = wilson_interval(hits, len(results), 1.96)
        return f"{hits / len(results):5.1%} ({low:.1%} to {high:.1%})"

    strong, weak = (sum(one[i] for one in results) for i in (0, 1))
    print(f"  {name:38}{shown(strong):26}{second} {shown(weak)}", flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--diaries", type=int, default=200)
    arguments.add_argument("--only", default="")
    given = arguments.parse_args()
    count: int = given.diaries
    began = time.perf_counter()
    print(f"Nothing planted, {count} diaries each: any pattern holds up; any early sign")
    for name, (make, days) in NOTHING.items():
        if given.only in name:
            report(
                name, [false_alarm(make, random.Random(f"{name} {i}"), days) for i in range(count)], "early"
            )
    for name, make in (("26 weekly looks", independent), ("26 weekly looks, bursts", bursts)):
        if given.only in name:
            few = range(max(1, count // 4))
            report(name, [false_alarm_weekly(random.Random(f"{name} {i}"), make) for i in few], "early")
    print(f"\nPlanted, {count} diaries each: found (holds up); found or early sign")
    for name, (make, days) in PLANTED.items():
        if given.only in name:
            rngs = [random.Random(f"{name} {i}") for i in range(count)]
            report(name, [found(make(rng), days, rng) for rng in rngs], "or early")
    print(f"\n{time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
