"""The lines of a widget are those that Textual draws; without a frame they stay what the widget drew."""

from collections.abc import Iterator

import pytest
from rich.segment import Segment
from rich.style import Style
from textual._styles_cache import StylesCache
from textual.app import ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import Static

from companion.tui import plain_lines
from companion.tui.drawn import NARROW_CHARACTERS
from tests.tui.test_drawing_in_turns import Coloured

WAYS = [
    "",
    "padding: 1 2;",
    "padding: 0 1 2 0;",
    "padding: 0 0 0 3; background: red 40%;",
    "border: round green; padding: 1;",
    "border-left: thick green;",
    "outline: heavy green;",
    "hatch: cross green;",
    "tint: green 30%;",
    "opacity: 60%;",
    "text-opacity: 60%;",
    "height: 6; padding: 1;",
    "height: 1; padding: 1;",
    "width: 3; padding: 0 2;",
]


def a_line(words: str) -> Strip:
    """A line as a widget draws it."""
    return Strip([Segment(words, Style(color="red"))])


class Kept(Static):
    """Draws each of its lines once, and one that is shorter than the widget."""

    def __init__(self) -> None:
        super().__init__("a line – 世界\nand a longer one of words")
        self.kept = a_line("x" * 30)

    def render_line(self, y: int) -> Strip:
        return [self.kept, a_line("short"), super().render_line(y)][min(y, 2)]

    def get_line_filters(self) -> list[object]:  # type: ignore[override]
        return [NARROW_CHARACTERS]


class OneWidget(Coloured):
    CSS = "Kept { width: 30; height: 4; background: #203040; }"

    def compose(self) -> ComposeResult:
        yield Kept()


@pytest.fixture
def theirs(monkeypatch: pytest.MonkeyPatch) -> Iterator[StylesCache]:
    """Lines drawn by Textual's own way."""

    class Theirs(StylesCache):
        render = plain_lines._render_any

    yield Theirs()


@pytest.mark.parametrize("way", WAYS)
async def test_the_lines_are_those_of_textual(way: str, theirs: StylesCache) -> None:
    app = OneWidget()
    async with app.run_test(size=(40, 12)) as pilot:
        widget = app.query_one(Kept)
        for rule in filter(None, map(str.strip, way.split(";"))):
            name, value = rule.split(": ", 1)
            widget.set_styles(f"{name}: {value};")
        await pilot.pause()
        width, height = widget.outer_size
        for crop in (Region(0, 0, width, height), Region(2, 1, width - 2, height - 1)):
            ours = widget._styles_cache.render_widget(widget, crop)
            assert ours == theirs.render_widget(widget, crop)
            assert [strip.cell_length for strip in ours] == [crop.width] * crop.height
            assert widget._styles_cache.render_widget(widget, crop) == ours, "kept"


async def test_a_line_is_made_again_when_it_changed_the_width_did_or_nothing_is_kept() -> None:
    app = OneWidget()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        widget = app.query_one(Kept)
        cache, whole = widget._styles_cache, Region(0, 0, 30, 4)

        def drawn() -> list[str]:
            return [strip.text.rstrip() for strip in cache.render_widget(widget, whole)][:2]

        assert drawn() == ["x" * 30, "short"]
        widget.kept = a_line("y" * 30)
        assert drawn() == ["x" * 30, "short"], "nobody said that it changed"
        widget.refresh(Region(0, 1, 30, 1))
        assert drawn() == ["x" * 30, "short"], "another line did"
        widget.refresh(Region(0, 0, 30, 1))
        assert drawn() == ["y" * 30, "short"]
        widget.kept = a_line("z" * 30)
        widget.styles.width = 20
        await pilot.pause()
        whole = Region(0, 0, 20, 4)
        assert drawn() == ["z" * 20, "short"]
        widget.kept = a_line("w" * 30)
        widget.refresh()
        assert drawn() == ["w" * 20, "short"]


async def test_without_a_frame_a_line_of_the_right_width_is_not_made_anew() -> None:
    app = OneWidget()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        widget = app.query_one(Kept)
        widget._styles_cache.render_widget(widget, Region(0, 0, 30, 4))
        assert widget._styles_cache._cache[0] is widget.kept
