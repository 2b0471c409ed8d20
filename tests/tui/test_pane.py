"""Going from pane to pane: what is in sight has the styles it would have if it was made now."""

from typing import Any

import pytest
from textual.app import App
from textual.css.styles import RulesMap
from textual.dom import DOMNode
from textual.events import AppBlur, AppFocus
from textual.pilot import Pilot
from textual.widget import Widget

from companion.journal import Journal
from companion.tui.app import CompanionApp
from companion.tui.pane import Pane
from companion.tui.rules import ParsedOnce
from tests.tui.journals import demo_file, demo_journal

__all__ = ["demo_file", "demo_journal"]

PANES = "123456"


async def drawn(app: App[str], pilot: Pilot[str]) -> list[list[str]]:
    """The style of each cell of the screen; drawing tells a list how long it is, and so its scrollbar."""
    app.screen._compositor.render_strips()
    await pilot.pause()
    strips = app.screen._compositor.render_strips()
    return [[str(each.style) for each in strip for _ in range(each.cell_length)] for strip in strips]


async def test_back_in_a_pane_after_another_theme_was_taken_it_has_its_colours(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*PANES)
        for theme in ("paper", "textual-light", "dusk"):
            app.theme = theme
            await pilot.pause()
            for pane in PANES:
                await pilot.press(pane)
                await pilot.pause()
                seen = await drawn(app, pilot)
                app.screen.update_node_styles(animate=False)
                await pilot.pause()
                assert seen == await drawn(app, pilot), (theme, pane)
        # A theme is mostly taken in a sheet that lies over a pane.
        await pilot.press("1", "comma")
        app.theme = "paper"
        await pilot.press("escape")
        await pilot.pause()
        seen = await drawn(app, pilot)
        app.screen.update_node_styles(animate=False)
        await pilot.pause()
        assert seen == await drawn(app, pilot)


async def test_back_in_a_pane_after_the_terminal_lost_the_focus_or_was_resized_it_has_its_styles(
    demo_journal: Journal,
) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*PANES)
        for change in (AppBlur(), AppFocus(), (60, 20), (120, 40)):
            if isinstance(change, tuple):
                await pilot.resize_terminal(*change)
            else:
                app.post_message(change)
            await pilot.pause()
            for pane in PANES:
                await pilot.press(pane)
                await pilot.pause()
                seen = await drawn(app, pilot)
                app.screen.update_node_styles(animate=False)
                await pilot.pause()
                assert seen == await drawn(app, pilot), (change, pane)


@pytest.fixture
def styled(monkeypatch: pytest.MonkeyPatch) -> list[DOMNode]:
    """The nodes that were given their styles, in turn."""
    given: list[DOMNode] = []
    apply = ParsedOnce.apply

    def noted(
        sheet: ParsedOnce, node: DOMNode, *, animate: bool = False, cache: dict[Any, RulesMap] | None = None
    ) -> None:
        given.append(node)
        apply(sheet, node, animate=animate, cache=cache)

    monkeypatch.setattr(ParsedOnce, "apply", noted)
    return given


async def test_going_back_gives_hardly_any_widget_its_styles_anew(
    demo_journal: Journal, styled: list[DOMNode]
) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*PANES, *PANES)
        await pilot.pause()
        for pane in PANES:
            styled.clear()
            await pilot.press(pane)
            await pilot.pause()
            assert len(styled) < len(list(app.screen.walk_children())) / 2, pane


async def test_a_pane_or_sheet_that_comes_in_leaves_the_one_in_sight_its_styles(
    demo_journal: Journal, styled: list[DOMNode]
) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        for key in (*PANES[1:], "comma"):
            before = [*app.screen.walk_children()]
            styled.clear()
            await pilot.press(key)
            await pilot.pause()
            again = {*before} & {*styled}
            assert len(again) <= 1, (key, again)  # what had the focus
            if isinstance(app.screen, Pane):
                once = [node for node in styled if isinstance(node, Widget)]
                assert len(once) < 2 * len(list(app.screen.walk_children())), key
