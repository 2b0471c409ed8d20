"""Long work in the loop is done in turns, so that a key that is pressed meanwhile comes in between."""

import asyncio
import gc

A_LITTLE_AT_A_TIME = (5_000, 9, 1_000_000)
"""After how many new objects garbage is looked for in the panes: often, and among what is new, so that no key
waits for it; after fifty thousand, among all that ``tidying.py`` has not gone through. Through everything
only there: while nobody types."""

STEPS_OF_A_KEY = 4
"""Tasks that a key goes through, from the app to a field."""


def collect_in_turns() -> None:
    """Look for garbage a little at a time from now on."""
    gc.set_threshold(*A_LITTLE_AT_A_TIME)
    gc.enable()


def collects_in_turns() -> bool:
    """Whether that is how it is done in this process."""
    return gc.get_threshold() == A_LITTLE_AT_A_TIME


def new_objects() -> int:
    """About how many objects came in since what is new was gone through; most are gone, as a rule."""
    young, after_young, _ = gc.get_count()
    return young + gc.get_threshold()[0] * after_young


async def give_way() -> None:
    """Let all others go on, a key on its way to a field among them."""
    for _ in range(STEPS_OF_A_KEY):
        await asyncio.sleep(0)
