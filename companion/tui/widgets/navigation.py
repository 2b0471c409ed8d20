"""The row of panes on top: where one is, and the key to every other place."""

from typing import ClassVar

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget


class Navigation(Widget):
    """``1 Today   2 Mood ...`` with the present pane set off; a click goes there."""

    PANES: ClassVar[tuple[str, ...]] = ("Today", "Mood", "Reflections", "Week", "Patterns", "Library")

    class Chosen(Message):
        """A pane's name was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, current: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.current = current

    def show_signs(self, *, quiet: bool, made_up: bool, journal: str = "") -> None:
        """Say on the rule below the names what is out of the ordinary: ``journal`` is the name of one that
        has a name.
        """
        signs = ["made-up diary" if made_up else "", "quiet" if quiet else "", journal]
        self.border_subtitle = " · ".join(filter(None, signs))

    def _parts(self) -> list[tuple[str, str]]:
        # At 60 columns a single space between the names is all there is room for.
        gap = "   " if self.size.width >= 72 else " "
        return [(name, f"{number} {name}{gap}") for number, name in enumerate(self.PANES, 1)]

    def render(self) -> Content:
        parts: list[tuple[str, str] | str] = []
        for name, text in self._parts():
            parts.append((text, "$closeness bold" if name == self.current else "$soft"))
        return Content.assemble(*parts)

    def on_click(self, event: Click) -> None:
        x = event.get_content_offset_capture(self).x
        for name, text in self._parts():
            if x < len(text):
                self.post_message(self.Chosen(name))
                return
            x -= len(text)
