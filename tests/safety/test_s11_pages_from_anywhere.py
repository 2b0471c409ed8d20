"""S-11: the safety and crisis pages open with one key from every pane and over whatever lies on it.

Before unlocking: tests/tui/test_lock.py. Without a journal: test_s13_phrase_check.py.
"""

import pytest

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.screens.safety_page import SafetyPageScreen

PLACES = {
    "today": ["", "n a", "up e", "f1", "ctrl+p"],
    "mood": ["", "enter x"],
    "reflections": ["", "slash x", "c", "down down t"],
    "week": ["", "t", "enter"],
    "patterns": ["", "o", "enter enter"],
    "library": ["", "slash x", "f2 e"],
}
"""Keys that lead on from a pane: into a field, to a sheet over it, to a page behind it."""


@pytest.mark.parametrize("pane", PLACES)
async def test_s11_both_pages_open_here_and_the_key_or_escape_leads_back(pane: str, rich: Journal) -> None:
    app = CompanionApp(rich, pane=pane)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for keys in PLACES[pane]:
            await pilot.press(*keys.split())
            await pilot.pause()
            here = app.screen
            await pilot.press("f2")
            await pilot.pause()
            assert isinstance(app.screen, SafetyPageScreen), keys
            assert app.screen.card_id == "card_safety"
            await pilot.press("f3")
            await pilot.pause()
            assert isinstance(app.screen, SafetyPageScreen), keys
            assert app.screen.card_id == "card_crisis"
            await pilot.press("f3")
            await pilot.pause()
            assert app.screen is here, keys
            await pilot.press("escape", "escape", "escape")
            await pilot.pause()
            assert len(app.screen_stack) == 1, keys


async def test_s11_at_the_very_first_screen(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        app = CompanionApp(journal)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press("f2")
            await pilot.pause()
            assert isinstance(app.screen, SafetyPageScreen)
