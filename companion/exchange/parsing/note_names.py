"""The day in the name of a note: 2024-01-05, 05.01.2024, January 5th, 2024, 2024/01/05 and many more."""

import re
from datetime import date, time
from typing import NamedTuple

from companion.exchange.parsing.day_order import ORDERS, read_day
from companion.exchange.parsing.timestamps import WrittenTime, parse_written_time
from companion.model.clock import WEEKDAYS

_COMPACT = re.compile(
    r"((?:19|20|21)\d{2})(\d{2})(\d{2})(?:[-_T ]?(\d{2})(\d{2})(?:\d{2})?)?(?!\d)(.*)", re.DOTALL
)
_FIGURES = re.compile(
    r"(?<!\d)(?:(\d{4})([-._])(\d{1,2})\2(\d{1,2})|(\d{1,2})([-._])(\d{1,2})\6(\d{4}))(?!\d)"
)
_SHORT_YEAR = re.compile(r"\d{1,2}([-._])\d{1,2}\1\d{2}")
_CLOCK = re.compile(r"(?:T|[ _-]+)(\d{1,2})[-.:h]?(\d{2})(?:[-.:]?\d{2})?")
_IN_WORDS = re.compile(
    r"(?:[^\W\d_]+\.?,? +)?(?:\d{1,2}\S{0,3} +[^\W\d_]+\.?|[^\W\d_]+\.? +\d{1,2}\D{0,3}),? +\d{4}"
)
_FOLDERS = re.compile(
    r"(?:.*/)?(\d{4})(?:/|[-_.])(\d{1,2})(?:[-_. ][^/]*)?/(\d{1,2})(?!\d)([^/]*)", re.DOTALL
)
_DAY_NAMES = frozenset(name[:length] for name in WEEKDAYS for length in (2, 3, 4, len(name)))
_AROUND = " \t-_–—,.()"


class NoteName(NamedTuple):
    """What a name says: its day, with a time or without, and the words left over."""

    when: WrittenTime
    title: str


def parse_note_name(path: str, pattern: str | None = None) -> NoteName | None:
    """The day that the path of a note (``/`` between its parts, no ending) names, if it names one.

    ``pattern`` is one of strftime's for the last part; without it all ways known here are tried.
    """
    name = path.rpartition("/")[2].strip()
    if pattern is not None:
        when = parse_written_time(name, pattern)
        return NoteName(when, "") if when and when.day else None
    return _compact(name) or _in_figures(name) or _in_words(name) or _in_folders(path)


def _compact(name: str) -> NoteName | None:
    match = _COMPACT.match(name)
    day = _date(*match.groups()[:3]) if match else None
    if match is None or day is None:
        return None
    time_of_day = _time(match[4], match[5]) if match[4] else None
    rest = match[6] if time_of_day or not match[4] else name[8:]
    return NoteName(WrittenTime(None, day, time_of_day), _title(rest))


def _in_figures(name: str) -> NoteName | None:
    matches = list(_FIGURES.finditer(name))
    if len(matches) != 1:
        whole = _SHORT_YEAR.fullmatch(name)
        figures = name.replace("_", "-") if whole else ""
        return (
            NoteName(WrittenTime(figures, None, None), "")
            if any(read_day(figures, order) for order in ORDERS)
            else None
        )
    match = matches[0]
    figures = match[0].replace("_", "-")
    day = read_day(figures, "ymd") if match[1] else None
    if day is None and not any(read_day(figures, order) for order in ORDERS):
        return None
    before, after = name[: match.start()], name[match.end() :]
    timed = _CLOCK.fullmatch(after)
    time_of_day = _time(timed[1], timed[2]) if timed else None
    if time_of_day is not None:
        after = ""
    return NoteName(WrittenTime(None if day else figures, day, time_of_day), _title(f"{before} {after}"))


def _in_words(name: str) -> NoteName | None:
    when = parse_written_time(name) if _IN_WORDS.fullmatch(name) else None
    return NoteName(WrittenTime(None, when.day, None), "") if when and when.day else None


def _in_folders(path: str) -> NoteName | None:
    match = _FOLDERS.fullmatch(path)
    day = _date(match[1], match[2], match[3]) if match else None
    return NoteName(WrittenTime(None, day, None), _title(match[4])) if match and day else None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _time(hour: str, minute: str) -> time | None:
    try:
        return time(int(hour), int(minute))
    except ValueError:
        return None


def _title(title: str) -> str:
    """What is left of a name beside the day, but for the name of the weekday."""
    title = " ".join(title.strip(_AROUND).split())
    return "" if title.casefold() in _DAY_NAMES else title
