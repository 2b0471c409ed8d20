"""The evening check: days with against days without."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from companion.patterns.evening_checks import CheckCount, EveningCheck, count_checks

answers = st.lists(
    st.builds(
        EveningCheck,
        st.integers(0, 120),
        st.sampled_from("ab"),
        st.sampled_from([True, False, None]),
        st.sampled_from([True, False, None]),
    ),
    unique_by=lambda check: (check.day, check.pattern),
)


def evenings(*rows: tuple[int, bool | None, bool | None]) -> list[EveningCheck]:
    return [EveningCheck(day, "p", happened, followed) for day, happened, followed in rows]


def of(checks: list[EveningCheck]) -> CheckCount:
    [found] = count_checks(checks, ["p"])
    return found


def spread(k: int, n: int, k0: int, n0: int) -> list[EveningCheck]:
    """These counts, two days apart, all within four weeks of each other where there is room."""
    rows = [(True, i < k) for i in range(n)] + [(False, i < k0) for i in range(n0)]
    return evenings(*((2 * i, *row) for i, row in enumerate(rows)))


def test_nine_of_fourteen_against_four_of_twenty_six() -> None:
    found = of(spread(9, 14, 4, 26))
    assert (found.k, found.n, found.k0, found.n0, found.days) == (9, 14, 4, 26, 40)
    assert found.difference == pytest.approx(9 / 14 - 4 / 26, abs=1e-4)


def test_the_weekdays_of_one_month_are_fishers_test() -> None:
    days = [day for day in range(28) if day % 7 < 5]
    checks = evenings(*((day, n < 8, n < 7 or n == 15) for n, day in enumerate(days)))
    found = of(checks)
    expected = stats.fisher_exact([[7, 1], [1, 11]], alternative="greater").pvalue
    assert found.state == "holds_up" and found.evidence[0] == "same_day"
    assert found.q == pytest.approx(expected, rel=0.01)


def test_a_month_of_both_and_a_month_of_neither_is_nothing() -> None:
    """Within either four weeks the two do not go together; over both they would."""
    rng = random.Random(6)
    rows = [(day, rng.random() < 0.85, rng.random() < 0.85) for day in range(28)]
    rows += [(day, rng.random() < 0.15, rng.random() < 0.15) for day in range(28, 56)]
    found = of(evenings(*rows))
    table = [[found.k, found.n - found.k], [found.k0, found.n0 - found.k0]]
    assert stats.fisher_exact(table, alternative="greater").pvalue < 0.001
    assert found.state in ("not_seen", "early_sign")


def test_weekends_that_bring_both_do_not_make_it_hold_up() -> None:
    rows = [(day, day % 7 >= 5 or day % 9 == 0, day % 7 >= 5 or day % 11 == 0) for day in range(84)]
    found = of(evenings(*rows))
    table = [[found.k, found.n - found.k], [found.k0, found.n0 - found.k0]]
    assert stats.fisher_exact(table, alternative="greater").pvalue < 0.001
    assert found.state == "not_seen"


def test_the_next_day_is_given_the_day_itself() -> None:
    """It follows on the next evening and not on the same one."""
    rng = random.Random(7)
    happened = {day: rng.random() < 0.35 for day in range(110)}
    rows = [
        (day, happened[day], rng.random() < (0.7 if happened.get(day - 1) else 0.1)) for day in range(110)
    ]
    found = of(evenings(*rows))
    assert found.state == "holds_up"
    assert found.evidence == ("next_day",)
    assert found.next_k / found.next_n > 0.5 > found.next_k0 / found.next_n0


@pytest.mark.parametrize(
    ("checks", "needed"),
    [
        ([], ("evenings", "0 of 6")),
        (spread(3, 5, 0, 20), ("evenings", "5 of 6")),
        (spread(3, 9, 0, 4), ("others", "4 of 6")),
        (evenings(*((day, day % 2 == 0, False) for day in range(13))), ("weeks", "1 of 2")),
        (evenings(*((day, day % 2 == 0, False) for day in range(14))), (None, None)),
    ],
)
def test_what_is_still_needed(checks: list[EveningCheck], needed: tuple[str | None, str | None]) -> None:
    found = of(checks)
    assert (found.needed_what, found.needed) == needed
    assert (found.state == "counting") == (needed != (None, None))


def test_what_is_not_known_counts_on_no_side_and_a_skipped_day_is_no_day() -> None:
    checks = evenings((0, True, None), (1, None, True), (2, None, None), (3, True, True), (5, False, False))
    found = of(checks)
    assert (found.k, found.n, found.k0, found.n0, found.days) == (1, 1, 0, 1, 4)
    assert (found.next_k, found.next_n, found.next_n0) == (1, 1, 0)


@given(answers, st.randoms(use_true_random=False))
def test_the_order_of_the_answers_does_not_matter_and_counts_add_up(
    checks: list[EveningCheck], rng: random.Random
) -> None:
    found = count_checks(checks, ["a", "b"])
    shuffled = checks[:]
    rng.shuffle(shuffled)
    assert count_checks(shuffled, ["a", "b"]) == found
    for one in found:
        mine = [check for check in checks if check.pattern == one.pattern]
        assert one.n == sum(c.happened is True and c.followed is not None for c in mine)
        assert one.n0 == sum(c.happened is False and c.followed is not None for c in mine)
        assert one.k + one.k0 == sum(bool(c.followed) and c.happened is not None for c in mine)
        assert CheckCount.from_json(one.to_json()) == one


def test_more_patterns_watched_ask_for_more() -> None:
    checks = [
        EveningCheck(day, pattern, day % 3 == 0, day % 3 == 0 or day % 4 == 0)
        for day in range(28)
        for pattern in "ab"
    ]
    [alone] = count_checks(checks, ["a"])
    quiet = [check._replace(followed=False) if check.pattern == "b" else check for check in checks]
    among = count_checks(quiet, ["a", "b"])[0]
    assert alone.q is not None and among.q is not None
    assert among.q >= alone.q


def test_a_watched_pattern_that_cannot_be_tested_yet_counts_as_watched() -> None:
    """What is looked at every evening will be tested before long."""
    days = [day for day in range(28) if day % 7 < 5]
    checks = [EveningCheck(day, "a", n < 8, n < 7 or n == 15) for n, day in enumerate(days)]
    [alone] = count_checks(checks, ["a"])
    among = count_checks([*checks, EveningCheck(3, "b", True, True)], ["a", "b", "c"])
    assert alone.q is not None
    assert among[0].q == pytest.approx(3 * alone.q, rel=0.01)
    assert [one.q for one in among[1:]] == [None, None]


@pytest.mark.parametrize(("last", "state"), [(83, "holds_up"), (160, "holds_up"), (167, "early_sign")])
def test_the_longer_one_looks_the_clearer_it_has_to_be(last: int, state: str) -> None:
    """p is 0.0154 whatever comes later: within 0.03 over twelve weeks, not within 0.015 over twice that."""
    days = [day for day in range(28) if day % 7 < 5]
    rows: list[tuple[int, bool | None, bool | None]] = [
        (day, n < 8, n < 6 or 8 <= n < 10) for n, day in enumerate(days)
    ]
    found = of(evenings(*rows, (last, None, True)))
    assert stats.fisher_exact([[6, 2], [2, 10]], alternative="greater").pvalue == pytest.approx(
        found.q, rel=0.01
    )
    assert found.state == state
