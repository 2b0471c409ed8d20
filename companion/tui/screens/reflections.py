"""Reflections: everything that was logged, to look through, search, read and change."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static

from companion.model.clock import local_day
from companion.model.date_format import day_words
from companion.model.errors import CompanionError
from companion.model.records import Entry, Moment, Story
from companion.resources import folder
from companion.tui.entry_text import EntryFormatter, Snippet
from companion.tui.pane import Pane
from companion.tui.widgets.entry_page import EntryPage
from companion.tui.widgets.heatmap import Heatmap
from companion.tui.widgets.timeline import Timeline

PAGE = 50
"""Entries read at a time."""
_SEARCH_PAUSE = 0.12
"""Seconds without a key before a search begins."""
_READ_PAUSE = 0.04
"""Seconds the cursor rests on an entry before its page is laid out beside the list."""

_FILTERS = 'trigger: response: mood: tag: after: before: is:starred "exact words"'

View = Literal["all", "found", "day", "date"]
"""What the list holds: everything, what was searched for, one day, or this date in earlier years."""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What the list is to show: entries in order, pieces that were found, and words for the heading."""

    entries: list[Entry]
    title: str
    aside: str
    empty: str
    snippets: dict[str, Snippet]
    more: bool


class SearchLine(Input):
    """The line to search in; down goes on to what was found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "down", "screen.to_list", "To the list", key_display="↓", tooltip="From the search to the list"
        ),
    ]


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

**t** notes a *story*: what you feared a moment meant, and how sure you were. It asks again later how it
turned out.
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
        Binding(
            "t", "story", "Story", id="reflections.story", tooltip="Note a feared story, or how it ended"
        ),
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
            "page",
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
        self._view: View = "all"
        self._limit = PAGE
        self._more = False
        self._day: date = journal.today()
        self._place: str | None = None
        self._stories: dict[str, list[Story]] = {}
        self._formatter = EntryFormatter(journal.vocabulary, journal.settings, home_zone=journal.clock.zone)
        self._search_timer: Timer | None = None
        self._read_timer: Timer | None = None

    def body(self) -> ComposeResult:
        with Vertical(id="search"):
            yield SearchLine(
                placeholder="words, or a filter", compact=True, select_on_focus=False, id="query"
            )
            yield Static(_FILTERS, id="filters", markup=False)
            yield Static("", id="refused", markup=False)
        with Vertical(id="calendar"):
            yield Heatmap(self.journal.timeline.days_logged, id="heatmap")
        with Container(id="reflections"):
            with Vertical(id="list"):
                yield Timeline(id="timeline")
                yield Static("", id="nothing", markup=False)
            yield EntryPage(id="page")

    def on_mount(self) -> None:
        self.set_focus(self.timeline)

    @property
    def timeline(self) -> Timeline:
        return self.query_one(Timeline)

    @property
    def heatmap(self) -> Heatmap:
        return self.query_one(Heatmap)

    @property
    def query_line(self) -> Input:
        return self.query_one("#query", Input)

    # what is shown

    def reload(self) -> None:
        settings = self.journal.settings
        self._formatter = EntryFormatter(
            self.journal.vocabulary,
            settings,
            self.companion.configuration.date_format,
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
        refused = self.query_one("#refused", Static)
        try:
            shelf = self._read()
            refused.update("")
        except CompanionError as error:
            refused.update(str(error).removeprefix("search: "))
            return
        finally:
            self.query_one("#filters").display = not refused.content
            refused.display = bool(refused.content)
        self._more = shelf.more
        self.head(Content.styled(shelf.title, "bold"), shelf.aside)
        self.timeline.show_days(shelf.entries, self._formatter, shelf.snippets, day_lines=self._view != "day")
        self.timeline.display = bool(shelf.entries)
        nothing = self.query_one("#nothing", Static)
        nothing.update(shelf.empty)
        nothing.display = not shelf.entries
        if not shelf.entries:
            self.remove_class("-reading")
        self._show_page()
        self.refresh_bindings()

    def _read(self) -> _Shelf:
        match self._view:
            case "found" if self.query_line.value.strip():
                return self._found(self.query_line.value)
            case "day":
                entries = self.journal.timeline.day(self._day)
                day = self._formatter.day(self._day)
                return _Shelf(
                    entries, day, _count(len(entries)), "Nothing was logged on this day.", {}, False
                )
            case "date":
                entries = self.journal.timeline.on_this_day(self._day)
                date_words = day_words(self._day, self._formatter.date_format, weekday=False, year=False)
                title = f"On this day, {date_words}"
                empty = "Nothing on this date in earlier years or months yet."
                return _Shelf(entries, title, _count(len(entries)), empty, {}, False)
        entries = self.journal.timeline.latest(limit=self._limit)
        total = self.journal.timeline.count()
        empty = "Nothing here yet. Press 1 and log a moment; it will stand here."
        return _Shelf(entries, "Everything you kept", _count(total), empty, {}, len(entries) == self._limit)

    def _found(self, query: str) -> _Shelf:
        hits = self.journal.timeline.search(query, limit=self._limit)
        more = len(hits) == self._limit
        aside = f"the newest {len(hits)}" if more else f"{len(hits)} found"
        snippets = {hit.entry.id: hit.snippet for hit in hits}
        empty = "Nothing with these words. Fewer words find more; Escape goes back to everything."
        return _Shelf([hit.entry for hit in hits], "Search", aside, empty, snippets, more)

    @on(Timeline.NearEnd)
    def read_on(self) -> None:
        """Read the next entries when the end of the list comes into reach."""
        if not self._more:
            return
        self._limit += PAGE
        if self._view == "all":
            last = list(self.timeline.entries.values())[-1]
            entries = self.journal.timeline.latest(before=last, limit=PAGE)
            self._more = len(entries) == PAGE
            self.timeline.add_days(entries, self._formatter)
        else:
            self._list()

    def _look_at(self, view: View, entry_id: str | None = None) -> None:
        """Fill the list anew, with the cursor on an entry or on the first one."""
        if self._view == "all" and view != "all" and self.timeline.chosen is not None:
            self._place = self.timeline.chosen.id
        self._view = view
        if view != "all":
            self._limit = PAGE
        self.set_class(view == "found", "-searching")
        self._list()
        self.timeline.go_to(self._place if view == "all" and entry_id is None else entry_id)

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
        self._read_timer = self.set_timer(_READ_PAUSE, self._show_page)

    def _show_page(self) -> None:
        page = self.query_one(EntryPage)
        if page.display and (self.has_class("-wide") or self.reading):
            entry = self.chosen
            stories = self._stories.get(entry.id, []) if entry is not None else []
            page.show(entry, self._formatter, stories)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_page)

    @on(OptionList.OptionSelected, "#timeline")
    def action_read(self) -> None:
        """Go to the page of the entry under the cursor."""
        if self.chosen is not None:
            self.add_class("-reading")
            self._show_page()
            self.query_one(EntryPage).focus()
            self.refresh_bindings()

    def _stop_reading(self) -> None:
        self.remove_class("-reading")
        self.set_focus(self.timeline)

    def on_descendant_focus(self) -> None:
        if self.reading and self.focused is self.timeline:
            self.remove_class("-reading")
        self.set_class(self.focused in (self.timeline, self.query_one(EntryPage)), "-in-list")
        self.refresh_bindings()

    def on_descendant_blur(self) -> None:
        self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "read":
                return self.focused is self.timeline and self.chosen is not None
            case "edit" | "delete" | "star" | "story" | "page":
                return self.focused in (self.timeline, self.query_one(EntryPage)) and self.chosen is not None
            case "to_list":
                return isinstance(self.focused, Input) and bool(self.timeline.entries)
            case "calendar" if self.focused is self.heatmap:
                return False
            case "search" | "calendar" | "on_this_day":
                return not self.reading and not isinstance(self.focused, Input)
            case "undo":
                return not isinstance(self.focused, Input)
            case "back":
                return self.reading or self._view != "all" or self.has_class("-calendar")
        return True

    def action_page(self) -> None:
        """What the library has for the entry in hand."""
        from companion.tui.screens.library_page import PageScreen, page_of_entry

        page = page_of_entry(self.chosen, self.journal) if self.chosen is not None else None
        if page is None:
            self.companion.say("No page goes with this one.")
        else:
            self.app.push_screen(PageScreen(self.journal, page))

    # searching

    def action_search(self) -> None:
        self._close_calendar()
        if self._view != "found":
            self._look_at("found")
        self.query_line.focus()

    @on(Input.Changed, "#query")
    def query_changed(self) -> None:
        if self._search_timer is not None:
            self._search_timer.stop()
        if self._view == "found":
            self._search_timer = self.set_timer(_SEARCH_PAUSE, self._search)

    def _search(self) -> None:
        if self._view == "found":
            self._limit = PAGE
            self._list()
            self.timeline.go_to(None)

    @on(Input.Submitted, "#query")
    def query_done(self) -> None:
        if self._search_timer is not None:
            self._search_timer.stop()
        self._search()
        self.action_to_list()

    def action_to_list(self) -> None:
        """Down from the line on top into the list."""
        if self.timeline.entries:
            self.set_focus(self.timeline)

    # the calendar, and this day in earlier years

    def action_calendar(self) -> None:
        """Open the calendar."""
        if self.chosen is not None and self._view != "day":
            self.heatmap.go_to(local_day(self.chosen.occurred_at, self._formatter.settings.day_start))
        self.add_class("-calendar")
        self._day = self.heatmap.day
        self._look_at("day")
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
        self._look_at("day")
        self.action_to_list()

    def action_on_this_day(self) -> None:
        """The entries of this date, or of the day under the calendar's cursor, in earlier years."""
        self._day = self.heatmap.day if self.has_class("-calendar") else self.journal.today()
        self._close_calendar()
        self._look_at("date")
        self.set_focus(self.timeline)

    def action_back(self) -> None:
        """One level back: from page to list, from a day to the calendar, from a search to everything."""
        if self.reading or self.focused is self.query_one(EntryPage):
            self._stop_reading()
        elif self.has_class("-calendar") and not self.heatmap.has_focus:
            self._focus_heatmap()
        elif self._view != "all":
            self._close_calendar()
            self._look_at("all")
            self.query_line.value = ""
            self.set_focus(self.timeline)

    # changing

    def action_edit(self) -> None:
        """Open the form for the chosen entry on a page of its own."""
        from companion.tui.screens.entry import EditScreen

        entry = self.chosen
        if entry is None:
            return

        def done(kept: bool | None) -> None:
            if kept:
                self._changed("Kept. u takes it back.")
            elif self.journal.drafts.get(f"edit:{entry.id}") is not None:
                self.companion.say("Not saved yet. e goes on where you were.")

        self.app.push_screen(EditScreen(self.journal, entry), done)

    def action_story(self) -> None:
        """Note a feared story for the chosen moment; where one is open, say how it turned out."""
        from companion.tui.screens.story import StoryCheckScreen, StoryScreen

        entry = self.chosen
        if not isinstance(entry, Moment):
            self.companion.say("A story hangs on a moment; choose one first.")
            return
        open_story = next(
            (story for story in self._stories.get(entry.id, []) if story.closed_at is None), None
        )
        screen = (
            StoryScreen(self.journal, entry.id)
            if open_story is None
            else StoryCheckScreen(self.journal, open_story)
        )
        self.app.push_screen(screen, lambda kept: self._changed("Kept.") if kept else None)

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
        self.companion.say(words)
        self.companion.tell_changed()


def _count(entries: int) -> str:
    return f"{entries:,} {'entry' if entries == 1 else 'entries'}" if entries else ""
