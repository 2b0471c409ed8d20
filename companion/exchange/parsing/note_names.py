"""The day in the name of a note: 2024-01-05, 05.01.2024, January 5th, 2024, 2024/01/05 and many more."""

import re
from datetime import date, time
from typing import NamedTuple

from companion.exchange.parsing.day_order import ORDERS, read_day
from companion.exchange.parsing.timestamps import parse_written_time
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
    """What a name says: the day, in figures of open order or found; a time; and the words that are left."""

    figures: str | None
    day: date | None
    time_of_day: time | None
    rest: str


def parse_note_name(path: str, pattern: str | None = None) -> NoteName | None:
    """The day that the path of a note (``/`` between its parts, no ending) names, if it names one."""
    name = path.rpartition("/")[2].strip()
    if pattern is not None:
        stamp = parse_written_time(name, pattern)
        return NoteName(None, stamp.day, stamp.time_of_day, "") if stamp and stamp.day else None
    return _compact(name) or _in_figures(name) or _in_words(name) or _in_folders(path)


def _compact(name: str) -> NoteName | None:
    found = _COMPACT.match(name)
    day = _date(*found.groups()[:3]) if found else None
    if found is None or day is None:
        return None
    time_of_day = _time(found[4], found[5]) if found[4] else None
    rest = found[6] if time_of_day or not found[4] else name[8:]
    return NoteName(None, day, time_of_day, _words(rest))


def _in_figures(name: str) -> NoteName | None:
    all_found = list(_FIGURES.finditer(name))
    if len(all_found) != 1:
        whole = _SHORT_YEAR.fullmatch(name)
        figures = name.replace("_", "-") if whole else ""
        return (
            NoteName(figures, None, None, "") if any(read_day(figures, order) for order in ORDERS) else None
        )
    found = all_found[0]
    figures = found[0].replace("_", "-")
    day = read_day(figures, "ymd") if found[1] else None
    if not any(read_day(figures, order) for order in ORDERS):
        return None
    before, after = name[: found.start()], name[found.end() :]
    timed = _CLOCK.fullmatch(after)
    time_of_day = _time(timed[1], timed[2]) if timed else None
    if time_of_day is not None:
        after = ""
    return NoteName(None if day else figures, day, time_of_day, _words(f"{before} {after}"))


def _in_words(name: str) -> NoteName | None:
    stamp = parse_written_time(name) if _IN_WORDS.fullmatch(name) else None
    return NoteName(None, stamp.day, None, "") if stamp and stamp.day else None


def _in_folders(path: str) -> NoteName | None:
    found = _FOLDERS.fullmatch(path)
    day = _date(found[1], found[2], found[3]) if found else None
    return NoteName(None, day, None, _words(found[4])) if found and day else None


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


def _words(rest: str) -> str:
    """What is left of a name beside the day, but for the name of the weekday."""
    rest = " ".join(rest.strip(_AROUND).split())
    return "" if rest.casefold() in _DAY_NAMES else rest
