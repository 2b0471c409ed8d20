"""Long work in the loop is done in turns, so that a key that is pressed meanwhile comes in between."""

import asyncio
import gc

A_LITTLE_AT_A_TIME = (5_000, 3, 200)
"""After how many new objects garbage is looked for in the panes: often, and among what is new, so that no key
waits for it. Through everything hardly ever: that is done while nobody types (``tidying.py``)."""

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
    """About how many objects came in since all of them were gone through; most are gone, as a rule."""
    young, after_young, after_middle = gc.get_count()
    at, middle, _ = gc.get_threshold()
    return young + at * (after_young + (middle + 1) * after_middle)


async def give_way() -> None:
    """Let all others go on, a key on its way to a field among them."""
    for _ in range(STEPS_OF_A_KEY):
        await asyncio.sleep(0)
