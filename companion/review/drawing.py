"""What a drawing is: rows of stretches of text, each with the name of its style.

Everything drawn of a diary is made here and in the modules beside it, as plain functions. The command line
prints the letters of the rows (:func:`plain`); the panes lay the colours on them. A style is written as in
``styles/``: ``"$soft"``, ``"$closeness bold"``, ``"$ink-far-1 on $step-far-1"``; the names are those of
``companion/tui/themes.py``. No drawing needs its colour to be understood.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from rich.cells import cell_len, chop_cells

Span = tuple[str, str]
"""A stretch of text and its style; ``""`` for the ordinary one."""

TOGETHER = "\N{NO-BREAK SPACE}"
"""Joins words that are to stay on one line, in what :func:`hung` is given."""

Row = tuple[Span, ...]
"""One line of a drawing."""


NARROW: Mapping[int, str] = str.maketrans(
    {
        "·": "-", "•": "*", "●": "#", "○": ".", "◐": "+", "★": "*", "□": ".",
        "↗": "^", "↘": "v", "←": "<", "→": ">", "↑": "^", "↓": "v", "◀": "<", "▶": ">", "▲": "^", "▼": "v",
        "━": "=", "┃": "|", "█": "#", "▇": "=", "▆": "=", "▅": "=", "▄": "=", "▀": "=",
        "▃": "_", "▂": "_", "▁": "_", "▌": "|", "▎": "|", "▏": "|", "▊": "|",
        "“": '"', "”": '"', "‘": "'", "’": "'", "…": ".", "–": "-", "—": "-", "‐": "-", "−": "-", "×": "x",
    }
    | dict.fromkeys("─┄┈╌═", "-")
    | dict.fromkeys("│┊┆╎║", "|")
    | dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╯╰╔╗╚╝", "+")
)  # fmt: skip
"""What stands in for each drawn character that East Asian terminals may draw two cells wide."""


def narrow(text: str) -> str:
    """A text in characters that every terminal draws one cell wide; as wide as it was, cell for cell.

    What a person wrote in letters that are wide, or may be, stays as it is.
    """
    return text if text.isascii() else text.translate(NARROW)


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


def hung(lead: Span, words: Iterable[Span], width: int) -> list[Row]:
    """Words to the right of ``lead``, on as many lines of ``width`` cells as they need.

    Further lines begin below the first word. A word that is longer than a line is broken; what TOGETHER joins
    is one word, and shown with a blank.
    """
    start = cell_len(lead[0])
    room = max(1, width - start)
    lines: list[list[Span]] = [[lead] if start else []]
    used = 0
    for text, style in words:
        for n, word in enumerate(text.split(" ")):
            blank = " " if n else ""
            if used and used + len(blank) + cell_len(word) > room:
                lines.append([(" " * start, "")] if start else [])
                used, blank = 0, ""
            word = word.replace(TOGETHER, " ")
            parts = chop_cells(word, room) if cell_len(word) > room else [word]
            for place, part in enumerate(parts):
                if place:
                    lines.append([(" " * start, "")] if start else [])
                    used = 0
                lines[-1].append((f"{blank if not place else ''}{part}", style))
                used += cell_len(lines[-1][-1][0])
    return [merged(line) for line in lines]


def even(rows: Sequence[Row], width: int) -> list[Row]:
    """All rows filled up to ``width`` cells, or to the widest of them."""
    widest = max([width, *map(width_of, rows)]) if rows else 0
    return [padded(row, widest) for row in rows]


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
