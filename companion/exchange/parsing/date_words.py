"""Days and times of day as phones and people write them: in figures, and in words of many languages."""

import re
import unicodedata
from datetime import date, time
from functools import lru_cache

from companion.exchange.parsing.day_periods import PERIODS
from companion.exchange.parsing.month_names import MONTHS

_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME = re.compile(
    r"(\D*?)(\d{1,2})\s*[:.h時时點点시]\s*(\d{2})\s*[分분]?(?:\s*[:.]?\s*(\d{2})\s*[秒초]?)?(\D*)"
)
_CLOCK = frozenset(("uhr", "h", "hs", "hr", "hrs", "kl", "klo", "klokken", "kello", "u", "uur", "ч", "น"))
"""What stands beside a time of the 24-hour clock and says no more than that it is one."""

_NUMBERED = (
    re.compile(r"(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일号號]?"),
    re.compile(r"(?:ngày\s*)?(?P<day>\d{1,2})\s*,?\s*(?:tháng|thg|th)\.?\s*(?P<month>\d{1,2})"),
    re.compile(r"(?P<month>\d{1,2})-р\s*сар\w*\s+(?P<day>\d{1,2})"),
)
"""Days of languages that number their months: 10月27日, 27 tháng 10, 10-р сарын 27."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_AROUND_A_YEAR = " \t,،.-/'年년оныг"


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
    if text.isascii():
        return text.casefold().strip()
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

    ``None`` for anything else: a day that is not in the calendar, figures whose order is open, and the name
    of a month that is another one in another language (see :func:`days_in_words`).
    """
    try:
        if year is None:
            iso = _ISO_DAY.fullmatch(_in_plain_figures(text))
            return date(*(int(part) for part in iso.groups())) if iso else None
        days = days_in_words(text, int(year))
    except ValueError:
        return None
    return days[0] if len(days) == 1 else None


def parse_full_day(text: str) -> tuple[date, ...]:
    """The days that a text with a year and the name of a month can mean: ``27 mai 2022``, ``2022年10月27日``.

    None for anything else, and for a year before 1900 or after 2099, which may be of another calendar.
    """
    plain = _in_plain_figures(text)
    years = list(_YEAR.finditer(plain))
    if len(years) != 1 or len(re.findall(r"\d{3,}", plain)) != 1:
        return ()
    before, after = plain[: years[0].start()], plain[years[0].end() :]
    return days_in_words(f"{before.strip(_AROUND_A_YEAR)} {after.strip(_AROUND_A_YEAR)}", int(years[0][0]))


def days_in_words(text: str, year: int) -> tuple[date, ...]:
    """The days that a day and the name of a month can mean, in any of the languages a phone can be set to.

    Two where the name is the next month in another language (``listopad``); none for what is no day.
    """
    months, day = _months_and_day(text)
    return _dates(year, months, day)


@lru_cache(maxsize=1024)  # those of one year recur in every other
def _months_and_day(text: str) -> tuple[frozenset[int], int]:
    """What the month can be, and the day; no month for what is no day of one."""
    plain = _in_plain_figures(text)
    for pattern in _NUMBERED:
        if numbered := pattern.fullmatch(plain.strip(" ,")):
            return frozenset({int(numbered["month"])}), int(numbered["day"])
    days = re.findall(r"\d+", plain)
    named = {MONTHS[word] for word in words_of(plain) if word in MONTHS}
    if len(days) != 1 or len(named) != 1:
        return frozenset(), 0  # 05/06 may be May or June: not for us to guess
    return named.pop(), int(days[0])


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without figures and points."""
    parts = re.split(r"[\s,،\-/]+", re.sub(r"\d+", " ", _in_plain_figures(text)))
    return [word for part in parts if (word := _bare(part))]


def _dates(year: int, months: frozenset[int], day: int) -> tuple[date, ...]:
    found: list[date] = []
    for month in sorted(months):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return tuple(found)
