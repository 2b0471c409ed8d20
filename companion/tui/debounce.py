"""Work that waits for a pause in the keys, so that a key held down or a word typed is not slowed by it."""

from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer

ARROWS_PAUSE = 0.15
"""Seconds without a key after which what belongs to the row under the cursor is shown."""


class Debounced:
    """Calls a function once no call of this came for ``wait`` seconds.

    With ``leading`` the first after such a pause is passed on at once, and only those that follow it closely
    wait: one step shows what it led to without delay, and a run of them shows where it ended.
    """

    def __init__(
        self, pump: MessagePump, wait: float, function: Callable[[], object], *, leading: bool = False
    ) -> None:
        self._pump, self._wait, self._function, self._leading = pump, wait, function, leading
        self._timer: Timer | None = None
        self.pending = False
        """Whether a call waits."""

    def __call__(self) -> None:
        at_once = self._leading and self._timer is None
        self._stop()
        self._timer = self._pump.set_timer(self._wait, self._rested)
        self.pending = not at_once
        if at_once:
            self._function()

    def flush(self) -> None:
        """Call the function now, where a call waits."""
        if self.pending:
            self.cancel()
            self._function()

    def cancel(self) -> None:
        """Forget a call that waits."""
        self._stop()
        self.pending = False

    def _rested(self) -> None:
        self._timer = None
        self.flush()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None


def following_arrows(pump: MessagePump, show: Callable[[], object]) -> Debounced:
    """Shows what belongs to the row under the cursor: at once after a rest, else where a run ends."""
    return Debounced(pump, ARROWS_PAUSE, show, leading=True)
