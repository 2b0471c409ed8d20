"""The same moment against moments like it: what else could be behind a difference is named."""

from datetime import timedelta
from operator import attrgetter

import pytest
from scipy import stats

from companion.patterns import bouts, strata
from companion.patterns.counting import count
from companion.patterns.exact import Table, fisher_greater
from companion.patterns.strata import confounders
from tests.patterns.diaries import START, Diary, diary_of, noted, pattern, waking
from tests.patterns.events import DAY, DAY_START


def test_stressed_days_that_drive_both_are_named_and_not_believed() -> None:
    diary, rng = diary_of()
    for day in range(110):
        stressed = day % 4 == 0
        if stressed:
            diary.add(day, 9, "outside_stress")
        share = 0.8 if stressed else 0.1
        for _ in range(2):
            codes = (
                "asked_about_feelings" if rng.random() < (0.5 if stressed else 0.05) else "ordinary_moment"
            )
            diary.add(day, rng.uniform(12, 22), noted(rng, codes, share))
    finding = diary.look(pattern("asked_about_feelings", hours=0))
    # What a naive eye would believe.
    assert fisher_greater(finding.k, finding.n, finding.k0, finding.n0) < 0.001
    assert finding.state == "not_seen"
    assert finding.confounders == ("stress",)


def test_stress_noted_in_the_very_moments_leaves_no_stressed_day_to_compare() -> None:
    diary, rng = diary_of()
    for i in range(20):
        stress = " outside_stress" if i % 4 == 0 else ""
        diary.add(5 * i, waking(rng), noted(rng, f"affection_received{stress}", 0.9))
        diary.add(5 * i + 2, waking(rng), "slow_reply")
    assert diary.look(pattern(hours=0), days=112).confounders == ()


def test_among_the_moments_with_any_answer_the_difference_counts_half() -> None:
    """Of 20 close moments 12 with pulling back and 8 with another answer; of 30 others 6, and 6."""
    diary = Diary()
    for n in range(20):
        diary.add(n, 12, "affection_received " + ("R:withdrew" if n % 5 < 3 else "R:stayed_present"))
    for n in range(30):
        answer = " R:withdrew" if n < 6 else " R:stayed_present" if n < 12 else ""
        diary.add(n * 7 % 20, 9.5 if n >= 20 else 14.5, "ordinary_moment" + answer)
    laid_out = bouts.Diary(
        sorted(diary.events, key=attrgetter("at")),
        as_of=int(START.timestamp()) + 40 * DAY,
        day_start=DAY_START,
    )
    one = pattern(hours=0)
    found = strata.same_moment_test(one, [(laid_out, count(one, laid_out))])
    assert fisher_greater(12, 20, 6, 30) < 0.005
    assert found.p == pytest.approx(fisher_greater(12, 20, 6, 12) / 2)
    assert found.doubts == ("answered",)


def test_an_hour_that_drives_both_is_named_and_not_believed() -> None:
    diary, rng = diary_of()
    for day in range(110):
        diary.add(day, rng.uniform(8, 12), noted(rng, "ordinary_moment", 0.05))
        evening = "affection_received" if rng.random() < 0.4 else "ordinary_moment"
        diary.add(day, rng.uniform(19, 22), noted(rng, evening, 0.6))
    finding = diary.look(pattern(hours=0))
    assert fisher_greater(finding.k, finding.n, finding.k0, finding.n0) < 0.001
    assert finding.state == "not_seen"
    assert finding.confounders == ("hour",)


def test_one_person_who_brings_both_is_named_and_not_believed() -> None:
    diary, rng = diary_of()
    for day in range(110):
        codes = "affection_received" if rng.random() < 0.5 else "ordinary_moment"
        diary.add(day, waking(rng), noted(rng, codes, 0.6), person="A")
        codes = "affection_received" if rng.random() < 0.05 else "ordinary_moment"
        diary.add(day, waking(rng), noted(rng, codes, 0.05), person="B")
    finding = diary.look(pattern(hours=0))
    assert fisher_greater(finding.k, finding.n, finding.k0, finding.n0) < 0.01
    assert finding.state == "not_seen"
    assert finding.confounders == ("person",)


