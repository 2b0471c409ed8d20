"""What is done on the command line: the line to type, in a small sheet."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from companion.tui.overlay import Overlay


class CommandLineScreen(Overlay[None]):
    """Says what to type, and copies it where the terminal lets it."""

    HELP = """
This is done in a terminal, outside the panes. Enter copies the line, where your terminal allows it; then
paste it there. Quit first, or open a second terminal.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "copy", "Copy"),
        Binding("escape,q", "dismiss", "Close"),
    ]

    def __init__(self, title: str, about: str, line: str) -> None:
        super().__init__()
        self._title, self._about, self._line = title, about, line

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Static(Content.styled(self._title, "bold"))
            yield Static(f"{self._about}. This is done in a terminal; type", classes="soft", markup=False)
            yield Static(Content.styled(self._line, "$closeness bold"), id="line")
            yield Static(
                Content.assemble(
                    ("enter", "$closeness bold"), (" copies it   ", "$soft"),
                    ("esc", "$closeness bold"), (" closes this", "$soft"),
                )
            )  # fmt: skip

    def action_copy(self) -> None:
        """Put the line where a terminal pastes from, where the terminal takes it."""
        self.app.copy_to_clipboard(self._line)
        self.dismiss()
