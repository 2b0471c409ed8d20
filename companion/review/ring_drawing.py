"""A cycle drawn as a ring of words: one thing on top, another below, and arrows round."""

from rich.cells import cell_len

from companion.model.text import one_line
from companion.review.drawing import Row, Span, hung

WIDTH = 36
"""Cells a ring takes; it fits beside a list, and on the narrowest screen."""


def ring(first: str, then: str, middle: str, *, round_again: bool, width: int = WIDTH) -> list[Row]:
    """``first`` on top, ``then`` below, ``middle`` in between.

    With ``round_again`` the way back to the top was noted as well; without, it is drawn broken and left open.
    """
    top, bottom = _wrapped(first, width), _wrapped(then, width)
    back, arrow = ("│", "↑") if round_again else ("┊", "?")
    inner: list[Span] = [*((line, "") for line in top[1:]), ("", "")]
    inner += [(line, "$soft") for line in _wrapped(middle, width)]
    inner += [("", ""), *((line, "") for line in bottom[:-1])]
    turn = len(inner) // 2
    rows = [_edge("╭", top[0], "╮", width)]
    for n, (words, style) in enumerate(inner):
        sides = (arrow, "↓") if n == turn else (back, "│")
        rows.append(((sides[0], "$closeness"), (_centred(words, width - 2), style), (sides[1], "$closeness")))
    rows.append(_edge("╰", bottom[-1], "╯", width))
    return rows


def _wrapped(words: str, width: int) -> list[str]:
    rows = hung(("", ""), ((one_line(words), ""),), width - 6)
    return ["".join(text for text, _ in row).strip() for row in rows] or [""]


def _centred(words: str, width: int) -> str:
    room = width - cell_len(words)
    return " " * (room // 2) + words + " " * (room - room // 2)


def _edge(left: str, words: str, right: str, width: int) -> Row:
    padded = f" {words} "
    room = width - 2 - cell_len(padded)
    return (
        (left + "─" * (room // 2), "$closeness"),
        (padded, "bold"),
        ("─" * (room - room // 2) + right, "$closeness"),
    )
