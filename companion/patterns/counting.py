"""Counting: what followed each bout, and each comparison bout, of one pattern."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import chain, compress, repeat
from operator import is_, le, ne, not_
from typing import NamedTuple

from companion.model.vocabulary import Pattern
from companion.patterns.bouts import NEVER, Bout, Diary, Followable
from companion.patterns.chains import Rounds
from companion.patterns.diary_columns import picked
from companion.patterns.outcomes import Compared, Outcomes, Share


class Counts(NamedTuple):
    """What followed the bouts of a pattern, and those of the comparison.

    followed, unfollowed, others: eligible ones alone. left_out: bouts that could not be followed to the end
    of their window. in_entry: positions of the first moments of all bouts with a response in the same moment.
    against: bouts of what else could have gone before, where the pattern names it.
    """

    followed: Outcomes
    unfollowed: list[Bout]
    others: Compared
    left_out: list[Bout]
    in_entry: list[int]
    against: Compared = Compared([], [], [])

    @property
    def bouts(self) -> list[Bout]:
        """All bouts, whether they could be followed or not."""
        return [*self.followed.bouts, *self.unfollowed, *self.left_out]

    @property
    def followed_firsts(self) -> list[int]:
        """Positions of the first moments of the bouts that were followed by a response."""
        return [bout[0] for bout in self.followed.bouts]

    @property
    def unfollowed_firsts(self) -> list[int]:
        """Positions of the first moments of the bouts that were not."""
        return [bout[0] for bout in self.unfollowed]

    @property
    def share(self) -> Share:
        """How many of the pattern's bouts were followed by a response, and how many there were."""
        followed = len(self.followed.bouts)
        return followed, followed + len(self.unfollowed)

    @property
    def other_share(self) -> Share:
        """The same for the comparison bouts."""
        return self.others.share

    def moved(self, by: int) -> "Counts":
        """The same with every position so much larger, as in a diary with so many entries before it."""
        return Counts(
            self.followed.moved(by),
            _moved(self.unfollowed, by),
            self.others.moved(by),
            _moved(self.left_out, by),
            [i + by for i in self.in_entry],
            self.against.moved(by),
        )


def _moved(bouts: Sequence[Bout], by: int) -> list[Bout]:
    return [tuple([i + by for i in bout]) for bout in bouts]


Viewed = tuple[Diary, Counts]
"""One person's view of the diary, and what was counted in it."""


def merged(every: Sequence[Counts]) -> Counts:
    """The counts of every person's view, or of one part of the diary after the other, as one."""
    if len(every) == 1:
        return every[0]
    return Counts(
        Outcomes.joined([counts.followed for counts in every]),
        [bout for counts in every for bout in counts.unfollowed],
        Compared.joined([counts.others for counts in every]),
        [bout for counts in every for bout in counts.left_out],
        [first for counts in every for first in counts.in_entry],
        Compared.joined([counts.against for counts in every]),
    )


class FollowUps:
    """Finds the response to a bout: in the same moment, else the first one within the window.

    Another entry at the very same second counts as after.
    """

    def __init__(self, pattern: Pattern, diary: Diary) -> None:
        self.at = diary.at
        self.starts = diary.first_of_second if pattern.same_entry else diary.after_second
        self.later = bool(pattern.window_hours)
        self.responses = diary.standing(pattern.responses)
        self.noted: list[int] = []
        """Moments with an antecedent too, where the same moment counts, in time order."""
        if pattern.same_entry:
            stand = diary.standing(pattern.antecedents)
            self.noted = list(compress(stand, picked(diary.mask(self.responses), stand)))
        if not self.later:
            # For the same moment alone, what stands between two moments of a bout is not in it.
            bout_of = diary.everywhere().bout_of
            self.responses = [i for i in self.responses if bout_of[i] is not None]

    def of_each(self, bouts: Sequence[Bout], upto: Sequence[int]) -> tuple[Outcomes, list[Bout]]:
        """What was noted for bouts in the order of time, up to these positions; and those it was not for."""
        at, later = self.at, self.later
        followed: list[Bout] = []
        unfollowed: list[Bout] = []
        answers: list[int] = []
        seconds: list[int | None] = []
        responses, noted = chain(self.responses, repeat(NEVER)), chain(self.noted, repeat(NEVER))
        response, inside = next(responses), next(noted)
        starts = self.starts([bout[0] for bout in bouts])
        for bout, start, end in zip(bouts, starts, upto, strict=True):
            first = bout[0]
            while inside < first:
                inside = next(noted)
            while response < start:
                response = next(responses)
            if inside <= bout[-1]:
                followed.append(bout)
                answers.append(inside)
                seconds.append(None)
            elif later and response < end:
                then = at[response]
                latest = at[first] if len(bout) == 1 else next(at[i] for i in reversed(bout) if at[i] <= then)
                followed.append(bout)
                answers.append(response)
                seconds.append(then - latest)
            else:
                unfollowed.append(bout)
        return Outcomes(followed, answers, seconds), unfollowed

    def after(self, firsts: Sequence[int], upto: Sequence[int]) -> Compared:
        """For each bout, by its first moment: the first response from there to the end of its window."""
        followed: list[int] = []
        found: list[int] = []
        responses = chain(self.responses, repeat(NEVER))
        response = next(responses)
        for first, start, end in zip(firsts, self.starts(firsts), upto, strict=True):
            while response < start:
                response = next(responses)
            if response < end:
                followed.append(first)
                found.append(response)
        return Compared(firsts, followed, found)


