"""Takes apart the words for a time that has passed: "last night at 11", "monday the 9th", "2h ago".

Every word has to be understood, and each part (a day, a part of the day, a time, how long ago) may be said
once. Nothing is passed over: a diary is better off with a question than with a wrong hour. Where the parts
lie in time is found in :mod:`companion.model.past_time`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import time

from companion.model.clock import WEEKDAYS
from companion.model.date_format import MONTHS
from companion.model.time_ago import NUMBERS, SMALL, Pieces, TwoMeanings, any_of, counted_back


@dataclass(frozen=True)
class SaidTime:
    """A time of day as it was said. ``either``: a bare hour from 1 to 12, which may be of either half day.
    ``half_day``: whether am, pm, the 24-hour clock or a zero in front said which half; a part of the day
    beside it says it too.
    """

    at: time
    either: bool = False
    half_day: bool = True


@dataclass(frozen=True)
class SaidDate:
    """A date as it was said; ``month`` and ``year`` may be missing."""

    day: int
    month: int | None = None
    year: int | None = None


@dataclass
class SaidParts:
    """What the words name; ``None`` and the empty string stand for what they do not."""

    days_back: int | None = None
    """0 for today, 1 for yesterday."""
    weekday: int | None = None
    """0 for Monday."""
    which: str = ""
    """Which of the weekdays: "last", "this", "week before" (of last week), or "2" and on, counted back."""
    dated: SaidDate | None = None
    back: Pieces = field(default_factory=list)
    """How long ago."""
    part: str = ""
    """A key of PARTS."""
    shade: str = ""
    """"early" or "late" in that part."""
    at: SaidTime | None = None
    time_or_date: tuple[SaidTime, SaidDate] | None = None
    """ "18.10", which is a time to some and a day to others; beside a day it is the time, beside a time the
    day.
    """
    to_come: bool = False
    now: bool = False
    digits: bool = False
    """Whether the time was four digits, which alone may be a year."""
    vague: bool = False
    """ "earlier today", which needs a time."""


_MONTHS = any_of(name[:length].lower() for name in MONTHS for length in (3, 4, 9))
_MONTH = rf"(?P<month>{_MONTHS})\.?"
_WEEKDAYS = {
    beginning: number
    for number, name in enumerate(WEEKDAYS)
    for beginning in (name, name[:3], name[:4], {"wednesday": "weds", "thursday": "thurs"}.get(name, name))
} | {"tues": 1, "thur": 3}  # fmt: skip
_WEEKDAY = rf"(?P<weekday>{any_of(_WEEKDAYS)})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (?P<year>(?:19|20)\d{2})(?! ?(?:[:.]\d|[ap]\.?m\b))| ?'(?P<short>\d{2}))?"
_HALF_DAY = r"(?P<half_day>[ap]\.? ?m\b\.?)"

PARTS = ("morning", "afternoon", "evening", "night", "tonight")
"""The parts of a day that have a name. "tonight" is the evening and the night of today."""

_Handler = Callable[["re.Match[str]", SaidParts], bool]


def take_apart(words: str) -> SaidParts | None:
    """What the words name; ``None`` where a word is not understood or a part is said twice.

    Raises TwoMeanings for what can be taken in two ways.
    """
    text = " ".join(re.sub("[,;~]", " ", words.lower().replace("’", "'").replace("\u202f", " ")).split())
    said, at = SaidParts(), 0
    if not text:
        return None
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        if not said.back and (counted := counted_back(text[at:], said == SaidParts())):
            said.back = counted[0]
            at += counted[1]
            continue
        for form, handle in _FORMS:
            match = form.match(text, at)
            if match and match.end() > at and handle(match, said):
                at = match.end()
                break
        else:
            return None
    return said


# What each form says


def _says_to_come(_: "re.Match[str]", said: SaidParts) -> bool:
    said.to_come = True
    return True


def _says_now(_: "re.Match[str]", said: SaidParts) -> bool:
    said.now = True
    return True


def _says_no_day(_: "re.Match[str]", __: SaidParts) -> bool:
    raise TwoMeanings('say which day, such as "last friday" or "a week ago"')


def _says_vague(_: "re.Match[str]", said: SaidParts) -> bool:
    said.vague = True
    return True


def _says_nothing(_: "re.Match[str]", __: SaidParts) -> bool:
    return True


def _names_day(said: SaidParts) -> bool:
    return said.days_back is not None


def _says_day(match: "re.Match[str]", said: SaidParts) -> bool:
    word = match["day"]
    if _names_day(said):
        return False
    said.days_back = 0 if word == "today" else 2 if "before" in word else 1
    return True


def _says_part_of_day(match: "re.Match[str]", said: SaidParts) -> bool:
    """ "this morning", "last night", "tonight", "the night before last"."""
    which, part = match["which"], match["part"]
    if _names_day(said) or said.part or (which == "last" and part not in ("night", "evening")):
        return False
    said.days_back = {"this": 0, "last": 1, "before last": 2}[which]
    said.part = "tonight" if which == "this" and part == "night" else part
    return True


def _says_tonight(_: "re.Match[str]", said: SaidParts) -> bool:
    if said.part or said.days_back:
        return False
    said.days_back, said.part = 0, "tonight"
    return True


def _says_part(match: "re.Match[str]", said: SaidParts) -> bool:
    if said.part:
        return False
    said.part = match["part"]
    return True


def _says_shade(match: "re.Match[str]", said: SaidParts) -> bool:
    if said.shade:
        return False
    said.shade = match["shade"]
    return True


def _says_weekday(match: "re.Match[str]", said: SaidParts) -> bool:
    if said.weekday is not None:
        return False
    named = match.groupdict()
    said.weekday = _WEEKDAYS[match["weekday"]]
    which = named.get("which") or ""
    count = named.get("count")
    if count:
        said.which = str(int(NUMBERS.get(count, 0) or count))
    elif which == "next":
        said.to_come = True
    elif named.get("before_last"):
        said.which = "2"
    elif named.get("last_week"):
        if which:
            return False
        said.which = "week before"
    else:
        said.which = "this" if named.get("this_week") else which
    return True


def _says_date(match: "re.Match[str]", said: SaidParts) -> bool:
    if said.dated is not None:
        return False
    named = match.groupdict()
    month = named.get("month")
    number = (
        None
        if not month
        else next(n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(month[:3]))
    )
    year = named.get("year") or (f"20{named['short']}" if named.get("short") else None)
    said.dated = SaidDate(int(match["day"]), number, int(year) if year else None)
    bare = _MAYBE_YEAR.match(match.string, match.end())
    if bare and number and not year and int(bare[1]) < 24 and said.at is None:
        raise TwoMeanings(f'say "at {bare[1]}:00" or "20{bare[1]}"')
    return True


def _says_iso_date(match: "re.Match[str]", said: SaidParts) -> bool:
    if said.dated is not None:
        return False
    said.dated = SaidDate(int(match["day"]), int(match["month"]), int(match["year"]))
    return True


def _says_numbered_date(match: "re.Match[str]", said: SaidParts) -> bool:
    """ "25.12.2025", "25/12"; 1/3 is a day in January to some and in March to others."""
    first, second, year = int(match["first"]), int(match["second"]), match["year"]
    day, month = (second, first) if second > 12 else (first, second)
    if not (1 <= month <= 12 and 1 <= day <= 31) or said.dated is not None:
        return False
    dated = SaidDate(day, month, (int(year) + (2000 if len(year) == 2 else 0)) if year else None)
    clear = first == second or max(first, second) > 12
    may_be_time = match["sign"] == "." and len(match["second"]) == 2 and not match["end"]
    if may_be_time and not year and first < 24 and (clear or said.at is None):
        said.time_or_date = SaidTime(time(first, second), half_day=not 1 <= first <= 12), dated
        return True
    if not clear:
        raise TwoMeanings('write the month as a word, such as "1 March", or the year first: "2026-03-01"')
    said.dated = dated
    return True


def _says_time(match: "re.Match[str]", said: SaidParts) -> bool:
    """ "9pm", "21:00", "18.30", "930pm", "2130", "21h", "9 o'clock"."""
    if said.at is not None:
        return False
    named = match.groupdict()
    hour, minute = int(match["hour"]), int(named.get("minute") or 0)
    if match["hour"].startswith("0"):
        return _time(said, hour, minute, named.get("half_day") or ("am" if hour else None), bare=False)
    return _time(said, hour, minute, named.get("half_day"), bare=named.get("minute") is None)


def _says_digits(match: "re.Match[str]", said: SaidParts) -> bool:
    """ "2130"; "930" may be of the morning or of the evening, and "2015" alone may be a year."""
    if said.at is not None:
        return False
    said.digits = len(match["hour"]) == 2
    hour, minute = int(match["hour"]), int(match["minute"])
    if minute > 59 or hour > 23:
        return False
    one = len(match["hour"]) == 1 and hour > 0
    said.at = SaidTime(time(hour, minute), either=one, half_day=not one)
    return True


def _time(said: SaidParts, hour: int, minute: int, half_day: str | None, *, bare: bool) -> bool:
    if minute > 59 or (not 1 <= hour <= 12 if half_day else hour > 23):
        return False
    if half_day:
        hour = hour % 12 + (12 if half_day.startswith("p") else 0)
    open_half = not half_day and 1 <= hour <= 12
    said.at = SaidTime(time(hour, minute), either=bare and open_half, half_day=not open_half)
    return True


def _says_time_in_words(match: "re.Match[str]", said: SaidParts) -> bool:
    """ "half past nine", "quarter to 9", "ten past nine pm", "nine thirty"."""
    if said.at is not None:
        return False
    named = match.groupdict()
    hour_said, minutes_said = named["hour"], named.get("minutes") or ""
    hour = NUMBERS.get(hour_said, 0) or int(hour_said)
    minutes = {"half": 30, "quarter": 15, "a quarter": 15, "twenty-five": 25, "twenty five": 25}.get(
        minutes_said
    )
    if minutes is None:
        minutes = (NUMBERS.get(minutes_said, 0) or int(minutes_said)) if minutes_said else 0
    to = named.get("side") == "to"
    if not 1 <= hour <= 12 or minutes > 59 or (to and minutes_said == "half"):
        return False
    if to:
        hour, minutes = (hour - 2) % 12 + 1, 60 - minutes
    return _time(said, hour, minutes, named.get("half_day"), bare=True)


def _says_point(match: "re.Match[str]", said: SaidParts) -> bool:
    if said.at is not None:
        return False
    said.at = SaidTime(time(0 if match["point"] == "midnight" else 12))
    return True


_MAYBE_YEAR = re.compile(r" (\d{2})(?![:.]?\d| ?[ap]\.?m\b)")
_PART = "(?P<part>morning|afternoon|evening|night)"
_END = r"(?![^\W_])"
_HOUR_WORDS = any_of(SMALL[:12])
_UNITS_TO_COME = "h|m|mins?|minutes?|hours?|days?|weeks?|months?|years?"
_FORMS: list[tuple["re.Pattern[str]", _Handler]] = [
    (re.compile(form + _END), handle)
    for form, handle in (
        (r"tomorrow|next (?:week|month|year)|later(?: today| on)?|soon", _says_to_come),
        (rf"in (?:\d+|[a-z]+) (?:{_UNITS_TO_COME})", _says_to_come),
        (r"(?:just |right )?now|(?:just )?a (?:moment|second) ago", _says_now),
        (r"earlier", _says_vague),
        (rf"(?:last|this|past) (?:week|weekend|month|year)(?! (?:on )?{_WEEKDAY}{_END})", _says_no_day),
        (r"(?P<day>(?:the )?day before yesterday|today|yesterday|yday|yest|ystdy)(?:'s)?", _says_day),
        (r"tonight", _says_tonight),
        (rf"(?P<which>this|last) {_PART}", _says_part_of_day),
        (r"(?:the )?(?P<part>night|evening) (?P<which>before last)", _says_part_of_day),
        (r"(?P<shade>early|late)", _says_shade),
        (_PART, _says_part),
        (rf"(?P<count>\d|{any_of(SMALL)}|an?) {_WEEKDAY}s? ago", _says_weekday),
        (rf"(?:the )?{_WEEKDAY} (?P<before_last>before last)", _says_weekday),
        (rf"{_WEEKDAY} (?:of |in )?(?:(?P<last_week>last week)|(?P<this_week>this week))", _says_weekday),
        (rf"(?:(?P<last_week>last week)|(?P<this_week>this week)) (?:on )?{_WEEKDAY}", _says_weekday),
        (rf"(?:(?:the )?(?P<which>last|this|next|past) )?{_WEEKDAY}\.?", _says_weekday),
        (
            r"(?P<year>\d{4})(?P<sign>[-./])(?P<month>0?[1-9]|1[0-2])(?P=sign)(?P<day>0?[1-9]|[12]\d|3[01])",
            _says_iso_date,
        ),
        (
            r"(?P<first>\d{1,2})(?P<sign>[./-])(?P<second>\d{1,2})"
            r"(?:(?P=sign)(?P<year>\d{4}|\d{2})|(?P<end>\.))?(?![.:\d]| ?[ap]\.?m\b)",
            _says_numbered_date,
        ),
        (rf"(?:the )?{_DAY}(?: of)? {_MONTH}{_YEAR}", _says_date),
        (rf"{_MONTH} (?:the )?{_DAY}(?![:.]\d|\d| ?[ap]\.?m\b){_YEAR}", _says_date),
        (r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)", _says_date),
        (
            rf"(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?::\d{{2}})?(?: ?{_HALF_DAY}| ?(?:h|uhr))?",
            _says_time,
        ),
        (rf"(?P<hour>\d{{1,2}})(?P<minute>\d{{2}}) ?{_HALF_DAY}", _says_time),
        (rf"(?P<hour>\d{{1,2}}) ?{_HALF_DAY}", _says_time),
        (r"(?P<hour>\d{1,2})h(?P<minute>\d{2})?", _says_time),
        (
            r"(?P<minutes>half|(?:a )?quarter|twenty[- ]five|\d{1,2}|five|ten|twenty)(?: minutes)?"
            rf" (?P<side>past|to) (?P<hour>\d{{1,2}}|{_HOUR_WORDS})(?: ?{_HALF_DAY}| o'?clock)?",
            _says_time_in_words,
        ),
        (rf"(?P<minutes>half) (?P<hour>{_HOUR_WORDS})", _says_time_in_words),
        (
            rf"(?P<hour>{_HOUR_WORDS}) (?P<minutes>fifteen|thirty|forty[- ]five)(?: ?{_HALF_DAY})?",
            _says_time_in_words,
        ),
        (rf"(?P<hour>{_HOUR_WORDS})(?: ?{_HALF_DAY}| o'?clock)?", _says_time_in_words),
        (r"(?P<hour>\d{1,2})(?P<minute>\d{2})(?: ?(?:h|hrs|hours))?", _says_digits),
        (r"(?P<hour>\d{1,2})(?: ?o'?clock)?", _says_time),
        (r"(?P<point>noon|midday|midnight)", _says_point),
        (r"at|on|in|the|of|around|about|roughly", _says_nothing),
    )
]
"""What can stand at a place, in the order in which it is tried."""
