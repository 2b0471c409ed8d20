"""The settings sheet: opened, changed, kept; what cannot be is said at its field."""

from collections.abc import Iterator

import pytest
from textual.widgets import Input

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.system.configuration import load_configuration
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.screens.preferences import PreferencesScreen
from tests.tui.screen import text_of


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["slow_reply"])
        yield journal


async def test_a_name_pronouns_and_days_are_kept(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.action_preferences()
        await pilot.pause()
        await pilot.press(*"Kim", "tab")
        for name, value in (("pronouns", "xe/xem/xyr"), ("day_start", "5:30")):
            app.screen.query_one(f"#{name} Input", Input).value = value
        await pilot.press("tab", "tab", *"sund", "enter", "tab", "3", "ctrl+l")
        await pilot.pause()
        assert not isinstance(app.screen, PreferencesScreen)
    kept = journal.settings
    assert (kept.partner_name, kept.pronouns, kept.day_start, kept.week_start) == (
        "Kim", "xe/xem/xyr", "05:30", "sunday",
    )  # fmt: skip
    assert load_configuration(journal.places.config_file).date_format == "iso"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("pronouns", "it", "xe/xem/xyr"), ("day_start", "25:00", "day_start")],
)
async def test_what_cannot_be_is_said_at_its_field_and_nothing_is_kept(
    journal: Journal, field: str, value: str, said: str
) -> None:
    before = journal.settings
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.action_preferences()
        await pilot.pause()
        await pilot.press(*"Kim")
        app.screen.query_one(f"#{field} Input", Input).value = value
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert isinstance(app.screen, PreferencesScreen)
        refused = app.screen.query_one(f"#{field}-refused")
        assert refused.display
        assert said in str(refused.render())
        assert journal.settings == before
        await pilot.press("escape")
        await pilot.pause()
    assert journal.settings == before


async def test_the_palette_offers_the_settings(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+p", *"settings")
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "Pronouns" in text_of(app)
