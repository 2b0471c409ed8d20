"""The rows of the sheet of settings, under each other."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from companion.tui.drawn import content
from companion.tui.setting_rows import SettingRow, row_lines


class RowView(Static):
    """A row of the sheet."""

    class Clicked(Message):
        """A row was clicked."""

        def __init__(self, row: SettingRow) -> None:
            super().__init__()
            self.row = row

    def __init__(self, row: SettingRow, *, first: bool) -> None:
        super().__init__(id=f"row-{row.id}", classes="setting")
        self.row = row
        self.first = first
        self._drawn: tuple[str, int, bool] | None = None

    def show(self, words: str, width: int, *, chosen: bool) -> None:
        """Draw it, unless it is drawn like this already."""
        if self._drawn != (words, width, chosen):
            self._drawn = (words, width, chosen)
            self.update(content(row_lines(self.row, words, width, first=self.first, chosen=chosen)))

    def on_click(self) -> None:
        self.post_message(self.Clicked(self.row))


class RowScroll(VerticalScroll, can_focus=True):
    """The rows under each other; the keys that would scroll them move in them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "screen.move(-1)", "Up", show=False),
        Binding("down,j", "screen.move(1)", "Down", show=False),
        Binding("pageup", "screen.move(-9)", "Up", show=False),
        Binding("pagedown", "screen.move(9)", "Down", show=False),
        Binding("home", "screen.move(-99)", "First", show=False),
        Binding("end", "screen.move(99)", "Last", show=False),
    ]

    class Resized(Message):
        """There is more or less room for a row."""

    def on_resize(self) -> None:
        self.post_message(self.Resized())
