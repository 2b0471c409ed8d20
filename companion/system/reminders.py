"""A reminder in the hands of the calendar or the system: what is to be written for each, and where.

Nothing of the journal is in it, and none of its names tell what it is for. The program itself reminds nobody.
"""

import os
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from companion.model.clock import WEEKDAYS
from companion.model.errors import InputRefused, one_of

NAME = "daily-note"
"""What files and events are called."""

TITLE = "Daily note"
WORDS = "A few minutes for yourself, if you like."

_WRITER = "-//local//daily note//EN"
"""Which program a calendar file says it is from."""

SWITCH_ON = {
    "systemd": f"systemctl --user daemon-reload && systemctl --user enable --now {NAME}.timer",
    "launchd": f"launchctl load -w ~/Library/LaunchAgents/local.{NAME}.plist",
}
SWITCH_OFF = {
    "systemd": f"systemctl --user disable --now {NAME}.timer",
    "launchd": f"launchctl unload -w ~/Library/LaunchAgents/local.{NAME}.plist",
}


def parse_days(text: str) -> tuple[int, ...]:
    """Weekdays from ``mon,wed`` or ``Monday, Wednesday``, 0 for Monday; empty for every day.

    Raises InputRefused for a word that is none, or could be several.
    """
    days = set()
    for word in filter(None, (part.strip().lower() for part in text.split(","))):
        fits = [number for number, name in enumerate(WEEKDAYS) if len(word) > 1 and name.startswith(word)]
        if len(fits) != 1:
            choices = one_of(name[:3] for name in WEEKDAYS)
            raise InputRefused(f"days: {word!r} is not a weekday; use {choices}")
        days.add(fits[0])
    return () if len(days) == len(WEEKDAYS) else tuple(sorted(days))


def next_times(at: time, days: Sequence[int], now: datetime, count: int = 3) -> list[datetime]:
    """The next wall times (naive) at which it reminds, after ``now`` (aware); ``days`` as for a calendar."""
    rule = _rule(at, days, now.replace(tzinfo=None))
    return [when for when, _ in zip(rule, range(count), strict=False)]


def _rule(at: time, days: Sequence[int], after: datetime) -> Any:
    from dateutil.rrule import DAILY, WEEKLY, rrule

    first = datetime.combine(after.date(), at)
    start = first if first > after else first + timedelta(days=1)
    return rrule(WEEKLY, byweekday=list(days), dtstart=start) if days else rrule(DAILY, dtstart=start)


def calendar_file(at: time, days: Sequence[int], now: datetime, earlier: str = "") -> bytes:
    """A calendar file (RFC 5545) with one event that comes again, at the wall time of wherever one is.

    ``at``: the wall time of day; ``days``: weekdays, 0 for Monday, every day where empty; ``now``: aware.
    ``earlier``: what was written before, whose event this one takes the place of.
    """
    from icalendar import Alarm, Calendar, Event

    (first,) = next_times(at, days, now, 1)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", TITLE)
    alarm.add("trigger", timedelta())
    event = Event()
    event.add("uid", _uid(earlier) or str(uuid4()))
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", first)
    event.add("duration", timedelta(minutes=10))
    by_day = [WEEKDAYS[day][:2].upper() for day in days]
    event.add("rrule", {"freq": "weekly", "byday": by_day} if days else {"freq": "daily"})
    event.add("summary", TITLE)
    event.add("description", WORDS)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    event.add_component(alarm)
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", _WRITER)
    file.add_component(event)
    data: bytes = file.to_ical()
    return data


def is_own_calendar(text: str) -> bool:
    """Whether a calendar file was written here."""
    return f"PRODID:{_WRITER}" in text


