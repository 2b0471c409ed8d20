"""After the lock: letting go of what still holds widgets and words, though no pane is left."""

import functools
import gc
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from textual.app import App
from textual.cache import FIFOCache, LRUCache
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.signal import Signal
from textual.widget import Widget

from companion.tui.turns import give_way

AT_ONCE = 100
"""Caches that are emptied in one turn."""
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
    was_frozen = gc.get_freeze_count()
    gc.unfreeze()  # else what was there at the start is passed over, and with it most of them
    try:
        await _in_turns(_take_apart, were_there)
        await _in_turns(_empty, _all_holders())
        if await may_collect():
            gc.collect()
    finally:
        if was_frozen:
            gc.freeze()


def _all_holders() -> list[object]:
    """All caches and widgets there are, found without another thread coming in between.

    A tuple that a thread is making of what it reads one by one is among all objects already, and fails where
    somebody else holds on to it.
    """
    from companion.tui.widgets.text_fields import WritingArea

    kinds = {functools._lru_cache_wrapper, *_with_subclasses(LRUCache, FIFOCache, WritingArea)}
    interval = sys.getswitchinterval()
    sys.setswitchinterval(_UNDISTURBED)
    try:
        time.sleep(interval)  # who waits already does so by the interval of before
        return [each for each in gc.get_objects() if type(each) in kinds]
    finally:
        sys.setswitchinterval(interval)


def _with_subclasses(*kinds: type) -> Iterator[type]:
    for kind in kinds:
        yield kind
        yield from _with_subclasses(*kind.__subclasses__())


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
