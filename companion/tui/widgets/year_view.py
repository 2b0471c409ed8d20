"""The view Year: how the year was in a sentence, its days, and the day under the cursor with its entries."""

from collections.abc import Callable
from datetime import date, timedelta

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from companion.journal import Journal
from companion.model.records import Entry
from companion.review.lines import lines_of
from companion.review.lines_rows import closeness_chart
from companion.review.year import (
    MONTHS_SHOWN,
    WITH_BARS,
    Year,
    day_heading,
    extremes,
    legend_row,
    months_since_first_entry,
    sentence,
    span_words,
)
from companion.tui.debounce import following_arrows
from companion.tui.drawn import content
from companion.tui.entry_text import EntryFormatter
from companion.tui.widgets.chart_widget import Drawing
from companion.tui.widgets.entry_list import EntryList
from companion.tui.widgets.year_grid import YearGrid

_DAY_ROWS = 4
"""Rows for the day below the months where there is little height."""
_FEWEST_MONTHS = 3
"""Months that are shown of the shortest diary."""
_EMPTY = "No entries yet. Press n to log a moment; its day gets a colour here."
_WEEKS = 53
_WEEKS_TITLE = "Closeness, week by week"
_WEEKS_RULE = "The mean of a week’s rated days. A week without any stays empty."
BESIDE = WITH_BARS + 44
"""Columns from which the day and the weeks stand to the right of the year."""


class YearView(Vertical):
    """Reads a year with one query; a move reads the entries of the day it ends on and nothing else."""

    def __init__(
        self, journal: Journal, formatter: Callable[[], EntryFormatter], *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._journal = journal
        self._formatter = formatter
        self._follow = following_arrows(self, self._show_entries)

    def compose(self) -> ComposeResult:
        with Horizontal(id="year-across"):
            with Vertical(id="year-months"):
                yield Static("", id="year-sentence", markup=False)
                yield YearGrid(self._read, self._journal.today(), id="year-grid")
                yield Static("", id="year-legend", markup=False)
            with Horizontal(id="year-below"):
                with Vertical(id="year-day"):
                    yield Static("", id="year-day-heading", markup=False)
                    yield EntryList(id="year-entries")
                with Vertical(id="year-weeks"):
                    yield Static(Content.styled(_WEEKS_TITLE, "bold"), id="year-weeks-title")
                    yield Drawing(id="year-chart")
                    yield Static(Content.styled(_WEEKS_RULE, "$soft"), id="year-weeks-rule")

    def _read(self, first: date) -> Year:
        """The twelve months from the first day of one on."""
        today = self._journal.today()
        year = Year(first=first, today=today, days={}, quiet=self._journal.quiet)
        days = self._journal.timeline.day_summaries(first, min(year.last, today))
        return Year(first=first, today=today, days=days, quiet=year.quiet)

    @property
    def grid(self) -> YearGrid:
        """The days."""
        return self.query_one(YearGrid)

    @property
    def entries(self) -> EntryList:
        """The entries of the day under the cursor."""
        return self.query_one(EntryList)

    @property
    def day(self) -> date:
        """The day under the cursor."""
        return self.grid.day

    @property
    def chosen(self) -> Entry | None:
        """The entry in hand, once the day's entries have the focus."""
        return self.entries.chosen if self.entries.has_focus else None

    def heading(self, width: int) -> Content:
        """What stands in the pane's title row: the months alone where there is little room."""
        words = span_words(self.grid.year)
        if width < 72:
            return Content.styled(words, "bold")
        return Content.assemble(("A year of days", "bold"), (f"   {words}", "$soft"))

    # showing

    def reload(self) -> None:
        """Read the year again, and the day."""
        self.grid.show(self._journal.today())
        self.show_day()

    @on(YearGrid.YearChanged)
    def _show_year(self) -> None:
        year = self.grid.year
        self._fit()
        told = content([sentence(year, self.size.width or 76)])
        if not year.days and not self._journal.timeline.latest(limit=1):
            told = Content(_EMPTY)
        beside = extremes(year) if self._roomy else ""
        words = Content.assemble(told, f"  {beside}") if beside else told
        self.query_one("#year-sentence", Static).update(words)
        self._show_legend()
        self._show_weeks()

    @property
    def _roomy(self) -> bool:
        return self.size.width >= WITH_BARS

    def _show_legend(self) -> None:
        width = min(self.grid.size.width or self.size.width, WITH_BARS)
        row = legend_row(width, quiet=self.grid.year.quiet) if width else ()
        self.query_one("#year-legend", Static).update(content([row]))

    def _show_weeks(self) -> None:
        weeks = self.query_one("#year-weeks")
        year = self.grid.year
        weeks.display = self._roomy and not year.quiet
        if not weeks.display:
            return
        last = min(year.last, year.today)
        journal = self._journal
        lines = lines_of(year.days, last, _WEEKS, journal.vocabulary, journal.settings, quiet=False)
        # The first week may begin before the first day that was read.
        whole = tuple(week for week in lines.weeks if week.first >= year.first - timedelta(days=6))
        lines = type(lines)(weeks=whole, pleasant=(), hard=(), quiet=False)
        self.query_one("#year-chart", Drawing).show(lambda width: content(closeness_chart(lines, width)))

    @on(YearGrid.Moved)
    def _moved(self) -> None:
        self._show_day_heading()
        self._follow()

    def show_day(self) -> None:
        """Show the day under the cursor at once."""
        self._follow.cancel()
        self._show_day_heading()
        self._show_entries()

    def _show_day_heading(self) -> None:
        year, day, formatter = self.grid.year, self.day, self._formatter()
        row = day_heading(
            day,
            year.days.get(day),
            quiet=year.quiet,
            date_format=formatter.date_format,
            width=self.query_one("#year-day").size.width or self.size.width,
        )
        self.query_one("#year-day-heading", Static).update(content([row]))

    def _show_entries(self) -> None:
        summary = self.grid.year.days.get(self.day)
        entries = self._journal.timeline.day(self.day)[::-1] if summary is not None else []
        self.entries.show(entries, self._formatter())
        if not entries and self.entries.has_focus:
            self.grid.focus()  # what is hidden gives the focus to nobody
        self.entries.display = bool(entries)

    def on_resize(self) -> None:
        self.set_class(self._roomy, "-roomy")
        beside = self.size.width >= BESIDE
        self.set_class(beside, "-beside")
        self._fit()
        self.call_after_refresh(self._resized)

    def _fit(self) -> None:
        """As many months as there is room for; where that is scarce, none before the first entry."""
        # Above the months a sentence and the numbers; below them what the signs mean, where there is room.
        room = self.size.height - 2 - (0 if self.has_class("-beside") else _DAY_ROWS)
        airy = room >= MONTHS_SHOWN + 8
        needed = max(_FEWEST_MONTHS, months_since_first_entry(self.grid.year))
        rows = MONTHS_SHOWN if airy else min(room, needed)
        self.query_one("#year-legend").display = room > rows
        self.set_class(room > rows + 2, "-spaced")
        self.set_class(airy, "-airy")
        self.grid.show_rows(rows)

    def _resized(self) -> None:
        self._show_year()
        self._show_day_heading()
