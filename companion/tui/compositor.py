"""Drawing again what has changed on the screen, and no more."""

from collections.abc import Callable, Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple, cast

from textual._compositor import Compositor, ReflowResult
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

Places = Mapping[Widget, tuple[Region, Region]]
"""The widgets on a screen, the one in front first, with the place of each and the frame that cuts it off."""


class Piece(NamedTuple):
    """A piece of a row; a row is cut wherever any widget begins or ends."""

    number: int
    """Which it is among those of its widget."""
    x: int
    end: int


class Part(NamedTuple):
    """What a widget has in a row of the screen, of which something is seen."""

    widget: Widget
    cuts: Sequence[int]
    """Where its pieces end, in cells from its left edge."""
    seen: Sequence[Piece]
    """Those that nothing lies over."""

    def is_within(self, crop: Region) -> bool:
        """Whether any of it is seen in the columns of a part of the screen."""
        return any(x < crop.right and end > crop.x for _, x, end in self.seen)


Row = Sequence[Part]
"""A row of the screen: the widgets that are seen in it."""


class RowCompositor(Compositor):
    """Asks only those widgets for their rows that are seen in what is drawn, and only for these.

    Textual's own asks every widget that shares a frame with what has changed, at each letter typed into one
    row of a form all the others too; and every box around them, of which nothing is seen.
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Row] = ()
        self._rows_of: Places | None = None
        """What the rows were worked out for: Textual makes other places whenever it lays the screen out, and
        when a widget is in sight that was not laid out yet.
        """
        self._cuts_of: Places | None = None

    @property
    def cuts(self) -> list[list[int]]:
        """Where the rows are cut by the places there are now; Textual may keep those of the places before."""
        places = self.visible_widgets
        if self._cuts_of is not places:
            self._cuts, self._cuts_of = None, places
        return super().cuts

    @property
    def rows(self) -> Sequence[Row]:
        """Who is seen in each row; worked out once for all that is drawn of one layout."""
        places = self.visible_widgets
        if self._rows_of is not places:
            self._rows, self._rows_of = _seen(places, self.cuts, self.size), places
        return self._rows

    @property
    def in_sight(self) -> Set[Widget]:
        """The widgets of which anything is seen."""
        return {part.widget for row in self.rows for part in row}

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay all of the screen out anew."""
        self._hold_none()
        return super().reflow(parent, size)

    def reflow_visible(self, parent: Widget, size: Size) -> set[Widget]:
        """Lay out anew what can be seen of the screen."""
        self._hold_none()
        return super().reflow_visible(parent, size)

    def clear(self) -> None:
        """Hold on to no widget (called when the screen closes)."""
        super().clear()
        self._hold_none()

    def _hold_none(self) -> None:
        """Who stood in a row may be gone by the time that rows are asked for again."""
        self._rows, self._rows_of, self._cuts_of = (), None, None

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        rows, places = self.rows, self.visible_widgets
        drawn: list[dict[int, Strip | None]] = [dict.fromkeys(cuts[:-1]) for cuts in self.cuts]
        asked: dict[Widget, list[tuple[int, Part]]] = {}
        for y in crop.line_range:
            if is_rendered_line(y):
                for part in rows[y]:
                    if part.is_within(crop):
                        asked.setdefault(part.widget, []).append((y, part))
        for widget, (region, clip) in places.items():
            if widget not in asked:
                continue
            parts = asked[widget]
            left, _, width, _ = region.intersection(clip)
            top, bottom = parts[0][0], parts[-1][0] + 1
            strips = widget.render_lines(Region(left - region.x, top - region.y, width, bottom - top))
            for y, part in parts:
                pieces = strips[y - top].divide(part.cuts) if y - top < len(strips) else ()
                if part.seen[-1].number >= len(pieces):
                    # It is not what it was laid out as, for a moment. Who stands behind it is seen beside it.
                    return super()._render_chops(crop, is_rendered_line)
                for number, x, _ in part.seen:
                    drawn[y][x] = pieces[number]
        return cast("Sequence[Mapping[int, Strip]]", drawn)


def _seen(places: Places, cuts: Sequence[Sequence[int]], size: Size) -> Sequence[Row]:
    """The rows of a screen that is cut like that; they are the same where no widget begins or ends."""
    pieces = [
        (widget, size.region.intersection(region.intersection(clip)))
        for widget, (region, clip) in places.items()
    ]
    edges = sorted({0, size.height, *(y for _, piece in pieces if piece for y in (piece.y, piece.bottom))})
    rows: list[Row] = []
    for top, bottom in pairwise(edges):
        across = [(widget, piece.x, piece.right) for widget, piece in pieces if piece.y <= top < piece.bottom]
        rows += [_row(across, cuts[top])] * (bottom - top)
    return rows


def _row(across: Sequence[tuple[Widget, int, int]], cuts: Sequence[int]) -> Row:
    """A row that is cut like that, of the widgets across it, the one in front first, and where each lies."""
    row: list[Part] = []
    free = {*cuts[:-1]}
    for widget, left, right in across:
        within = [cut for cut in cuts if left <= cut <= right]
        seen = [Piece(n, x, end) for n, (x, end) in enumerate(pairwise(within)) if x in free]
        if seen:
            free.difference_update(piece.x for piece in seen)
            row.append(Part(widget, [cut - left for cut in within[1:]], seen))
    return row
