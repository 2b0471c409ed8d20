"""Order symmetry: gaps worked by hand, and what the order of two kinds of moments shows and does not."""

import random

import pytest

from companion.model.events import CodedEvent
from companion.patterns import bouts, order
from companion.patterns.counting import count
from companion.patterns.evidence import evidence
from companion.patterns.exact import e_value
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


def gaps(diary: bouts.Diary, hours: int = 48) -> order.Gaps:
    return order._gaps(diary, diary.counted([T]), diary.counted([R]), hours, DAY)


def of(diary: bouts.Diary, hours: int = 48) -> order.Order:
    return order.order_symmetry(pattern(hours=hours), diary)


# The gaps


def test_gaps_of_one_trigger_and_one_response_by_hand() -> None:
    """All responses stand at one hour, so within a day no time passes but half a day at that very hour.

    From day 10, 12:00, to day 11, 12:00: one day. log2(48 / 24) = 1 halving, three steps: 3.
    """
    found = gaps(laid_out((10, 12, T), (11, 12, R)))
    assert found == order.Gaps(forward=False, scores=[0, 3, 0])


@pytest.mark.parametrize(
    ("hours", "score"),
    [
        (48, 0),  # the whole window
        (24, 3),  # half of it
        (12, 6),
        (6, 9),
        (3, 12),  # an eighth of an eighth: HALVINGS, and no higher from here on
        (1, 12),
    ],
)
def test_a_gap_scores_three_for_each_halving_of_the_window(hours: int, score: int) -> None:
    """Responses at every five minutes of the day make the person's clock the one on the wall."""
    evenly = [(day, 2 * n + day / 12, R) for day in range(24) for n in range(12)]
    followed = [(40, 10, T), (40, 10 + hours, R)]
    assert gaps(laid_out(*evenly, *followed)).scores[-2] == score


@pytest.mark.parametrize(
    ("trigger", "score"),
    [
        (10, 1),  # before the hour of the responses: one day and a half, log2(48 / 36) * 3 = 1.2
        (12, 3),  # at that hour: one day
        (14, 6),  # after it: half a day
    ],
)
def test_half_a_day_passes_in_the_hour_of_the_responses(trigger: int, score: int) -> None:
    assert gaps(laid_out((10, trigger, T), (11, 12, R))).scores == [0, score, 0]


def test_the_last_second_of_the_day_is_a_time_like_any_other() -> None:
    late = 24 - 1 / 3600
    assert gaps(laid_out((10, late, T), (11, late, R))).scores == [0, 3, 0]


def test_runs_of_one_kind_are_one_and_have_one_gap_on_either_side() -> None:
    moments = [(10, 8, T), (10, 9, T), (11, 9, R), (11, 10, R), (12, 10, T)]
    found = gaps(laid_out(*moments))
    assert not found.forward
    assert len(found.scores) == 4  # before the first, two between three runs, after the last
    backwards = gaps(laid_out((10, 8, R), (11, 9, T)))
    assert backwards.forward


def test_a_gap_into_days_without_an_entry_is_unknown() -> None:
    """Entries up to day 10 and from day 14 on: what lay between is unknown, not long."""
    moments = [(5, 12, T), (10, 12, R), (15, 12, T), (16, 12, R)]
    whole = laid_out(*moments)
    broken = bouts.Diary(
        [entry for entry in whole.entries if not 11 * DAY <= entry.at < 14 * DAY],
        as_of=1000 * DAY,
        day_start=0,
    )
    assert None not in gaps(whole).scores
    # From the response of day 10 to the trigger of day 15: of the two days before the trigger one is empty.
    assert [score is None for score in gaps(broken).scores] == [False, False, True, False, False]


