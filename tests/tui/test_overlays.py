"""What lies over a pane: help for each, its keys, the focus in sight, nothing left behind."""

import gc
import random
import re
from collections import Counter
from pathlib import Path

import pytest
from textual._styles_cache import StylesCache
from textual.cache import LRUCache
from textual.dom import DOMNode
from textual.geometry import Size
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, TextArea

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.overlay import Overlay
from companion.tui.pane import is_in_sight
from companion.tui.screens.help import HelpScreen
from companion.tui.widgets.picker import Picker
from tests.conftest import DEEP
from tests.tui.overlays import OVERLAYS, all_overlays, open_overlay
from tests.tui.screen import text_of
from tests.tui.waiting import type_in, until


def test_the_list_has_every_sheet_and_each_says_what_it_is_for_in_a_few_sentences() -> None:
    kinds = all_overlays()
    assert sorted(OVERLAYS) == sorted(kinds)
    for name, kind in kinds.items():
        sentences = re.findall(r"[.?!](?=\s|$)", kind.HELP.strip())
        assert 2 <= len(sentences) <= 6, name


async def test_whatever_kept_its_drawing_each_of_several_sheets_lies_over_the_one_below(
    demo_journal: Journal,
) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(3):
            app.push_screen(HelpScreen(app.screen))
            await pilot.pause()
        over = app.screen_stack[1:]
        for again in range(2 ** len(over)):
            for number, screen in enumerate(over):
                screen._styles_cache.clear()
                screen._render_cache = screen._render_cache._replace(size=Size(0, 0))
                if again >> number & 1:
                    screen._layout_cache.clear()  # this one kept nothing
            assert app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
            below = [getattr(screen._render(), "_renderable", None) for screen in over]
            assert [getattr(each, "screen", None) for each in below] == app.screen_stack[:-1], again


def typed_in(field: Widget | None) -> str:
    """What was typed in a field; nothing for what is none."""
    match field:
        case Input():
            return field.value
        case TextArea():
            return field.text
        case Picker():
            return field.filter
    return ""


async def help_opens_and_closes(app: CompanionApp, pilot: Pilot[object], screen: Overlay[object]) -> None:
    """With F1, and with ``?`` where the last line says so."""
    name, last = type(screen).__name__, text_of(app).splitlines()[-1]
    await pilot.press("f1")
    await pilot.pause()
    assert isinstance(app.screen, HelpScreen), name
    words = re.sub(r"[*_]", "", screen.HELP).split()
    assert " ".join(words[:5]) in " ".join(text_of(app).replace("│", " ").split()), name
    await pilot.press("f1")
    await pilot.pause()
    assert app.screen is screen, name
    field = app.focused
    await pilot.press("question_mark")  # a character where one types, help where the line says so
    await pilot.pause()
    assert isinstance(app.screen, HelpScreen) is last.endswith("? Help"), name
    assert last.endswith("? Help") or "?" in typed_in(field), name
    if app.screen is not screen:
        await pilot.press("question_mark")
        await pilot.pause()
    assert app.screen is screen, name


async def test_on_every_sheet_the_last_line_leads_to_all_actions_and_help(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    sizes = [(200, 50), (80, 24), (60, 20)]
    async with app.run_test(size=sizes[0]) as pilot:
        for name in OVERLAYS:
            screen = await open_overlay(app, pilot, name)
            for size in sizes:
                if app.size != size:
                    await pilot.resize_terminal(*size)
                    await pilot.pause()
                last = text_of(app).splitlines()[-1]
                assert re.search(r"\^p All actions   (\?|f1) Help$", last), (name, last)
                if size == (80, 24):
                    await help_opens_and_closes(app, pilot, screen)
            sizes.reverse()  # another size lays out everything anew: the next sheet begins at this one


async def test_all_actions_over_a_sheet_has_its_keys_and_what_works_over_it(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(80, 24)) as pilot:
        sheet = await open_overlay(app, pilot, "CustomQuestionScreen")
        titles = [row.title for row in app.actions(sheet)]
        assert titles[:1] == ["Save"] and {"Back", "Safety page", "Lock", "Help", "Quit"} < set(titles)
        assert "Log a moment" not in titles and "All actions" not in titles
        await pilot.press("ctrl+p")
        await type_in(pilot, "help")
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, HelpScreen), pilot)
        await pilot.press("escape")
        assert app.screen is sheet


ON_A_SHEET = [
    *"12359asznivxe", "tab", "shift+tab", "up", "down", "left", "right", "home", "end", "pagedown", "enter",
    "space", "backspace", "delete", "asterisk", "f5", "ctrl+l", "slash", "question_mark", "f1", "ctrl+p",
]  # fmt: skip
ENTRIES_NEEDED = {"EditScreen", "StoryScreen"}
"""What opens on an entry, or on the latest moment."""


@pytest.mark.parametrize("full", [True, False], ids=["full", "empty"])
async def test_on_every_sheet_the_focus_is_on_what_can_be_seen_and_used(
    full: bool, demo_journal: Journal, clock: Clock, tmp_path: Path
) -> None:
    chance = random.Random(7)
    elsewhere = Places(data=tmp_path / "other", config=tmp_path / "other")
    with open_journal(elsewhere, clock=clock) as empty:
        empty.drafts.keep("moment", {"note": "so that no welcome is shown"})
        app = CompanionApp(demo_journal if full else empty)
        async with app.run_test(size=(80, 24)) as pilot:
            for name in OVERLAYS if full else sorted({*OVERLAYS} - ENTRIES_NEEDED):
                await open_overlay(app, pilot, name)
                pressed = []
                for _ in range(60 if DEEP else 8):
                    pressed.append(chance.choice(ON_A_SHEET))
                    await pilot.press(pressed[-1])
                    await pilot.pause()
                    assert app.is_running and not app.locked
                    focused, where = app.focused, f"{app.focused} of {app.screen} after {name} {pressed}"
                    assert focused is None or (is_in_sight(focused) and not focused.disabled), where
                    assert focused is not None or not app.screen.focus_chain, where


KEPT = (DOMNode, StylesCache, LRUCache)
"""Widgets and their parts, and what holds rows that were drawn."""


async def test_going_over_all_panes_and_sheets_leaves_no_widget_behind(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(80, 24)) as pilot:
        removed: list[list[str]] = []
        there: list[Counter[str]] = []
        for _round in range(3):
            for name in [*OVERLAYS, "BeginScreen"]:
                await open_overlay(app, pilot, name)
                text_of(app)  # it is drawn
            await app.pop_screen()
            for key in "1234561":
                await pilot.press(key)
                await pilot.pause()
                text_of(app)
            gc.collect()
            widgets = [one for one in gc.get_objects() if isinstance(one, Widget)]
            removed.append(sorted(type(one).__name__ for one in widgets if not one.is_attached))
            there.append(Counter(type(one).__name__ for one in gc.get_objects() if isinstance(one, KEPT)))
            del widgets
        assert removed[0] == removed[1] == removed[2]
        assert there[1] == there[2]
