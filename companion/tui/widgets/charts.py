"""Small charts drawn in text: two bars, a line of dots over days, closeness above and below a middle, counts.

Every chart says in signs and figures what it says in colour. A day without an entry is left empty; nothing is
joined or filled.
"""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

LABEL = 11
"""Cells for the words to the left of a chart over days."""
DAY = 4
"""Cells for a day."""
LIGHT, HEAVY, HALF = "─", "━", "╸"
_EIGHTHS = "▁▂▃▄▅▆▇█"
_FEELING_ROWS = 5


class Bar(NamedTuple):
    """``k`` of ``n``, with the words to its left and its colour."""

    label: str
    k: int
    n: int
    style: str


def share_bar(k: int, n: int, width: int, style: str) -> Content:
    """A heavy line as long as the share, on a light line as long as the whole."""
    halves = round(2 * width * k / n) if n else 0
    if k:
        halves = max(1, halves)
    line = HEAVY * (halves // 2) + HALF * (halves % 2)
    return Content.assemble((line, style), (LIGHT * (width - len(line)), "$rule"))


def bars(rows: Sequence[Bar], width: int) -> Content:
    """Bars under each other, words left and counts right; the words go above the bars where it is narrow."""
    counts = [f"{row.k} of {row.n}" for row in rows]
    longest = max((len(row.label) for row in rows), default=0)
    room = max((len(count) for count in counts), default=0)
    above = width - longest - room - 4 < 12
    line = max(4, min(30, width - room - 2 - (0 if above else longest + 2)))
    lines: list[Content] = []
    for row, count in zip(rows, counts, strict=True):
        bar = Content.assemble(share_bar(row.k, row.n, line, row.style), "  ", (count, "bold"))
        if above:
            lines += [Content.styled(row.label, "$soft"), bar]
        else:
            lines.append(Content.assemble((row.label.ljust(longest) + "  ", "$soft"), bar))
    return Content("\n").join(lines)


def _row(label: str, cells: Sequence[tuple[str, str]], filler: str = " ") -> Content:
    """A label and one cell a day, each with its mark in the middle of the day's width."""
    parts: list[tuple[str, str]] = [(label.ljust(LABEL), "$soft")]
    for mark, style in cells:
        left = filler * ((DAY - len(mark)) // 2)
        parts += [(left, "$rule"), (mark, style), (filler * (DAY - len(left) - len(mark)), "$rule")]
    return Content.assemble(*parts)


def day_letters(letters: Sequence[tuple[str, str]]) -> Content:
    """The line of day letters below a chart, each with its style."""
    return _row("", letters)


def dots(values: Sequence[float | None], high: str, low: str) -> list[Content]:
    """Five rows, one dot a day: ``values`` run from -1 to 1, ``high`` and ``low`` name the ends."""
    at = [
        None if value is None else round((1 - max(-1.0, min(1.0, value))) / 2 * (_FEELING_ROWS - 1))
        for value in values
    ]
    middle = _FEELING_ROWS // 2
    rows = []
    for row in range(_FEELING_ROWS):
        filler = LIGHT if row == middle else " "
        cells = [("●", "$foreground") if place == row else (filler, "$rule") for place in at]
        rows.append(_row(high if row == 0 else low if row == _FEELING_ROWS - 1 else "", cells, filler))
    return rows


def closeness(values: Sequence[float | None], scale: int = 3) -> list[Content]:
    """Closeness a day, up to ``scale`` either way: a plus above the middle, a minus below it.

    A column has room for four halves of a row; the figures below tell what it rounds.
    """
    figures = [None if value is None else _nearest(value) for value in values]
    steps = [None if value is None else _halves(value, scale) for value in values]
    rows: list[Content] = []
    for up in (2, 1):
        rows.append(
            _row("close" if up == 2 else "", [_column(step, up, "▄", "$closeness") for step in steps])
        )
    middle = [("○", "$soft") if step == 0 else (LIGHT, "$rule") for step in steps]
    rows.append(_row("", middle, LIGHT))
    for down in (1, 2):
        cells = [_column(None if step is None else -step, down, "▀", "$distance") for step in steps]
        rows.append(_row("far" if down == 2 else "", cells))
    rows.append(_row("", [_signed(figure) for figure in figures]))
    return rows


def _column(step: int | None, row: int, half: str, style: str) -> tuple[str, str]:
    """What a column of ``step`` halves shows in its ``row``-th row from the middle."""
    halves = 0 if step is None else step - 2 * (row - 1)
    return ("██" if halves >= 2 else half * 2 if halves == 1 else "  ", style)


def _signed(step: int | None) -> tuple[str, str]:
    if step is None:
        return ("", "")
    return (f"{step:+d}" if step else " 0", "$closeness" if step > 0 else "$distance" if step else "$soft")


def _halves(value: float, scale: int) -> int:
    """How many halves of a row a column has: one a point where the scale is of three, none for zero alone."""
    if scale <= 3:
        return max(-3, min(3, _nearest(value)))
    return max(-4, min(4, _nearest(value * 4 / scale) or (value > 0) - (value < 0)))


def _nearest(value: float) -> int:
    """The nearest whole step, a half away from the middle: a day is not called neither for being mixed."""
    return int(abs(value) + 0.5) * (1 if value >= 0 else -1)


def counts(values: Sequence[int | None], label: str) -> list[Content]:
    """A small column and its figure for each day; a dot for one with nothing, no mark for one to come."""
    most = max([4, *(value for value in values if value)])
    columns = [(_EIGHTHS[round(value / most * 8) - 1] * 2 if value else "", "$soft") for value in values]
    figures = [
        ("", "") if value is None else (str(value), "$foreground") if value else ("·", "$soft")
        for value in values
    ]
    return [_row("", columns), _row(label, figures)]
