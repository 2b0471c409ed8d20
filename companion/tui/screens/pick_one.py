"""One of a list, picked in a small sheet: by a digit, by its first letters, or with the arrows."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from companion.resources import folder
from companion.tui.overlay import Overlay
from companion.tui.widgets.choice import Choice
from companion.tui.widgets.field import Changed
from companion.tui.widgets.picker import Picker

_ROWS = 9


class PickOneScreen(Overlay[str | None]):
    """Ends with the id of the choice that was picked, or with ``None``."""

    HELP = """
Type to find a row and press Enter, or pick a digit. Esc leaves things as they are.
"""
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "pick_one.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, title: str, label: str, choices: Sequence[Choice], enter: str) -> None:
        """``label`` stands before the choices; ``enter`` is what Enter does, in a word or two."""
        super().__init__()
        self._title, self._label, self._choices, self._enter = title, label, choices, enter

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Static(Content.styled(self._title, "bold"))
            yield Picker(self._label, lambda: self._choices, single=True, rows=_ROWS)
            yield Static(
                Content.assemble(
                    ("enter", "$closeness bold"), (f" {self._enter}   ", "$soft"),
                    ("esc", "$closeness bold"), (" Back", "$soft"),
                )
            )  # fmt: skip

    def on_mount(self) -> None:
        self.query_one(Picker).focus()

    @on(Changed)
    def picked(self) -> None:
        picked = self.query_one(Picker).picked
        if picked:
            self.dismiss(picked[0])
