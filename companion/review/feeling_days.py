"""The feelings of the last days, a line a day, and which were named most."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from rich.cells import cell_len

from companion.model.clock import WEEKDAYS
from companion.model.day_summary import DaySummary
from companion.review.drawing import Row
from companion.review.grammar import listed

SHOWN_DAYS = 14
"""How many days have a line of their own."""

NAMED_DAYS = 28
"""Over how many days it is counted how often a feeling was named."""

_INDENT = 7
"""Cells for the day: ``Su 22``, and two blanks."""


def named_lately(days: Iterable[DaySummary]) -> dict[str, int]:
    """How often each feeling was named on these days: most often first, then the latest."""
    latest: dict[str, date] = {}
    times: Counter[str] = Counter()
    for day in days:
        times.update(day.feelings)
        latest.update((mood, max(day.day, latest.get(mood, day.day))) for mood in day.feelings)
    order = sorted(times, key=lambda mood: (-times[mood], -latest[mood].toordinal(), mood))
    return {mood: times[mood] for mood in order}


def feeling_day_rows(
    days: Mapping[date, DaySummary], today: date, words: Mapping[str, str], width: int
) -> list[Row]:
    """The last two weeks, today first: a day's feelings in a line of at most ``width`` cells.

    ``words``: what each feeling is called; one that is not known stands as it is. Where a line has no room
    for all of them, it says how many more there were. A day without an entry is empty, one without a feeling
    has a dot.
    """
    rows: list[Row] = []
    for back in range(SHOWN_DAYS):
        day = today - timedelta(days=back)
        name = f"{WEEKDAYS[day.weekday()][:2].title()} {day.day}".ljust(_INDENT)
        summary = days.get(day)
        if summary is None:
            rows.append(((name, "$soft"),))
        elif not summary.feelings:
            rows.append(((name, "$soft"), ("·", "$soft")))
        else:
            counts = Counter(summary.feelings)
            told = [words.get(mood, mood) + (f" ({n})" if n > 1 else "") for mood, n in counts.items()]
            rows.append(((name, "$soft"), *_in_room(told, width - _INDENT)))
    return rows


def _in_room(told: Sequence[str], room: int) -> Row:
    for shown in range(len(told), 0, -1):
        more = len(told) - shown
        text, rest = ", ".join(told[:shown]), f" +{more}" if more else ""
        if cell_len(text) + len(rest) <= room:
            return ((text, ""), (rest, "$soft"))
    return ((f"{len(told)} feelings", "$soft"),)


def most_named(named: Mapping[str, int], words: Mapping[str, str], often: int) -> str:
    """Which feelings were named most in four weeks, in a sentence; empty where none was named ``often``."""
    most = [f"{words.get(mood, mood)} ({n})" for mood, n in named.items() if n >= often][:3]
    return f"Named most in four weeks: {listed(most)}." if most else ""
