"""A passphrase for an open journal: a first one, or another in the place of the one it has."""

import asyncio
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from companion.model.errors import CompanionError, WrongPassphrase
from companion.resources import folder
from companion.system.paths import Places
from companion.tui.overlay import Overlay
from companion.tui.widgets.new_passphrase import WORDS, NewPassphrase
from companion.tui.widgets.passphrase_field import SHOW_KEY, PassphraseField
from companion.vault.encryption import PassphraseChange, check_passphrase
from companion.vault.passphrases import alike

_AFTER = " The journal is closed meanwhile and opens again; copies in other places stay as they are."
_KEYS = f"Enter goes on. {SHOW_KEY} shows what you type. Esc leaves everything as it is."


class NewPassphraseScreen(Overlay[PassphraseChange | None]):
    """Ends with both passphrases, the old one checked, or with ``None``."""

    HELP = """
A passphrase for your journal, typed twice. Four or five ordinary words are easy to remember and hard to
guess; **ctrl+t** shows what you type. If you forget it, only a recovery sheet opens the journal. Esc
changes nothing.
"""
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "passphrases.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, places: Places, *, has_one: bool) -> None:
        """``has_one``: whether the journal has a passphrase that this one takes the place of."""
        super().__init__()
        self._places = places
        self._has_one = has_one

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet", can_focus=False):
            title = "Another passphrase" if self._has_one else "A passphrase"
            yield Static(Content.styled(title, "bold $closeness"), id="sheet-title", classes="gap")
            yield Static(WORDS + _AFTER, markup=False, classes="gap")
            if self._has_one:
                yield PassphraseField("The passphrase it has now", id="old")
            yield NewPassphrase()
            yield Static(_KEYS, classes="soft", id="keys")

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    @property
    def _old(self) -> str | None:
        return self.query_one("#old", Input).value if self._has_one else None

    @on(Input.Submitted, "#old")
    def _go_on(self) -> None:
        self.query_one(NewPassphrase).first.focus()

    @on(NewPassphrase.Given)
    async def _given(self, event: NewPassphrase.Given) -> None:
        fields, old = self.query_one(NewPassphrase), self._old
        if old is not None:
            if alike(old, event.passphrase):
                fields.say("The new one is the old one; nothing was changed.")
                return
            try:
                await asyncio.to_thread(check_passphrase, self._places, old)
            except WrongPassphrase:
                fields.say("The first field does not have the passphrase of now; nothing was changed.")
                self.query_one("#old", PassphraseField).empty()
                self.query_one("#old").focus()
                return
            except CompanionError as error:
                fields.say(str(error))
                return
        self.dismiss(PassphraseChange(old, event.passphrase))
