"""How long does looking for every pattern take, for diaries of growing length?

Ten moments a day; 20 years of it make 73,000. CPU time of one look as of the last day, with every pattern
of ``seed_content``, as a ratio to a floor measured in the same run: sorting the same events and putting
every code into a dictionary of lists, twice over. "Further": one more week of moments, going on from the past
that the look before knew.

    python benchmarks/patterns_speed.py [--years 20] [--repeats 3]
"""

import argparse
import random
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from companion.model.events import CodedEvent
from companion.model.vocabulary import load_vocabulary
from companion.patterns import analyse, find_patterns

START = datetime(2006, 1, 1, tzinfo=UTC)
PER_DAY = 10


def diary(days: int) -> list[CodedEvent]:
    """Moments at random hours, with one or two triggers, and acts and responses in half of them."""
    vocabulary = load_vocabulary()
    triggers = [t.id for t in vocabulary.triggers.values() if t.group != "safety"]
    others = ["R:" + r.id for r in vocabulary.responses.values() if r.id != "self_protected"]
    others += ["PB:" + a.id for a in vocabulary.partner_acts.values() if a.group != "safety"]
    rng = random.Random(1)
    start = int(START.timestamp())
    found = []
    for i in range(days * PER_DAY):
        codes = rng.sample(triggers, rng.choice((1, 1, 2))) + rng.sample(others, rng.choice((0, 0, 1, 2)))
        at = start + i // PER_DAY * 86400 + int(rng.uniform(7, 24) * 3600)
        found.append(CodedEvent(at, at, f"{i:06}", frozenset(codes)))
    return found


def floor(events: Sequence[CodedEvent]) -> None:
    for _ in range(2):
        lists: dict[str, list[int]] = {}
        for event in sorted(events):
            for code in event.codes:
                lists.setdefault(code, []).append(event.at)


def best(work: Callable[[], object], repeats: int) -> float:
    """Least CPU seconds of ``repeats`` runs."""
    times = []
    for _ in range(repeats):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--years", type=int, default=20)
    arguments.add_argument("--repeats", type=int, default=3)
    given = arguments.parse_args()
    patterns = tuple(load_vocabulary().patterns.values())
    print(f"{'moments':>8}  {'look':>8}  {'further':>8}  {'floor':>8}  ratios to the floor, CPU ms")
    years = given.years
    while years >= 1:
        days = years * 365
        events = diary(days)
        as_of = START + timedelta(days=days)
        whole = best(lambda s=events, a=as_of: find_patterns(patterns, s, as_of=a), given.repeats)  # type: ignore[misc]
        week_before = as_of - timedelta(days=7)
        known = analyse(patterns, events, as_of=week_before)
        assert known is not None
        tail = [one for one in events if known.past is None or one.at >= known.past.since]
        further = best(
            lambda t=tail, a=as_of, p=known.past: analyse(patterns, t, as_of=a, past=p), given.repeats
        )  # type: ignore[misc]
        least = best(lambda s=events: floor(s), given.repeats)  # type: ignore[misc]
        figures = f"{whole * 1e3:8.0f}  {further * 1e3:8.0f}  {least * 1e3:8.0f}  {whole / least:5.1f}"
        print(f"{len(events):8}  {figures}  {further / least:5.1f}", flush=True)
        years //= 2


if __name__ == "__main__":
    main()
