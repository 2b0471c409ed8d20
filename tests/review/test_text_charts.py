"""Small charts made of letters."""

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


def test_two_bars_side_by_side() -> None:
    assert text_charts.bar_pair((6, 8), (4, 21), width=8, names=("after", "others")) == [
        "after   ██████░░  6 of 8",
        "others  ██░░░░░░  4 of 21",
    ]


@examples(30)
@given(st.lists(st.none() | st.floats(-1, 1), min_size=7, max_size=7))
def test_every_day_with_a_value_has_one_dot_and_no_other_has(values: list[float | None]) -> None:
    columns = list("MTWTFSS")
    rows = text_charts.dots(values, columns, low=-1, high=1, names=("low", "mid", "high"), cell=4)
    body, gutter = rows[:-1], len("high") + 2
    for day, value in enumerate(values):
        column = [row.ljust(gutter + 28)[gutter + 4 * day : gutter + 4 * (day + 1)] for row in body]
        dots = [number for number, cell in enumerate(column) if text_charts.DOT in cell]
        assert dots == ([] if value is None else [text_charts.level(value, -1, 1, len(body))])


def test_higher_values_stand_higher() -> None:
    assert [text_charts.level(value, -3, 3, 5) for value in (3, 2, 0, -2, -3, 99)] == [0, 1, 2, 3, 4, 0]
