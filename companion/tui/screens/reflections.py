"""Reflections: everything that was logged, to look through, search, read and change; in three views.

Here the views meet, and here is what can be done with the entry in hand.
"""

from datetime import date
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Input, OptionList

from companion.model.clock import local_day
from companion.model.date_format import day_words
from companion.model.records import Entry
from companion.resources import folder
from companion.tui.debounce import following_arrows
from companion.tui.entry_text import EntryFormatter
from companion.tui.screens.entry_actions import show_week_of
from companion.tui.screens.reflections_entries import EntriesView
from companion.tui.screens.reflections_entry import EntryInHandPane
from companion.tui.screens.reflections_keys import HELP, KEYS
from companion.tui.widgets.entry_list import EntryList
from companion.tui.widgets.lines_view import LinesView
from companion.tui.widgets.view_words import ViewWords
from companion.tui.widgets.year_grid import YearGrid
from companion.tui.widgets.year_view import YearView

VIEWS = ("Entries", "Year", "Lines")


class ReflectionsPane(EntryInHandPane):
    """A timeline with the entry in hand beside it, or over it where there is less room; a year; weeks."""

    NAME = "Reflections"
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "reflections.tcss"]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (26, "-high")]  # noqa: RUF012
    AUTO_FOCUS = ""  # Textual's own choice may be the line to search in, while nothing of it is in sight
    HELP = HELP
    BINDINGS: ClassVar[list[BindingType]] = [*KEYS]

    def __init__(self, journal: Any) -> None:
        super().__init__(journal)
        self.view = VIEWS[0]
        self._formatter = EntryFormatter(journal.vocabulary, journal.settings, home_zone=journal.clock.zone)
        self._follow = following_arrows(self, self._show_entry)
        self._stale: set[str] = set()

    def aside(self) -> Widget:
        return ViewWords(VIEWS, id="aside")

    def body(self) -> ComposeResult:
        self.add_class("-entries")
        yield EntriesView(self.journal, lambda: self._formatter, self._entries_shown, id="entries")
        yield YearView(self.journal, lambda: self._formatter, id="year")
        yield LinesView(self.journal, id="lines")

    def on_mount(self) -> None:
        self._settle_focus()

    @property
    def entries(self) -> EntriesView:
        """The view Entries."""
        return self.query_one(EntriesView)

    @property
    def year(self) -> YearView:
        """The view Year."""
        return self.query_one(YearView)

    @property
    def lines(self) -> LinesView:
        """The view Lines."""
        return self.query_one(LinesView)

    # the views

    def reload(self) -> None:
        self._formatter = EntryFormatter(
            self.journal.vocabulary,
            self.journal.settings,
            self.host.configuration.date_format,
            self.journal.clock.zone,
            quiet=self.journal.quiet,
        )
        self.entries.read_stories()
        self._stale = set(VIEWS)
        self._show_view()
        if self.reading:
            self._show_entry()

    def _show_view(self) -> None:
        """Show the view there is, read again where the journal has changed since it last was."""
        if self.view in self._stale:
            self._stale.discard(self.view)
            match self.view:
                case "Year":
                    self.year.reload()
                case "Lines":
                    self.lines.reload()
                case _:
                    self.entries.reload()
        self._show_heading()

    def show_view(self, view: str) -> None:
        """Go to a view by its name; Year and Lines open on the day in hand."""
        day = self._day_in_hand
        before = frozenset(self.classes)
        self.remove_class("-reading", update=False)
        self.view = view
        if day is not None and view == "Year":
            self.year.grid.go_to(day)
        elif day is not None and view == "Lines":
            self.lines.go_to(day)
        for name in VIEWS:
            self.set_class(name == view, f"-{name.lower()}", update=False)
        if self.classes != before:
            self.update_node_styles()  # once for all of them
        self.query_one(ViewWords).show(view)
        self._show_view()
        self._settle_focus()
        self.refresh_bindings()

    def _settle_focus(self) -> None:
        """Focus what the view is moved about in; never anything that is not in sight."""
        if self.view == "Entries":
            self.set_focus(self.entries.timeline if self.entries.timeline.entries else None)
        else:
            self.set_focus(self.year.grid if self.view == "Year" else self.lines)

    @on(ViewWords.Chosen)
    def view_clicked(self, event: ViewWords.Chosen) -> None:
        self.show_view(event.name)

    def action_view(self) -> None:
        """Go on to the next view."""
        self.show_view(VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)])

    def open_year(self) -> None:
        """Open the year, on the day in hand."""
        if self.view != "Year":
            self.show_view("Year")

    @property
    def _day_in_hand(self) -> date | None:
        """The day of the entry in hand, or the one under the cursor of the view; ``None`` for none."""
        if self.view == "Year":
            return self.year.grid.day
        if self.view == "Lines":
            return self.lines.day_near(self.year.grid.day)
        entry = self.entries.timeline.chosen
        return None if entry is None else local_day(entry.occurred_at, self._formatter.settings.day_start)

    @on(YearGrid.YearChanged)
    @on(LinesView.Changed)
    def _show_heading(self) -> None:
        width = self.size.width or 80
        if self.view == "Year":
            self.head(self.year.heading(width))
        elif self.view == "Lines":
            self.head(self.lines.heading(width))
        else:
            self.head(self.entries.heading)

    def _entries_shown(self) -> None:
        """The list was filled: what depends on it follows."""
        if not self.entries.timeline.entries and self.view == "Entries":
            self.remove_class("-reading")
        if self.view == "Entries":
            self._show_heading()
            self._show_entry()
            if not isinstance(self.focused, Input):
                self._settle_focus()
        self.refresh_bindings()

    def _to_entries(self) -> EntriesView:
        """Go to the list, from whichever view."""
        if self.view != "Entries" or self.reading:
            self.show_view("Entries")
        return self.entries

    # the entry in hand

    @property
    def _in_hand(self) -> EntryList:
        """The list that entries are chosen in, in the view in sight."""
        return self.year.entries if self.view == "Year" else self.entries.timeline

    @property
    def chosen(self) -> Entry | None:
        """The entry under the cursor, or on the page."""
        if self.view == "Lines" or (self.view == "Year" and self.focused is self.year.grid):
            return None
        return self._in_hand.chosen

    @property
    def _nothing_left(self) -> bool:
        return not self._in_hand.entries

    def text_of(self, entry: Entry) -> str:
        return self.entries.text_of(entry)

    @property
    def reading(self) -> bool:
        """Whether the page has the eye: over the list, or in use beside it."""
        return self.has_class("-reading")

    @on(OptionList.OptionHighlighted, "#timeline")
    def entry_under_cursor(self) -> None:
        self._follow()

    def _show_entry(self) -> None:
        view = self.entries.page
        if self.reading or (self.view == "Entries" and view.display and self.has_class("-wide")):
            self.entries.show_page(self._in_hand.chosen)

    def on_resize(self, event: Resize) -> None:
        self.call_after_refresh(self._show_entry)
        self.call_after_refresh(self._show_heading)

    @on(OptionList.OptionSelected)
    def action_read(self) -> None:
        """Go to the page of the entry under the cursor."""
        if self._in_hand.chosen is not None:
            self.add_class("-reading")
            self._show_entry()
            self.entries.page.focus()
            self.refresh_bindings()

    def _stop_reading(self) -> None:
        self.remove_class("-reading")
        if self.view == "Year" and self.year.entries.entries:
            self.set_focus(self.year.entries)
        else:
            self._settle_focus()

    def on_descendant_focus(self) -> None:
        if self.reading and self.focused in (self.entries.timeline, self.year.entries):
            self.remove_class("-reading")
        self.refresh_bindings()

    def on_descendant_blur(self) -> None:
        self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        typing = isinstance(self.focused, Input)
        match action:
            case "read":
                return self.focused is self._in_hand and self.chosen is not None
            case "edit" | "delete" | "star" | "story" | "library_page" | "copy":
                in_hand = self.focused in (self._in_hand, self.entries.page)
                asked = action != "story" or not self.journal.quiet
                return in_hand and self.chosen is not None and asked
            case "earlier" | "later" | "today":
                return self.view == "Entries" and self.focused is self.entries.timeline
            case "to_list":
                return typing and bool(self.entries.timeline.entries)
            case "only_with":
                return self.view == "Entries" and not self.reading and not typing
            case "find" | "on_this_day" | "view" | "person":
                return not self.reading and not typing
            case "back":
                in_all = self.view == "Entries" and self.entries.kind == "all"
                return self.reading or not in_all or self.came_from != ""
        return True

    # searching

    async def action_find(self) -> None:
        """Go to the line to search in."""
        entries = self._to_entries()
        if entries.kind != "found":
            entries.fill_with("found")
        entries.search_box.line.focus()

    def action_to_list(self) -> None:
        """Down from the line on top into the list."""
        self.entries.to_list()

    def action_only_with(self) -> None:
        """Pick a feeling or what happened, and show only the entries with it."""
        from companion.tui.screens.only_with import OnlyWithScreen

        def picked(condition: str | None) -> None:
            if condition is not None:
                self._to_entries().narrow_to(condition)

        self.app.push_screen(OnlyWithScreen(self.journal), picked)

    # to a day

    def go_to_date(self, day: date) -> None:
        """Go to a day: in Year and Lines there, else to its first entry, or to that of the nearest day."""
        if self.view == "Year":
            self._stop_reading()
            self.year.grid.go_to(day)
            self.year.grid.focus()
        elif self.view == "Lines":
            self.lines.go_to(day)
        elif (nearest := self.journal.timeline.nearest_day(day)) is None:
            self.host.say("No entries yet.")
        else:
            self._to_entries().go_to_date(nearest)
            if nearest != day:
                words = day_words(day, self._formatter.date_format)
                self.host.say(f"No entries on {words}. This is the nearest day with any.")

    def action_earlier(self) -> None:
        """To the first entry of the day before in the list."""
        self.entries.timeline.go_by_days(1)

    def action_later(self) -> None:
        """To the first entry of the day after."""
        self.entries.timeline.go_by_days(-1)

    def action_today(self) -> None:
        """To the newest entry."""
        self.entries.go_to_newest()

    @on(YearGrid.Chosen)
    def day_chosen(self) -> None:
        """Go into the entries of a day."""
        self.year.show_day()
        if self.year.entries.entries:
            self.set_focus(self.year.entries)
        else:
            self.host.say("No entries on this day.")

    def action_on_this_day(self) -> None:
        """The entries of this date, or of the day under the year's cursor, in earlier years."""
        self.show_earlier_years(self.year.day if self.view == "Year" else self.journal.today())

    def show_earlier_years(self, day: date) -> None:
        """Show the entries of a date in earlier months and years."""
        self._to_entries().show_earlier_years(day)

    def search_for(self, query: str) -> None:
        """Show what a query finds, as if it had been typed."""
        self._to_entries().search_for(query)

    @on(LinesView.Chosen)
    async def week_chosen(self, event: LinesView.Chosen) -> None:
        """Go to the week under the cursor, in Week."""
        await show_week_of(self, self.journal, event.day)

    async def action_back(self) -> None:
        """One level back: from page to list, day to year, search to all; or where a key led here from."""
        if self.reading or self.focused is self.entries.page:
            self._stop_reading()
        elif self.view == "Year" and self.focused is not self.year.grid:
            self.set_focus(self.year.grid)
        else:
            if self.view != "Entries":
                self.show_view("Entries")
            elif self.entries.kind != "all":
                self.set_focus(None)
                self.entries.fill_with("all")
            await self.go_back()

    def choose(self, entry: Entry) -> None:
        """Put the cursor on an entry of the list."""
        self.entries.timeline.go_to(entry.id)
