"""Time as a person lives it: the clock, local days with the person's own start, and dates in words.

A *day* runs from ``day_start`` (04:00 unless set otherwise) to the next: a moment at one in the morning belongs
to the evening before. Days and weeks go by the wall clock of the place where a moment happened; windows between
moments go by absolute time.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from companion.model.errors import InputRefused

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_ISO_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


@dataclass(frozen=True)
class Clock:
    """Where the time of day comes from. ``zone`` is the IANA name of the place, ``None`` where unknown."""

    read: Callable[[], datetime]
    zone: str | None = None

    def now(self) -> datetime:
        """The present moment, aware, to the second."""
        return self.read().replace(microsecond=0)


def system_clock() -> Clock:
    """The machine's own clock in its own time zone."""
    import tzlocal

    try:
        name: str | None = tzlocal.get_localzone_name()
    except Exception:  # a machine without a usable zone setting still has an offset
        name = None
    zone = None if name is None else ZoneInfo(name)
    return Clock(read=lambda: datetime.now().astimezone(zone), zone=name)


def fixed_clock(at: datetime, zone: str | None = None) -> Clock:
    """A clock that stands still at ``at`` (aware); for demos and tests."""
    return Clock(read=lambda: at, zone=zone)


def parse_day_start(text: str) -> time:
    """``"04:00"`` as a time. Raises InputRefused for anything else than HH:MM."""
    try:
        return datetime.strptime(text, "%H:%M").time()
    except ValueError:
        raise InputRefused(f"day_start: {text!r} is not a time of day; write it as HH:MM, 04:00 for instance") from None


def local_day(at: datetime, day_start: str = "04:00") -> date:
    """The day a moment belongs to, by the wall clock of ``at`` and the person's own day start."""
    start = parse_day_start(day_start)
    return (at.replace(tzinfo=None) - timedelta(hours=start.hour, minutes=start.minute)).date()


def week_of(day: date, week_start: str = "monday") -> date:
    """The first day of the week that ``day`` lies in. Raises InputRefused for an unknown weekday."""
    if week_start not in WEEKDAYS:
        raise InputRefused(f"week_start: {week_start!r} is not a weekday; allowed: {', '.join(WEEKDAYS)}")
    return day - timedelta(days=(day.weekday() - WEEKDAYS.index(week_start)) % 7)


def parse_when(words: str, clock: Clock) -> datetime:
    """A time in words ("yesterday 9pm", "last friday", "2h ago", "2026-03-01 21:40") as an aware datetime.

    Words are read from the clock's present, towards the past. A time of day still to come today is taken as
    yesterday's; a date still to come is refused. Raises InputRefused with the words and examples of what is
    understood.
    """
    text = words.strip()
    now = clock.now()
    found = _iso(text) or (None if _ISO_DATE.match(text) else _in_words(text, now))
    if found is None:
        raise InputRefused(
            f"when: {words!r} is not a time that is understood here; "
            'try "yesterday 9pm", "last friday", "2h ago" or "2026-03-01 21:40"'
        )
    if found.tzinfo is None:
        found = found.replace(tzinfo=ZoneInfo(clock.zone) if clock.zone else now.tzinfo)
    if found > now and not _names_a_day(text) and found - timedelta(days=1) <= now:
        found -= timedelta(days=1)
    if found > now:
        raise InputRefused(f"when: {words!r} lies in the future; moments are logged once they have happened")
    return found


def parse_ahead(words: str, clock: Clock) -> datetime:
    """A time to come in words ("in a week", "next friday", "tomorrow 9am", "2026-03-08") as an aware datetime.

    A day without a time of day means nine in the morning. Raises InputRefused with the words and examples of what
    is understood, also for a time that has passed.
    """
    text = words.strip()
    now = clock.now()
    found = _iso(text) or (None if _ISO_DATE.match(text) else _in_words(text, now, "future"))
    if found is None:
        raise InputRefused(
            f"when: {words!r} is not a time that is understood here; "
            'try "in 3 days", "next friday", "in a week" or "2026-03-08"'
        )
    if found.tzinfo is None:
        found = found.replace(tzinfo=ZoneInfo(clock.zone) if clock.zone else now.tzinfo)
    if found.time() == time():
        found = found.replace(hour=9)
    if found <= now:
        raise InputRefused(f"when: {words!r} has passed; a time to come is needed")
    return found


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _in_words(text: str, now: datetime, towards: str = "past") -> datetime | None:
    import dateparser

    # "DATE_ORDER" is left to the language's habit; two-digit guesses towards the past suit a diary.
    settings = {"RELATIVE_BASE": now.replace(tzinfo=None), "PREFER_DATES_FROM": towards, "RETURN_AS_TIMEZONE_AWARE": False}
    found = dateparser.parse(text, languages=["en"], settings=settings) or dateparser.parse(text, settings=settings)
    return found.replace(tzinfo=None) if isinstance(found, datetime) else None


def _names_a_day(text: str) -> bool:
    return re.fullmatch(r"(at\s+)?\d{1,2}([:.]\d{2})?\s*([ap]\.?m\.?)?|noon|midnight|tonight|this \w+", text.lower()) is None


def parse_timestamp(text: str) -> datetime:
    """An ISO 8601 time with offset, aware. Raises ValueError when the offset is missing or the text is not one."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("the offset is missing")
    found.astimezone(timezone.utc)  # a year too near the edge has no absolute time; say so here, not later
    return found
