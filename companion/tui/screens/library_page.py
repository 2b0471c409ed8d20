"""A page of the library over whatever is in sight, and from there on to others."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen

from companion.journal import Journal
from companion.model.records import Moment, Reflection
from companion.resources import folder
from companion.review.library import LibraryPage, library_pages, moment_page
from companion.review.outside_help import SIGNS_PAGE
from companion.review.sequel_text import words_by_act
from companion.review.tonight import WAYS
from companion.tui.host import Host, host_of
from companion.tui.overlay import Overlay
from companion.tui.screens.experiment import try_practice
from companion.tui.widgets.library_page_view import LibraryPageView
from companion.tui.widgets.links import LinkList


def pages_of(journal: Journal) -> dict[str, LibraryPage]:
    """Every page of the library as this journal has it, by id."""
    vocabulary, settings = journal.vocabulary, journal.settings
    afterwards = words_by_act(journal.insight.sequels(), vocabulary, settings)
    return library_pages(vocabulary, settings, quiet=journal.quiet, afterwards=afterwards)


class LibraryPageScreen(Overlay[None]):
    """One page to begin with; Escape goes back one page, and from the first back to where one was."""

    HELP = """
A page of the Library, on top of where you were. The arrows scroll. Tab goes to the pages under See also, and
Enter opens one. Esc goes back one page, and from the first one back to where you were.
"""
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "library_page.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "onward", "See also", id="page.onward", tooltip="Go to the related pages"),
        Binding(
            "enter", "signs", "Go through it", id="page.signs", tooltip="Go through this page step by step"
        ),
        Binding("x", "try", "Try this", id="page.try", tooltip="Start an experiment with this practice"),
        Binding(
            "escape,q,left,h",
            "back",
            "Back",
            key_display="esc",
            id="page.back",
            tooltip="Back to the previous page",
        ),
    ]

    def __init__(self, journal: Journal, page: str | LibraryPage) -> None:
        super().__init__()
        self._journal = journal
        self._pages = pages_of(journal)
        self._first = self._pages.get(page) if isinstance(page, str) else page

    @property
    def host(self) -> Host:
        """The app around it."""
        return host_of(self)

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield LibraryPageView(id="page")

    @property
    def view(self) -> LibraryPageView:
        """The page in sight."""
        return self.query_one(LibraryPageView)

    def on_mount(self) -> None:
        if self._first is None:
            self.dismiss()
            return
        self.view.begin(self._pages, self._first)
        self.view.focus()

    def on_library_page_view_opened(self) -> None:
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not self.query(LibraryPageView):  # it is opening or closing, and the footer asks already
            return False
        page = self.view.page
        if action == "onward":
            return page is not None and any(link in self._pages for link in page.links)
        if action == "signs":
            return can_go_through(self, page)
        return action != "try" or (page is not None and page.id in self._journal.vocabulary.practices)

    def action_signs(self) -> None:
        """The signs of the page in hand as a list to mark, or what can be done tonight."""
        go_through(self, self._journal, self.view.page)

    def action_onward(self) -> None:
        self.view.query_one(LinkList).focus()

    def action_try(self) -> None:
        if self.view.page is not None:
            try_practice(self, self._journal, self.view.page.id)

    def action_back(self) -> None:
        if not self.view.back():
            self.dismiss()


def page_of_entry(entry: Moment | Reflection, journal: Journal) -> str | LibraryPage | None:
    """Where an entry goes on to: its question, its one trigger, or a page that names several."""
    if isinstance(entry, Reflection):
        return entry.prompt
    page = moment_page(entry, journal.vocabulary, quiet=journal.quiet)
    return page.links[0] if len(page.links) == 1 else page if page.links else None


def can_go_through(screen: Screen[Any], page: LibraryPage | None) -> bool:
    """Whether there is a sheet that goes through a page, and it does not lie beneath already."""
    from companion.tui.screens.tonight import TonightScreen

    beneath = any(isinstance(one, TonightScreen) for one in screen.app.screen_stack)
    return page is not None and (page.id == SIGNS_PAGE or (page.id in WAYS and not beneath))


def go_through(screen: Screen[Any], journal: Journal, page: LibraryPage | None) -> None:
    """Open the sheet that goes through a page step by step: the signs of outside help, or tonight."""
    from companion.tui.screens.help_checklist import HelpChecklistScreen
    from companion.tui.screens.tonight import TonightScreen

    if page is not None:
        tonight = page.id in WAYS
        screen.app.push_screen(TonightScreen(journal, page.id) if tonight else HelpChecklistScreen(journal))
