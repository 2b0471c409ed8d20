"""The next day: does the response come on the day after, more than on the day before?

Local days, not hours: pulling back a night later, at whatever hour, is what diaries kept by the day have
found. Only days whose two neighbours are logged as well say anything.
"""

from collections import Counter
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
    tables: Counter[tuple[int, int, bool, bool, bool]] = Counter()
    for number, diary in enumerate(views):
        of_trigger = {diary.day[i] for i in diary.counted(pattern.antecedents)}
        of_response = {diary.day[i] for i in diary.counted(pattern.responses)}
        if not of_trigger or not of_response:
            continue
        last = diary.today
        for day in diary.middle_days:
            if day + 1 < last:
                tables[
                    number, day % 7, day - 1 in of_response, day in of_trigger, day + 1 in of_response
                ] += 1
    strata = sorted({key[:3] for key in tables})
    rows: list[Table] = []
    for key in strata:
        k, k0 = tables[(*key, True, True)], tables[(*key, False, True)]
        rows.append((k, k + tables[(*key, True, False)], k0, k0 + tables[(*key, False, False)]))
    after_p, least = stratified_test(rows)
    only_after = sum(many for key, many in tables.items() if key[3] and key[4] and not key[2])
    only_before = sum(many for key, many in tables.items() if key[3] and key[2] and not key[4])
    both = sum(many for key, many in tables.items() if key[3] and key[2] and key[4])
    differ = only_after + only_before
    return NextDay(
        after_p,
        binomial_tail(only_after, differ, 0.5),
        max(least, 0.5**differ),
        only_after + both,
        only_before + both,
        sum(many for key, many in tables.items() if key[3]),
    )
