"""What a drawing is: rows of stretches of text, each with the name of its style.

Everything drawn of a diary is made here and in the modules beside it, as plain functions. The command line
prints the letters of the rows (:func:`plain`); the panes lay the colours on them. A style is written as in
``styles/``: ``"$soft"``, ``"$closeness bold"``, ``"$ink-far-1 on $step-far-1"``; the names are those of
``companion/tui/themes.py``. No drawing needs its colour to be understood.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.cells import cell_len, chop_cells

Span = tuple[str, str]
"""A stretch of text and its style; ``""`` for the ordinary one."""

Row = tuple[Span, ...]
"""One line of a drawing."""


def plain(rows: Iterable[Row]) -> list[str]:
    """The letters of a drawing, without blanks at the ends of its lines."""
    return ["".join(text for text, _ in row).rstrip() for row in rows]


def width_of(row: Row) -> int:
    """The cells a row takes."""
    return sum(cell_len(text) for text, _ in row)


def cut(text: str, room: int) -> str:
    """A text in ``room`` cells, with an ellipsis where it is longer."""
    if cell_len(text) <= room:
        return text
    while cell_len(text) > room - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"


def padded(row: Row, width: int) -> Row:
    """A row filled with blanks up to ``width`` cells; a longer one as it is."""
    missing = width - width_of(row)
    return (*row, (" " * missing, "")) if missing > 0 else row


def merged(row: Iterable[Span]) -> Row:
    """A row with neighbours of the same style as one stretch: less to lay colours on."""
    groups = (
        ("".join(text for text, _ in group), style) for style, group in groupby(row, lambda span: span[1])
    )
    return tuple(span for span in groups if span[0])


def beside(left: Sequence[Row], right: Sequence[Row], width: int, between: Row = (("   ", ""),)) -> list[Row]:
    """Two drawings side by side: the left one filled up to ``width`` cells, ``between`` in the middle."""
    tall = max(len(left), len(right))
    pairs = ((left[n] if n < len(left) else (), right[n] if n < len(right) else ()) for n in range(tall))
    return [(*padded(here, width), *between, *there) for here, there in pairs]


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most ``width`` cells, broken between words where that goes; at least one line."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(longer) <= width:
            lines[-1] = longer
            continue
        lines += chop_cells(word, width)
    return lines if lines[0] or len(lines) == 1 else lines[1:]
