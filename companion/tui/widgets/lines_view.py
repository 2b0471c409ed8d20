"""The view Lines: weeks side by side, of twelve weeks or of a year."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message

from companion.journal import Journal
from companion.model.day_summary import DaySummary
from companion.review.lines import Lines, first_week, lines_of, sentence
from companion.review.lines_rows import LONGEST, TWELVE, lines_rows, weeks_for
from companion.review.year import month_name
from companion.tui.drawn import content
from companion.tui.widgets.chart_widget import Drawing

_MARGINS = 4
"""Cells beside the drawing, both sides together."""


class LinesView(VerticalScroll, can_focus=True):
    """Reads a year with one query; closer and wider show less or more of it and read nothing."""

    class Changed(Message):
        """Other weeks are shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("minus", "wider", "A year", key_display="-", tooltip="Show a year"),
        Binding("plus", "closer", "Twelve weeks", key_display="+", tooltip="Show twelve weeks"),
        Binding("left_square_bracket", "earlier", "Earlier", key_display="[ ]", tooltip="Earlier weeks"),
        Binding("right_square_bracket", "later", "Later", show=False, tooltip="Later weeks"),
        Binding("t", "today", "This week", show=False, tooltip="Go to this week"),
    ]

    def __init__(self, journal: Journal, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._journal = journal
        self._today = self._last = journal.today()
        self._days: Mapping[date, DaySummary] = {}
        self._quiet = False
        self.year = False
        """Whether a year is shown; twelve weeks otherwise."""

    def compose(self) -> ComposeResult:
        yield Drawing(id="lines-rows")

    def reload(self) -> None:
        """Read the weeks again; the newest stays the newest."""
        today = self._journal.today()
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
        return max(20, (self.size.width or 80) - _MARGINS)

    def _show(self) -> None:
        height = self.size.height

        def draw(width: int) -> Content:
            lines = self.lines(width)
            words = Content(sentence(lines))
            below = len(words.wrap(width))
            rows = lines_rows(lines, width, height - below)
            gap = "\n\n" if len(rows) + below < height else "\n"
            return Content(gap).join([content(rows), words])

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

    def go_to(self, day: date) -> None:
        """Show the weeks that end with that of a day; not past this one."""
        day = min(day, self._today)
        if day != self._last:
            self._last = day
            self._read()

    def _moved(self, weeks: int) -> None:
        by = timedelta(weeks=weeks * (LONGEST - 1 if self.year else TWELVE))
        if (self._last + by).year > 1:
            self.go_to(self._last + by)

    def action_earlier(self) -> None:
        self._moved(-1)

    def action_later(self) -> None:
        self._moved(1)

    def action_today(self) -> None:
        self.go_to(self._today)
