"""A year of days: its rows at every width, its sentences, and what quiet mode keeps back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.day_summary import DaySummary
from companion.review.drawing import Row, plain, width_of
from companion.review.year import (
    Year,
    cell_of,
    day_heading,
    extremes,
    first_of_year_up_to,
    header_row,
    mean_words,
    month_row,
    month_sentences,
    months_later,
    sentence,
    span_words,
    year_json,
    year_rows,
)
from tests.conftest import examples

TODAY = date(2026, 3, 1)


def day(at: date, closeness: float | None = None) -> DaySummary:
    return DaySummary(day=at, entries=1, closeness=closeness, feelings=(), codes=())


def year(days: dict[date, float | None], *, quiet: bool = False) -> Year:
    return Year(
        first=first_of_year_up_to(TODAY),
        today=TODAY,
        days={at: day(at, closeness) for at, closeness in days.items()},
        quiet=quiet,
    )


SOME = year(
    {
        date(2025, 4, 1): 2.5,
        date(2025, 4, 2): None,
        date(2025, 4, 30): -1.0,
        date(2026, 2, 25): 3.0,
        date(2026, 2, 26): 0.4,
        date(2026, 3, 1): -2.0,
    }
)


def text(rows: list[Row]) -> str:
    return "\n".join(plain(rows))


def test_twelve_months_stand_under_each_other_the_newest_last() -> None:
    assert span_words(SOME) == "April 2025 to March 2026"
    rows = plain(year_rows(SOME, 76))
    assert [row[:3] for row in rows[1:13]] == [
        *("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
    ]
    assert rows[1] == "Apr  » o" + " " * 55 + "‹" + " " * 5 + "+0.8"
    assert rows[12].split() == ["Mar", "«", "−2.0"]


def test_the_sign_of_a_day_stands_under_its_number() -> None:
    for cell in (1, 2, 3):
        numbers, february = (
            plain([row])[0] for row in (header_row(cell), month_row(SOME, date(2026, 2, 1), cell))
        )
        assert february[numbers.index("25")] == "»"


def test_there_is_a_bar_for_each_month_where_there_is_room() -> None:
    april, march = (plain([month_row(SOME, month, 3)])[0] for month in (SOME.months[0], SOME.months[-1]))
    assert april.endswith("+0.8    │━━━━")  # 0.75 is nearly four cells of a fifth of a point
    assert march.endswith("−2.0 ━━━│")  # no more than three to the left


def test_the_day_under_the_cursor_and_its_margins_are_set_off() -> None:
    cursor = date(2026, 2, 23)
    for cell, shown in ((3, "[ ]"), (2, "[]")):
        row = month_row(SOME, date(2026, 2, 1), cell, cursor)
        assert shown in plain([row])[0]
        assert row[0] == ("Feb  ", "bold")
        assert ("23", "bold") in header_row(cell, cursor)
    signs = month_row(SOME, date(2026, 2, 1), 3, date(2026, 2, 25))
    assert ("[»]", "bold reverse") in signs
    elsewhere = month_row(SOME, date(2025, 4, 1), 3, cursor)
    assert elsewhere == month_row(SOME, date(2025, 4, 1), 3)


def test_days_to_come_are_no_days_yet() -> None:
    march = month_row(SOME, date(2026, 3, 1), 2)
    assert [style for _, style in march if "$step-none" in style] == []


def test_the_sentence_comes_before_all_counts() -> None:
    assert plain([sentence(SOME)]) == ["6 days logged: › 2 leaned close, ‹ 2 distant, 1 in between."]
    assert plain([sentence(year({TODAY: None}))]) == ["1 day logged."]
    assert plain([sentence(year({}))]) == ["No entries in these twelve months."]


def test_a_month_is_named_as_the_closest_only_beside_others() -> None:
    def month(first: date, closeness: float) -> dict[date, float | None]:
        return {first + timedelta(days=n): closeness for n in range(5)}

    assert extremes(SOME) == ""
    days = {**month(date(2025, 8, 1), 2), **month(date(2025, 11, 1), -1), **month(date(2025, 12, 1), 0)}
    assert extremes(year(days)) == "Closest month: August. Most distant: November."
    assert extremes(year(days, quiet=True)) == ""


def test_each_month_can_be_read_as_a_line() -> None:
    lines = month_sentences(SOME)
    assert len(lines) == 12
    assert lines[0] == "April 2025: 3 days logged, 1 leaned close, 1 distant, 0 in between; mean +0.8"
    assert lines[1] == "May 2025: no entries"
    assert lines[-1] == "March 2026: 1 day logged, 0 leaned close, 1 distant, 0 in between; mean −2.0"


def test_in_quiet_mode_nothing_is_said_of_closeness() -> None:
    quiet = year({at: summary.closeness for at, summary in SOME.days.items()}, quiet=True)
    for width in (40, 56, 76, 116, 196):
        shown = text(year_rows(quiet, width))
        assert not set(shown) & set("«‹›»−+│━")
        assert "close" not in shown and "far" not in shown
    assert {style for row in year_rows(quiet, 116) for _, style in row} <= {
        "", "$soft", "$soft on $step-none", "on $step-none"
    }  # fmt: skip
    said = " ".join([*plain([sentence(quiet)]), *month_sentences(quiet), str(year_json(quiet)["months"])])
    assert "leaned" not in said and "mean" not in said
    heading = day_heading(TODAY, quiet.days[TODAY], quiet=True, date_format="day-first", width=76)
    assert plain([heading]) == ["Sunday 1 March 2026"]
    assert {day["closeness"] for day in year_json(quiet)["days"]} == {None}


def test_a_day_says_how_close_it_was_or_that_nothing_was_logged() -> None:
    def told(at: date, width: int = 76) -> str:
        heading = day_heading(at, SOME.days.get(at), quiet=False, date_format="day-first", width=width)
        return plain([heading])[0]

    assert told(date(2026, 2, 25)) == "Wednesday 25 February 2026    »  +3 very close"
    assert told(date(2026, 2, 25), 40) == "Wed 25 Feb 2026    »  +3 very close"
    assert told(date(2025, 4, 2)) == "Wednesday 2 April 2025   not rated"
    assert told(date(2025, 4, 3)) == "Thursday 3 April 2025   no entries"


def test_the_year_in_numbers() -> None:
    told = year_json(SOME)
    assert (told["first"], told["last"], told["quiet"]) == ("2025-04-01", "2026-03-01", False)
    assert told["months"][0] == {
        "month": "2025-04",
        "days_logged": 3,
        "leaned_close": 1,
        "leaned_far": 1,
        "neither": 0,
        "closeness": 0.75,
    }
    assert told["days"][1] == {"day": "2025-04-02", "entries": 1, "closeness": None}


@pytest.mark.parametrize(
    ("mean", "words"), [(0.94, "+0.9"), (-0.05, "−0.1"), (0.04, "0.0"), (-0.04, "0.0"), (3.0, "+3.0")]
)
def test_a_mean_has_one_decimal_and_its_sign(mean: float, words: str) -> None:
    assert mean_words(mean) == words


def test_months_end_where_the_calendar_does() -> None:
    assert months_later(date(2026, 3, 31), -1) == date(2026, 2, 1)
    assert months_later(date(1, 1, 5), -3) == date(1, 1, 1)
    assert months_later(date(9999, 12, 5), 3) == date(9999, 12, 1)


@examples(60)
@given(
    st.integers(40, 200),
    st.dictionaries(
        st.dates(date(2025, 4, 1), TODAY), st.none() | st.floats(-3, 3, allow_nan=False), max_size=60
    ),
    st.dates(date(2025, 4, 1), TODAY),
    st.booleans(),
)
def test_all_rows_are_equally_wide_at_every_width(
    width: int, days: dict[date, float | None], cursor: date, quiet: bool
) -> None:
    told = year(days, quiet=quiet)
    rows = year_rows(told, width)
    assert len({width_of(row) for row in rows}) == 1
    assert width_of(rows[0]) <= max(width, 44)
    cell = cell_of(width)
    under = [header_row(cell, cursor), *(month_row(told, month, cell, cursor) for month in told.months)]
    assert {width_of(row) for row in under} == {width_of(header_row(cell))}
