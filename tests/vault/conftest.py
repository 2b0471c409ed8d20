"""A journal in its places, plain, with one moment in it."""

import pytest

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.system.paths import Places
from tests.quick_keys import make_keys_quick

PASSPHRASE = "a slow green lantern"


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key is worked out of a passphrase in a moment."""
    make_keys_quick(monkeypatch)


@pytest.fixture
def kept(places: Places, clock: Clock) -> Places:
    """The places of a plain journal with one moment in it, and a backup of it."""
    with open_journal(places, clock=clock) as journal:
        journal.entries.log(note="the kitchen")
        journal.backups.make()
    return places
