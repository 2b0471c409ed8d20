"""A cycle drawn as a ring of words: one thing on top, another below, and arrows round."""

from textual.content import Content

from companion.model.text import one_line

WIDTH = 36
"""Cells a ring takes; it fits beside a list, and on the narrowest screen."""


def ring(first: str, then: str, middle: str, *, round_again: bool, width: int = WIDTH) -> Content:
    """``first`` on top, ``then`` below, ``middle`` in between.

    With ``round_again`` the way back to the top was noted as well; without, it is drawn broken and left open.
    """
    top, bottom = _wrapped(first, width), _wrapped(then, width)
    back, arrow = ("│", "↑") if round_again else ("┊", "?")
    inner: list[tuple[str, str]] = [*((line, "") for line in top[1:]), ("", "")]
    inner += [(line, "$soft") for line in _wrapped(middle, width)]
    inner += [("", ""), *((line, "") for line in bottom[:-1])]
    turn = len(inner) // 2
    lines = [_edge("╭", top[0], "╮", width)]
    for n, (words, style) in enumerate(inner):
        sides = (arrow, "↓") if n == turn else (back, "│")
        lines.append(
            Content.assemble(
                (sides[0], "$closeness"), (_centred(words, width - 2), style), (sides[1], "$closeness")
            )
        )
    lines.append(_edge("╰", bottom[-1], "╯", width))
    return Content("\n").join(lines)


def _wrapped(words: str, width: int) -> list[str]:
    lines = [line.plain for line in Content(one_line(words)).wrap(width - 6)]
    return [line.strip() for line in lines] or [""]


def _centred(words: str, width: int, filler: str = " ") -> str:
    room = width - Content(words).cell_length
    return filler * (room // 2) + words + filler * (room - room // 2)


def _edge(left: str, words: str, right: str, width: int) -> Content:
    padded = f" {words} "
    room = width - 2 - Content(padded).cell_length
    return Content.assemble(
        (left + "─" * (room // 2), "$closeness"),
        (padded, "bold"),
        ("─" * (room - room // 2) + right, "$closeness"),
    )
