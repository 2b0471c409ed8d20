"""Bouts, local days and windows: what belongs together, and what is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.events import CodedEvent
from companion.patterns import bouts, diary_columns
from companion.patterns.counting import look
from companion.patterns.evidence import evidence
from tests.conftest import examples
from tests.patterns import events
from tests.patterns.diaries import START, Diary, pattern
from tests.patterns.events import DAY, DAY_START, LATE

BASE = int(START.timestamp())


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


def test_the_same_day_lasts_to_its_end() -> None:
    """On the day of a flight to the west the wall clock's day is longer than 24 hours."""
    diary = Diary(every_day=3)
    diary.add(1, 5, "outside_stress", offset=10)
    diary.add(1, 22, "R:withdrew", offset=-9)  # 36 hours later, on the same day by the wall
    one = pattern("outside_stress", hours=24, same_day=True)
    assert diary.look(one).k == 1
    assert diary.look(pattern("outside_stress", hours=24)).k == 0


def laid_out(*times: int, offset: int = 0) -> bouts.Diary:
    """Entries without codes at these seconds."""
    events = [CodedEvent(at, at + offset, f"{n:03}", frozenset()) for n, at in enumerate(times)]
    return bouts.Diary(events, as_of=times[-1], day_start=4 * bouts.HOUR)


def test_saturday_and_sunday_are_the_weekend() -> None:
    """By the local day: two in the night after Sunday is Sunday still, with a day start of 04:00."""
    monday = int(START.timestamp())
    noons = [monday + day * bouts.DAY + 12 * bouts.HOUR for day in range(7)]
    diary = laid_out(*noons, monday + 7 * bouts.DAY + 2 * bouts.HOUR)
    assert diary.kinds("weekday") == [0, 0, 0, 0, 0, 1, 1, 1]


def test_the_hours_of_the_day_go_by_the_clock_on_the_wall() -> None:
    hours = [0, 2, 3, 5, 6, 11, 12, 17, 18, 23]
    diary = laid_out(*(hour * bouts.HOUR + 1799 for hour in hours))
    assert diary.kinds("hour") == [hour // 3 for hour in hours]
    assert diary.kinds("part") == [hour // 6 for hour in hours]
    assert diary.kinds("half_hour") == [2 * hour for hour in hours]
    assert laid_out(1800, offset=5 * bouts.HOUR).kinds("half_hour") == [11]


def test_four_weeks_are_counted_from_the_first_day() -> None:
    noons = [day * bouts.DAY + 12 * bouts.HOUR for day in (3, 30, 31, 58, 59)]
    assert laid_out(*noons).kinds("period") == [0, 0, 1, 1, 2]


@pytest.mark.parametrize("start", [0, 6, 7, 30, 60, 20_470])
def test_a_stretch_of_logged_days_reaches_from_its_first_to_its_last(start: int) -> None:
    days = [start + step for step in (0, 1, 2, 3, 5, 6, 9)]
    last, first = diary_columns._stretches(days, frozenset(days))
    assert [day - start for day in last] == [3, 3, 3, 3, 6, 6, 9]
    assert [day - start for day in first] == [0, 0, 0, 0, 5, 5, 9]


@examples(40)
@given(events.diaries, st.integers(-1, 41))
def test_the_diary_of_an_earlier_time_is_that_of_its_entries(rows: events.Rows, day: int) -> None:
    entries = sorted(events.laid_out(rows)[0], key=lambda one: (one.at, one.id))
    then = day * DAY + 12 * 3600
    whole = bouts.Diary(entries, as_of=LATE, day_start=DAY_START, begin=3)
    known = bouts.Diary([one for one in entries if one.at <= then], as_of=then, day_start=DAY_START, begin=3)
    earlier = whole.earlier(then)
    for name in ("at", "wall", "day", "logged", "since", "until", "positions", "triggers", "acts", "end"):
        assert getattr(earlier, name) == getattr(known, name), name
    one = pattern("disagreement slow_reply", "R:withdrew R:shut_down")
    assert [counts for _, counts in look(one, [earlier])] == [counts for _, counts in look(one, [known])]
    assert evidence(one, [earlier]) == evidence(one, [known])
