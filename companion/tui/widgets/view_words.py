"""The views of a pane as words at the right of its title, the present one underlined; a click goes there."""

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget


class ViewWords(Widget):
    """Names of views, beginning with a capital letter as they are shown."""

    class Chosen(Message):
        """The name of a view was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, names: Sequence[str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.names = tuple(names)
        self.current = self.names[0]

    def show(self, current: str) -> None:
        """Underline this one."""
        self.current = current
        self.refresh()

    @property
    def _gap(self) -> str:
        return " " * (3 if self.screen.size.width >= 72 else 1)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return len(self._gap.join(self.names))

    def render(self) -> Content:
        words = [
            Content.styled(name, "$closeness bold underline" if name == self.current else "$soft")
            for name in self.names
        ]
        return Content(self._gap).join(words)

    def on_click(self, event: Click) -> None:
        x = event.get_content_offset_capture(self).x
        for name in self.names:
            if 0 <= x < len(name):
                self.post_message(self.Chosen(name))
                return
            x -= len(name) + len(self._gap)
