"""What every test stands on: a clock standing still, a place of its own, nothing of the machine around it."""

import gc
import os
import socket
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings

from companion.model.clock import Clock, fixed_clock
from companion.system.paths import Places

ZONE = "Europe/Berlin"
SUNDAY_EVENING = datetime(2026, 3, 1, 21, 40, tzinfo=ZoneInfo(ZONE))

# A shared machine is sometimes slow, so no deadlines. CI tries the same examples on every run; a deep run
# (`make test-deep`) tries many more of them, for as long as it takes.
settings.register_profile("quick", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.register_profile("deep", deadline=None)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "quick")
settings.load_profile(PROFILE)

DEEP = PROFILE == "deep"
"""Whether there is time for everything."""

DEEPER = 20
"""How many times as many examples there are then."""


def examples(quick: int) -> settings:
    """``@examples(25)``: so many examples of a property in everyday runs, and far more in deep ones."""
    return settings(max_examples=quick * (DEEPER if DEEP else 1))


# What a person may have set in their shell and a test must not notice.
_SHELL = (
    *("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "EDITOR", "VISUAL", "PYTHONPATH"),
    "COMPANION_JOURNAL",
)


def pytest_collection_finish() -> None:
    """What was imported stays; going through it for garbage over and over takes longer than many a test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture
def clock() -> Clock:
    """Sunday 2026-03-01, 21:40 in Berlin, standing still."""
    return fixed_clock(SUNDAY_EVENING, ZONE)


class Hands:
    """A clock whose hands a test can move; it begins on that Sunday evening."""

    def __init__(self) -> None:
        self.at = SUNDAY_EVENING
        self.clock = Clock(read=lambda: self.at, zone=ZONE)


@pytest.fixture
def hands() -> Hands:
    """A clock to be moved, for a journal opened with ``hands.clock``."""
    return Hands()


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A folder for one journal and its configuration, not made yet."""
    folder = tmp_path / "companion"
    return Places(data=folder, config=folder)


@pytest.fixture(autouse=True)
def away_from_home(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """No test reads or writes the person's own journal, configuration or time zone."""
    home = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    own = tmp_path_factory.mktemp("own")
    monkeypatch.setenv("HOME", str(home))
    # The panes drop these; the snapshots that come after them in this process need them again.
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        monkeypatch.setenv(name, os.environ[name])
    monkeypatch.setenv("COMPANION_HOME", str(own / "companion"))
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(own / name.lower()))
    for name in _SHELL:
        monkeypatch.delenv(name, raising=False)
    with monkeypatch.context() as zone:
        zone.setenv("TZ", ZONE)
        time.tzset()
        yield
    time.tzset()


class Refused(Exception):
    """Something wanted to reach a network."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sockets to a network are refused, and names are not looked up.

    asyncio's own pair of Unix sockets, over which a loop wakes itself, stays.
    """
    real = socket.socket.__init__

    def init(self: socket.socket, family: int = -1, *more: Any, **kept: Any) -> None:
        if family != socket.AF_UNIX and kept.get("fileno") is None and (len(more) < 3 or more[2] is None):
            raise Refused(f"a socket of the family {family}")
        real(self, family, *more, **kept)

    def refuse(*_args: Any, **_kept: Any) -> Any:
        raise Refused("a name was looked up")

    monkeypatch.setattr(socket.socket, "__init__", init)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
