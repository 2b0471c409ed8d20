"""Rows that were laid out are drawn as Textual draws the same words, in letters and styles."""

from hypothesis import example, given
from hypothesis import strategies as st
from textual.content import Content
from textual.style import Style
from textual.visual import RenderOptions

from companion.review.drawing import Row, width_of
from companion.tui.drawn import content

_TEXTS = st.text(alphabet="ab é日·\t\n\x1b", max_size=6)
_STYLES = st.sampled_from(["", "bold", "red", "on blue", "underline bold"])
_ROWS = st.lists(st.lists(st.tuples(_TEXTS, _STYLES), max_size=4).map(tuple), max_size=5)
_UNDER = Style.parse("white on black")
_OPTIONS = RenderOptions(lambda style: Style.parse(style) if isinstance(style, str) else style, {})


def usual(rows: list[Row]) -> Content:
    """The same words, put together by Textual."""
    return Content("\n").join([Content.assemble(*row) for row in rows])


def cells(drawn: Content, width: int) -> list[list[tuple[str, object]]]:
    """Each letter of each line with its style."""
    strips = drawn.render_strips(width, None, _UNDER, _OPTIONS)
    return [
        [(letter, part.style and part.style.clear_meta_and_links()) for part in strip for letter in part.text]
        for strip in strips
    ]


@example(rows=[(("\x1b ", ""),)], width=1)
@given(_ROWS, st.integers(1, 30))
def test_rows_are_drawn_as_textual_draws_them_in_every_width(rows: list[Row], width: int) -> None:
    ours, theirs = content(rows), usual(rows)
    assert ours.plain == theirs.plain
    assert ours.get_height({}, width) == theirs.get_height({}, width)
    assert cells(ours, width) == cells(theirs, width)


def test_rows_that_fit_keep_their_number_and_narrower_ones_wrap() -> None:
    row: Row = (("twelve cells", "bold"),)
    assert width_of(row) == 12
    assert content([row, row]).get_height({}, 12) == 2
    assert content([row, row]).get_height({}, 8) == 4
