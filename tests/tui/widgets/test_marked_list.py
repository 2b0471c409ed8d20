"""The list of all panes: the chosen row is marked on all its lines, and a tall one is scrolled through."""

from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input
from textual.widgets.option_list import Option

from companion.resources import folder
from companion.tui.themes import DUSK, variables_for
from companion.tui.widgets.links import LinkList
from companion.tui.widgets.marked_list import MarkedList
from tests.tui.screen import text_of

TALL = "\n".join(f"line {n}" for n in range(1, 13))


class OneList(App[None]):
    CSS_PATH = [folder("styles") / "shared.tcss"]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        yield MarkedList(id="list")
        yield Input()

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(DUSK)
        self.theme = "dusk"

    def get_css_variables(self) -> dict[str, str]:
        return variables_for(self.current_theme, super().get_css_variables())

    def on_mount(self) -> None:
        chip = Content.assemble("second ", (" » ", "#2b1a08 on #d9974f"), "\nof two lines")
        rows = [Option("first"), Option(chip), Option(TALL), Option("last")]
        self.query_one(MarkedList).set_options(rows)
        self.query_one(MarkedList).styles.height = 6
        self.query_one(MarkedList).focus()
        self.query_one(MarkedList).highlighted = 1


@pytest.mark.parametrize("kind", [MarkedList, LinkList])
async def test_a_key_for_a_page_waits_for_rows_that_are_not_laid_out_yet(
    kind: type[MarkedList | LinkList],
) -> None:
    app = OneList()
    async with app.run_test(size=(40, 12)) as pilot:
        listing = kind()
        listing.styles.width, listing.styles.height = 0, 6
        await app.mount(listing)
        await pilot.pause()
        listing.set_options([Option(f"row {n}") for n in range(20)])
        listing.highlighted = 1
        for turn in ("page_down", "page_up"):
            await listing.run_action(turn)
            assert listing.highlighted == 1
        listing.styles.width = 30
        await pilot.pause()
        await listing.run_action("page_down")
        assert listing.highlighted == 7


async def test_all_lines_of_the_chosen_row_are_marked_and_a_chip_keeps_its_colours() -> None:
    app = OneList()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        lines = [line[:36].rstrip() for line in text_of(app).splitlines()]
        assert lines[:3] == ["  first", " ▎second  »", " ▎of two lines"]
        strips = app.screen._compositor.render_strips()
        ground = {str(part.style.bgcolor.name) for part in strips[2] if part.style and part.style.bgcolor}
        assert "#292530" in ground
        chip = next(part for part in strips[1] if part.text == " » ")
        assert chip.style is not None and chip.style.bgcolor is not None
        assert chip.style.bgcolor.name == "#d9974f"
        mark = next(part for part in strips[1] if "▎" in part.text)
        assert mark.style is not None and mark.style.color is not None and mark.style.color.name == "#e6a25e"
        await pilot.press("tab")
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        mark = next(part for part in strips[1] if "▎" in part.text)
        assert mark.style is not None and mark.style.color is not None and mark.style.color.name == "#544e60"


async def test_a_row_taller_than_the_list_is_scrolled_through_before_the_next() -> None:
    app = OneList()
    async with app.run_test(size=(40, 12)) as pilot:
        listing = app.query_one(MarkedList)
        await pilot.press("down")
        await pilot.pause()
        assert text_of(app).splitlines()[0][:36].rstrip() == " ▎line 1" and listing.highlighted == 2
        seen = set()
        for _ in range(3):
            seen |= {line[:36].strip(" ▎") for line in text_of(app).splitlines()[:6]}
            await pilot.press("j")
            await pilot.pause()
        assert {f"line {n}" for n in range(1, 13)} <= seen
        assert listing.highlighted == 3
        await pilot.press("up")
        await pilot.pause()
        assert listing.highlighted == 2


async def test_a_step_draws_the_two_rows_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    app = OneList()
    drawn: list[int] = []
    line = MarkedList.render_line

    def noted(self: MarkedList, y: int) -> Strip:
        drawn.append(y)
        return line(self, y)

    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        app.query_one(MarkedList).set_options(["first", "second", "third", "fourth"])
        app.query_one(MarkedList).highlighted = 1
        text_of(app)
        monkeypatch.setattr(MarkedList, "render_line", noted)
        await pilot.press("down")
        await pilot.pause()
        shown = [row[:12].rstrip() for row in text_of(app).splitlines()[:4]]
        assert shown == ["  first", "  second", " ▎third", "  fourth"]
        assert sorted(drawn) == [1, 2]


async def test_a_list_that_is_filled_anew_shows_nothing_of_what_it_held() -> None:
    app = OneList()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        app.query_one(MarkedList).set_options([])
        await pilot.pause()
        assert not "".join(text_of(app).splitlines()[:6]).strip()


async def test_made_narrower_it_knows_its_length_before_it_is_drawn() -> None:
    app = OneList()
    async with app.run_test(size=(60, 12)) as pilot:
        rows = app.query_one(MarkedList)
        rows.set_options([Option("a sentence of a few words that fits one line, or wraps") for _ in range(8)])
        await pilot.pause()
        assert (rows.virtual_size.height, rows.max_scroll_y) == (8, 2)
        await pilot.resize_terminal(34, 12)
        await pilot.pause()
        assert (rows.virtual_size.height, rows.max_scroll_y) == (16, 10)
        assert rows.vertical_scrollbar.window_virtual_size == 16
        rows.styles.width = 0
        await pilot.pause()
        rows.styles.width = "1fr"
        await pilot.pause()
        assert rows.virtual_size.height == 16


async def test_other_rows_lay_the_screen_out_only_where_a_size_follows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    laid_out: list[Screen[object]] = []
    lay_out = Screen._refresh_layout

    def noted(screen: Screen[object], *given: Any, **named: Any) -> None:
        laid_out.append(screen)
        lay_out(screen, *given, **named)

    app = OneList()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        shown = app.query_one(MarkedList)
        monkeypatch.setattr(Screen, "_refresh_layout", noted)
        for count in (40, 20, 30):  # the scrollbar was there and stays
            shown.set_options([Option(f"row {n} of {count}") for n in range(count)])
            shown.highlighted = 0
            await pilot.pause()
            assert f"▎row 0 of {count}" in text_of(app) and laid_out == []
            assert shown.vertical_scrollbar.window_virtual_size == shown.virtual_size.height == count
            assert shown.vertical_scrollbar.position == 0
        shown.set_options([Option("alone")])  # it goes
        await pilot.pause()
        assert laid_out and not shown.show_vertical_scrollbar
        shown.styles.height = "auto"
        await pilot.pause()
        for count in (3, 0, 2):
            shown.set_options([Option(f"row {n}") for n in range(count)])
            await pilot.pause()
            assert shown.size.height == count


async def test_rows_that_are_gone_leave_nothing_behind() -> None:
    app = OneList()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        app.query_one(MarkedList).set_options([])
        await pilot.pause()
        assert not any(words in text_of(app) for words in ("first", "second", "line 1", "last"))
        assert app.query_one(MarkedList).virtual_size.height == 0
