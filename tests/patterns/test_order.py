"""Order symmetry: nearness worked by hand, and what the order of two kinds of moments shows and does not."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.events import CodedEvent
from companion.patterns import bouts, order
from tests.patterns.diaries import diary_of, pattern, waking

DAY, HOUR = 86_400, 3600
T, R = "affection_received", "R:withdrew"


def laid_out(
    *moments: tuple[float, float, str],
    logged: int = 100,
    as_of: float = 1000,
) -> bouts.Diary:
    """Moments as (day, hour, codes), with an entry at 06:00 on each of the first ``logged`` days."""
    rows = sorted([*((day, 6.0, "") for day in range(logged)), *moments])
    events = []
    for n, (day, hour, codes) in enumerate(rows):
        at = int(day * DAY + hour * HOUR)
        events.append(CodedEvent(at, at, f"{n:03}", frozenset(codes.split())))
    return bouts.Diary(events, as_of=int(as_of * DAY), day_start=0)


def of(diary: bouts.Diary, hours: int = 48) -> order.Order:
    return order.order_symmetry(pattern(hours=hours), [diary])


# How near


@pytest.mark.parametrize(
    ("hours", "score"), [(0.5, 4), (6, 4), (6.1, 3), (12, 3), (12.1, 2), (18, 2), (24, 1), (24.1, 0)]
)
def test_a_response_scores_by_the_quarters_of_the_day_it_is_away(hours: float, score: int) -> None:
    assert order.nearness(int(hours * HOUR)) == score


def test_how_near_a_response_stands_on_either_side_by_hand() -> None:
    """Response at day 10, 20:00; trigger at day 11, 12:00; response at 15:00: 3 hours after, 16 before."""
    found = of(laid_out((10, 20, R), (11, 12, T), (11, 15, R)))
    assert (found.delays, found.delays_before) == ((3.0,), (16.0,))
    assert found.counted == (1, 1, 1, 1, 24)
    # 4 for the nearer, less 2 for the farther: one cluster, whose sum is above 0.
    assert (found.after, found.before) == (1, 0)


def test_a_bout_is_measured_from_its_first_and_from_its_last_moment() -> None:
    found = of(laid_out((10, 8, R), (10, 12, T), (10, 14, T), (10, 19, R)))
    assert (found.delays, found.delays_before) == ((5.0,), (4.0,))


@pytest.mark.parametrize(
    ("logged", "after", "before"),
    [
        (range(20), 1, 1),  # 17 hours after and 18 before
        # No entry on the day after: known until midnight, 4 hours; so only 4 hours before count as well.
        ([*range(11), 12], 0, 0),
        ([9, 10], 0, 0),
        # None on the day before: known from midnight on, 20 hours, which holds both.
        ([10, 11], 1, 1),
    ],
)
def test_either_side_is_looked_at_as_far_as_both_are_logged(
    logged: Iterable[int], after: int, before: int
) -> None:
    """A trigger on day 10, 20:00, a response at 13:00 of the next day, and one at 02:00 of its own day."""
    moments = [(10, 20, T), (10, 2, R), (11, 13, R)]
    events = [*((day, 6.0, "") for day in logged), *(m for m in moments if m[0] in logged)]
    found = of(laid_out(*events, logged=0))
    assert (found.counted.k, found.counted.before_k) == (after, before)


def test_what_is_not_over_yet_is_looked_at_no_further() -> None:
    """Two hours after the trigger: a response three hours before is not known to be the nearer one."""
    found = of(laid_out((10, 9, R), (10, 12, T), as_of=10 + 14 / 24))
    assert found.counted == (0, 1, 0, 1, 24)


def test_what_shares_a_response_is_one_cluster() -> None:
    """Two triggers three hours apart and the response after them: one sign, not two."""
    one = [m for n in range(6) for m in ((10 + 10 * n, 9, T), (10 + 10 * n, 12, T), (10 + 10 * n, 14, R))]
    found = of(laid_out(*one))
    assert found.counted.n == 12
    assert found.after == 6
    assert found.symmetry_p == pytest.approx(1 / 2**6)


def test_turned_around_in_time_after_is_before() -> None:
    moments = [m for n in range(6) for m in ((10 + 10 * n, 12, T), (10 + 10 * n, 17, R))]
    found = of(laid_out(*moments))
    assert (found.after, found.before) == (6, 0)
    assert found.symmetry_p == found.least_p == pytest.approx(1 / 2**6)
    assert found.stands_together
    turned = of(laid_out(*[(day, 29 - hour, codes) for day, hour, codes in moments]))
    assert (turned.after, turned.before) == (0, 6)
    assert turned.symmetry_p == 1


@given(
    st.lists(
        st.tuples(st.integers(2, 30), st.integers(0, 23), st.sampled_from([T, R, f"{T} {R}"])),
        unique_by=lambda m: m[:2],
    )
)
def test_signs_and_counts_swap_when_a_whole_diary_runs_backwards(rows: list[tuple[int, int, str]]) -> None:
    """Day boundaries lie in the middle of the hours, so that they are the same from either end."""
    there = [(day, hour + 0.5, codes) for day, hour, codes in rows]
    back = [(32 - day, 23 - hour + 0.5, codes) for day, hour, codes in rows]
    found, turned = of(laid_out(*there, logged=33)), of(laid_out(*back, logged=33))
    assert (found.after, found.before) == (turned.before, turned.after)
    assert (found.delays, found.delays_before) == (turned.delays_before, turned.delays)


# What has no order


def test_a_response_in_the_very_second_of_a_trigger_has_no_order() -> None:
    found = of(laid_out((10, 12, f"{T} {R}"), (20, 12, T)))
    assert (found.after, found.before, found.counted.n) == (0, 0, 2)
    assert of(laid_out((10, 12, T))).symmetry_p == 1


@pytest.mark.parametrize(
    ("minutes", "trigger_written", "response_written", "ordered"),
    [
        (1, 0, 1, False),  # told one after the other, as they were written
        (14, 0, 14, False),
        (15, 0, 15, True),  # a quarter of an hour is a new sitting
        (60, 60, 60, False),  # the trigger set to an hour ago by hand? no: see the next one
        (60, 60, 60.0001, False),
    ],
)
def test_what_is_written_in_one_sitting_has_no_order(
    minutes: float, trigger_written: float, response_written: float, ordered: bool
) -> None:
    """Six evenings; ``minutes`` lie between a trigger and its response."""
    by_hand = trigger_written > 2
    rows: list[CodedEvent] = [
        CodedEvent(day * DAY, day * DAY, f"log{day}", frozenset(), recorded_at=day * DAY)
        for day in range(100)
    ]
    for n in range(6):
        start = (10 + 10 * n) * DAY + 20 * HOUR
        for at, written, code in (
            (start, start + trigger_written * 60, T),
            (start + minutes * 60, start + response_written * 60, R),
        ):
            rows.append(
                CodedEvent(int(at), int(at), f"{n}{code}", frozenset({code}), recorded_at=int(written))
            )
    rows.sort(key=lambda row: row.at)
    found = of(bouts.Diary(rows, as_of=1000 * DAY, day_start=0))
    assert found.after == (6 if ordered or by_hand else 0)


def test_a_chain_of_entries_is_one_sitting_and_a_pause_ends_it() -> None:
    rows = [
        CodedEvent(at, at, f"{n}", frozenset(), recorded_at=at)
        for n, at in enumerate((0, 600, 1200, 1800, 2700, 2701))
    ]
    assert bouts.Diary(rows, as_of=DAY, day_start=0).sittings == [1, 1, 1, 1, 2, 2]


def test_a_time_set_by_hand_stands_by_itself() -> None:
    rows = [
        CodedEvent(0, 0, "a", frozenset(), recorded_at=121),
        CodedEvent(120, 120, "b", frozenset(), recorded_at=120),
        CodedEvent(125, 125, "c", frozenset(), recorded_at=240),
        CodedEvent(130, 130, "d", frozenset()),  # not known: as it happened
    ]
    found = bouts.Diary(rows, as_of=DAY, day_start=0).sittings
    assert found[1] == found[2] == found[3]
    assert found[0] not in found[1:]


# Specific to its trigger


def test_the_order_and_the_comparison_have_to_agree() -> None:
    found = order.Order(symmetry_p=0.001, specific_p=0.02)
    assert found.p == 0.02
    assert found._replace(symmetry_p=0.3).p == 0.3


def specific(others_followed: int, hour: float = 12) -> float:
    """Closeness is followed two hours later eight times of ten; other things so many times of ten."""
    moments = [m for n in range(10) for m in ((5 + 8 * n, 12, T), (5 + 8 * n, 14, R if n < 8 else ""))]
    moments += [(9 + 8 * n, hour, "ordinary_moment") for n in range(10)]
    moments += [(9 + 8 * n, hour + 2, R) for n in range(others_followed)]
    return of(laid_out(*moments)).specific_p


def test_what_follows_other_triggers_as_well_is_not_specific() -> None:
    assert specific(0) < 0.002
    assert specific(0) < specific(3) < specific(6)
    assert specific(8) >= 0.5
    assert specific(10) > 0.9


def test_what_stands_at_other_hours_is_nothing_to_compare_with() -> None:
    assert specific(0, hour=18) == 1


def test_who_follows_everything_up_has_no_pattern() -> None:
    """Of eighty moments every second is followed three hours later, closeness or not."""
    diary, rng = diary_of(170)
    for i in range(80):
        hour = rng.uniform(9, 16)
        diary.add(2 * i, hour, T if i % 3 == 0 else "ordinary_moment")
        if rng.random() < 0.5:
            diary.add(2 * i, hour + 3, R)
    finding = diary.look(days=172)
    assert finding.order is not None and finding.order[0] > 5 * finding.order[1]
    assert finding.state not in ("holds_up", "growing", "easing")


# The screen


@pytest.mark.parametrize(("pairs", "tested"), [(3, False), (4, True)])
def test_four_clusters_are_the_fewest_that_are_tested(pairs: int, tested: bool) -> None:
    moments = [m for n in range(pairs) for m in ((10 + 10 * n, 12, T), (10 + 10 * n, 14, R))]
    found = of(laid_out(*moments))
    assert found.after + found.before == pairs
    assert found.stands_together == tested


def test_the_day_beside_is_looked_at_as_well() -> None:
    """Every response follows on the day after its trigger, and never on the same day."""
    moments = [m for n in range(10) for m in ((5 + 8 * n, 22, T), (6 + 8 * n, 8, R))]
    found = of(laid_out(*moments))
    assert found.after == 10
    assert found.stands_together


def test_what_falls_on_the_same_days_as_often_as_chance_has_it_does_not_stand_together() -> None:
    """Either on every second day or so, as far from each other as days allow."""
    moments = [(day, 12.0, T if day % 4 == 0 else R if day % 4 == 2 else "") for day in range(100)]
    assert not of(laid_out(*moments)).stands_together


# In whole diaries


def test_closeness_at_the_weekend_and_distance_on_mondays_is_kept_from_holding_up() -> None:
    diary, rng = diary_of(140)
    for week in range(20):
        diary.add(7 * week + 6, waking(rng), "affection_received")  # Sundays
        diary.add(7 * week + 7, waking(rng), "R:withdrew")
        for day in (1, 2, 3, 4):
            diary.add(7 * week + day, waking(rng), "ordinary_moment")
    finding = diary.look()
    assert finding.state == "early_sign"
    assert finding.confounders == ("weekday",)


def test_delays_tell_where_a_wide_window_would_not() -> None:
    """Pulling back is noted within two days of nearly everything, yet most of all hours after closeness."""
    diary, rng = diary_of(160)
    for day in range(160):
        if rng.random() < 0.5:
            diary.add(day, waking(rng), "R:withdrew")
        diary.add(day, waking(rng), "ordinary_moment")
    for i in range(38):
        hour = waking(rng)
        diary.add(4 * i, hour, "affection_received")
        diary.add(4 * i, hour + rng.uniform(2, 5), "R:withdrew" if i % 4 else "")
    finding = diary.look(days=160)
    assert finding.state == "holds_up"
    assert finding.evidence == ("afterwards",)
