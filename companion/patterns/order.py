"""Order symmetry: does the response come *after* the trigger, or do the two merely stand together?

Whatever drives both, a bad day or an evening habit, puts the response before the trigger as often as after
it. So for every bout, how near a response stood after it is held against how near one stood before it. Nearer
scores higher (see NEAR), and either side is looked at equally far: as far as the days are logged on the
shorter one. Bouts and responses that lie within a day of each other make a cluster; they share responses.
Were time to run backwards in one cluster, its sum alone would change its sign: so, under symmetry, the signs
of these sums are fair coins'.

Order alone is not specific to the trigger: who follows everything up some hours later, or writes every
evening, puts responses after all triggers. So how soon a response came is also held against how soon one
came after the other triggers at such hours of the day (see :mod:`companion.patterns.waits`).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import chain, pairwise, repeat
from math import sqrt
from typing import NamedTuple

from companion.model.vocabulary import Pattern
from companion.patterns.bouts import NEVER, Diary
from companion.patterns.diary_columns import DAY, HOUR, STRESS
from companion.patterns.exact import convolve, e_value, signed_score_test, t_tail
from companion.patterns.findings import Followed
from companion.patterns.strata import SUSPICIOUS
from companion.patterns.waits import Wait, sooner, waits

NEAR = ((6 * HOUR, 4), (12 * HOUR, 3), (18 * HOUR, 2), (24 * HOUR, 1))
"""A response so many seconds away, or nearer, scores so much."""

FARTHEST = NEAR[-1][0]

CONTROL_DAYS = (-28, -14, 14, 28)
"""So many days away lie the times that a bout is compared with: the same hour of the same weekday."""

SCREEN = 1.0
"""A pair is tested only when it stands together by day more than this many standard errors above chance."""

LEAST_PAIRS = 4

TELLING = 0.2
"""An order with a larger p is not held against anything else."""


class Order(NamedTuple):
    """The order of one pattern.

    symmetry_p: that responses stand nearer after the trigger than before. specific_p: that they come sooner,
    or more often, than after other triggers at such hours. hours_p: see :func:`hours_p`. weekly_p: nearer
    after than at the same hour of the same weekday, weeks earlier and later; both asked only where p could
    not be chance.
    least_p: the smallest p that these clusters could give. after, before: clusters in which responses stood
    nearer after, and the reverse. stands_together: whether the pair does at all. counted: the bouts by
    themselves. delays, delays_before: hours to the nearest response after and before, sorted.
    """

    symmetry_p: float = 1.0
    specific_p: float = 1.0
    weekly_p: float = 1.0
    hours_p: float = 0.0
    least_p: float = 1.0
    after: int = 0
    before: int = 0
    stands_together: bool = False
    counted: Followed = Followed()
    delays: tuple[float, ...] = ()
    delays_before: tuple[float, ...] = ()

    @property
    def p(self) -> float:
        """The weaker of the two tests."""
        return max(self.symmetry_p, self.specific_p)

    @property
    def e(self) -> float:
        """Evidence that stays fair under repeated looks, from the signs alone."""
        return e_value(self.after, self.before)


def untied(diary: Diary, responses: Sequence[int], triggers: Sequence[int]) -> list[int]:
    """Responses that have an order to the triggers: not in, or at the very second of, one's moment, nor
    written in one sitting with it without a time of their own.
    """
    at, sittings = diary.at, diary.sittings
    times = {at[i] for i in triggers}
    seated = {sittings[i] for i in triggers}
    return [i for i in responses if at[i] not in times and sittings[i] not in seated]


def order_symmetry(pattern: Pattern, views: Sequence[Diary], telling: float = TELLING) -> Order:
    """The afterwards evidence of one pattern, from every person's view of the diary.

    ``telling``: an order with a larger ``symmetry_p`` is not held against anything else.
    """
    farthest = min(FARTHEST, pattern.window_hours * HOUR)
    sides = [side for diary in views if (side := _side(pattern, diary)) is not None]
    clusters = [total for side in sides for total in side.cluster_sums()]
    p, least = signed_score_test(clusters)
    after, before = sum(d > 0 for d in clusters), sum(d < 0 for d in clusters)
    known = [gaps for side in sides for gaps in side.gaps if gaps is not None]
    delays = sorted(gap for gap, _ in known if gap is not None)
    delays_before = sorted(gap for _, gap in known if gap is not None)
    found = Order(
        symmetry_p=p,
        least_p=least,
        after=after,
        before=before,
        stands_together=after + before >= LEAST_PAIRS and any(map(_stands_together, sides)),
        counted=Followed(len(delays), len(known), len(delays_before), len(known), farthest // HOUR),
        delays=tuple(round(gap / HOUR, 2) for gap in delays),
        delays_before=tuple(round(gap / HOUR, 2) for gap in delays_before),
    )
    if p > telling or not found.stands_together:
        return found
    found = found._replace(specific_p=_specific_p(pattern, views, sides, farthest))
    if found.p > SUSPICIOUS:
        return found
    return found._replace(
        weekly_p=above_zero([d for side in sides for d in side.beyond_control()]),
        hours_p=hours_p(sides) if not STRESS.isdisjoint(pattern.antecedents) else 0.0,
    )


def _side(pattern: Pattern, diary: Diary) -> "_Side | None":
    """The pattern's bouts in one view, and what stood around them; ``None`` where there are none."""
    triggers = diary.counted(pattern.antecedents)
    if not triggers:
        return None
    responses = untied(diary, diary.counted(pattern.responses), triggers)
    farthest = min(FARTHEST, pattern.window_hours * HOUR)
    return _Side(diary, responses, diary.spans_of(pattern.antecedents), farthest)


