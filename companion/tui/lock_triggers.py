"""What locks the panes beside the key: nobody at the keyboard for a while, and ``companion lock``."""

import asyncio
import time
from collections.abc import Callable

from companion.system.paths import Places

LOOK_EVERY = 0.5
"""Seconds between two looks for a request to lock, and at the idle time."""


def running_time() -> float:
    """Seconds on a clock that only goes forward, and goes on while the machine sleeps."""
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):  # macOS has only the second, and there it goes on
        number = getattr(time, name, None)
        if number is not None:
            return time.clock_gettime(number)
    return time.monotonic()


class IdleTime:
    """How long nobody has touched a key. ``minutes``: when that is long enough; 0 is never."""

    def __init__(self, minutes: int, now: Callable[[], float] = running_time) -> None:
        self._seconds = minutes * 60
        self._now = now
        self._last = now()

    def change(self, minutes: int) -> None:
        """Go by another number of minutes; 0 is never."""
        self._seconds = minutes * 60

    def note_activity(self) -> None:
        """Somebody is here: it begins anew."""
        self._last = self._now()

    @property
    def seconds(self) -> float:
        """Since the last key."""
        return self._now() - self._last

    async def rest(self, seconds: float, *, at_most: float) -> None:
        """Come back once nobody has touched a key for so many seconds, or after ``at_most``."""
        end = self._now() + at_most
        while (left := min(seconds - self.seconds, end - self._now())) > 0:
            await asyncio.sleep(left)

    @property
    def is_over(self) -> bool:
        """Whether the minutes have passed without a key."""
        return bool(self._seconds) and self.seconds >= self._seconds


class LockRequests:
    """What ``companion lock`` asks of every window on this journal, by the time of a file beside it."""

    def __init__(self, places: Places) -> None:
        self._file = places.lock_request
        self._seen = self._time()

    def came(self) -> bool:
        """Whether one came since the last look."""
        before, self._seen = self._seen, self._time()
        return self._seen != before

    def _time(self) -> int:
        """When the file was last written, in nanoseconds; 0 without one."""
        try:
            return self._file.stat().st_mtime_ns
        except OSError:
            return 0
