"""Days and times of day in the ways phones and people write them; what is open is never guessed."""

from datetime import date, time

import pytest

from companion.exchange.parsing.date_words import parse_day, parse_time_of_day


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("6:50 pm", time(18, 50)),
        ("6:50\u202fPM", time(18, 50)),
        ("6:50\u00a0p.\u00a0m.", time(18, 50)),
        ("12:00 AM", time(0, 0)),
        ("12:30 pm", time(12, 30)),
        ("18:52", time(18, 52)),
        ("18.52", time(18, 52)),
        ("18 h 52", time(18, 52)),
        (" 08:05:30 ", time(8, 5, 30)),
        ("下午6:50", time(18, 50)),
        ("오전 12:05", time(0, 5)),
        ("6:50 μ.μ.", time(18, 50)),
        ("ÖS 6:50", time(18, 50)),
        ("ÖÖ 11:52", time(11, 52)),
        ("6:50 du.", time(18, 50)),
        ("6:50 SA", time(6, 50)),
        ("6:50 CH", time(18, 50)),
        ("6:50 PTG", time(18, 50)),
        ("18:52 น.", time(18, 52)),
        ("中午12:05", time(12, 5)),
        ("清晨6:50", time(6, 50)),
        ("凌晨1:50", time(1, 50)),
        ("晚上9:50", time(21, 50)),
        ("晚上9點50分", time(21, 50)),
        ("18時52分", time(18, 52)),
        ("\u200f6:50 م", time(18, 50)),
        ("٦:٥٠ م", time(18, 50)),
        ("۱۸:۵۲", time(18, 52)),
        ("6:50\u202fب.ظ.", time(18, 50)),
        ("18：52", time(18, 52)),
        ("18:52 Uhr", time(18, 52)),
        ("kl. 18.52", time(18, 52)),
        ("klo 18.52", time(18, 52)),
        ("0:30 PM", time(12, 30)),
        ("4:52 প", None),
        ("6:50 sometime", None),
        ("晚上6:50 pm", None),
        ("晚上3:50", None),  # three in the evening is no time
        ("18:52 am", None),
        ("24:00", None),
        ("6:5 pm", None),
        ("pm 6:50 pm", None),
        ("1118:52", None),
    ],
)
def test_times_in_the_ways_phones_write_them(written: str, found: time | None) -> None:
    assert parse_time_of_day(written) == found


@pytest.mark.parametrize(
    ("written", "year", "found"),
    [
        ("2022-10-27", None, date(2022, 10, 27)),
        ("2022-1-7", None, date(2022, 1, 7)),
        ("20221027", None, None),
        ("2022-02-30", None, None),
        ("30 May", "2018", date(2018, 5, 30)),
        ("Dec 17", "2018", date(2018, 12, 17)),
        ("30 mai", "2018", date(2018, 5, 30)),
        ("30. Mai", "2018", date(2018, 5, 30)),
        ("30 de mayo", "2018", date(2018, 5, 30)),
        ("30 maja", "2018", date(2018, 5, 30)),
        ("17 मे", "2018", date(2018, 5, 17)),
        ("17 ira", "2018", date(2018, 9, 17)),
        ("17 lún", "2018", date(2018, 8, 17)),
        ("Sept. 9", "2018", date(2018, 9, 9)),
        ("05/06", "2018", None),
        ("30 nothing", "2018", None),
        ("31 April", "2018", None),
        ("30 May", "x", None),
    ],
)
def test_days_in_words_and_figures(written: str, year: str | None, found: date | None) -> None:
    assert parse_day(written, year) == found
