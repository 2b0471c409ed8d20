"""The view Lines: weeks side by side, of twelve weeks or of a year."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.message import Message

from companion.journal import Journal
from companion.model.clock import week_of
from companion.model.day_summary import DaySummary
from companion.review.lines import Lines, first_week, lines_of, sentence, week_row
from companion.review.lines_rows import LONGEST, TWELVE, lines_rows, week_at, weeks_for
from companion.review.year import month_name
from companion.tui.drawn import content
from companion.tui.host import host_of
from companion.tui.widgets.chart_widget import Drawing

_FOR_BOTH = 18
"""Rows from which on a sentence about all the weeks stands above that about the one under the cursor."""
_EMPTY = "No entries yet. Press n to log a moment; its week shows up here."
_MARGINS = 4
"""Cells beside the drawing, both sides together."""


class LinesView(VerticalScroll, can_focus=True):
    """Reads a year with one query; closer and wider show less or more of it and read nothing."""

    class Changed(Message):
        """Other weeks are shown."""

    class Chosen(Message):
        """Enter, or a click on the week under the cursor; ``day`` is one of its days."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "Move", key_display="← →", tooltip="By a week"),
        Binding("right,l", "move(1)", "A week later", show=False),
        Binding("enter", "choose", "Open the week", tooltip="Go to this week, in Week"),
        Binding("minus", "wider", "A year", key_display="-", tooltip="Show a year"),
        Binding("plus", "closer", "Twelve weeks", key_display="+", tooltip="Show twelve weeks"),
        Binding(
            *("left_square_bracket", "earlier", "Earlier"),
            key_display="[ ]",
            show=False,
            tooltip="Earlier weeks",
        ),
        Binding("right_square_bracket", "later", "Later", show=False, tooltip="Later weeks"),
        Binding("t", "today", "This week", show=False, tooltip="Go to this week"),
    ]

    def __init__(self, journal: Journal, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._journal = journal
        self._today = self._last = self.day = journal.today()
        """Today, a day of the last week shown, and one of the week under the cursor."""
        self._days: Mapping[date, DaySummary] = {}
        self._quiet = False
        self.year = False
        """Whether a year is shown; twelve weeks otherwise."""

    def compose(self) -> ComposeResult:
        yield Drawing(id="lines-rows")

    def reload(self) -> None:
        """Read the weeks again; the newest stays the newest."""
        today = self._journal.today()
        if self.day == self._today or self.day > today:
            self.day = today
        if self._last == self._today or self._last > today:
            self._last = today
        self._today = today
        self._read()

    def _read(self) -> None:
        first = first_week(self._last, LONGEST, self._journal.settings.week_start)
        self._days = self._journal.timeline.day_summaries(first, self._last)
        self._quiet = self._journal.quiet
        self._show()

    def lines(self, width: int) -> Lines:
        """The weeks that are shown in so many columns."""
        return lines_of(
            self._days,
            self._last,
            weeks_for(width, year=self.year),
            self._journal.vocabulary,
            self._journal.settings,
            quiet=self._quiet,
        )

    def heading(self, width: int) -> Content:
        """What stands in the pane's title row."""
        weeks = self.lines(self._width).weeks
        title = "A year in weeks" if self.year else "Twelve weeks"
        first, last = weeks[0].first, weeks[-1].first + timedelta(days=6)
        if width < 72:
            return Content.styled(title, "bold")
        return Content.assemble((title, "bold"), (f"   {month_name(first)} to {month_name(last)}", "$soft"))

    @property
    def _width(self) -> int:
        return max(20, self.query_one(Drawing).size.width or (self.app.size.width or 80) - _MARGINS)

    def _show(self) -> None:
        height = self.size.height

        def draw(width: int) -> Content:
            lines = self.lines(width)
            at = self._number(lines)
            if not any(week.days for week in lines.weeks) and not self._journal.timeline.latest(limit=1):
                return Content(_EMPTY)
            told = [content([week_row(lines, at, host_of(self).configuration.date_format)])]
            if height >= _FOR_BOTH:
                told.insert(0, Content(sentence(lines)))
            below = sum(len(words.wrap(width)) for words in told)
            rows = lines_rows(lines, width, height - below, at)
            gap = "\n\n" if len(rows) + below < height else "\n"
            return Content(gap).join([content(rows), Content("\n").join(told)])

        self.query_one(Drawing).show(draw)
        self.post_message(self.Changed())

    def on_resize(self) -> None:
        self._show()

    def action_wider(self) -> None:
        self._look(year=True)

    def action_closer(self) -> None:
        self._look(year=False)

    def _look(self, *, year: bool) -> None:
        if year != self.year:
            self.year = year
            self._show()
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "wider":
                return not self.year
            case "closer":
                return self.year
        return True

    def _number(self, lines: Lines) -> int:
        """The number of the week under the cursor."""
        return max(0, min((self.day - lines.weeks[0].first).days // 7, len(lines.weeks) - 1))

    def day_near(self, day: date) -> date:
        """This day where it is in the week under the cursor, else a day of that week."""
        start = self._journal.settings.week_start
        return day if week_of(day, start) == week_of(self.day, start) else self.day

    def go_to(self, day: date) -> None:
        """Put the cursor on the week of a day, not past this one; one out of sight becomes the last shown."""
        self.day = day = min(day, self._today)
        weeks = self.lines(self._width).weeks
        if not weeks[0].first <= day < weeks[-1].first + timedelta(weeks=1):
            self._last = day
            self._read()
        else:
            self._show()

    def action_move(self, weeks: int) -> None:
        """Put the cursor on another week; beyond the weeks shown one more of them comes into sight."""
        shown, day = self.lines(self._width).weeks, self.day + timedelta(weeks=weeks)
        if week_of(day, self._journal.settings.week_start) > self._today or day.year < 2:
            return
        if day < shown[0].first or day >= shown[-1].first + timedelta(weeks=1):
            self._last = min(self._last + timedelta(weeks=weeks), self._today)
            self.day = min(day, self._today)
            self._read()
        else:
            self.day = min(day, self._today)
            self._show()

    def action_choose(self) -> None:
        """Go to the week under the cursor."""
        self.post_message(self.Chosen(self.day))

    def on_click(self, event: Click) -> None:
        """A click puts the cursor on a week; on the week under it, it is Enter."""
        drawing = self.query_one(Drawing)
        at = event.get_content_offset(drawing)
        number = None if at is None else week_at(self.lines(self._width), self._width, at.x)
        if number is None:
            return
        weeks = self.lines(self._width).weeks
        if number == self._number(self.lines(self._width)):
            self.action_choose()
        else:
            self.go_to(weeks[number].first)

    def _moved(self, weeks: int) -> None:
        by = timedelta(weeks=weeks * (LONGEST - 1 if self.year else TWELVE))
        if (self._last + by).year > 1:
            self._last = min(self._last + by, self._today)
            self.day = min(self.day + by, self._today)
            self._read()

    def action_earlier(self) -> None:
        self._moved(-1)

    def action_later(self) -> None:
        self._moved(1)

    def action_today(self) -> None:
        self._last = self.day = self._today
        self._read()
