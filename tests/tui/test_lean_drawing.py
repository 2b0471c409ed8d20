"""What was drawn is let go of as soon as nobody shows it, and looks as Textual draws it."""

import gc
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.cache import LRUCache
from textual.color import Color
from textual.dom import DOMNode
from textual.screen import Screen
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget
from textual.worker import get_current_worker

from companion.journal import Journal
from companion.tui.app import CompanionApp
from companion.tui.lean_drawing import LeanApp, draw_leanly
from companion.tui.widgets.navigation import Navigation
from companion.tui.widgets.timeline import TimelineList
from tests.tui.screen import text_of


@pytest.fixture
def no_collector() -> Iterator[None]:
    """Nothing is freed but what nobody holds."""
    draw_leanly()
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def rows_saying(words: str) -> int:
    """How many drawn rows there are with these words in them."""
    return sum(isinstance(each, Strip) and words in each.text for each in gc.get_objects())


def test_a_row_goes_with_the_last_one_who_shows_it_however_it_was_cut(no_collector: None) -> None:
    row = Strip([Segment("kept in "), Segment("pieces")])
    assert [piece.text for piece in row.divide([14])] == ["kept in pieces"]
    assert [piece.text for piece in row.divide([8, 14, 20])] == ["kept in ", "pieces"]
    assert row.crop(0, 4).text == "kept" and row.adjust_cell_length(16).text == "kept in pieces  "
    assert row.crop(0, 4) is row.crop(0, 4)
    assert rows_saying("pieces")
    del row
    assert rows_saying("pieces") == 0


def test_the_colours_around_a_widget_hold_on_to_none_of_its_rows(no_collector: None) -> None:
    store = StylesCache()
    below, ground = Color(0, 0, 0), Color(200, 100, 0, 0.5)
    inner, outer = store.get_inner_outer(below, ground)
    assert (inner.background, outer.background) == (below + ground, below)
    store._cache[0] = Strip([Segment("kept by its colours")])
    del store
    assert rows_saying("kept by its colours") == 0


def test_what_stood_in_a_store_goes_when_it_is_emptied(no_collector: None) -> None:
    store: LRUCache[int, Strip] = LRUCache(3)
    for number in range(5):
        store[number] = Strip([Segment(f"kept in store {number}")])
    store.clear()
    assert rows_saying("kept in store") == 0 and not store
    store[7] = Strip([Segment("another")])
    assert [*store.keys()] == [7] and store.get(7) == Strip([Segment("another")])


async def test_parts_of_widgets_have_the_style_that_new_ones_would_have(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(100, 30)) as pilot:
        seen = 0
        for name in Navigation.PANES:
            await app.action_pane(name.lower())
            await pilot.press("down", "tab", "down")
            app.theme = "paper" if app.theme == "dusk" else "dusk"
            await pilot.pause()
            for widget in app.screen.walk_children(Widget):
                for name, styles in widget._component_styles.items():
                    new = DOMNode(classes=name)
                    new._attach(widget)
                    app.stylesheet.apply(new)
                    assert styles.base.get_rules() == new.styles.base.get_rules(), (widget, name)
                    seen += 1
        assert seen > 100


async def test_a_sheet_that_is_closed_leaves_none_of_its_rows(
    demo_journal: Journal, no_collector: None
) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        words = "as you can do so safely"
        assert words in text_of(app) and rows_saying(words)
        await pilot.press("escape")
        await pilot.pause()
        assert words not in text_of(app)
        assert rows_saying(words) == 0


async def test_a_pane_that_comes_in_is_drawn_no_oftener_than_it_shows_something_new(
    demo_journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        today = app.screen
        laid_out: list[Screen[Any]] = []
        refresh_layout = Screen._refresh_layout

        def noted(screen: Screen[Any], *given: Any, **named: Any) -> None:
            laid_out.append(screen)
            refresh_layout(screen, *given, **named)

        monkeypatch.setattr(Screen, "_refresh_layout", noted)
        await app.action_pane("mood")
        await pilot.pause()
        assert today not in laid_out, "the pane that is left is not laid out anew"
        assert app.screen._css_update_count == app._css_update_count, "its styles are those there are"


class Counted:
    """What a worker finds."""


def in_a_function() -> Counted:
    assert not get_current_worker().is_cancelled
    return Counted()


async def in_a_coroutine() -> Counted:
    return in_a_function()


class Plain(LeanApp):
    """In the theme that is Textual's own."""

    def __init__(self) -> None:
        super().__init__()
        self.rules.set_variables(self.get_css_variables())


@pytest.mark.parametrize("work", [in_a_function, in_a_coroutine])
async def test_a_thread_holds_on_to_nothing_that_ran_in_it(work: Callable[[], Any]) -> None:
    async with Plain().run_test() as pilot:
        found = await pilot.app.run_worker(work, thread=True).wait()
        assert isinstance(found, Counted)
        there = weakref.ref(found)
        del found
        await pilot.pause()
        gc.collect()
        assert there() is None


async def test_a_bar_is_drawn_when_it_shows_another_place_and_not_at_every_layout(
    demo_journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = CompanionApp(demo_journal, pane="reflections")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        rows = app.screen.query_one(TimelineList)
        bar, drawn = rows.vertical_scrollbar, []
        refresh = ScrollBar.refresh

        def noted(bar: ScrollBar, *given: Any, **named: Any) -> ScrollBar:
            drawn.append(bar)
            return refresh(bar, *given, **named)

        monkeypatch.setattr(ScrollBar, "refresh", noted)
        app.screen._refresh_layout()
        assert not drawn
        before = bar.position, bar.window_size, bar.window_virtual_size
        rows.scroll_to(y=5, animate=False)
        await pilot.pause()
        assert drawn and bar.position == 5
        drawn.clear()
        await pilot.resize_terminal(100, 24)
        await pilot.pause()
        assert bar in drawn and bar.window_size == rows.container_size.height < before[1]
        drawn.clear()
        rows.clear_options()
        rows.add_options(["one"] * 60)
        text_of(app)
        await pilot.pause()
        assert bar in drawn and bar.window_virtual_size == 60
