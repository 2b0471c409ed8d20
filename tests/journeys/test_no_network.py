"""Every way to a network is shut while the tests run, so that every journey shows that it needs none."""

import socket

import pytest

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from tests.conftest import Refused
from tests.tui.screen import text_of


def test_the_ways_are_shut() -> None:
    with pytest.raises(Refused):
        socket.socket()
    with pytest.raises(Refused):
        socket.create_connection(("localhost", 80))
    with pytest.raises(Refused):
        socket.getaddrinfo("localhost", 80)


async def test_every_pane_and_page_needs_no_network(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["affection_received"], note="[a](https://example.org) https://example.org")
        app = CompanionApp(journal)
        async with app.run_test(size=(100, 30)) as pilot:
            for key in ("2", "3", "enter", "escape", "4", "5", "6", "f1", "escape", "f2", "escape", "f3"):
                await pilot.press(key)
                await pilot.pause()
                assert text_of(app).strip()
