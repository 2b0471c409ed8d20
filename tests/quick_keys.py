"""Keys that are worked out of a passphrase in a moment, where they need not be safe."""

import pytest

from companion.store import key

ROUNDS = 1_000
COST = key.Cost(passes=1, memory=8, lanes=1)


def make_keys_quick(patch: pytest.MonkeyPatch) -> None:
    """Every derivation of this process costs next to nothing, for as long as ``patch`` lasts."""
    patch.setattr(key, "ROUNDS", ROUNDS)
    patch.setattr(key, "COST", COST)
