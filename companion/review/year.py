"""A year of days: twelve months, one a row, each day with the sign and on the ground of how close it was.

The same rows stand in Reflections and on the command line. In quiet mode a day was logged or was not, and
nothing is said about closeness.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import fsum
from typing import Any

from companion.model.date_format import MONTHS, day_words
from companion.model.day_summary import DaySummary
from companion.model.entry_facts import closeness_words
from companion.model.frozen_dataclass import dataclass
from companion.review.closeness_steps import (
    A_LITTLE_CLOSE,
    A_LITTLE_FAR,
    NOT_RATED,
    chip,
    colour_of,
    day_cell,
    day_sign,
    step_of,
)
from companion.review.drawing import Row, Span, merged, padded, width_of
from companion.review.grammar import counted

MONTHS_SHOWN = 12
_DAYS = 31
_LABEL = 5
_MEAN = 4
"""Cells of a month's mean: a sign and one decimal."""
_A_POINT, _MOST_CLOSE, _MOST_FAR = 5, 8, 3
"""Cells of a bar: for one point of closeness, and at most, to the right and to the left."""
_ENOUGH_RATED = 5
"""Rated days a month needs to be named as the closest or the most distant one."""

WITH_BARS = _LABEL + 3 * _DAYS + 1 + _MEAN + 1 + _MOST_FAR + 1 + _MOST_CLOSE
"""Cells of the widest drawing: three a day, and a bar for each month's mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """Twelve months of days.

    ``first``: the first day of the first month. ``today``: the last day that is drawn. ``days``: the days
    with entries. ``quiet``: nothing is shown of closeness.
    """

    first: date
    today: date
    days: Mapping[date, DaySummary]
    quiet: bool = False

    @property
    def months(self) -> list[date]:
        """The first day of each month, the newest last."""
        return [months_later(self.first, n) for n in range(MONTHS_SHOWN)]

    @property
    def last(self) -> date:
        """The last day of the last month."""
        return months_later(self.first, MONTHS_SHOWN) - timedelta(days=1)

    def of_month(self, month: date) -> list[DaySummary]:
        """The days with entries of a month, given by its first day."""
        end = months_later(month, 1)
        days = (month + timedelta(days=n) for n in range((end - month).days))
        return [self.days[day] for day in days if day in self.days]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many days were logged, leaned close or distant, or were in between; ``mean``: of the rated days."""

    logged: int
    close: int
    far: int
    neither: int
    mean: float | None

    @classmethod
    def of(cls, days: Iterable[DaySummary]) -> "Tally":
        """What these days come to."""
        days = [day for day in days if day.entries]
        rated = [day.closeness for day in days if day.closeness is not None]
        steps = [step_of(value) for value in rated]
        return cls(
            len(days),
            sum(step > 0 for step in steps),
            sum(step < 0 for step in steps),
            steps.count(0),
            mean(rated) if rated else None,
        )


def mean(numbers: Sequence[float]) -> float:
    """What ``statistics.fmean`` gives, which takes longer to import than a year to draw."""
    return fsum(numbers) / len(numbers)


