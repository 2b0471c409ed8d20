"""Times that have passed, in the words people say them in."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.clock import Clock, fixed_clock, local_day
from companion.model.errors import InputRefused
from companion.model.past_time import Unclear, parse_past_time

BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY = datetime(2026, 3, 4, 15, 30, tzinfo=BERLIN)


def berlin(*parts: int) -> Clock:
    return fixed_clock(datetime(*parts, tzinfo=BERLIN), "Europe/Berlin")  # type: ignore[arg-type]


def said(words: str, clock: Clock | None = None) -> str:
    found = parse_past_time(words, clock or fixed_clock(WEDNESDAY, "Europe/Berlin"))
    return found.strftime("%a %Y-%m-%d %H:%M %z")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("now", "Wed 2026-03-04 15:30 +0100"),
        ("just now", "Wed 2026-03-04 15:30 +0100"),
        ("2h ago", "Wed 2026-03-04 13:30 +0100"),
        ("-2h", "Wed 2026-03-04 13:30 +0100"),
        ("90 minutes ago", "Wed 2026-03-04 14:00 +0100"),
        ("an hour ago", "Wed 2026-03-04 14:30 +0100"),
        ("half an hour ago", "Wed 2026-03-04 15:00 +0100"),
        ("3 days ago", "Sun 2026-03-01 15:30 +0100"),
        ("a week ago", "Wed 2026-02-25 15:30 +0100"),
        ("yesterday", "Tue 2026-03-03 15:30 +0100"),
        ("yesterday 9pm", "Tue 2026-03-03 21:00 +0100"),
        ("Yesterday at 9am", "Tue 2026-03-03 09:00 +0100"),
        ("the day before yesterday", "Mon 2026-03-02 15:30 +0100"),
        ("last night", "Tue 2026-03-03 21:00 +0100"),
        ("last night at 1am", "Wed 2026-03-04 01:00 +0100"),
        ("this morning", "Wed 2026-03-04 09:00 +0100"),
        ("noon", "Wed 2026-03-04 12:00 +0100"),
        ("14:00", "Wed 2026-03-04 14:00 +0100"),
        ("at 9", "Wed 2026-03-04 09:00 +0100"),
        ("2:30 p.m.", "Wed 2026-03-04 14:30 +0100"),
        ("12am", "Wed 2026-03-04 00:00 +0100"),
        ("9pm", "Tue 2026-03-03 21:00 +0100"),  # tonight's is still to come
        ("friday 18:30", "Fri 2026-02-27 18:30 +0100"),
        ("fri, 18:30", "Fri 2026-02-27 18:30 +0100"),
        ("last friday at 8pm", "Fri 2026-02-27 20:00 +0100"),
        ("friday 09:00", "Fri 2026-02-27 09:00 +0100"),
        ("sunday evening", "Sun 2026-03-01 19:00 +0100"),
        ("wednesday 10:00", "Wed 2026-03-04 10:00 +0100"),  # earlier today
        ("wednesday 20:00", "Wed 2026-02-25 20:00 +0100"),  # today's is still to come
        ("last wednesday 10:00", "Wed 2026-02-25 10:00 +0100"),
        ("2026-03-01 21:40", "Sun 2026-03-01 21:40 +0100"),
        ("2026-03-01 9pm", "Sun 2026-03-01 21:00 +0100"),
        ("2026-03-01T21:40:00", "Sun 2026-03-01 21:40 +0100"),
        ("2026-03-01T21:40:00+05:00", "Sun 2026-03-01 21:40 +0500"),
        ("1 march 2026 21:00", "Sun 2026-03-01 21:00 +0100"),
        ("march 1st", "Sun 2026-03-01 12:00 +0100"),
        ("25.12.2025", "Thu 2025-12-25 12:00 +0100"),
    ],
)
def test_times_as_people_say_them(words: str, meant: str) -> None:
    assert said(words) == meant


@pytest.mark.parametrize("words", ["last friday", "friday", "2026-02-27", "27 february", "Feb 27"])
@pytest.mark.parametrize("day_start", ["00:00", "04:00", "11:00"])
def test_a_day_without_a_time_lands_on_that_day_whatever_its_start(words: str, day_start: str) -> None:
    found = parse_past_time(words, fixed_clock(WEDNESDAY, "Europe/Berlin"))
    assert local_day(found, day_start) == date(2026, 2, 27)


def test_today_by_date_before_noon_is_now() -> None:
    assert said("2026-03-04", berlin(2026, 3, 4, 8, 15)) == "Wed 2026-03-04 08:15 +0100"


@pytest.mark.parametrize(
    ("words", "at", "meant"),
    [
        ("tonight", (2026, 3, 5, 1, 0), "Wed 2026-03-04 21:00 +0100"),  # still the same evening
        ("tonight", (2026, 3, 4, 19, 10), "Wed 2026-03-04 19:10 +0100"),
        ("this evening", (2026, 3, 4, 22, 0), "Wed 2026-03-04 19:00 +0100"),
        ("this morning", (2026, 3, 4, 7, 0), "Wed 2026-03-04 07:00 +0100"),
        ("11pm", (2026, 3, 5, 0, 30), "Wed 2026-03-04 23:00 +0100"),
    ],
)
def test_parts_of_today_by_the_hour_they_are_said(words: str, at: tuple[int, ...], meant: str) -> None:
    assert said(words, berlin(*at)) == meant


@pytest.mark.parametrize(
    "words",
    [
        "tomorrow",
        "tomorrow 9am",
        "next friday",
        "in 2 hours",
        "2027-01-01",
        "2026-03-04 15:31",
        "this evening",
    ],
)
def test_what_is_still_to_come_is_refused_and_said_so(words: str) -> None:
    with pytest.raises(InputRefused, match="future") as refused:
        said(words)
    assert words in str(refused.value)
    assert refused.value.exit_code == 3


@pytest.mark.parametrize(
    "words",
    [
        "", " ", "banana", "yesterday banana", "ago", "last", "may", "9 of 14", "99", "2026", "25:00", "9:75",
        "13pm", "0am", "yesterday 25:00", "2026-13-45", "2026-02-30", "31 february", "2026-03-01 banana",
        "2025-13-01", "2025-13-01 9pm", "2025/25/04",  # not the 13th of January by another order
        "gestern 21 Uhr", "vor 2 Stunden", "9999999999 hours ago", "99999999 days ago", "0001-01-01 00:30",
        "01.03.2026", "1/3/2026",  # a day in January to some, in March to others
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_with_examples(words: str) -> None:
    with pytest.raises(InputRefused) as refused:
        said(words)
    assert repr(words) in str(refused.value)


def test_hours_ago_go_by_absolute_time_when_the_clocks_change() -> None:
    # In Berlin 02:00 became 03:00 on 29 March 2026.
    after = berlin(2026, 3, 29, 3, 30)
    assert said("2h ago", after) == "Sun 2026-03-29 00:30 +0100"
    assert said("yesterday 21:00", after) == "Sat 2026-03-28 21:00 +0100"
    # And 03:00 became 02:00 on 25 October.
    assert said("2h ago", berlin(2026, 10, 25, 4, 0)) == "Sun 2026-10-25 02:00 +0100"
    assert said("3h ago", berlin(2026, 10, 25, 4, 0)) == "Sun 2026-10-25 02:00 +0200"


@pytest.mark.parametrize("words", ["2026-03-29 02:30", "sunday 29 march 2:30", "last sunday 2:30am"])
def test_an_hour_that_the_clocks_left_out_is_asked_about(words: str) -> None:
    with pytest.raises(
        InputRefused, match=r"02:30 on Sunday 29 March 2026, an hour that .* left out; try 03:30"
    ):
        said(words, berlin(2026, 4, 1, 12, 0))


def test_a_day_said_in_an_hour_that_it_did_not_have_is_moved_on() -> None:
    assert said("yesterday", berlin(2026, 3, 30, 2, 30)) == "Sun 2026-03-29 03:30 +0200"


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("yesterday at 9", 'say "9am" or "9pm"'),
        ("9h", 'say "9h ago" or "09:00"'),
        ("9 march 21", 'say "at 21:00" or "2021"'),
        ("2015", 'say "20:15" for the time, or a whole date for a day'),
        ("last week", 'say which day, such as "last friday" or "a week ago"'),
        ("friday midnight", 'say "last night at 12", or the day with "00:00"'),
    ],
)
def test_what_can_mean_more_than_one_time_is_asked(words: str, hint: str) -> None:
    with pytest.raises(Unclear) as asked:
        said(words)
    assert asked.value.hint == hint and hint in str(asked.value)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("tuesday 4 march", "4 March 2026 was a Wednesday"),
        ("this morning at 7pm", "19:00 and morning do not go together"),
        ("earlier today", "needs a time"),
    ],
)
def test_what_contradicts_itself_is_refused_and_told(words: str, told: str) -> None:
    with pytest.raises(InputRefused, match=told):
        said(words)


def test_a_date_in_summer_gets_the_offset_of_summer() -> None:
    assert said("2025-07-10 20:00") == "Thu 2025-07-10 20:00 +0200"


def test_without_a_zone_the_offset_of_now_is_taken() -> None:
    now = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
    assert parse_past_time("yesterday 9pm", fixed_clock(now)) == datetime(2026, 3, 3, 21, 0, tzinfo=UTC)


@given(st.text(max_size=25))
def test_no_words_at_all_break_it(words: str) -> None:
    try:
        found = parse_past_time(words, fixed_clock(WEDNESDAY, "Europe/Berlin"))
    except InputRefused:
        return
    assert found.tzinfo is not None
    assert found <= WEDNESDAY


@given(st.datetimes(datetime(1990, 1, 1), datetime(2026, 3, 4, 15, 30)))
def test_an_iso_time_is_read_as_it_stands(wall: datetime) -> None:
    wall = wall.replace(microsecond=0)
    found = parse_past_time(wall.isoformat(" "), fixed_clock(WEDNESDAY, "Europe/Berlin"))
    there_and_back = wall.replace(tzinfo=BERLIN).astimezone(UTC).astimezone(BERLIN)
    assert found == there_and_back
