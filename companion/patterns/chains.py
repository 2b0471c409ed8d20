"""Chains: the round of reaching and stepping back (A-B-A), counted and tested.

A round has two directions: own acts (``R:``) answered by the partner's (``PB:``) and then own acts again,
and the other way round. Each is looked for by itself.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import sqrt

from companion.model.vocabulary import Pattern
from companion.patterns.bouts import Bout, Diary
from companion.patterns.diary_columns import HOUR
from companion.patterns.exact import NORMAL_ABOVE_VARIANCE, convolve, normal_tail, runs_distribution
from companion.patterns.outcomes import Compared, Outcomes


class Side:
    """Where one side's codes stand: positions and their times, in time order."""

    def __init__(self, diary: Diary, codes: Sequence[str], prefix: str) -> None:
        self.positions = diary.standing(code for code in codes if code.startswith(prefix))
        self.times = [diary.at[i] for i in self.positions]

    def next(self, time: int, *, including: bool = False) -> int | None:
        """The first position after ``time`` (or at it, when ``including``)."""
        place = (bisect_left if including else bisect_right)(self.times, time)
        return self.positions[place] if place < len(self.positions) else None


def directions(pattern: Pattern, diary: Diary) -> list[tuple[Side, Side]]:
    """For either direction, who reaches and who answers."""
    return [
        (Side(diary, pattern.antecedents, reach), Side(diary, pattern.responses, answer))
        for reach, answer in (("R:", "PB:"), ("PB:", "R:"))
    ]


class Rounds:
    """Finds the first whole round (reach, answer, reach again) that starts in a bout."""

    def __init__(self, pattern: Pattern, diary: Diary) -> None:
        self.at = diary.at
        self.window = pattern.window_hours * HOUR
        self.same_entry = pattern.same_entry
        self.directions = directions(pattern, diary)
        self.reaching = [frozenset(reach.positions) for reach, _ in self.directions]

    def of_each(self, bouts: Sequence[Bout], upto: Sequence[int]) -> tuple[Outcomes, list[Bout]]:
        """The rounds that began in bouts and closed within the window of the reach that began them; and the
        bouts in which none did.
        """
        rounds = [(bout, self._of(bout)) for bout in bouts]
        found = [(bout, *one) for bout, one in rounds if one is not None]
        columns = Outcomes(*map(list, zip(*found, strict=True))) if found else Outcomes([], [], [], [])
        return columns, [bout for bout, one in rounds if one is None]

    def _of(self, bout: Bout) -> tuple[int, int, int] | None:
        """The answer, the seconds until the round closed, and what closed it."""
        for side, reaching in zip(self.directions, self.reaching, strict=True):
            for start in bout:
                if start in reaching and (found := self._round(start, *side, including=self.same_entry)):
                    answered, closed = found
                    return answered, self.at[closed] - self.at[start], closed
        return None

    def after(self, firsts: Sequence[int], upto: Sequence[int]) -> Compared:
        """For comparison, by first moments: the answers, where one and then a reach followed in the
        window.
        """
        answers = [(first, self._answer(first)) for first in firsts]
        rows = [(first, answer) for first, answer in answers if answer is not None]
        return Compared(firsts, [first for first, _ in rows], [answer for _, answer in rows])

    def _answer(self, position: int) -> int | None:
        for side in self.directions:
            if found := self._round(position, *side, including=False):
                return found[0]
        return None

    def _round(self, start: int, reach: Side, answer: Side, *, including: bool) -> tuple[int, int] | None:
        begun = self.at[start]
        answered = answer.next(begun, including=including)
        closed = None if answered is None else reach.next(self.at[answered])
        if answered is None or closed is None or self.at[closed] > begun + self.window:
            return None
        return answered, closed


def alternation_test(pattern: Pattern, views: Sequence[Diary]) -> tuple[float, float]:
    """One-sided exact test that the two sides take turns more than a random order of the same moments would.

    The moments of either direction are cut into stretches wherever two follow each other by more than the
    window; a stretch keeps how many of either side it holds (so a bad week that drives both shows nothing),
    and the number of turns in it is compared with that of a random order (runs test). Moments with both
    sides in one entry have no order and are left out. Returns (p, the smallest p that these stretches could
    give).
    """
    highest = observed = 0
    chances = [1.0]
    mean = variance = 0.0
    stretches = [sides for diary in views for sides in _stretches(pattern, diary)]
    for sides in stretches:
        m = sum(sides)
        n = len(sides) - m
        observed += 1 + sum(a != b for a, b in pairwise(sides))
        highest += m + n if m == n else 2 * min(m, n) + 1
        mean += 1 + 2 * m * n / (m + n)
        variance += 2 * m * n * (2 * m * n - m - n) / ((m + n) ** 2 * (m + n - 1))
    if not stretches:
        return 1.0, 1.0
    if variance > NORMAL_ABOVE_VARIANCE:
        return normal_tail((observed - mean - 0.5) / sqrt(variance)), 0.0
    for sides in stretches:
        m = sum(sides)
        chances = convolve(chances, runs_distribution(m, len(sides) - m))
    return min(1.0, sum(chances[observed:])), min(1.0, sum(chances[highest:]))


def _stretches(pattern: Pattern, diary: Diary) -> Iterator[list[bool]]:
    """Runs of moments at most a window apart; True where the reaching side stands. Both sides are in each."""
    window = pattern.window_hours * HOUR
    for reach, answer in directions(pattern, diary):
        reaching, answering = (set(filter(diary.counts, side.positions)) for side in (reach, answer))
        sides: list[bool] = []
        before = None
        for i in sorted(reaching ^ answering):
            if before is not None and diary.at[i] - diary.at[before] > window:
                if len(set(sides)) == 2:
                    yield sides
                sides = []
            sides.append(i in reaching)
            before = i
        if len(set(sides)) == 2:
            yield sides
