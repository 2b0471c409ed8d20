"""After the lock: letting go of what still holds widgets and words, though no pane is left."""

import functools
import gc
import sys
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from textual.app import App
from textual.cache import FIFOCache, LRUCache
from textual.message_pump import MessagePump
from textual.signal import Signal

from companion.tui.turns import give_way

AT_ONCE = 100
"""Caches that are emptied in one turn."""
_UNDISTURBED = 1.0
"""Seconds for which no other thread comes in between; what is done then takes a fiftieth of it."""


def forget_widgets(app: App[Any]) -> None:
    """Drop what the framework keeps of widgets that are gone.

    A signal, and the watchers of a reactive, hold each widget that listened until something is said there.
    """
    for held in list(vars(app).values()):
        if isinstance(held, Signal):
            for node in list(held._subscriptions):
                if _is_gone(node):
                    held.unsubscribe(node)
    for watchers in getattr(app, "__watchers", {}).values():
        watchers[:] = [each for each in watchers if not _is_gone(each[0])]
    app._compose_screen = None


async def forget_words(may_collect: Callable[[], Awaitable[bool]]) -> None:
    """Empty every cache, which hold the texts that were measured and drawn, and fields that are gone:
    not all of them are let go of at once. Keys are taken meanwhile.

    Then garbage is collected, which takes 0.2 s in one go: once ``may_collect`` gives true.
    """
    was_frozen = gc.get_freeze_count()
    gc.unfreeze()  # else what was there at the start is passed over, and with it most of them
    try:
        holders = _all_holders()
        while holders:
            _empty(holders[-AT_ONCE:])
            del holders[-AT_ONCE:]
            await give_way()
        if await may_collect():
            gc.collect()
    finally:
        if was_frozen:
            gc.freeze()


def _all_holders() -> list[object]:
    """All caches and fields there are, found without another thread coming in between.

    A tuple that a thread is making of what it reads one by one is among all objects already, and fails where
    somebody else holds on to it.
    """
    from companion.tui.widgets.text_fields import WritingArea

    kinds = (LRUCache, FIFOCache, functools._lru_cache_wrapper, WritingArea)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(_UNDISTURBED)
    try:
        time.sleep(interval)  # who waits already does so by the interval of before
        return [each for each in gc.get_objects() if isinstance(each, kinds)]
    finally:
        sys.setswitchinterval(interval)


def _empty(holders: Iterable[object]) -> None:
    from companion.tui.widgets.text_fields import WritingArea

    for each in holders:
        if isinstance(each, LRUCache | FIFOCache):
            each.clear()
        elif isinstance(each, functools._lru_cache_wrapper):
            each.cache_clear()
        elif isinstance(each, WritingArea) and _is_gone(each):
            each.forget()


def _is_gone(node: MessagePump) -> bool:
    return node._closed or not node.is_running
