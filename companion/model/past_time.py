"""Reads times in English words: "yesterday 9pm", "last friday", "2h ago", "2026-03-01 21:40".

What is seen most is read here, exactly; the rest goes to dateparser, but only if every word of it is known.
dateparser passes over what it does not understand, and a diary is better off with a question than with a
wrong hour.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from companion.model.clock import WEEKDAYS, Clock, local_day
from companion.model.errors import InputRefused

_AGO = re.compile(
    r"-?(?:(?P<many>\d+(?:[.]\d+)?) ?|(?P<half>half an )|(?P<quarter>a quarter of an )|an? )"
    r"(?P<unit>h|hrs?|hours?|m|mins?|minutes?)(?: ago)?"
)
_TIME = re.compile(r"(?:at )?(\d{1,2})(?:[:.](\d{2}))? ?(am|pm|a\.m\.|p\.m\.)?")
_DATE_AND_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})(?: (.+))?")
_SAYS_A_TIME = re.compile(r"\d{1,2}[:.]\d{2}|\d ?[ap]\.?m\b|noon|midday|midnight|morning|evening|night")
_WEEKDAY = re.compile("|".join(rf"\b{day[:3]}" for day in WEEKDAYS))
_BARE_HOUR = re.compile(r"\b(?:at|today|yesterday|[a-z]+day|mon|tue|wed|thu|fri|sat|sun) \d{1,2}$")
_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})")

_YEAR_FIRST = re.compile(r"\b\d{4}[./-](\d{1,2})[./-]\d{1,2}\b")

_PARTS_OF_TODAY = {
    "this morning": (5, 9),
    "this afternoon": (12, 15),
    "this evening": (17, 19),
    "tonight": (17, 21),
}
"""The hour from which a part of the day has begun, and the hour it stands for."""

# fmt: off
_POINTS_SOMEWHERE = frozenset(
    ("yesterday", "today", "tonight", "tomorrow", "last", "next", "this", "ago", "past")
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)
_MONTH = re.compile("|".join(name[:3] for name in _MONTHS))
_KNOWN_WORDS = _POINTS_SOMEWHERE.union(
    ("now", "in", "on", "at", "the", "of", "a", "an", "and", "just", "before", "st", "nd", "rd", "th"),
    ("noon", "midday", "midnight", "morning", "afternoon", "evening", "night", "am", "pm"),
    ("second", "minute", "min", "hour", "day", "week", "month", "year"),
    ("seconds", "minutes", "mins", "hours", "days", "weeks", "months", "years"),
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    (name[:length] for name in (*WEEKDAYS, *_MONTHS) for length in (3, 4, len(name))),
)
# fmt: on


class StillToCome(InputRefused):
    """A time that is understood, and has not come yet."""


def parse_past_time(words: str, clock: Clock) -> datetime:
    """A time in words ("yesterday 9pm", "last friday", "2h ago", "2026-03-01 21:40") as an aware datetime.

    Words are English and read from the clock's present, towards the past. A day without a time is taken at
    noon (or now, when noon is still to come); a bare time of day still to come is yesterday's; anything else
    still to come is refused. Hours and minutes ago go by absolute time. A wall time that the clocks skipped
    is moved on by the hour they skipped. Raises InputRefused with the words and examples of what is
    understood; StillToCome, which is one.
    """
    now = clock.now()
    zone = ZoneInfo(clock.zone) if clock.zone else now.tzinfo
    at = _time_named(words, now)
    if at is None:
        raise InputRefused(
            f"when: could not read {words!r} as a time; "
            'try "yesterday 9pm", "last friday", "2h ago" or "2026-03-01 21:40"'
        )
    try:
        if at.tzinfo is None:
            at = at.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
        if at > now:
            raise StillToCome(f"when: {words!r} is in the future; log a moment after it has happened")
    except OverflowError:
        raise InputRefused(f"when: {words!r} is too far away for the calendar") from None
    return at


def _time_named(words: str, now: datetime) -> datetime | None:
    """The time that ``words`` name, seen from ``now`` (aware); None when they name none.

    The answer is aware where the words fix a point in absolute time, and a wall time without zone otherwise.
    It may lie in the future.
    """
    text = " ".join(words.lower().replace(",", " ").split())
    wall = now.replace(tzinfo=None)
    if text in ("now", "just now"):
        return now
    return (
        _some_time_ago(text, now)
        or _exact(" ".join(words.split()), wall)
        or _time_today(text, wall)
        or _part_of_today(text, wall)
        or _last_night(text, wall)
        or _by_dateparser(text, wall)
    )


def _some_time_ago(text: str, now: datetime) -> datetime | None:
    """ "2h ago": hours and minutes go by absolute time, whatever the clocks on the wall did meanwhile."""
    match = _AGO.fullmatch(text)
    if match is None:
        return None
    amount = 0.5 if match["half"] else 0.25 if match["quarter"] else float(match["many"] or 1)
    unit = "hours" if match["unit"].startswith("h") else "minutes"
    try:
        return (
            (now.astimezone(UTC) - timedelta(**{unit: amount})).astimezone(now.tzinfo).replace(microsecond=0)
        )
    except OverflowError:
        return None


def _exact(text: str, wall: datetime) -> datetime | None:
    """An ISO date, alone or with a time of day, or a whole ISO timestamp."""
    dated = _DATE_AND_TIME.fullmatch(text)
    try:
        if dated is None:
            return datetime.fromisoformat(text) if re.match(r"\d{4}-?\d{2}-?\d{2}T", text) else None
        day = date.fromisoformat(dated[1])
        if dated[2] is None:
            return _some_hour_of(day, wall)
        at = _time_of_day(dated[2].lower())
        return datetime.combine(day, at) if at is not None else datetime.fromisoformat(text)
    except ValueError:
        return None


def _time_today(text: str, wall: datetime) -> datetime | None:
    """A bare time of day: today's, or yesterday's when today's is still to come."""
    at = _time_of_day(text)
    if at is None:
        return None
    today = datetime.combine(wall.date(), at)
    return today if today <= wall else today - timedelta(days=1)


