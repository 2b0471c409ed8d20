"""Urge against act: worked cases, and what holds for every diary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import urges as simulated
from companion.model.events import CodedEvent
from companion.patterns import urges
from companion.patterns.diary_columns import QUIET
from companion.patterns.urges import UrgeCount, count_urges
from tests.conftest import examples
from tests.patterns.events import DAY, DAY_START, HOUR, LATE, Rows, diaries, laid_out, seen


def wanting(*rows: tuple[float, float, str, str]) -> tuple[UrgeCount, ...]:
    """Counts of (day, hour, urges, codes)."""
    entries = [seen(day, hour, codes) for day, hour, _, codes in rows]
    urges = {one.id: frozenset(row[2].split()) for one, row in zip(entries, rows, strict=True) if row[2]}
    return count_urges(entries, urges, as_of=LATE, day_start=DAY_START)


def test_wanted_seven_times_and_done_three() -> None:
    rows = [(day, 20.0, "withdrew", "R:withdrew" if day < 3 else "R:stayed_present") for day in range(7)]
    [one] = wanting(*rows)
    assert (one.urge, one.done, one.wanted, one.enough) == ("withdrew", 3, 7, True)
    assert len(one.done_moments) == 3 and len(one.other_moments) == 4
    assert wanting(*rows[:6])[0].enough and not wanting(*rows[:5])[0].enough


def test_that_nothing_was_wanted_is_no_urge() -> None:
    assert [one.urge for one in wanting((0, 20, "none_or_other withdrew", ""))] == ["withdrew"]
    assert wanting((0, 20, "self_protected withdrew", "")) == ()


def test_the_most_wanted_comes_first_then_by_name() -> None:
    rows = [(day, 20.0, "withdrew reached_out" if day else "shut_down withdrew", "") for day in range(3)]
    assert [one.urge for one in wanting(*rows)] == ["withdrew", "reached_out", "shut_down"]


@pytest.mark.parametrize(("days", "weeks", "recent"), [(28, 2, 14), (27, 1, 7), (168, 8, 56)])
def test_the_recent_weeks_are_eight_or_half_of_a_younger_diary(days: int, weeks: int, recent: int) -> None:
    """By the local day: with a clock eight hours ahead, eight in the evening is four in the morning."""
    entries = [
        CodedEvent(at := day * DAY + 20 * HOUR, at + 8 * HOUR, f"{day:03}", frozenset())
        for day in range(days)
    ]
    urges = {one.id: frozenset({"withdrew"}) for one in entries}
    [one] = count_urges(entries, urges, as_of=entries[-1].at + 2 * HOUR, day_start=DAY_START)
    assert (one.recent_weeks, one.recent, one.earlier) == (weeks, (0, recent), (0, days - recent))
    [late] = count_urges(entries, urges, as_of=entries[-1].at + 2 * HOUR - 1, day_start=DAY_START)
    assert (late.wanted, late.left_out) == (days - 1, 1)


@pytest.mark.parametrize(("earlier", "recent"), [(5, 5), (4, 5), (5, 4)])
def test_five_occasions_on_either_side_are_the_fewest_that_are_compared(earlier: int, recent: int) -> None:
    days = [*range(earlier), *range(14, 14 + recent), 27]
    entries = [seen(day, 20, "R:withdrew" if day < 14 else "") for day in days]
    urges = {one.id: frozenset({"withdrew"}) for one in entries[:-1]}
    [one] = count_urges(entries, urges, as_of=28 * DAY, day_start=DAY_START)
    enough = earlier == recent == 5
    assert (one.recent, one.earlier) == (((0, 5), (5, 5)) if enough else (None, None))
    assert (one.q is not None) == enough


@pytest.mark.parametrize(
    ("earlier", "recent", "change"),
    [
        (0, 12, "more"),
        (1, 13, "more"),
        (12, 0, "less"),
        (12, 6, ""),  # large, but this often by chance where one looks week after week
    ],
)
def test_more_often_and_less_often_done_are_told_apart(earlier: int, recent: int, change: str) -> None:
    entries = [
        seen(day, 20, "R:withdrew" if day % 14 < (earlier if day < 14 else recent) else "")
        for day in range(28)
    ]
    urges = {one.id: frozenset({"withdrew"}) for one in entries}
    [one] = count_urges(entries, urges, as_of=28 * DAY, day_start=DAY_START)
    assert (one.recent, one.earlier, one.change) == ((recent, 14), (earlier, 14), change)


@pytest.mark.parametrize(
    ("minutes", "done"), [(0, 1), (120, 1), (121, 0), (-1, 0)], ids=["same", "edge", "after", "before"]
)
def test_the_act_counts_in_the_same_moment_or_up_to_two_hours_later(minutes: int, done: int) -> None:
    [one] = wanting((0, 20, "withdrew", "slow_reply"), (0, 20 + minutes / 60, "", "R:withdrew"))
    assert (one.done, one.wanted) == (done, 1)


def test_an_urge_noted_again_within_two_hours_is_one_occasion() -> None:
    [one] = wanting((0, 18, "withdrew", ""), (0, 20, "withdrew", ""), (0, 23, "withdrew", "R:withdrew"))
    assert (one.done, one.wanted) == (1, 2)


def test_two_hours_that_are_not_over_are_left_out() -> None:
    entry = seen(0, 20, "R:withdrew")
    urges = {entry.id: frozenset({"withdrew"})}
    [one] = count_urges([entry], urges, as_of=entry.at + HOUR, day_start=DAY_START)
    assert (one.done, one.wanted, one.left_out) == (0, 0, 1)


def test_a_moment_of_fear_hides_no_later_one() -> None:
    [one] = wanting((0, 20, "withdrew", "felt_afraid"), (1, 20, "withdrew", "R:withdrew"))
    assert (one.done, one.wanted) == (1, 1)


@pytest.mark.parametrize("code", sorted(QUIET))
def test_moments_of_fear_are_on_neither_side(code: str) -> None:
    assert wanting((0, 20, "withdrew", f"{code} R:withdrew")) == ()
    [one] = wanting((0, 20, "withdrew", ""), (0, 21, "", f"{code} R:withdrew"))
    assert (one.done, one.wanted) == (0, 1)


def test_a_change_is_told_when_it_is_large_and_tested_and_else_the_counts_alone() -> None:
    def diary(recent: int) -> UrgeCount:
        days = [(day * 7.0, day < 12 or day - 12 < recent) for day in range(24)]
        rows = [(day, 20.0, "withdrew", "R:withdrew" if did else "") for day, did in days]
        entries = [seen(day, hour, codes) for day, hour, _, codes in rows]
        urges = {one.id: frozenset({"withdrew"}) for one in entries}
        [one] = count_urges(entries, urges, as_of=24 * 7 * DAY, day_start=DAY_START)
        return one

    assert diary(0).change == "less"
    assert diary(0).recent_weeks == 8 and diary(0).q is not None
    slight = diary(10)
    assert slight.change == "" and slight.recent is not None and slight.earlier is not None


@pytest.mark.parametrize(("recent", "change"), [(20, ""), (9, "less"), (120, ""), (131, "more")])
def test_a_change_beyond_chance_is_told_from_three_in_ten_on(recent: int, change: str) -> None:
    """Before, 70 of 200."""
    before = UrgeCount(urge="withdrew", wanted=400, done=70 + recent, recent=(recent, 200), earlier=(70, 200))
    [one] = urges._compared([before], 8)
    assert one.q is not None and one.q < 0.005
    assert (one.change, one.recent_weeks) == (change, 8)


@examples(25)
@given(diaries, st.randoms(use_true_random=False))
def test_counts_of_urges_add_up_whatever_the_order_and_nothing_stands_on_both_sides(
    rows: Rows, random: object
) -> None:
    entries, urges = laid_out(rows)
    found = count_urges(entries, urges, as_of=LATE, day_start=DAY_START)
    random.shuffle(entries)  # type: ignore[attr-defined]
    assert count_urges(entries, urges, as_of=LATE, day_start=DAY_START) == found
    quiet = {one.id for one in entries if not QUIET.isdisjoint(one.codes)}
    for one in found:
        assert 0 <= one.done <= one.wanted <= len(one.done_moments) + len(one.other_moments)
        ids = [*one.done_moments, *one.other_moments]
        assert len(set(ids)) == len(ids)
        assert quiet.isdisjoint(ids)
        assert set(ids) <= {id for id, wanted in urges.items() if one.urge in wanted}
        if one.recent and one.earlier:
            assert (one.done, one.wanted) == tuple(
                a + b for a, b in zip(one.recent, one.earlier, strict=True)
            )


def test_where_nothing_changes_hardly_any_change_is_told() -> None:
    """A slice of the benchmark: at most 5 % of diaries, here 2 of 40 at the very most."""
    assert simulated.false_alarms(40, 168, 2.0, 1.0, 1, seed=5) <= 2
    assert simulated.false_alarms(40, 168, 2.0, 3.0, 1, seed=5) <= 2
    assert simulated.power(10, 3.0, 0.9, 0.2) >= 9
