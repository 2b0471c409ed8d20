"""Lag-sequential analysis of a coded sequence, after Bakeman and Quera 2011 and Allison and Liker 1982.

How often does one code stand ``lag`` places after another, against what their totals alone would give?
"""

from collections.abc import Hashable, Sequence
from math import erfc, isnan, nan, sqrt
from typing import Any

from companion.model.frozen_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class LagSequential:
    """Nested lists in the order of ``labels``: row = given code, column = code ``lag`` places later.

    ``p_values`` are two-sided. A residual, p value or Q that is 0/0 is NaN.
    """

    labels: list[Any]
    observed: list[list[int]]
    expected: list[list[float]]
    adjusted_residuals: list[list[float]]
    p_values: list[list[float]]
    yules_q: list[list[float]]


def lag_sequential(data: Sequence[Any], lag: int = 1) -> LagSequential:
    """Analyse a sequence of codes, or a square matrix of transition counts.

    A matrix is a sequence of equally long lists or tuples of whole numbers; its labels are 0, 1, 2, ... and
    ``lag`` does not matter. The labels of a sequence are its codes, sorted (by their text when they do not
    compare). Raises ValueError for a lag below 1, a matrix that is not square, or a count below 0.
    """
    if lag < 1:
        raise ValueError(f"lag: {lag} is below 1")
    rows = list(data)
    if rows and not isinstance(rows[0], str) and hasattr(rows[0], "__len__"):
        labels: list[Any] = list(range(len(rows)))
        observed = [[_count(value) for value in row] for row in rows]
        if any(len(row) != len(rows) for row in observed):
            raise ValueError("a matrix of transitions has as many columns as rows")
    else:
        labels = _sorted(set(rows))
        index = {label: i for i, label in enumerate(labels)}
        observed = [[0] * len(labels) for _ in labels]
        for given, target in zip(rows, rows[lag:], strict=False):
            observed[index[given]][index[target]] += 1
    return _analyse(labels, observed)


def _count(value: Any) -> int:
    if value != int(value) or value < 0:
        raise ValueError(f"{value!r} is not a count")
    return int(value)


def _sorted(codes: set[Hashable]) -> list[Any]:
    try:
        return sorted(codes)
    except TypeError:
        return sorted(codes, key=str)


def _analyse(labels: list[Any], observed: list[list[int]]) -> LagSequential:
    rows = [sum(row) for row in observed]
    columns = [sum(column) for column in zip(*observed, strict=True)]
    total = sum(rows)
    expected, residuals, p_values, q = [], [], [], []
    for i, row in enumerate(observed):
        expected.append([rows[i] * c / total if total else 0.0 for c in columns])
        residuals.append([_residual(x, rows[i], c, total) for x, c in zip(row, columns, strict=True)])
        p_values.append([nan if isnan(z) else erfc(abs(z) / sqrt(2)) for z in residuals[-1]])
        q.append([_yules_q(x, rows[i], c, total) for x, c in zip(row, columns, strict=True)])
    return LagSequential(labels, observed, expected, residuals, p_values, q)


def _residual(x: int, row: int, column: int, total: int) -> float:
    """(observed - expected) in standard errors; NaN where a total leaves no room to vary."""
    if not total:
        return nan
    e = row * column / total
    variance = e * (1 - row / total) * (1 - column / total)
    return (x - e) / sqrt(variance) if variance > 0 else nan


def _yules_q(x: int, row: int, column: int, total: int) -> float:
    """(ad - bc) / (ad + bc) of the 2 x 2 table around one cell."""
    b, c = row - x, column - x
    d = total - row - column + x
    whole = x * d + b * c
    return (x * d - b * c) / whole if whole else nan
