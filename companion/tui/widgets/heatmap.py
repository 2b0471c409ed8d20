"""A calendar of days by weeks: how much was logged on each, in five shades that are five signs too."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from companion.model.clock import week_of

SHADES = (
    ("·", "$soft 60%", "none"),
    ("░", "$foreground 55%", "1"),
    ("▒", "$foreground 70%", "2"),
    ("▓", "$foreground 85%", "3"),
    ("█", "$foreground", "4 or more"),
)
"""Sign, colour and words for none, one, two, three, and four or more entries."""

_LABELS = 5
"""Cells for the names of the weekdays."""
_WEEKS = 53
_DAYS = 7
_WEEK = timedelta(weeks=1)


class Heatmap(Widget, can_focus=True):
    """A week a column, as many as the width holds up to a year; earlier ones come in as one goes back."""

    class Moved(Message):
        """Another day is under the cursor."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    class Chosen(Message):
        """Enter, or a click on the day under the cursor."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open", key_display="⏎", tooltip="Go to this day's entries"),
        Binding("left,h", "move(-7)", "Move", key_display="←↑↓→", tooltip="By a day or a week"),
        Binding("right,l", "move(7)", "A week later", show=False),
        Binding("up,k", "move(-1)", "A day earlier", show=False),
        Binding("down,j", "move(1)", "A day later", show=False),
        Binding("pageup", "move(-28)", "Four weeks earlier", show=False),
        Binding("pagedown", "move(28)", "Four weeks later", show=False),
        Binding("home", "move(-364)", "A year earlier", show=False),
        Binding("end,t", "today", "Today", show=False, tooltip="Today"),
    ]

    def __init__(
        self,
        read: Callable[[date, date], Mapping[date, int]],
        *,
        id: str | None = None,
    ) -> None:
        """``read`` gives the number of entries of each local day from one day to another, both included."""
        super().__init__(id=id)
        self._read = read
        self._counts: Mapping[date, int] = {}
        self._span: tuple[date, date] | None = None
        self._week_start = "monday"
        self._today = self.day = date(1970, 1, 1)
        self._last_week = self.day

    def show(self, today: date, week_start: str) -> None:
        """Read again, for this day as the last one. The cursor stays where it is, at first on ``today``."""
        moved_on = self.day == self._today
        self._today, self._week_start, self._span = today, week_start, None
        if moved_on or self.day > today:
            self.day = today
        self._last_week = week_of(today, week_start)
        self._keep_in_sight()

    # moving

    @property
    def cell(self) -> int:
        """Cells a day takes across."""
        return 3 if self._room >= _WEEKS * 3 else 2

    @property
    def weeks(self) -> int:
        """How many weeks stand side by side."""
        return max(4, min(_WEEKS, self._room // self.cell))

    @property
    def _room(self) -> int:
        return (self.size.width or 80) - _LABELS

    @property
    def first_week(self) -> date:
        """The first day of the leftmost week."""
        return self._last_week - (self.weeks - 1) * _WEEK

    def _keep_in_sight(self) -> None:
        week = week_of(self.day, self._week_start)
        if week < self.first_week:
            self._last_week = week + (self.weeks - 1) * _WEEK
        elif week > self._last_week:
            self._last_week = week
        self.refresh()

    def go_to(self, day: date) -> None:
        """Put the cursor on a day; not past today."""
        day = min(day, self._today)
        if day != self.day:
            self.day = day
            self._keep_in_sight()
            self.post_message(self.Moved(day))

    def action_move(self, days: int) -> None:
        if days + self.day.toordinal() > 400:  # the calendar itself begins in the year 1
            self.go_to(self.day + timedelta(days=days))

    def action_today(self) -> None:
        self.go_to(self._today)

    def action_choose(self) -> None:
        self.post_message(self.Chosen(self.day))

    def on_resize(self) -> None:
        self._last_week = max(self._last_week, week_of(self.day, self._week_start))
        self._keep_in_sight()

    def on_click(self, event: Click) -> None:
        at = event.get_content_offset_capture(self)
        column, row = (at.x - _LABELS) // self.cell, at.y - 1
        if 0 <= column < self.weeks and 0 <= row < _DAYS:
            day = self.first_week + column * _WEEK + timedelta(days=row)
            if day == self.day:
                self.action_choose()
            self.go_to(day)

    # drawing

    def count(self, day: date) -> int:
        """How many entries a day in sight has."""
        span = (self.first_week, self._last_week + _WEEK)
        if self._span != span:
            self._span, self._counts = span, self._read(*span)
        return self._counts.get(day, 0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1 + _DAYS + 2

    def render(self) -> Content:
        rows = [self._months()] + [self._row(n) for n in range(_DAYS)]
        return Content("\n").join([*rows, Content(""), self._legend()])

    def _months(self) -> Content:
        """The months, each above the week of its first day; the year at the left and in January."""
        line = ""
        for column in range(self.weeks):
            days = [self.first_week + column * _WEEK + timedelta(days=n) for n in range(_DAYS)]
            first = next((day for day in days if day.day == 1), None)
            if first is None and column == 0 and days[0].day <= 8:
                first = days[0]  # most of the month is in sight, and there is room for its name
            if first is not None and first <= self._today:
                name = f"{first:%b ’%y}" if first.month == 1 or not line else f"{first:%b}"
                line = f"{line.ljust(_LABELS + column * self.cell)}{name} "
        return Content.styled(line.rstrip(), "$soft")

    def _row(self, weekday: int) -> Content:
        name = f"{self.first_week + timedelta(days=weekday):%a}"
        parts: list[tuple[str, str] | str] = [(name.ljust(_LABELS), "$soft")]
        for column in range(self.weeks):
            day = self.first_week + column * _WEEK + timedelta(days=weekday)
            if day > self._today:
                parts.append(" " * self.cell)
                continue
            sign, colour, _ = SHADES[min(self.count(day), len(SHADES) - 1)]
            shade = sign * (self.cell - 1) if self.count(day) else sign.ljust(self.cell - 1)
            if day == self.day:
                parts.append((shade, "$background on $closeness bold"))
            else:
                parts.append((shade, colour))
            parts.append(" ")
        return Content.assemble(*parts)

    def _legend(self) -> Content:
        parts: list[tuple[str, str] | str] = [" " * _LABELS]
        for sign, colour, words in SHADES:
            parts += [(sign, colour), (f" {words}   ", "$soft")]
        return Content.assemble(*parts)
