"""Experiments: tries, and the pattern meanwhile and before."""

from datetime import UTC, datetime, timedelta

import pytest

from companion.model.events import CodedEvent
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
    assert (found.id, found.pattern, found.chances, found.tried) == ("e", "p", 4, 3)
    assert found.before == (8, 8) and found.during == (0, 4)
    assert found.after_tries == (0, 3) and found.after_others == (0, 1)
    assert found.interval is None and not found.enough
    assert len(found.tried_moments) == 3 and len(found.before_moments) == 8
    entries += [seen(104, 12, "affection_received", "more")]
    more = count_experiment(experiment, pattern(), entries[::-1], as_of=120 * DAY, day_start=DAY_START)
    assert (more.during, more.interval) == ((0, 5), (-1.0, -0.5674))
    ended = Experiment(id="e", pattern="p", started_at=begin, ended_at=begin + timedelta(days=10))
    assert count_experiment(ended, pattern(), entries, as_of=120 * DAY, day_start=DAY_START).during == (0, 2)
    alone = count_experiment(ended, None, entries, as_of=120 * DAY, day_start=DAY_START)
    assert (alone.during, alone.after_tries, alone.after_others) == (None, (0, 0), (0, 0))


BEGIN = datetime(1970, 3, 12, tzinfo=UTC)  # day 70, and day 14 is eight weeks before
PLAN = Experiment(id="e", pattern="p", started_at=BEGIN, ended_at=BEGIN + timedelta(days=10))


@pytest.mark.parametrize(
    ("second", "before", "during"),
    [
        (14 * DAY - 1, 0, 0),
        (14 * DAY, 1, 0),
        (70 * DAY - 1, 1, 0),
        (70 * DAY, 0, 1),
        (80 * DAY, 0, 1),
        (80 * DAY + 1, 0, 0),
    ],
)
def test_the_weeks_before_and_the_experiment_last_to_their_seconds(
    second: int, before: int, during: int
) -> None:
    entries = [CodedEvent(second, second, "m", frozenset({"affection_received"}))]
    found = count_experiment(PLAN, pattern(hours=0), entries, as_of=120 * DAY, day_start=DAY_START)
    assert (found.before, found.during) == ((0, before), (0, during))
    assert found.before_moments + found.during_moments == ("m",) * (before + during)


def test_what_comes_after_the_time_of_the_look_is_not_known_yet() -> None:
    entries = [seen(75, 12, "affection_received"), seen(75, 13, "affection_received R:withdrew")]
    tries = tuple(Try(at=BEGIN + timedelta(days=5, hours=hour), did=True) for hour in (12, 13))
    plan = Experiment(id="e", pattern="p", started_at=BEGIN, tries=tries)
    for hour, followed in ((12, 0), (13, 1)):
        as_of = int(75 * DAY + hour * 3600)
        found = count_experiment(plan, pattern(hours=0), entries, as_of=as_of, day_start=DAY_START)
        assert (found.during, found.chances) == ((followed, 1), 1 + followed)
        assert (found.tried_moments, found.other_moments) == ((), ())  # no chance names one


def test_a_bout_of_a_chance_that_was_tried_and_of_one_that_was_not_stands_on_neither_side() -> None:
    entries = [seen(72, 12, "affection_received", "a"), seen(72, 13, "affection_received", "b")]
    entries.append(seen(74, 12, "affection_received R:withdrew", "c"))
    tries = tuple(Try(at=BEGIN, did=did, moment=id) for id, did in (("a", True), ("b", False), ("c", False)))
    plan = Experiment(id="e", pattern="p", started_at=BEGIN, tries=tries)
    found = count_experiment(plan, pattern(hours=0), entries, as_of=120 * DAY, day_start=DAY_START)
    assert (found.after_tries, found.after_others) == ((0, 0), (1, 1))
    assert (found.tried_moments, found.other_moments) == (("a",), ("b", "c"))


def test_bouts_at_either_end_are_whole_ones() -> None:
    """One begins before the weeks that are looked at; another's response comes after the experiment."""
    entries = [seen(day, 23.5, "") for day in range(120)]
    entries += [seen(13, 23, "affection_received"), seen(14, 0.5, "affection_received")]
    entries += [seen(79, 12, "affection_received"), seen(81, 11, "R:withdrew")]
    found = count_experiment(PLAN, pattern(), entries, as_of=120 * DAY, day_start=DAY_START)
    assert (found.before, found.during) == ((0, 0), (1, 1))
