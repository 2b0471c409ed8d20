"""Textual 8 draws as it does, and holds on to less of what it drew.

These things of it made the panes heavier with every key:

- A drawn row (a ``Strip``) that is not cut keeps itself among its own pieces. Only the collector frees it
  then, and with it what it was made of.
- A row is born with seven stores for what may be made of it, of which one or two are ever used: a quarter of
  all the objects there were.
- The colours around a widget are kept by the widget's own store of rows: the last thousand of these stay,
  with all their rows, though the widgets are gone.
- At every change of the focus or of a class, the parts of a widget that have a style of their own are made
  anew; the ones before are left to the collector.
- The bar of a list is drawn each time a screen is laid out; it draws itself where it shows another place.
- A store that is emptied leaves its entries to the collector, for they hold each other; and a widget that is
  gone keeps the rows it drew.
- A thread in which a worker ran holds it until another one does, and with it a pane that is gone.

And one that could end the panes: each screen that is drawn takes the one below it off a list, but none does
that kept what it drew. Of three or more, one could find below it one that lies over it, without an end.
"""

import asyncio
import inspect
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import Context
from functools import lru_cache
from typing import Any

from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.app import App
from textual.cache import FIFOCache, LRUCache
from textual.color import Color
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.geometry import Size
from textual.renderables.background_screen import BackgroundScreen
from textual.renderables.blank import Blank
from textual.screen import Screen
from textual.strip import Strip
from textual.style import Style
from textual.widget import AwaitMount, Widget
from textual.worker import Worker, active_worker

from companion.tui.drawing_in_turns import DRAWING_IN_TURNS
from companion.tui.plain_lines import PLAIN_LINES
from companion.tui.rules import ParsedOnce

_STORES = {
    "_divide_cache": 4,
    "_crop_cache": 16,
    "_style_cache": 16,
    "_filter_cache": 4,
    "_line_length_cache": 4,
    "_crop_extend_cache": 4,
    "_offsets_cache": 4,
}
"""What a row keeps of what was made of it, and how many of each."""
_OTHERS = ("_segments", "_cell_length", "_render_cache", "_link_ids", "_cell_count")
_divide = Strip.divide
_leave = Widget._message_loop_exit
_run_in_thread = Worker._run_threaded


def draw_leanly() -> None:
    """Draw in this way from now on. With a Textual whose rows are made otherwise, nothing is changed."""
    if {*Strip.__slots__} != {*_STORES, *_OTHERS}:
        return
    for kind, ways in (*_WAYS.items(), *DRAWING_IN_TURNS.items(), *PLAIN_LINES.items()):
        for name, way in ways.items():
            setattr(kind, name, way)


def _begin(strip: Strip, segments: Iterable[Segment], cell_length: int | None = None) -> None:
    strip._segments = list(segments)
    strip._cell_length = cell_length
    strip._render_cache = strip._link_ids = strip._cell_count = None


def _store(strip: Strip, name: str) -> FIFOCache[Any, Any]:
    """A store of a row, made when it is first asked for."""
    most = _STORES.get(name)
    if most is None:
        raise AttributeError(f"a row of a drawing has no {name!r}")
    store: FIFOCache[Any, Any] = FIFOCache(most)
    setattr(strip, name, store)
    return store


def _divided(strip: Strip, cuts: Iterable[int]) -> Sequence[Strip]:
    within = [cut for cut in cuts if cut <= strip.cell_length]
    return [strip] if within == [strip.cell_length] else _divide(strip, within)


def _colours_around(_: StylesCache, below: Color, ground: Color) -> tuple[Style, Style]:
    return _inner_and_outer(below, ground)


@lru_cache(maxsize=256)
def _inner_and_outer(below: Color, ground: Color) -> tuple[Style, Style]:
    return Style(background=below + ground), Style(background=below)


def _style_parts(sheet: Stylesheet, node: DOMNode) -> None:
    """Give the parts of a widget that have a style of their own their style; they stay the same parts."""
    parts, changed = node._component_styles, False
    for name in sorted(node._get_component_classes()):
        before = parts.get(name)
        part = before.node if before is not None else None
        if part is None:
            part, rules = DOMNode(classes=name), None
            part._attach(node)
        else:
            rules = {**part.styles.base._rules}
            part.styles.base.reset()
        sheet.apply(part, animate=False)
        parts[name] = part.styles
        changed = changed or part.styles.base._rules != rules
    if changed:
        node.refresh()


