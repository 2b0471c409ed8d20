"""The passphrase of the open journal, asked for once more before something that only its owner may do."""

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
from companion.tui.widgets.passphrase_field import CAPS_LOCK, SHOW_KEY, PassphraseField
from companion.vault.encryption import check_passphrase
from companion.vault.passphrases import caps_lock_likely


class PassphraseCheckScreen(Overlay[str | None]):
    """Ends with the passphrase, once it was the right one, or with ``None``."""

    HELP = """
This needs the passphrase of your journal, to be sure it is you. Type it and press Enter; **ctrl+t** shows
what you type. Esc changes nothing.
"""
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "passphrases.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, places: Places, title: str, words: str, enter: str, escape: str) -> None:
        """``words``: what it is asked for; ``enter`` and ``escape``: what the two keys do."""
        super().__init__()
        self._places = places
        self._title, self._words = title, words
        self._enter, self._escape = enter, escape

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet", can_focus=False):
            yield Static(Content.styled(self._title, "bold"), id="sheet-title", classes="gap")
            yield Static(self._words, markup=False, classes="gap")
            yield from self.more()
            yield PassphraseField(f"Passphrase; {SHOW_KEY} shows it")
            yield Static("", markup=False, id="answer")
            yield Static(
                Content.assemble(
                    ("Enter", "$closeness bold"),
                    (f" {self._enter}   ", "$soft"),
                    ("Esc", "$closeness bold"),
                    (f" {self._escape}", "$soft"),
                ),
                id="keys",
            )

    def more(self) -> ComposeResult:
        """What stands above the field."""
        yield from ()

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _mention_caps_lock(self, event: Input.Changed) -> None:
        if event.value:
            self.query_one("#answer", Static).update(CAPS_LOCK if caps_lock_likely(event.value) else "")

    @on(Input.Submitted)
    async def _given(self, event: Input.Submitted) -> None:
        passphrase = event.value
        self.query_one(PassphraseField).empty()
        if not passphrase:
            return
        try:
            await asyncio.to_thread(check_passphrase, self._places, passphrase)
        except WrongPassphrase:
            self.query_one("#answer", Static).update("That is not the passphrase; try again, or press Esc.")
        except CompanionError as error:
            self.query_one("#answer", Static).update(Content(str(error)))
        else:
            self.dismiss(passphrase)
