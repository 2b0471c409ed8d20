"""Times to come, as a person asks to be asked again."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.clock import Clock, fixed_clock
from companion.model.errors import InputRefused
from companion.model.future_time import parse_future_time

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("in 3 days", "2026-03-04 09:00"),
        ("3 days", "2026-03-04 09:00"),
        ("in a week", "2026-03-08 09:00"),
        ("In  Two  Weeks", "2026-03-15 09:00"),
        ("next week", "2026-03-08 09:00"),
        ("tomorrow", "2026-03-02 09:00"),
        ("friday", "2026-03-06 09:00"),
        ("next friday", "2026-03-06 09:00"),
        ("on fri", "2026-03-06 09:00"),
        ("sunday", "2026-03-08 09:00"),
        ("in a month", "2026-04-01 09:00"),
        ("8 march", "2026-03-08 09:00"),
        ("March 8th", "2026-03-08 09:00"),
        ("the 1st of february", "2027-02-01 09:00"),
        ("24 December 2026", "2026-12-24 09:00"),
        ("29 february", "2028-02-29 09:00"),  # the next there is
        ("2026-03-08", "2026-03-08 09:00"),
        ("2026-03-08 18:30", "2026-03-08 18:30"),
        ("in 2 hours", "2026-03-01 23:40"),
    ],
)
def test_words_for_a_time_to_come(words: str, expected: str, clock: Clock) -> None:
    found = parse_future_time(words, clock)
    assert found.tzinfo is not None
    assert f"{found:%Y-%m-%d %H:%M}" == expected


def test_days_to_come_cross_the_change_of_the_clocks_by_the_wall() -> None:
    evening = fixed_clock(datetime(2026, 3, 25, 21, 0, tzinfo=BERLIN), "Europe/Berlin")
    assert parse_future_time("in a week", evening).isoformat() == "2026-04-01T09:00:00+02:00"


def test_a_month_from_the_31st_is_the_last_day_of_a_shorter_one() -> None:
    january = fixed_clock(datetime(2026, 1, 31, 21, 0, tzinfo=BERLIN), "Europe/Berlin")
    assert f"{parse_future_time('in a month', january):%Y-%m-%d}" == "2026-02-28"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "soon",
        "yesterday",
        "2026-02-01",
        "30 february",
        "march 32",  # not March of 2032
        "in 9999 years",
        "fritter",
        "0001-01-01",
        "mars 8",
    ],
)
def test_what_is_not_a_time_to_come_is_refused_with_the_words_given(words: str, clock: Clock) -> None:
    with pytest.raises(InputRefused, match="when"):
        parse_future_time(words, clock)


@given(st.text() | st.from_regex(r"(in )?[0-9]{1,5} (hour|day|week|month|year)s?", fullmatch=True))
def test_any_words_are_a_time_to_come_or_refused(words: str) -> None:
    clock = fixed_clock(datetime(2026, 3, 1, 21, 40, tzinfo=BERLIN), "Europe/Berlin")
    try:
        assert parse_future_time(words, clock) > clock.now()
    except InputRefused as error:
        assert "when" in str(error)
