"""Rings of words with arrows round: a cycle of two acts, and a round of six steps with counts between."""

from collections.abc import Sequence

from rich.cells import cell_len

from companion.model.text import one_line
from companion.review.drawing import Row, Span, hung, merged, padded, wrapped
from companion.review.loop_text import RoundText, StepText

WIDTH = 36
"""Cells a ring takes; it fits beside a list, and on the narrowest screen."""
WIDE = 100
"""Cells from which on a round of six is drawn around; with fewer it runs down, and back up at its side."""
_WIDEST = 110
_ARROW = 18
_NAME = 18


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


def loop_ring(text: RoundText, width: int) -> list[Row]:
    """A round of six steps, at most ``width`` cells wide."""
    return _around(text, min(width, _WIDEST)) if width >= WIDE else _down(text, width)


def _counts(step: StepText) -> str:
    return f"{step.arrow.k} of {step.arrow.n}" if step.arrow else ""


def _down(text: RoundText, width: int) -> list[Row]:
    """One step under the other; the way back runs up on the left."""
    room = max(12, width - 4 - _NAME)
    rows: list[Row] = []
    for place, step in enumerate(text.steps):
        for n, words in enumerate(wrapped(one_line(step.words), room)):
            side = "╭▶ " if not place and not n else "│  "
            name = one_line(step.name) if not n else ""
            rows.append(
                (
                    (side, "$closeness"),
                    *padded(((name, "$soft"),), _NAME),
                    (words, "bold"),
                )
            )
        if step.arrow:
            rows.append((("│  ", "$closeness"), (" " * _NAME, ""), ("↓ ", "$closeness"), (_counts(step), "")))
    return [*rows, *hung(("╰─ ", "$closeness"), ((one_line(text.again), ""),), max(15, width - 1))]


def _around(text: RoundText, width: int) -> list[Row]:
    """Three steps from left to right, three back below them."""
    cell = (width - 2 * _ARROW) // 3
    top, bottom = text.steps[:3], tuple(reversed(text.steps[3:]))
    left, gap = cell // 2, width - cell
    count = _counts(top[2])
    rows = [*_side(top, cell, "▶", [_counts(top[0]), _counts(top[1])]), _posts("▲", "│", left, gap)]
    words = wrapped(one_line(text.again), gap - 8)
    for n, line in enumerate(words):
        middle = padded(((f" {line}", ""),), gap - 1)
        end = f" {count}" if n == len(words) // 2 else ""
        rows.append(((" " * left, ""), ("│", "$closeness"), *middle, ("│", "$closeness"), (end, "")))
    rows.append(_posts("│", "▼", left, gap))
    return [*rows, *_side(bottom, cell, "◀", [_counts(text.steps[4]), _counts(text.steps[3])])]


def _posts(first: str, last: str, left: int, gap: int) -> Row:
    return ((" " * left, ""), (first, "$closeness"), (" " * (gap - 1), ""), (last, "$closeness"))


def _side(steps: Sequence[StepText], cell: int, head: str, arrows: Sequence[str]) -> list[Row]:
    """Three steps side by side: names over words, arrows with counts between the words."""
    lines = [wrapped(one_line(step.words), cell - 2) for step in steps]
    rows = [_spaced([(one_line(step.name), "$soft") for step in steps], cell, ["", ""], head)]
    for n in range(max(map(len, lines))):
        words = [(some[n] if n < len(some) else "", "bold") for some in lines]
        rows.append(_spaced(words, cell, arrows if not n else ["", ""], head))
    return rows


def _spaced(words: Sequence[Span], cell: int, arrows: Sequence[str], head: str) -> Row:
    spans: list[Span] = []
    for place, (some, style) in enumerate(words):
        room = cell - cell_len(some)
        spans += [(" " * (room // 2), ""), (some, style), (" " * (room - room // 2), "")]
        if place < len(arrows):
            spans += _arrow(arrows[place], head)
    return merged(spans)


def _arrow(count: str, head: str) -> Row:
    if not count:
        return ((" " * _ARROW, ""),)
    line = _ARROW - len(count) - 5
    before, after = "─" * (line // 2), "─" * (line - line // 2)
    before, after = (before, after + head) if head == "▶" else (head + before, after)
    return ((" ", ""), (before, "$closeness"), (f" {count} ", ""), (after, "$closeness"), (" ", ""))
