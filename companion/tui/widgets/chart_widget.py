"""Words and charts drawn for the width there is."""

from collections.abc import Callable, Iterable
from typing import cast

from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Size
from textual.widget import Widget


class Drawing(Widget):
    """Shows what a function draws for a width, as tall as that is; drawn again when the width changes."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._draw: Callable[[int], Content] = lambda width: Content("")
        self._drawn: tuple[int, Content] | None = None

    def show(self, draw: Callable[[int], Content]) -> None:
        """Show what ``draw`` makes of a width in cells."""
        self._draw, self._drawn = draw, None
        self.refresh(layout=True)

    def drawn(self, width: int) -> Content:
        """The drawing for this width, made once for each width."""
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = (width, self._draw(width))
        return self._drawn[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self.drawn(width).get_height(cast("RulesMap", self.styles), width) if width > 0 else 0

    def render(self) -> Content:
        return self.drawn(self.content_size.width or self.size.width or 80)


def paragraphs(blocks: Iterable[Content]) -> Content:
    """Blocks under each other with a line of room between; empty ones are passed over."""
    return Content("\n\n").join([block for block in blocks if block.plain.strip()])
