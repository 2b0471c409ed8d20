"""Keys in turn: each one acts before the next is handed on.

Textual hands a key to the widget that has the focus when the key comes in, though the key before it may be
about to move the focus, and it acts on a priority key at once, though keys before it still lie with a widget.
Typed fast, pasted, or held up on a slow line, keys would then land in the wrong field, or do something else.
"""

import asyncio
from collections import deque

from textual import events, on
from textual.app import App
from textual.message import Message

ROUNDS = 3
"""Times the way is gone: for the key, for what a field tells its form, and for what the form tells."""
PATIENCE = 0.3
"""Seconds to wait at most; a widget may go away with what lies in its queue."""


class Behind(Message):
    """Follows a key along its way up; once it is here, the key has been acted on."""

    def __init__(self, turn: int, rounds: int) -> None:
        super().__init__()
        self.turn = turn
        self.rounds = rounds


class KeyQueueApp(App[str]):
    """An app that hands on one key, or one paste, at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._to_come: deque[events.Key | events.Paste] = deque()
        self._turn = 0
        self._acting = False
        self._patience: asyncio.TimerHandle | None = None

    @property
    def keys_to_come(self) -> bool:
        """Whether a key has not been acted on yet."""
        return self._acting

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._to_come.append(event)
            if not self._acting:
                await self._next()
        else:
            await super().on_event(event)

    async def _next(self) -> None:
        """Hand on the next key there is, and follow it."""
        if self._patience is not None:
            self._patience.cancel()
        self._acting = bool(self._to_come)
        if not self._acting:
            return
        self._turn += 1
        await super().on_event(self._to_come.popleft())
        self._patience = asyncio.get_running_loop().call_later(
            PATIENCE, self.post_message, Behind(self._turn, 0)
        )
        self._follow(ROUNDS)

    def _follow(self, rounds: int) -> None:
        way = self.focused or self.screen
        behind = Behind(self._turn, rounds - 1)
        behind.set_sender(way)  # from the app it would not come up to the app
        if not way.post_message(behind):
            self.post_message(Behind(self._turn, 0))

    @on(Behind)
    async def _acted(self, behind: Behind) -> None:
        if behind.turn != self._turn or not self._acting:
            return
        if behind.rounds:
            self._follow(behind.rounds)
        else:
            await self._next()
