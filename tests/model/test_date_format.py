"""Days in words."""

from datetime import date

import pytest

from companion.model.date_format import day_words, weekday_name

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
