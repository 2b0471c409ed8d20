"""Choosing a passphrase for a new journal, or going without one."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from companion.system.paths import Places, command_for
from companion.tui.widgets.passphrase_field import CAPS_LOCK, PassphraseField
from companion.vault.passphrases import alike, caps_lock_likely, strength

_WORDS = """\
A passphrase locks the file, also for somebody who takes the disk or a backup. Four or five unrelated \
words are strong, and easy to keep in mind.

A forgotten passphrase cannot be reset. The next page offers a recovery sheet for that."""

_WITHOUT = """\
Without a passphrase, anyone who can use this account can read the file, and so can whoever gets hold of the \
disk or of a backup.

`{command}` gives it a passphrase at any later time."""


_KEYS = "Enter goes on (empty: without). ctrl+t shows what you type. Escape goes back."
_KEYS_WITHOUT = "Enter goes on without one. Escape goes back."


class NewPassphraseScreen(ModalScreen[str | None]):
    """Ends with the passphrase, given twice, with an empty text for none, or with nothing for going back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back"),
        Binding("enter", "go_on", "Go on", show=False),
    ]

    def __init__(self, places: Places) -> None:
        super().__init__()
        self._without = _WITHOUT.format(command=command_for(places, "encrypt"))

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet", can_focus=False):
            yield Static(Content.styled("A passphrase?", "bold $closeness"), id="sheet-title")
            yield Static(_WORDS, markup=False, id="words")
            yield PassphraseField("Passphrase", id="first")
            yield Static("", markup=False, id="strength")
            yield PassphraseField("The same once more", id="second")
            yield Static("", markup=False, id="answer")
            yield Static(_KEYS, classes="soft", id="keys")

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
        words = strength(event.value)[1] if event.value else ""
        if caps_lock_likely(event.value):
            words = CAPS_LOCK
        self.query_one("#strength", Static).update(words)

    @on(Input.Submitted, "#first")
    def _to_second(self) -> None:
        if self._first.value:
            self._second.focus()
        else:
            self._show_without(True)

    @on(Input.Submitted, "#second")
    def _given_twice(self) -> None:
        if self._first.value and alike(self._first.value, self._second.value):
            self.dismiss(self._first.value)
            return
        self.query_one("#answer", Static).update("The two differ; once more.")
        self._second.value = ""
        (self._second if self._first.value else self._first).focus()

    def _show_without(self, without: bool) -> None:
        """Say what going without one means, or ask for one again."""
        self.set_class(without, "-without")
        for part in (*self.query(Input), self.query_one("#strength"), self.query_one("#answer")):
            part.display = not without
        self.query_one("#words", Static).update(Content(self._without if without else _WORDS))
        self.query_one("#keys", Static).update(_KEYS_WITHOUT if without else _KEYS)
        self.set_focus(None if without else self._first)

    def action_back(self) -> None:
        """Back to the passphrase, or to the page before."""
        if self.has_class("-without"):
            self._show_without(False)
        else:
            self.dismiss(None)

    def action_go_on(self) -> None:
        if self.has_class("-without"):
            self.dismiss("")
