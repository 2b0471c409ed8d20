"""Reads a day in English words, to go to: "3 weeks ago", "3w", "12 Feb", "March", "2026-02"."""

import re
from datetime import date, timedelta

from companion.model.clock import Clock, local_day
from companion.model.date_format import MONTHS
from companion.model.errors import InputRefused
from companion.model.past_time import StillToCome, parse_past_time

EXAMPLES = "3 weeks ago, 12 Feb, 2026-02-12"
"""What can be typed, for the empty line."""

_COUNTED = re.compile(r"(\d{1,4}|an?|last) ?(d|days?|w|weeks?|m|months?|y|years?)(?: ago)?")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})|(\d{4})")
_A_DAY = {"d": 1, "w": 7}
_MONTHS = {"m": 1, "y": 12}


def parse_past_day(words: str, clock: Clock, day_start: str = "04:00") -> date:
    """The local day that ``words`` name; a month or a year alone is its first day.

    Counted days, weeks, months and years go back from today, ``ago`` said or not. Raises InputRefused, which
    is StillToCome for a day after today.
    """
    today = local_day(clock.now(), day_start)
    text = " ".join(words.lower().split())
    try:
        day = _counted(text, today) or _month(text, today)
    except (ValueError, OverflowError):
        raise InputRefused(f"date: {words!r} is too far away for a calendar") from None
    if day is None:
        day = {"today": today, "yesterday": today - timedelta(days=1)}.get(text)
    if day is None:
        try:
            day = local_day(parse_past_time(words, clock, day_start), day_start)
        except StillToCome:
            raise StillToCome(f"date: {words!r} is still to come") from None
        except InputRefused:
            raise InputRefused(f"date: could not read {words!r} as a day; try {EXAMPLES}") from None
    if day > today:
        raise StillToCome(f"date: {words!r} is still to come")
    return day


def _counted(text: str, today: date) -> date | None:
    match = _COUNTED.fullmatch(text)
    if match is None:
        return None
    count = int(match[1]) if match[1].isdecimal() else 1
    unit = match[2][0]
    if unit in _A_DAY:
        return today - timedelta(days=count * _A_DAY[unit])
    number = today.year * 12 + today.month - 1 - count * _MONTHS[unit]
    for day in range(today.day, 27, -1):  # the 31st of a month that has none is its last
        try:
            return date(number // 12, number % 12 + 1, day)
        except ValueError:
            continue
    return date(number // 12, number % 12 + 1, min(today.day, 28))


def _month(text: str, today: date) -> date | None:
    """The first day of a month or a year; a month by its name is the latest one."""
    match = _MONTH.fullmatch(text)
    if match is not None:
        year, month = int(match[1] or match[3]), int(match[2] or 1)
        return date(year, month, 1) if year and 1 <= month <= 12 else None
    for number, name in enumerate(MONTHS, start=1):
        if len(text) >= 3 and name.lower().startswith(text):
            return date(today.year - (number > today.month), number, 1)
    return None
