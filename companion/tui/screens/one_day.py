"""A pane with the entries of one day at a time: going from day to day, and what is done with an entry."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from companion.journal import Journal
from companion.model.clock import local_day
from companion.model.date_format import day_words
from companion.model.records import Entry, Moment
from companion.tui.entry_text import EntryFormatter
from companion.tui.pane import WORRY_TOOLTIP, Pane
from companion.tui.screens.entry_actions import (
    PERSON_KEY,
    ask_for_person,
    open_library_page,
)
from companion.tui.widgets.entry_list import DayEntries

if TYPE_CHECKING:
    from companion.tui.screens.reflections import ReflectionsPane

ENTRY_KEYS: tuple[BindingType, ...] = (
    Binding("enter", "open", "Open", tooltip="Open the selected entry, to read or change it"),
    Binding("e", "edit", "Edit", id="today.edit", tooltip="Edit or complete the selected entry"),
    Binding(
        *("d,delete", "delete", "Delete"),
        id="today.delete",
        tooltip="Delete the selected entry; u undoes it",
    ),
    Binding(
        *("left,h,left_square_bracket", "day(-1)", "Earlier"),
        key_display="←",
        id="today.earlier",
        tooltip="The day before",
    ),
    Binding("s", "story", "Worry", id="today.story", tooltip=WORRY_TOOLTIP),
    Binding("asterisk", "star", "Star", show=False, id="today.star", tooltip="Add or remove a star"),
    Binding(
        *("right,l,right_square_bracket", "day(1)", "Later"),
        key_display="→",
        show=False,
        id="today.later",
        tooltip="The day after",
    ),
    Binding("t", "today", "Today", show=False, id="today.today", tooltip="Back to today"),
    Binding(
        *("y", "on_this_day", "In earlier years"),
        show=False,
        id="reflections.on_this_day",
        tooltip="This date in earlier months and years",
    ),
    Binding(
        *("i", "library_page", "About it"),
        show=False,
        id="reflections.page",
        tooltip="Library pages for this entry",
    ),
    PERSON_KEY,
    Binding(
        *("x", "experiment", "Experiment"),
        show=False,
        id="today.try",
        tooltip="Log how your experiment went, or start one",
    ),
)
"""The keys for the chosen entry and for going from day to day."""


class OneDayPane(Pane):
    """Holds the list of a day's entries, and the keys for the chosen one. Escape and its like are left to the
    pane that is one.
    """

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self._day: date | None = None
        """The day in sight, where it is not today."""
        self._choose: str | None = None
        """The id of the entry to go to when the day is shown next; ``""``: the first one."""

    @property
    def _list(self) -> DayEntries:
        return self.query_one(DayEntries)

    @property
    def day(self) -> date:
        """The local day in sight."""
        today = self.journal.today()
        return today if self._day is None else min(self._day, today)

    def _formatter(self) -> EntryFormatter:
        journal = self.journal
        return EntryFormatter(
            journal.vocabulary,
            journal.settings,
            self.host.configuration.date_format,
            journal.clock.zone,
            quiet=journal.quiet,
        )

    def _near(self, day: date) -> str:
        ago = (self.journal.today() - day).days
        return ("Today, ", "Yesterday, ")[ago] if ago < 2 else ""

    def _named(self, day: date) -> str:
        """``Yesterday, Saturday 28 February``; with its year where that is another one."""
        same_year = day.year == self.journal.today().year and self._near(day) != ""
        form = self.host.configuration.date_format
        return self._near(day) + day_words(day, form, year=not same_year)

    # the day's entries

    def action_day(self, step: int) -> None:
        """Go to the day before (-1) or after (1); not past today."""
        self._go_to(self.day + timedelta(days=step))

    def action_today(self) -> None:
        """Go back to today."""
        self._go_to(self.journal.today())

    def _go_to(self, day: date, entry: str = "") -> None:
        """Show a day, with this entry chosen, or its first one."""
        self._day = day if day < self.journal.today() else None
        self._choose = entry
        self.reload()

    @on(OptionList.OptionSelected, "#entries")
    def action_open(self) -> None:
        """Open the chosen entry."""
        self.action_edit()

    def action_edit(self) -> None:
        """Open the chosen entry to change or complete it."""
        from companion.tui.screens.entry import EditScreen

        entry = self._list.chosen
        if entry is None:
            return

        def done(saved: str | None) -> None:
            if saved is not None:
                self.host.say(saved or "Changes saved. u undoes.")
                self.host.tell_changed()

        self.app.push_screen(EditScreen(self.journal, entry), done)

    def action_story(self) -> None:
        """Note a worry about the chosen moment; where one is open, say how it turned out."""
        from companion.tui.screens.story import open_worry

        entry = self._list.chosen
        if isinstance(entry, Moment):
            open_worry(self, self.journal, entry)
        else:
            self.host.say("A worry belongs to a moment. Press n to log one first.")

    def action_star(self) -> None:
        """Add or remove a star."""
        entry = self._list.chosen
        if entry is not None:
            self.journal.entries.star(entry.id)
            self.host.say("Star removed." if entry.starred else "Star added.")
            self.host.tell_changed()

    def action_delete(self) -> None:
        """Delete the chosen entry."""
        entry = self._list.chosen
        if entry is not None:
            self.journal.entries.delete(entry.id)
            self.host.say("Deleted. Press u to undo.")
            self.host.tell_changed()

    def choose(self, entry: Entry) -> None:
        self._go_to(local_day(entry.occurred_at, self.journal.settings.day_start), entry.id)

    async def action_on_this_day(self) -> None:
        """Show the day in sight in earlier months and years, in Reflections."""
        (await self._reflections()).show_earlier_years(self.day)

    def action_library_page(self) -> None:
        """Open what the Library has for the chosen entry."""
        open_library_page(self, self.journal, self._list.chosen)

    def action_person(self) -> None:
        """Ask for a person, and show the moments with them alone."""

        async def search(query: str) -> None:
            (await self._reflections()).search_for(query)

        ask_for_person(self, self.journal, search)

    async def _reflections(self) -> "ReflectionsPane":
        """Reflections, gone to from here."""
        from companion.tui.screens.reflections import ReflectionsPane

        await self.host.action_pane("reflections")
        pane = self.app.screen
        assert isinstance(pane, ReflectionsPane)
        return pane

    def action_experiment(self) -> None:
        """Log how the experiment under way went, or start one."""
        from companion.tui.screens.today_waiting import open_experiment

        open_experiment(self, self.journal)