def test_of_a_gap_the_days_beside_the_trigger_have_to_be_known() -> None:
    """Two days after a trigger, two days before one; what lies beside the response may be empty."""
    moments = [(5, 12, R), (15, 12, T), (25, 12, R)]
    whole = laid_out(*moments)

    def without(*days: int) -> list[int | None]:
        entries = [entry for entry in whole.entries if entry.at // DAY not in days]
        return gaps(bouts.Diary(entries, as_of=1000 * DAY, day_start=0)).scores

    assert without() == without(6, 7, 12) == without(18, 23, 24) == [0, 0, 0, 0]
    assert without(13) == without(14) == [0, None, 0, 0]
    assert without(16) == without(17) == [0, 0, None, 0]


@pytest.mark.parametrize(
    ("logged", "as_of", "closed"),
    [
        (14, 1000, True),  # day 11 and the two after it have an entry
        (13, 1000, False),  # day 13, the last that the window touches, has none
        (12, 1000, False),  # nothing after the response: silence, and no sign that nothing followed
        (14, 13.5, True),  # 48 hours after day 11, 12:00
        (14, 13.49, False),
    ],
)
def test_the_last_gap_is_closed_once_its_window_is_over_and_its_days_have_entries(
    logged: int, as_of: float, closed: bool
) -> None:
    found = gaps(laid_out((10, 12, T), (11, 12, R), logged=logged, as_of=as_of))
    assert found.scores[-1] == (0 if closed else None)


@pytest.mark.parametrize(("first_logged", "open_"), [(8, True), (9, False)])
def test_the_first_gap_needs_the_days_before_it(first_logged: int, open_: bool) -> None:
    whole = laid_out((10, 12, T), (11, 12, R))
    diary = bouts.Diary(
        [entry for entry in whole.entries if entry.at >= first_logged * DAY], as_of=1000 * DAY, day_start=0
    )
    assert gaps(diary).scores[0] == (0 if open_ else None)


# What is compared


def test_after_and_before_are_counted_from_the_side_that_says_less() -> None:
    """Triggers five hours before a response, ten days apart: each is nearer after than before."""
    moments = [m for n in range(6) for m in ((10 + 10 * n, 12, T), (10 + 10 * n, 17, R))]
    found = of(laid_out(*moments))
    assert (found.after, found.before) == (6, 0)
    assert found.p == found.least_p == pytest.approx(1 / 2**6)
    assert found.stands_together
    turned = of(laid_out(*[(day, 29 - hour, codes) for day, hour, codes in moments]))
    assert (turned.after, turned.before) == (0, 6)
    assert turned.p == 1


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([0, 3, 0, 9, 6, 3, 0], (3 / 8, 1 / 8, 2, 1)),  # by triggers 3, 9 and -3; by responses 3, 3 and 3
        ([0, 3, 3, 6, 6, 9, 0], (1 / 2, 1 / 2, 1, 0)),  # by triggers 3, 3 and 3; by responses 0, 0 and 9
        ([0, 1, 0], (1 / 2, 1 / 2, 1, 0)),
        ([0, None, 0, 9, 6, None], (1 / 2, 1 / 2, 1, 0)),  # what is unknown is in no pair
    ],
)
def test_the_weaker_of_either_side_counts(
    scores: list[int | None], expected: tuple[float, float, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(order, "_gaps", lambda *_: order.Gaps(False, scores))
    diary = laid_out((10, 12, T), (11, 12, R))
    assert order._symmetry(diary, [], [], 48, DAY) == expected


def test_a_response_in_the_very_second_of_a_trigger_has_no_order() -> None:
    assert of(laid_out((10, 12, f"{T} {R}"), (20, 12, T))) == order.Order(1.0, 1.0, 0, 0, 1.0, False)
    assert of(laid_out((10, 12, T))) == order.Order(1.0, 1.0, 0, 0, 1.0, False)


# The screen


@pytest.mark.parametrize(("pairs", "tested"), [(3, False), (4, True)])
def test_four_pairs_are_the_fewest_that_are_tested(pairs: int, tested: bool) -> None:
    moments = [m for n in range(pairs) for m in ((10 + 10 * n, 12, T), (10 + 10 * n, 14, R))]
    found = of(laid_out(*moments))
    assert found.after + found.before == pairs
    assert found.stands_together == tested


@pytest.mark.parametrize(("after", "before", "tested"), [(2, 2, True), (2, 1, False), (0, 4, True)])
def test_pairs_of_either_order_are_pairs(
    after: int, before: int, tested: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(order, "_symmetry", lambda *_: (0.5, 0.1, after, before))
    moments = [m for n in range(4) for m in ((10 + 10 * n, 12, T), (10 + 10 * n, 14, R))]
    assert of(laid_out(*moments)).stands_together == tested


@pytest.mark.parametrize(("hours", "together"), [(24, False), (25, True), (48, True)])
def test_the_day_beside_is_looked_at_for_windows_of_more_than_a_day(hours: int, together: bool) -> None:
    """Every response follows on the day after its trigger, and never on the same day."""
    moments = [m for n in range(10) for m in ((5 + 8 * n, 22, T), (6 + 8 * n, 8, R))]
    found = of(laid_out(*moments), hours)
    assert found.after == 10
    assert found.stands_together == together
    before = [m for n in range(10) for m in ((5 + 8 * n, 22, R), (6 + 8 * n, 8, T))]
    assert of(laid_out(*before), hours).stands_together == together


@pytest.mark.parametrize(("overlap", "together"), [(29, False), (30, True)])
def test_standing_together_is_so_many_standard_errors_above_chance(overlap: int, together: bool) -> None:
    """Either on 50 of 100 days: 25 days with both by chance, variance 25 * 0.5 * 0.5.

    1.645 standard errors above that are 29.1 days.
    """
    triggers = [(day, 12.0, T) for day in range(50)]
    responses = [(day, 15.0, R) for day in range(50 - overlap, 100 - overlap)]
    diary = laid_out(*triggers, *responses)
    found = order._stand_together(diary, diary.counted([T]), diary.counted([R]), 24)
    assert found is together


def test_what_falls_on_the_same_days_as_often_as_chance_has_it_does_not_stand_together() -> None:
    """Either on half of the days, whatever the other does: a quarter of them hold both."""
    rng = random.Random(2)
    moments = [(day, waking(rng), codes) for day in range(100) for codes in (T, R) if rng.random() < 0.5]
    diary = laid_out(*moments)
    found = of(diary, 24)
    assert found.after + found.before > 20
    assert not found.stands_together and found.least_p < 0.05
    one = pattern(hours=24)
    tests = evidence(one, diary, count(one, diary)).tests
    assert tests == ()


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
    assert finding.order is not None and finding.order[0] > 2 * finding.order[1]
    assert finding.e == float(f"{e_value(*finding.order):.3g}") > 1
