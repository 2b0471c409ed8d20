"""Where each word goes on the plane of feelings, worked out without a screen.

The words lie along an ellipse, each in the nearest place that is free, and the middle stays free for the word
in hand. Left and right say how pleasant, up and down how lively; nothing else does, and so every row is in
order of pleasantness.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from companion.model.frozen_dataclass import dataclass
from companion.model.text import one_line
from companion.model.vocabulary import Mood
from companion.review.grammar import small_first

GAP = 2
"""Cells between two words, so that the one under the cursor has a blank on either side."""

LEFT_CORNERS = ("hard, lively", "hard, quiet")
RIGHT_CORNERS = ("pleasant, lively", "pleasant, quiet")
"""What the corners of the plane say, the upper one first."""

LONGEST = 22
"""Cells a word may take on the plane; a longer one of one's own is cut there, and whole in the middle."""

LEAST_WIDTH, LEAST_HEIGHT = 44, 12
"""Cells and rows below which no plane is drawn."""
_ROW = 3.0
"""How many cells to the side are as far as one row up or down, when a word looks for a place."""

_CLEARLY, _CLEARLY_UP = 0.5, 0.75
"""From where on a word is clearly pleasant or hard, and clearly lively or quiet..."""

_WRONG_SIDE = 900.0
"""... and what it costs to lie on the other side: as much as thirty cells."""

_MIDDLES = ((40, 6), (36, 6), (32, 6), (30, 6), (26, 6), (24, 5))
"""Cells and rows the middle may have, from roomy to scarce."""


class PlaneWord(NamedTuple):
    """A feeling as it lies on the plane; ``x`` and ``y`` from -1 (hard, quiet) to 1 (pleasant, lively).

    ``width``: that of its text, in cells.
    """

    id: str
    text: str
    x: float
    y: float
    width: int


