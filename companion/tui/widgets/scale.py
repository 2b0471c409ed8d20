"""How close it felt, from far apart to very close, on seven points."""

from textual.content import Content
from textual.events import Click, Key
from textual.geometry import Size

from companion.model.entry_facts import CLOSENESS_WORDS
from companion.model.records import CLOSENESS
from companion.tui.widgets.field import LABEL_WIDTH, Field


class ClosenessScale(Field):
    """Left and right move, Backspace takes the answer back; unanswered is an answer too."""

    def __init__(self, label: str, *, id: str | None = None) -> None:
        super().__init__(label, id=id)
        self.value: int | None = None

    def set_value(self, value: int | None) -> None:
        """Show this value, without telling the form."""
        self.value = value
        self.refresh(layout=True)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return key in ("left", "right", "backspace")

    async def _on_key(self, event: Key) -> None:
        match event.key:
            case "left" | "right":
                step = 1 if event.key == "right" else -1
                self.value = (
                    step if self.value is None else max(CLOSENESS[0], min(CLOSENESS[-1], self.value + step))
                )
            case "backspace":
                self.value = None
            case _:
                return
        event.stop()
        event.prevent_default()
        self.changed()

    def on_click(self, event: Click) -> None:
        at, rest = divmod(event.get_content_offset_capture(self).x - LABEL_WIDTH, 3)
        if 0 <= at < len(CLOSENESS) and rest < 2:
            self.value = CLOSENESS[at]
            self.changed()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 2 if self.has_focus else 1

    def render(self) -> Content:
        if not self.has_focus and self.value is None:
            return self.label_content()
        parts: list[tuple[str, str]] = []
        for point in CLOSENESS:
            colour = "$distance" if point < 0 else "$closeness" if point > 0 else "$foreground"
            parts.append(
                (
                    "●  " if point == self.value else "·  ",
                    f"{colour} bold" if point == self.value else "$soft",
                )
            )
        word = "" if self.value is None else CLOSENESS_WORDS.get(self.value, f"{self.value:+d}")
        row = Content.assemble(self.label_content(), *parts, " ", word)
        if self.has_focus:
            row = Content("\n").join(
                [row, Content.styled(" " * LABEL_WIDTH + "far ← → close, Backspace leaves it open", "$soft")]
            )
        return row
