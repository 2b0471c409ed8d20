"""The next day: worked by hand, and held against scipy and against chance."""

import random

import pytest
from scipy import stats

from companion.model.events import CodedEvent
from companion.patterns import bouts
from companion.patterns.next_day import NextDay, next_day
from tests.patterns.diaries import pattern

DAY, HOUR = 86_400, 3600
T, R = "affection_received", "R:withdrew"


def of(days: dict[int, str], logged: set[int], as_of: int = 10_000) -> NextDay:
    """Days with codes at noon, and the days that have an entry."""
    at = {day: int(day * DAY + 12 * HOUR) for day in logged | set(days)}
    rows = [
        CodedEvent(at[day], at[day], f"{day:04}", frozenset(days.get(day, "").split())) for day in sorted(at)
    ]
    return next_day(pattern(), [bouts.Diary(rows, as_of=as_of * DAY, day_start=0)])


def test_days_after_and_before_by_hand() -> None:
    found = of({10: T, 11: R, 20: T, 19: R, 30: T, 31: R, 29: R, 40: T}, set(range(60)))
    assert (found.after, found.before, found.days) == (2, 2, 4)


def test_only_days_between_two_logged_ones_say_anything() -> None:
    assert of({10: T, 11: R}, {9, 10, 11}).days == 1
    assert of({10: T, 11: R}, {10, 11}).days == 0
    assert of({10: T, 11: R}, {9, 10}).days == 1
    assert of({10: T}, {9, 10}).days == 0
    # The day after has to be over.
    assert of({10: T, 11: R}, {9, 10, 11}, as_of=11).days == 0


def test_the_day_after_against_the_day_before_is_a_sign_test() -> None:
    days = {}
    for n in range(10):
        days[10 * n + 5] = T
        days[10 * n + (6 if n < 8 else 4)] = R
    found = of(days, set(range(120)))
    assert (found.after, found.before) == (8, 2)
    assert found.symmetry_p == pytest.approx(stats.binomtest(8, 10, alternative="greater").pvalue)


def test_one_weekday_and_no_response_the_day_before_is_fishers_test() -> None:
    """Every seventh day alone has neighbours, so there is one stratum: 6 of 8 against 2 of 12."""
    days: dict[int, str] = {}
    logged: set[int] = set()
    for n in range(20):
        middle = 7 * n + 3
        logged |= {middle - 1, middle, middle + 1}
        if n < 8:
            days[middle] = T
        if n < 6 or n in (10, 15):
            days[middle + 1] = R
    expected = stats.fisher_exact([[6, 2], [2, 10]], alternative="greater").pvalue
    assert of(days, logged).after_p == pytest.approx(expected)


def test_what_comes_on_mondays_anyway_is_not_the_next_day_of_sundays() -> None:
    """Closeness on Sundays, pulling back on Mondays: within Sundays there is nothing to compare with."""
    days = {7 * n: T for n in range(1, 32)} | {7 * n + 1: R for n in range(1, 32)}
    assert of(days, set(range(220))).after_p == 1


def test_where_both_are_drawn_apart_the_p_is_rarely_small() -> None:
    rng = random.Random(4)
    p_values = []
    for _ in range(300):
        days = {
            day: " ".join(code for code, share in ((T, 0.35), (R, 0.3)) if rng.random() < share)
            for day in range(120)
        }
        p_values.append(of(days, {day for day in range(120) if rng.random() < 0.9}).after_p)
    assert sum(p <= 0.05 for p in p_values) <= 23  # 5 % of 300 is 15; more than 23 once in 50 times
    assert sum(p <= 0.5 for p in p_values) >= 75


def test_what_follows_on_the_next_day_is_seen() -> None:
    rng = random.Random(5)
    days: dict[int, list[str]] = {day: [] for day in range(182)}
    for day in range(180):
        if rng.random() < 0.3:
            days[day].append(T)
            if rng.random() < 0.6:
                days[day + 1].append(R)
        elif rng.random() < 0.1:
            days[day].append(R)
    found = of({day: " ".join(codes) for day, codes in days.items()}, set(range(182)))
    assert found.p < 0.001
