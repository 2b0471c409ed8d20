"""Time as a person lives it: the clock, and local days and weeks with the person's own start.

A *day* runs from ``day_start`` (04:00 unless set otherwise) to the next: a moment at one in the morning
belongs to the evening before. Days and weeks go by the wall clock of the place where a moment happened;
windows between moments go by absolute time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from companion.model.errors import InputRefused, one_of

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


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


@cache
def parse_day_start(text: str) -> time:
    """``"04:00"`` as a time. Raises InputRefused for anything else than HH:MM."""
    hour, colon, minute = text.partition(":")
    try:
        if colon and len(minute) == 2 and (hour + minute).isdecimal():
            return time(int(hour), int(minute))
    except ValueError:
        pass
    raise InputRefused(f"day_start: {text!r} is not a time of day; write it as HH:MM, such as 04:00")


def local_day(at: datetime, day_start: str = "04:00") -> date:
    """The day a moment belongs to, by the wall clock of ``at`` and the person's own day start."""
    start = parse_day_start(day_start)
    return (at.replace(tzinfo=None) - timedelta(hours=start.hour, minutes=start.minute)).date()


def week_of(day: date, week_start: str = "monday") -> date:
    """The first day of the week that ``day`` lies in. Raises InputRefused for an unknown weekday."""
    if week_start not in WEEKDAYS:
        raise InputRefused(f"week_start: {week_start!r} is not a weekday; use {one_of(WEEKDAYS)}")
    return day - timedelta(days=(day.weekday() - WEEKDAYS.index(week_start)) % 7)


def parse_timestamp(text: str) -> datetime:
    """An ISO 8601 time with offset, aware. Raises ValueError when the offset is missing or the text is not
    one.
    """
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("the offset is missing")
    at.astimezone(UTC)  # a year too near the edge has no absolute time; say so here, not later
    return at
