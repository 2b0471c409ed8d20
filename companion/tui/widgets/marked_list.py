"""What every list of ours is: rows without a frame, the chosen one marked at the left edge of its lines."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Self

from rich.segment import Segment
from textual._widget_navigation import Direction
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style
from textual.visual import VisualType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

MARK = "▎"
"""What stands at the left edge of the chosen row."""

LEAST_WIDTH = 8
"""Cells below which no words are laid out; a pane that is being made has lists of no width for a moment."""


class MarkedList(OptionList):
    """Arrows or j and k move. The chosen row has the mark in front and a ground of its own on all its lines;
    what has a colour of its own on it, as a chip or a bar has, keeps that.

    The mark takes the cell before the words; ``list--mark`` is its style, which tells whether the list has
    the focus. A row taller than the list is scrolled through before the cursor goes on.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--mark"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
        Binding("G", "last", "Last", show=False),
    ]

    highlighted = reactive[int | None](None, repaint=False)
    """The number of the chosen row. Only the lines of the old one and of the new one are drawn again."""

    virtual_size = reactive(Size(0, 0))
    """Cells that all rows take. Another number of them lays the pane out anew only where the list's own size
    follows from it, or where the scrollbar comes or goes.
    """

    auto_links = reactive(False)
    """No row has a link in it, so none is looked for in every line that is drawn."""

    def __init__(self, *, id: str | None = None) -> None:
        self._marked: int | None = None
        """The chosen row as it is drawn."""
        self._drawing = False
        self._drawn: dict[int, list[Strip]] = {}
        """The lines of the rows that are being drawn."""
        self._between = False
        """Whether the rows are being replaced: those before are gone, the new ones are not there yet."""
        super().__init__(id=id, markup=False, compact=True)

    def on_resize(self, event: Resize) -> None:
        """Lay the rows out anew at once. A list behind a sheet would else keep the scrollbar of its old size
        until it is drawn again.
        """
        event.prevent_default()
        self._clear_caches()
        self._update_lines()

    def set_options(self, options: "Iterable[Option | VisualType | None]") -> Self:
        """Show these rows instead. A scrollbar that stays does not go first, as it would for no rows."""
        self._between = True
        try:
            super().set_options(options)
        finally:
            self._between = False
        self._update_lines()
        return self

    def _update_lines(self) -> None:
        lines, rows = self._line_cache.lines, len(self._options)
        laid_out = bool(lines) and lines[-1][0] == rows - 1 and len(lines) == self.virtual_size.height
        has_room = self.scrollable_content_region.width >= LEAST_WIDTH
        if has_room and not laid_out and (rows or not self._between):
            super()._update_lines()

    def watch_virtual_size(self) -> None:
        if self.styles.auto_dimensions:
            self.refresh(layout=True)

    def watch_highlighted(self, highlighted: int | None) -> None:
        for row in (self._marked, highlighted):
            if row is not None:
                self._draw_again(row)
        self._marked = highlighted
        super().watch_highlighted(highlighted)

    def _draw_again(self, row: int) -> None:
        if row in self._index_to_line:
            self.refresh_lines(self._index_to_line[row], self._heights[row])
        else:  # other rows stand there now
            self.refresh()

    @property
    def _lines(self) -> Sequence[tuple[int, int]]:
        """The row of each line; while lines are drawn as they were laid out when that began."""
        return self._line_cache.lines if self._drawing else super()._lines

    def render_lines(self, crop: Region) -> list[Strip]:
        self._update_lines()
        self._drawing = True
        try:
            return super().render_lines(crop)
        finally:
            self._drawing = False
            self._drawn.clear()

    def render_line(self, y: int) -> Strip:
        line = self.scroll_offset.y + y
        if not 0 <= line < len(self._lines):
            return super().render_line(y)
        row, number = self._lines[line]
        strips = self._strips_of(row)
        return strips[number] if number < len(strips) else super().render_line(y)

    def _strips_of(self, row: int) -> list[Strip]:
        """The lines of a row in the style of what it is now, made once for all that are drawn together."""
        if row in self._drawn:
            return self._drawn[row]
        option, parts = self._options[row], ["option-list--option"]
        if option.disabled:
            parts.append("option-list--option-disabled")
        elif row == self.highlighted:
            parts.append("option-list--option-highlighted")
        elif row == self._mouse_hovering_over:
            parts.append("option-list--option-hover")
        strips = self._get_option_render(option, self.get_visual_style(*parts))
        if row == self.highlighted and strips:
            edge = self._edge_of(strips[0])
            strips = [Strip.join([edge, strip.crop(1)]) for strip in strips]
        if self._drawing:
            self._drawn[row] = strips
        return strips

    def _edge_of(self, strip: Strip) -> Strip:
        """The mark of the chosen row, of which this is a line; the same for all its lines."""
        ground: Style = self.get_visual_style("option-list--option", "option-list--option-highlighted")
        mark = (ground + Style(foreground=self.get_visual_style("list--mark").foreground)).rich_style
        meta = next((segment.style.meta for segment in strip.crop(0, 1) if segment.style), {})
        return Strip([Segment(MARK, mark)], 1).apply_meta(meta)

    # rows taller than the list

    def action_cursor_down(self) -> None:
        if not self._scrolled(1):
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        if not self._scrolled(-1):
            super().action_cursor_up()

    def _move_page(self, direction: Direction) -> None:
        if self.highlighted in self._index_to_line:  # a key may come before the rows are laid out
            super()._move_page(direction)

    def _scrolled(self, direction: int) -> bool:
        """Whether the chosen row went on that way out of sight, and was scrolled instead."""
        if self.highlighted is None or self.highlighted not in self._index_to_line:
            return False
        room = self.scrollable_content_region.height
        top = self._index_to_line[self.highlighted]
        end = top + self._heights[self.highlighted]
        hidden = end - (self.scroll_offset.y + room) if direction > 0 else self.scroll_offset.y - top
        if hidden <= 0 or end - top <= room:
            return False
        self.scroll_relative(y=direction * min(hidden, max(1, room - 1)), animate=False, immediate=True)
        return True

    def scroll_to_highlight(self, top: bool = False) -> None:
        """Bring the chosen row in sight; of one taller than the list, its beginning."""
        chosen = self.highlighted
        tall = chosen is not None and self._heights.get(chosen, 0) > self.scrollable_content_region.height
        super().scroll_to_highlight(top or tall)
