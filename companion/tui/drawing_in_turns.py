"""A screen is drawn once for all that was laid out, and a whole one in turns, between which keys are taken.

Textual handles all that a screen has to do in a row, and draws it each time that it was laid out: a pane that
comes in is laid out four to eight times by the time it stands.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from time import perf_counter
from typing import Any
from weakref import WeakSet

from textual._compositor import Compositor, ReflowResult
from textual.geometry import Region, Size
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from companion.tui.compositor import RowCompositor
from companion.tui.turns import give_way

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
_refresh = Widget.refresh
_to_draw: WeakSet[Screen[Any]] = WeakSet()
_in_pieces: set[asyncio.Task[None]] = set()


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


def _refreshed(widget: Widget, *regions: Region, layout: bool = False, **more: bool) -> Widget:
    """Textual's own counts a widget that asks to be laid out again once, until its turn comes; laid out with
    others before that, it keeps the size it had then, though it has changed and asked once more.
    """
    if layout and widget._layout_required:
        widget._layout_updates += 1
    return _refresh(widget, *regions, layout=layout, **more)


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
    """The widgets in sight that have not kept all they drew, and which part of each is in sight."""
    pieces, compositor = [], screen._compositor
    in_sight = compositor.in_sight if isinstance(compositor, RowCompositor) else compositor.widgets
    for widget, (region, clip) in compositor.visible_widgets.items():
        if widget not in in_sight:
            continue
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


DRAWING_IN_TURNS: dict[type, dict[str, Any]] = {
    Compositor: {"reflow": _reflow, "clear": _clear},
    Widget: {"refresh": _refreshed},
    Screen: {
        "_compositor_refresh": _draw_soon,
        "_invoke_and_clear_callbacks": _drawn_before_callbacks,
        "_dispatch_message": _in_turns,
    },
}
"""What stands in the place of Textual's methods, by their class and name."""
