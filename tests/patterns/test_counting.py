"""What counts, what does not, and what is left out: against the definitions, and case by case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.events import CodedEvent
from tests.patterns.diaries import START, Diary, naive_counts, pattern

CODES = ("affection_received", "ordinary_moment", "slow_reply", "R:withdrew", "R:reached_out", "PB:pb_warm")
BASE = int(START.timestamp())


@st.composite
def diaries(draw: st.DrawFn) -> list[CodedEvent]:
    """A fortnight of moments by the quarter of an hour, over a change of the clocks, some days empty."""
    found = []
    steps = draw(st.lists(st.integers(0, 14 * 96), min_size=1, max_size=60, unique=True))
    for i, step in enumerate(sorted(steps)):
        at = BASE + step * 900
        codes = frozenset(draw(st.sets(st.sampled_from(CODES), max_size=3)))
        found.append(CodedEvent(at, at + (3600 if step < 700 else 7200), f"{i:03}", codes))
    return found


@given(diaries(), st.sampled_from([0, 2, 24, 48]), st.booleans(), st.integers(5, 16))
def test_counts_are_those_of_the_definitions(
    events: list[CodedEvent], hours: int, same_entry: bool, days: int
) -> None:
    one = pattern(hours=hours, same_entry=same_entry or not hours)
    diary = Diary()
    diary.events = events
    finding = diary.look(one, days=days)
    as_of = BASE + days * 86400
    assert (finding.k, finding.n, finding.k0, finding.n0) == naive_counts(one, events, as_of)
    assert finding.same_moment + finding.afterwards == finding.k
    assert len(finding.delays) == finding.afterwards
    assert set(finding.moments).isdisjoint(finding.counter_examples) or finding.afterwards


def test_moments_within_two_hours_are_one_bout() -> None:
    diary = Diary(every_day=20)
    for hour in (12, 14, 16):  # a chain: each two hours after the one before
        diary.add(2, hour, "affection_received")
    diary.add(2, 18.02, "affection_received")
    assert diary.look().n == 2


def test_a_day_without_any_entry_is_unknown_and_not_no() -> None:
    diary = Diary(every_day=10)
    diary.events = [s for s in diary.events if s.at // 86400 != BASE // 86400 + 4]
    diary.add(3, 12, "affection_received")
    diary.add(7, 12, "affection_received")
    finding = diary.look()
    assert (finding.n, finding.left_out) == (1, 1)


def test_a_yes_beside_a_gap_is_left_out_as_well() -> None:
    """Else only the good or only the bad ends of a broken stretch would be counted."""
    diary = Diary()
    for day in (3, 4):  # nothing on day 5, which the window touches
        diary.add(day, 22, "")
    diary.add(3, 12, "affection_received R:withdrew")
    finding = diary.look()
    assert (finding.k, finding.n, finding.left_out) == (0, 0, 1)


def test_a_window_still_open_is_left_out() -> None:
    diary = Diary(every_day=10)
    diary.add(3, 12, "affection_received")
    diary.add(5, 9, "")
    assert diary.look(days=5.49).left_out == 1
    assert diary.look(days=5.5).n == 1


def test_for_the_same_moment_alone_the_moment_is_enough() -> None:
    diary = Diary()
    diary.add(3, 12, "affection_received R:withdrew")
    finding = diary.look(pattern(hours=0))
    assert (finding.k, finding.n, finding.left_out) == (1, 1, 0)


def test_a_reflection_shows_that_the_day_was_logged() -> None:
    diary = Diary()
    diary.add(3, 12, "affection_received")
    for day in (4, 5):
        diary.add(day, 12, "")
    assert diary.look().n == 1


def test_one_in_the_morning_belongs_to_the_evening_before() -> None:
    """Days 3, 4 and, at one in the morning of the sixth, 5: with a day start of 04:00 no day is missing."""
    diary = Diary()
    diary.add(3, 12, "affection_received")
    diary.add(4, 12, "")
    diary.add(6, 1, "")
    assert diary.look().n == 1
    assert diary.look(day_start="00:30").n == 0


@pytest.mark.parametrize(
    "code", ["felt_afraid", "PB:pb_controlling", "PB:pb_threatening", "R:self_protected"]
)
def test_quiet_moments_are_in_neither_count(code: str) -> None:
    diary = Diary(every_day=20)
    diary.add(2, 12, f"affection_received R:withdrew {code}")
    diary.add(8, 12, f"ordinary_moment {code}")
    diary.add(14, 12, "affection_received")
    diary.add(14, 16, f"R:withdrew {code}")
    finding = diary.look()
    assert (finding.k, finding.n, finding.n0) == (0, 1, 0)


def test_moments_inside_a_window_are_no_comparison() -> None:
    diary = Diary(every_day=20)
    diary.add(5, 12, "affection_received")
    diary.add(7, 11, "slow_reply")
    diary.add(7, 12.5, "slow_reply")
    assert diary.look().n0 == 1


def test_only_what_happened_is_compared_with() -> None:
    """A moment with nothing but a response or an act of the other has no trigger."""
    diary = Diary(every_day=20)
    diary.add(5, 12, "R:withdrew")
    diary.add(8, 12, "PB:pb_warm")
    assert diary.look().n0 == 0


def test_a_response_without_the_same_entry_has_to_come_later() -> None:
    diary = Diary(every_day=20)
    diary.add(5, 12, "disagreement R:repaired")
    diary.add(12, 12, "disagreement")
    diary.add(12, 15, "R:repaired")
    finding = diary.look(pattern("disagreement", "R:repaired", same_entry=False))
    assert (finding.k, finding.same_moment, finding.afterwards) == (1, 0, 1)
    assert finding.same_moment_elsewhere is None


def test_the_same_day_lasts_to_its_end() -> None:
    """On the day of a flight to the west the wall clock's day is longer than 24 hours."""
    diary = Diary(every_day=3)
    diary.add(1, 5, "outside_stress", offset=10)
    diary.add(1, 22, "R:withdrew", offset=-9)  # 36 hours later, on the same day by the wall
    one = pattern("outside_stress", hours=24, same_day=True)
    assert diary.look(one).k == 1
    assert diary.look(pattern("outside_stress", hours=24)).k == 0


