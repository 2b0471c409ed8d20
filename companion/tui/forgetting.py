"""After the lock: letting go of what still holds widgets and words, though no pane is left."""

import functools
import gc
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from types import CellType, FunctionType, ModuleType
from typing import Any

from textual.app import App
from textual.cache import FIFOCache, LRUCache
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.signal import Signal
from textual.widget import Widget

from companion.tui.turns import give_way

AT_ONCE = 100
"""Caches, widgets or modules that are gone through in one turn."""
_CACHES = frozenset({functools._lru_cache_wrapper, LRUCache, FIFOCache})
"""What keeps what was worked out from words: Python's and Textual's."""
_ONCE_GONE = frozenset({"_running", "_closing", "_closed", "_pruning", "_is_mounted"})
"""What is still asked for of a widget that is gone, by whoever has something for it."""
_UNDISTURBED = 1.0
"""Seconds for which no other thread comes in between; what is done then takes a fiftieth of it."""


def forget_widgets(app: App[Any]) -> None:
    """Drop what the framework keeps of widgets that are gone.

    A signal, and the watchers of a reactive, hold each widget that listened until something is said there.
    What was moving is moved on until it is where it was to go.
    """
    for to_come in app.animator._scheduled.values():
        to_come.stop()
    app.animator._scheduled.clear()
    app.animator._animations.clear()
    for held in list(vars(app).values()):
        if isinstance(held, Signal):
            for node in list(held._subscriptions):
                if _is_gone(node):
                    held.unsubscribe(node)
    for watchers in getattr(app, "__watchers", {}).values():
        watchers[:] = [each for each in watchers if not _is_gone(each[0])]
    app._compose_screen = None


async def forget_words(were_there: list[DOMNode], may_collect: Callable[[], Awaitable[bool]]) -> None:
    """Take apart the widgets that were there, as far as they are gone, and empty every cache: they hold the
    texts that were measured and drawn, and not all of them are let go of at once. Keys are taken meanwhile.

    Then garbage is collected, in one go: once ``may_collect`` gives true.
    """
    await _in_turns(_take_apart, were_there)
    await _in_turns(_empty, _all_holders())
    await _in_turns(_empty_caches_of, [*sys.modules.values()])
    if await may_collect():
        gc.collect()


def _all_holders() -> list[object]:
    """All caches and fields that came since the panes began, found without another thread coming in between;
    and locked screens, since Textual holds on to the first screen there was.

    A tuple that a thread is making of what it reads one by one is among all objects already, and fails where
    somebody else holds on to it.
    """
    from companion.tui.screens.locked import LockedScreen
    from companion.tui.widgets.text_fields import WritingArea

    kinds = {*_CACHES, *_with_subclasses(WritingArea), LockedScreen}
    interval = sys.getswitchinterval()
    sys.setswitchinterval(_UNDISTURBED)
    try:
        time.sleep(interval)  # who waits already does so by the interval of before
        return [each for each in gc.get_objects() if type(each) in kinds]
    finally:
        sys.setswitchinterval(interval)


def _with_subclasses(kind: type[Any]) -> Iterator[type[Any]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _with_subclasses(each)


def _empty_caches_of(module: object) -> None:
    """Empty the caches that stand in a module, in its classes and behind its functions: what was imported
    before the panes began is put aside, where not all objects there are tells of it.
    """
    seen: set[int] = set()
    waiting: list[Any] = [*vars(module).values()] if isinstance(module, ModuleType) else []
    while waiting:
        each = waiting.pop()
        if type(each) in _CACHES:
            _empty(each)
        elif isinstance(each, staticmethod | classmethod):
            waiting.append(each.__func__)
        elif isinstance(each, property):
            waiting.append(each.fget)
        elif isinstance(each, FunctionType | type) and id(each) not in seen and _is_of(module, each):
            seen.add(id(each))
            waiting += vars(each).values()
            for cell in (each.__closure__ or ()) if isinstance(each, FunctionType) else ():
                waiting += _contents(cell)


def _is_of(module: object, each: FunctionType | type) -> bool:
    """Whether it was made in a module, and not taken from another."""
    return each.__module__ == getattr(module, "__name__", None)


def _contents(cell: CellType) -> list[object]:
    """What a function holds of where it was made; nothing where that has not been given a value."""
    try:
        return [cell.cell_contents]
    except ValueError:
        return []


async def _in_turns(work: Callable[[Any], None], each_of: list[Any]) -> None:
    while each_of:
        for each in each_of[-AT_ONCE:]:
            work(each)
        del each_of[-AT_ONCE:]
        await give_way()


def _empty(each: object) -> None:
    from companion.tui.widgets.text_fields import WritingArea

    if isinstance(each, LRUCache | FIFOCache):
        each.clear()
    elif isinstance(each, functools._lru_cache_wrapper):
        each.cache_clear()
    elif isinstance(each, WritingArea) and _is_gone(each) and not vars(each).keys() <= _ONCE_GONE:
        each.forget()
    elif isinstance(each, Screen):
        _take_apart(each)


def _take_apart(node: DOMNode) -> None:
    """What belongs to a widget that is gone holds the widget, so that together they wait for the collector:
    hundreds of them, and their words with them.
    """
    of_it = vars(node)
    if not (isinstance(node, Widget) and node._closed) or of_it.get("_task") is not None:
        return  # it is in use, or on its way out
    for part in of_it.get("_component_styles", {}).values():
        vars(part.node).clear()
    still = {name: value for name, value in of_it.items() if name in _ONCE_GONE}
    of_it.clear()
    of_it.update(still)


def _is_gone(node: MessagePump) -> bool:
    return node._closed or not node.is_running
