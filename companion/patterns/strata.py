"""Same-moment evidence, and what else could make a difference: comparing like with like.

A response noted in the same entry as the trigger is compared with the person's other moments *of the same
kind*: stressed days with stressed days, the same four weeks, the same hours, weekends with weekends, the
same person.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from companion.model.vocabulary import Pattern
from companion.patterns.bouts import STRESS, Diary
from companion.patterns.counting import Counts, Share
from companion.patterns.exact import Table, fisher_greater, stratified_test

SUSPICIOUS = 0.05
"""A difference with a larger p than this could be chance."""


class SameMoment(NamedTuple):
    """p and the smallest p possible; doubts: what could explain it; how common the response is elsewhere."""

    p: float
    least_p: float
    doubts: tuple[str, ...]
    elsewhere: Share


def same_moment_test(pattern: Pattern, diary: Diary, counts: Counts) -> SameMoment:
    """One-sided exact conditional test of responses in the same moment as an antecedent, against elsewhere.

    Within stressed days and the rest, within one person, and within four weeks. The difference has to show
    within three hours of the clock too, and within weekends, where other moments stand there to compare
    with: the weakest p counts. ``doubts`` names those that leave a difference which could be chance.
    """
    compared = _Compared(pattern, diary, counts)
    p, least = stratified_test(compared.tables("period"))
    if p > SUSPICIOUS:
        return SameMoment(p, least, (), compared.elsewhere)
    checks = [(name, *stratified_test(compared.tables(name))) for name in ("hour", "weekday")]
    telling = [(name, check) for name, check, could_be in checks if could_be <= SUSPICIOUS]
    doubts = tuple(name for name, check in telling if check > SUSPICIOUS)
    return SameMoment(max([p, *(check for _, check in telling)]), least, doubts, compared.elsewhere)


class _Compared:
    """A pattern's bouts, and bouts of any trigger without its antecedents, by what was in the same moment.

    The moment that says "a stressed day" made its stratum, so it is no fair part of it, on either side.
    Bouts stand here as the positions of their first moments; those elsewhere as all there are, and those
    that are to be taken off.
    """

    def __init__(self, pattern: Pattern, diary: Diary, counts: Counts) -> None:
        self.diary = diary
        self.marking = STRESS.difference(pattern.antecedents)
        self.stressed = diary.stress_days(pattern.antecedents)
        self.windows = (pattern.window_hours, pattern.same_day)
        antecedents, marks = diary.standing(pattern.antecedents), frozenset(diary.standing(self.marking))
        followed, unfollowed = counts.followed, counts.unfollowed
        if not marks.isdisjoint(antecedents):
            followed = [one for one in followed if marks.isdisjoint(one.bout)]
            unfollowed = [one for one in unfollowed if marks.isdisjoint(one.bout)]
        self.bouts = [one.bout[0] for one in followed] + [one.bout[0] for one in unfollowed]
        self.with_response = [one.bout[0] for one in followed if one.same_moment]

        spans, bout_of = diary.everywhere()
        eligible = diary.keep(("eligible", self.windows), lambda: _eligible(diary, *self.windows))
        apart = {bout_of[i] for i in (*antecedents, *marks) if i in bout_of} & eligible
        noted = {bout_of[i] for i in diary.standing(pattern.responses) if i in bout_of} & eligible - apart
        self.eligible = eligible
        self.taken_off = [spans.firsts[number] for number in apart]
        self.elsewhere_with_response = [spans.firsts[number] for number in noted]

    @property
    def elsewhere(self) -> Share:
        return len(self.elsewhere_with_response), len(self.eligible) - len(self.taken_off)

    def tables(self, name: str) -> list[Table]:
        """Counts (k, n, k0, n0) per stratum: the kind of that name, stressed or not, and person."""
        diary, codes = self.diary, self.marking
        like = diary.keep(("like", name, codes), lambda: self._like(name))
        firsts = diary.everywhere().spans.firsts
        everywhere = diary.keep(
            ("everywhere", name, codes, self.windows),
            lambda: Counter([like[firsts[number]] for number in self.eligible]),
        )
        k, n, k0, less = (
            Counter([like[i] for i in bouts])
            for bouts in (self.with_response, self.bouts, self.elsewhere_with_response, self.taken_off)
        )
        return [(k[one], n[one], k0[one], everywhere[one] - less[one]) for one in n]

    def _like(self, name: str) -> list[int]:
        stressed, persons = self.stressed, self.diary.kinds("person")
        rows = zip(self.diary.kinds(name), persons, self.diary.day, strict=True)
        return [(kind << 16) + (person << 1) + (day in stressed) for kind, person, day in rows]


def _eligible(diary: Diary, hours: int, same_day: bool) -> frozenset[int]:
    """Numbers of the bouts of any trigger whose window has closed and lies within logged days."""
    (firsts, lasts), _ = diary.everywhere()
    ends, end_days = diary.windows(hours, same_day)
    return frozenset(
        number
        for number, (first, last) in enumerate(zip(firsts, lasts, strict=True))
        if not hours or (ends[last] <= diary.as_of and end_days[last] <= diary.until[first])
    )


def confounders(
    pattern: Pattern, diary: Diary, counts: Counts, doubts: Iterable[str]
) -> tuple[str, ...]:
    """What explains the difference (within it at most half is left), and ``doubts`` that tests raised."""
    (k, n), (k0, n0) = counts.share, counts.other_share
    found: list[str] = []
    if n and n0 and k * n0 > k0 * n and fisher_greater(k, n, k0, n0) <= SUSPICIOUS:
        found = [name for name in ("stress", "hour", "person") if _explains(name, pattern, diary, counts)]
    return tuple(dict.fromkeys([*found, *doubts]))


def _explains(name: str, pattern: Pattern, diary: Diary, counts: Counts) -> bool:
    if name == "stress":
        stressed = diary.stress_days(pattern.antecedents)
        kind: Sequence[int] = [day in stressed for day in diary.day]
    else:
        kind = diary.kinds(name)
    ks, ns, k0s, n0s = (
        Counter([kind[i] for i in firsts])
        for firsts in (
            [one.bout[0] for one in counts.followed],
            [one.bout[0] for one in (*counts.followed, *counts.unfollowed)],
            counts.others.followed,
            counts.others.firsts,
        )
    )
    tables = [(ks[one], ns[one], k0s[one], n0s[one]) for one in ns]
    (k, n), (k0, n0) = counts.share, counts.other_share
    halved = _adjusted_difference(tables) <= (k / n - k0 / n0) / 2
    return halved and stratified_test(tables)[0] > SUSPICIOUS


def _adjusted_difference(tables: Sequence[Table]) -> float:
    """Difference of shares within strata, weighted as Mantel and Haenszel do; 0 when none has both sides."""
    above = sum((k * n0 - k0 * n) / (n + n0) for k, n, k0, n0 in tables)
    weight = sum(n * n0 / (n + n0) for _, n, _, n0 in tables)
    return above / weight if weight else 0.0
