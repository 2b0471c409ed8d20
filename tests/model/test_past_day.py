"""A day in words, to go to."""

from contextlib import suppress
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.clock import Clock, fixed_clock
from companion.model.errors import InputRefused
from companion.model.past_day import parse_past_day
from companion.model.past_time import StillToCome
from tests.conftest import SUNDAY_EVENING, ZONE, examples


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("3w", date(2026, 2, 8)),
        ("3 weeks ago", date(2026, 2, 8)),
        ("a week ago", date(2026, 2, 22)),
        ("10 d", date(2026, 2, 19)),
        ("1m", date(2026, 2, 1)),
        ("2 years", date(2024, 3, 1)),
        ("today", date(2026, 3, 1)),
        ("Yesterday", date(2026, 2, 28)),
        ("12 Feb", date(2026, 2, 12)),
        ("feb 12", date(2026, 2, 12)),
        ("12 December", date(2025, 12, 12)),
        ("12 Feb 2025", date(2025, 2, 12)),
        ("2026-02-12", date(2026, 2, 12)),
        ("2026-02", date(2026, 2, 1)),
        ("2025", date(2025, 1, 1)),
        ("February", date(2026, 2, 1)),
        ("sept", date(2025, 9, 1)),
        ("last friday", date(2026, 2, 27)),
        ("last week", date(2026, 2, 22)),
        ("last month", date(2026, 2, 1)),
        ("last year", date(2025, 3, 1)),
        ("friday before last", date(2026, 2, 20)),
    ],
)
def test_days_as_people_type_them(words: str, day: date, clock: Clock) -> None:
    assert parse_past_day(words, clock) == day


def test_a_day_goes_by_its_own_start() -> None:
    night = fixed_clock(datetime(2026, 3, 31, 1, 30, tzinfo=ZoneInfo(ZONE)), ZONE)
    assert parse_past_day("today", night) == date(2026, 3, 30)
    assert parse_past_day("today", night, "00:00") == date(2026, 3, 31)
    assert parse_past_day("1m", night, "00:00") == date(2026, 2, 28)  # February has no 31st


@pytest.mark.parametrize("words", ["tomorrow", "2031", "2026-03-02", "2026-04"])
def test_a_day_to_come_is_said_to_be_one(words: str, clock: Clock) -> None:
    with pytest.raises(StillToCome, match="still to come"):
        parse_past_day(words, clock)


@pytest.mark.parametrize("words", ["", "someday", "31", "30 feb", "2026-13", "12/02/2026", "99999"])
def test_what_is_no_day_is_refused_with_examples(words: str, clock: Clock) -> None:
    with pytest.raises(InputRefused, match="as a day; try 3 weeks ago, 12 Feb, 2026-02-12"):
        parse_past_day(words, clock)


def test_beyond_the_calendar_is_too_far(clock: Clock) -> None:
    with pytest.raises(InputRefused, match="too far away for a calendar"):
        parse_past_day("9999 years ago", clock)


@examples(200)
@given(st.text(max_size=20))
def test_whatever_is_typed_gives_a_day_or_is_refused(words: str) -> None:
    clock = fixed_clock(SUNDAY_EVENING, ZONE)
    with suppress(InputRefused):
        assert parse_past_day(words, clock) <= date(2026, 3, 1)
