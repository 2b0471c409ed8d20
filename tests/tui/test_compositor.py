"""What is drawn anew is what is seen of who has changed; nothing else is asked for its rows."""

import random
from typing import Any

import pytest
from rich.cells import cell_len
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual.app import App, ComposeResult
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from companion.tui.compositor import RowCompositor
from tests.tui.waiting import until

RENDER_UPDATE = Compositor.render_update
"""As it is; in tests of the panes little is drawn."""

Cell = tuple[str, str]
"""A character and its style."""


class Boxes(Screen[None]):
    """Boxes in boxes, one that scrolls, and two that lie over others."""

    DEFAULT_CSS = """
    Boxes { layers: below above; }
    #left { width: 14; border: round red; }
    #right { padding: 1 2; background: blue; }
    #scrolled { height: 6; background: green; }
    .over { layer: above; background: yellow; }
    #label { width: 9; height: 3; offset: 8 4; }
    #late { width: 9; height: 3; offset: 2 8; }
    #edge { width: 20; height: 2; offset: 30 9; }
    """

    def __init__(self, compositor: Compositor) -> None:
        super().__init__()
        self._compositor = compositor

    def compose(self) -> ComposeResult:
        with Horizontal():
            with Vertical(id="left"):
                yield Static("one\ntwo wide 世界 signs")
                yield Static("three")
            with Container(id="right"):
                with VerticalScroll(id="scrolled"):
                    for n in range(8):
                        yield Static(f"row {n} of those that scroll")
                yield Static("below")
        yield Static("over\nboth", classes="over", id="label")
        yield Static("over the edge\nof the screen", classes="over", id="edge")


class OneScreen(App[None]):
    def __init__(self, compositor: Compositor) -> None:
        super().__init__()
        self.compositor = compositor

    def get_default_screen(self) -> Screen[None]:
        return Boxes(self.compositor)


def cells(strips: list[Strip]) -> list[list[Cell]]:
    """The rows cell by cell; a wide sign is one, as it is one piece of a row."""
    return [[(sign, str(each.style)) for each in strip for sign in each.text] for strip in strips]


def plain_of(app: App[Any]) -> list[list[Cell]]:
    """The whole screen as Textual's own compositor draws it from the start."""
    theirs, ours = Compositor(), app.screen._compositor
    theirs.reflow(app.screen, ours.size)
    return cells(theirs.render_strips())


async def test_it_draws_what_textual_draws_also_where_boxes_overlap_and_scroll() -> None:
    app = OneScreen(RowCompositor())
    async with app.run_test(size=(44, 14)) as pilot:
        await pilot.pause()
        chance = random.Random(3)
        for _ in range(20):
            app.screen.query_one("#scrolled").scroll_to(y=chance.randint(0, 4), animate=False)
            label = app.screen.query_one("#label")
            label.styles.offset = (chance.randint(-3, 40), chance.randint(-2, 13))
            label.display = chance.random() < 0.8
            await pilot.pause()
            assert cells(app.screen._compositor.render_strips()) == plain_of(app)


class Late(Static):
    """It draws itself narrower and lower than it was laid out, as one that was not told its size yet."""

    def render_lines(self, crop: Region) -> list[Strip]:
        return [strip.crop(0, 5) for strip in super().render_lines(crop)[:2]]


async def test_beside_a_widget_that_draws_less_than_its_place_who_is_behind_it_is_seen() -> None:
    compositor = RowCompositor()
    app = OneScreen(compositor)
    async with app.run_test(size=(44, 14)) as pilot:
        await app.screen.mount(Late("late\nlate\nlate", classes="over", id="late"))
        await pilot.pause()
        assert cells(compositor.render_strips()) == plain_of(app)
        assert isinstance(update := compositor.render_full_update(), LayoutUpdate)
        assert all(strip is not None for row in update.strips for strip in row)


async def test_a_widget_that_comes_goes_or_moves_changes_who_is_seen_where() -> None:
    compositor = RowCompositor()
    app = OneScreen(compositor)
    async with app.run_test(size=(44, 14)) as pilot:
        await pilot.pause()
        before = compositor.rows
        assert compositor.rows is before, "of one layout they are worked out once"
        label = app.screen.query_one("#label")
        assert label in compositor.in_sight
        label.display = False
        await pilot.pause()
        assert compositor.rows is not before and label not in compositor.in_sight
        await pilot.resize_terminal(30, 10)
        await pilot.pause()
        ends = {max(piece.end for part in row for piece in part.seen) for row in compositor.rows}
        assert len(compositor.rows) == 10 and ends == {30}
        compositor.clear()
        assert not compositor.in_sight


