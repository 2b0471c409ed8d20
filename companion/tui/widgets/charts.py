"""The bars of :mod:`companion.review.text_charts` in colour, with the words and counts beside them."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from companion.review import text_charts


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
