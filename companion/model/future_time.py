"""Reads a time to come in English words: "in 3 days", "next friday", "8 march", "2026-03-08"."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from companion.model.clock import WEEKDAYS, Clock
from companion.model.date_format import MONTHS
from companion.model.errors import InputRefused

NINE = time(9)
"""A day without a time of day means this one: early enough to be that day, whatever its start."""

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTED = re.compile(
    rf"(?:in )?(\d{{1,4}}|an?|{'|'.join(_NUMBERS)}) (hour|day|week|month|year)s?(?: from now)?"
)
_WEEKDAY = re.compile(rf"(?:on |next |this |coming )*({'|'.join(day[:3] for day in WEEKDAYS)})([a-z]*)")
_DAY_AND_MONTH = re.compile(r"(?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})(?: (\d{4}))?")
_MONTH_AND_DAY = re.compile(r"(?:on )?([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?")


def parse_future(words: str, clock: Clock) -> datetime:
    """A time to come as an aware datetime; a day alone is taken at nine in the morning.

    Raises InputRefused, with examples of what is understood, for other words and for a time that has passed.
    """
    now = clock.now()
    zone = ZoneInfo(clock.zone) if clock.zone else now.tzinfo
    try:
        found = _found(" ".join(words.lower().replace(",", " ").split()), now)
        if found is not None and found.tzinfo is None:
            found = found.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    except (ValueError, OverflowError):  # a 31st of February, or a day no calendar has
        found = None
    if found is None:
        raise InputRefused(
            f"when: {words!r} is not a time that is understood here; "
            'try "in 3 days", "next friday", "in a week" or "2026-03-08"'
        )
    if found <= now:
        raise InputRefused(f"when: {words!r} has passed; a time to come is needed")
    return found


def _found(text: str, now: datetime) -> datetime | None:
    today = now.date()
    if text == "tomorrow":
        return _at(today + timedelta(days=1))
    if text in ("next week", "next month", "next year"):
        text = text.replace("next", "in a")
    if counted := _COUNTED.fullmatch(text):
        return _counted(counted[1], counted[2], now)
    if (weekday := _WEEKDAY.fullmatch(text)) and _is_weekday(weekday[1] + weekday[2]):
        number = next(n for n, name in enumerate(WEEKDAYS) if name.startswith(weekday[1]))
        return _at(today + timedelta(days=(number - today.weekday() - 1) % 7 + 1))
    if named := _DAY_AND_MONTH.fullmatch(text):
        return _named(int(named[1]), named[2], named[3], today)
    if named := _MONTH_AND_DAY.fullmatch(text):
        return _named(int(named[2]), named[1], named[3], today)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return _at(date.fromisoformat(text))
    return datetime.fromisoformat(text.upper())


def _counted(many: str, unit: str, now: datetime) -> datetime:
    count = int(many) if many.isdigit() else 1 if many in ("a", "an") else _NUMBERS.index(many) + 1
    if unit == "hour":
        return (now.astimezone(UTC) + timedelta(hours=count)).astimezone(now.tzinfo)
    if unit in ("day", "week"):
        return _at(now.date() + timedelta(days=count * (7 if unit == "week" else 1)))
    months = now.year * 12 + now.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    for day in range(now.day, 27, -1):  # a month from 31 January is the last of February
        try:
            return _at(date(year, month + 1, day))
        except ValueError:
            continue
    return _at(date(year, month + 1, min(now.day, 28)))


def _is_weekday(word: str) -> bool:
    return any(day.startswith(word) and len(word) in (3, 4, len(day)) for day in WEEKDAYS)


def _named(day: int, month: str, year: str | None, today: date) -> datetime | None:
    number = next((n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(month)), None)
    if number is None:
        return None
    found = date(int(year) if year else today.year, number, day)
    if not year and found <= today:
        found = date(today.year + 1, number, day)
    return _at(found)


def _at(day: date) -> datetime:
    return datetime.combine(day, NINE)
