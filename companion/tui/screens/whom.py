"""Asks with whom it is so: a name known from the moments, or another one."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from companion.model.text import one_line


class WhomScreen(ModalScreen[str | None]):
    """Ends with a name, or with ``None`` when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = tuple(names)

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Static(Content.styled("Only with whom?", "bold"))
            yield OptionList(
                *(Option(Content(one_line(name)), id=str(n)) for n, name in enumerate(self._names)),
                markup=False,
                compact=True,
            )
            yield Input(placeholder="or another name", compact=True)
            yield Static("Enter says so, Tab goes on, Escape leaves it.", classes="soft")

    def on_mount(self) -> None:
        self.query_one(OptionList if self._names else Input).focus()

    @on(OptionList.OptionSelected)
    def known(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._names[event.option_index])

    @on(Input.Submitted)
    def typed(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())