def systemd_units(at: time, days: Sequence[int]) -> dict[Path, bytes]:
    """A timer of the user's own systemd (systemd.timer(5)) and what it starts, by the file they go to.

    Raises InputRefused where there is no home folder.
    """
    on = f"{','.join(WEEKDAYS[day][:3].capitalize() for day in days)} " if days else ""
    folder = Path(os.environ.get("XDG_CONFIG_HOME") or _home() / ".config", "systemd", "user")
    timer = f"""[Unit]
Description={TITLE}

[Timer]
OnCalendar={on}*-*-* {at:%H:%M}:00

[Install]
WantedBy=timers.target
"""
    service = f"""[Unit]
Description={TITLE}

[Service]
Type=oneshot
ExecStart=/usr/bin/env notify-send "{TITLE}" "{WORDS}"
"""
    return {folder / f"{NAME}.timer": timer.encode(), folder / f"{NAME}.service": service.encode()}


def launchd_agent(at: time, days: Sequence[int]) -> dict[Path, bytes]:
    """An agent of the user's own launchd (launchd.plist(5)), by the file it goes to.

    Raises InputRefused where there is no home folder.
    """
    import plistlib

    when = {"Hour": at.hour, "Minute": at.minute}
    agent = {
        "Label": f"local.{NAME}",
        "ProgramArguments": [
            "/usr/bin/osascript",
            "-e",
            f'display notification "{WORDS}" with title "{TITLE}"',
        ],
        # There a week begins with Sunday, which is 0.
        "StartCalendarInterval": [{"Weekday": (day + 1) % 7, **when} for day in days] if days else when,
    }
    return {_home() / "Library" / "LaunchAgents" / f"local.{NAME}.plist": plistlib.dumps(agent)}


UNIT_WRITERS = {"systemd": systemd_units, "launchd": launchd_agent}


def own_kind() -> str:
    """Which of UNIT_WRITERS this system uses."""
    return "launchd" if sys.platform == "darwin" else "systemd"


def write_units(kind: str, at: time, days: Sequence[int]) -> list[Path]:
    """Write the reminder for ``kind``, a key of UNIT_WRITERS; nothing is switched on. The files written."""
    from companion.system.private_files import write_private

    units = UNIT_WRITERS[kind](at, days)
    for unit, data in units.items():
        unit.parent.mkdir(parents=True, exist_ok=True)
        write_private(unit, data)
    return list(units)


def remove_units(kind: str) -> list[Path]:
    """Remove what :func:`write_units` wrote. The files that are gone."""
    units = [unit for unit in UNIT_WRITERS[kind](time(), ()) if unit.exists()]
    for unit in units:
        unit.unlink()
    return units


def written(kind: str) -> tuple[time, tuple[int, ...]] | None:
    """The time and the weekdays of the reminder that is there; ``None`` without one, or where somebody wrote
    another into its place.
    """
    try:
        unit = next(iter(UNIT_WRITERS[kind](time(), ())))
        return _READERS[kind](unit.read_bytes())
    except (OSError, ValueError, LookupError, TypeError, InputRefused):
        return None


def _systemd_times(data: bytes) -> tuple[time, tuple[int, ...]]:
    days, at = re.findall(r"OnCalendar=(?:(\S+) )?\*-\*-\* (\d\d:\d\d)", data.decode())[0]
    return time.fromisoformat(at), parse_days(days)


def _launchd_times(data: bytes) -> tuple[time, tuple[int, ...]]:
    import plistlib

    given = plistlib.loads(data)["StartCalendarInterval"]
    each = given if isinstance(given, list) else [given]
    days = sorted((one["Weekday"] - 1) % 7 for one in each if "Weekday" in one)
    return time(each[0]["Hour"], each[0]["Minute"]), tuple(days)


_READERS = {"systemd": _systemd_times, "launchd": _launchd_times}


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        raise InputRefused(
            "~: there is no home folder to save to; use --ics FILE to choose a place"
        ) from None


def _uid(text: str) -> str:
    """The id of the event in a file that was written here; empty for any other text."""
    if not is_own_calendar(text):
        return ""
    from icalendar import Calendar

    try:
        events = Calendar.from_ical(text).walk("VEVENT")
    except ValueError:  # somebody changed it by hand
        return ""
    return str(events[0].get("UID", "")) if events else ""
