"""Drawings in colour: what :mod:`companion.review.drawing` makes, as Textual shows it."""

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from textual.color import Color
from textual.content import Content, Span
from textual.css.styles import RulesMap
from textual.filter import LineFilter
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions

from companion.review.drawing import Row, narrow, width_of


class Drawn(Content):
    """Rows under each other, drawn as they are in a place as wide as they need.

    They were laid out when they were made, so there a height is a count of rows, and no line of them is
    looked through for places to break it; in a narrower place they wrap as any words do.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        texts: list[str] = []
        spans: list[Span] = []
        at = 0
        for n, row in enumerate(rows):
            if n:
                texts.append("\n")
                at += 1
            for text, style in row:
                texts.append(text)
                if style and text:
                    spans.append(Span(at, at + len(text), style))
                at += len(text)
        text = "".join(texts)
        super().__init__(text, spans)
        self._rows = rows
        self._widest = max(map(width_of, rows), default=0)
        # Wrapping sees to a line break within a row, and to what is not drawn as it is written, as a tab.
        self._plain_rows = text.count("\n") == len(rows) - 1 and text.replace("\n", "").isprintable()

    def _fits(self, width: int, rules: RulesMap) -> bool:
        ordinary = rules.get("text_align", "left") in ("left", "start") and not rules.get("line_pad", 0)
        return self._plain_rows and ordinary and self._widest <= width

    def get_height(self, rules: RulesMap, width: int) -> int:
        return len(self._rows) if self._fits(width, rules) else super().get_height(rules, width)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        if not self._fits(width, options.rules) or options.selection is not None or options.post_style:
            return super().render_strips(width, height, style, options)
        styles: dict[str, Style] = {"": style + style}
        strips = []
        for y, row in enumerate(self._rows[:height]):
            segments, x = [], 0
            for text, name in row:
                if name not in styles:
                    styles[name] = style + Style.combine([style, options.get_style(name)])
                if text:
                    segments.append(Segment(text, styles[name].rich_style_with_offset(x, y)))
                x += len(text)
            strips.append(Strip(segments, width_of(row)))
        return strips


def content(rows: Iterable[Row]) -> Content:
    """Rows under each other."""
    return Drawn(tuple(rows))


class NarrowCharacters(LineFilter):
    """Draws each line, whoever made it, in characters that are one cell wide in every terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment if segment.text.isascii() else segment._replace(text=narrow(segment.text))
            for segment in segments
        ]


NARROW_CHARACTERS = NarrowCharacters()
"""The one filter there is: it holds nothing."""
