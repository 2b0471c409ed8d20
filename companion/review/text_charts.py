"""What the small charts made of letters show: how long a bar is, which row a dot is in, how tall a column is.

Computed here alone. The command line prints these lines as they are; the panes lay their colours on them. No
chart needs its colour, no day without a value gets a mark, and nothing is joined or filled in.
"""

from collections.abc import Sequence
from typing import NamedTuple

from companion.model.text import one_line

FULL, EMPTY, DOT, HOLLOW, BOTH = "█", "░", "●", "○", "◉"
LIGHT, HEAVY, HALF = "─", "━", "╸"
EIGHTHS = "▁▂▃▄▅▆▇█"

CLOSENESS_ROWS = 2
"""Rows on either side of the middle of a chart of closeness; each has room for two halves."""

MOST_DOTS = 120
"""Above so many occasions a dot stands for several."""

_LEAST_TALLEST = 4
"""Counts below this do not fill a column: one entry in an otherwise empty week stays small."""


def filled(k: int, n: int, steps: int) -> int:
    """How many of ``steps`` stand for ``k`` of ``n``: none only for none, all only for all."""
    if not n or not k:
        return 0
    return steps if k >= n else min(steps - 1, max(1, round(steps * k / n)))


def bar(k: int, n: int, width: int = 24) -> str:
    """``k`` of ``n`` as blocks in ``width`` cells. More than none shows; less than all leaves room."""
    cells = filled(k, n, width)
    return FULL * cells + EMPTY * (width - cells)


