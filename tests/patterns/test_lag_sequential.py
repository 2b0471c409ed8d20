"""Lag-sequential analysis gives what was published, and what scipy gives on any table."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from companion.patterns import lag_sequential
from tests.conftest import examples

PUBLISHED = json.loads((Path(__file__).parent / "published_tables.json").read_text(encoding="utf-8"))[
    "tables"
]


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_table(name: str) -> None:
    table = PUBLISHED[name]
    found = lag_sequential(table["input"])
    assert found.observed == table["observed"]
    for field in ("expected", "adjusted_residuals", "p_values", "yules_q"):
        for mine, theirs in zip(getattr(found, field), table[field], strict=True):
            assert mine == pytest.approx(theirs, abs=1e-6), field


def test_a_sequence_is_counted_by_sorted_labels() -> None:
    found = lag_sequential(["b", "a", "b", "b", "a"])
    assert found.labels == ["a", "b"]
    assert found.observed == [[0, 1], [2, 1]]


def test_codes_that_do_not_compare_are_sorted_by_their_text() -> None:
    assert lag_sequential(["b", 1, "a", 1]).labels == [1, "a", "b"]


def test_a_longer_lag_skips_what_lies_between() -> None:
    assert lag_sequential("abcabc", lag=3).observed == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]


def test_a_matrix_may_have_one_row() -> None:
    assert lag_sequential([[3]]).observed == [[3]]


def test_nothing_to_count_is_no_error() -> None:
    assert lag_sequential([]).labels == []
    alone = lag_sequential(["a"])
    assert (alone.observed, alone.expected) == ([[0]], [[0.0]])
    assert math.isnan(lag_sequential([[1, 0], [1, 0]]).adjusted_residuals[0][0])
    assert math.isnan(alone.adjusted_residuals[0][0])


@pytest.mark.parametrize(
    ("data", "lag"), [([[1, 2], [3]], 1), ([[1, -2], [3, 4]], 1), ([[1, 2.5], [3, 4]], 1), ("ab", 0)]
)
def test_what_cannot_be_analysed_is_refused(data: list[list[int]], lag: int) -> None:
    with pytest.raises(ValueError):
        lag_sequential(data, lag)


@examples(25)
@given(
    st.integers(2, 5).flatmap(
        lambda n: st.lists(st.lists(st.integers(1, 40), min_size=n, max_size=n), min_size=n, max_size=n)
    )
)
def test_expected_counts_and_residuals_agree_with_scipy(matrix: list[list[int]]) -> None:
    found = lag_sequential(matrix)
    expected = stats.contingency.expected_freq(matrix)
    total = sum(map(sum, matrix))
    for i, row in enumerate(matrix):
        for j, seen in enumerate(row):
            assert found.expected[i][j] == pytest.approx(expected[i][j])
            a, b = sum(row) / total, sum(r[j] for r in matrix) / total
            z = (seen - expected[i][j]) / math.sqrt(expected[i][j] * (1 - a) * (1 - b))
            assert found.adjusted_residuals[i][j] == pytest.approx(z)
            assert found.p_values[i][j] == pytest.approx(2 * stats.norm.sf(abs(z)))
