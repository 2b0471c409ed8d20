"""Same-moment evidence, and what else could make a difference: comparing like with like.

A response noted in the same entry as the trigger is compared with the person's other moments *of the same
kind*: stressed days with stressed days, the same four weeks, the same hours, weekends with weekends, the
same person.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
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


class _Compared(NamedTuple):
    """First positions of bouts, the pattern's and those elsewhere, and of those with a response."""

    bouts: list[int]
    with_response: list[int]
    elsewhere: list[int]
    elsewhere_with_response: list[int]

    def tables(self, like: Callable[[int], int]) -> list[Table]:
        """Counts (k, n, k0, n0) per stratum."""
        k, n, k0, n0 = (Counter(map(like, firsts)) for firsts in (self[1], self[0], self[3], self[2]))
        return [(k[stratum], n[stratum], k0[stratum], n0[stratum]) for stratum in n]


def same_moment_test(pattern: Pattern, diary: Diary, counts: Counts) -> SameMoment:
    """One-sided exact conditional test of responses in the same moment as an antecedent, against elsewhere.

    Within stressed days and the rest, within one person, and within four weeks. The difference has to show
    within three hours of the clock too, and within weekends, where other moments stand there to compare
    with: the weakest p counts. ``doubts`` names those that leave a difference which could be chance.
    """
    compared = _compare(pattern, diary, counts)
    elsewhere = (len(compared.elsewhere_with_response), len(compared.elsewhere))
    stressed = diary.stress_days(pattern.antecedents)
    person, day = diary.kinds("person"), diary.day

    def within(name: str) -> tuple[float, float]:
        kind = diary.kinds(name)
        return stratified_test(
            compared.tables(lambda i: (kind[i] << 16) + (person[i] << 1) + (day[i] in stressed))
        )

    p, least = within("period")
    if p > SUSPICIOUS:
        return SameMoment(p, least, (), elsewhere)
    checks = [(name, *within(name)) for name in ("hour", "weekday")]
    telling = [(name, check) for name, check, could_be in checks if could_be <= SUSPICIOUS]
    doubts = tuple(name for name, check in telling if check > SUSPICIOUS)
    return SameMoment(max([p, *(check for _, check in telling)]), least, doubts, elsewhere)


def _compare(pattern: Pattern, diary: Diary, counts: Counts) -> _Compared:
    """The pattern's bouts, and those of any other trigger with none of its antecedents in them."""
    # The moment that says "a stressed day" made its stratum, so it is no fair part of it.
    marks = frozenset(diary.standing(STRESS.difference(pattern.antecedents)))
    followed = [one for one in counts.followed if marks.isdisjoint(one.bout)]
    unfollowed = [one for one in counts.unfollowed if marks.isdisjoint(one.bout)]

    (firsts, lasts), bout_of = diary.everywhere()
    ends, end_days = diary.windows(pattern.window_hours, pattern.same_day)
    own = {bout_of[i] for i in diary.standing(pattern.antecedents) if i in bout_of}
    marked = {bout_of[i] for i in marks if i in bout_of}
    noted = {bout_of[i] for i in diary.standing(pattern.responses) if i in bout_of}
    until, as_of, hours = diary.until, diary.as_of, pattern.window_hours
    apart = own | marked
    elsewhere = [
        number
        for number, (first, last) in enumerate(zip(firsts, lasts, strict=True))
        if number not in apart and (not hours or (ends[last] <= as_of and end_days[last] <= until[first]))
    ]
    return _Compared(
        [one.bout[0] for one in (*followed, *unfollowed)],
        [one.bout[0] for one in followed if one.same_moment],
        [firsts[number] for number in elsewhere],
        [firsts[number] for number in elsewhere if number in noted],
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
    tables = _Compared(
        [one.bout[0] for one in (*counts.followed, *counts.unfollowed)],
        [one.bout[0] for one in counts.followed],
        counts.others.firsts,
        counts.others.followed,
    ).tables(lambda i: kind[i])
    (k, n), (k0, n0) = counts.share, counts.other_share
    halved = _adjusted_difference(tables) <= (k / n - k0 / n0) / 2
    return halved and stratified_test(tables)[0] > SUSPICIOUS


def _adjusted_difference(tables: Sequence[Table]) -> float:
    """Difference of shares within strata, weighted as Mantel and Haenszel do; 0 when none has both sides."""
    above = sum((k * n0 - k0 * n) / (n + n0) for k, n, k0, n0 in tables)
    weight = sum(n * n0 / (n + n0) for _, n, _, n0 in tables)
    return above / weight if weight else 0.0
