"""The feelings on a plane: to the right what is pleasant, above what is lively. How it is drawn."""

import textwrap
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field

from rich.cells import cell_len

from companion.model.frozen_dataclass import dataclass
from companion.model.text import one_line
from companion.model.vocabulary import Mood
from companion.review.drawing import Row, Span, padded, width_of
from companion.review.mood_plane_places import LEFT_CORNERS, RIGHT_CORNERS, Plane, PlaneWord, cut_to

OFTEN = 3
"""From how many times in four weeks on a word is bold."""

STRENGTHS = range(1, 11)
"""How strong a feeling can be, a dot each."""

FILLED, OPEN = "●", "○"


@dataclass(frozen=True, slots=True)
class PlaneState:
    """What is to be seen on the plane beside the words themselves.

    ``at``: the word in hand. ``picked``: the words picked, each with its strength or ``None``. ``named``: how
    often each word was named in four weeks. ``fitting``: the words that fit what was typed; ``None`` while
    nothing is being typed. ``lit``: whether the keys belong to the plane.
    """

    at: str
    picked: Mapping[str, int | None] = field(default_factory=dict)
    named: Mapping[str, int] = field(default_factory=dict)
    fitting: Collection[str] | None = None
    lit: bool = True


def plane_rows(
    plane: Plane, words: Sequence[PlaneWord], moods: Mapping[str, Mood], state: PlaneState
) -> list[Row]:
    """The whole plane: the words, the corners, and in the middle the word in hand."""
    return [plane_row(plane, words, moods, state, y) for y in range(plane.height)]


def plane_row(
    plane: Plane, words: Sequence[PlaneWord], moods: Mapping[str, Mood], state: PlaneState, y: int
) -> Row:
    """One row of the plane, as wide as the plane."""
    pieces: list[tuple[int, Span]] = []
    if y in (0, plane.height - 1):
        left, right = LEFT_CORNERS[y > 0], RIGHT_CORNERS[y > 0]
        pieces += [(1, (left, "$soft italic")), (plane.width - 1 - len(right), (right, "$soft italic"))]
    for word in words:
        if plane.places[word.id].y == y:
            pieces += _word_spans(word, plane.places[word.id].x, state)
    if plane.middle.y <= y < plane.middle.y + plane.middle.height:
        for start, at, line in _middle(plane, moods[state.at], state.picked):
            if at == y:
                for span in line:
                    pieces.append((start, span))
                    start += cell_len(span[0])
    row: list[Span] = []
    column = 0
    for start, (text, style) in sorted(pieces, key=lambda piece: piece[0]):
        row += [(" " * (start - column), ""), (text, style)]
        column = start + cell_len(text)
    return padded(tuple(row), plane.width)


def _word_spans(word: PlaneWord, x: int, state: PlaneState) -> list[tuple[int, Span]]:
    mark = FILLED if word.id in state.picked else " "
    if word.id == state.at:
        return [(x - 1, (f"{mark}{word.text} ", "bold reverse" if state.lit else "bold underline"))]
    if state.fitting is not None and word.id not in state.fitting:
        return [(x - 1, (f"{mark}{word.text}", "$track"))]
    style = word_style(word, state.named.get(word.id, 0))
    return [(x - 1, (mark, "$closeness")), (x, (word.text, f"bold {style}" if mark != " " else style))]


def word_style(word: PlaneWord, named: int) -> str:
    """How a word is written that was named so often in four weeks."""
    colour = "$soft" if not named else "$pleasant" if word.x >= 0 else "$hard"
    return f"bold {colour}" if named >= OFTEN else colour


def _middle(plane: Plane, mood: Mood, picked: Mapping[str, int | None]) -> list[tuple[int, int, Row]]:
    """The lines of the middle, each with its column and row: the word, what it means, how strong it is."""
    box = plane.middle
    lines: list[Row] = [((cut_to(one_line(mood.label), box.width), "bold"),)]
    meaning = textwrap.wrap(one_line(mood.definition), box.width, max_lines=box.height - 2, placeholder=" …")
    lines += [((cut_to(line, box.width), ""),) for line in meaning]
    if len(lines) + 2 <= box.height:
        lines.append(())
    lines.append(strength_row(picked.get(mood.id), box.width, lit=mood.id in picked))
    first = box.y + (box.height - len(lines)) // 2
    return [(box.x + (box.width - width_of(line)) // 2, first + n, line) for n, line in enumerate(lines)]


def dot_at(plane: Plane, mood: Mood, x: int, y: int) -> int | None:
    """Which strength of the word in hand a cell stands for; ``None`` for a cell beside the dots."""
    left, row, line = _middle(plane, mood, {})[-1]
    dots = left + width_of(line) - 2 * len(STRENGTHS) + 1
    strength = (x - dots) // 2 + 1
    return strength if y == row and strength in STRENGTHS else None


def strength_row(strength: int | None, width: int, *, lit: bool) -> Row:
    """Ten dots, as many filled as the feeling is strong; with their name where there is room."""
    dots = [(FILLED if n <= (strength or 0) else OPEN) for n in STRENGTHS]
    row: Row = ((" ".join(dots), "" if lit else "$track"),)
    name: Row = (("how strongly  ", "$soft"),)
    return (*name, *row) if width_of(name) + width_of(row) <= width else row


def by_corner(moods: Iterable[Mood]) -> dict[str, list[Mood]]:
    """The feelings under the names of the corners: pleasant ones first, the lively before the quiet."""
    corners: dict[str, list[Mood]] = {name: [] for pair in (RIGHT_CORNERS, LEFT_CORNERS) for name in pair}
    for mood in moods:
        side = RIGHT_CORNERS if mood.valence >= 0 else LEFT_CORNERS
        corners[side[0 if mood.energy >= 0 else 1]].append(mood)
    return corners


def as_words(words: str, strength: int | None) -> str:
    """A feeling and its strength, where that was said: ``tense 6``."""
    return words if strength is None else f"{words} {strength}"
