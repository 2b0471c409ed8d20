"""A store of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.store import open_store
from companion.store.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the journal file will be; neither it nor its folder is there yet."""
    return tmp_path / "journal" / "journal.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    found = open_store(path)
    yield found
    found.close()