def months_later(day: date, months: int) -> date:
    """The first day of the month so many months after that of ``day``; earlier ones below 0.

    Beyond the calendar it is the calendar's first or last month.
    """
    number = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    return date(number // 12, number % 12 + 1, 1)


def same_day(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last one where the month has none so late."""
    month = months_later(day, months)
    days = (months_later(month, 1) - month).days or _DAYS  # there is no month after the calendar's last
    return month.replace(day=min(day.day, days))


def first_of_year_up_to(day: date) -> date:
    """The first day of the twelve months that end with the month of ``day``."""
    return months_later(day, 1 - MONTHS_SHOWN)


def months_since_first_entry(year: Year) -> int:
    """How many of the months there are from the first one with an entry on; 0 where none has any."""
    with_entries = [number for number, month in enumerate(year.months) if year.of_month(month)]
    return MONTHS_SHOWN - with_entries[0] if with_entries else 0


def mean_words(mean: float) -> str:
    """``+0.9``, ``−0.4`` or ``0.0``."""
    rounded = round(abs(mean) + 1e-9, 1)
    return f"{'+' if mean > 0 else '−'}{rounded:.1f}" if rounded else "0.0"


def month_name(month: date) -> str:
    """``February 2026``."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def span_words(year: Year) -> str:
    """``April 2025 to March 2026``, or the year alone where it is one of the calendar."""
    months = year.months
    if months[0].month == 1:
        return str(months[0].year)
    return f"{month_name(months[0])} to {month_name(months[-1])}"


# What the year held, in words


def sentence(year: Year, width: int = 76) -> Row:
    """How many days were logged, and how many of them leaned close or distant, or were in between.

    In fewer cells than it needs it is said with fewer words.
    """
    tally = Tally.of(year.days.values())
    if not tally.logged:
        return (("No entries in these twelve months.", ""),)
    logged = f"{counted(tally.logged, 'day')} logged"
    if year.quiet or tally.mean is None:
        return ((f"{logged}.", ""),)

    def told(logged: str, leaned: str) -> Row:
        return (
            (f"{logged}: ", ""),
            (A_LITTLE_CLOSE, "$closeness"),
            (f" {tally.close} {leaned}close, ", ""),
            (A_LITTLE_FAR, "$distance"),
            (f" {tally.far} distant, {tally.neither} in between.", ""),
        )

    whole = told(logged, "leaned ")
    return whole if width_of(whole) <= width else told(counted(tally.logged, "day"), "")


def extremes(year: Year) -> str:
    """Which month was the closest and which the most distant one; empty where there is nothing to compare."""
    if year.quiet:
        return ""
    means = {}
    for month in year.months:
        rated = [day.closeness for day in year.of_month(month) if day.closeness is not None]
        if len(rated) >= _ENOUGH_RATED:
            means[month] = mean(rated)
    if len(means) < 3:
        return ""
    close, far = max(means, key=lambda month: means[month]), min(means, key=lambda month: means[month])
    if mean_words(means[close]) == mean_words(means[far]):
        return ""
    return f"Closest month: {MONTHS[close.month - 1]}. Most distant: {MONTHS[far.month - 1]}."


def month_sentences(year: Year) -> list[str]:
    """A line a month, to be read one after the other: ``February 2026: 24 days logged, ...``."""
    return [
        f"{month_name(month)}: {_tally_words(Tally.of(year.of_month(month)), quiet=year.quiet)}"
        for month in year.months
        if month <= year.today
    ]


def _tally_words(tally: Tally, *, quiet: bool) -> str:
    if not tally.logged:
        return "no entries"
    words = f"{counted(tally.logged, 'day')} logged"
    if quiet or tally.mean is None:
        return words
    return (
        f"{words}, {tally.close} leaned close, {tally.far} distant, {tally.neither} in between; "
        f"mean {mean_words(tally.mean)}"
    )


def day_heading(day: date, summary: DaySummary | None, *, quiet: bool, date_format: str, width: int) -> Row:
    """A day's date, and how close it was with its sign and in words; a short date where it would not fit."""
    words: tuple[Span, ...]
    if summary is None or not summary.entries:
        words = (("no entries", "$soft"),)
    elif quiet:
        words = ()
    elif summary.closeness is None:
        words = (("not rated", "$soft"),)
    else:
        step = step_of(summary.closeness)
        words = (chip(step), (f" {closeness_words(step).replace('-', '−')}", colour_of(step)))
    between: Span = ("   ", "")
    row: Row = ((day_words(day, date_format), "bold"), *((between, *words) if words else ()))
    if width_of(row) > width:
        row = ((day_words(day, date_format, short=True), "bold"), *((between, *words) if words else ()))
    return row


# The rows


def cell_of(width: int) -> int:
    """How many cells a day takes in so many columns: 3, 2 or 1."""
    return next((cell for cell in (3, 2) if width >= width_for(cell)), 1)


def width_for(cell: int) -> int:
    """The columns the months take with so many cells a day."""
    return WITH_BARS if cell == 3 else _LABEL + cell * _DAYS + 2 + _MEAN


def day_at(month: date, column: int, cell: int) -> date | None:
    """The day of a month that is drawn at a column; ``None`` beside them."""
    number = (column - _LABEL) // cell
    day = month + timedelta(days=number) if 0 <= number < _DAYS else None
    return day if day is not None and day.month == month.month else None


def header_row(cell: int, cursor: date | None = None) -> Row:
    """The days of the month above their columns: every fifth, and that of the cursor in bold."""
    shown = [1, *range(5, _DAYS, 5)]
    if cursor is not None:
        # A number beside that of the cursor would run into it.
        reach = 3 if cell == 1 else 2 if cell == 2 else 1
        shown = sorted([day for day in shown if abs(day - cursor.day) > reach] + [cursor.day])
    row: list[Span] = []
    at = 0
    for day in shown:
        place = _LABEL + (day - 1) * cell + (cell == 3)
        row.append((" " * (place - at), ""))
        row.append((str(day), "bold" if cursor is not None and day == cursor.day else "$soft"))
        at = place + len(str(day))
    return padded(tuple(row), width_for(cell))


def month_row(year: Year, month: date, cell: int, cursor: date | None = None) -> Row:
    """A month: its name, its days, its mean, and where there is room a bar for it."""
    chosen = cursor is not None and (cursor.year, cursor.month) == (month.year, month.month)
    weight = "bold" if chosen else "$soft"
    spans: list[Span] = [(MONTHS[month.month - 1][:3].ljust(_LABEL), weight)]
    end = months_later(month, 1)
    for n in range(_DAYS):
        day = month + timedelta(days=n)
        if day >= end or day > year.today:
            spans.append((" " * cell, ""))
            continue
        summary = year.days.get(day)
        spans.append(_day(summary, cell, quiet=year.quiet, chosen=day == cursor))
    tally = Tally.of(year.of_month(month))
    shown = tally.mean is not None and not year.quiet
    words = mean_words(tally.mean) if shown and tally.mean is not None else ""
    spans.append((" " * (1 if cell == 3 else 2), ""))
    spans.append((words.rjust(_MEAN), weight if words else ""))
    if cell == 3:
        spans += _mean_bar(tally.mean if shown else None, drawn=not year.quiet)
    return merged(spans)


def _day(summary: DaySummary | None, cell: int, *, quiet: bool, chosen: bool) -> Span:
    sign = day_sign(summary, quiet=quiet)
    if chosen:  # the other way round than all the rest, so that it is found at once on every ground
        return (f"[{sign}]" if cell == 3 else "[]" if cell == 2 else sign), "bold reverse"
    return day_cell(sign.center(3) if cell == 3 else sign.ljust(cell), summary, quiet=quiet)


def _mean_bar(mean: float | None, *, drawn: bool) -> list[Span]:
    """A line to the right of the middle for a close month, to the left for a far one."""
    if not drawn:
        return [(" " * (WITH_BARS - _LABEL - 3 * _DAYS - 1 - _MEAN), "")]
    cells = 0 if mean is None else int(abs(mean) * _A_POINT + 0.5)
    if mean is not None and mean_words(mean) != "0.0":
        cells = max(1, cells)
    close = min(cells, _MOST_CLOSE) if mean is not None and mean > 0 else 0
    far = min(cells, _MOST_FAR) if mean is not None and mean < 0 else 0
    return [
        (" " * (1 + _MOST_FAR - far), ""),
        ("━" * far, "$distance"),
        ("│", "$track"),
        ("━" * close, "$closeness"),
        (" " * (_MOST_CLOSE - close), ""),
    ]


def legend_row(width: int, *, quiet: bool) -> Row:
    """What the signs and grounds mean, as long as there is room for in ``width`` cells."""
    none: tuple[Span, ...] = (("   ", "on $step-none"), (" no entries", "$soft"))
    indent: Span = (" " * _LABEL, "")
    logged: Span = (f" {NOT_RATED} ", "$soft on $step-none")
    if quiet:
        return padded((indent, logged, (" logged   ", "$soft"), *none), width)
    scale: tuple[Span, ...] = (
        chip(-3),
        (" far apart  ", "$soft"),
        *(chip(step) for step in (-2, -1, 0)),
        (" in between  ", "$soft"),
        *(chip(step) for step in (1, 2, 3)),
        (" very close", "$soft"),
    )
    short: tuple[Span, ...] = (
        chip(-2),
        chip(-1),
        (" distant  ", "$soft"),
        chip(0),
        (" in between  ", "$soft"),
        chip(1),
        chip(2),
        (" close", "$soft"),
    )
    gap: Span = ("  ", "")
    wordings: tuple[Row, ...] = (
        (indent, *scale, gap, *none, gap, logged, (" logged, not rated", "$soft")),
        (*scale, gap, logged, (" not rated", "$soft")),
        short,
    )
    return padded(next((row for row in wordings if width_of(row) <= width), short), width)


def year_rows(year: Year, width: int) -> list[Row]:
    """The days above their months, and what the signs mean; all of them equally wide."""
    cell = cell_of(width)
    rows = [header_row(cell), *(month_row(year, month, cell) for month in year.months if month <= year.today)]
    rows.append(legend_row(max(width_for(cell), min(width, WITH_BARS)), quiet=year.quiet))
    wide = max(map(width_of, rows))
    return [padded(row, wide) for row in rows]


def year_json(year: Year) -> dict[str, Any]:
    """The year as plain JSON values: the months with their means, and the days with entries."""

    def rounded(value: float | None) -> float | None:
        return None if value is None or year.quiet else round(value, 2)

    months = []
    for month in year.months:
        if month > year.today:
            continue
        tally = Tally.of(year.of_month(month))
        one: dict[str, Any] = {"month": f"{month:%Y-%m}", "days_logged": tally.logged}
        if not year.quiet:
            one |= {"leaned_close": tally.close, "leaned_far": tally.far, "neither": tally.neither}
        months.append({**one, "closeness": rounded(tally.mean)})
    days = [
        {"day": day.isoformat(), "entries": summary.entries, "closeness": rounded(summary.closeness)}
        for day, summary in sorted(year.days.items())
    ]
    last = min(year.last, year.today)
    return {
        "first": year.first.isoformat(),
        "last": last.isoformat(),
        "quiet": year.quiet,
        "months": months,
        "days": days,
    }
