"""The last days at a glance: two weeks in two lines, and five weeks as a calendar with a word below it.

Each day is a cell of how close it was, with its sign. In quiet mode a day was logged or was not.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from companion.model.clock import week_of
from companion.model.date_format import MONTHS, weekday_name
from companion.model.day_summary import DaySummary
from companion.review.closeness_steps import A_LITTLE_CLOSE, A_LITTLE_FAR, day_cell, day_sign, step_of
from companion.review.drawing import Row, Span
from companion.review.grammar import counted

FORTNIGHT = 14
WEEKS = 5
_LABEL = 12
"""Cells before the days of the two weeks, for what their lines are."""
_DAY = 5
"""Cells of a day in the five weeks."""
WIDTH = 7 * _DAY + 5
"""Cells of the five weeks, with the names of the months at their right."""

Days = Mapping[date, DaySummary]


class RecentDays(NamedTuple):
    """The days up to ``today`` that have entries; ``week_start``: the weekday a week begins on.

    ``in_sight``: the day that is looked at, set off where it is not today. ``quiet``: nothing is shown of
    closeness.
    """

    today: date
    days: Days
    week_start: str = "monday"
    quiet: bool = False
    in_sight: date | None = None

    @property
    def first(self) -> date:
        """The first day of the five weeks."""
        return week_of(self.today, self.week_start) - timedelta(weeks=WEEKS - 1)

    def _cell(self, day: date, text: str, *, under_cursor: bool = False) -> Span:
        chosen = under_cursor or (day == self.in_sight and day != self.today)
        words, style = day_cell(text, self.days.get(day), quiet=self.quiet, chosen=chosen)
        return (words, f"bold {style}" if day == self.today and not chosen else style)

    def sign(self, day: date) -> str:
        """The sign of a day; a blank where nothing was logged."""
        return day_sign(self.days.get(day), quiet=self.quiet)


def two_weeks(recent: RecentDays, width: int) -> list[Row]:
    """The last fourteen days in two lines: their weekdays, and a cell each.

    Four cells a day with the sign in the second; three or two where ``width`` has no room for that.
    """
    cells = _cells_of_a_day(width)
    letters: list[Span] = [("two weeks".ljust(_LABEL), "$soft")]
    signs: list[Span] = [(("logged on" if recent.quiet else "how close").ljust(_LABEL), "$soft")]
    for n in range(FORTNIGHT):
        day = recent.today - timedelta(days=FORTNIGHT - 1 - n)
        name = weekday_name(day)[: 1 if cells < 4 else 2]
        letters.append((f" {name}".ljust(cells), "bold" if day == recent.today else "$soft"))
        signs.append(recent._cell(day, f" {recent.sign(day)}".ljust(cells)))
    return [tuple(letters), tuple(signs)]


def two_weeks_width(width: int) -> int:
    """The cells that :func:`two_weeks` takes of ``width``."""
    return _LABEL + FORTNIGHT * _cells_of_a_day(width)


def day_in_two_weeks(recent: RecentDays, width: int, x: int) -> date | None:
    """The day that is drawn ``x`` cells from the left; ``None`` beside the days."""
    n = (x - _LABEL) // _cells_of_a_day(width)
    return recent.today - timedelta(days=FORTNIGHT - 1 - n) if x >= _LABEL and n < FORTNIGHT else None


def _cells_of_a_day(width: int) -> int:
    return max(2, min(4, (width - _LABEL) // FORTNIGHT))


def five_weeks(recent: RecentDays, cursor: date | None = None) -> list[Row]:
    """Five rows of weeks up to today under the letters of the weekdays; the months stand at the right.

    ``cursor``: the day that is gone to with Enter, in brackets.
    """
    names = [weekday_name(recent.first + timedelta(days=n))[:2] for n in range(7)]
    rows: list[Row] = [(("".join(f" {name}  " for name in names).ljust(WIDTH), "$soft"),)]
    named: set[int] = set()
    for week in range(WEEKS):
        first = recent.first + timedelta(weeks=week)
        row: list[Span] = []
        for n in range(7):
            day = first + timedelta(days=n)
            if day > recent.today:
                row.append((" " * _DAY, ""))
            elif day == cursor:
                row.append(recent._cell(day, f"[{day.day:2}{recent.sign(day)}]", under_cursor=True))
            else:
                row.append(recent._cell(day, f"{day.day:3}{recent.sign(day)} "))
        last = min(first + timedelta(days=6), recent.today)
        month = last.month if last.month not in named else 0
        if week == 0:
            month = first.month
        named |= {first.month, last.month} if week else {first.month}
        row.append((f"  {MONTHS[month - 1][:3] if month else ''}".ljust(WIDTH - 7 * _DAY), "$soft"))
        rows.append(tuple(row))
    return rows


def day_in_five_weeks(recent: RecentDays, x: int, y: int) -> date | None:
    """The day that is drawn at a place of :func:`five_weeks`; ``None`` beside the days and after today."""
    column, week = x // _DAY, y - 1
    if not (0 <= column < 7 and 0 <= week < WEEKS):
        return None
    day = recent.first + timedelta(weeks=week, days=column)
    return day if day <= recent.today else None


def leaning_words(recent: RecentDays) -> Row:
    """How many of the five weeks' days leaned close, and how many distant; nothing in quiet mode."""
    rated = [day.closeness for day in recent.days.values() if day.closeness is not None]
    if recent.quiet or not rated:
        return ()
    steps = [step_of(closeness) for closeness in rated]
    close, far = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    if not close and not far:
        return (("In between on the days you rated.", ""),)
    parts: list[Span] = []
    if close:
        parts += [(f"{A_LITTLE_CLOSE} ", "$closeness"), (f"{counted(close, 'day')} leaned close", "")]
    if far:
        days = str(far) if close else f"{counted(far, 'day')} leaned"
        parts += [(", ", "")] if close else []
        parts += [(f"{A_LITTLE_FAR} ", "$distance"), (f"{days} distant", "")]
    return (*parts, (".", ""))


def logged_words(recent: RecentDays) -> Row:
    """On how many of the last seven days something was logged."""
    week = [recent.today - timedelta(days=n) for n in range(7)]
    return ((f"Logged on {sum(day in recent.days for day in week)} of the last 7 days.", "$soft"),)
