"""Days in words, in the form a person chose."""

from datetime import date, datetime

from companion.model.clock import local_day

DATE_FORMATS = ("day-first", "month-first", "iso")
"""1 March 2026, March 1, 2026, or 2026-03-01."""


def day_words(
    day: date, form: str = "day-first", *, weekday: bool = True, year: bool = True, short: bool = False
) -> str:
    """``Sunday 1 March 2026``, ``Sunday, March 1, 2026`` or ``Sunday 2026-03-01``.

    ``short`` gives Sun and Mar. ``form`` is one of DATE_FORMATS. The names are English whatever the machine's
    language is.
    """
    name, month = _DAYS[day.weekday()], MONTHS[day.month - 1]
    if short:
        name, month = name[:3], month[:3]
    if form == "iso":
        return f"{name} {day.isoformat()}" if weekday else day.isoformat()
    if form == "month-first":
        words = f"{month} {day.day}" + (f", {day.year}" if year else "")
        return f"{name}, {words}" if weekday else words
    words = f"{day.day} {month}" + (f" {day.year}" if year else "")
    return f"{name} {words}" if weekday else words


def day_and_time(
    at: datetime, day_start: str, form: str = "day-first", *, year: bool = False, short: bool = False
) -> str:
    """``Thursday 26 November, 21:00``: the day that a time belongs to, and the time.

    At one in the morning that is the evening before, and said so: ``Thursday 26 November, 01:30 at night``.
    ``day_start``: ``HH:MM``; the rest as in :func:`day_words`.
    """
    day = local_day(at, day_start)
    night = "" if day == at.date() else " at night"
    return f"{day_words(day, form, year=year, short=short)}, {at:%H:%M}{night}"


def weekday_name(day: date) -> str:
    """``Sunday``."""
    return _DAYS[day.weekday()]


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
