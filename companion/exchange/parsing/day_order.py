"""Days in figures whose order is open: 12/11/2025 may be November or December. Said, never silent."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from companion.exchange.parsing.strict_json import worded
from companion.model.errors import InputRefused, not_valid
from companion.model.frozen_dataclass import dataclass

ORDERS = {"dmy": "day, month, year", "mdy": "month, day, year", "ymd": "year, month, day"}
"""What ``--dates`` takes, beside a pattern such as ``%d.%m.%Y``, in words."""

_FIGURES = re.compile(r"\s*(\d{1,4})\s*([-./])\s*(\d{1,2})\s*\2\s*(\d{1,4})\s*\.?\s*")


@dataclass(frozen=True, slots=True)
class DayOrder:
    """How days in figures are read: ``order`` is one of :data:`ORDERS`.

    ``sure`` says whether the file, or the person, leaves no other way; ``remark`` says it all in a sentence.
    """

    order: str
    sure: bool
    remark: str

    def read(self, text: str) -> date | None:
        """The day written in ``text``, or ``None`` where it is none in this order."""
        return read_day(text, self.order)


@lru_cache(maxsize=16384)  # each is looked at in all orders, and its day recurs in a long diary
def read_day(text: str, order: str) -> date | None:
    """The day of a text in figures, ``12/11/2025``, in one of :data:`ORDERS`; ``None`` for what is none.

    Between the figures stand dashes, dots or slashes; a year of two figures lies from 1970 to 2069.
    """
    match = _FIGURES.fullmatch(text)
    if match is None:
        return None
    parts = dict(zip(order, (match[1], match[3], match[4]), strict=True))
    if len(parts["y"]) not in (2, 4) or len(parts["d"]) > 2 or len(parts["m"]) > 2:
        return None
    year = int(parts["y"])
    if len(parts["y"]) == 2:
        year += 2000 if year < 70 else 1900
    try:
        return date(year, int(parts["m"]), int(parts["d"]))
    except ValueError:
        return None


def find_order(texts: Iterable[str], given: str | None = None) -> DayOrder:
    """The order in which all of ``texts`` are days, found from them unless ``given`` names one.

    Where two orders fit them all, the one whose days run on more evenly is taken and is not ``sure``. Raises
    InputRefused, naming a text, where none fits, and for a ``given`` that is none of :data:`ORDERS`.
    """
    texts = list(texts)
    if given is not None:
        if given not in ORDERS:
            raise not_valid("dates", worded(given), ORDERS)
        for text in texts:
            if read_day(text, given) is None:
                raise InputRefused(f"dates: {worded(text)} is not a date in the order {ORDERS[given]}")
        return DayOrder(given, True, f"Dates are read as {ORDERS[given]}, as you chose.")
    different = sorted(set(texts))
    fitting = [order for order in ORDERS if all(read_day(text, order) for text in different)]
    if not fitting:
        strange = next((text for text in texts if not any(read_day(text, order) for order in ORDERS)), None)
        if strange is not None:
            raise InputRefused(f"{worded(strange)} is not a date such as 2025-11-12")
        raise InputRefused("the order of day, month and year is not the same throughout; set it with --dates")
    if len(fitting) == 1:
        return DayOrder(fitting[0], True, f"Dates are read as {ORDERS[fitting[0]]}.")
    best = min(fitting, key=lambda order: (_unevenness(texts, order), fitting.index(order)))
    rest = " or ".join(ORDERS[order] for order in fitting if order != best)
    example = next((text for text in texts if len({read_day(text, order) for order in fitting}) > 1), None)
    if example is None:
        return DayOrder(best, True, f"Dates are read as {ORDERS[best]}.")
    day = read_day(example, best)
    return DayOrder(
        best,
        False,
        f"Dates are read as {ORDERS[best]}: {example.strip()} is {day}. This is a guess; {rest} "
        f"would fit too. "
        "--dates dmy, mdy or ymd says which.",
    )


def _unevenness(texts: Sequence[str], order: str) -> tuple[int, int]:
    """How often the days turn back in time (or, in a file with the newest first, forth), and their span."""
    days = [day.toordinal() for text in texts if (day := read_day(text, order))]
    up = sum(1 for day, following in pairwise(days) if following > day)
    down = sum(1 for day, following in pairwise(days) if following < day)
    return min(up, down), max(days, default=0) - min(days, default=0)
