"""Rows of words under each other, each beginning in the same column however it wraps."""

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

Words = str | Content

_GAP = 3
"""Cells between two pieces of one row."""


class HangingIndent(Visual):
    """(lead, words) rows: the lead stands left, in ``indent`` cells; the words wrap to the right of it.

    Without a lead (``None``) the words have the whole width. Where they are several pieces, a line breaks
    between two of them and not within, as long as they fit.
    """

    def __init__(
        self, rows: Iterable[tuple[str | Content | None, Words | Sequence[Words]]], indent: int
    ) -> None:
        self.rows = [(None if lead is None else _content(lead), _pieces(words)) for lead, words in rows]
        self.indent = indent
        self._laid_out: tuple[int, Content] = (-1, Content(""))

    @property
    def plain(self) -> str:
        """The words alone, a row a line."""
        return "\n".join(
            ("" if lead is None else lead.plain.ljust(self.indent))
            + (" " * _GAP).join(piece.plain for piece in pieces)
            for lead, pieces in self.rows
        )

    def laid_out(self, width: int) -> Content:
        """The rows wrapped to ``width`` cells."""
        if self._laid_out[0] != width:
            lines = []
            for lead, pieces in self.rows:
                indent = 0 if lead is None else max(self.indent, lead.cell_length)
                room = max(width - indent, 8)
                wrapped = [line for words in _flow(pieces, room) for line in words.wrap(room)] or [
                    Content("")
                ]
                first = Content("") if lead is None else lead.pad_right(max(0, indent - lead.cell_length))
                lines.append(Content.assemble(first, wrapped[0]))
                lines.extend(line.pad_left(indent) for line in wrapped[1:])
            self._laid_out = width, Content("\n").join(lines)
        return self._laid_out[1]

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        return self.laid_out(width).render_strips(width, height, style, options)

    def get_height(self, rules: RulesMap, width: int) -> int:
        return self.laid_out(width).get_height(rules, width)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return max((_flow(pieces, 10_000)[0].cell_length for _, pieces in self.rows), default=0) + self.indent


def _flow(pieces: Sequence[Content], room: int) -> list[Content]:
    """The pieces put into as few lines as hold them whole; a piece longer than a line stands alone."""
    lines = [pieces[0]]
    for piece in pieces[1:]:
        longer = Content.assemble(lines[-1], " " * _GAP, piece)
        if longer.cell_length <= room:
            lines[-1] = longer
        else:
            lines.append(piece)
    return lines


def _pieces(words: Words | Sequence[Words]) -> list[Content]:
    pieces = [words] if isinstance(words, str | Content) else words
    return [_content(piece) for piece in pieces] or [Content("")]


def _content(words: Words) -> Content:
    return words if isinstance(words, Content) else Content(words)
