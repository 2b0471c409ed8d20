"""Keys one after another: each one is handled before the next is handed on.

Textual hands a key to the widget that has the focus when the key comes in, though the key before it may be
about to move the focus, and it acts on a priority key at once, though keys before it still lie with a widget.
Typed fast, pasted, or held up on a slow line, keys would then land in the wrong field, or do something else.
"""

import asyncio
from collections import deque
from unicodedata import category

from textual import events, on
from textual.message import Message
from textual.message_pump import MessagePump

from companion.tui.ending import EndingApp

ROUNDS = 3
"""Times the way is gone: for the key, for what a field tells its form, and for what the form tells."""
CHECK_EVERY = 0.1
"""Seconds between two looks whether the widget a key went to is still there to handle it."""
STUCK_AFTER = 10.0
"""Seconds after which a widget that comes to no end holds up the keys no more, ctrl+q among them.

That is for a fault in a widget; a key that a busy machine is slow to handle is waited for.
"""


_WRITTEN_TOO = frozenset({"Zs", "Cf", "Cn"})
"""Categories of characters that people write with and Textual's fields take for no text: no-break and wide
spaces, joiners and soft hyphens, and what is newer than the program's tables."""


def _as_it_is_written(event: events.Key | events.Paste) -> events.Key | events.Paste:
    """A typed character that fields would drop, as if it was pasted, which they keep."""
    character = event.character if isinstance(event, events.Key) else None
    if character is None or len(character) != 1 or character.isprintable():
        return event
    return events.Paste(character) if category(character) in _WRITTEN_TOO else event


class KeyFollower(Message):
    """Follows a key along its way up; once it is here, the key has been handled."""

    def __init__(self, number: int, rounds: int) -> None:
        super().__init__()
        self.number = number
        """Which key it follows, counted from the first."""
        self.rounds = rounds
        """How many more times the way is to be gone."""


class KeyQueueApp(EndingApp):
    """An app that hands on one key, or one paste, at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._key_queue: deque[events.Key | events.Paste] = deque()
        self._key_number = 0
        self._handling_key = False
        self._takes_keys = False
        self._rounds_left = 0
        self._way_begins: MessagePump = self
        self._way_check: asyncio.TimerHandle | None = None

    @property
    def keys_handled(self) -> int:
        """How many keys have been handed on since the start."""
        return self._key_number

    @property
    def keys_waiting(self) -> bool:
        """Whether a key that came in has not been handled yet."""
        return self._handling_key

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._key_queue.append(_as_it_is_written(event))
            if self._takes_keys and not self._handling_key:
                await self._hand_on_next()
        else:
            await super().on_event(event)

    def on_ready(self) -> None:
        """The first screen is painted; what was typed before waits until the focus is where it belongs."""
        self.screen.call_after_refresh(self._take_keys)

    async def _take_keys(self) -> None:
        self._takes_keys = True
        if not self._handling_key:
            await self._hand_on_next()

    def forget_the_way(self) -> None:
        """Hold on to no widget that a key went to."""
        self._way_begins = self

    async def _hand_on_next(self) -> None:
        """Hand on the next key there is, and follow it."""
        if self._way_check is not None:
            self._way_check.cancel()
        self._handling_key = bool(self._key_queue)
        if not self._handling_key:
            return
        self._key_number += 1
        await super().on_event(self._key_queue.popleft())
        self._follow(ROUNDS)
        self._check_the_way(self._key_number, STUCK_AFTER)

    def _follow(self, rounds: int) -> None:
        """Send a follower up from where the focus is now; while the app ends there is nowhere."""
        if not self.screen_stack:
            return
        start = self.focused or self.screen
        self._rounds_left, self._way_begins = rounds, start
        follower = KeyFollower(self._key_number, rounds - 1)
        follower.set_sender(start)  # from the app it would not come up to the app
        if not start.post_message(follower):
            self.post_message(KeyFollower(self._key_number, 0))

    def _check_the_way(self, number: int, seconds_left: float) -> None:
        """A widget that went away took the follower with it: another one goes up from where the focus is."""
        if number != self._key_number or not self._handling_key or not self.is_running:
            return
        if seconds_left <= 0:
            self.post_message(KeyFollower(number, 0))
            return
        if self._is_broken(self._way_begins):
            self._follow(self._rounds_left)
        self._way_check = asyncio.get_running_loop().call_later(
            CHECK_EVERY, self._check_the_way, number, seconds_left - CHECK_EVERY
        )

    def _is_broken(self, node: MessagePump | None) -> bool:
        """Whether the way up from a widget does not lead to the app any more."""
        while node is not self:
            if node is None or node._closing or node._closed:
                return True
            node = node._parent
        return False

    @on(KeyFollower)
    async def _key_handled(self, follower: KeyFollower) -> None:
        if follower.number != self._key_number or not self._handling_key:
            return
        if follower.rounds:
            self._follow(follower.rounds)
        else:
            await self._hand_on_next()
