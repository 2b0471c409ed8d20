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

from bisect import bisect_left, bisect_right
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


class Gap(NamedTuple):
    """Time between a trigger and a response next to each other: score, and is it known (no unlogged day)?"""

    forward: bool
    score: int
    known: bool


def order_symmetry(pattern: Pattern, diary: Diary) -> Order:
    """The afterwards evidence of one pattern."""
    triggers = diary.standing(pattern.antecedents)
    times = {diary.at[i] for i in triggers}
    # A response in, or at the very second of, a trigger's moment has no order.
    responses = [i for i in diary.standing(pattern.responses) if diary.at[i] not in times]
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
    gaps = _gaps(diary, triggers, responses, hours, cycle)
    weakest = (0.0, 0.0, 0, 0)
    for first in (True, False):
        differences = [
            (a.score - b.score) if a.forward else (b.score - a.score)
            for a, b in pairwise(gaps)
            if a.forward is first and a.known and b.known
        ]
        p, least = signed_score_test(differences)
        if p >= weakest[0]:
            weakest = (p, least, sum(d > 0 for d in differences), sum(d < 0 for d in differences))
    return weakest


def _gaps(diary: Diary, triggers: list[int], responses: list[int], hours: int, cycle: int) -> list[Gap]:
    """The gaps between neighbouring runs in time order, forward and backward in turn, with one at either end.

    Hours count as the responses are spread over a cycle of so many seconds (a day, or a week).
    """
    window = hours * HOUR
    clocks = sorted((diary.entries[i].wall - diary.day_start) % cycle for i in responses)

    def person_time(position: int) -> float:
        turns, clock = divmod(diary.entries[position].wall - diary.day_start, cycle)
        spread = (bisect_left(clocks, clock) + bisect_right(clocks, clock)) / (2 * len(clocks))
        return (turns + spread) * (cycle // HOUR)

    def logged(position: int, seconds: int) -> bool:
        """Has every local day from ``position`` to so much later (or earlier) an entry?"""
        day = diary.day[position]
        then = (diary.entries[position].wall + seconds - diary.day_start) // DAY
        ranks = diary.logged
        return then in ranks and ranks[then] - ranks[day] == then - day

    is_trigger = set(triggers)
    events = sorted([*triggers, *responses])
    kinds = [i in is_trigger for i in events]
    gaps = [Gap(not kinds[0], 0, logged(events[0], -window))]
    for a, b, a_triggers, b_triggers in zip(events, events[1:], kinds, kinds[1:], strict=False):
        if a_triggers is b_triggers:
            continue
        seconds = diary.at[b] - diary.at[a]
        length = max(0.0, person_time(b) - person_time(a)) / hours
        halvings = HALVINGS if length <= 2.0**-HALVINGS else max(0.0, -log2(length))
        reach = min(seconds, window)
        known = logged(a, reach) if a_triggers else logged(b, -reach)
        gaps.append(Gap(a_triggers, round(STEPS * halvings), known))
    closed = diary.at[events[-1]] + window <= diary.as_of
    gaps.append(Gap(kinds[-1], 0, closed and logged(events[-1], window)))
    return gaps


def _stand_together(diary: Diary, triggers: list[int], responses: list[int], hours: int) -> bool:
    """Do the two fall on the same local day (for long windows: or the days beside it) more than by chance?"""
    logged = diary.logged
    of_trigger = {diary.day[i] for i in triggers}
    of_response = {diary.day[i] for i in responses}
    for beside in (0, 1) if hours > 24 else (0,):
        near = {day + step for day in of_response for step in range(-beside, beside + 1)} & logged.keys()
        expected = len(of_trigger) * len(near) / len(logged)
        variance = expected * (1 - len(near) / len(logged)) * (1 - len(of_trigger) / len(logged))
        if variance > 0 and len(of_trigger & near) - expected > SCREEN * sqrt(variance):
            return True
    return False
