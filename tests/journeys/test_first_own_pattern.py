"""A newcomer in the made-up diary: from its first screen to a first pattern of the other seat."""

from companion.journal import Journal
from companion.tui.app import CompanionApp
from tests.tui.screen import text_of
from tests.tui.waiting import type_in


async def test_from_the_first_screen_to_a_pattern_of_the_other_seat(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "5 Patterns" in text_of(app)  # the row of panes names the place
        await pilot.press("5", "end")
        await pilot.pause()
        assert "+ A pattern of your own" in text_of(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "When this happened" in text_of(app) and "Then came" in text_of(app)
        await type_in(pilot, "Space, then back")
        await pilot.press("tab")
        await type_in(pilot, "robin: asked for space")
        assert "Robin: Asked for space" in text_of(app)
        await pilot.press("enter", "tab")
        await type_in(pilot, "gave them")
        await pilot.press("enter", "ctrl+l")
        await pilot.pause()
        own = demo_journal.vocabulary.patterns["my_space_then_back"]
        assert (own.antecedents, own.responses) == (("PB:pb_asked_space",), ("R:gave_room",))
        await pilot.press("home")
        assert "my_space_then_back" in app.screen._pages  # type: ignore[attr-defined]
    assert any(finding.pattern == "my_space_then_back" for finding in demo_journal.insight.patterns())
