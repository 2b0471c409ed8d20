"""How close it felt, from far apart to very close, on seven points."""

from textual.content import Content
from textual.events import Click, Key
from textual.geometry import Size

from companion.model.entry_facts import closeness_words
from companion.model.records import CLOSENESS
from companion.review.closeness_steps import cell, colour_of
from companion.tui.widgets.field import Field

_DISTANT, _CLOSE = "distant ‹", "› close"
_POINT = 3
"""Cells of a point."""
DIGITS = "1234567"
"""The keys for the points, from far apart to very close."""


class ClosenessScale(Field):
    """``distant ‹ 1 2 3 4 5 6 7 › close``: a digit sets it, left and right move, Backspace clears it.

    Unanswered is an answer too.
    """

    def __init__(self, label: str, *, id: str | None = None) -> None:
        super().__init__(label, id=id)
        self.value: int | None = None

    def set_value(self, value: int | None) -> None:
        """Show this value, without telling the form."""
        self.value = value
        self.refresh(layout=True)

    @property
    def answered(self) -> bool:
        return self.value is not None

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return key in ("left", "right", "backspace", "enter") or (character or " ") in DIGITS

    async def _on_key(self, event: Key) -> None:
        match event.key:
            case "left" | "right":
                step = 1 if event.key == "right" else -1
                self.value = (
                    step if self.value is None else max(CLOSENESS[0], min(CLOSENESS[-1], self.value + step))
                )
            case "backspace":
                self.value = None
            case _ if event.character is not None and event.character in DIGITS:
                self.value = CLOSENESS[DIGITS.index(event.character)]
            case "enter":
                self.screen.focus_next()
            case _:
                return
        event.stop()
        event.prevent_default()
        if event.key != "enter":
            self.changed()

    def on_click(self, event: Click) -> None:
        at = (event.get_content_offset_capture(self).x - self.label_width - len(_DISTANT)) // _POINT
        if 0 <= at < len(CLOSENESS):
            self.value = CLOSENESS[at]
            self.changed()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 2 if self.has_focus else 1

    def render(self) -> Content:
        points = [
            cell(f" {digit} ", point)
            if point == self.value
            else (f" {digit} ", "" if self.has_focus else "$soft")
            for digit, point in zip(DIGITS, CLOSENESS, strict=True)
        ]
        row = Content.assemble(self.label_content(), (_DISTANT, "$distance"), *points, (_CLOSE, "$closeness"))
        if self.value is not None:
            said = Content.styled(f"   {closeness_words(self.value)}", colour_of(self.value))
            if row.cell_length + said.cell_length <= self.content_size.width:
                row = row + said
        if self.has_focus:
            hint = "1 to 7   ← more distant   closer →   Backspace clears"
            row = Content("\n").join([row, Content.styled(" " * self.label_width + hint, "$soft")])
        return row