async def test_all_is_drawn_where_places_are_found_anew_before_the_next_layout() -> None:
    """Textual does so for a widget that came in since, and keeps where rows were cut before that."""
    compositor = RowCompositor()
    app = OneScreen(compositor)
    async with app.run_test(size=(44, 14)) as pilot:
        await pilot.pause()
        chance = random.Random(9)
        for _ in range(40):
            compositor.render_full_update()  # as it was laid out
            for id in ("#left", "#label", "#edge", "#scrolled"):
                widget = app.screen.query_one(id)
                widget.styles.width, widget.styles.height = chance.randint(3, 40), chance.randint(1, 12)
                widget.styles.offset = (chance.randint(0, 20), chance.randint(0, 6))
            app.screen._clear_arrangement_cache()
            compositor._full_map_invalidated = True
            assert compositor.full_map
            assert isinstance(update := compositor.render_full_update(), LayoutUpdate)
            assert all(strip is not None for row in update.strips for strip in row)
            ends = [max(piece.end for part in row for piece in part.seen) for row in compositor.rows]
            assert ends == [44] * 14
            await pilot.pause()


async def test_a_widget_that_is_gone_is_not_held_by_the_rows_it_stood_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compositor = RowCompositor()
    app = OneScreen(compositor)
    async with app.run_test(size=(44, 14)) as pilot:
        await pilot.pause()
        label = app.screen.query_one("#label")
        assert label in compositor.in_sight
        monkeypatch.setattr(Compositor, "render_update", lambda *_, **__: None)
        await label.remove()
        await pilot.pause()
        assert compositor._rows_of is None and not compositor._rows, "nobody has asked for rows since"


async def test_only_who_is_seen_in_what_has_changed_is_asked_for_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str | None, Region]] = []
    render_lines = Widget.render_lines

    def noted(widget: Widget, crop: Region) -> list[Strip]:
        asked.append((widget.id, crop))
        return render_lines(widget, crop)

    app = OneScreen(RowCompositor())
    async with app.run_test(size=(44, 14)) as pilot:
        await pilot.pause()
        compositor = app.screen._compositor
        scrolled = app.screen.query_one("#scrolled").region
        monkeypatch.setattr(Widget, "render_lines", noted)
        compositor._dirty_regions = {scrolled.crop_size(Size(20, 2))}
        compositor.render_partial_update()
        assert asked and {id for id, _ in asked} == {None}, "the rows that scroll, and no box around them"
        asked.clear()
        compositor._dirty_regions = {app.screen.query_one("#label").region}
        compositor.render_partial_update()
        assert asked == [("label", Region(0, 0, 9, 3))]


class Terminal:
    """What stands in a terminal to which the drawings of a screen are written."""

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []

    def take(self, update: ChopsUpdate | LayoutUpdate) -> None:
        """Write what Textual's ``render_segments`` writes of a drawing, where it does."""
        if isinstance(update, LayoutUpdate):
            self.rows = [by_cell(Strip.join(row)) for row in update.strips]
            return
        for y, begin, end in update.spans:
            for (x, strip), piece_end in zip(update.chops[y].items(), update.chop_ends[y], strict=True):
                if strip is not None and x <= end and piece_end > begin:
                    written = by_cell(strip)[: min(piece_end, end) - x]
                    self.rows[y][x : x + len(written)] = written


def by_cell(strip: Strip) -> list[Cell]:
    """A row cell by cell."""
    return [
        cell
        for each in strip
        for sign in each.text
        for cell in [(sign, str(each.style)), ("", "")][: cell_len(sign)]
    ]


async def test_a_terminal_that_gets_only_what_has_changed_shows_all(monkeypatch: pytest.MonkeyPatch) -> None:
    app = OneScreen(RowCompositor())
    async with app.run_test(size=(44, 14)) as pilot:
        await pilot.pause()
        compositor = app.screen._compositor
        terminal, parts = Terminal(), 0

        def drawn(compositor: Compositor, **given: Any) -> Any:
            nonlocal parts
            update = RENDER_UPDATE(compositor, **given)
            if update is not None:
                terminal.take(update)
                parts += isinstance(update, ChopsUpdate)
            return update

        monkeypatch.setattr(Compositor, "render_update", drawn)
        app.screen.refresh()
        chance = random.Random(5)
        for n in range(30):
            app.screen.query_one("#scrolled").scroll_to(y=chance.randint(0, 3), animate=False)
            part = chance.choice([*app.screen.query(Static)])
            part.update(f"words\nof {n} 世界")
            app.screen.query_one("#label").styles.offset = (chance.randint(-3, 40), chance.randint(-2, 13))
            await until(lambda: terminal.rows == [*map(by_cell, compositor.render_strips())], pilot)
        assert parts >= 29
