"""Experiments: tries, and the pattern meanwhile and before."""

from datetime import UTC, datetime, timedelta

from companion.model.records import Experiment, Try
from companion.patterns.experiments import count_experiment
from tests.patterns.diaries import pattern
from tests.patterns.events import DAY, DAY_START, seen


def test_tries_and_the_pattern_meanwhile_against_the_weeks_before() -> None:
    begin = datetime(1970, 3, 12, tzinfo=UTC)  # day 70
    entries = [seen(day, 23.5, "") for day in range(120)]
    entries += [seen(day, 12, "affection_received" + (" R:withdrew" if day < 70 else ""), f"m{day}")
                for day in range(7, 98, 7)]  # fmt: skip
    tries = tuple(
        Try(at=begin + timedelta(days=day), did=did, moment=f"m{70 + day}")
        for day, did in ((0, False), (7, True), (14, True), (21, True))
    )
    experiment = Experiment(id="e", pattern="p", started_at=begin, tries=tries)
    found = count_experiment(experiment, pattern(), entries, as_of=120 * DAY, day_start=DAY_START)
    assert (found.chances, found.tried) == (4, 3)
    assert found.before == (8, 8) and found.during == (0, 4)
    assert found.after_tries == (0, 3) and found.after_others == (0, 1)
    assert found.interval is None and not found.enough
    assert len(found.tried_moments) == 3 and len(found.before_moments) == 8
    entries += [seen(104, 12, "affection_received", "more")]
    more = count_experiment(experiment, pattern(), entries[::-1], as_of=120 * DAY, day_start=DAY_START)
    assert more.during == (0, 5) and more.interval is not None and more.interval[1] < 0
    ended = Experiment(id="e", pattern="p", started_at=begin, ended_at=begin + timedelta(days=10))
    assert count_experiment(ended, pattern(), entries, as_of=120 * DAY, day_start=DAY_START).during == (0, 2)
    assert count_experiment(ended, None, entries, as_of=120 * DAY, day_start=DAY_START).during is None