def line_bar(k: int, n: int, width: int) -> tuple[str, str]:
    """``k`` of ``n`` as (heavy line, light line), ``width`` cells together, to the nearest half of a cell."""
    halves = filled(k, n, 2 * width)
    heavy = HEAVY * (halves // 2) + HALF * (halves % 2)
    return heavy, LIGHT * (width - len(heavy))


def bar_pair(
    here: tuple[int, int],
    elsewhere: tuple[int, int],
    *,
    width: int = 24,
    names: tuple[str, str] = ("here", "otherwise"),
) -> list[str]:
    """Two bars to compare, ``k of n`` beside each: the pattern's moments and the others."""
    rows = [(name, *share) for name, share in zip(names, (here, elsewhere), strict=True)]
    return bars_of(rows, width=width)


def bars_of(rows: Sequence[tuple[str, int, int]], *, width: int = 24, margin: str = "") -> list[str]:
    """A bar for each (name, k, n), ``k of n`` beside it; names are made safe to show."""
    names = [one_line(name) for name, _, _ in rows]
    gutter = max(map(len, names), default=0)
    return [
        f"{margin}{name:<{gutter}}  {bar(k, n, width)}  {k} of {n}"
        for name, (_, k, n) in zip(names, rows, strict=True)
    ]


def per_dot(n: int, most: int = MOST_DOTS) -> int:
    """How many occasions one dot stands for, so that no more than ``most`` are needed: 1, 5, 10, 50 ..."""
    each, step = 1, 5
    while n > most * each:
        each, step = each * step, 7 - step
    return each


def icon_rows(k: int, n: int, *, per_row: int = 20, between: str = " ") -> list[str]:
    """One dot an occasion, or one for :func:`per_dot` of them: filled for ``k`` of ``n``, the others hollow.

    ``per_row`` dots a row, in tens with a wider gap between these.
    """
    dots = -(-n // per_dot(n))
    done = filled(k, n, dots)
    marks = DOT * done + HOLLOW * (dots - done)
    rows = [marks[start : start + per_row] for start in range(0, dots, per_row)]
    tens = [[row[start : start + 10] for start in range(0, len(row), 10)] for row in rows]
    return [f"{between} ".join(between.join(ten) for ten in row) for row in tens]


def pair_rows(rows: Sequence[tuple[str, int, int]], heads: tuple[str, str], width: int) -> list[str]:
    """Two columns of dots to compare, row by row, each with its figure; ``heads`` stand above them.

    Where there is not room for so many dots in ``width`` cells each stands for several, which is said below.
    """
    gutter = max(len(label) for label, _, _ in rows) + 2
    most = max(max(one, other) for _, one, other in rows)
    room = max(4, min(20, (width - gutter) // 2 - 6))
    each = per_dot(most, room)
    column = max(len(heads[0]), -(-most // each) + len(str(most)) + 1) + 3
    lines = [f"{'':{gutter}}{heads[0]:<{column}}{heads[1]}"]
    for label, one, other in rows:
        left, right = (f"{DOT * -(-count // each)} {count}".lstrip() for count in (one, other))
        lines.append(f"{label:<{gutter}}{left:<{column}}{right}".rstrip())
    return lines if each == 1 else [*lines, f"{'':{gutter}}a dot is {each}"]


def scale_marks(places: tuple[float, float], width: int) -> str:
    """A line of ``width`` cells, its middle marked; a DOT at the first place, a HOLLOW one at the second.

    Places run from 0 to 1; where both fall into one cell it shows BOTH.
    """
    cells = [LIGHT] * width
    cells[width // 2] = "┼"
    here, other = (min(width - 1, max(0, round(place * (width - 1)))) for place in places)
    cells[other], cells[here] = HOLLOW, BOTH if here == other else DOT
    return "".join(cells)


def level(value: float, low: float, high: float, rows: int) -> int:
    """The row of a value, counted from the top, when ``rows`` rows go from ``high`` down to ``low``."""
    share = (min(max(value, low), high) - low) / (high - low)
    return rows - 1 - int(share * (rows - 1) + 0.5)


def levels(values: Sequence[float | None], low: float, high: float, rows: int) -> list[int | None]:
    """The row of each value; ``None`` where there is no value."""
    return [None if value is None else level(value, low, high, rows) for value in values]


def dots(
    values: Sequence[float | None],
    columns: Sequence[str],
    *,
    low: float,
    high: float,
    names: tuple[str, str, str],
    rows: int = 5,
    cell: int = 6,
) -> list[str]:
    """A line of dots over the days: one column a day, nothing where there is no value.

    ``names`` stand left of the lowest, the middle and the highest row; ``columns`` below their days. ``cell``
    is the width of a day in characters.
    """
    gutter = max(map(len, names))
    beside = {0: names[2], rows // 2: names[1], rows - 1: names[0]}
    places = levels(values, low, high, rows)
    lines = []
    for row in range(rows):
        cells = (DOT if place == row else "" for place in places)
        lines.append((f"{beside.get(row, ''):>{gutter}}  " + "".join(f"{c:^{cell}}" for c in cells)).rstrip())
    lines.append((" " * (gutter + 2) + "".join(f"{c:^{cell}}" for c in columns)).rstrip())
    return lines


class Closeness(NamedTuple):
    """Columns of closeness over the days, row by row, one cell a day.

    ``above`` and ``below``: the CLOSENESS_ROWS rows on either side, from the top down. ``zero``: whether a
    day was neither; ``None`` where there is no value. ``steps``: the value of each day in whole points.
    """

    above: list[list[str]]
    zero: list[bool | None]
    below: list[list[str]]
    steps: list[int | None]


def closeness_columns(values: Sequence[float | None], scale: int = 3) -> Closeness:
    """Closeness a day, up to ``scale`` points either way, in columns of blocks two cells wide."""
    halves = [None if value is None else _halves(value, scale) for value in values]
    return Closeness(
        above=[[_block(step, row, "▄") for step in halves] for row in reversed(range(CLOSENESS_ROWS))],
        zero=[None if step is None else step == 0 for step in halves],
        below=[[_block(step, row, "▀") for step in map(_turned, halves)] for row in range(CLOSENESS_ROWS)],
        steps=[None if value is None else nearest(value) for value in values],
    )


def _turned(step: int | None) -> int | None:
    return None if step is None else -step


def _block(step: int | None, row: int, half: str) -> str:
    """What a column of ``step`` halves shows in the row that is ``row`` rows from the middle."""
    halves = 0 if step is None else step - 2 * row
    return "██" if halves >= 2 else half * 2 if halves == 1 else "  "


def _halves(value: float, scale: int) -> int:
    """How many halves of a row a column has: one a point where the scale is of three, none for zero alone."""
    if scale <= 3:
        return max(-3, min(3, nearest(value)))
    return max(-4, min(4, nearest(value * 4 / scale) or (value > 0) - (value < 0)))


def nearest(value: float) -> int:
    """The nearest whole step, a half away from the middle: a day is not called neither for being mixed."""
    return int(abs(value) + 0.5) * (1 if value >= 0 else -1)


def count_columns(values: Sequence[int | None]) -> list[str]:
    """A small column two cells wide for each count, the most of them the tallest; nothing for none."""
    most = max([_LEAST_TALLEST, *(value for value in values if value)])
    return [EIGHTHS[round(value / most * 8) - 1] * 2 if value else "" for value in values]
