"""Asks about whom: a name known from the moments, or another one."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from companion.model.text import one_line
from companion.tui.overlay import Overlay
from companion.tui.widgets.line_input import LineInput


class ChoosePersonScreen(Overlay[str | None]):
    """Ends with a person, or with ``None`` when it was left.

    ``persons`` are pairs of what it ends with and the words for it; ``another`` asks for any other name.
    """

    HELP = """
The people you log moments with. Pick one with the arrows and Enter, or type another name below. Esc changes
nothing.
"""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, title: str, persons: Sequence[tuple[str, str]], *, another: bool = True) -> None:
        super().__init__()
        self._title = title
        self._persons = tuple(persons)
        self._another = another

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Static(Content.styled(self._title, "bold"))
            yield OptionList(
                *(Option(Content(one_line(name)), id=str(n)) for n, (_, name) in enumerate(self._persons)),
                markup=False,
                compact=True,
            )
            if self._another:
                yield LineInput(
                    placeholder="Or another name"
                    if self._persons
                    else "A name, or a word that stands for them",
                    compact=True,
                )
            go_on = "Tab moves on, " if self._another and self._persons else ""
            yield Static(f"Enter confirms, {go_on}Esc cancels.", classes="soft")

    def on_mount(self) -> None:
        self.query_one(OptionList).display = bool(self._persons)
        self.query_one(OptionList if self._persons else Input).focus()

    @on(OptionList.OptionSelected)
    def known(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._persons[event.option_index][0])

    @on(Input.Submitted)
    def typed(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())
