"""Reflections: everything that was logged, to look through, search, read and change.

Longer than most files: a fifth of it are the keys of the pane and their words. What its list can hold is read
in reflections_list.py, and the line to search in is a widget of its own.
"""

from collections import defaultdict
from datetime import date
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static

from companion.model.clock import local_day
from companion.model.errors import CompanionError
from companion.model.records import Entry, Moment, Story
from companion.resources import folder
from companion.tui.entry_text import EntryFormatter
from companion.tui.pane import WORRY_TOOLTIP, Pane
from companion.tui.screens.reflections_list import (
    ListContents,
    ListKind,
    earlier_years,
    everything,
    one_day,
    search_results,
)
from companion.tui.widgets.entry_view import EntryView
from companion.tui.widgets.heatmap import Heatmap
from companion.tui.widgets.search_box import SearchBox
from companion.tui.widgets.timeline import TimelineList

AT_A_TIME = 50
"""Entries read at a time."""
_READ_PAUSE = 0.04
"""Seconds the cursor rests on an entry before its page is laid out beside the list."""


class ReflectionsPane(Pane):
    """A timeline, newest first, with the entry in hand beside it, or over it where there is less room."""

    NAME = "Reflections"
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "reflections.tcss"]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (26, "-high")]  # noqa: RUF012
    HELP = """
Everything you kept, newest first. **Enter** reads an entry, **e** changes it, **d** deletes it and **u**
brings it back.

**/** searches. Words have to stand in the entry; the last one may be unfinished. Filters narrow it down:
`trigger:affection` `response:withdrew` `mood:anxious` `tag:work` `after:2026-01` `before:2026-03-15`
`is:starred`; a phrase goes in quotes, and a minus turns any of them round: `-tag:work`.

**p** opens what the library has for an entry: pages for what happened, or for its question.

**c** opens the calendar, **o** this date in earlier years.

**t** notes a *worry*: what you feared a moment meant, and how sure you were. Later it asks how it turned out.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "read", "Read", key_display="⏎", id="reflections.read", tooltip="Read this entry"),
        Binding("escape", "back", "Back", id="pane.back", tooltip="One level back"),
        Binding(
            "slash",
            "search",
            "Search",
            key_display="/",
            id="reflections.search",
            tooltip="Search in everything",
        ),
        Binding("e", "edit", "Edit", id="reflections.edit", tooltip="Change this entry"),
        Binding("c", "calendar", "Calendar", id="reflections.calendar", tooltip="A calendar of the days"),
        Binding(
            "d,delete",
            "delete",
            "Delete",
            show=False,
            id="reflections.delete",
            tooltip="Delete this entry; u brings it back",
        ),
        Binding("t", "story", "Worry", id="reflections.story", tooltip=WORRY_TOOLTIP),
        Binding(
            "o",
            "on_this_day",
            "On this day",
            show=False,
            id="reflections.on_this_day",
            tooltip="This date in earlier years",
        ),
        Binding(
            "p",
            "library_page",
            "Pages",
            show=False,
            id="reflections.page",
            tooltip="Pages of the library for this entry",
        ),
        Binding(
            "asterisk", "star", "Star", show=False, id="reflections.star", tooltip="Star this entry, or not"
        ),
        Binding(
            "u",
            "undo",
            "Undo",
            show=False,
            id="reflections.undo",
            tooltip="Take back the last change or deletion",
        ),
        Binding("left,h", "back", "Back", show=False, id="reflections.back", tooltip="One level back"),
    ]

    def __init__(self, journal: Any) -> None:
        super().__init__(journal)
        self._kind: ListKind = "all"
        self._limit = AT_A_TIME
        self._more = False
        self._day: date = journal.today()
        self._left_on: str | None = None
        self._stories: dict[str, list[Story]] = {}
        self._formatter = EntryFormatter(journal.vocabulary, journal.settings, home_zone=journal.clock.zone)
        self._read_timer: Timer | None = None

    def body(self) -> ComposeResult:
        yield SearchBox(id="search")
        with Vertical(id="calendar"):
            yield Heatmap(self.journal.timeline.days_logged, id="heatmap")
        with Container(id="reflections"):
            with Vertical(id="list"):
                yield TimelineList(id="timeline")
                yield Static("", id="nothing", markup=False)
            yield EntryView(id="page")

    def on_mount(self) -> None:
        self.set_focus(self.timeline)

    @property
    def timeline(self) -> TimelineList:
        """The list of entries."""
        return self.query_one(TimelineList)

    @property
    def heatmap(self) -> Heatmap:
        """The calendar."""
        return self.query_one(Heatmap)

    @property
    def search_box(self) -> SearchBox:
        """The line to search in, and what is said below it."""
        return self.query_one(SearchBox)

    # what is shown

    def reload(self) -> None:
        settings = self.journal.settings
        self._formatter = EntryFormatter(
            self.journal.vocabulary,
            settings,
            self.host.configuration.date_format,
            self.journal.clock.zone,
        )
        self._stories = defaultdict(list)
        for story in self.journal.stories.all():
            if story.moment is not None:
                self._stories[story.moment].append(story)
        self.heatmap.show(self.journal.today(), settings.week_start)
        self._list()

    def _list(self) -> None:
        """Read what the list is to hold, and show it."""
        try:
            contents = self._read()
        except CompanionError as error:
            self.search_box.show_refusal(str(error).removeprefix("search: "))
            return
        self.search_box.show_refusal("")
        self._more = contents.more
        self.head(Content.styled(contents.title, "bold"), contents.aside)
        day_lines = self._kind != "day"
        self.timeline.show_days(contents.entries, self._formatter, contents.snippets, day_lines=day_lines)
        self.timeline.display = bool(contents.entries)
        nothing = self.query_one("#nothing", Static)
        nothing.update(contents.empty)
        nothing.display = not contents.entries
        if not contents.entries:
            self.remove_class("-reading")
        self._show_entry()
        self.refresh_bindings()

    def _read(self) -> ListContents:
        query = self.search_box.line.value
        match self._kind:
            case "found" if query.strip():
                return search_results(self.journal, query, self._limit)
            case "day":
                return one_day(self.journal, self._day, self._formatter)
            case "date":
                return earlier_years(self.journal, self._day, self._formatter)
        return everything(self.journal, self._limit)

    @on(TimelineList.NearEnd)
    def read_on(self) -> None:
        """Read the next entries when the end of the list comes into reach."""
        if not self._more:
            return
        self._limit += AT_A_TIME
        if self._kind == "all":
            last = list(self.timeline.entries.values())[-1]
            entries = self.journal.timeline.latest(before=last, limit=AT_A_TIME)
            self._more = len(entries) == AT_A_TIME
            self.timeline.add_days(entries, self._formatter)
        else:
            self._list()

    def _fill_with(self, kind: ListKind) -> None:
        """Fill the list anew, with the cursor on the first entry, or on that which it left everything on."""
        if self._kind == "all" and kind != "all" and self.timeline.chosen is not None:
            self._left_on = self.timeline.chosen.id
        self._kind = kind
        if kind != "all":
            self._limit = AT_A_TIME
        self.set_class(kind == "found", "-searching")
        self._list()
        self.timeline.go_to(self._left_on if kind == "all" else None)

    # the entry in hand

    @property
    def chosen(self) -> Entry | None:
        """The entry under the cursor, or on the page."""
        return self.timeline.chosen

    @property
    def reading(self) -> bool:
        """Whether the page has the eye: over the list, or in use beside it."""
        return self.has_class("-reading")

    @on(OptionList.OptionHighlighted, "#timeline")
    def entry_under_cursor(self) -> None:
        if self._read_timer is not None:
            self._read_timer.stop()
        self._read_timer = self.set_timer(_READ_PAUSE, self._show_entry)

    def _show_entry(self) -> None:
        view = self.query_one(EntryView)
        if view.display and (self.has_class("-wide") or self.reading):
            entry = self.chosen
            stories = self._stories.get(entry.id, []) if entry is not None else []
            view.show(entry, self._formatter, stories)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_entry)

    @on(OptionList.OptionSelected, "#timeline")
    def action_read(self) -> None:
        """Go to the page of the entry under the cursor."""
        if self.chosen is not None:
            self.add_class("-reading")
            self._show_entry()
            self.query_one(EntryView).focus()
            self.refresh_bindings()

    def _stop_reading(self) -> None:
        self.remove_class("-reading")
        self.set_focus(self.timeline)

    def on_descendant_focus(self) -> None:
        if self.reading and self.focused is self.timeline:
            self.remove_class("-reading")
        self.set_class(self.focused in (self.timeline, self.query_one(EntryView)), "-in-list")
        self.refresh_bindings()

    def on_descendant_blur(self) -> None:
        self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "read":
                return self.focused is self.timeline and self.chosen is not None
            case "edit" | "delete" | "star" | "story" | "library_page":
                return self.focused in (self.timeline, self.query_one(EntryView)) and self.chosen is not None
            case "to_list":
                return isinstance(self.focused, Input) and bool(self.timeline.entries)
            case "calendar" if self.focused is self.heatmap:
                return False
            case "search" | "calendar" | "on_this_day":
                return not self.reading and not isinstance(self.focused, Input)
            case "undo":
                return not isinstance(self.focused, Input)
            case "back":
                return self.reading or self._kind != "all" or self.has_class("-calendar")
        return True

    def action_library_page(self) -> None:
        """What the library has for the entry in hand."""
        from companion.tui.screens.library_page import page_of_entry

        page = page_of_entry(self.chosen, self.journal) if self.chosen is not None else None
        if page is None:
            self.host.say("No page goes with this one.")
        else:
            self.host.open_page(page)

    # searching

    def action_search(self) -> None:
        self._close_calendar()
        if self._kind != "found":
            self._fill_with("found")
        self.search_box.line.focus()

    @on(SearchBox.Searched)
    def search(self, event: SearchBox.Searched) -> None:
        """Show what is found; done typing, go on to it."""
        if self._kind == "found":
            self._limit = AT_A_TIME
            self._list()
            self.timeline.go_to(None)
        if event.done:
            self.action_to_list()

    def action_to_list(self) -> None:
        """Down from the line on top into the list."""
        if self.timeline.entries:
            self.set_focus(self.timeline)

    # the calendar, and this day in earlier years

    def action_calendar(self) -> None:
        """Open the calendar."""
        if self.chosen is not None and self._kind != "day":
            self.heatmap.go_to(local_day(self.chosen.occurred_at, self._formatter.settings.day_start))
        self.add_class("-calendar")
        self._day = self.heatmap.day
        self._fill_with("day")
        self._focus_heatmap()

    def _focus_heatmap(self) -> None:
        self.remove_class("-in-list")  # where there is little room, the list had taken its place
        self.call_after_refresh(self.heatmap.focus)

    def _close_calendar(self) -> None:
        self.remove_class("-calendar")

    @on(Heatmap.Moved)
    def day_under_cursor(self, event: Heatmap.Moved) -> None:
        if self.has_class("-calendar"):
            self._day = event.day
            self._list()

    @on(Heatmap.Chosen)
    def day_chosen(self, event: Heatmap.Chosen) -> None:
        self._day = event.day
        self._fill_with("day")
        self.action_to_list()

    def action_on_this_day(self) -> None:
        """The entries of this date, or of the day under the calendar's cursor, in earlier years."""
        self._day = self.heatmap.day if self.has_class("-calendar") else self.journal.today()
        self._close_calendar()
        self._fill_with("date")
        self.set_focus(self.timeline)

    def action_back(self) -> None:
        """One level back: from page to list, from a day to the calendar, from a search to everything."""
        if self.reading or self.focused is self.query_one(EntryView):
            self._stop_reading()
        elif self.has_class("-calendar") and not self.heatmap.has_focus:
            self._focus_heatmap()
        elif self._kind != "all":
            self._close_calendar()
            self._fill_with("all")
            self.search_box.line.value = ""
            self.set_focus(self.timeline)

    # changing

    def action_edit(self) -> None:
        """Open the form for the chosen entry on a page of its own."""
        from companion.tui.screens.entry import EditScreen

        entry = self.chosen
        if entry is None:
            return

        def done(saved: str | None) -> None:
            if saved is not None:
                self._changed(saved or "Kept. u takes it back.")
            elif self.journal.drafts.get(f"edit:{entry.id}") is not None:
                self.host.say("Not saved yet. e goes on where you were.")

        self.app.push_screen(EditScreen(self.journal, entry), done)

    def action_story(self) -> None:
        """Note a worry about the chosen moment; where one is open, say how it turned out."""
        from companion.tui.screens.story import open_worry

        entry = self.chosen
        if isinstance(entry, Moment):
            open_worry(self, self.journal, entry)
        else:
            self.host.say("A worry belongs to a moment. Select one first.")

    def action_star(self) -> None:
        entry = self.chosen
        if entry is not None:
            self.journal.entries.star(entry.id)
            self._changed("No star any more." if entry.starred else "Starred.")

    def action_delete(self) -> None:
        entry = self.chosen
        if entry is not None:
            reading = self.reading
            self.journal.entries.delete(entry.id)
            self._changed("Deleted. u brings it back.")
            if reading:
                self._stop_reading()

    def action_undo(self) -> None:
        undone = self.journal.entries.undo()
        self._changed(undone or "Nothing to take back.")

    def _changed(self, words: str) -> None:
        self.host.say(words)
        self.host.tell_changed()
