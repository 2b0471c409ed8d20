"""Days in words, in the form a person chose."""

from datetime import date

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


def weekday_name(day: date) -> str:
    """``Sunday``."""
    return _DAYS[day.weekday()]


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
