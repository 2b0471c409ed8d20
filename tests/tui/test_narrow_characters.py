"""For a terminal that draws dots, lines and blocks two cells wide: plain letters in their place."""

import unicodedata

from companion.journal import Journal
from companion.system.configuration import Configuration, load_configuration
from companion.tui.app import CompanionApp
from tests.tui.settings import open_settings

USUAL = Configuration()
WIDE = Configuration(ambiguous="wide")


def drawn(app: CompanionApp) -> list[str]:
    """The lines as they go to the terminal."""
    screen = app.screen
    return ["".join(segment.text for segment in line) for line in screen._compositor.render_strips()]


def doubtful(lines: list[str]) -> set[str]:
    """The characters that an East Asian terminal may draw two cells wide."""
    return {letter for line in lines for letter in line if unicodedata.east_asian_width(letter) == "A"}


async def test_no_pane_draws_a_character_of_doubtful_width(demo_journal: Journal) -> None:
    usual = {}
    for configuration in (USUAL, WIDE):
        app = CompanionApp(demo_journal, configuration=configuration)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            for key in ("1", "2", "3", "c", "v", "4", "5", "6"):
                await pilot.press(key)
                await pilot.pause()
                lines = drawn(app)
                assert {len(line) for line in lines} == {120}
                if configuration is USUAL:
                    usual[key] = doubtful(lines)
                    assert usual[key], key
                else:
                    assert doubtful(lines) == set(), key


async def test_it_is_set_in_settings_and_seen_at_once(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot, "ambiguous")
        await pilot.press("enter", "2")
        await pilot.pause()
        assert load_configuration(demo_journal.places.config_file).ambiguous == "wide"
        assert doubtful(drawn(app)) == set()
        await pilot.press("u")
        await pilot.pause()
        assert load_configuration(demo_journal.places.config_file).ambiguous == "narrow"
        assert "─" in doubtful(drawn(app))