class Box(NamedTuple):
    """Cells of the plane: the first column and row, and how many of each."""

    x: int
    y: int
    width: int
    height: int = 1

    @property
    def end(self) -> int:
        """The column after the last."""
        return self.x + self.width

    @property
    def centre(self) -> float:
        """The column of its middle."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Plane:
    """Where the words lie. ``height`` is more than was asked for where the words need it."""

    width: int
    height: int
    places: dict[str, Box]
    middle: Box

    def at(self, x: int, y: int) -> str | None:
        """The word on a cell, or on the blank beside it."""
        return next((id for id, at in self.places.items() if at.y == y and at.x - 1 <= x <= at.end), None)

    def toward(self, id: str, direction: str, among: Collection[str] = ()) -> str:
        """The nearest word that way: ``"left"``, ``"right"``, ``"up"`` or ``"down"``; itself where none is.

        To the side the words of the same row come first. ``among``: only these are looked at, where any are
        named.
        """
        here = self.places[id]
        found: list[tuple[bool, float, str]] = []
        for other, there in self.places.items():
            across, rows = there.centre - here.centre, there.y - here.y
            ahead = across if direction in ("left", "right") else rows
            beyond = ahead > 0 if direction in ("right", "down") else ahead < 0
            if beyond and (not among or other in among):
                # One row is as far as four columns, and the way back is as short: every word can be reached.
                aside = direction in ("left", "right") and rows != 0
                found.append((aside, abs(across) + 4 * abs(rows), other))
        return min(found)[2] if found else id


def plane_words(moods: Iterable[Mood]) -> tuple[PlaneWord, ...]:
    """The feelings as words of the plane: on its rim, by their angle."""
    words = []
    for mood in moods:
        text = small_first(one_line(mood.label), mood.id)
        angle = math.atan2(mood.energy, mood.valence)
        text = cut_to(text, LONGEST)
        words.append(PlaneWord(mood.id, text, math.cos(angle), math.sin(angle), cell_len(text)))
    return tuple(words)


@lru_cache(maxsize=8)
def plane_of(words: tuple[PlaneWord, ...], width: int, height: int) -> Plane:
    """The words on a plane of ``width`` cells and ``height`` rows; the same for the same words.

    It is taller where they do not fit, as with many words of one's own.
    """
    width, height = max(width, LEAST_WIDTH), max(height, LEAST_HEIGHT)
    while True:
        for wide, tall in _MIDDLES:
            if wide > width - 40 and (wide, tall) != _MIDDLES[-1]:
                continue
            tall = tall if height >= 14 else 5
            middle = Box((width - wide) // 2, (height - tall) // 2, wide, tall)
            stretches = tuple(_stretches(width, height, middle))
            placed = _placed(words, stretches, width, height)
            if placed is None:
                continue
            boxes = [(word, placed[word.id]) for word in words]
            if any(_is_on_wrong_side(word, box.x, box.y, width, height) for word, box in boxes):
                stretches = tuple(_stretches(width, height, middle))
                placed = _placed(words, stretches, width, height, clear_first=True) or placed
            return Plane(width, height, placed, middle)
        height += 1


class _Stretch:
    """A part of a row that words can lie in, and those that lie there."""

    def __init__(self, y: int, start: int, end: int) -> None:
        self.y, self.start, self.end = y, start, end
        self.words: list[PlaneWord] = []
        self.cost = 0.0

    def takes(self, words: Sequence[PlaneWord]) -> bool:
        """Whether these words have room here."""
        return sum(word.width for word in words) + GAP * (len(words) - 1) <= self.end - self.start


def _stretches(width: int, height: int, middle: Box) -> Iterator[_Stretch]:
    for y in range(height):
        start, end = 1, width - 1
        if y in (0, height - 1):
            start += len(LEFT_CORNERS[y > 0]) + GAP
            end -= len(RIGHT_CORNERS[y > 0]) + GAP
        if middle.y <= y < middle.y + middle.height:
            yield _Stretch(y, start, middle.x - GAP)
            yield _Stretch(y, middle.end + GAP, end)
        else:
            yield _Stretch(y, start, end)


def _is_on_wrong_side(word: PlaneWord, x: int, y: int, width: int, height: int) -> bool:
    if abs(word.x) > _CLEARLY and (2 * x + word.width > width) != (word.x > 0):
        return True
    return abs(word.y) > _CLEARLY_UP and (2 * y < height) != (word.y > 0)


def _placed(
    words: Sequence[PlaneWord],
    stretches: Sequence[_Stretch],
    width: int,
    height: int,
    *,
    clear_first: bool = False,
) -> dict[str, Box] | None:
    """A place for each word, the nearest that is free; ``None`` where one finds none.

    The longest look for theirs first; with ``clear_first`` what is clearly lively or quiet before all others.
    """
    wanted = {word.id: (1 + (word.x + 1) / 2 * (width - 2 - word.width), (1 - word.y) / 2 * (height - 1))
              for word in words}  # fmt: skip

    def cost(stretch: _Stretch, words: list[PlaneWord], most: float = math.inf) -> float:
        """How far the words would lie from where they want to; not told further than ``most``."""
        lefts = _lined_up(stretch, words, [wanted[word.id][0] for word in words])
        total = 0.0
        for word, left in zip(words, lefts, strict=True):
            x, y = wanted[word.id]
            total += (left - x) ** 2 + (_ROW * (stretch.y - y)) ** 2
            if _is_on_wrong_side(word, left, stretch.y, width, height):
                total += _WRONG_SIDE
            if total > most:
                break
        return total

    def put(word: PlaneWord) -> bool:
        best: tuple[float, int, list[PlaneWord], float] | None = None
        for n, stretch in enumerate(stretches):
            if best is not None and (_ROW * (stretch.y - wanted[word.id][1])) ** 2 >= best[0]:
                continue  # the rows alone are too far
            more = sorted([*stretch.words, word], key=_order)
            if stretch.takes(more):
                after = cost(stretch, more, math.inf if best is None else best[0] + stretch.cost)
                if best is None or (after - stretch.cost, n) < best[:2]:
                    best = (after - stretch.cost, n, more, after)
        if best is None:
            return False
        stretches[best[1]].words, stretches[best[1]].cost = best[2], best[3]
        return True

    def exchange(word: PlaneWord, here: _Stretch) -> None:
        """Change places with the word with which both come to lie better, if there is one."""
        rest = [each for each in here.words if each is not word]
        best: tuple[float, _Stretch, list[PlaneWord], list[PlaneWord]] | None = None
        for there in stretches:
            if there is here:
                continue
            for other in there.words:
                left = sorted([*rest, other], key=_order)
                right = sorted([*(each for each in there.words if each is not other), word], key=_order)
                if here.takes(left) and there.takes(right):
                    at_most = here.cost + there.cost - (best[0] if best else 0.5)
                    after = cost(here, left, at_most)
                    after += cost(there, right, at_most - after)
                    if after < at_most:
                        best = here.cost + there.cost - after, there, left, right
        if best is not None:
            _, there, here.words, there.words = best
            here.cost, there.cost = cost(here, here.words), cost(there, there.words)

    clear = {word.id for word in words if clear_first and abs(word.y) > _CLEARLY_UP}
    order = sorted(words, key=lambda word: (word.id not in clear, -word.width, word.id))
    if not all(put(word) for word in order):
        return None
    for word in order:  # once more, as there are others now
        stretch = next(each for each in stretches if word in each.words)
        stretch.words = [each for each in stretch.words if each is not word]
        stretch.cost = cost(stretch, stretch.words)
        put(word)
    for word in order:  # where there is little room, none can move alone
        stretch = next(each for each in stretches if word in each.words)
        if abs(stretch.y - wanted[word.id][1]) > 1:
            exchange(word, stretch)
    places = {}
    for stretch in stretches:
        lefts = _lined_up(stretch, stretch.words, [wanted[word.id][0] for word in stretch.words])
        for word, left in zip(stretch.words, lefts, strict=True):
            places[word.id] = Box(left, stretch.y, word.width)
    return {word.id: places[word.id] for word in words}


def _order(word: PlaneWord) -> tuple[float, float, str]:
    return (word.x, -word.y, word.id)


def _lined_up(stretch: _Stretch, words: Sequence[PlaneWord], wanted: Sequence[float]) -> list[int]:
    """The first columns of words in their order, each as near as can be to where it wants to be."""
    # With the words before each taken off, the columns must not go back; the nearest such are the means of
    # what would (pool adjacent violators), kept within the room there is.
    offsets, offset = [], 0
    for word in words:
        offsets.append(offset)
        offset += word.width + GAP
    pools: list[tuple[float, int]] = []
    for want, before in zip(wanted, offsets, strict=True):
        mean, count = want - before, 1
        while pools and pools[-1][0] > mean:
            last, many = pools.pop()
            mean, count = (last * many + mean * count) / (many + count), many + count
        pools.append((mean, count))
    last = stretch.end - (offset - GAP)
    bases = [max(stretch.start, min(last, round(mean))) for mean, count in pools for _ in range(count)]
    return [base + before for base, before in zip(bases, offsets, strict=True)]


def cut_to(text: str, width: int) -> str:
    """A text cut to a width in cells, with a sign that it was."""
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"
