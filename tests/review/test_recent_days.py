"""Two weeks in two lines and five weeks as a calendar: every day in its place, with sign and colour."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.day_summary import DaySummary
from companion.review.drawing import plain, width_of
from companion.review.recent_days import (
    WIDTH,
    RecentDays,
    day_in_five_weeks,
    day_in_two_weeks,
    five_weeks,
    leaning_words,
    logged_words,
    two_weeks,
    two_weeks_width,
)

SUNDAY = date(2026, 3, 1)
DAYS = {
    SUNDAY - timedelta(days=ago): DaySummary(SUNDAY - timedelta(days=ago), 1, closeness, (), ())
    for ago, closeness in ((0, 2.0), (1, 0.0), (2, -1.0), (4, None), (9, 3.0), (30, -2.0))
}
RECENT = RecentDays(SUNDAY, DAYS)


def test_two_weeks_end_today_with_the_signs_under_the_weekdays() -> None:
    assert plain(two_weeks(RECENT, 76)) == [
        "two weeks    Mo  Tu  We  Th  Fr  Sa  Su  Mo  Tu  We  Th  Fr  Sa  Su",
        "how close                    »                   o       ‹   ·   »",
    ]
    letters, signs = two_weeks(RECENT, 76)
    assert letters[-1][1] == "bold" and signs[-1] == (" »  ", "bold $ink-close-2 on $step-close-2")


def test_five_weeks_end_with_this_week_and_name_the_months_they_begin() -> None:
    assert plain(five_weeks(RECENT)) == [
        " Mo   Tu   We   Th   Fr   Sa   Su",
        " 26   27   28   29   30«  31    1    Jan",
        "  2    3    4    5    6    7    8    Feb",
        "  9   10   11   12   13   14   15",
        " 16   17   18   19   20»  21   22",
        " 23   24   25o  26   27‹  28·   1»   Mar",
    ]


def test_the_days_after_today_are_empty_and_the_week_begins_where_the_person_says() -> None:
    rows = plain(five_weeks(RecentDays(date(2026, 3, 4), DAYS, "sunday")))
    assert rows[0].split() == ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"]
    assert rows[-1].split() == ["1»", "2", "3", "4", "Mar"]


def test_the_day_in_sight_and_the_cursor_are_set_off() -> None:
    friday = SUNDAY - timedelta(days=2)
    rows = five_weeks(RECENT._replace(in_sight=friday), cursor=SUNDAY - timedelta(days=9))
    assert "[20»]" in plain(rows)[4]
    assert dict(rows[5])[" 27‹ "] == "bold $step-far-1 on $ink-far-1"
    assert dict(rows[5])["  1» "].startswith("bold ")


def test_what_is_said_below_counts_days_and_never_more_than_there_are() -> None:
    assert plain([leaning_words(RECENT), logged_words(RECENT)]) == [
        "› 2 days leaned close, ‹ 2 distant.",
        "Logged on 4 of the last 7 days.",
    ]
    one = {SUNDAY: DaySummary(SUNDAY, 1, -2.0, (), ())}
    assert plain([leaning_words(RecentDays(SUNDAY, one))]) == ["‹ 1 day leaned distant."]
    neither = {SUNDAY: DaySummary(SUNDAY, 1, 0.2, (), ())}
    assert plain([leaning_words(RecentDays(SUNDAY, neither))]) == ["In between on the days you rated."]
    assert leaning_words(RecentDays(SUNDAY, {})) == ()


def test_in_quiet_mode_a_day_was_logged_or_was_not() -> None:
    quiet = RECENT._replace(quiet=True)
    drawn = [*two_weeks(quiet, 76), *five_weeks(quiet)]
    assert not {sign for line in plain(drawn) for sign in line} & set("«‹·›»")
    assert all("step-" not in style or "step-none" in style for row in drawn for _, style in row)
    assert plain(drawn)[1].startswith("logged on") and plain(drawn)[1].count("o") == 2 + 5
    assert leaning_words(quiet) == ()


@given(
    today=st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    width=st.integers(40, 200),
    start=st.sampled_from(["monday", "sunday", "saturday"]),
)
def test_all_lines_are_equally_wide_and_a_click_finds_its_day(today: date, width: int, start: str) -> None:
    recent = RecentDays(today, {today: DaySummary(today, 2, 1.0, (), ())}, start)
    assert {width_of(row) for row in five_weeks(recent)} == {WIDTH}
    assert {width_of(row) for row in two_weeks(recent, width)} == {two_weeks_width(width)}
    assert two_weeks_width(width) <= width
    found = [day_in_two_weeks(recent, width, x) for x in range(width)]
    days = [day for day in dict.fromkeys(found) if day is not None]
    assert days == [today - timedelta(days=13 - n) for n in range(14)]
    in_weeks = [
        day for y in range(8) for x in range(WIDTH) if (day := day_in_five_weeks(recent, x, y)) is not None
    ]
    assert sorted(set(in_weeks)) == [
        recent.first + timedelta(days=n) for n in range((today - recent.first).days + 1)
    ]
    assert {in_weeks.count(day) for day in set(in_weeks)} == {5}


@pytest.mark.parametrize("y", [-1, 0, 6])
def test_beside_the_weeks_there_is_no_day(y: int) -> None:
    assert day_in_five_weeks(RECENT, 2, y) is None
