"""Settings that guard the journal less than the usual ones, and that nobody agreed to: asked about once."""

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from companion.system.guarded_settings import Value, spelled
from companion.system.paths import Places
from companion.tui.screens.passphrase_check import PassphraseCheckScreen
from companion.vault.passphrases import why_no_keyring

_WORDS = """\
The configuration file has them, and they were set without your passphrase. They guard your journal less \
than usual, so they are not in use."""

_COLUMN = 20
"""Cells for a setting and its value, before what it means."""


def meaning(name: str, value: Value) -> str:
    """What a value that guards the journal less comes to, in a few words."""
    if name == "lock_after":
        return "minutes until it locks" if value else "it does not lock by itself"
    opens = "no keyring was found for it" if why_no_keyring() else "it opens without asking"
    means = {"keyring": opens, "phrase_check": "no safety page is offered"}
    return means.get(name, "changes lock or safety keys")


class SettingsToAgreeScreen(PassphraseCheckScreen):
    """Ends with the passphrase once it was given, with ``None`` when the usual settings stay."""

    HELP = """
The configuration file has settings that guard your journal less than usual. If you set them yourself,
your passphrase confirms it and they are used. If you did not, press Esc: they are left out.
"""

    def __init__(self, places: Places, values: Mapping[str, Value]) -> None:
        super().__init__(places, "Did you set these?", _WORDS, "uses them", "leaves them out")
        self._values = values

    def more(self) -> ComposeResult:
        for name, value in self._values.items():
            said = f"{name} {spelled(value)}"
            yield Static(Content.assemble(f"{said:<{_COLUMN}}", (meaning(name, value), "$soft")))
