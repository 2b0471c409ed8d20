"""Drawing again what has changed on the screen, and no more."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class RowCompositor(Compositor):
    """Asks only those widgets for their rows that have one among the rows to draw, and only for these.

    Textual's own asks every widget that shares a frame with what has changed: at each letter typed into one
    row of a form, all the others too.
    """

    _is_drawn: Callable[[int], bool] | None = None
    """Whether a row of the screen is to be drawn, while some are; ``None`` for all."""

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        self._is_drawn = is_rendered_line
        try:
            return super()._render_chops(crop, is_rendered_line)
        finally:
            self._is_drawn = None

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        is_drawn = self._is_drawn
        for widget, (region, clip) in self.visible_widgets.items():
            piece = region.intersection(clip)
            if crop is not None:
                if not piece.overlaps(crop):
                    continue
                top, bottom = max(piece.y, crop.y), min(piece.bottom, crop.bottom)
                piece = Region(piece.x, top, piece.width, bottom - top)
            if piece and (is_drawn is None or any(map(is_drawn, piece.line_range))):
                yield piece, piece, widget.render_lines(piece.translate((-region.x, -region.y)))