def look(pattern: Pattern, diaries: Sequence[Diary]) -> list[Viewed]:
    """What is counted of a pattern in each view; worked out once."""

    def counts(diary: Diary) -> Counts:
        return diary.keep(("counts", pattern), lambda: count(pattern, diary))

    return [(diary, counts(diary)) for diary in diaries]


def remember(pattern: Pattern, diary: Diary, counts: Counts) -> None:
    """Have :func:`look` give these, which were counted elsewhere."""
    diary.keep(("counts", pattern), lambda: counts)


def count(pattern: Pattern, diary: Diary) -> Counts:
    """Counted bouts of ``pattern`` and what followed them, and the same for bouts of any other trigger."""
    hours, until = pattern.window_hours, diary.until
    upto, needed = diary.windows(hours, pattern.same_day)
    follow_ups: FollowUps | Rounds = (Rounds if pattern.shape == "cycle" else FollowUps)(pattern, diary)

    stand = diary.standing(pattern.antecedents)
    whole = diary.spans_in(stand)
    here = slice(bisect_left(whole.firsts, diary.begin), bisect_left(whole.firsts, diary.end))
    firsts, lasts = whole.firsts[here], whole.lasts[here]
    bouts: list[Bout] = list(zip(firsts, strict=True))
    for place in compress(range(len(bouts)), map(ne, firsts, lasts)):
        start = bisect_left(stand, firsts[place])
        bouts[place] = tuple(stand[start : bisect_right(stand, lasts[place], start)])
    left_out: list[Bout] = []
    if hours:  # for the same moment alone, the moment is enough
        known = list(map(le, picked(needed, lasts), picked(until, firsts)))
        if not all(known):
            left_out = list(compress(bouts, map(not_, known)))
            bouts, lasts = list(compress(bouts, known)), list(compress(lasts, known))
    followed, unfollowed = follow_ups.of_each(bouts, picked(upto, lasts))

    # In a chain an own act goes before the answer, so other own acts are what it is compared with.
    acts = any(code.startswith(("R:", "PB:")) for code in pattern.antecedents)
    others = diary.other_bouts(whole, hours, same_day=pattern.same_day, acts=acts)
    against = Followable([], [])
    if pattern.against:
        # What came after both, or after the pattern's own begin, says nothing about the one alone.
        spans = diary.spans_of(pattern.against)
        opened = diary.first_of_second([first for first, _ in spans])
        alone = [
            (first, upto[last])
            for (first, last), opens in zip(spans, opened, strict=True)
            if bisect_left(stand, opens) == bisect_left(stand, upto[last])
            and (not hours or needed[last] <= until[first])
        ]
        against = Followable([first for first, _ in alone], [ends for _, ends in alone])
    in_entry: list[int] = []
    if isinstance(follow_ups, FollowUps):
        in_entry = list(
            compress([bout[0] for bout in followed.bouts], map(is_, followed.seconds, repeat(None)))
        )
        noted = frozenset(follow_ups.noted)
        in_entry += [bout[0] for bout in left_out if not noted.isdisjoint(bout)]
    return Counts(
        followed, unfollowed, follow_ups.after(*others), left_out, in_entry, follow_ups.after(*against)
    )
