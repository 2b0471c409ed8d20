"""The feelings of the last days with their strengths, a line a day, and which were named most."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from rich.cells import cell_len

from companion.model.clock import WEEKDAYS, local_day
from companion.model.day_summary import DaySummary
from companion.model.records import Entry
from companion.review.drawing import Row, cut
from companion.review.grammar import listed

SHOWN_DAYS = 14
"""How many days have a line of their own, where there is no room for more."""

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


Felt = Mapping[date, Mapping[str, int | None]]
"""The days with entries: on each the feelings named, with the greatest strength each was named with."""


def felt_by_day(entries: Iterable[Entry], day_start: str) -> Felt:
    """The feelings of entries by their local day, the strongest first; one without a strength comes last."""
    found: dict[date, dict[str, int | None]] = {}
    for entry in entries:
        day = found.setdefault(local_day(entry.occurred_at, day_start), {})
        for feeling in entry.feelings:
            before = day.get(feeling.mood)
            known = [strength for strength in (before, feeling.intensity) if strength is not None]
            day[feeling.mood] = max(known, default=None)
    return {
        day: dict(sorted(felt.items(), key=lambda pair: -1 if pair[1] is None else pair[1], reverse=True))
        for day, felt in found.items()
    }


def feeling_day_rows(
    felt: Felt, today: date, words: Mapping[str, str], width: int, days: int = SHOWN_DAYS
) -> list[Row]:
    """The last ``days``, today first: a day's feelings in a line of at most ``width`` cells.

    ``words``: what each feeling is called; one that is not known stands as it is. A line without room for all
    of them ends in dots. A day without an entry is empty, one without a feeling has a dot.
    """
    rows: list[Row] = []
    for back in range(days):
        day = today - timedelta(days=back)
        name = f"{WEEKDAYS[day.weekday()][:2].title()} {day.day}".ljust(_INDENT)
        here = felt.get(day)
        if here is None:
            rows.append(((name, "$soft"),))
        elif not here:
            rows.append(((name, "$soft"), ("·", "$soft")))
        else:
            told = [
                words.get(mood, mood) + ("" if strength is None else f" {strength}")
                for mood, strength in here.items()
            ]
            rows.append(((name, "$soft"), *_in_room(told, width - _INDENT)))
    return rows


def _in_room(told: Sequence[str], room: int) -> Row:
    for shown in range(len(told), 0, -1):
        text, rest = ", ".join(told[:shown]), " …" if shown < len(told) else ""
        if cell_len(text) + len(rest) <= room:
            return ((text, ""), (rest, "$soft"))
    return ((cut(told[0], room), ""),)


def most_named(named: Mapping[str, int], words: Mapping[str, str], often: int) -> str:
    """Which feelings were named most in four weeks, in a sentence; empty where none was named ``often``."""
    most = [f"{words.get(mood, mood)} ({n})" for mood, n in named.items() if n >= often][:3]
    return f"Named most in four weeks: {listed(most)}." if most else ""
