"""Urge against act: worked cases, and what holds for every diary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import urges as simulated
from companion.patterns.bouts import QUIET
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
    assert not wanting(*rows[:5])[0].enough


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
