"""Same-moment evidence, and what else could make a difference: comparing like with like.

A response noted in the same entry as the trigger is compared with the person's other moments *of the same
kind*: stressed days with stressed days, the same four weeks, the same hours, weekends with weekends, the
same person.
"""

from collections.abc import Callable, Hashable, Sequence

from companion.model.vocabulary import Pattern
from companion.patterns.bouts import HOUR, Bout, Diary, Outcome
from companion.patterns.counting import Counts, share
from companion.patterns.exact import Table, fisher_greater, stratified_test

PERIOD_DAYS = 28
CLOCK_HOURS = 3
SUSPICIOUS = 0.05
"""A difference with a larger p than this needs no explaining."""

Kind = Callable[[Bout], Hashable]


def kinds_of_bout(pattern: Pattern, diary: Diary) -> dict[str, Kind]:
    """The ways to sort bouts into like and like; antecedents of the pattern mark no stressed day."""
    stressed = diary.stress_days(pattern.antecedents)
    day, entries, clock = diary.day, diary.entries, diary.clock
    start = day[0] if day else 0
    return {
        "stress": lambda bout: day[bout.first] in stressed,
        "hour": lambda bout: clock(bout.first) // (CLOCK_HOURS * HOUR),
        "person": lambda bout: entries[bout.first].person,
        "period": lambda bout: (day[bout.first] - start) // PERIOD_DAYS,
        "weekend": lambda bout: (day[bout.first] + 3) % 7 >= 5,  # day 0, 1970-01-01, was a Thursday
    }


def tables(
    bouts: Sequence[Outcome], others: Sequence[Outcome], kinds: Sequence[Kind], yes: Callable[[Outcome], bool]
) -> list[Table]:
    """Counts (k, n, k0, n0) per stratum; a stratum is one combination of ``kinds``."""
    rows: dict[Hashable, list[int]] = {}
    for side, outcomes in ((0, bouts), (2, others)):
        for outcome in outcomes:
            row = rows.setdefault(tuple([kind(outcome.bout) for kind in kinds]), [0, 0, 0, 0])
            row[side] += yes(outcome)
            row[side + 1] += 1
    return [(row[0], row[1], row[2], row[3]) for row in rows.values()]


def same_moment_test(pattern: Pattern, diary: Diary, counts: Counts) -> tuple[float, float]:
    """One-sided exact conditional test of responses in the same moment; (p, the smallest p it could have
    given).

    Always within stressed days and the rest, and within one person; and, each in turn, within four weeks,
    three hours of the clock, and weekends. The weakest of these is the result: the difference must show in
    all of them.
    """
    kinds = kinds_of_bout(pattern, diary)
    weakest = (0.0, 0.0)
    for also in ("period", "hour", "weekend"):
        strata = tables(
            counts.bouts,
            counts.others,
            [kinds["stress"], kinds["person"], kinds[also]],
            lambda outcome: outcome.same_moment,
        )
        weakest = max(weakest, stratified_test(strata))
    return weakest


def confounders(pattern: Pattern, diary: Diary, counts: Counts) -> tuple[str, ...]:
    """What explains a difference: within it the difference shrinks to half or less and could be chance."""
    k, n = share(counts.bouts)
    k0, n0 = share(counts.others)
    if not n or not n0 or k * n0 <= k0 * n or fisher_greater(k, n, k0, n0) > SUSPICIOUS:
        return ()
    kinds = kinds_of_bout(pattern, diary)
    found = []
    for name in ("stress", "hour", "person"):
        strata = tables(
            counts.bouts, counts.others, [kinds[name]], lambda outcome: outcome.response is not None
        )
        halved = _adjusted_difference(strata) <= (k / n - k0 / n0) / 2
        if halved and stratified_test(strata)[0] > SUSPICIOUS:
            found.append(name)
    return tuple(found)


def _adjusted_difference(strata: Sequence[Table]) -> float:
    """Difference of shares within strata, weighted as Mantel and Haenszel do; 0 when none has both sides."""
    above = sum((k * n0 - k0 * n) / (n + n0) for k, n, k0, n0 in strata)
    weight = sum(n * n0 / (n + n0) for _, n, _, n0 in strata)
    return above / weight if weight else 0.0
