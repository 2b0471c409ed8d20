"""Small charts made of letters, the same in the command line and the panes. No chart needs its colour."""

from collections.abc import Sequence

from companion.model.text import one_line

FULL, EMPTY, DOT = "█", "░", "●"


def bar(k: int, n: int, width: int = 24) -> str:
    """``k`` of ``n`` as a bar of ``width`` cells. More than none shows; less than all leaves room."""
    if not n or not k:
        return EMPTY * width
    filled = width if k >= n else min(width - 1, max(1, round(width * k / n)))
    return FULL * filled + EMPTY * (width - filled)


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


def level(value: float, low: float, high: float, rows: int) -> int:
    """The row of a value, counted from the top, when ``rows`` rows go from ``high`` down to ``low``."""
    share = (min(max(value, low), high) - low) / (high - low)
    return rows - 1 - int(share * (rows - 1) + 0.5)


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

    ``names`` stand left of the lowest, the middle and the highest row; ``columns`` below their days.
    """
    gutter = max(map(len, names))
    beside = {0: names[2], rows // 2: names[1], rows - 1: names[0]}
    lines = []
    for row in range(rows):
        cells = (DOT if v is not None and level(v, low, high, rows) == row else "" for v in values)
        lines.append((f"{beside.get(row, ''):>{gutter}}  " + "".join(f"{c:^{cell}}" for c in cells)).rstrip())
    lines.append((" " * (gutter + 2) + "".join(f"{c:^{cell}}" for c in columns)).rstrip())
    return lines
