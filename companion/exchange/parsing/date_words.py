"""Days and times of day as phones and people write them: in figures, and in words of many languages."""

import re
from datetime import date, time
from functools import lru_cache

_MORNING = frozenset({"am", "a", "上午", "午前", "오전", "ص"})
_EVENING = frozenset({"pm", "p", "下午", "午後", "오후", "م"})
_HALF = "|".join(sorted(_MORNING | _EVENING, key=len, reverse=True))
_TIME = re.compile(rf"({_HALF})?(\d{{1,2}})[:.h](\d{{2}})(?:[:.](\d{{2}}))?({_HALF})?")

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_MONTH_WORDS = {word: number for number, name in enumerate(_MONTHS, start=1) for word in (name, name[:3])}


def parse_time_of_day(text: str) -> time | None:
    """``6:50 pm``, ``12:00 AM``, ``18:52``, with any kind of space, in a few scripts; else ``None``."""
    found = _TIME.fullmatch(re.sub(r"[\s.]+(?=\D|$)|(?<=\D)\s+", "", text.strip().casefold()))
    if found is None:
        return None
    before, hours, minutes, seconds, after = found.groups()
    half = before or after
    hour = int(hours)
    if half and before and after:
        return None
    if half in _MORNING:
        hour = 0 if hour == 12 else hour
        if hour > 12:
            return None
    elif half in _EVENING and hour < 12:
        hour += 12
    try:
        return time(hour, int(minutes), int(seconds or 0))
    except ValueError:
        return None


def parse_day(text: str, year: str | None = None) -> date | None:
    """``2022-10-27``; with ``year``, a day and a month in words as the oldest files have them (``30 May``).

    ``None`` for anything else. English months are read here; other languages by the parser of human dates.
    """
    try:
        if year is None:
            found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text.strip())
            return date(*(int(part) for part in found.groups())) if found else None
        return _date_in_words(text.strip(), int(year))
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def _date_in_words(text: str, year: int) -> date | None:
    days = re.findall(r"\d+", text)
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if len(days) != 1 or not words:
        return None  # 05/06 may be May or June: not for us to guess
    months = [_MONTH_WORDS[word] for word in words if word in _MONTH_WORDS]
    if len(months) == 1:
        return date(year, months[0], int(days[0]))
    import dateparser

    found = dateparser.parse(f"{text} {year}", settings={"REQUIRE_PARTS": ["day", "month", "year"]})
    if found is None or (found.year, found.day) != (year, int(days[0])):
        return None
    return date(found.year, found.month, found.day)
