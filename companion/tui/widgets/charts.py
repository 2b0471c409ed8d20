"""The small charts of :mod:`companion.review.text_charts` in colour: bars, dots over days, closeness, counts.

Every chart says in signs and figures what it says in colour. A day without an entry is left empty; nothing is
joined or filled.
"""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from companion.review import text_charts
from companion.review.text_charts import DOT, LIGHT

LABEL = 11
"""Cells for the words to the left of a chart over days."""
DAY = 4
"""Cells for a day."""
_FEELING_ROWS = 5


class BarRow(NamedTuple):
    """``k`` of ``n``, with the words to its left and its colour."""

    label: str
    k: int
    n: int
    style: str


def share_bar(k: int, n: int, width: int, style: str) -> Content:
    """A heavy line as long as the share ``k`` of ``n``, on a light line of ``width`` cells."""
    heavy, light = text_charts.line_bar(k, n, width)
    return Content.assemble((heavy, style), (light, "$rule"))


def bars(rows: Sequence[BarRow], width: int) -> Content:
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


def dot_rows(values: Sequence[float | None], high: str, low: str) -> list[Content]:
    """Five rows, one dot a day: ``values`` run from -1 to 1, ``high`` and ``low`` name the ends."""
    places = text_charts.levels(values, -1, 1, _FEELING_ROWS)
    rows = []
    for row in range(_FEELING_ROWS):
        filler = LIGHT if row == _FEELING_ROWS // 2 else " "
        cells = [(DOT, "$foreground") if place == row else (filler, "$rule") for place in places]
        rows.append(_row(high if row == 0 else low if row == _FEELING_ROWS - 1 else "", cells, filler))
    return rows


def closeness(values: Sequence[float | None], scale: int = 3) -> list[Content]:
    """Closeness a day, up to ``scale`` either way: a plus above the middle, a minus below it.

    A column has room for four halves of a row; the figures below tell what it rounds.
    """
    columns = text_charts.closeness_columns(values, scale)
    middle = [("○", "$soft") if zero else (LIGHT, "$rule") for zero in columns.zero]
    last = len(columns.below) - 1
    return [
        *(
            _row("" if row else "close", [(cell, "$closeness") for cell in cells])
            for row, cells in enumerate(columns.above)
        ),
        _row("", middle, LIGHT),
        *(
            _row("far" if row == last else "", [(cell, "$distance") for cell in cells])
            for row, cells in enumerate(columns.below)
        ),
        _row("", [_signed(step) for step in columns.steps]),
    ]


def _signed(step: int | None) -> tuple[str, str]:
    if step is None:
        return ("", "")
    return (f"{step:+d}" if step else " 0", "$closeness" if step > 0 else "$distance" if step else "$soft")


def counts(values: Sequence[int | None], label: str) -> list[Content]:
    """A small column and its figure for each day; a dot for one with nothing, no mark for one to come."""
    columns = [(column, "$soft") for column in text_charts.count_columns(values)]
    figures = [
        ("", "") if value is None else (str(value), "$foreground") if value else ("·", "$soft")
        for value in values
    ]
    return [_row("", columns), _row(label, figures)]
