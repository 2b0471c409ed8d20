"""Days and times as people's formats write them: in figures, in words, with a time or without."""

import re
from datetime import date, datetime, time
from typing import NamedTuple

from companion.exchange.parsing.date_words import parse_day, parse_time_of_day
from companion.exchange.parsing.day_order import ORDERS, read_day
from companion.exchange.parsing.strict_json import quoted
from companion.model.errors import InputRefused

_FIGURES = re.compile(r"(\d{1,4}([-./])\d{1,2}\2\d{1,4})\.?(?:[ ,T]+(.*))?")
_WORDS = re.compile(r"(.*?)\b(\d{4})\b[ ,]*(.*)")


class WrittenTime(NamedTuple):
    """A day as written in figures, whose order may be open, or as found; and a time, if there is any."""

    figures: str | None
    day: date | None
    time_of_day: time | None


def parse_written_time(written: str, pattern: str | None = None) -> WrittenTime | None:
    """A date as its user's format wrote it; ``None`` for what is none."""
    written = written.strip()
    if pattern is not None:
        try:
            at = datetime.strptime(written, pattern)
        except (ValueError, re.error):
            return None
        return WrittenTime(
            None, at.date() if at.year != 1900 else None, at.time() if _has_time(pattern) else None
        )
    found = _FIGURES.fullmatch(written)
    if found:
        time_of_day = parse_time_of_day(found[3]) if found[3] else None
        if (found[3] and time_of_day is None) or not any(read_day(found[1], order) for order in ORDERS):
            return None
        return WrittenTime(found[1], None, time_of_day)
    only = parse_time_of_day(written)
    if only is not None:
        return WrittenTime(None, None, only)
    words = _WORDS.fullmatch(written)
    if words and int(words[2]) >= 1000 and re.search(r"\d", words[1]) and re.search(r"[^\W\d_]", words[1]):
        day = parse_day(words[1].strip(" ,"), words[2])
        time_of_day = parse_time_of_day(words[3]) if words[3] else None
        if day is not None and (time_of_day is not None or not words[3]):
            return WrittenTime(None, day, time_of_day)
    return None


def date_pattern(given: str | None) -> str | None:
    """The pattern given for dates; ``None`` for an order or nothing. Raises InputRefused otherwise."""
    if given is None or given in ORDERS:
        return None
    if "%" in given:
        return given
    allowed = ", ".join((*ORDERS, "or a pattern such as %d.%m.%Y %H:%M"))
    raise InputRefused(f"dates: {quoted(given)} is not allowed; allowed: {allowed}")


def _has_time(pattern: str) -> bool:
    return any(sign in pattern for sign in ("%H", "%I", "%r", "%T", "%R", "%X", "%c"))
