"""After the lock: letting go of what still holds widgets and words, though no pane is left."""

import functools
import gc
from typing import Any

from textual.app import App
from textual.cache import FIFOCache, LRUCache
from textual.message_pump import MessagePump
from textual.signal import Signal


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


def empty_caches() -> None:
    """Empty every cache there is; they hold the texts that were measured and drawn. And fields that are gone:
    not all of them are let go of at once."""
    from companion.tui.widgets.text_fields import WritingArea

    was_frozen = gc.get_freeze_count()
    gc.unfreeze()  # else what was there at the start is passed over, and with it most of them
    for each in gc.get_objects():
        if isinstance(each, LRUCache | FIFOCache):
            each.clear()
        elif isinstance(each, functools._lru_cache_wrapper):
            each.cache_clear()
        elif isinstance(each, WritingArea) and _is_gone(each):
            each.forget()
    gc.collect()
    if was_frozen:
        gc.freeze()


def _is_gone(node: MessagePump) -> bool:
    return node._closed or not node.is_running