def _part_of_today(text: str, wall: datetime) -> datetime | None:
    """ "this morning", "tonight"; before the day start, the evening meant is the one before."""
    if text not in _PARTS_OF_TODAY:
        return None
    begins, stands_for = _PARTS_OF_TODAY[text]
    at = datetime.combine(local_day(wall), time(stands_for))
    return min(at, wall) if wall >= at.replace(hour=begins) else at


def _last_night(text: str, wall: datetime) -> datetime | None:
    """ "last night", "last night at 1am": the night from yesterday to today."""
    if not text.startswith("last night"):
        return None
    at = _time_of_day(text.removeprefix("last night").strip() or "21:00")
    if at is None:
        return None
    return datetime.combine(wall.date() - timedelta(days=0 if at.hour < 12 else 1), at)


def _by_dateparser(text: str, wall: datetime) -> datetime | None:
    if not _names_one_time(text):
        return None
    import dateparser

    settings = {"RELATIVE_BASE": wall, "PREFER_DATES_FROM": "past", "RETURN_AS_TIMEZONE_AWARE": False}
    text = _BARE_HOUR.sub(r"\g<0>:00", text)
    try:
        at = dateparser.parse(text, languages=["en"], settings=settings)
    except (OverflowError, ValueError):
        return None
    if not isinstance(at, datetime):
        return None
    at = at.replace(tzinfo=None, microsecond=0)
    says_a_time = _SAYS_A_TIME.search(_NUMBERS.sub("", text))
    if at.time() == time() and not says_a_time:
        at = _some_hour_of(at.date(), wall)
    if _WEEKDAY.search(text) and "last" not in text and at.date() == wall.date() - timedelta(days=7):
        # On a Wednesday, "wednesday 10:00" is today's as soon as it has passed.
        today = at + timedelta(days=7) if says_a_time else wall
        return today if today <= wall else at
    return at


def _names_one_time(text: str) -> bool:
    """Whether every word is known, every clock time exists, and a day is named that can be no other."""
    words = re.findall(r"[^\W\d_]+", text)
    if not _KNOWN_WORDS.issuperset(words):
        return False
    if any(int(hour) > 23 or int(minute) > 59 for hour, minute in re.findall(r"\b(\d+):(\d+)", text)):
        return False
    numbers = _NUMBERS.search(text)
    if numbers and max(int(numbers[1]), int(numbers[2])) <= 12 and numbers[1] != numbers[2]:
        return False  # 1/3/2026 is a day in January to some and a day in March to others
    year_first = _YEAR_FIRST.search(text)
    if year_first and int(year_first[1]) > 12:
        return False  # 2026-13-01 is no day; it would be read as one with month and day changed about
    points_somewhere = not _POINTS_SOMEWHERE.isdisjoint(words) and text != "ago"
    points_somewhere = points_somewhere or re.match(r"in \d", text) is not None  # to be told it is to come
    names_a_date = bool(numbers) or (any(_MONTH.match(word) for word in words) and re.search(r"\d", text))
    return bool(points_somewhere or _WEEKDAY.search(text) or names_a_date)


def _time_of_day(text: str) -> time | None:
    """ "9pm", "21:00", "at 9", "18.30", "noon" or "midnight" as a time; None for anything else."""
    if text in ("noon", "midday", "midnight"):
        return time(0 if text == "midnight" else 12)
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "")[:1]
    if minute > 59 or (not 1 <= hour <= 12 if half else hour > 23):
        return None
    return time(hour % 12 + (12 if half == "p" else 0) if half else hour, minute)


def _some_hour_of(day: date, wall: datetime) -> datetime:
    """Noon, which lies within the day whatever its start; the present where noon is still to come."""
    noon = datetime.combine(day, time(12))
    return wall if day == wall.date() and noon > wall else noon
