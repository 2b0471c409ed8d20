"""Going about the panes leaves nothing behind: no widget that is gone stays alive."""

import gc
import weakref
from collections import Counter
from collections.abc import Container

from textual.widget import Widget
from textual.widgets import TextArea

from companion.journal import Journal
from companion.tui.app import CompanionApp
from companion.tui.widgets.navigation import Navigation

SHEETS = {"today": ("e", "s"), "reflections": ("w",), "patterns": ("w", "enter"), "week": ("enter",)}
"""Keys that open something over a pane."""


async def test_an_evening_over_all_panes_and_what_opens_over_them_leaves_no_widget_alive(
    demo_journal: Journal,
) -> None:
    of_other_tests = weakref.WeakSet(all_widgets())
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        for name in Navigation.PANES * 2:
            await app.action_pane(name.lower())
            await pilot.press("down", "down")
            for key in (*SHEETS.get(name.lower(), ()), "question_mark", "comma", "f2", "f6", "ctrl+p"):
                await pilot.press(key)
                await pilot.pause()
                while len(app.screen_stack) > 1:
                    await app.pop_screen()
                await pilot.pause()
        await app.action_pane("reflections")
        await pilot.press("v", "down", "v", "down", "v", "slash", *"late", "escape", "escape")
        await app.action_pane("today")
        await pilot.press("n", *"late", "escape")
        await pilot.pause()
        assert gone_but_alive(but=of_other_tests) == Counter()
        assert [node for node in listening(app) if not node.is_attached] == []


def all_widgets() -> list[Widget]:
    """Every widget there is in the process, after a collection."""
    gc.collect()
    return [each for each in gc.get_objects() if isinstance(each, Widget)]


def gone_but_alive(*, but: Container[Widget]) -> Counter[str]:
    """What was removed and something still holds, by its class; ``but``: what was there before the test."""
    return Counter(type(each).__name__ for each in all_widgets() if not each.is_attached and each not in but)


def listening(app: CompanionApp) -> list[Widget]:
    """Every field that hears of the app's theme: one that is gone would go on hearing of it."""
    watchers = getattr(app, "__watchers", {}).values()
    return [node for each in watchers for node, *_ in each if isinstance(node, TextArea)]
