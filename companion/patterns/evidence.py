"""The two kinds of evidence for a pattern, and their correction for how much was looked at."""

from collections.abc import Sequence
from typing import NamedTuple

from companion.model.vocabulary import Pattern
from companion.patterns.bouts import Diary
from companion.patterns.chains import alternation_test
from companion.patterns.counting import Counts
from companion.patterns.exact import benjamini_hochberg
from companion.patterns.order import Order, order_symmetry
from companion.patterns.strata import SUSPICIOUS, same_moment_test


class Test(NamedTuple):
    """One test that could have shown something.

    ``kind``: "same_moment" or "afterwards". ``doubts``: "hour" or "weekday" where these could explain it as
    well; with a doubt it is not confirmed.
    """

    kind: str
    p: float
    doubts: tuple[str, ...] = ()


class Evidence(NamedTuple):
    """The tests of one pattern, and how its order came out."""

    tests: tuple[Test, ...] = ()
    order: Order | None = None


def evidence(pattern: Pattern, diary: Diary, counts: Counts) -> Evidence:
    """Both kinds of evidence. A test that these moments could not pass, however they fell, is not made."""
    if pattern.shape == "cycle":
        p, least = alternation_test(pattern, diary)
        return Evidence((Test("afterwards", p),) if least <= SUSPICIOUS else ())
    tests = []
    order = None
    if pattern.same_entry:
        p, least, doubts = same_moment_test(pattern, diary, counts)
        if least <= SUSPICIOUS:
            tests.append(Test("same_moment", p, doubts))
    if pattern.window_hours:
        order = order_symmetry(pattern, diary)
        if order.stands_together and order.least_p <= SUSPICIOUS:
            doubts = ("weekday",) if order.p <= SUSPICIOUS < order.weekly_p else ()
            tests.append(Test("afterwards", order.p, doubts))
    return Evidence(tuple(tests), order)


def correct(all_evidence: Sequence[Evidence]) -> list[tuple[float, ...]]:
    """q of every test of every pattern, after Benjamini and Hochberg over all of them."""
    adjusted = iter(benjamini_hochberg([test.p for each in all_evidence for test in each.tests]))
    return [tuple(next(adjusted) for _ in each.tests) for each in all_evidence]