class Around(NamedTuple):
    """A bout, by the positions of its first and last moments, and the positions of the nearest response after
    and before it; ``None`` where none is near enough to be known.
    """

    first: int
    last: int
    after: int | None
    before: int | None


def around_bouts(pattern: Pattern, diary: Diary) -> list[Around]:
    """The bouts that order is told of in one view, one by one, as :attr:`Order.counted` counts them."""
    side = _side(pattern, diary)
    if side is None:
        return []
    found, times, at = [], side.times, diary.at
    for (first, last), gaps in zip(side.spans, side.gaps, strict=True):
        if gaps is not None:
            after = None if gaps[0] is None else side.responses[bisect_right(times, at[last])]
            before = None if gaps[1] is None else side.responses[bisect_left(times, at[first]) - 1]
            found.append(Around(first, last, after, before))
    return found


def _specific_p(pattern: Pattern, views: Sequence[Diary], sides: Sequence["_Side"], farthest: int) -> float:
    """How soon a response came after the pattern's bouts, against bouts of other triggers (or own acts)."""
    acts = any(":" in code for code in pattern.antecedents)
    own: list[Wait] = []
    others: list[Wait] = []
    for view, side in enumerate(sides):
        openings = [side.diary.at[first] for first, _ in side.spans]
        own += waits(side.diary, view, side.responses, side.spans, openings, farthest)
    for view, diary in enumerate(views):
        spans, mine = diary.spans_of(pattern.antecedents), diary.where(pattern.antecedents)
        openings = [diary.at[first] for first, _ in spans]
        triggers = [i for i in (diary.counted_acts() if acts else diary.counted_triggers()) if i not in mine]
        responses = untied(diary, diary.counted(pattern.responses), triggers)
        others += waits(diary, view, responses, diary.spans(triggers), openings, farthest)
    return sooner(own, others)


def hours_p(sides: Sequence["_Side"]) -> float:
    """p, one-sided: given that both stand on one local day, is the response the later one more often than the
    hours alone would have it?

    Asked where the trigger marks the whole day (stress, being unwell): it is noted when one gets to it.
    """
    chances, later = [1.0], 0
    for side in sides:
        wall, at = side.diary.wall, side.diary.at
        hours = sorted([wall[i] % DAY for i in side.responses])
        by_day: dict[int, list[int]] = {}
        for i in side.responses:
            by_day.setdefault(side.diary.day[i], []).append(i)
        for first, _ in side.spans:
            for response in by_day.get(side.diary.day[first], ()):
                share = (bisect_right(hours, wall[first] % DAY) + 0.5) / (len(hours) + 1)
                chances = convolve(chances, [share, 1 - share])
                later += at[response] > at[first]
    return min(1.0, sum(chances[later:]))


Gaps = tuple[int | None, int | None]
"""Seconds to the nearest response after and before, ``None`` where none is near enough to be known."""

NEITHER: Gaps = (None, None)


def nearness(gap: int | None) -> int:
    """The score of a response so many seconds away."""
    if gap is not None:
        for seconds, score in NEAR:
            if gap <= seconds:
                return score
    return 0


def difference(gaps: Gaps | None) -> int:
    """How much nearer a response stood after than before."""
    return nearness(gaps[0]) - nearness(gaps[1]) if gaps else 0


