"""A screen is drawn once for all that was laid out, a whole one in turns; who is shown is told its size."""

import asyncio
from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from textual._compositor import Compositor
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Static

from companion.journal import Journal
from companion.tui import drawing_in_turns
from companion.tui.app import CompanionApp
from companion.tui.compositor import RowCompositor
from companion.tui.lean_drawing import LeanApp
from tests.tui.screen import text_of

IN_TIME, RENDER_UPDATE = drawing_in_turns._draw_in_time, Compositor.render_update
"""As they are; in tests of the panes little is drawn."""


async def test_what_is_laid_out_again_before_anybody_sees_it_is_drawn_once(
    demo_journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    render_update = Compositor.render_update

    def noted(compositor: Compositor, **given: Any) -> Any:
        drawn.append("drawn")
        return render_update(compositor, **given)

    monkeypatch.setattr(Compositor, "render_update", noted)
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        drawn.clear()
        title = app.screen.query_one("#title", Static)
        for words in ("One", "Two", "Three"):
            title.update(words)
            app.screen._refresh_layout()
        app.screen.refresh()
        assert drawn == []
        while not drawn:
            await asyncio.sleep(0)
        assert drawn == ["drawn"] and "Three" in text_of(app)
        drawn.clear()
        app.screen._refresh_layout()
        await app.screen._invoke_and_clear_callbacks()
        assert drawn, "what is called after a refresh finds it drawn"


async def test_others_go_on_while_all_of_a_pane_is_drawn(
    demo_journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing_in_turns, "_TURN", 0)
    monkeypatch.setattr(drawing_in_turns, "_draw_in_time", IN_TIME)
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        drawn: list[int] = []
        render_update = Compositor.render_update

        def noted(compositor: Compositor, **given: Any) -> Any:
            drawn.append(turns)
            return render_update(compositor, **given)

        monkeypatch.setattr(Compositor, "render_update", noted)
        turns = 0
        app.screen.refresh()
        drawing_in_turns._draw_soon(app.screen)
        while not drawn:
            await asyncio.sleep(0)
            turns += 1
        compositor = app.screen._compositor
        assert isinstance(compositor, RowCompositor) and drawn[0] > len(compositor.in_sight)


class Broken(Static):
    """It can be laid out, and not drawn."""

    def render_line(self, y: int) -> Strip:
        raise ZeroDivisionError("cannot be drawn")


class Coloured(LeanApp):
    """In the theme that is Textual's own."""

    def __init__(self) -> None:
        super().__init__()
        self.rules.set_variables(self.get_css_variables())


class OneBroken(Coloured):
    def compose(self) -> ComposeResult:
        yield Broken("words")


@pytest.mark.parametrize("way", [drawing_in_turns._draw_now, IN_TIME])
async def test_what_cannot_be_drawn_ends_the_program_with_a_report(
    monkeypatch: pytest.MonkeyPatch, way: Callable[[Screen[Any]], None]
) -> None:
    monkeypatch.setattr(Compositor, "render_update", RENDER_UPDATE)
    monkeypatch.setattr(drawing_in_turns, "_draw_in_time", way)
    with pytest.raises(ZeroDivisionError, match="cannot be drawn"):
        async with OneBroken().run_test() as pilot:
            await pilot.pause()


class Shown(Static):
    """Notes each size that it is told."""

    told: ClassVar[list[Size]] = []

    def on_resize(self, event: Resize) -> None:
        self.told.append(event.size)


class OneHidden(Coloured):
    CSS = "#tall { height: 90; } Shown { height: 3; }"

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static("words", id="tall")
            yield Shown("more words")


async def test_what_comes_into_sight_is_told_its_size_whoever_asked_where_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Shown, "told", [])
    async with OneHidden().run_test(size=(40, 10)) as pilot:
        shown, scroll = pilot.app.query_one(Shown), pilot.app.query_one(VerticalScroll)
        shown.display = False
        await pilot.pause()
        Shown.told.clear()
        scroll.scroll_to(y=5, animate=False, immediate=True)
        await pilot.pause()
        shown.display = True
        assert shown.region.height == 3, "somebody asks"
        await pilot.pause()
        assert [size.height for size in Shown.told] == [3]
        scroll.scroll_to(y=6, animate=False, immediate=True)
        await pilot.pause()
        shown.styles.height = 5
        assert shown.region, "again"
        await pilot.pause()
        assert [size.height for size in Shown.told] == [3, 5]


class Loading(Static):
    """It is laid out together with another widget while it has not come to its own turn."""

    rows = 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self.rows

    async def on_click(self) -> None:
        self.refresh(layout=True)
        self.app.query_one("#title", Static).update("a title\nof two lines")
        while self.size.height == 0 or self.region.y == 1:
            await asyncio.sleep(0)
        self.rows = 5
        self.refresh(layout=True)


class Titled(Coloured):
    CSS = "Loading { height: auto; }"

    def compose(self) -> ComposeResult:
        yield Static("a title", id="title")
        yield Loading()


async def test_what_asks_to_be_laid_out_once_more_is_as_high_as_it_is_by_then() -> None:
    app = Titled()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.click(Loading)
        await pilot.pause()
        assert app.query_one(Loading).size.height == 5
