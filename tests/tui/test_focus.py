"""The focus is never on what is hidden: all panes, full and empty, under many keys in any order."""

import random

import pytest
from textual.widgets import Input

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.pane import Pane, is_in_sight
from companion.tui.screens.entry import EditScreen
from tests.conftest import DEEP

KEYS = [
    *"123456", *"nedsxzuUricvgyptfmowabjklhG",
    "asterisk", "slash", "left_square_bracket", "right_square_bracket", "plus", "minus", "enter", "space",
    "tab", "shift+tab", "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "backspace",
    "delete", "f1", "question_mark", "f5", "ctrl+l", "f2", "ctrl+p",
    *["escape"] * 12, *["down"] * 4, *["enter"] * 3,
]  # fmt: skip
PRESSED = 2000 if DEEP else 90
"""Keys on each journal."""


async def walk(app: CompanionApp, seed: int) -> None:
    chance = random.Random(seed)
    pressed: list[str] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for number in range(PRESSED):
            if number % 40 == 20:
                await pilot.resize_terminal(*chance.choice([(60, 20), (80, 24), (120, 40), (200, 50)]))
            pressed.append(chance.choice(KEYS))
            await pilot.press(pressed[-1])
            await pilot.pause()
            assert app.is_running and not app.locked
            pane, focused = app.screen, app.focused
            where = f"{type(pane).__name__}: {focused} after {pressed[-12:]}"
            assert focused is None or is_in_sight(focused), where
            if isinstance(pane, Pane) and focused is None:
                assert pane.home is None, where


@pytest.mark.parametrize("seed", range(20) if DEEP else [1])
async def test_a_walk_over_all_panes_of_a_full_journal(seed: int, demo_journal: Journal) -> None:
    await walk(CompanionApp(demo_journal), seed)


@pytest.mark.parametrize("seed", range(20) if DEEP else [2])
async def test_a_walk_over_all_panes_of_an_empty_journal(seed: int, places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.entries.delete(journal.log(triggers=["slow_reply"]).id)
        await walk(CompanionApp(journal), seed)


async def test_after_the_last_entry_of_a_day_went_the_keys_still_go_somewhere(
    places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["slow_reply"])
        app = CompanionApp(journal)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("d")
            await pilot.pause()
            assert app.focused is None or is_in_sight(app.focused)
            await pilot.press("u", "e")
            await pilot.pause()
            assert isinstance(app.screen, EditScreen)


async def test_from_any_pane_n_logs_and_escape_leads_back_and_slash_finds(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(80, 24)) as pilot:
        for key, pane in (("4", "week"), ("5", "patterns"), ("6", "library"), ("3", "reflections")):
            await pilot.press(key, "n")
            await pilot.pause()
            assert app.current_mode == "today" and app.screen.has_class("-writing")
            await pilot.press("escape")
            await pilot.pause()
            assert app.current_mode == pane
        await pilot.press("1", "n", "escape")
        assert app.current_mode == "today" and not app.screen.has_class("-writing")
        for key in "145":
            await pilot.press(key, "slash")
            await pilot.pause()
            assert app.current_mode == "reflections" and isinstance(app.focused, Input)
            await pilot.press("escape")


@pytest.mark.parametrize("pane", ["4", "5", "6"])
async def test_the_year_a_date_and_a_search_lead_back_to_the_pane_and_its_row(
    pane: str, demo_journal: Journal
) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(pane, "down", "down")
        await pilot.pause()
        here, row = app.current_mode, getattr(app.focused, "highlighted", None)
        for keys in (["c"], ["c", "left", "enter", "escape"], ["g", *"3w", "enter"], ["slash", *"kettle"]):
            if keys[0] == "slash" and here == "library":
                continue  # it finds a page there
            await pilot.press(*keys)
            await pilot.pause()
            assert app.current_mode == "reflections", keys
            await pilot.press("escape")
            await pilot.pause()
            assert app.current_mode == here, keys
            assert getattr(app.focused, "highlighted", None) == row, keys
        await pilot.press("c", "3")  # gone there on purpose, Escape stays there
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert app.current_mode == "reflections"


async def test_a_terminal_made_lower_keeps_the_field_in_use_in_sight(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(80, 50)) as pilot:
        await pilot.press("n", *["tab"] * 9)
        await pilot.pause()
        field = app.focused
        assert field is not None
        for size in ((80, 20), (60, 20), (200, 50), (80, 20)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.focused is field
            assert field.region.height and app.screen.region.contains_region(field.region), size
        demo_journal.drafts.drop("moment")


async def test_narrow_and_wide_and_back_ends_where_it_began(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(120, 40)) as pilot:
        for key in "13456":
            await pilot.press(key, "down", "down")
            await pilot.pause()
            before = (app.focused, getattr(app.focused, "highlighted", None))
            for size in ((60, 20), (200, 50), (120, 40)):
                await pilot.resize_terminal(*size)
                await pilot.pause()
                assert app.focused is None or is_in_sight(app.focused)
            assert (app.focused, getattr(app.focused, "highlighted", None)) == before
