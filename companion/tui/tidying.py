"""Letting go of what nobody uses any more, while nobody types."""

import gc

from companion.system.memory import give_back_free

SILENCE = 10.0
"""Seconds without a key after which it is done: it takes a tenth of a second, and a key would wait."""
PAUSE = 1.0
"""Seconds without a key after which what is free goes back to the system, twice a second until SILENCE: a
thread that counts patterns takes much, and may end only then. It takes a millisecond, seldom twelve."""
KEYS = 200
"""How many keys there were since it was done last; a few leave nothing behind that is worth it."""


class Tidying:
    """Goes through everything for garbage once after many keys, when a silence comes.

    Sheets that were closed hold each other, so that only the collector frees them. It is left to look among
    what is new while keys come in.
    """

    def __init__(self) -> None:
        self._keys_then = 0

    def look(self, keys: int, silence: float) -> None:
        """Tidy up where it is time. ``keys``: since the start; ``silence``: seconds since the last one."""
        if silence >= SILENCE and keys - self._keys_then >= KEYS:
            self._keys_then = keys
            gc.collect()
            give_back_free()
        elif PAUSE <= silence < SILENCE:
            give_back_free()
