"""The days of a year to move about in: a month a row, the day under the cursor set off."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from companion.review.drawing import Row
from companion.review.year import (
    MONTHS_SHOWN,
    Year,
    cell_of,
    day_at,
    first_of_year_up_to,
    header_row,
    month_row,
    months_later,
    same_day,
)
from companion.tui.drawn import content


class YearGrid(Widget, can_focus=True):
    """Twelve months, or as many of them as ``rows`` allow; a move draws its two rows and no other."""

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

    class YearChanged(Message):
        """Other months are shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1, 0)", "Move", key_display="←↑↓→", tooltip="By a day or a month"),
        Binding("enter", "choose", "Open the day", tooltip="Go to this day's entries"),
        Binding("right,l", "move(1, 0)", "A day later", show=False),
        Binding("up,k", "move(0, -1)", "A month earlier", show=False),
        Binding("down,j", "move(0, 1)", "A month later", show=False),
        Binding("left_square_bracket", "year(-1)", "A year earlier", show=False, tooltip="A year earlier"),
        Binding("right_square_bracket", "year(1)", "A year later", show=False, tooltip="A year later"),
        Binding("home", "first", "The first day shown", show=False),
        Binding("end", "last", "The last day shown", show=False),
        Binding("t", "today", "Today", tooltip="Go to today"),
    ]

    def __init__(self, read: Callable[[date], Year], today: date, *, id: str | None = None) -> None:
        """``read`` gives the twelve months from the first day of one on."""
        super().__init__(id=id)
        self._read = read
        self._today = self.day = today
        self._year: Year | None = None
        self._rows = MONTHS_SHOWN
        self._top = 0
        self._drawn: dict[tuple[date, int], Strip] = {}

    # what is shown

    @property
    def year(self) -> Year:
        """The twelve months in sight; read when they first are."""
        if self._year is None:
            self._year = self._read(first_of_year_up_to(self.day))
        return self._year

    def show(self, today: date) -> None:
        """Read again, for this day as the last one. The cursor stays where it is, at first on ``today``."""
        if self.day == self._today or self.day > today:
            self.day = today
        self._today = today
        first = None if self._year is None else self._year.first
        keep = first is not None and first <= self.day < months_later(first, MONTHS_SHOWN)
        self._take(self._read(first if keep and first is not None else first_of_year_up_to(self.day)))

    def show_rows(self, rows: int) -> None:
        """How many months there is room for."""
        rows = max(1, min(rows, MONTHS_SHOWN))
        if rows != self._rows:
            self._rows = rows
            self._keep_in_sight()
            self.refresh(layout=True)

    def _take(self, year: Year) -> None:
        self._year = year
        self._drawn.clear()
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.YearChanged())

    def _keep_in_sight(self) -> None:
        at = self._month_number(self.day)
        self._top = min(max(self._top, at - self._rows + 1), at, MONTHS_SHOWN - self._rows)

    def _month_number(self, day: date) -> int:
        first = self.year.first
        return (day.year - first.year) * 12 + day.month - first.month

    # moving

    def go_to(self, day: date) -> None:
        """Put the cursor on a day; not past today."""
        day = min(day, self._today)
        if day == self.day or self._year is None:
            self.day = day
            return
        before, self.day = self.day, day
        months = self._month_number(day)
        if not 0 <= months < MONTHS_SHOWN:
            first = months_later(self.year.first, months // MONTHS_SHOWN * MONTHS_SHOWN)
            self._take(self._read(min(first, first_of_year_up_to(self._today))))
        else:
            top = self._top
            self._keep_in_sight()
            if top != self._top:
                self.refresh()
            else:
                self._refresh_rows(before, day)
        self.post_message(self.Moved(day))

    def _refresh_rows(self, *days: date) -> None:
        """Draw the rows of these days anew, and the numbers above them."""
        rows = {0, *(1 + self._month_number(day) - self._top for day in days)}
        self.refresh(*(Region(0, y, self.size.width, 1) for y in rows if 0 <= y <= self._rows))

    def action_move(self, days: int, months: int) -> None:
        day = same_day(self.day, months)
        if day.toordinal() + days > 0:
            self.go_to(day + timedelta(days=days))

    def action_year(self, years: int) -> None:
        self.go_to(same_day(self.day, 12 * years))

    def action_first(self) -> None:
        self.go_to(self.year.first)

    def action_last(self) -> None:
        self.go_to(self.year.last)

    def action_today(self) -> None:
        self.go_to(self._today)

    def action_choose(self) -> None:
        self.post_message(self.Chosen(self.day))

    def on_click(self, event: Click) -> None:
        at = event.get_content_offset_capture(self)
        number = self._top + at.y - 1
        if at.y < 1 or number >= MONTHS_SHOWN:
            return
        day = day_at(self.year.months[number], at.x, cell_of(self.size.width))
        if day is None or day > self._today:
            return
        if day == self.day:
            self.action_choose()
        self.go_to(day)

    # drawing

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1 + self._rows

    def notify_style_update(self) -> None:
        self._drawn.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        width, cell = self.size.width, cell_of(self.size.width)
        if y > self._rows or not width:
            return Strip.blank(width, self.visual_style.rich_style)
        month = None if y == 0 else self.year.months[self._top + y - 1]
        if month is None:
            return self._strip(header_row(cell, self.day))
        if (self.day.year, self.day.month) == (month.year, month.month):
            return self._strip(month_row(self.year, month, cell, self.day))
        if (month, width) not in self._drawn:
            self._drawn[month, width] = self._strip(month_row(self.year, month, cell))
        return self._drawn[month, width]

    def _strip(self, row: Row) -> Strip:
        return Visual.to_strips(self, content([row]), self.size.width, 1, self.visual_style)[0]
