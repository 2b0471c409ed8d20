"""What Daylio's columns ``date`` and ``weekday`` tell of days in figures, which a spreadsheet rewrote."""

from collections.abc import Sequence
from typing import NamedTuple

from companion.exchange.parsing.date_words import days_in_words, words_of
from companion.exchange.parsing.day_order import ORDERS, DayOrder, find_order, read_day
from companion.model.clock import WEEKDAYS

_ENGLISH = {
    name[:length].casefold(): number for number, name in enumerate(WEEKDAYS) for length in (3, len(name))
}


class WrittenDay(NamedTuple):
    """A row's day as its three columns have it: ``6/5/2021``, ``5 June`` and ``Saturday``."""

    figures: str
    date: str
    weekday: str


def find_order_by_columns(days: Sequence[WrittenDay], given: str | None) -> DayOrder:
    """The order of the figures: by themselves and, where those leave it open, by the other two columns.

    Raises what :func:`find_order` raises.
    """
    found = find_order([day.figures for day in days], given)
    if found.sure:
        return found
    agreeing = [order for order in ORDERS if _agrees(days, order)]
    if len(agreeing) != 1:
        return found
    words = f"Dates are read as {ORDERS[agreeing[0]]}, as the columns date and weekday say."
    return DayOrder(agreeing[0], True, words)


def _agrees(days: Sequence[WrittenDay], order: str) -> bool:
    """Whether in this order no day is another one in its other columns.

    The names of weekdays need not be known: one name is one day of the week, and two are two.
    """
    weekdays: dict[str, int] = {}
    for written in days:
        day = read_day(written.figures, order)
        if day is None:
            return False
        named = days_in_words(written.date, day.year)
        if named and (day.month, day.day) not in {(one.month, one.day) for one in named}:
            return False
        name = " ".join(words_of(written.weekday))
        if name and weekdays.setdefault(name, day.weekday()) != day.weekday():
            return False
        if _ENGLISH.get(name, day.weekday()) != day.weekday():
            return False
    return len(set(weekdays.values())) == len(weekdays)
