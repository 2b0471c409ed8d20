"""How soon a response came after bouts of one kind, held against bouts of another: a log-rank test.

A wait that cannot be followed to its end, since the days after it are empty, still says that nothing came
for so long. The waits after a pattern's own bouts are compared with those after other triggers at such hours
of the day. Both are followed to the next bout of the pattern at most: what comes after that one would else
count for those before it as well.
"""

from collections.abc import Sequence
from itertools import chain, groupby, repeat
from math import sqrt
from operator import itemgetter
from typing import NamedTuple

from companion.patterns.bouts import NEVER, Diary
from companion.patterns.diary_columns import DAY, HOUR
from companion.patterns.exact import t_tail

WORTH = ((6 * HOUR, 1.0), (12 * HOUR, 5 / 6), (18 * HOUR, 2 / 3))
"""A response within so many seconds counts so much..."""

LEAST_WORTH = 0.5
"""... and a later one so much."""

Placed = tuple[int, float]
"""A stratum, and a value in it."""


class Wait(NamedTuple):
    """After a bout: for how many ``seconds`` it could be followed or until a response came; ``came``: whether
    one did. ``part``: the part of the day of the bout; ``day``: its local day, and whose view it is in.
    """

    seconds: int
    came: bool
    part: int
    day: tuple[int, int]


def waits(
    diary: Diary,
    view: int,
    responses: Sequence[int],
    spans: Sequence[tuple[int, int]],
    openings: Sequence[int],
    farthest: int,
) -> list[Wait]:
    """The wait after each bout, given by its first and last position.

    ``view``: a number for this diary. ``openings``: the times (in order) at which bouts of the pattern begin;
    a wait ends before the next of them. ``farthest``: seconds after which it ends in any case.
    """
    at, wall, until, as_of = diary.at, diary.wall, diary.until, diary.as_of
    parts, days, (_, ahead) = diary.kinds("hour"), diary.day, diary.known
    times, starts = chain([at[i] for i in responses], repeat(NEVER)), chain(openings, repeat(NEVER))
    response, opening = next(times), next(starts)
    found = []
    for first, last in spans:
        closes = at[last]
        while opening <= closes:
            opening = next(starts)
        logged = ahead[first] if first == last else (until[first] + 1) * DAY - wall[last]
        known = min(logged, as_of - closes, farthest, opening - closes - 1)
        if known <= 0:
            continue
        while response <= closes:
            response = next(times)
        seconds = response - closes
        came = seconds <= known
        found.append(Wait(seconds if came else known, came, parts[first], (view, days[first])))
    return found


def sooner(own: Sequence[Wait], others: Sequence[Wait]) -> float:
    """p, one-sided: did responses come sooner, or more often, in ``own`` than in ``others``, but for chance?

    Weighted log-rank scores within the parts of the day, their means over local days compared by
    :func:`more_than`: bouts of one day share its responses, so they are not several.
    """
    rows = [
        (part, seconds, came, day, own_side)
        for side, own_side in ((own, True), (others, False))
        for seconds, came, part, day in side
    ]
    rows.sort(key=itemgetter(0, 1))
    placed: dict[bool, list[Placed]] = {True: [], False: []}
    for part, within in groupby(rows, key=itemgetter(0)):
        stratum = list(within)
        scores: dict[bool, dict[tuple[int, int], list[float]]] = {True: {}, False: {}}
        start, size, expected = 0, len(stratum), 0.0
        while start < size:
            seconds, end = stratum[start][1], start + 1
            while end < size and stratum[end][1] == seconds:
                end += 1
            here, worth = stratum[start:end], _worth(seconds)
            expected += worth * sum([came for _, _, came, _, _ in here]) / (size - start)
            for _, _, came, day, own_side in here:
                scores[own_side].setdefault(day, []).append(worth * came - expected)
            start = end
        for side, days in scores.items():
            placed[side] += [(part, sum(some) / len(some)) for some in days.values()]
    return more_than(placed[True], placed[False])


def _worth(seconds: int) -> float:
    for near, worth in WORTH:
        if seconds <= near:
            return worth
    return LEAST_WORTH


def more_than(own: Sequence[Placed], others: Sequence[Placed]) -> float:
    """p, one-sided: are the values of ``own`` larger than those of ``others``, but for chance?

    Each with the stratum it belongs to. By the sum over all strata, against all ways to share the values out
    within them (Student's tail for few).
    """
    strata: dict[int, tuple[list[float], list[float]]] = {}
    for side, rows in enumerate((own, others)):
        for stratum, value in rows:
            strata.setdefault(stratum, ([], []))[side].append(value)
    above = variance = 0.0
    degrees = 0
    for a, b in strata.values():
        n, n0 = len(a), len(b)
        if not n or not n0:
            continue
        total = n + n0
        mean = (sum(a) + sum(b)) / total
        above += sum(a) - n * mean
        variance += n * n0 / total / (total - 1) * sum((value - mean) ** 2 for value in (*a, *b))
        degrees += total - 1
    if not variance:
        return 1.0
    return t_tail(above / sqrt(variance), max(1, degrees - 1))
