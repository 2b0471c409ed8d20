"""The way into the form: the key for it, and what a moment most often began with; a click is the key."""

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from companion.model.text import one_line

_INDENT = 4
_WORDS_AT = 5
"""The cell in which words begin that stand below the key."""
_BETWEEN = 4
"""Cells between two columns, at least."""
_COLUMN = 33
"""Cells of a column, at most."""


class WayIn(Widget, can_focus=False):
    """`` n  Log a moment`` and below it ``n1``, ``n2`` ... with the beginnings, none of them cut off."""

    ALLOW_SELECT = False

    class Taken(Message):
        """It was clicked: the beginning with this number, or 0 for the form alone."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._words = ""
        self._labels: tuple[str, ...] = ()
        self._roomy = True

    def show(self, words: str, labels: Sequence[str], *, roomy: bool = True) -> None:
        """``words`` stand beside the key, ``labels`` below it; ``roomy``: with a blank line between."""
        now = (words, tuple(one_line(label) for label in labels), roomy)
        if now != (self._words, self._labels, self._roomy):
            self._words, self._labels, self._roomy = now
            self.refresh(layout=True)

    def _rows(self, width: int) -> list[list[tuple[int, int, str]]]:
        """The beginnings in rows, each with its number, the cell it begins in and its words."""
        column = min(_COLUMN, (width - _INDENT) // 2)
        longest = max((Content(label).cell_length for label in self._labels), default=0)
        columns = 2 if longest + 4 + _BETWEEN // 2 <= column else 1
        labels = self._labels
        if columns == 1 and not self._roomy:
            labels = labels[: (len(labels) + 1) // 2]
        numbered = [(n, _INDENT + (n - 1) % columns * column, label) for n, label in enumerate(labels, 1)]
        return [numbered[n : n + columns] for n in range(0, len(numbered), columns)]

    @property
    def _first_row(self) -> int:
        return 2 if self._roomy else 1

    def _head(self, width: int) -> list[Content]:
        """The key and the words beside it, or below it where they would be cut."""
        key = Content.assemble((" n ", "$closeness bold reverse"), "  ", ("Log a moment", "bold"))
        words = Content.styled(self._words, "$soft")
        beside = Content.assemble(key, "   ", words)
        if beside.cell_length <= width:
            return [beside]
        return [key, *(Content.assemble(" " * _WORDS_AT, line) for line in words.wrap(width - _WORDS_AT))]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        blank = self._first_row - 1 if self._labels else 0
        return len(self._head(width)) + blank + len(self._rows(width))

    def render(self) -> Content:
        width = self.content_size.width
        lines = [*self._head(width), *[Content("")] * (self._first_row - 1)]
        for row in self._rows(width):
            line = Content("")
            for number, at, label in row:
                gap = " " * (at - line.cell_length)
                line = Content.assemble(line, gap, (f"n{number}", "$closeness"), "  ", label)
            lines.append(line)
        return Content("\n").join(lines)

    def on_click(self, event: Click) -> None:
        at = event.get_content_offset_capture(self)
        if at.y == 0:
            self.post_message(self.Taken(0))
            return
        width = self.content_size.width
        rows, above = self._rows(width), len(self._head(width)) + self._first_row - 1
        if 0 <= at.y - above < len(rows):
            for number, begins, label in rows[at.y - above]:
                if begins <= at.x < begins + 4 + Content(label).cell_length:
                    self.post_message(self.Taken(number))
