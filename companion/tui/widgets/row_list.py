"""A list of rows of words, of which some lead somewhere; arrows or j and k move, Enter goes on."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.message import Message

from companion.tui.widgets.marked_list import MarkedList

ROOM = 3
"""Cells of room beside a row, both sides together, without the one of the mark."""


class RowList(MarkedList):
    """Rows under each other, without borders; headings among them are disabled rows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", id="list.open", tooltip="Open what is behind this line"),
    ]

    class Resized(Message):
        """The rows have another width than they had."""

    def on_resize(self, event: Resize) -> None:
        self.post_message(self.Resized())

    @property
    def row_width(self) -> int:
        """Cells a row has for its words."""
        return max(24, self.scrollable_content_region.width - ROOM)
