"""A name for a new journal."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from companion.model.errors import CompanionError
from companion.system.journal_names import make
from companion.system.paths import Places
from companion.tui.overlay import Overlay
from companion.tui.widgets.line_input import LineInput

_WORDS = """\
It has a passphrase, backups and drafts of its own, next to this one. This one is locked first, and your \
drafts are kept.

The name can be seen: on the screen while the journal is open, and in the folder at any time. Choose one \
that anyone may read."""


class NewJournalScreen(Overlay[Places | None]):
    """Ends with the places of a journal that has a name and nothing in it yet, or with ``None``."""

    HELP = """
A second journal, with a name and a passphrase of its own. The one you have stays as it is, and All
actions takes you from one to the other. Enter creates it, Esc cancels.
"""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, here: Places) -> None:
        """``here``: those of a journal beside which the new one is to be."""
        super().__init__()
        self._here = here

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet", can_focus=False):
            yield Static(Content.styled("A new journal", "bold $closeness"), id="sheet-title")
            yield Static(_WORDS, markup=False, id="words")
            yield LineInput(placeholder="A name: letters, digits, - and _", compact=True)
            yield Static("", markup=False, id="answer")
            yield Static("Enter makes it, Esc cancels.", classes="soft")

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        try:
            self.dismiss(make(self._here, event.value.strip(), "name"))
        except (CompanionError, OSError) as error:
            words = str(error) if isinstance(error, CompanionError) else f"{error.filename}: {error.strerror}"
            self.query_one("#answer", Static).update(words)
