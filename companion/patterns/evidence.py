"""The kinds of evidence for a pattern, and their correction for how much was looked at."""

from collections.abc import Sequence
from typing import NamedTuple

from companion.model.vocabulary import Pattern
from companion.patterns.chains import alternation_test
from companion.patterns.counting import Viewed
from companion.patterns.exact import benjamini_hochberg
from companion.patterns.next_day import NextDay, next_day
from companion.patterns.order import Order, order_symmetry
from companion.patterns.strata import SUSPICIOUS, elsewhere, same_moment_test

ENOUGH_BOUTS = 6
"""Bouts that a kind of evidence needs, and bouts or days to compare with."""


TWO_DAYS = 48
"""A window of so many hours holds the next day."""


class Test(NamedTuple):
    """One test that could have shown something.

    ``kind``: "same_moment", "afterwards" or "next_day". ``doubts``: "hour", "weekday" or "answered" where
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


def evidence(pattern: Pattern, viewed: Sequence[Viewed]) -> Evidence:
    """All kinds of evidence. A test that these moments could not pass, however they fell, is not made."""
    views = [diary for diary, _ in viewed]
    if pattern.shape == "cycle":
        p, least = alternation_test(pattern, views)
        return Evidence((Test("afterwards", p),) if least <= SUSPICIOUS else ())
    tests = []
    order = days = None
    if pattern.same_entry and _enough_in_entries(pattern, viewed):
        p, least, doubts = same_moment_test(pattern, viewed)
        if least <= SUSPICIOUS:
            tests.append(Test("same_moment", p, doubts))
    if pattern.window_hours:
        order = order_symmetry(pattern, views)
        if order.stands_together and order.counted.n >= ENOUGH_BOUTS:
            if order.least_p <= SUSPICIOUS:
                checks = {"weekday": order.weekly_p, "hour": order.hours_p}
                doubts = tuple(name for name, p in checks.items() if order.p <= SUSPICIOUS < p)
                tests.append(Test("afterwards", order.p, doubts))
            if pattern.window_hours >= TWO_DAYS:
                days = next_day(pattern, views)
                if days.days >= ENOUGH_BOUTS and days.least_p <= SUSPICIOUS:
                    tests.append(Test("next_day", days.p))
    return Evidence(tuple(tests), order, days)


def _enough_in_entries(pattern: Pattern, viewed: Sequence[Viewed]) -> bool:
    """Are there enough bouts, and enough of other triggers to compare with?"""
    own = sum(len(counts.bouts) for _, counts in viewed)
    others = sum(elsewhere(pattern, diary)[1] for diary, _ in viewed)
    return own >= ENOUGH_BOUTS and others >= ENOUGH_BOUTS


def correct(all_evidence: Sequence[Evidence]) -> list[tuple[float, ...]]:
    """q of every test of every pattern, after Benjamini and Hochberg over all of them."""
    adjusted = iter(benjamini_hochberg([test.p for each in all_evidence for test in each.tests]))
    return [tuple(next(adjusted) for _ in each.tests) for each in all_evidence]
