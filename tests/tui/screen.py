"""What stands on the screen, as a person reads it."""

from typing import Any

from textual.app import App


def text_of(app: App[Any]) -> str:
    """The rows of the screen, without styles."""
    _, height = app.size
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips[:height])


__all__ = ["text_of"]
