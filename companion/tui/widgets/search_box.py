"""The line to search in, with the filters there are, and what is said of a search that cannot be made."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from companion.tui.debounce import Debounced

PAUSE = 0.12
"""Seconds without a key before a search begins."""

_FILTERS = 'trigger: response: feeling: tag: after: before: is:starred "exact words"'


class SearchLine(Input):
    """The line itself; down goes on to what was found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "down",
            "screen.to_list",
            "To results",
            key_display="↓",
            tooltip="Go from the search line to the results",
        ),
    ]


class SearchBox(Vertical):
    """Posts ``Searched`` a moment after the last key, and at once with ``done`` when Enter is pressed."""

    class Searched(Message):
        """What stands in the line is to be searched for; ``done``: the person goes on to what was found."""

        def __init__(self, *, done: bool) -> None:
            super().__init__()
            self.done = done

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._search_soon = Debounced(self, PAUSE, self._search)

    def compose(self) -> ComposeResult:
        yield SearchLine(
            placeholder="Search words or filters", compact=True, select_on_focus=False, id="query"
        )
        yield Static(_FILTERS, id="filters", markup=False)
        yield Static("", id="refused", markup=False)

    @property
    def line(self) -> SearchLine:
        """The line to type in."""
        return self.query_one(SearchLine)

    def show_refusal(self, words: str) -> None:
        """Say why it cannot be searched for, in the place of the filters; nothing brings them back."""
        refused = self.query_one("#refused", Static)
        refused.update(words)
        refused.display = bool(words)
        self.query_one("#filters").display = not words

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._search_soon()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self._search_soon.cancel()
        self.post_message(self.Searched(done=True))

    def _search(self) -> None:
        self.post_message(self.Searched(done=False))
