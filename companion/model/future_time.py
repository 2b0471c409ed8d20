"""Reads a time to come in English words: "in 3 days", "next friday", "8 march", "2026-03-08".

Which forms are taken is fixed here, so that no word is passed over; what they mean is dateparser's to say.
"""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from companion.model.clock import WEEKDAYS, Clock
from companion.model.date_format import MONTHS
from companion.model.errors import InputRefused

NINE = time(9)
"""A day without a time of day means this one: early enough to be that day, whatever its start."""


def _beginnings(names: tuple[str, ...], *lengths: int) -> str:
    """The alternatives of a pattern: each name in small letters, whole and cut to these lengths."""
    return "|".join(name[: length or None].lower() for name in names for length in (0, *lengths))


_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_MONTH = f"(?P<month>{_beginnings(MONTHS, *range(8, 2, -1))})"
_COUNTED = re.compile(
    r"(?:in )?(?P<count>\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r" (?P<unit>hour|day|week|month|year)s?(?: from now)?"
)
_NEXT = re.compile(r"tomorrow|next (?:week|month|year)")
_WEEKDAY = re.compile(rf"(?:on |next |this |coming )*(?P<weekday>{_beginnings(WEEKDAYS, 4, 3)})")
_DATES = (
    re.compile(rf"(?:on )?(?:the )?{_DAY}(?: of)? {_MONTH}(?: (?P<year>\d{{4}}))?"),
    re.compile(rf"(?:on )?{_MONTH} {_DAY}(?: (?P<year>\d{{4}}))?"),
)


def parse_future_time(words: str, clock: Clock, field: str = "when") -> datetime:
    """A time to come as an aware datetime; a day alone is taken at nine in the morning.

    Hours go by absolute time, days, weeks, months and years by the calendar: a month from 31 January is the
    last of February. Raises InputRefused, naming the field, with examples of what is understood, for other
    words and for a time that has passed.
    """
    now = clock.now()
    zone = ZoneInfo(clock.zone) if clock.zone else now.tzinfo
    try:
        at = _time_named(" ".join(words.lower().replace(",", " ").split()), now)
        if at is not None and at.tzinfo is None:
            at = at.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    except (ValueError, OverflowError):  # a 31st of February, or a day no calendar has
        at = None
    if at is None:
        raise InputRefused(
            f"{field}: could not read {words!r} as a time; "
            'try "in 3 days", "next friday", "in a week" or "2026-03-08"'
        )
    if at <= now:
        raise InputRefused(f"{field}: {words!r} is in the past; use a time to come")
    return at


def _time_named(text: str, now: datetime) -> datetime | None:
    if counted := _COUNTED.fullmatch(text):
        if counted["unit"] == "hour":
            return _by_dateparser(text, now.astimezone(UTC)).replace(tzinfo=UTC).astimezone(now.tzinfo)
        return _at_nine(f"in {counted['count']} {counted['unit']}s", now)
    if _NEXT.fullmatch(text):
        return _at_nine(text, now)
    if weekday := _WEEKDAY.fullmatch(text):
        return _at_nine(weekday["weekday"][:3], now)
    for form in _DATES:
        if dated := form.fullmatch(text):
            return _at_nine(f"{int(dated['day'])} {dated['month'][:3]} {dated['year'] or ''}", now)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return datetime.combine(date.fromisoformat(text), NINE)
    return datetime.fromisoformat(text.upper())


def _at_nine(text: str, now: datetime) -> datetime:
    return datetime.combine(_by_dateparser(text, now).date(), NINE)


def _by_dateparser(text: str, now: datetime) -> datetime:
    """The wall time that ``text`` names. Raises ValueError where there is no such day."""
    import dateparser

    settings = {
        "RELATIVE_BASE": now.replace(tzinfo=None),
        "PREFER_DATES_FROM": "future",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    at = dateparser.parse(text, languages=["en"], settings=settings)
    if not isinstance(at, datetime):
        raise ValueError(text)
    return at
