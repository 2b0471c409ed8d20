"""Days in words."""

from datetime import date, datetime

import pytest

from companion.model.date_format import day_and_time, day_words, weekday_name

SUNDAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("form", "whole", "bare", "short"),
    [
        ("day-first", "Sunday 1 March 2026", "1 March", "Sun 1 Mar 2026"),
        ("month-first", "Sunday, March 1, 2026", "March 1", "Sun, Mar 1, 2026"),
        ("iso", "Sunday 2026-03-01", "2026-03-01", "Sun 2026-03-01"),
    ],
)
def test_a_day_in_each_form(form: str, whole: str, bare: str, short: str) -> None:
    assert day_words(SUNDAY, form) == whole
    assert day_words(SUNDAY, form, weekday=False, year=False) == bare
    assert day_words(SUNDAY, form, short=True) == short


def test_the_name_of_a_weekday() -> None:
    assert [weekday_name(date(2026, 2, day)) for day in (23, 24)] == ["Monday", "Tuesday"]


@pytest.mark.parametrize(
    ("at", "start", "words"),
    [
        (datetime(2026, 3, 1, 21, 0), "04:00", "Sunday 1 March, 21:00"),
        (datetime(2026, 3, 1, 4, 0), "04:00", "Sunday 1 March, 04:00"),
        (datetime(2026, 3, 1, 3, 59), "04:00", "Saturday 28 February, 03:59 at night"),
        (datetime(2026, 3, 1, 1, 30), "00:00", "Sunday 1 March, 01:30"),
    ],
)
def test_a_time_has_the_day_it_belongs_to(at: datetime, start: str, words: str) -> None:
    assert day_and_time(at, start) == words


def test_a_time_in_short_and_with_its_year() -> None:
    at = datetime(2025, 11, 26, 1, 30)
    assert day_and_time(at, "04:00", year=True, short=True) == "Tue 25 Nov 2025, 01:30 at night"
    assert day_and_time(at, "04:00", "iso", short=True) == "Tue 2025-11-25, 01:30 at night"
