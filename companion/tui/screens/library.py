"""Library: cards, practices and patterns to read, each with the pages it goes on to."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from companion.resources import folder
from companion.review.library import LibraryPage, group_heading
from companion.review.library_find import PageIndex
from companion.review.shelf import page_rows
from companion.tui.debounce import Debounced, following_arrows
from companion.tui.drawn import content
from companion.tui.pane import Pane
from companion.tui.screens.experiment import try_practice
from companion.tui.screens.library_page import can_go_through, go_through, pages_of
from companion.tui.widgets.library_page_view import LibraryPageView
from companion.tui.widgets.line_input import LineInput
from companion.tui.widgets.row_list import RowList

WIDEST = 160
"""Columns from which the pages that go on from the one in hand have a column of their own."""
PAUSE = 0.04
"""Seconds without a key before what is typed is looked for."""
READ_PAUSE = 0.3
"""Seconds without a key before the first page found is shown beside the list."""
MOST_FOUND = 12
"""How many pages are listed as found, the best first."""


class LibraryPane(Pane):
    """The list of pages; the page in hand beside it from 100 columns, from 160 what that goes on to."""

    NAME = "Library"
    CSS_PATH: ClassVar[list[Any]] = [
        folder("styles") / "row_list.tcss",
        folder("styles") / "library_page.tcss",
        folder("styles") / "library.tcss",
    ]
    HELP = """
Short pages, by what you may be asking: what helps right now, what may be going on with them, with you, and
between the two of you. Take what fits and leave the rest.