def _scrolls_on(widget: Widget, virtual_size: Size) -> None:
    """Tell the bars of a widget where it is within all there is; one to which that is news is drawn."""
    widget._refresh_scrollbars()
    width, height = widget.container_size
    if widget.show_vertical_scrollbar and widget.styles.scrollbar_size_vertical:
        bar = widget.vertical_scrollbar
        bar.window_virtual_size = virtual_size.height
        bar.window_size = height - widget.scrollbar_size_horizontal
    if widget.show_horizontal_scrollbar and widget.styles.scrollbar_size_horizontal:
        bar = widget.horizontal_scrollbar
        bar.window_virtual_size = virtual_size.width
        bar.window_size = width - widget.scrollbar_size_vertical
    widget.scroll_x = widget.validate_scroll_x(widget.scroll_x)
    widget.scroll_y = widget.validate_scroll_y(widget.scroll_y)


def _empty(store: LRUCache[Any, Any]) -> None:
    for entry in store._cache.values():
        entry.clear()
    store._cache.clear()
    store._full = False
    store._head = []


def _over_the_one_below(screen: Screen[Any]) -> Any:
    """What a screen is drawn on: where its ground lets something through, the screen right below."""
    ground, stack = screen.styles.background, screen.app.screen_stack
    place = stack.index(screen) if screen in stack else 0
    if place and ground.a < 1:
        return BackgroundScreen(stack[place - 1], ground)
    return screen.app.render() if ground.is_transparent else Blank(ground)


async def _left(widget: Widget) -> None:
    await _leave(widget)
    widget._styles_cache.clear()
    widget._styles_cache._simple_strip = None
    rows: LRUCache[Any, Any] | None = getattr(widget, "_option_render_cache", None)
    if rows is not None:
        rows.clear()


async def _ran_in_thread(worker: Worker[Any]) -> Any:
    """What a function gives that runs in a thread, in a context of its own that ends with it."""
    work = worker._work
    if not callable(work) or inspect.iscoroutinefunction(getattr(work, "func", work)):
        return await _run_in_thread(worker)
    context = Context()
    context.run(active_worker.set, worker)
    return await asyncio.get_running_loop().run_in_executor(None, context.run, work)


_WAYS: dict[type, dict[str, Any]] = {
    Strip: {"__init__": _begin, "__getattr__": _store, "divide": _divided},
    StylesCache: {"get_inner_outer": _colours_around},
    Stylesheet: {"_process_component_classes": _style_parts},
    LRUCache: {"clear": _empty},
    Screen: {"render": _over_the_one_below},
    Widget: {"_message_loop_exit": _left, "_scroll_update": _scrolls_on},
    Worker: {"_run_threaded": _ran_in_thread},
}


class LeanApp(App[str]):
    """An app that draws in this way, and parses each of its style rules once."""

    def __init__(self) -> None:
        draw_leanly()
        super().__init__()
        self.rules = self.stylesheet = ParsedOnce()

    def get_css_variables(self) -> dict[str, str]:
        """None for the sheet that Textual makes first: ours takes its place before there is a theme, and gets
        them with it.
        """
        return super().get_css_variables() if hasattr(self, "rules") else {}

    def update_styles(self, node: DOMNode, animate: bool = True) -> None:
        if isinstance(node, App):
            super().update_styles(node, animate)
        else:
            self.rules.update_changed(node, animate=animate)

    def _init_mode(self, mode: str) -> AwaitMount:
        """Textual gives every widget of the screen in sight its styles twice when another first comes in, and
        lays it out and draws it; and gives those of the other one theirs once more at its second visit.
        """
        with self._coming_in():
            mounted = super()._init_mode(mode)
        for screen in self._screen_stacks[mode]:
            screen._css_update_count = self._css_update_count
        return mounted

    def refresh_css(self, animate: bool = True) -> None:
        if not self.rules.new_here:
            super().refresh_css(animate)

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        with self._coming_in():
            super()._load_screen_css(screen)
        self.rules.update_nodes([screen])  # what is within it comes later, and finds the rules there

    @contextmanager
    def _coming_in(self) -> Iterator[None]:
        before, self.rules.new_here = self.rules.new_here, True
        try:
            yield
        finally:
            self.rules.new_here = before
