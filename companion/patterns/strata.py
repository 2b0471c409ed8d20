"""Same-moment evidence, and what else could make a difference: comparing like with like.

A response noted in the same entry as the trigger is compared with the person's other moments *of the same
kind*: stressed days with stressed days, the same four weeks, the same hours, weekends with weekends, the
same person.
"""

from collections.abc import Callable, Hashable, Sequence

from companion.model.vocabulary import Pattern
from companion.patterns.bouts import HOUR, STRESS, Bout, Diary, Outcome
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
        "weekday": lambda bout: (day[bout.first] + 3) % 7 >= 5,  # day 0, 1970-01-01, was a Thursday
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


def same_moment_test(
    pattern: Pattern, diary: Diary, counts: Counts
) -> tuple[float, float, tuple[str, ...]]:
    """One-sided exact conditional test of responses in the same moment: (p, smallest p possible, doubts).

    Within stressed days and the rest, within one person, and within four weeks. The difference has to show
    within three hours of the clock too, and within weekends, where other moments stand there to compare
    with: the weakest p counts. ``doubts`` names those that leave a difference which could be chance.
    """
    marks = STRESS.difference(pattern.antecedents)

    def fair(outcomes: Sequence[Outcome]) -> list[Outcome]:
        # The moment that says "a stressed day" made its stratum, so it is no fair part of it.
        return [
            one
            for one in outcomes
            if all(marks.isdisjoint(diary.entries[i].codes) for i in one.bout.positions)
        ]

    kinds = kinds_of_bout(pattern, diary)
    bouts, elsewhere = fair(counts.bouts), fair(counts.elsewhere)

    def within(name: str) -> tuple[float, float]:
        like = [kinds["stress"], kinds["person"], kinds[name]]
        return stratified_test(tables(bouts, elsewhere, like, lambda one: one.same_moment))

    p, least = within("period")
    if p > SUSPICIOUS:
        return p, least, ()
    checks = [(name, *within(name)) for name in ("hour", "weekday")]
    telling = [(name, check) for name, check, could_be in checks if could_be <= SUSPICIOUS]
    doubts = tuple(name for name, check in telling if check > SUSPICIOUS)
    return max([p, *(check for _, check in telling)]), least, doubts


def confounders(
    pattern: Pattern, diary: Diary, counts: Counts, doubts: Sequence[str]
) -> tuple[str, ...]:
    """What explains the whole difference (within it at most half is left), and ``doubts`` that tests raised."""
    found = [name for name in ("stress", "hour", "person") if _explains(name, pattern, diary, counts)]
    return tuple(dict.fromkeys([*found, *doubts]))


def _explains(name: str, pattern: Pattern, diary: Diary, counts: Counts) -> bool:
    k, n = share(counts.bouts)
    k0, n0 = share(counts.others)
    if not n or not n0 or k * n0 <= k0 * n or fisher_greater(k, n, k0, n0) > SUSPICIOUS:
        return False
    kind = kinds_of_bout(pattern, diary)[name]
    strata = tables(counts.bouts, counts.others, [kind], lambda outcome: outcome.response is not None)
    halved = _adjusted_difference(strata) <= (k / n - k0 / n0) / 2
    return halved and stratified_test(strata)[0] > SUSPICIOUS


def _adjusted_difference(strata: Sequence[Table]) -> float:
    """Difference of shares within strata, weighted as Mantel and Haenszel do; 0 when none has both sides."""
    above = sum((k * n0 - k0 * n) / (n + n0) for k, n, k0, n0 in strata)
    weight = sum(n * n0 / (n + n0) for _, n, _, n0 in strata)
    return above / weight if weight else 0.0