Press **/** to find a page, a practice or a question by everyday words. Each page ends with *See also*: Tab
goes there, Enter opens a page, Esc goes back. **x** on a practice starts an experiment with it.

**F2** opens the Safety page from anywhere. **F6** has what you can do tonight, when they step back or when
you feel yourself pulling away. **Enter** on such a page goes through it step by step.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "z",
            "restore_prompt",
            "Ask it again",
            id="library.bring_back",
            tooltip="Ask this hidden question again",
        ),
        Binding("slash", "find", "Find", id="pane.find", tooltip="Find a page"),
        Binding(
            "left,h",
            "contents",
            "Contents",
            key_display="←",
            id="library.contents",
            tooltip="Back to the list of pages",
        ),
        Binding(
            "enter", "signs", "Go through it", id="library.signs", tooltip="Go through this page step by step"
        ),
        Binding("x", "try", "Try this", id="library.try", tooltip="Start an experiment with this practice"),
    ]

    def __init__(self, journal: Any) -> None:
        super().__init__(journal)
        self._pages: dict[str, LibraryPage] = {}
        self._index = PageIndex({})
        self._open: str | None = None
        self._width = 0
        self._look_soon = Debounced(self, PAUSE, self._look, leading=True)
        self._read_soon = Debounced(self, READ_PAUSE, self._show_found)
        self._follow = following_arrows(self, self._show_under_cursor)
        self._listed: tuple[str | None, ...] = ()
        self._shelf_made: tuple[int, list[Option]] = (-1, [])
        """All pages under their headings, and the width they were made for; made anew when they are read."""
        self._found_made: dict[tuple[str, bool, int], Option] = {}
        """Rows of pages found so far, by page, whether it says where it stands, and width."""

    def body(self) -> ComposeResult:
        with Horizontal(id="library"):
            with Vertical(id="shelf"):
                yield LineInput(placeholder="Find a page", compact=True, id="find")
                yield RowList(id="pages")
            yield LibraryPageView(id="page")
            with Vertical(id="goes-on"):
                yield Static("See also", classes="soft")
                yield RowList(id="next-pages")

    def on_mount(self) -> None:
        self.query_one("#find").display = False
        self._shelf.focus()

    @property
    def _shelf(self) -> RowList:
        return self.query_one("#pages", RowList)

    def reload(self) -> None:
        pages = pages_of(self.journal)
        if pages != self._pages:
            self._pages, self._index = pages, PageIndex(pages)
            self._make_index(self._index)
        self._listed = ()
        self._shelf_made = (-1, [])
        self._found_made.clear()
        find = Content.assemble(("/", "bold $closeness @click=screen.find"), " find a page")
        self.head(Content.styled("Library", "bold"), Content(f"{len(self._on_shelf)} pages   ") + find)
        self._list()

    @work(thread=True, exclusive=True)
    def _make_index(self, index: PageIndex) -> None:
        index.make()

    def _list(self) -> None:
        """The shelf: all pages under their headings, or those that fit what is looked for, the best first."""
        words = self.query_one("#find", Input).value.strip()
        shelf = self._shelf
        options = self._found_rows(words, shelf.row_width) if words else self._shelf_rows(shelf.row_width)
        listed = tuple(option.id for option in options)
        if words and listed == self._listed:
            return  # another letter of a word that finds the same
        self._listed = listed
        shelf.set_options(options)
        first = next((n for n, option in enumerate(options) if option.id is not None), None)
        here = next((n for n, option in enumerate(options) if option.id and option.id == self._open), first)
        shelf.highlighted = first if words else here

    def _shelf_rows(self, width: int) -> list[Option]:
        if self._shelf_made[0] != width:
            self._shelf_made = width, list(self._on_shelf_under_headings(width))
        return self._shelf_made[1]

    def _on_shelf_under_headings(self, width: int) -> Iterator[Option]:
        first = True
        group, section = "", ("", "")
        for page in self._on_shelf:
            headings: list[tuple[str, str]] = []
            if page.group != group:
                group = page.group
                headings.append((group_heading(group, self.journal.settings), "bold $foreground"))
            if (page.group, page.section) != section:
                section = (page.group, page.section)
                headings.append((page.section, "$closeness"))
            for n, heading in enumerate(headings):
                blank = "" if first or n else "\n"
                first = False
                yield Option(Content.assemble(blank, heading), disabled=True)
            yield Option(content(page_rows(page, width)), id=page.id)

    def _found_rows(self, words: str, width: int) -> list[Option]:
        found = self._index.find(words)[:MOST_FOUND]
        if not found:
            return [Option(Content.styled("No page found. Try fewer words.", "$soft"), disabled=True)]
        titles = Counter(page.title for page in found)
        return [self._found_row(page, width, where=titles[page.title] > 1) for page in found]

    def _found_row(self, page: LibraryPage, width: int, *, where: bool) -> Option:
        made, key = self._found_made, (page.id, where, width)
        if key not in made:
            made[key] = Option(content(page_rows(page, width, where=where)), id=page.id)
        return made[key]

    @property
    def _on_shelf(self) -> list[LibraryPage]:
        away = self.journal.prompts.dismissed
        return [page for page in self._pages.values() if page.on_shelf or page.id in away]

    @property
    def view(self) -> LibraryPageView:
        """The page that is shown."""
        return self.query_one(LibraryPageView)

    @property
    def in_hand(self) -> LibraryPage | None:
        """The page that is shown, or the one under the cursor that is about to be."""
        row = self._shelf.highlighted_option
        return self._pages.get(row.id) if self._follow.pending and row and row.id else self.view.page

    def show_page(self, page_id: str) -> None:
        """Open a page by its id, whatever the shelf shows."""
        page = self._pages.get(page_id)
        if page is not None:
            self._open = page_id
            self.view.begin(self._pages, page)

    def on_library_page_view_opened(self) -> None:
        self.refresh_bindings()
        self._show_next()

    @on(RowList.Resized)
    def lay_out(self) -> None:
        """The list for the width it was given, and what the page goes on to where there is room for that."""
        width = self._shelf.row_width
        if width != self._width:
            self._width = width
            self._listed = ()
            self._list()
        self.view.keep_links_elsewhere(self.size.width >= WIDEST)
        self._show_next()

    def _show_next(self) -> None:
        """The pages that the one in hand goes on to, in their own column."""
        beside = self.query_one("#goes-on")
        onward = self.view.onward if self.size.width >= WIDEST else []
        beside.display = bool(onward)
        if onward:
            listing = beside.query_one(RowList)
            width = listing.row_width
            listing.set_options([Option(content(page_rows(page, width)), id=page.id) for page in onward])
            listing.highlighted = 0

    @on(OptionList.OptionSelected, "#next-pages")
    def next_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            self.view.go_on(event.option_id)
            self.view.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        page = self.in_hand
        if action == "restore_prompt":
            return page is not None and page.id in self.journal.prompts.dismissed
        if action == "contents":
            return not self._shelf.has_focus
        if action == "signs":
            return can_go_through(self, page)
        if action == "try":
            return page is not None and page.id in self.journal.vocabulary.practices
        return True

    def action_restore_prompt(self) -> None:
        """Let a question that was put away be asked again."""
        if self.in_hand is not None:
            self.journal.prompts.restore(self.in_hand.id)
            self.host.say("This question can come up again.")
            self.host.tell_changed()

    def action_signs(self) -> None:
        """The signs of the page in hand as a list to mark, or what can be done tonight."""
        go_through(self, self.journal, self.in_hand)

    def action_try(self) -> None:
        if self.in_hand is not None:
            try_practice(self, self.journal, self.in_hand.id)

    @on(OptionList.OptionHighlighted, "#pages")
    def page_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the page in hand; while one types, only once there is a longer pause."""
        self._read_soon.cancel()
        if event.option_id is None:
            return
        if self.query_one("#find").has_focus:
            self._read_soon()
        else:
            self._follow()

    def _show_under_cursor(self) -> None:
        row = self._shelf.highlighted_option
        if row is not None and row.id is not None:
            self.show_page(row.id)

    def _show_found(self) -> None:
        row = self._shelf.highlighted_option
        if row is not None and row.id != self._open:
            self._show_under_cursor()

    @on(OptionList.OptionSelected, "#pages")
    def page_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            self._follow.cancel()
            self.show_page(event.option_id)
            self.add_class("-reading")
            self.view.focus()

    @on(Input.Changed, "#find")
    def find_changed(self) -> None:
        """Look for what is typed a moment after the last key; a page is laid out after a longer one."""
        self._read_soon.cancel()
        self._look_soon()

    def _look(self) -> None:
        self._list()
        if self.query_one("#find").has_focus:
            self._read_soon()

    @on(Input.Submitted, "#find")
    def find_done(self) -> None:
        """On to what was found, which has to be in the list by now."""
        self._look_soon.flush()
        self.action_contents()
        self._show_found()

    async def action_find(self) -> None:
        self.remove_class("-reading")
        find = self.query_one("#find", Input)
        find.display = True
        find.focus()

    def action_contents(self) -> None:
        self.remove_class("-reading")
        find = self.query_one("#find", Input)
        find.display = bool(find.value)
        self._shelf.focus()

    def action_back(self) -> None:
        find = self.query_one("#find", Input)
        if find.value and (find.has_focus or self._shelf.has_focus):
            find.value = ""
            self._look_soon.cancel()
            self._look()
            self.action_contents()
        elif find.has_focus or self._shelf.has_focus or not self.view.back():
            self.action_contents()
