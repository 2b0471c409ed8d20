"""Days with a time of day or without, as the date formats of people's programs write them."""

import re
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from companion.exchange.parsing.date_words import parse_day, parse_time_of_day
from companion.exchange.parsing.day_order import ORDERS, DayOrder, read_day
from companion.exchange.parsing.strict_json import worded
from companion.model.errors import not_valid

_FIGURES = re.compile(r"(\d{1,4}([-./])\d{1,2}\2\d{1,4})\.?(?:[ ,T]+(.*))?")
_WORDS = re.compile(r"(.*?)\b(\d{4})\b[ ,]*(.*)")


_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?", re.IGNORECASE)


class WrittenTime(NamedTuple):
    """What is written: a day, a time of day, or both.

    The day stands in ``figures`` where it is written in figures whose order is open (12/11/2025), and in
    ``day`` where it is not.
    """

    figures: str | None
    day: date | None
    time_of_day: time | None

    def day_in(self, order: DayOrder | None) -> date | None:
        """The day, figures read in ``order``; ``None`` where none is written or none fits."""
        return self.day or (order.read(self.figures) if order and self.figures else None)


def parse_written_time(written: str, pattern: str | None = None) -> WrittenTime | None:
    """A day, a time of day or both, as written; ``None`` for what is none of these.

    ``pattern`` is one of strftime's; without it figures (``31.01.2024 9:05 PM``), words (``31 January 2024``)
    and a time alone (``21:05``) are known.
    """
    written = _without_weekday(written.strip()) if pattern is None else written.strip()
    if pattern is not None:
        try:
            at = datetime.strptime(written, pattern)
        except (ValueError, re.error):
            return None
        return WrittenTime(
            None, at.date() if at.year != 1900 else None, at.time() if _has_time(pattern) else None
        )
    in_figures = _FIGURES.fullmatch(written)
    if in_figures:
        figures, after = in_figures[1], in_figures[3]
        time_of_day = parse_time_of_day(after) if after else None
        if (after and time_of_day is None) or not any(read_day(figures, order) for order in ORDERS):
            return None
        day = read_day(figures, "ymd") if re.match(r"\d{4}", figures) else None
        return WrittenTime(None if day else figures, day, time_of_day)
    time_alone = parse_time_of_day(written)
    if time_alone is not None:
        return WrittenTime(None, None, time_alone)
    words = _WORDS.fullmatch(written)
    if words and int(words[2]) >= 1000 and re.search(r"\d", words[1]) and re.search(r"[^\W\d_]", words[1]):
        day = parse_day(words[1].strip(" ,"), words[2])
        time_of_day = parse_time_of_day(words[3]) if words[3] else None
        if day is not None and (time_of_day is not None or not words[3]):
            return WrittenTime(None, day, time_of_day)
    return None


def _without_weekday(written: str) -> str:
    """A time without the English name of a weekday beside it: the date says it already."""
    if written.lower() == written.upper():
        return written
    words = re.split(r"([ ,]+)", written)
    kept = [word for word in words if not _WEEKDAY.fullmatch(word)]
    return "".join(kept).strip(" ,") if len(kept) < len(words) else written


def date_pattern(given: str | None) -> str | None:
    """The strftime pattern in what a person gave with ``--dates``; ``None`` for an order or nothing.

    Raises InputRefused for anything else.
    """
    if given is None or given in ORDERS:
        return None
    if "%" in given:
        return given
    raise not_valid("dates", worded(given), (*ORDERS, "a pattern such as %d.%m.%Y %H:%M"))


def _has_time(pattern: str) -> bool:
    return any(sign in pattern for sign in ("%H", "%I", "%r", "%T", "%R", "%X", "%c"))


def instant_of(value: object) -> datetime | None:
    """The instant of a number of milliseconds since 1970, or of an ISO text with an offset; else ``None``."""
    try:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / 1000, UTC)
        at = datetime.fromisoformat(value.strip()) if isinstance(value, str) else None
    except (ValueError, OverflowError, OSError):
        return None
    return at if at is not None and at.tzinfo else None
