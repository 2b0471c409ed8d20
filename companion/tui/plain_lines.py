"""The lines of a widget that has no frame are taken as it drew them, with the room beside them.

Textual looks up what may be around a line, as a border, an outline, a hatch or a tint, at each line that is
drawn, and makes a new one of it; what the line knew, as how it is written to the terminal, is lost with it.
"""

from collections.abc import Callable, Sequence
from typing import Any

from textual._segment_tools import line_pad
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.css.styles import StylesBase
from textual.filter import LineFilter
from textual.geometry import Region, Size, Spacing
from textual.strip import Strip

_render_any = StylesCache.render


def _render(
    cache: StylesCache,
    styles: StylesBase,
    size: Size,
    below: Color,
    ground: Color,
    line_of: Callable[[int], Strip],
    filters: Sequence[LineFilter],
    *titles: Any,
    content_size: Size,
    padding: Spacing,
    crop: Region,
    opacity: float,
    **given: Any,
) -> list[Strip]:
    """The lines of a part of a widget; those that are kept and did not change are not made again."""
    if opacity != 1.0 or not _has_no_frame(styles):
        given.update(content_size=content_size, padding=padding, crop=crop, opacity=opacity)
        return _render_any(cache, styles, size, below, ground, line_of, filters, *titles, **given)
    if size.width != cache._width:
        cache.clear()
        cache._width = size.width
    style = cache.get_inner_outer(below, ground)[0].rich_style
    kept, changed = cache._cache, cache._dirty_lines
    strips = []
    for y in crop.line_range:
        strip = kept.get(y)
        if strip is None or y in changed:
            line = y - padding.top
            if 0 <= line < size.height - padding.height:
                empty = line >= content_size.height
                strip = Strip.blank(content_size.width, style) if empty else line_of(line)
                strip = strip.adjust_cell_length(content_size.width, style)
                if padding.left or padding.right:
                    strip = Strip(line_pad(strip, padding.left, padding.right, style), size.width)
            else:
                strip = Strip.blank(size.width, style)
            kept[y] = strip
        for each in filters:
            strip = strip.apply_filter(each, ground)
        strips.append(strip)
    changed.difference_update(crop.line_range)
    left, right = crop.column_span
    return strips if (left, right) == (0, size.width) else [strip.crop(left, right) for strip in strips]


def _has_no_frame(styles: StylesBase) -> bool:
    """Whether there is nothing around the lines, and nothing is done to their colours."""
    edges = (*styles.border, *styles.outline)
    as_drawn = not styles.tint.a and styles.text_opacity == 1.0 and not styles.has_rule("hatch")
    return as_drawn and not any(kind for kind, _ in edges)


PLAIN_LINES: dict[type, dict[str, Any]] = {StylesCache: {"render": _render}}
"""What stands in the place of Textual's methods, by their class and name."""
