"""A round of six steps drawn as a ring of words, with counts at every arrow."""

from collections.abc import Sequence

from textual.content import Content

from companion.model.text import one_line
from companion.review.loop_text import RoundText, StepText

WIDE = 100
"""Cells from which on the ring is drawn around; with fewer it runs down, and back up at its side."""

_ARROW = 18
_NAME = 18


def loop_ring(text: RoundText, width: int) -> Content:
    """The round, at most ``width`` cells wide."""
    rows = _around(text, min(width, 110)) if width >= WIDE else _down(text, width)
    return Content("\n").join(rows)


def _counts(step: StepText) -> str:
    return f"{step.arrow.k} of {step.arrow.n}" if step.arrow else ""


def _down(text: RoundText, width: int) -> list[Content]:
    """One step under the other; the way back runs up on the left."""
    room = max(12, width - 4 - _NAME)
    rows: list[Content] = []
    for place, step in enumerate(text.steps):
        lines = [line.plain.strip() for line in Content(one_line(step.words)).wrap(room)]
        for n, words in enumerate(lines):
            side = "╭▶ " if not place and not n else "│  "
            name = one_line(step.name) if not n else ""
            rows.append(Content.assemble((side, "$closeness"), (name.ljust(_NAME), "$soft"), (words, "bold")))
        if step.arrow:
            rows.append(
                Content.assemble(("│  ", "$closeness"), " " * _NAME, ("↓ ", "$closeness"), _counts(step))
            )
    words = one_line(text.again)
    for n, line in enumerate(Content(words).wrap(max(12, width - 4))):
        rows.append(Content.assemble(("╰─ " if not n else "   ", "$closeness"), (line.plain.strip(), "")))
    return rows


def _around(text: RoundText, width: int) -> list[Content]:
    """Three steps from left to right, three back below them."""
    cell = (width - 2 * _ARROW) // 3
    top, bottom = text.steps[:3], tuple(reversed(text.steps[3:]))
    rows = _side(top, cell, "▶", arrows=[_counts(top[0]), _counts(top[1])])
    left, right = cell // 2, cell - cell // 2
    again = one_line(text.again)
    gap = width - cell
    rows.append(_posts("▲", "│", left, gap, right))
    words = [line.plain.strip() for line in Content(again).wrap(gap - 8)]
    count = _counts(top[2])
    for n, line in enumerate(words):
        middle = f" {line}".ljust(gap - 1)
        end = f" {count}" if n == len(words) // 2 else ""
        rows.append(Content.assemble(" " * left, ("│", "$closeness"), middle, ("│", "$closeness"), end))
    rows.append(_posts("│", "▼", left, gap, right))
    rows += _side(bottom, cell, "◀", arrows=[_counts(text.steps[4]), _counts(text.steps[3])])
    return rows


def _posts(first: str, last: str, left: int, gap: int, right: int) -> Content:
    return Content.assemble(" " * left, (first, "$closeness"), " " * (gap - 1), (last, "$closeness"))


def _side(steps: Sequence[StepText], cell: int, head: str, arrows: Sequence[str]) -> list[Content]:
    """Three steps side by side: names over words, arrows with counts between the words."""
    wrapped = [
        [line.plain.strip() for line in Content(one_line(step.words)).wrap(cell - 2)] for step in steps
    ]
    tall = max(map(len, wrapped))
    rows = [
        Content("").join(_spaced([(one_line(step.name), "$soft") for step in steps], cell, ["", ""], head))
    ]
    for n in range(tall):
        words = [(lines[n] if n < len(lines) else "", "bold") for lines in wrapped]
        rows.append(Content("").join(_spaced(words, cell, arrows if not n else ["", ""], head)))
    return rows


def _spaced(words: Sequence[tuple[str, str]], cell: int, arrows: Sequence[str], head: str) -> list[Content]:
    parts: list[Content] = []
    for place, (some, style) in enumerate(words):
        room = cell - Content(some).cell_length
        parts.append(Content.assemble(" " * (room // 2), (some, style), " " * (room - room // 2)))
        if place < len(arrows):
            parts.append(_arrow(arrows[place], head))
    return parts


def _arrow(count: str, head: str) -> Content:
    if not count:
        return Content(" " * _ARROW)
    line = _ARROW - len(count) - 5
    before, after = "─" * (line // 2), "─" * (line - line // 2)
    if head == "▶":
        return Content.assemble(" ", (before, "$closeness"), f" {count} ", (after + head, "$closeness"), " ")
    return Content.assemble(" ", (head + before, "$closeness"), f" {count} ", (after, "$closeness"), " ")
