"""The next day: does the response come on the day after, more than on the day before?

Local days, not hours: pulling back a night later, at whatever hour, is what diaries kept by the day have
found. Only days whose two neighbours are logged as well say anything.
"""

from collections.abc import Sequence
from typing import NamedTuple

from companion.model.vocabulary import Pattern
from companion.patterns.bouts import Diary
from companion.patterns.exact import Table, binomial_tail, stratified_test

SYMMETRY_WEIGHT = 0.0625
"""The p of the day after against the day before counts so much, since it comes on top of the other test."""


class NextDay(NamedTuple):
    """The next day of one pattern.

    after_p: that a response is more common on the day after a trigger than after other days (an exact
    Mantel-Haenszel test, given the day before and the day of the week). symmetry_p: than on the day before
    (an exact test of the days that differ). least_p: the smallest p these days could give to both. after,
    before: days of a trigger with a response the day after, and the day before; days: all of them.
    """

    after_p: float = 1.0
    symmetry_p: float = 1.0
    least_p: float = 1.0
    after: int = 0
    before: int = 0
    days: int = 0

    @property
    def p(self) -> float:
        """The weaker of the two tests."""
        return max(self.after_p, SYMMETRY_WEIGHT * self.symmetry_p)


def next_day(pattern: Pattern, views: Sequence[Diary]) -> NextDay:
    """The evidence for the next day of one pattern, from every person's view of the diary."""
    rows: list[Table] = []
    only_after = only_before = both = days = 0
    for diary in views:
        of_trigger = {diary.day[i] for i in diary.counted(pattern.antecedents)}
        of_response = {diary.day[i] for i in diary.counted(pattern.responses)}
        if not of_trigger or not of_response:
            continue
        after = {day - 1 for day in of_response}  # days with a response the day after
        before = {day + 1 for day in of_response}
        for weekday in diary.followed_days:
            for here in (weekday - before, weekday & before):
                n, n0 = len(here & of_trigger), len(here - of_trigger)
                k, k0 = len(here & of_trigger & after), len((here - of_trigger) & after)
                rows.append((k, n, k0, n0))
        own = frozenset[int]().union(*diary.followed_days) & of_trigger
        days += len(own)
        both += len(own & after & before)
        only_after += len((own & after) - before)
        only_before += len((own & before) - after)
    after_p, least = stratified_test(rows)
    differ = only_after + only_before
    return NextDay(
        after_p,
        binomial_tail(only_after, differ, 0.5),
        max(least, 0.5**differ),
        only_after + both,
        only_before + both,
        days,
    )
