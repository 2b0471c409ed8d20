"""Days in figures: the order is found from the whole file, and a guess is called one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.exchange.parsing.day_order import ORDERS, find_order, read_day
from companion.model.errors import InputRefused


def test_one_day_that_fits_only_one_way_settles_all() -> None:
    found = find_order(["12/11/2025", "13/11/2025"])
    assert (found.order, found.sure) == ("dmy", True)
    assert found.read("12/11/2025") == date(2025, 11, 12)
    assert find_order(["11/13/2025", "12/11/2025"]).order == "mdy"
    assert find_order(["2025-11-12"]).order == "ymd"


def test_where_two_ways_fit_the_days_run_on_and_it_is_called_a_guess() -> None:
    found = find_order(["11/01/2025", "11/02/2025", "12/01/2025", "12/02/2025"])
    assert (found.order, found.sure) == ("mdy", False)
    assert "This is a guess" in found.remark
    assert "--dates" in found.remark
    assert find_order(["05/05/2025"]).sure  # the same day either way


def test_what_a_person_says_goes_first_and_is_held_to() -> None:
    assert find_order(["05/06/2025"], "mdy").read("05/06/2025") == date(2025, 5, 6)
    with pytest.raises(InputRefused, match='"13/11/2025" is not a date in the order month, day, year'):
        find_order(["13/11/2025"], "mdy")
    with pytest.raises(InputRefused, match="use dmy, mdy or ymd"):
        find_order(["13/11/2025"], "backwards")


def test_days_that_fit_no_one_order_are_refused() -> None:
    with pytest.raises(InputRefused, match="is not the same throughout"):
        find_order(["13/11/2025", "11/13/2025"])
    with pytest.raises(InputRefused, match='"32/13/2025" is not a date'):
        find_order(["12/11/2025", "32/13/2025"])


@given(st.lists(st.dates(date(1970, 1, 1), date(2069, 12, 31)), min_size=1), st.sampled_from(list(ORDERS)))
def test_the_order_a_file_was_written_in_is_never_ruled_out(days: list[date], order: str) -> None:
    signs = {"d": "%d", "m": "%m", "y": "%Y"}
    texts = [day.strftime("/".join(signs[one] for one in order)) for day in days]
    found = find_order(texts)
    assert not found.sure or [found.read(text) for text in texts] == days
    assert [read_day(text, order) for text in texts] == days