@pytest.mark.parametrize("first_hour", [12, 23.5])
def test_how_common_a_response_is_at_such_hours_by_hand(first_hour: float) -> None:
    """Four moments at noon, three with the response. Elsewhere one in four at noon, and the one at one.

    A moment an hour away weighs 1 - 2/6. So noon weighs 12 of 14, and one o'clock 2 of 14: 5/14 had the
    response, known as well as from 4.9 moments. Of all others 2 in 10 had it, with the weight of 5 moments.
    Half past eleven and half past midnight are an hour apart as well, though it is another day.
    """
    diary = Diary()
    diary.add(0, 12, "", person="Kim")
    at_hours = [
        (0, "affection_received", 4, 3),
        (0, "ordinary_moment", 4, 1),
        (1, "ordinary_moment", 1, 1),
        (8, "ordinary_moment", 5, 0),
    ]
    day = 1
    for later, code, many, with_response in at_hours:
        for n in range(many):
            codes = code + (" R:withdrew" if n < with_response else "")
            diary.add(day, first_hour + later, codes, person="Robin")
            day += 1
    one = pattern(hours=0)
    laid_out = bouts.Diary(diary.events, as_of=diary.events[-1].at + DAY, day_start=DAY_START)
    share, overall = 5 / 14, 2.5 / 11
    a, b = share * 4.9 + overall * 5, (1 - share) * 4.9 + (1 - overall) * 5
    found = strata._Compared(one, [(laid_out, count(one, laid_out))]).hour_p()
    assert found == pytest.approx(stats.betabinom.sf(2, 4, a, b))
    assert strata.elsewhere(one, laid_out) == (2, 10)


@pytest.mark.parametrize(
    ("tables", "named"),
    [
        ([(8, 8, 2, 2), (0, 2, 0, 8)], True),  # within either kind there is no difference
        ([(5, 10, 2, 8)], True),  # less than half of it is left, and could be chance
        ([(6, 10, 2, 8)], False),  # more than half of it
        ([(2, 2, 0, 2)], False),  # all of it, in too few to tell
        ([(300, 1000, 200, 1000)], False),  # a tenth, beyond chance
        ([(3, 3, 0, 0)], True),  # nothing to compare within
    ],
)
def test_what_leaves_at_most_half_of_a_difference_explains_it(tables: list[Table], named: bool) -> None:
    """Of a difference of six in ten, within one kind of moments."""
    kinds = {"hour": {str(n): table for n, table in enumerate(tables)}}
    assert confounders((8, 10), (2, 10), kinds, ()) == (("hour",) if named else ())


def test_where_there_is_no_difference_there_is_nothing_to_explain() -> None:
    kinds = {"hour": {"0": (0, 2, 0, 2)}}
    for share, others in (((2, 10), (8, 10)), ((5, 10), (2, 10)), ((0, 0), (2, 10)), ((8, 10), (0, 0))):
        assert confounders(share, others, kinds, ("weekday", "weekday")) == ("weekday",)
    assert confounders((8, 10), (2, 10), kinds, ("weekday", "hour")) == ("hour", "weekday")


def test_elsewhere_a_moment_alone_is_enough_whatever_becomes_of_the_window_after_it() -> None:
    """What stands in the entry itself needs no window: neither closed, nor of logged days."""
    diary = Diary(every_day=4)  # days 0 to 3: no window of two days from day 3 or 4 is of logged days
    for day in (3, 4):
        diary.add(day, 12, "slow_reply R:withdrew" if day == 3 else "slow_reply")
    for hours, days, expected in ((48, 400, (1, 2)), (48, 4.5, (1, 2)), (48, 4.49, (1, 1)), (0, 400, (1, 2))):
        as_of = int((START + timedelta(days=days)).timestamp())
        events = sorted((one for one in diary.events if one.at <= as_of), key=attrgetter("at"))
        laid_out = bouts.Diary(events, as_of=as_of, day_start=DAY_START)
        assert strata.elsewhere(pattern(hours=hours), laid_out) == expected


def test_a_moment_up_to_three_hours_away_on_the_clock_weighs_less_the_farther_it_is() -> None:
    noon = 24  # the half hour from twelve on
    found = {key >> 16: weight for key, weight in strata._beside((noon << 16) + 5)}
    assert found == {noon + step: pytest.approx(1 - abs(step) / 6) for step in range(-5, 6)}
    assert {key & 0xFFFF for key, _ in strata._beside((noon << 16) + 5)} == {5}
    assert sorted(key >> 16 for key, _ in strata._beside(0)) == [0, 1, 2, 3, 4, 5, 43, 44, 45, 46, 47]


def test_the_moment_that_says_a_stressed_day_is_no_part_of_it() -> None:
    diary = Diary()
    for day, codes in enumerate(
        (
            "affection_received outside_stress R:withdrew",
            "affection_received outside_stress",
            "affection_received R:withdrew",
            "affection_received",
            "outside_stress R:withdrew",
            "slow_reply R:withdrew",
        )
    ):
        diary.add(day, 12, codes)
    one = pattern(hours=0)
    laid_out = bouts.Diary(diary.events, as_of=diary.events[-1].at + DAY, day_start=DAY_START)
    compared = strata._Compared(one, [(laid_out, count(one, laid_out))])
    (side,) = compared.sides
    assert (side.with_response, side.bouts) == ([2], [2, 3])
    assert side.elsewhere_with_response == [5]
    assert compared.tables("period") == [(1, 2, 1, 1)]
    assert strata.elsewhere(one, laid_out) == (1, 1)
