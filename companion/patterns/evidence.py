"""The kinds of evidence for a pattern, and their correction for how much was looked at."""

from collections.abc import Sequence, Set
from typing import NamedTuple

from companion.model.vocabulary import Pattern
from companion.patterns.bouts import Diary
from companion.patterns.chains import alternation_test
from companion.patterns.counting import Viewed, look
from companion.patterns.exact import benjamini_hochberg
from companion.patterns.next_day import NextDay, next_day
from companion.patterns.order import TELLING, Order, order_symmetry
from companion.patterns.strata import SUSPICIOUS, elsewhere, same_moment_test

ENOUGH_BOUTS = 6
"""Bouts that a kind of evidence needs, and bouts or days to compare with."""


TWO_DAYS = 48
"""A window of so many hours holds the next day."""

KINDS = frozenset({"same_moment", "afterwards", "next_day"})
"""The kinds of evidence; that of a round is "afterwards"."""


class Test(NamedTuple):
    """One test that could have shown something.

    ``kind``: one of KINDS. ``doubts``: "hour", "weekday" or "answered" where
    these could explain it as well; with a doubt it is not confirmed.
    """

    kind: str
    p: float
    doubts: tuple[str, ...] = ()


class Evidence(NamedTuple):
    """The tests of one pattern, and how its order and its next days came out."""

    tests: tuple[Test, ...] = ()
    order: Order | None = None
    next_day: NextDay | None = None


def evidence(
    pattern: Pattern, diaries: Sequence[Diary], kinds: Set[str] = KINDS, telling: float = TELLING
) -> Evidence:
    """All kinds of evidence, or some. A test that these moments could not pass, however they fell, is not
    made.

    ``telling``: an order with a larger p than this is looked into no further.
    """
    if pattern.shape == "cycle":
        p, least = alternation_test(pattern, diaries)
        return Evidence((Test("afterwards", p),) if least <= SUSPICIOUS else ())
    tests = []
    order = days = None
    if "same_moment" in kinds and pattern.same_entry:
        viewed = look(pattern, diaries)
        if _enough_in_entries(pattern, viewed):
            p, least, doubts = same_moment_test(pattern, viewed)
            if least <= SUSPICIOUS:
                tests.append(Test("same_moment", p, doubts))
    if pattern.window_hours and not kinds.isdisjoint(("afterwards", "next_day")):
        order = order_symmetry(pattern, diaries, telling)
        if order.stands_together and order.counted.n >= ENOUGH_BOUTS:
            if order.least_p <= SUSPICIOUS:
                checks = {"weekday": order.weekly_p, "hour": order.hours_p}
                doubts = tuple(name for name, p in checks.items() if order.p <= SUSPICIOUS < p)
                tests.append(Test("afterwards", order.p, doubts))
            if pattern.window_hours >= TWO_DAYS:
                days = next_day(pattern, diaries)
                if days.days >= ENOUGH_BOUTS and days.least_p <= SUSPICIOUS:
                    tests.append(Test("next_day", days.p))
    return Evidence(tuple(test for test in tests if test.kind in kinds), order, days)


def _enough_in_entries(pattern: Pattern, viewed: Sequence[Viewed]) -> bool:
    """Are there enough bouts, and enough of other triggers to compare with?"""
    own = sum(len(counts.bouts) for _, counts in viewed)
    others = sum(elsewhere(pattern, diary)[1] for diary, _ in viewed)
    return own >= ENOUGH_BOUTS and others >= ENOUGH_BOUTS


def correct(all_evidence: Sequence[Evidence]) -> list[tuple[float, ...]]:
    """q of every test of every pattern, after Benjamini and Hochberg over all of them."""
    adjusted = iter(benjamini_hochberg([test.p for each in all_evidence for test in each.tests]))
    return [tuple(next(adjusted) for _ in each.tests) for each in all_evidence]
