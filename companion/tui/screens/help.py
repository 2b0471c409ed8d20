"""``?`` or F1: the keys and words of the pane in sight."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from companion.tui.pane import Pane
from companion.tui.widgets.page_text import PageText


class HelpScreen(ModalScreen[None]):
    """A sheet over the pane; any of Escape, F1 and q closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q,question_mark", "dismiss", "Close")]

    def __init__(self, pane: Pane) -> None:
        super().__init__()
        self._words = pane.HELP.strip()
        self._keys = list(pane.bindings_for_help())

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet"):
            yield PageText(self._words)
            rows = [Content.assemble((key.rjust(10), "$closeness"), "  ", words) for key, words in self._keys]
            yield Static(Content("\n").join(rows))
            yield Static("Escape closes this.", classes="soft")
