"""The last days as they are drawn, to click on or to go through with arrows; Enter goes to a day."""

from datetime import date, timedelta
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from companion.review.recent_days import (
    RecentDays,
    day_in_five_weeks,
    day_in_two_weeks,
    five_weeks,
    two_weeks,
    two_weeks_width,
)
from companion.tui.drawn import content

_YEAR = Content.assemble(("c", "$closeness"), (" Year", "$soft"))


class DayPicked(Message):
    """A day was clicked, or gone to with Enter; ``None``: the year is wanted."""

    def __init__(self, day: date | None) -> None:
        super().__init__()
        self.day = day


class TwoWeeks(Widget, can_focus=False):
    """Two lines: the weekdays, and a cell each; at their right the key to the year."""

    ALLOW_SELECT = False
    recent: RecentDays | None = None

    def show(self, recent: RecentDays) -> None:
        """Show these days."""
        if recent != self.recent:
            self.recent = recent
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 2

    def render(self) -> Content:
        if self.recent is None:
            return Content("")
        width = self.content_size.width
        rows = content(two_weeks(self.recent, width))
        room = width - two_weeks_width(width) - _YEAR.cell_length
        return rows if room < 1 else Content.assemble(rows, " " * room, _YEAR)

    def on_click(self, event: Click) -> None:
        if self.recent is None:
            return
        at, width = event.get_content_offset_capture(self), self.content_size.width
        day = day_in_two_weeks(self.recent, width, at.x)
        if day is not None or at.x >= width - _YEAR.cell_length:
            self.post_message(DayPicked(day))


class FiveWeeks(Widget, can_focus=True):
    """Five rows of weeks. With the focus a cursor is on a day; without it there is none."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "Earlier", show=False),
        Binding("right,l", "move(1)", "Later", show=False),
        Binding("up,k", "move(-7)", "A week earlier", show=False),
        Binding("down,j", "move(7)", "A week later", show=False),
        Binding("enter", "pick", "Go there", tooltip="Go to the day under the cursor"),
    ]

    recent: RecentDays | None = None
    cursor: date | None = None

    def show(self, recent: RecentDays) -> None:
        """Show these days."""
        if recent != self.recent:
            self.recent = recent
            if self.cursor is not None and not recent.first <= self.cursor <= recent.today:
                self.cursor = recent.in_sight or recent.today
            self.refresh()

    def on_focus(self) -> None:
        if self.recent is not None:
            shown = self.recent.in_sight
            within = shown is not None and shown >= self.recent.first
            self.cursor = shown if within else self.recent.today
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 6

    def render(self) -> Content:
        if self.recent is None:
            return Content("")
        return content(five_weeks(self.recent, self.cursor if self.has_focus else None))

    def action_move(self, days: int) -> None:
        """Put the cursor on another day; it stops at the first and at today."""
        if self.recent is not None and self.cursor is not None:
            day = self.cursor + timedelta(days=days)
            if self.recent.first <= day <= self.recent.today:
                self.cursor = day
                self.refresh()

    def action_pick(self) -> None:
        """Go to the day under the cursor."""
        if self.cursor is not None:
            self.post_message(DayPicked(self.cursor))

    def on_click(self, event: Click) -> None:
        at = event.get_content_offset_capture(self)
        day = None if self.recent is None else day_in_five_weeks(self.recent, at.x, at.y)
        if day is not None:
            self.cursor = day
            self.post_message(DayPicked(day))
