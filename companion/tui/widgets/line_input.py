"""A line to type in."""

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import Input

from companion.model.text import joined_lines, shown


def cleaned(strip: Strip) -> Strip:
    """A drawn line whose text can do nothing to the terminal; as wide as it was."""
    if all(segment.text == shown(segment.text) for segment in strip):
        return strip
    width = strip.cell_length
    parts = [Segment(shown(segment.text), segment.style, segment.control) for segment in strip]
    return Strip(parts).adjust_cell_length(width)


class LineInput(Input):
    """A line to type in. What was pasted or imported into it is drawn without its control characters."""

    virtual_size = Reactive(Size(0, 0), layout=False)
    """How wide the text is. That changes at every key and moves nothing: a line is as wide as it is given."""

    def render_line(self, y: int) -> Strip:
        return cleaned(super().render_line(y))

    def _on_paste(self, event: events.Paste) -> None:
        """Several lines are joined with spaces; Textual's own field keeps the first and drops the rest."""
        event.prevent_default()
        event.stop()
        self.replace(joined_lines(event.text), *self.selection)
