"""A question with a few answers: a digit picks one, and goes on."""

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click, Key
from textual.geometry import Size
from textual.message import Message

from companion.tui.widgets.field import Field

_GAP = 3


class ChoiceField(Field):
    """Digits pick and go on, left and right move, Backspace takes the answer back; it may stay open."""

    class Picked(Message):
        """An answer was picked by its digit, or by a click."""

    def __init__(self, question: str, answers: Sequence[tuple[str, str]], *, id: str | None = None) -> None:
        """``answers``: a value and its words each, at most nine."""
        super().__init__(question, id=id)
        self._answers = tuple(answers)
        self.value: str | None = None

    def set_value(self, value: str | None) -> None:
        """Show this answer, without telling the form."""
        self.value = value if value in dict(self._answers) else None
        self.refresh(layout=True)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return key in ("left", "right", "backspace") or (character or " ") in self._digits

    @property
    def _digits(self) -> str:
        return "123456789"[: len(self._answers)]

    async def _on_key(self, event: Key) -> None:
        values = [value for value, _ in self._answers]
        match event.key:
            case "left" | "right":
                at = -1 if self.value is None else values.index(self.value)
                step = 1 if event.key == "right" else -1
                self.value = values[0 if self.value is None else max(0, min(len(values) - 1, at + step))]
            case "backspace":
                self.value = None
            case _ if event.character is not None and event.character in self._digits:
                self._pick(values[int(event.character) - 1])
            case _:
                return
        event.stop()
        event.prevent_default()
        self.changed()

    def _pick(self, value: str) -> None:
        self.value = value
        self.post_message(self.Picked())

    def on_click(self, event: Click) -> None:
        at = event.get_content_offset_capture(self)
        for value, row, low, high in self._places(self.content_size.width):
            if at.y == row and low <= at.x < high:
                self._pick(value)
                self.changed()

    def _places(self, width: int) -> list[tuple[str, int, int, int]]:
        """Where each answer stands: its value, its row, and its cells from and up to; rows follow the
        question's."""
        places, row, column = [], 1, 2
        for number, (value, words) in enumerate(self._answers, 1):
            cells = len(f"{number} ○ {words}")
            if column > 2 and column + cells > width:
                row, column = row + 1, 2
            places.append((value, row, column, column + cells))
            column += cells + _GAP
        return places

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._places(width)[-1][1] + 1

    def render(self) -> Content:
        mark = ("▎ ", "$closeness") if self.has_focus else "  "
        lines = [Content.assemble(mark, (self.label, "bold" if self.has_focus else "$soft"))]
        drawn = 0
        for number, (value, row, low, high) in enumerate(self._places(self.content_size.width), 1):
            if row == len(lines):
                lines.append(Content.assemble(mark))
                drawn = 2
            given = value == self.value
            words = dict(self._answers)[value]
            digit = "$closeness bold" if self.has_focus else "$soft"
            lines[row] = Content.assemble(
                lines[row], " " * (low - drawn), (str(number), digit),
                (" ● " if given else " ○ ", "$closeness" if given else "$soft"),
                (words, "bold" if given else ""),
            )  # fmt: skip
            drawn = high
        return Content("\n").join(lines)
