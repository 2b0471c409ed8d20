"""A page of the library and the pages it goes on to, with the way back."""

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from companion.model.text import one_line
from companion.review.library import LibraryPage
from companion.tui.widgets.links import LinkList
from companion.tui.widgets.page_text import PageText


class LibraryPageView(VerticalScroll, can_focus=True):
    """Shows one of ``pages``; a link opens another, and :meth:`back` returns to the one before."""

    BINDINGS = [  # noqa: RUF012
        Binding("j", "scroll_down", "Down", show=False),
        Binding("k", "scroll_up", "Up", show=False),
    ]

    class Opened(Message):
        """Another page is in sight."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._pages: Mapping[str, LibraryPage] = {}
        self._before: list[LibraryPage] = []
        self.page: LibraryPage | None = None
        self._links_elsewhere = False

    def compose(self) -> ComposeResult:
        yield Static("", id="page-title", markup=False)
        yield PageText(id="page-body")
        yield Static("See also", id="onward", classes="soft")
        yield LinkList(id="links")

    def begin(self, pages: Mapping[str, LibraryPage], page: LibraryPage) -> None:
        """Show a page as the first one; nothing lies before it."""
        self._pages = pages
        self._before = []
        self._show(page)

    def back(self) -> bool:
        """Return to the page before, if there is one; whether there was."""
        if not self._before:
            return False
        self._show(self._before.pop())
        return True

    def _show(self, page: LibraryPage) -> None:
        self.page = page
        self.query_one("#page-title", Static).update(Content.styled(one_line(page.title), "bold"))
        body = self.query_one(PageText)
        body.show(page.body)
        body.display = bool(page.body)
        self._show_links()
        self.scroll_home(animate=False)
        self.post_message(self.Opened())

    @property
    def onward(self) -> list[LibraryPage]:
        """The pages that the one in sight goes on to."""
        links = () if self.page is None else self.page.links
        return [self._pages[link] for link in links if link in self._pages]

    def keep_links_elsewhere(self, elsewhere: bool) -> None:
        """Whether what the page goes on to stands beside it, and so not at its end."""
        if elsewhere != self._links_elsewhere:
            self._links_elsewhere = elsewhere
            self._show_links()

    def _show_links(self) -> None:
        links = [] if self._links_elsewhere else self.onward
        self.query_one(LinkList).show(
            (link.id, Content.assemble(one_line(link.title), "  ", (one_line(link.section), "$soft")))
            for link in links
        )
        self.query_one("#onward").display = self.query_one(LinkList).display = bool(links)

    @on(LinkList.OptionSelected, "#links")
    def link_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id:
            self.go_on(event.option_id)
            self.focus()

    def go_on(self, id: str) -> None:
        """Open a page that this one goes on to; :meth:`back` returns here."""
        page = self._pages.get(id)
        if page is None:
            return
        if self.page is not None:
            self._before.append(self.page)
        self._show(page)
