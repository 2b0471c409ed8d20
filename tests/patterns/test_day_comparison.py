"""Days with something against the other days."""

import random

import pytest
from scipy import stats

from companion.patterns.day_comparison import DayRecord, by_phases, compare_days, welch


def days(rng: random.Random, count: int = 60, more: float = 0.0) -> list[DayRecord]:
    found = []
    for day in range(count):
        with_it = rng.random() < 0.4
        codes = {"quality_time"} if with_it else set()
        found.append(DayRecord(day, codes, rng.gauss(more if with_it else 0, 1), rng.uniform(-1, 1)))
    return found


@pytest.mark.parametrize("seed", range(5))
def test_welch_is_what_scipy_says(seed: int) -> None:
    rng = random.Random(seed)
    own = [rng.gauss(0.5, 1) for _ in range(rng.randint(6, 20))]
    others = [rng.gauss(0, 2) for _ in range(rng.randint(6, 40))]
    expected = stats.ttest_ind(own, others, equal_var=False)
    p, difference, half = welch(own, others)
    low, high = expected.confidence_interval(0.9)
    assert p == pytest.approx(expected.pvalue)
    assert (difference - half, difference + half) == (pytest.approx(low), pytest.approx(high))


def test_closer_on_days_with_time_together() -> None:
    closeness, feeling = compare_days(days(random.Random(1), more=1.5), ["quality_time"])
    assert (closeness.measure, feeling.measure) == ("closeness", "feeling")
    assert closeness.told and closeness.difference is not None and closeness.difference > 0.5
    assert closeness.interval is not None and closeness.interval[0] > 0
    assert not feeling.told
    assert closeness.n + closeness.n0 == 60


@pytest.mark.parametrize(("with_it", "told"), [(5, False), (6, True)])
def test_six_and_six_are_the_fewest(with_it: int, told: bool) -> None:
    rows = [DayRecord(n, {"F:lonely"} if n < with_it else set(), n < with_it, None) for n in range(30)]
    closeness, feeling = compare_days(rows, ["F:lonely"])
    assert closeness.told == told
    assert (closeness.needed is None) == told
    assert feeling.needed == "0 of 6" and feeling.n == 0


def test_a_day_without_the_measure_is_on_neither_side() -> None:
    rows = [DayRecord(n, {"a"} if n % 2 else set(), 1.0 if n % 3 else None) for n in range(30)]
    closeness, _ = compare_days(rows, ["a"])
    assert closeness.n + closeness.n0 == 20


def test_more_asked_in_a_sitting_asks_for_more() -> None:
    rows = days(random.Random(2), more=0.7)
    alone = compare_days(rows, ["quality_time"])[0]
    among = compare_days(
        [row._replace(codes={*row.codes, f"x{row.day % 7}"}) for row in rows],
        ["quality_time", *(f"x{n}" for n in range(7))],
    )[0]
    assert alone.q is not None and among.q is not None and among.q > alone.q


def test_where_nothing_differs_hardly_anything_is_told() -> None:
    told = sum(compare_days(days(random.Random(seed)), ["quality_time"])[0].told for seed in range(200))
    assert told <= 18  # 5 % of 200 is 10; more than 18 once in 100 times


def test_a_feeling_is_not_held_against_itself() -> None:
    """On every second day lonely was named beside calm; calm alone is what the other days are compared in."""
    rows = [
        DayRecord(n, {"F:calm", "F:lonely"}, None, -0.1, {"F:calm": -0.9, "F:lonely": 0.7})
        if n % 2
        else DayRecord(n, {"F:calm"}, None, 0.7, {"F:calm": None})
        for n in range(24)
    ]
    (lonely,) = compare_days(rows, ["F:lonely"], ["feeling"])
    assert (lonely.mean, lonely.mean0, lonely.difference) == (0.7, 0.7, 0.0)
    assert (lonely.n, lonely.n0) == (12, 12) and not lonely.told
    # On days without another feeling there is nothing to say of the others.
    (calm,) = compare_days(rows, ["F:calm"], ["feeling"])
    assert (calm.n, calm.n0) == (12, 0)


def test_only_the_measures_that_are_asked_for_are_corrected_for() -> None:
    rows = days(random.Random(2), more=0.7)
    (alone,) = compare_days(rows, ["quality_time"], ["closeness"])
    both = compare_days(rows, ["quality_time"])
    assert alone.measure == "closeness" and alone.difference == both[0].difference
    assert alone.q is not None and both[0].q is not None and alone.q < both[0].q


def in_phases(seed: int, alike: float) -> list[DayRecord]:
    """Four months in which closeness and a code each go on as the day before; neither knows of the other."""
    rng = random.Random(seed)
    close, here, found = 0.0, False, []
    for day in range(120):
        close = alike * close + rng.gauss(0, 1)
        here = here if rng.random() < alike else rng.random() < 0.3
        found.append(DayRecord(day, {"outside_stress"} if here else set(), close))
    return found


def test_good_and_bad_phases_are_not_so_many_separate_days() -> None:
    told = [compare_days(in_phases(seed, 0.7), ["outside_stress"])[0].told for seed in range(200)]
    assert sum(told) <= 28  # about 9 of 100; without regard to phases about 21 of 100


def test_how_much_wider_phases_make_it() -> None:
    """Runs of six days in both, three days apart: five of six neighbours are alike, a lag-1 of 2/3."""
    value = {day: float((day + 3) // 6 % 2) for day in range(240)}
    own = {day: one for day, one in value.items() if day // 6 % 2}
    others = {day: one for day, one in value.items() if not day // 6 % 2}
    both = (2 / 3) ** 2
    assert by_phases(own, others) == pytest.approx(((1 + both) / (1 - both)) ** 0.5, rel=0.02)


def test_where_either_goes_on_by_itself_alone_nothing_is_wider() -> None:
    runs = {day: float(day // 6 % 2) for day in range(240)}
    turns = {day: float(day % 2) for day in range(240)}
    for value, there in ((runs, turns), (turns, runs)):
        own = {day: one for day, one in value.items() if there[day]}
        others = {day: one for day, one in value.items() if not there[day]}
        assert by_phases(own, others) == 1.0
