"""Choosing a passphrase for a new journal, or going without one."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from companion.vault.passphrases import strength

_WORDS = """\
A passphrase locks the file, also for somebody who takes the disk or a backup. Four or five words that have \
nothing to do with one another are strong, and easy to keep in mind.

There is no way around it: a passphrase that is lost is lost, and the journal with it."""

_WITHOUT = """\
Without a passphrase, anyone who can use this account can read the file, and so can whoever gets hold of the \
disk or of a backup.

`companion encrypt` gives it a passphrase at any later time."""


class NewPassphraseScreen(ModalScreen[str]):
    """Ends with the passphrase, given twice, or with an empty text for none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "without", "Without one"),
        Binding("enter", "go_on", "Go on", show=False),
    ]

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet", can_focus=False):
            yield Static(Content.styled("A passphrase?", "bold $closeness"), id="sheet-title")
            yield Static(_WORDS, markup=False, id="words")
            yield Input(password=True, placeholder="Passphrase", compact=True, id="first")
            yield Static("", markup=False, id="strength")
            yield Input(password=True, placeholder="The same once more", compact=True, id="second")
            yield Static("", markup=False, id="answer")
            yield Static("Enter goes on. Escape goes on without one.", classes="soft", id="keys")

    @property
    def _first(self) -> Input:
        return self.query_one("#first", Input)

    @property
    def _second(self) -> Input:
        return self.query_one("#second", Input)

    def on_mount(self) -> None:
        self._first.focus()

    @on(Input.Changed, "#first")
    def _show_strength(self, event: Input.Changed) -> None:
        self.query_one("#strength", Static).update(strength(event.value)[1] if event.value else "")

    @on(Input.Submitted, "#first")
    def _to_second(self) -> None:
        if self._first.value:
            self._second.focus()

    @on(Input.Submitted, "#second")
    def _given_twice(self) -> None:
        if self._first.value and self._first.value == self._second.value:
            self.dismiss(self._first.value)
            return
        self.query_one("#answer", Static).update("The two differ; once more.")
        self._second.value = ""
        (self._second if self._first.value else self._first).focus()

    def action_without(self) -> None:
        """Say what going without one means; a second time goes on."""
        if self.has_class("-without"):
            self.dismiss("")
            return
        self.add_class("-without")
        for field in self.query(Input):
            field.display = False
        self.query_one("#strength").display = False
        self.query_one("#answer").display = False
        self.query_one("#words", Static).update(Content(_WITHOUT))
        self.query_one("#keys", Static).update("Enter goes on.")
        self.set_focus(None)

    def action_go_on(self) -> None:
        if self.has_class("-without"):
            self.dismiss("")
