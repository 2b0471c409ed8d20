"""From counts and tests to a state: counting, not seen, early sign, holds up, easing, growing."""

from collections.abc import Sequence
from typing import NamedTuple

from companion.model.vocabulary import Pattern
from companion.patterns.bouts import Diary
from companion.patterns.chains import alternation_test
from companion.patterns.counting import Counts, share
from companion.patterns.exact import benjamini_hochberg, mid_p_greater
from companion.patterns.order import order_symmetry
from companion.patterns.strata import same_moment_test

ENOUGH_BOUTS = 6
ENOUGH_DAYS = 14
ENOUGH_DAYS_FOLLOWED = 3
"""A pattern needs follow-ups on so many separate days before it can hold up."""

CONFIRMED = 0.05
"""Largest q of a pattern that holds up."""

STANDS_OUT = 0.20
"""Largest q of an early sign."""

CHANGED = 0.05
"""Largest p (one-sided, mid-p) of a change between the recent weeks and the earlier ones."""

RECENT_WEEKS = 8
ENOUGH_FOR_TREND = 5


class Evidence(NamedTuple):
    """p values of those tests of a pattern that could have shown something; the e value of its order."""

    p_values: tuple[float, ...]
    e: float | None


class Trend(NamedTuple):
    """Shares in the last ``weeks`` weeks and before."""

    recent: tuple[int, int]
    earlier: tuple[int, int]
    weeks: int

    @property
    def direction(self) -> int:
        """-1 when the recent share is lower by more than chance, 1 when higher, else 0."""
        if mid_p_greater(*self.earlier, *self.recent) <= CHANGED:
            return -1
        return int(mid_p_greater(*self.recent, *self.earlier) <= CHANGED)


def needed(counts: Counts, days: int) -> tuple[str, str] | None:
    """What is still to be counted, and how far it is: ("bouts", "5 of 6"); None when there is enough."""
    if len(counts.bouts) < ENOUGH_BOUTS:
        return "bouts", f"{len(counts.bouts)} of {ENOUGH_BOUTS}"
    if len(counts.others) < ENOUGH_BOUTS:
        return "comparison", f"{len(counts.others)} of {ENOUGH_BOUTS}"
    if days < ENOUGH_DAYS:
        return "weeks", f"{days // 7} of {ENOUGH_DAYS // 7}"
    return None


def evidence(pattern: Pattern, diary: Diary, counts: Counts) -> Evidence:
    """Both kinds of evidence. A test that these moments could not pass, however they fell, is not made."""
    p_values = []
    e = None
    if pattern.shape == "cycle":
        p_values.append(alternation_test(pattern, diary))
    else:
        if pattern.same_entry:
            p_values.append(same_moment_test(pattern, diary, counts))
        if pattern.window_hours:
            order = order_symmetry(pattern, diary)
            e = order.e
            if order.stands_together:
                p_values.append((order.p, order.least_p))
    return Evidence(tuple(p for p, least in p_values if least <= CONFIRMED), e)


def correct(all_evidence: Sequence[Evidence]) -> list[float | None]:
    """The smallest q of each pattern, after Benjamini and Hochberg over every test of every pattern."""
    adjusted = iter(benjamini_hochberg([p for one in all_evidence for p in one.p_values]))
    return [min((next(adjusted) for _ in one.p_values), default=None) for one in all_evidence]


def stands_out(counts: Counts) -> bool:
    """Is the share larger than the comparison's?"""
    k, n = share(counts.bouts)
    k0, n0 = share(counts.others)
    return k * n0 > k0 * n


def spread_out(counts: Counts, diary: Diary) -> bool:
    """Do the follow-ups lie on enough separate days?"""
    days = {diary.day[one.bout.first] for one in counts.bouts if one.response is not None}
    return len(days) >= ENOUGH_DAYS_FOLLOWED


def held_up_alone(pattern: Pattern, diary: Diary, counts: Counts, patterns: int) -> bool:
    """Was the pattern confirmed in an earlier ``diary``, corrected for two tests of each of ``patterns``?"""
    if needed(counts, ENOUGH_DAYS) or not stands_out(counts) or not spread_out(counts, diary):
        return False
    p = min(evidence(pattern, diary, counts).p_values, default=1.0)
    return p * 2 * patterns <= CONFIRMED


def trend(counts: Counts, diary: Diary, today: int) -> Trend | None:
    """The last eight weeks, or half of a younger diary, against what came before; None with too few bouts."""
    if not diary.day:
        return None
    weeks = min(RECENT_WEEKS, (today - diary.day[0] + 1) // 14)
    since = today - 7 * weeks
    recent = share([one for one in counts.bouts if diary.day[one.bout.first] > since])
    earlier = share([one for one in counts.bouts if diary.day[one.bout.first] <= since])
    if min(recent[1], earlier[1]) < ENOUGH_FOR_TREND:
        return None
    return Trend(recent, earlier, weeks)
