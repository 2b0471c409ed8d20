"""``?`` or F1: keys and help for the current pane."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from companion.tui.pane import Pane
from companion.tui.widgets.hanging_indent import HangingIndent
from companion.tui.widgets.page_text import PageText

_KEY_WIDTH = 10
"""Cells for the keys, before what they do."""

_ABOUT = ("1 to 6", "Go to a pane; tab goes on in it, esc one level back. Arrows or hjkl move.")
"""What moves about, in a row."""


class HelpScreen(ModalScreen[None]):
    """A sheet over the pane; any of Escape, F1 and q closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q,question_mark", "dismiss", "Close")]

    def __init__(self, pane: Pane) -> None:
        super().__init__()
        self._words = pane.HELP.strip()
        self._groups = pane.bindings_for_help()

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet"):
            for group, keys in self._groups.items():
                if group == "Move about":
                    keys = [_ABOUT]
                if keys:
                    rows = [(Content.styled(key, "$closeness bold"), words) for key, words in keys]
                    yield Static(Content.styled(group, "$soft"), classes="group")
                    yield Static(HangingIndent(rows, _KEY_WIDTH), classes="keys")
            yield PageText(self._words)
            yield Static("Esc closes this.", classes="soft")
