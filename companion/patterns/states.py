"""From counts and tests to a state: counting, not seen, early sign, holds up, easing, growing."""

from collections.abc import Sequence
from typing import NamedTuple

from companion.model.vocabulary import Pattern
from companion.patterns.counting import Counts
from companion.patterns.differences import has_elsewhere
from companion.patterns.evidence import ENOUGH_BOUTS, Test
from companion.patterns.exact import fisher_two_sided
from companion.patterns.outcomes import Share
from companion.patterns.tallies import ENOUGH_DAYS_FOLLOWED, Tally

ENOUGH_DAYS = 14
CONFIRMED = 0.03
"""Largest q of a pattern that holds up: less than 0.05, since the same diary is looked at week after week."""

LEAST_TESTS = 6
"""Where fewer tests than this were made, it is smaller in proportion. A young diary allows one or two, but it
is looked at again every week, and with more of them."""

STANDS_OUT = 0.20
"""Largest q of an early sign."""

KEPT_WEEKS = 8
"""A pattern that was confirmed in one of the last so many weeks holds up for as long as it stands out."""

CHANGED = 0.005
"""Largest q (two-sided, all patterns told corrected together) of a change between the recent weeks and the
earlier ones, this week and the week before. It is so small since the same diary is looked at week after
week..."""

CHANGED_BY = 0.3
"""... and the change also has to be so large to be worth telling."""

RECENT_WEEKS = 8
ENOUGH_FOR_TREND = 5


class Trend(NamedTuple):
    """Shares in the last ``weeks`` weeks and before."""

    recent: Share
    earlier: Share
    weeks: int

    @property
    def direction(self) -> int:
        """-1 when the recent share is lower by much, 1 when higher by much, else 0."""
        change = self.recent[0] / self.recent[1] - self.earlier[0] / self.earlier[1]
        return 0 if abs(change) < CHANGED_BY else 1 if change > 0 else -1

    @property
    def p(self) -> float:
        """Fisher's exact test of the change, two-sided."""
        return fisher_two_sided(*self.recent, *self.earlier)


def needed(pattern: Pattern, tally: Tally, days: int) -> tuple[str, str] | None:
    """What is still to be counted, and how far it is: ("bouts", "5 of 6"); None when there is enough.

    Where the same entry counts, all bouts do, and all bouts of other triggers; else those that can be
    followed.
    """
    if has_elsewhere(pattern):
        n, n0 = tally.in_entry[1], tally.elsewhere[1]
    else:
        n, n0 = tally.share[1], tally.others[1]
    if n < ENOUGH_BOUTS:
        return "bouts", f"{n} of {ENOUGH_BOUTS}"
    if n0 < ENOUGH_BOUTS:
        return "comparison", f"{n0} of {ENOUGH_BOUTS}"
    if days < ENOUGH_DAYS:
        return "weeks", f"{days // 7} of {ENOUGH_DAYS // 7}"
    return None


def largest_confirmed(made: int) -> float:
    """The largest q that is confirmed where so many tests were ``made`` in all."""
    return CONFIRMED * min(1.0, made / LEAST_TESTS)


def confirmed_by(
    tests: Sequence[Test], q_values: Sequence[float], made: int = LEAST_TESTS
) -> tuple[str, ...]:
    """Kinds of evidence that are confirmed and free of doubt, where so many tests were ``made`` in all."""
    largest = largest_confirmed(made)
    return tuple(
        test.kind for test, q in zip(tests, q_values, strict=True) if q <= largest and not test.doubts
    )


def hinted_by(tests: Sequence[Test], q_values: Sequence[float]) -> tuple[str, ...]:
    """Kinds of evidence that stand out."""
    return tuple(test.kind for test, q in zip(tests, q_values, strict=True) if q <= STANDS_OUT)


def spread_out(tally: Tally) -> bool:
    """Do the follow-ups lie on enough separate days?"""
    return len(tally.days) >= ENOUGH_DAYS_FOLLOWED


def held_up_alone(tests: Sequence[Test], tally: Tally, patterns: int) -> bool:
    """Was a pattern confirmed by these tests, corrected for two tests of each of ``patterns``?"""
    if not spread_out(tally):
        return False
    return bool(confirmed_by(tests, [test.p * 2 * patterns for test in tests]))


def trend(tally: Tally, counts: Counts, day: Sequence[int], days: int, today: int) -> Trend | None:
    """The last eight weeks, or half of a younger diary, against what came before; None with too few bouts.

    Of all bouts, with a response in the same moment, where most responses stand there; else of those that
    could be followed, with one in the window. ``counts`` hold the recent bouts among those of ``tally``;
    ``day``: the local day of every position; ``days``: how old the whole is.
    """
    in_entry = tally.mostly_in_entry
    weeks = min(RECENT_WEEKS, days // 14)
    since = today - 7 * weeks
    with_response = counts.in_entry if in_entry else counts.followed_firsts
    firsts = (
        [bout[0] for bout in counts.bouts] if in_entry else counts.followed_firsts + counts.unfollowed_firsts
    )
    recent = sum([day[i] > since for i in with_response]), sum([day[i] > since for i in firsts])
    whole = tally.in_entry if in_entry else tally.share
    earlier = (whole[0] - recent[0], whole[1] - recent[1])
    if min(recent[1], earlier[1]) < ENOUGH_FOR_TREND:
        return None
    return Trend(recent, earlier, weeks)
