"""The line of keys at the bottom changes its text in place, and its keys can be clicked."""

import gc

from textual.widget import Widget

from companion.journal import Journal
from companion.tui.app import CompanionApp
from companion.tui.screens.help import HelpScreen
from companion.tui.widgets.key_hints import KeyHints


def words(app: CompanionApp) -> str:
    return app.screen.query_one(KeyHints).render().plain


async def test_it_names_the_keys_of_the_pane_and_of_what_has_the_focus(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "n Log" in words(app)
        await pilot.press("n")
        await pilot.pause()
        assert "Save" in words(app) and "n Log" not in words(app)


async def test_where_there_is_little_room_help_stays(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert words(app).endswith("t Worry  f1 Help ")
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert "Worry" not in words(app) and words(app).endswith("f1 Help ")
        await pilot.resize_terminal(30, 20)
        await pilot.pause()
        assert words(app).startswith(" n Log") and words(app).endswith("f1 Help ")
        place = words(app).index("f1 Help")
        await pilot.click(KeyHints, offset=(place + 2, 0))
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)


async def test_a_key_that_is_clicked_is_pressed(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        hints = app.screen.query_one(KeyHints)
        place = words(app).index("n Log")
        await pilot.hover(KeyHints, offset=(place + 2, 0))
        assert hints.tooltip == "Log a moment"
        await pilot.click(KeyHints, offset=(place + 2, 0))
        await pilot.pause()
        assert "Save" in words(app)


async def test_going_from_pane_to_pane_leaves_no_keys_behind(demo_journal: Journal) -> None:
    """Textual's footer leaves widgets alive at every change (Textualize/textual issue 6666)."""
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(80, 24)) as pilot:
        alive = []
        for _round in range(3):
            for key in "123456":
                await pilot.press(key)
                await pilot.pause()
            gc.collect()
            alive.append(sum(isinstance(one, Widget) for one in gc.get_objects()))
        assert alive[0] == alive[1] == alive[2]
