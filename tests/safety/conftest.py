"""What the tests of safety stand on: the command line as its tests run it, and a diary with much in it."""

from collections.abc import Iterator

import pytest

from companion.demo import demo_contents
from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.system.paths import Places
from tests.cli.conftest import opened, own_umask, run
from tests.tui.waiting import no_clock

__all__ = ["no_clock", "opened", "own_umask", "rich", "run"]


@pytest.fixture
def rich(places: Places, clock: Clock) -> Iterator[Journal]:
    """Twelve weeks with patterns, stories and an experiment in them."""
    with open_journal(places, clock=clock) as journal:
        journal.merging.import_contents(demo_contents(journal.vocabulary, clock.now(), clock.zone))
        yield journal
