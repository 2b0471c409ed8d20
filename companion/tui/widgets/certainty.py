"""How sure a person was of something, from 0 to 100 percent."""

from textual.content import Content
from textual.events import Click, Key
from textual.geometry import Size

from companion.model.records import BELIEF
from companion.tui.widgets.field import LABEL_WIDTH, Field

_STEP = 5
_CELLS = 21


class CertaintyField(Field):
    """Left and right move by five, digits say it outright, Backspace takes it back; it may stay open."""

    def __init__(self, label: str, *, id: str | None = None) -> None:
        super().__init__(label, id=id)
        self.value: int | None = None
        self._typing = False

    def set_value(self, value: int | None) -> None:
        """Show this value, without telling the form."""
        self.value, self._typing = value, False
        self.refresh(layout=True)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return key in ("left", "right", "backspace") or (character or "") in set("0123456789")

    async def _on_key(self, event: Key) -> None:
        match event.key:
            case "left" | "right":
                step = _STEP if event.key == "right" else -_STEP
                self.value = 50 if self.value is None else max(0, min(BELIEF[-1], self.value + step))
                self._typing = False
            case "backspace":
                self.value, self._typing = None, False
            case _ if event.character is not None and event.character in set("0123456789"):
                longer = int(f"{self.value or 0}{event.character}") if self._typing else int(event.character)
                self.value = longer if longer in BELIEF else int(event.character)
                self._typing = True
            case _:
                return
        event.stop()
        event.prevent_default()
        self.changed()

    def on_blur(self) -> None:
        self._typing = False

    def on_click(self, event: Click) -> None:
        at = event.get_content_offset_capture(self).x - LABEL_WIDTH
        if 0 <= at < _CELLS:
            self.value = at * _STEP
            self.changed()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 2 if self.has_focus else 1

    def render(self) -> Content:
        row = self.label_content()
        if self.has_focus or self.value is not None:
            knob = None if self.value is None else round(self.value / _STEP)
            for cell in range(_CELLS):
                row = Content.assemble(row, ("●", "$closeness bold") if cell == knob else ("─", "$rule"))
            row = Content.assemble(row, "  ", "" if self.value is None else certainty_words(self.value))
        if self.has_focus:
            hint = " " * LABEL_WIDTH + "← → or type 0 to 100; Backspace clears"
            row = Content("\n").join([row, Content.styled(hint, "$soft")])
        return row


def certainty_words(percent: int) -> str:
    """``80% sure``, with a word where the number is a plain one."""
    words = {0: "not sure at all", 50: "half sure", 100: "completely sure"}
    return f"{words[percent]} (50%)" if percent == 50 else words.get(percent, f"{percent}% sure")
