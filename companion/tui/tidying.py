"""Letting go of what nobody uses any more: a little at a time, and all of it while nobody types.

Sheets that were closed hold each other, so that only the collector frees them. While no sheet is open it
goes through what is new; what stays is old from then on, so that the next time is as short. What goes later
from there is found in a silence. What was there before the panes is put aside (frozen) for good.
"""

import gc

from companion.system.memory import give_back_free, hide_memory, share_among_threads
from companion.tui.turns import collect_in_turns, collects_in_turns, new_objects

SILENCE = 10.0
"""Seconds without a key after which all is gone through: a tenth of a second, and a key would wait."""
PAUSE = 1.0
"""Seconds without a key after which what is free goes back to the system, twice a second until SILENCE: a
thread that counts patterns takes much, and may end only then. It takes a millisecond, seldom twelve."""
KEYS = 200
"""How many keys there were since it was done last; a few leave nothing behind that is worth it."""
FEW, MANY = 5_000, 25_000
"""New objects from which on it is worth while to go through them, and beyond which it is felt: some 20 ms.
More of them wait for a pause."""
_NEW = 1
"""The collector's generations that are gone through then: what stays is in the last one afterwards."""


def settle() -> None:
    """The first page is there: do what it did not have to wait for."""
    hide_memory()
    share_among_threads()
    if not gc.isenabled():  # as the panes begin; see companion.tui.run
        collect_in_turns()


class Tidying:
    """Frees what only the collector finds, and gives free memory back to the system."""

    def __init__(self) -> None:
        self._keys_then = 0

    def look(self, keys: int, silence: float, *, sheet: bool = False) -> None:
        """Tidy up where it is time. ``keys``: since the start; ``silence``: seconds since the last one;
        ``sheet``: whether one is open, which will be let go of soon.
        """
        if silence >= SILENCE and keys - self._keys_then >= KEYS:
            self._keys_then = keys
            gc.collect()
            give_back_free()
            return
        if collects_in_turns() and not sheet:
            new = new_objects()
            if FEW <= new <= MANY or (new > MANY and silence >= PAUSE):
                gc.collect(_NEW)
        if PAUSE <= silence < SILENCE:
            give_back_free()
