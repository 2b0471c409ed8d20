"""The view Entries: the list, the line to search it in, and the page of the entry in hand."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from companion.journal import Journal
from companion.model.errors import CompanionError
from companion.model.records import Entry, Story
from companion.review.entry_text import EntryWords
from companion.tui.entry_text import EntryFormatter
from companion.tui.screens.reflections_list import (
    ListContents,
    ListKind,
    earlier_years,
    everything,
    search_results,
)
from companion.tui.widgets.entry_view import EntryView
from companion.tui.widgets.search_box import SearchBox
from companion.tui.widgets.timeline import TimelineList

AT_A_TIME = 50
"""Entries read at a time."""
_LONGEST = 500
"""Entries on the way to a date; behind more of them the list begins at that date."""


class EntriesView(Vertical):
    """Fills its list with everything, with what is searched for, or with a date in earlier years.

    ``shown`` is called whenever the list was filled; ``formatter`` gives the words of the present settings.
    """

    def __init__(
        self,
        journal: Journal,
        formatter: Callable[[], EntryFormatter],
        shown: Callable[[], None],
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._journal = journal
        self._formatter = formatter
        self._shown = shown
        self.kind: ListKind = "all"
        self.heading = Content("")
        """What stands in the pane's title row."""
        self._limit = AT_A_TIME
        self._more = False
        self._day = journal.today()
        self._left_on: str | None = None
        self._stories: dict[str, list[Story]] = {}

    def compose(self) -> ComposeResult:
        yield SearchBox(id="search")
        with Container(id="reflections"):
            with Vertical(id="list"):
                yield TimelineList(id="timeline")
                yield Static("", id="nothing", markup=False)
            yield EntryView(id="page")

    @property
    def timeline(self) -> TimelineList:
        """The list."""
        return self.query_one(TimelineList)

    @property
    def page(self) -> EntryView:
        """The page of the entry in hand."""
        return self.query_one(EntryView)

    @property
    def search_box(self) -> SearchBox:
        """The line to search in, and what is said below it."""
        return self.query_one(SearchBox)

    # the page

    def read_stories(self) -> None:
        """Read which worries belong to which moment."""
        self._stories = defaultdict(list)
        for story in self._journal.stories.all():
            if story.moment is not None:
                self._stories[story.moment].append(story)

    def show_page(self, entry: Entry | None) -> None:
        """Show an entry on the page; ``None`` clears it."""
        stories = self._stories.get(entry.id, []) if entry is not None else []
        self.page.show(entry, self._formatter(), stories)

    def text_of(self, entry: Entry) -> str:
        """An entry with all that was said of it as plain text."""
        journal = self._journal
        form = self._formatter().date_format
        words = EntryWords(journal.vocabulary, journal.settings, journal.clock.zone, form)
        return words.whole_text(entry, self._stories.get(entry.id, ()))

    # filling the list

    def reload(self) -> None:
        """Read what the list is to hold, and show it."""
        if (contents := self._read_or_refused()) is not None:
            self._show(contents)

    def _read_or_refused(self) -> ListContents | None:
        """What the list is to hold; ``None`` once it is said why that cannot be read."""
        try:
            return self._read()
        except CompanionError as error:
            self.search_box.show_refusal(str(error).removeprefix("search: "))
            return None

    def _show(self, contents: ListContents) -> None:
        self.search_box.show_refusal("")
        self._more = contents.more
        aside = f"   {contents.aside}" if contents.aside else ""
        self.heading = Content.assemble((contents.title, "bold"), (aside, "$soft"))
        self.timeline.show_days(contents.entries, self._formatter(), contents.snippets)
        self.timeline.display = bool(contents.entries)
        nothing = self.query_one("#nothing", Static)
        nothing.update(contents.empty)
        nothing.display = not contents.entries
        self._shown()

    def _read(self) -> ListContents:
        query = self.search_box.line.value
        match self.kind:
            case "found" if query.strip():
                return search_results(self._journal, query, self._limit)
            case "date":
                return earlier_years(self._journal, self._day, self._formatter())
        return everything(self._journal, self._limit)

    async def _find(self) -> None:
        """Read and show what is searched for, as :meth:`reload`, a few entries at a time."""
        contents, query = self._read_or_refused(), self.search_box.line.value
        if contents is None:
            return
        await self.timeline.tell_ahead(contents.entries, self._formatter(), contents.snippets)
        if (self.kind, self.search_box.line.value) == ("found", query):
            self._show(contents)

    @on(TimelineList.NearEnd)
    def read_on(self) -> None:
        """Read the next entries when the end of the list comes into reach."""
        if not self._more:
            return
        self._limit += AT_A_TIME
        if self.kind == "all":
            last = list(self.timeline.entries.values())[-1]
            entries = self._journal.timeline.latest(before=last, limit=AT_A_TIME)
            self._more = len(entries) == AT_A_TIME
            self.timeline.add_days(entries, self._formatter())
        else:
            self.reload()

    def fill_with(self, kind: ListKind) -> None:
        """Fill the list anew, with the cursor on the first entry, or on that which it left everything on."""
        if self.kind == "all" and kind != "all" and self.timeline.chosen is not None:
            self._left_on = self.timeline.chosen.id
        self.kind = kind
        if kind != "all":
            self._limit = AT_A_TIME
        if kind != "found":
            self.search_box.line.value = ""
        self.set_class(kind == "found", "-searching")
        self.reload()
        self.timeline.go_to(self._left_on if kind == "all" else None)

    @on(SearchBox.Searched)
    async def search(self, event: SearchBox.Searched) -> None:
        """Show what is found; done typing, go on to it."""
        event.stop()
        if self.kind == "found":
            self._limit = AT_A_TIME
            await self._find()
            self.timeline.go_to(None)
        if event.done:
            self.to_list()

    def search_for(self, query: str) -> None:
        """Show what a query finds, as if it had been typed."""
        self.search_box.line.value = query
        self.fill_with("found")
        self.to_list()

    def narrow_to(self, condition: str) -> None:
        """Add a filter to what is searched for; without a search it is the only one."""
        words = self.search_box.line.value.split() if self.kind == "found" else []
        self.search_for(" ".join([*words, condition]))

    def show_earlier_years(self, day: date) -> None:
        """Fill the list with the entries of this date in earlier years."""
        self._day = day
        self.fill_with("date")

    # moving about

    def to_list(self) -> None:
        """Down from the line on top into the list."""
        if self.timeline.entries:
            self.timeline.focus()

    def go_to_date(self, day: date) -> None:
        """Put the cursor on the first entry of a day that has some, and list what leads there."""
        since = sum(self._journal.timeline.days_logged(day, self._journal.today()).values())
        if since > _LONGEST:
            self.search_for(f"before:{day + timedelta(days=1)}")
            return
        self._limit = max(self._limit, since + 1)
        self.fill_with("all")
        self.timeline.go_to_day(day, at_top=True)
        self.to_list()

    def go_to_newest(self) -> None:
        """Put the cursor on the newest entry of all."""
        if self.kind != "all":
            self.fill_with("all")
        self.timeline.go_to(None)
