"""S-11: the safety page and the crisis page open with one key, from everywhere, offline.

Every test here runs with sockets refused (tests/conftest.py). Before unlocking: tests/tui/test_locking.py.
"""

from collections.abc import Iterator

import pytest

from companion.demo import demo_contents
from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.screens.card import CardScreen
from tests.tui.screen import text_of

PANES = ("today", "mood", "reflections", "week", "patterns", "library")
PAGES = {"f2": "card_safety", "f3": "card_crisis"}
PLACES = {
    "the form, in a list": ["1", "n"],
    "the form, in a line of text": ["1", "n", *["tab"] * 7, "x"],
    "the form of an entry": ["1", "e"],
    "help": ["f1"],
    "the palette": ["ctrl+p"],
    "a search": ["3", "slash", "x"],
    "a story": ["3", "end", "t", "x"],
    "an experiment": ["4", "t"],
    "behind a pattern": ["5", "enter", "enter"],
    "only with whom": ["5", "o"],
    "finding a page": ["6", "slash", "x"],
    "the other page": ["f3"],
}


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    with open_journal(places, clock=clock) as journal:
        journal.take_in(demo_contents(journal.vocabulary, clock.now(), clock.zone))
        yield journal


@pytest.mark.parametrize("pane", PANES)
async def test_s11_from_every_pane(pane: str, journal: Journal) -> None:
    app = CompanionApp(journal, pane=pane)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key, card in PAGES.items():
            await pilot.press(key)
            await pilot.pause()
            assert journal.vocabulary.cards[card].title in text_of(app)
            await pilot.press("escape")


@pytest.mark.parametrize("place", PLACES)
async def test_s11_from_every_screen_and_every_field(place: str, journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*PLACES[place])
        await pilot.pause(0.1)
        for key in ("f2", "f3"):
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(app.screen, CardScreen), key
            assert app.screen.card_id == PAGES[key]
            await pilot.press("escape")
            await pilot.pause()


async def test_s11_at_the_first_run(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        app = CompanionApp(journal)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press("f2")
            await pilot.pause()
            assert isinstance(app.screen, CardScreen)
