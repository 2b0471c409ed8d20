"""S-11: the safety and crisis pages open with one key from every pane and over whatever lies on it.

Before unlocking: tests/tui/test_lock.py. Without a journal: test_s13_phrase_check.py.
"""

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.screens.safety_page import SafetyPageScreen

PLACES = {
    "today": ["", "n a", "up e", "f1", "ctrl+p", "f6 2"],
    "mood": ["", "tab x"],
    "reflections": ["", "slash x", "c", "down down t"],
    "week": ["", "t", "enter"],
    "patterns": ["", "o", "enter enter"],
    "library": ["", "slash x", "f2 e"],
}
"""Keys that lead on from a pane: into a field, to a sheet over it, to a page behind it."""


async def test_s11_both_pages_open_everywhere_and_the_key_or_escape_leads_back(rich: Journal) -> None:
    app = CompanionApp(rich)
    async with app.run_test(size=(80, 24)) as pilot:
        for pane, keys in [(pane, keys) for pane, ways in PLACES.items() for keys in ways]:
            await app.action_pane(pane)
            await pilot.press(*keys.split())
            await pilot.pause()
            here = app.screen
            await pilot.press("f2")
            await pilot.pause()
            assert isinstance(app.screen, SafetyPageScreen), (pane, keys)
            assert app.screen.card_id == "card_safety"
            await pilot.press("f3")
            await pilot.pause()
            assert isinstance(app.screen, SafetyPageScreen), (pane, keys)
            assert app.screen.card_id == "card_crisis"
            await pilot.press("f3")
            await pilot.pause()
            assert app.screen is here, (pane, keys)
            await pilot.press("escape", "escape", "escape")
            await pilot.pause()
            assert len(app.screen_stack) == 1, (pane, keys)


async def test_s11_at_the_very_first_screen(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        app = CompanionApp(journal)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press("f2")
            await pilot.pause()
            assert isinstance(app.screen, SafetyPageScreen)
