"""Order symmetry: does the response come *after* the trigger, or do the two merely stand together?

Whatever drives both, a bad day or an evening habit, puts the response before the trigger as often as after
it. So the gaps from trigger to response are compared with the gaps from response to trigger.

The moments of either kind are laid out in time and cut into runs of one kind: T T R T R R ... Each run of
triggers has a gap before it (from the last response) and a gap after it (to the next one); so has each run
of responses. Every gap is one uninterrupted stretch of time, used once from either side. A short gap scores
high: how many times half the window it is short of, so that five hours of forty-eight count far more than
forty. Under symmetry the sign of (score of the gap trigger-to-response) - (score of the gap
response-to-trigger) is a fair coin's.

Gaps are measured in the person's own clock: a day is as long as any other, but within it time passes as the
responses are spread over the hours (so an evening habit after an afternoon habit shows nothing).
"""

from itertools import pairwise
from math import log2, sqrt
from typing import NamedTuple

from companion.model.vocabulary import Pattern
from companion.patterns.bouts import DAY, HOUR, Diary
from companion.patterns.exact import e_value, signed_score_test

STEPS = 3
"""Score steps to each halving of the gap."""

HALVINGS = 4
"""Gaps shorter than the window halved so often score no higher."""

SCREEN = 1.645
"""A pair is tested only when it stands together by day more than this many standard errors above chance."""

LEAST_PAIRS = 4

GRAIN = 300
"""Seconds of the clock that count as the same time when habits are taken out."""

TELLING = 0.05
"""Only an order with a p up to this is looked at again for habits of the day of the week."""


class Order(NamedTuple):
    """p and the smallest p the same gaps could give; whether the pair stands together at all.

    ``weekly_p``: the p that is left when habits of the day of the week are taken out as well.

    ``after``, ``before``: how often a response stood nearer after a trigger than before it, and the reverse.
    """

    p: float
    least_p: float
    after: int
    before: int
    weekly_p: float
    stands_together: bool

    @property
    def e(self) -> float:
        """Evidence that stays fair under repeated looks, from the signs alone."""
        return e_value(self.after, self.before)


class Gaps(NamedTuple):
    """Scores of the gaps between neighbouring runs, in time order; ``None`` where an unlogged day lies in it.

    They run from trigger to response and back in turn; ``forward`` says that the first runs from a trigger.
    """

    forward: bool
    scores: list[int | None]


def order_symmetry(pattern: Pattern, diary: Diary) -> Order:
    """The afterwards evidence of one pattern."""
    triggers = diary.counted(pattern.antecedents)
    times = {diary.at[i] for i in triggers}
    # A response in, or at the very second of, a trigger's moment has no order.
    responses = [i for i in diary.counted(pattern.responses) if diary.at[i] not in times]
    if not triggers or not responses:
        return Order(1.0, 1.0, 0, 0, 1.0, False)
    hours = pattern.window_hours
    p, least, after, before = _symmetry(diary, triggers, responses, hours, DAY)
    weekly_p = _symmetry(diary, triggers, responses, hours, 7 * DAY)[0] if p <= TELLING else 1.0
    together = after + before >= LEAST_PAIRS and _stand_together(diary, triggers, responses, hours)
    return Order(p, least, after, before, weekly_p, together)


def _symmetry(
    diary: Diary, triggers: list[int], responses: list[int], hours: int, cycle: int
) -> tuple[float, float, int, int]:
    """(p, smallest p, signs for after, signs for before): the weaker of the runs of triggers and of
    responses.

    From either side, since runs that keep a beat would be counted twice from the other.
    """
    forward, scores = _gaps(diary, triggers, responses, hours, cycle)
    weakest = (0.0, 0.0, 0, 0)
    for first in (0, 1):
        sign = 1 if forward is (first == 0) else -1
        pairs = zip(scores[first::2], scores[first + 1 :: 2], strict=False)
        differences = [sign * (a - b) for a, b in pairs if a is not None and b is not None]
        p, least = signed_score_test(differences)
        if p >= weakest[0]:
            weakest = (p, least, sum(d > 0 for d in differences), sum(d < 0 for d in differences))
    return weakest


def _gaps(diary: Diary, triggers: list[int], responses: list[int], hours: int, cycle: int) -> Gaps:
    """The gaps between neighbouring runs, with one (scored 0) at either end of the diary.

    Hours count as the responses are spread over a cycle of so many seconds (a day, or a week).
    """
    at, wall, since, until = diary.at, diary.wall, diary.since, diary.until
    window = hours * HOUR
    spread = _spread([wall[i] % cycle // GRAIN for i in responses], cycle // GRAIN)
    cycle_hours = cycle // HOUR

    def score(a: int, b: int) -> int:
        turns = wall[b] // cycle - wall[a] // cycle
        within = spread[wall[b] % cycle // GRAIN] - spread[wall[a] % cycle // GRAIN]
        hours_between = (turns + within) * cycle_hours
        if hours_between <= hours * 2.0**-HALVINGS:
            return STEPS * HALVINGS
        return round(STEPS * max(0.0, log2(hours / hours_between)))

    own = frozenset(triggers)
    events = sorted([*triggers, *responses])
    kinds = [i in own for i in events]
    start = (wall[events[0]] - window) // DAY
    scores: list[int | None] = [0 if since[events[0]] <= start else None]
    for place, (a_triggers, b_triggers) in enumerate(pairwise(kinds)):
        if a_triggers is b_triggers:
            continue
        a, b = events[place], events[place + 1]
        reach = min(at[b] - at[a], window)
        # Known when every local day of the window beside the trigger has an entry, up to the response.
        after, before = (wall[a] + reach) // DAY <= until[a], since[b] <= (wall[b] - reach) // DAY
        scores.append(score(a, b) if (after if a_triggers else before) else None)
    last = events[-1]
    closed = at[last] + window <= diary.as_of and (wall[last] + window) // DAY <= until[last]
    scores.append(0 if closed else None)
    return Gaps(not kinds[0], scores)


def _spread(grains: list[int], size: int) -> list[float]:
    """For every grain of the cycle, the share of responses before its middle."""
    counts = [0] * size
    for grain in grains:
        counts[grain] += 1
    before, shares = 0, []
    for here in counts:
        shares.append((before + here / 2) / len(grains))
        before += here
    return shares


def _stand_together(diary: Diary, triggers: list[int], responses: list[int], hours: int) -> bool:
    """Do the two fall on the same local day (for long windows: or the days beside it) more than by chance?"""
    logged = diary.logged
    of_trigger = {diary.day[i] for i in triggers}
    of_response = {diary.day[i] for i in responses}
    for beside in (0, 1) if hours > 24 else (0,):
        near = {day + step for day in of_response for step in range(-beside, beside + 1)} & logged
        expected = len(of_trigger) * len(near) / len(logged)
        variance = expected * (1 - len(near) / len(logged)) * (1 - len(of_trigger) / len(logged))
        if variance > 0 and len(of_trigger & near) - expected > SCREEN * sqrt(variance):
            return True
    return False
