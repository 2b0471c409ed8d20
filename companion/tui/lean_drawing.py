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
- A screen that comes in is laid out twice and drawn three times, before anybody can see the first of them.
- A store that is emptied leaves its entries to the collector, for they hold each other; and a widget that is
  gone keeps the rows it drew.
"""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from time import perf_counter
from typing import Any
from weakref import WeakSet

from rich.segment import Segment
from textual._compositor import Compositor, ReflowResult
from textual._styles_cache import StylesCache
from textual.app import App
from textual.cache import FIFOCache, LRUCache
from textual.color import Color
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.geometry import Region, Size
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip
from textual.style import Style
from textual.widget import AwaitMount, Widget

from companion.tui.rules import ParsedOnce
from companion.tui.turns import give_way

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
_TURN = 0.005
"""Seconds of work after which a screen lets others run."""
_FEW = 3
"""Widgets up to which a whole screen is drawn in one go: the others kept what they drew."""
_TOLD = "_sizes_told"
"""Where a screen's compositor keeps the sizes that widgets were told."""
_lay_out = Compositor.reflow
_clear_all = Compositor.clear
_dispatch = Screen._dispatch_message
_draw = Screen._compositor_refresh
_call_back = Screen._invoke_and_clear_callbacks
_to_draw: WeakSet[Screen[Any]] = WeakSet()
_in_pieces: set[asyncio.Task[None]] = set()


def draw_leanly() -> None:
    """Draw in this way from now on. With a Textual whose rows are made otherwise, nothing is changed."""
    if {*Strip.__slots__} != {*_STORES, *_OTHERS}:
        return
    for kind, ways in _WAYS.items():
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


def _empty(store: LRUCache[Any, Any]) -> None:
    for entry in store._cache.values():
        entry.clear()
    store._cache.clear()
    store._full = False
    store._head = []


async def _left(widget: Widget) -> None:
    await _leave(widget)
    widget._styles_cache.clear()
    widget._styles_cache._simple_strip = None
    rows: LRUCache[Any, Any] | None = getattr(widget, "_option_render_cache", None)
    if rows is not None:
        rows.clear()


def _reflow(compositor: Compositor, parent: Widget, size: Size) -> ReflowResult:
    """Textual's own takes whoever has a place for told of it. Asked where one is, it gives all a place that
    came into sight since, and does not tell them afterwards.
    """
    laid_out = _lay_out(compositor, parent, size)
    compositor._full_map_invalidated = False
    now = {widget: place.region.size for widget, place in compositor._full_map.items()}
    then: dict[Widget, Size] = vars(compositor).get(_TOLD, {})
    setattr(compositor, _TOLD, now)
    resized = {widget for widget in now.keys() & then.keys() if now[widget] != then[widget]}
    return ReflowResult(hidden=laid_out.hidden, shown=now.keys() - then.keys(), resized=resized)


def _clear(compositor: Compositor) -> None:
    _clear_all(compositor)
    vars(compositor).pop(_TOLD, None)


def _draw_soon(screen: Screen[Any]) -> None:
    """Draw a screen once for all that is laid out and marked until the loop comes to it."""
    if screen not in _to_draw:
        _to_draw.add(screen)
        asyncio.get_running_loop().call_later(0, _draw_in_time, screen)


def _draw_in_time(screen: Screen[Any]) -> None:
    """Draw a screen: in pieces where all of it is to be drawn, and by more than a few widgets."""
    pieces: Sequence[tuple[Widget, Region]] = ()
    with suppress(Exception):  # what it was comes up again as it is drawn
        if screen.is_current:
            _mark(screen)
            pieces = _undrawn(screen) if screen.size.region in screen._compositor._dirty_regions else ()
    if len(pieces) > _FEW:
        _in_pieces.add(task := asyncio.create_task(_draw_in_pieces(screen, pieces)))
        task.add_done_callback(_in_pieces.discard)
    else:
        _draw_now(screen)


def _undrawn(screen: Screen[Any]) -> list[tuple[Widget, Region]]:
    """The widgets on a screen that have not kept all they drew, and which part of each is in sight."""
    pieces = []
    for widget, (region, clip) in screen._compositor.visible_widgets.items():
        kept, piece = widget._styles_cache, region.intersection(clip)
        if piece and widget is not screen and (kept._dirty_lines or not kept._cache):
            pieces.append((widget, piece.translate((-region.x, -region.y))))
    return pieces


async def _draw_in_pieces(screen: Screen[Any], pieces: Sequence[tuple[Widget, Region]]) -> None:
    """Draw all of a screen: one widget after the other, which keep what they drew, and then all together."""
    try:
        began = perf_counter()
        for widget, piece in pieces:
            place = screen._compositor.visible_widgets.get(widget)
            if place is not None and widget.is_attached and widget.outer_size == place[0].size:
                widget.render_lines(piece)
            if perf_counter() - began > _TURN:
                await give_way()
                began = perf_counter()
    except Exception as error:
        screen.app._handle_exception(error)
    finally:
        _draw_now(screen)


def _draw_now(screen: Screen[Any]) -> None:
    _to_draw.discard(screen)
    if screen.is_current:
        try:
            _mark(screen)
            _draw(screen)
        except Exception as error:
            screen.app._handle_exception(error)


def _mark(screen: Screen[Any]) -> None:
    """Have drawn what asked for it, and what will have asked for it by the next time."""
    if screen._repaint_required:
        screen._repaint_required = False
        screen._dirty_widgets.add(screen)
    screen._compositor.update_widgets(screen._dirty_widgets)


async def _drawn_before_callbacks(screen: Screen[Any]) -> None:
    """What is called after a refresh finds everything drawn: a list knows its length only then."""
    while screen in _to_draw:
        await give_way()
    await _call_back(screen)


async def _in_turns(screen: Screen[Any], message: Message) -> None:
    """A screen that comes in has much to do in a row; a key that is pressed meanwhile comes in between."""
    began = perf_counter()
    await _dispatch(screen, message)
    if perf_counter() - began > _TURN:
        await give_way()


_WAYS: dict[type, dict[str, Any]] = {
    Strip: {"__init__": _begin, "__getattr__": _store, "divide": _divided},
    StylesCache: {"get_inner_outer": _colours_around},
    Stylesheet: {"_process_component_classes": _style_parts},
    LRUCache: {"clear": _empty},
    Widget: {"_message_loop_exit": _left},
    Compositor: {"reflow": _reflow, "clear": _clear},
    Screen: {
        "_compositor_refresh": _draw_soon,
        "_invoke_and_clear_callbacks": _drawn_before_callbacks,
        "_dispatch_message": _in_turns,
    },
}


class LeanApp(App[str]):
    """An app that draws in this way, and parses each of its style rules once."""

    def __init__(self) -> None:
        draw_leanly()
        super().__init__()
        self.rules = self.stylesheet = ParsedOnce(variables=self.get_css_variables())

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
