"""Settings that guard the journal less than the usual ones, and that nobody agreed to: asked about once."""

import asyncio
from collections.abc import Mapping
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from companion.model.errors import CompanionError, WrongPassphrase
from companion.resources import folder
from companion.system.guarded_settings import Value, spelled
from companion.system.paths import Places
from companion.tui.widgets.passphrase_field import CAPS_LOCK, SHOW_KEY, PassphraseField
from companion.vault.encryption import check_passphrase
from companion.vault.passphrases import caps_lock_likely, why_no_keyring

_WORDS = """\
The configuration file has them, and they were set without your passphrase. They guard your journal less \
than usual, so they are not in use."""

_COLUMN = 20
"""Cells for a setting and its value, before what it means."""


def _meaning(name: str, value: Value) -> str:
    if name == "lock_after":
        return "minutes until it locks" if value else "it does not lock by itself"
    opens = "no keyring was found for it" if why_no_keyring() else "it opens without asking"
    means = {"keyring": opens, "phrase_check": "no safety page is offered"}
    return means.get(name, "changes lock or safety keys")


class SettingsToAgreeScreen(ModalScreen[bool]):
    """Ends with ``True`` once the passphrase was given, with ``False`` when the usual settings stay."""

    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "settings_to_agree.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(False)", "Leave them out")]

    def __init__(self, places: Places, values: Mapping[str, Value]) -> None:
        super().__init__()
        self._places = places
        self._values = values

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet", can_focus=False):
            yield Static(Content.styled("Did you set these?", "bold"), id="sheet-title", classes="gap")
            yield Static(_WORDS, markup=False, classes="gap")
            for name, value in self._values.items():
                said = f"{name} {spelled(value)}"
                yield Static(Content.assemble(f"{said:<{_COLUMN}}", (_meaning(name, value), "$soft")))
            yield PassphraseField(f"Passphrase; {SHOW_KEY} shows it")
            yield Static("", markup=False, id="answer")
            yield Static(
                Content.assemble(
                    ("Enter", "$closeness bold"),
                    (" uses them   ", "$soft"),
                    ("Esc", "$closeness bold"),
                    (" leaves them out", "$soft"),
                ),
                id="keys",
            )

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
            self.dismiss(True)
