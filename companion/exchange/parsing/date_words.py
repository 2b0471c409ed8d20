"""Days and times of day as phones and people write them: in figures, and in words of many languages."""

import re
import unicodedata
from datetime import date, time
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from companion.exchange.parsing.day_periods import PERIODS

if TYPE_CHECKING:
    from dateutil.parser import parserinfo

_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME = re.compile(
    r"(\D*?)(\d{1,2})\s*[:.h時时點点시]\s*(\d{2})\s*[分분]?(?:\s*[:.]?\s*(\d{2})\s*[秒초]?)?(\D*)"
)
_CLOCK = frozenset(("uhr", "h", "hs", "hr", "hrs", "kl", "klo", "klokken", "kello", "u", "uur", "ч", "น"))
"""What stands beside a time of the 24-hour clock and says no more than that it is one."""

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
    """``6:50 pm``, ``18:52``, ``下午6:50`` or ``6:50 μ.μ.``, in any figures and with any kind of space;
    ``None`` for anything else, and for a word that could be of the morning in one language and of the
    evening in another.
    """
    match = _TIME.fullmatch(_in_plain_figures(text))
    if match is None:
        return None
    before, hours, minutes, seconds, after = match.groups()
    hour = _hour(int(hours), [word for word in (_bare(before), _bare(after)) if word and word not in _CLOCK])
    try:
        return None if hour is None else time(hour, int(minutes), int(seconds or 0))
    except ValueError:
        return None


def _hour(hour: int, words: list[str]) -> int | None:
    """The hour of the day, by the word for the part of the day beside it; ``None`` where it stays open."""
    if not words:
        return hour
    if len(words) > 1 or words[0] not in PERIODS:
        return None
    halves = {hour % 12, hour % 12 + 12} if hour <= 12 else {hour}
    fitting = halves & PERIODS[words[0]]
    return fitting.pop() if len(fitting) == 1 else None


def _in_plain_figures(text: str) -> str:
    """In small letters and the figures 0 to 9, without the marks that turn the direction of writing."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in plain.strip()
        if unicodedata.category(sign) != "Cf"
    ).strip()


def _bare(words: str) -> str:
    return "".join(sign for sign in words if unicodedata.category(sign)[0] in "LM")


@lru_cache(maxsize=4096)  # so do its days, which are looked at for their order first
def parse_day(text: str, year: str | None = None) -> date | None:
    """``2022-10-27``; with ``year``, a day and the name of a month (``30 May``, ``30 de mayo``).

    ``None`` for anything else: a day that is not in the calendar, and figures whose order is open.
    """
    try:
        if year is None:
            iso = _ISO_DAY.fullmatch(_in_plain_figures(text))
            return date(*(int(part) for part in iso.groups())) if iso else None
        return _date_in_words(_in_plain_figures(text), int(year))
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