def test_a_round_of_reaching_and_stepping_back() -> None:
    one = pattern(
        "R:pursued R:criticised PB:pb_pressed",
        "PB:pb_withdrew PB:pb_defensive R:withdrew R:shut_down",
        72,
        same_entry=False,
        shape="cycle",
    )
    diary = Diary(every_day=60)
    round_of_mine = [
        diary.add(5, 12, "R:pursued"),
        diary.add(5, 20, "PB:pb_withdrew"),
        diary.add(6, 12, "R:criticised"),
    ]
    round_of_theirs = [
        diary.add(20, 12, "PB:pb_pressed"),
        diary.add(20, 18, "R:shut_down"),
        diary.add(22, 12, "PB:pb_pressed"),
    ]
    diary.add(40, 12, "R:pursued")  # stepped back, but no further reach
    diary.add(40, 20, "PB:pb_withdrew")
    diary.add(50, 12, "R:pursued")  # my own stepping back is not the other's answer
    diary.add(50, 16, "R:withdrew")
    diary.add(50, 20, "R:pursued")
    finding = diary.look(one)
    assert finding.k == 2
    assert list(finding.moments) == round_of_mine + round_of_theirs
    assert finding.delays == (24.0, 48.0)


def test_too_late_for_a_round() -> None:
    one = pattern("R:pursued", "PB:pb_withdrew", 72, same_entry=False, shape="cycle")
    diary = Diary(every_day=60)
    for day, last in ((5, 12.0), (20, 12 + 1 / 60)):
        diary.add(day, 12, "R:pursued")
        diary.add(day + 1, 12, "PB:pb_withdrew")
        diary.add(day + 3, last, "R:pursued")
    assert diary.look(one).k == 1


def test_an_empty_diary() -> None:
    finding = Diary().look()
    assert (finding.state, finding.n, finding.difference, finding.interval, finding.q) == (
        "counting",
        0,
        None,
        None,
        None,
    )


def test_under_two_weeks_is_counting() -> None:
    diary = Diary(every_day=30)
    for i in range(8):
        diary.add(i, 9, "affection_received R:withdrew")
        diary.add(i, 18, "ordinary_moment")
    one = pattern(hours=0)
    assert (diary.look(one, days=12.9).needed_what, diary.look(one, days=12.9).needed) == ("weeks", "1 of 2")
    assert diary.look(one, days=13.5).state != "counting"


def test_taking_turns_more_than_chance_is_seen_and_a_bad_week_alone_is_not() -> None:
    one = pattern("R:pursued", "PB:pb_withdrew", 72, same_entry=False, shape="cycle")
    turns, heaps = Diary(every_day=130), Diary(every_day=130)
    for start in range(0, 120, 12):
        for step in range(6):
            turns.add(start + step, 12, "PB:pb_withdrew" if step % 2 else "R:pursued")
            heaps.add(start + step, 12, "PB:pb_withdrew" if step in (1, 4, 5) else "R:pursued")
        for diary in (turns, heaps):
            diary.add(start + 10, 12, "ordinary_moment")
    assert turns.look(one).state == "holds_up"
    assert heaps.look(one).state == "not_seen"
