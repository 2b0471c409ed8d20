"""The line of keys at the bottom changes its text in place, and its keys can be clicked."""

import gc

from rich.cells import cell_len
from textual.widget import Widget
from textual.widgets import Input

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


async def test_five_keys_stand_at_the_left_and_the_ways_to_everything_at_the_right(
    demo_journal: Journal,
) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(80, 24)) as pilot:
        for width, most in ((200, 7), (100, 7), (99, 5), (80, 5)):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            line = words(app)
            assert line.startswith("n Log   ") and line.endswith("   ^p All actions   ? Help")
            left, right = app.screen.query_one(KeyHints).shown
            assert 3 <= len(left) <= most and len(right) == 2
            assert cell_len(line) == width - 4


async def test_where_there_is_little_room_the_words_at_the_right_go_last(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert words(app).startswith("n Log   ") and words(app).endswith("^p All actions   ? Help")
        await pilot.resize_terminal(40, 20)
        await pilot.pause()
        assert words(app).startswith("n Log   ") and words(app).endswith("^p All actions   ? Help")
        await pilot.resize_terminal(30, 20)
        await pilot.pause()
        assert words(app).startswith("n Log") and words(app).endswith("  ^p   ?")
        await pilot.click(KeyHints, offset=(2 + words(app).index("?"), 0))
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)


async def test_enter_is_a_word_and_question_mark_types_in_a_field(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal, pane="reflections")
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.pause()
        assert "enter" in words(app) and "⏎" not in words(app)
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("question_mark", "slash", "question_mark")
        assert app.screen.query_one(Input).value == "?"
        await pilot.press("f1")
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
