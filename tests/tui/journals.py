"""The made-up diary as a file made once, of which each test that wants it has a copy."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.demo import demo_contents
from companion.journal import Journal, open_journal
from companion.model.clock import Clock, fixed_clock
from companion.system.paths import Places
from tests.conftest import SUNDAY_EVENING, ZONE


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve weeks with patterns, stories and an experiment in them, and the findings of that evening."""
    folder = tmp_path_factory.mktemp("demo")
    clock = fixed_clock(SUNDAY_EVENING, ZONE)
    places = Places(data=folder, config=folder)
    with open_journal(places, clock=clock) as journal:
        journal.merging.import_contents(demo_contents(journal.vocabulary, clock.now(), clock.zone))
        journal.insight.week(0)
    return places.journal


@pytest.fixture
def demo_journal(demo_file: Path, places: Places, clock: Clock) -> Iterator[Journal]:
    """The made-up diary, open."""
    places.journal.parent.mkdir(parents=True)
    shutil.copyfile(demo_file, places.journal)
    places.journal.chmod(0o600)
    with open_journal(places, clock=clock) as journal:
        yield journal
