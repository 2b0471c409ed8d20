"""Whole use, with every way to a network shut: the journeys run as ever."""

import socket
from typing import Any

import pytest

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.paths import Places
from companion.tui.app import CompanionApp
from tests.journeys import test_a_week
from tests.tui.screen import text_of


class Refused(Exception):
    """Something wanted to reach a network."""


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Sockets to a network are refused, and names are not looked up; the families asked for.

    asyncio's own pair of Unix sockets, over which a loop wakes itself, stays.
    """
    asked: list[int] = []
    real = socket.socket.__init__

    def init(self: socket.socket, family: int = -1, *more: Any, **kept: Any) -> None:
        asked.append(family)
        if family != socket.AF_UNIX and kept.get("fileno") is None and (len(more) < 3 or more[2] is None):
            raise Refused(f"a socket of the family {family}")
        real(self, family, *more, **kept)

    def refuse(*_args: Any, **_kept: Any) -> Any:
        raise Refused("a name was looked up")

    monkeypatch.setattr(socket.socket, "__init__", init)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    return asked


async def test_a_week_needs_no_network(no_network: list[int], places: Places) -> None:
    with pytest.raises(Refused):
        socket.socket()
    with pytest.raises(Refused):
        socket.create_connection(("localhost", 80))
    no_network.clear()
    await test_a_week.test_a_week_of_evenings_and_the_letter_on_sunday(places)
    assert [family for family in no_network if family != socket.AF_UNIX] == []


async def test_every_pane_and_page_needs_no_network(
    no_network: list[int], places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["affection_received"], note="[a](https://example.org) https://example.org")
        app = CompanionApp(journal)
        async with app.run_test(size=(100, 30)) as pilot:
            for key in ("2", "3", "enter", "escape", "4", "5", "6", "f1", "escape", "f2", "escape", "f3"):
                await pilot.press(key)
                await pilot.pause()
                assert text_of(app).strip()
    assert [family for family in no_network if family != socket.AF_UNIX] == []
