"""A reminder in the hands of the calendar or the system: what is to be written for each, and where.

Nothing of the journal is in it, and none of its names tell what it is for. The program itself reminds nobody.
"""

import os
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from companion.model.clock import WEEKDAYS
from companion.model.errors import InputRefused

NAME = "daily-note"
"""What files and events are called."""

TITLE = "Daily note"
WORDS = "A few minutes for yourself, if you like."

_FOLDED_AT = 75
"""Bytes that a line of a calendar file has at most (RFC 5545, 3.1)."""

SWITCH_ON = {
    "systemd": f"systemctl --user daemon-reload && systemctl --user enable --now {NAME}.timer",
    "launchd": f"launchctl load -w ~/Library/LaunchAgents/local.{NAME}.plist",
}
SWITCH_OFF = {
    "systemd": f"systemctl --user disable --now {NAME}.timer",
    "launchd": f"launchctl unload -w ~/Library/LaunchAgents/local.{NAME}.plist",
}


def days_from(text: str) -> tuple[int, ...]:
    """Weekdays from ``mon,wed`` or ``Monday, Wednesday``, 0 for Monday; empty for every day.

    Raises InputRefused.
    """
    found = set()
    for word in filter(None, (part.strip().lower() for part in text.split(","))):
        fits = [number for number, name in enumerate(WEEKDAYS) if len(word) > 1 and name.startswith(word)]
        if len(fits) != 1:
            allowed = ", ".join(name[:3] for name in WEEKDAYS)
            raise InputRefused(f"days: {word!r} is no day of the week; allowed: {allowed}")
        found.add(fits[0])
    return () if len(found) == len(WEEKDAYS) else tuple(sorted(found))


def next_times(at: time, days: Sequence[int], now: datetime, count: int = 3) -> list[datetime]:
    """The next wall times (naive) at which it reminds."""
    rule = _rule(at, days, now.replace(tzinfo=None))
    return [when for when, _ in zip(rule, range(count), strict=False)]


def _rule(at: time, days: Sequence[int], after: datetime) -> Any:
    from dateutil.rrule import DAILY, WEEKLY, rrule

    first = datetime.combine(after.date(), at)
    start = first if first > after else first + timedelta(days=1)
    return rrule(WEEKLY, byweekday=list(days), dtstart=start) if days else rrule(DAILY, dtstart=start)


def calendar(at: time, days: Sequence[int], now: datetime, earlier: str = "") -> bytes:
    """A calendar file with one event that comes again, at the wall time of wherever one is.

    ``earlier``: what was written before, whose event this one takes the place of.
    """
    (first,) = next_times(at, days, now, 1)
    by_day = ",".join(WEEKDAYS[day][:2].upper() for day in days)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//local//daily note//EN",
        "BEGIN:VEVENT",
        f"UID:{_uid(earlier) or uuid4()}",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART:{first:%Y%m%dT%H%M%S}",
        "DURATION:PT10M",
        f"RRULE:FREQ=WEEKLY;BYDAY={by_day}" if days else "RRULE:FREQ=DAILY",
        f"SUMMARY:{_escaped(TITLE)}",
        f"DESCRIPTION:{_escaped(WORDS)}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(TITLE)}",
        "TRIGGER:PT0M",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def is_ours(calendar: str) -> bool:
    """Whether a calendar file was written here."""
    return "PRODID:-//local//daily note//EN" in calendar


def systemd(at: time, days: Sequence[int]) -> dict[Path, bytes]:
    """A timer of the user's own systemd, and what it starts."""
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


def launchd(at: time, days: Sequence[int]) -> dict[Path, bytes]:
    """An agent of the user's own launchd."""
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


WRITERS = {"systemd": systemd, "launchd": launchd}


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        raise InputRefused(
            "~: there is no home folder to write to; --ics FILE writes where you say"
        ) from None


def _uid(calendar: str) -> str:
    found = (line for line in calendar.splitlines() if line.startswith("UID:"))
    return next(found, "").removeprefix("UID:") if is_ours(calendar) else ""


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 bytes, each but the first after a space, and no letter cut in two."""
    pieces, piece = [], b""
    for letter in line:
        more = letter.encode()
        if len(piece) + len(more) > _FOLDED_AT:
            pieces.append(piece)
            piece = b" "
        piece += more
    return b"\r\n".join([*pieces, piece])
