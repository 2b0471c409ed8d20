"""A field for a passphrase: a dot for each character, until a key shows them."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from companion.tui.widgets.line_input import LineInput

SHOW_KEY = "ctrl+t"

CAPS_LOCK = "All capitals so far: caps lock may be on."
"""What is said where that is likely; no terminal tells."""


class PassphraseField(LineInput):
    """The same key shows, and hides, what stands in all such fields of a screen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding(SHOW_KEY, "show", "Show or hide", show=False)]

    def __init__(self, placeholder: str, *, id: str | None = None) -> None:
        super().__init__(password=True, placeholder=placeholder, compact=True, select_on_focus=False, id=id)

    def empty(self) -> None:
        """Nothing stands in it, and the next thing typed is hidden."""
        self.value = ""
        self.password = True

    def action_show(self) -> None:
        hide = not self.password
        for field in self.screen.query(PassphraseField):
            field.password = hide
