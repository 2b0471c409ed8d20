"""The small charts: how long bars are, where dots stand, how tall columns are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.review import text_charts
from tests.conftest import examples


@examples(30)
@given(n=st.integers(1, 200), k=st.integers(0, 200), width=st.integers(2, 60))
def test_a_bar_is_as_long_as_it_should_be_and_never_hides_a_count(n: int, k: int, width: int) -> None:
    k = min(k, n)
    drawn = text_charts.bar(k, n, width)
    filled = drawn.count(text_charts.FULL)
    assert len(drawn) == width == filled + drawn.count(text_charts.EMPTY)
    assert (filled == 0) == (k == 0) and (filled == width) == (k == n)
    assert abs(filled - width * k / n) <= 1


@examples(30)
@given(n=st.integers(1, 200), k=st.integers(0, 200), width=st.integers(2, 60))
def test_a_line_is_as_long_as_it_should_be_to_half_a_cell(n: int, k: int, width: int) -> None:
    k = min(k, n)
    heavy, light = text_charts.line_bar(k, n, width)
    halves = 2 * heavy.count(text_charts.HEAVY) + heavy.count(text_charts.HALF)
    assert len(heavy + light) == width and set(light) <= {text_charts.LIGHT}
    assert (halves == 0) == (k == 0) and (halves == 2 * width) == (k == n)
    assert abs(halves - 2 * width * k / n) <= 1


@pytest.mark.parametrize(("k", "n", "cells"), [(0, 8, 0), (1, 100, 1), (6, 8, 15), (8, 8, 20), (0, 0, 0)])
def test_a_line_shows_anything_above_none(k: int, n: int, cells: int) -> None:
    heavy, light = text_charts.line_bar(k, n, 20)
    assert (len(heavy), len(light)) == (cells, 20 - cells)


def test_a_line_for_nearly_all_leaves_room() -> None:
    assert text_charts.line_bar(199, 200, 4) == ("━━━╸", "")


@examples(30)
@given(value=st.floats(-3, 3), rows=st.integers(1, 4))
def test_a_column_is_as_tall_as_its_value_and_never_hides_one(value: float, rows: int) -> None:
    above = text_charts.column_above(value, 3, rows)
    eighths = sum((" " + text_charts.EIGHTHS).index(cell) for cell in above)
    below = text_charts.column_below(value, 3, rows)
    halves = sum({" ": 0, "▀": 1, "█": 2}[cell] for cell in below)
    assert len(above) == len(below) == rows
    assert (eighths > 0) == (value > 0) and (halves > 0) == (value < 0)
    assert abs(eighths - 8 * rows * max(value, 0) / 3) <= 1
    assert abs(halves - 2 * rows * max(-value, 0) / 3) <= 1
    assert above == sorted(above, key=(" " + text_charts.EIGHTHS).index)
    assert below == sorted(below, key="█▀ ".index)


def test_columns_grow_away_from_the_line() -> None:
    assert text_charts.column_above(2, 3, 2) == ["▃", "█"]
    assert text_charts.column_above(3, 3, 3) == ["█", "█", "█"]
    assert text_charts.column_below(-1, 3, 2) == ["▀", " "]
    assert text_charts.column_below(-2, 3, 2) == ["█", "▀"]


def test_a_day_between_two_points_goes_to_the_farther_one() -> None:
    between = (0.5, -0.5, 0.49, -0.49, 1.5, -2.5)
    assert [text_charts.nearest(value) for value in between] == [1, -1, 0, 0, 2, -3]


@pytest.mark.parametrize(
    ("n", "each"), [(1, 1), (120, 1), (121, 5), (600, 5), (601, 10), (1200, 10), (1201, 50)]
)
def test_above_a_hundred_and_twenty_a_dot_stands_for_several(n: int, each: int) -> None:
    assert text_charts.per_dot(n) == each
    assert -(-n // each) <= text_charts.MOST_DOTS


@pytest.mark.parametrize(("k", "shown"), [(0, 0), (1, 1), (299, 59), (300, 60)])
def test_none_alone_is_drawn_as_none_and_all_alone_as_all(k: int, shown: int) -> None:
    assert text_charts.filled(k, 300, 60) == shown


def test_two_means_on_one_scale() -> None:
    assert text_charts.scale_marks((1.0, 0.0), 9) == "○───┼───●"
    assert text_charts.scale_marks((0.5, 0.5), 9) == "────◉────"
    assert text_charts.scale_marks((7.0, -7.0), 9) == "○───┼───●"
