"""A store of its own for each test, plain or encrypted."""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from companion.store import open_store
from companion.store.store import Store
from tests.quick_keys import make_keys_quick
from tests.store.making import PASSPHRASE, keep


@pytest.fixture(autouse=True)
def quick_keys(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key is worked out of a passphrase in a moment, but where ``real_keys`` are asked for."""
    if "real_keys" not in request.fixturenames:
        make_keys_quick(monkeypatch)


_pbkdf2 = cache(hashlib.pbkdf2_hmac)


@pytest.fixture
def real_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys as they are, for files that others made or open; each worked out once for all tests."""
    monkeypatch.setattr(hashlib, "pbkdf2_hmac", _pbkdf2)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the journal file will be; neither it nor its folder is there yet."""
    return tmp_path / "journal" / "journal.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """An empty journal."""
    with closing(open_store(path)) as store:
        yield store


@pytest.fixture(params=[None, PASSPHRASE], ids=["plain", "encrypted"])
def passphrase(request: pytest.FixtureRequest) -> str | None:
    """None, then the one of an encrypted journal."""
    passphrase: str | None = request.param
    return passphrase


@pytest.fixture
def journal(path: Path, passphrase: str | None) -> Iterator[Store]:
    """A journal with one moment in it, `a`, about the kitchen."""
    with closing(open_store(path, passphrase=passphrase)) as store:
        keep(store, "a", note="the kitchen")
        yield store
