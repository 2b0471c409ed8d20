"""What the small charts made of letters show: how long a bar is, which row a dot is in, how tall a column is.

Computed here alone. The command line prints these lines as they are; the panes lay their colours on them. No
chart needs its colour, no day without a value gets a mark, and nothing is joined or filled in.
"""

from collections.abc import Sequence

from companion.model.text import one_line

FULL, EMPTY, DOT, HOLLOW, BOTH = "█", "░", "●", "○", "◉"
LIGHT, HEAVY, HALF = "─", "━", "╸"
EIGHTHS = "▁▂▃▄▅▆▇█"

MOST_DOTS = 120
"""Above so many occasions a dot stands for several."""


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


def scale_marks(places: tuple[float, float], width: int) -> str:
    """A line of ``width`` cells, its middle marked; a DOT at the first place, a HOLLOW one at the second.

    Places run from 0 to 1; where both fall into one cell it shows BOTH.
    """
    cells = [LIGHT] * width
    cells[width // 2] = "┼"
    here, other = (min(width - 1, max(0, round(place * (width - 1)))) for place in places)
    cells[other], cells[here] = HOLLOW, BOTH if here == other else DOT
    return "".join(cells)


def column_above(value: float, reach: float, rows: int) -> list[str]:
    """A column of ``rows`` cells from the top down, ``reach`` filling it, in eighths; any value shows."""
    eighths = min(8 * rows, max(1, round(8 * rows * value / reach))) if value > 0 else 0
    parts = (min(8, eighths - 8 * row) for row in reversed(range(rows)))
    return [EIGHTHS[part - 1] if part > 0 else " " for part in parts]


def column_below(value: float, reach: float, rows: int) -> list[str]:
    """The same for a value below zero, hanging from the top; in halves, there being no other blocks."""
    halves = min(2 * rows, max(1, round(2 * rows * -value / reach))) if value < 0 else 0
    return [FULL if halves >= 2 * row + 2 else "▀" if halves == 2 * row + 1 else " " for row in range(rows)]


def nearest(value: float) -> int:
    """The nearest whole step, a half away from the middle: a day is not called neither for being mixed."""
    return int(abs(value) + 0.5) * (1 if value >= 0 else -1)
