"""Days and times of day as phones and people write them: in figures, and in words of many languages."""

import re
from datetime import date, time
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateutil.parser import parserinfo

_MORNING = frozenset({"am", "a", "上午", "午前", "오전", "ص"})
_EVENING = frozenset({"pm", "p", "下午", "午後", "오후", "م"})
_HALF = "|".join(sorted(_MORNING | _EVENING, key=len, reverse=True))
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME = re.compile(rf"({_HALF})?(\d{{1,2}})[:.h](\d{{2}})(?:[:.](\d{{2}}))?({_HALF})?")

_LANGUAGES = (
    *("en", "es", "pt", "fr", "it", "ca", "gl", "ro", "de", "nl", "af", "sv", "nb", "da", "is", "fi", "et"),
    *("lv", "lt", "pl", "cs", "sk", "sl", "hr", "sr", "sr-Latn", "bs", "mk", "bg", "ru", "uk", "be", "hu"),
    *("el", "sq", "eu", "ga", "cy", "tr", "az", "ka", "hy", "kk", "ky", "uz", "mn", "ar", "fa", "ur", "he"),
    *("hi", "bn", "mr", "ne", "as", "or", "pa", "gu", "ta", "te", "kn", "ml", "si", "th", "lo", "km", "my"),
    *("vi", "id", "ms", "fil", "ja", "ko", "zh", "zh-Hans", "zh-Hant", "yue", "sw", "am", "zu"),
)
"""The languages a phone can be set to. To say no, all of the parser's 205 take more than twice as long."""


@lru_cache(maxsize=4096)  # the minutes of a day recur in any long diary
def parse_time_of_day(text: str) -> time | None:
    """``6:50 pm``, ``18:52`` or ``下午6:50``, with any kind of space; ``None`` for anything else."""
    match = _TIME.fullmatch(re.sub(r"[\s.]+(?=\D|$)|(?<=\D)\s+", "", text.strip().casefold()))
    if match is None:
        return None
    before, hours, minutes, seconds, after = match.groups()
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
    """``2022-10-27``; with ``year``, a day and the name of a month (``30 May``, ``30 de mayo``).

    ``None`` for anything else: a day that is not in the calendar, and figures whose order is open.
    """
    try:
        if year is None:
            iso = _ISO_DAY.fullmatch(text.strip())
            return date(*(int(part) for part in iso.groups())) if iso else None
        return _date_in_words(text.strip(), int(year))
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def _date_in_words(text: str, year: int) -> date | None:
    days = re.findall(r"\d+", text)
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if len(days) != 1 or not words:
        return None  # 05/06 may be May or June: not for us to guess
    english_names = _english_names()
    english = [month for word in words if (month := english_names.month(word))]
    if len(english) == 1:
        return date(year, english[0], int(days[0]))
    import dateparser

    at = dateparser.parse(
        f"{text} {year}",
        languages=list(_LANGUAGES),
        # Absolute alone: whatever parts are required, "17 मे" would else be so many months ago in Marathi.
        settings={"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]},
    )
    if at is None or (at.year, at.day) != (year, int(days[0])):
        return None
    return date(at.year, at.month, at.day)


@cache
def _english_names() -> "parserinfo":
    from dateutil.parser import parserinfo

    return parserinfo()