class _Side:
    """Bouts of some triggers, and how near the responses stand to each."""

    def __init__(
        self, diary: Diary, responses: Sequence[int], spans: Sequence[tuple[int, int]], farthest: int
    ) -> None:
        self.diary = diary
        self.spans = spans
        self.farthest = farthest
        self.responses = responses
        self.times = [diary.at[i] for i in responses]
        self.gaps = self._all_around()

    def _all_around(self) -> list[Gaps | None]:
        """As :meth:`around`, for every bout."""
        diary, farthest = self.diary, self.farthest
        at, wall, until, as_of = diary.at, diary.wall, diary.until, diary.as_of
        back, ahead = diary.known
        found: list[Gaps | None] = []
        later = chain(self.times, repeat(NEVER))
        before, after = -NEVER, next(later)
        for first, last in self.spans:
            opens, closes = at[first], at[last]
            while after < opens:
                before, after = after, next(later)
            past = opens - before
            while after <= closes:
                before, after = after, next(later)
            known = ahead[first] if first == last else (until[first] + 1) * DAY - wall[last]
            reach = min(back[first], known, as_of - closes, farthest)
            if reach <= 0:
                found.append(None)
                continue
            future = after - closes
            found.append((future if future <= reach else None, past if past <= reach else None))
        return found

    def around(self, first: int, last: int, days: int = 0) -> Gaps | None:
        """The gaps around the bout from position ``first`` to ``last``, or around the same hours so many days
        away; ``None`` where nothing around is logged.

        Either side is looked at equally far: as far as the days are logged on the shorter one.
        """
        diary, away = self.diary, days * DAY
        opens_wall = diary.wall[first] + away
        stretch = diary.stretch_of(opens_wall // DAY)
        if stretch is None:
            return None
        opens, closes = diary.at[first] + away, diary.at[last] + away
        known_after = (stretch[1] + 1) * DAY - diary.wall[last] - away
        reach = min(opens_wall - stretch[0] * DAY, known_after, diary.as_of - closes, self.farthest)
        if reach <= 0:
            return None
        times = self.times
        after, before = bisect_right(times, closes), bisect_left(times, opens)
        return (
            times[after] - closes if after < len(times) and times[after] - closes <= reach else None,
            opens - times[before - 1] if before and opens - times[before - 1] <= reach else None,
        )

    def beyond_control(self) -> list[float]:
        """By how much each difference is more than at the same hour of the same weekday, weeks away."""
        found = []
        for (first, last), gaps in zip(self.spans, self.gaps, strict=True):
            if gaps is None:
                continue
            around = [self.around(first, last, days) for days in CONTROL_DAYS]
            control = [difference(one) for one in around if one is not None]
            if control:
                found.append(difference(gaps) - sum(control) / len(control))
        return found

    def cluster_sums(self) -> list[int]:
        """The differences added up over clusters: bouts and responses at most ``farthest`` apart."""
        at = self.diary.at
        opens = [at[first] for first, _ in self.spans]
        times = sorted([*opens, *(at[last] for _, last in self.spans), *self.times])
        breaks = [later for time, later in pairwise(times) if later - time > self.farthest]
        sums = [0] * (len(breaks) + 1)
        for time, gaps in zip(opens, self.gaps, strict=True):
            if gaps is not None and gaps != NEITHER:
                sums[bisect_right(breaks, time)] += difference(gaps)
        return sums


def above_zero(values: Sequence[float]) -> float:
    """p, one-sided, of Student's test that the mean is above 0."""
    n = len(values)
    if n < 3:
        return 1.0
    mean = sum(values) / n
    spread = sum((v - mean) ** 2 for v in values) / (n - 1)
    if not spread:
        return 0.5 if mean <= 0 else 2.0**-n
    return t_tail(mean / sqrt(spread / n), n - 1)


def _stands_together(side: _Side) -> bool:
    """Do the two fall on the same local day, or on days beside each other, more than by chance?"""
    day, logged = side.diary.day, side.diary.logged
    of_trigger = {day[first] for first, _ in side.spans}
    of_response = {day[i] for i in side.responses}
    for beside in (0, 1):
        near = {day + step for day in of_response for step in range(-beside, beside + 1)} & logged
        expected = len(of_trigger) * len(near) / len(logged)
        variance = expected * (1 - len(near) / len(logged)) * (1 - len(of_trigger) / len(logged))
        if variance > 0 and len(of_trigger & near) - expected > SCREEN * sqrt(variance):
            return True
    return False
