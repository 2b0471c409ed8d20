"""Time as a person lives it: the clock, and local days and weeks with the person's own start.

A *day* runs from ``day_start`` (04:00 unless set otherwise) to the next: a moment at one in the morning
belongs to the evening before. Days and weeks go by the wall clock of the place where a moment happened;
windows between moments go by absolute time.
"""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from companion.model.errors import InputRefused, one_of
from companion.model.frozen_dataclass import dataclass

POSIX_AND_IANA = ("EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT")
"""Rules in POSIX form that are names in the time zone database too."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the time of day comes from. ``zone`` is the IANA name of the place, ``None`` where unknown."""

    read: Callable[[], datetime]
    zone: str | None = None

    def now(self) -> datetime:
        """The present moment, aware, to the second."""
        return self.read().replace(microsecond=0)


def system_clock() -> Clock:
    """The computer's own clock in its own time zone, the one that ``date`` shows.

    Where that has no name, as with a rule in POSIX form in ``TZ``, its offsets are the system's for each day.
    """
    name = _zone_name()
    if name is not None:
        zone = ZoneInfo(name)
        return Clock(read=lambda: datetime.now(zone), zone=name)
    from dateutil.tz import tzlocal

    system = tzlocal()
    return Clock(read=lambda: datetime.now(system))


def _zone_name() -> str | None:
    """The name of the system's zone, where it has one and the two agree in winter and in summer."""
    named = os.environ.get("TZ", "").removeprefix(":")
    try:
        name = named if named in POSIX_AND_IANA else (_linked_zone() or _looked_up_zone())
        zone = ZoneInfo(name)
    except Exception:  # a computer without a usable zone setting still has an offset
        return None
    year = datetime.now().year
    days = (datetime(year, month, 1, 12) for month in (1, 7))
    return (
        name
        if all(day.astimezone().utcoffset() == day.replace(tzinfo=zone).utcoffset() for day in days)
        else None
    )


def _linked_zone() -> str | None:
    """The zone that ``/etc/localtime`` is a link to, as nearly everywhere; nothing where ``TZ`` is set."""
    if os.environ.get("TZ"):
        return None
    try:
        link = Path("/etc/localtime").readlink().as_posix()
    except OSError:
        return None
    name = link.partition("/zoneinfo/")[2]
    return None if name.startswith(("posix/", "right/")) else name or None


def _looked_up_zone() -> str:
    """The zone by all that may name it. Passes over a ``TZ`` that is a rule, and goes by files instead."""
    import tzlocal  # takes a hundredth of a second

    return str(tzlocal.get_localzone_name())


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
