"""Drawings in colour: what :mod:`companion.review.drawing` makes, as Textual shows it."""

from collections.abc import Iterable

from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

from companion.review.drawing import Row, narrow


def content(rows: Iterable[Row]) -> Content:
    """Rows under each other."""
    return Content("\n").join([Content.assemble(*row) for row in rows])


class NarrowCharacters(LineFilter):
    """Draws each line, whoever made it, in characters that are one cell wide in every terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment if segment.text.isascii() else segment._replace(text=narrow(segment.text))
            for segment in segments
        ]


NARROW_CHARACTERS = NarrowCharacters()
"""The one filter there is: it holds nothing."""
