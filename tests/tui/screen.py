"""What stands on the screen, as a person reads it."""

from typing import Any

from textual.app import App

from tests.conftest import DEEP

Size = tuple[int, int]


def sizes(*usual: Size, deep: Size) -> list[Size]:
    """The sizes of a terminal a story is told in, and one more in deep runs."""
    return [*usual, deep] if DEEP else [*usual]


def text_of(app: App[Any]) -> str:
    """The rows of the screen, without styles."""
    _, height = app.size
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips[:height])


def sheet_of(app: App[Any]) -> str:
    """The rows of the sheet in sight, without the pane that stands at its sides."""
    box = app.screen.children[0].content_region
    strips = app.screen._compositor.render_strips()[box.y : box.bottom]
    return "\n".join(strip.crop(box.x, box.right).text.rstrip() for strip in strips)


__all__ = ["sheet_of", "sizes", "text_of"]
