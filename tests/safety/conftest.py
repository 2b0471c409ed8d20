"""What the tests of safety stand on: the command line as its tests run it, and a diary with much in it."""

import pytest

from companion.journal import Journal
from tests.cli.conftest import opened, own_umask, run
from tests.tui.journals import demo_file, demo_journal
from tests.tui.waiting import no_clock, painted_when_looked_at, short_pause_after_arrows, styles_parsed_once

__all__ = [
    "demo_file",
    "demo_journal",
    "no_clock",
    "opened",
    "own_umask",
    "painted_when_looked_at",
    "rich",
    "run",
    "short_pause_after_arrows",
    "styles_parsed_once",
]


@pytest.fixture
def rich(demo_journal: Journal) -> Journal:
    """Twelve weeks with patterns, stories and an experiment in them."""
    return demo_journal
