"""How often is "done less (or more) often of late" said of an urge when nothing has changed?

Made-up diaries with eight urges, each with a chance of its own of being acted on that stays the same
throughout. Printed: the share of diaries in which a change is told of any of them, in one look and in some
week of 26; and the share of real changes that are told.

    python benchmarks/urges.py [diaries]        (make bench BENCH=urges ARGS=...)
"""

import random
import sys
from collections.abc import Callable
from math import sqrt

from companion.model.events import CodedEvent
from companion.patterns.urges import count_urges

DAY = 86_400
URGES = [f"urge{n}" for n in range(8)]
Diary = tuple[list[CodedEvent], dict[str, frozenset[str]]]
Chance = Callable[[str, float], float]
"""The chance that an urge is acted on, by the day."""


def diary(rng: random.Random, days: int, a_week: float, chance: Chance, burst: float = 1.0) -> Diary:
    """Each urge so often a week, at waking hours; ``burst``: how many more times on a bad day."""
    events: list[CodedEvent] = []
    urges: dict[str, frozenset[str]] = {}
    for day in range(days):
        bad = rng.random() < 0.15
        codes = {f"R:{urge}" for urge in URGES if rng.random() < 0.03}
        events.append(CodedEvent(day * DAY + 70_000, day * DAY + 70_000, f"d{day}", frozenset(codes)))
        for urge in URGES:
            times = rng.choice((1, 2, 3)) if bad and burst > 1 else 1
            for _ in range(times):
                if rng.random() < a_week / 7 * (burst if bad else 1):
                    at = day * DAY + int(rng.uniform(8, 23) * 3600)
                    id = f"m{len(events)}"
                    did = rng.random() < min(1.0, chance(urge, day) * (1.4 if bad and burst > 1 else 1))
                    noted = frozenset({f"R:{urge}" if did else "slow_reply"})
                    events.append(CodedEvent(at, at, id, noted))
                    urges[id] = frozenset({urge})
    return events, urges


def told(made: Diary, days: int) -> list[str]:
    """The urges of which a change is told as of the end of a day."""
    counts = count_urges(*made, as_of=days * DAY + 4 * 3600, day_start=4 * 3600)
    return [one.urge for one in counts if one.enough and one.change]


def level(rng: random.Random) -> Chance:
    chances = {urge: rng.uniform(0.1, 0.9) for urge in URGES}
    return lambda urge, day: chances[urge]


def false_alarms(diaries: int, days: int, a_week: float, burst: float, looks: int, seed: int = 1) -> int:
    """In how many of so many diaries a change is told in some look; looks are a week apart, up to the end."""
    found = 0
    for number in range(diaries):
        rng = random.Random(f"{seed} {number} {days} {a_week} {burst}")
        made = diary(rng, days, a_week, level(rng), burst)
        found += any(told(made, days - 7 * look) for look in range(looks))
    return found


def power(diaries: int, a_week: float, before: float, after: float) -> int:
    """In how many diaries of 24 weeks a change of one urge, eight weeks before the end, is told."""
    found = 0
    for number in range(diaries):
        rng = random.Random(f"power {number} {a_week} {before} {after}")
        flat = level(rng)

        def chance(urge: str, day: float, flat: Chance = flat) -> float:
            return flat(urge, day) if urge != URGES[0] else before if day < 112 else after

        found += URGES[0] in told(diary(rng, 168, a_week, chance), 168)
    return found


def _share(k: int, n: int) -> str:
    z = 1.96
    centre, half = (k + z * z / 2) / (n + z * z), z / (n + z * z) * sqrt(k * (n - k) / n + z * z / 4)
    return f"{100 * k / n:.1f} % ({100 * max(0, centre - half):.1f} to {100 * (centre + half):.1f})"


def main() -> None:
    diaries = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    print("nothing changes; a change is told of any of eight urges, in")
    for name, days, a_week, burst, looks in (
        ("half a year, each urge weekly", 182, 1.0, 1.0, 1),
        ("half a year, each urge three times a week", 182, 3.0, 1.0, 1),
        ("a year, each urge weekly", 365, 1.0, 1.0, 1),
        ("sixteen weeks, each urge weekly", 112, 1.0, 1.0, 1),
        ("half a year, bad days with more of both", 182, 1.0, 3.0, 1),
        ("some week of the last 26 of a year", 365, 1.0, 1.0, 26),
        ("the same, with bad days", 365, 1.0, 3.0, 26),
    ):
        count = diaries if looks == 1 else max(1, diaries // 3)
        share = _share(false_alarms(count, days, a_week, burst, looks), count)
        print(f"  {name:<44} {share}", flush=True)
    print("one of the eight changes eight weeks before the end of 24; it is told in")
    for a_week, before, after in ((1.0, 0.8, 0.2), (2.0, 0.8, 0.3), (3.0, 0.8, 0.4), (3.0, 0.7, 0.4)):
        share = _share(power(diaries, a_week, before, after), diaries)
        print(f"  {a_week:.0f} a week, {before:.0%} then {after:.0%}: {share}", flush=True)


if __name__ == "__main__":
    main()
