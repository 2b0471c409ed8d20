"""Counting: what followed each bout, and each comparison bout, of one pattern."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from math import inf
from typing import NamedTuple

from companion.model.vocabulary import Pattern
from companion.patterns.bouts import HOUR, Bout, Diary, Outcome
from companion.patterns.chains import Rounds

Share = tuple[int, int]
"""(followed by a response, all)."""


class Compared(NamedTuple):
    """Comparison bouts, side by side: positions of their first moments, and of a response in the window."""

    firsts: list[int]
    responses: list[int | None]

    @property
    def share(self) -> Share:
        """How many were followed by a response, and how many there were."""
        return len(self.firsts) - self.responses.count(None), len(self.firsts)

    @property
    def followed(self) -> list[int]:
        """First positions of those with a response."""
        return [i for i, response in zip(self.firsts, self.responses, strict=True) if response is not None]


class Counts(NamedTuple):
    """What followed the bouts of a pattern, and those of the comparison.

    followed, unfollowed, others: eligible ones alone. left_out: bouts that could not be followed to the end
    of their window. in_entry: positions of the first moments of all bouts with a response in the same moment.
    against: bouts of what else could have gone before, where the pattern names it.
    """

    followed: list[Outcome]
    unfollowed: list[Bout]
    others: Compared
    left_out: list[Bout]
    in_entry: list[int]
    against: Compared = Compared([], [])

    @property
    def bouts(self) -> list[Bout]:
        """All bouts, whether they could be followed or not."""
        return [*(one.bout for one in self.followed), *self.unfollowed, *self.left_out]

    @property
    def followed_firsts(self) -> list[int]:
        """Positions of the first moments of the bouts that were followed by a response."""
        return [one[0][0] for one in self.followed]

    @property
    def unfollowed_firsts(self) -> list[int]:
        """Positions of the first moments of the bouts that were not."""
        return [bout[0] for bout in self.unfollowed]

    @property
    def share(self) -> Share:
        """How many of the pattern's bouts were followed by a response, and how many there were."""
        return len(self.followed), len(self.followed) + len(self.unfollowed)

    @property
    def other_share(self) -> Share:
        """The same for the comparison bouts."""
        return self.others.share


Viewed = tuple[Diary, Counts]
"""One person's view of the diary, and what was counted in it."""


def merged(every: Sequence[Counts]) -> Counts:
    """The counts of every person's view as one."""
    if len(every) == 1:
        return every[0]
    return Counts(
        [one for counts in every for one in counts.followed],
        [bout for counts in every for bout in counts.unfollowed],
        _joined([counts.others for counts in every]),
        [bout for counts in every for bout in counts.left_out],
        [first for counts in every for first in counts.in_entry],
        _joined([counts.against for counts in every]),
    )


def _joined(every: Sequence[Compared]) -> Compared:
    return Compared(
        [first for one in every for first in one.firsts],
        [response for one in every for response in one.responses],
    )


class FollowUps:
    """Finds the response to a bout: in the same moment, else the first one within the window.

    Another entry at the very same second counts as after.
    """

    def __init__(self, pattern: Pattern, diary: Diary) -> None:
        self.at = diary.at
        self.positions = diary.standing(pattern.responses)
        self.later = bool(pattern.window_hours)
        if not self.later:
            # For the same moment alone, what stands between two moments of a bout is not in it.
            bout_of = diary.everywhere().bout_of
            self.positions = [i for i in self.positions if bout_of[i] is not None]
        # One time that never comes stands at the end, so that there is always a next one to look at.
        self.times: list[float] = [*(diary.at[i] for i in self.positions), inf]
        self.noted = diary.where(pattern.responses)
        self.same_entry = pattern.same_entry
        self.place = bisect_left if pattern.same_entry else bisect_right

    def of(self, bout: Bout, end: int) -> Outcome | None:
        """What was noted for ``bout`` up to second ``end``, if anything."""
        at, times = self.at, self.times
        if self.same_entry:
            for i in bout:
                if i in self.noted:
                    return Outcome(bout, i)
        if not self.later:
            return None
        place = self.place(times, at[bout[0]])
        if times[place] > end:
            return None
        then = times[place]
        latest = at[bout[0]] if len(bout) == 1 else max(at[i] for i in bout if at[i] <= then)
        return Outcome(bout, self.positions[place], (then - latest) / HOUR)

    def after(self, firsts: Sequence[int], ends: Sequence[int]) -> list[int | None]:
        """For each bout, by its first moment: the first response from there to the end of its window."""
        at, times, positions = self.at, self.times, self.positions
        places = [self.place(times, at[first]) for first in firsts]
        return [
            positions[place] if times[place] <= end else None for place, end in zip(places, ends, strict=True)
        ]


def look(pattern: Pattern, diaries: Sequence[Diary]) -> list[Viewed]:
    """What is counted of a pattern in each view; worked out once."""

    def counts(diary: Diary) -> Counts:
        return diary.keep(("counts", pattern), lambda: count(pattern, diary))

    return [(diary, counts(diary)) for diary in diaries]


def count(pattern: Pattern, diary: Diary) -> Counts:
    """Counted bouts of ``pattern`` and what followed them, and the same for bouts of any other trigger."""
    hours, at, as_of, until = pattern.window_hours, diary.at, diary.as_of, diary.until
    begin, before = diary.begin, diary.end
    ends, end_days = diary.windows(hours, pattern.same_day)
    follow_ups: FollowUps | Rounds = (Rounds if pattern.shape == "cycle" else FollowUps)(pattern, diary)

    stand = diary.standing(pattern.antecedents)
    cuts = diary.cuts(stand)
    opening = [stand[cut] for cut in cuts[:-1]]
    closing = [stand[cut - 1] for cut in cuts[1:]]
    starts = [at[i] for i in opening]
    stops = [ends[i] for i in closing]
    followed: list[Outcome] = []
    unfollowed: list[Bout] = []
    left_out: list[Bout] = []
    for first, last, end, a, b in zip(opening, closing, stops, cuts, cuts[1:], strict=False):
        if not begin <= first < before:
            continue
        bout = (first,) if first == last else tuple(stand[a:b])
        # For the same moment alone, the moment is enough.
        if hours and (end > as_of or end_days[last] > until[first]):
            left_out.append(bout)
        elif one := follow_ups.of(bout, end):
            followed.append(one)
        else:
            unfollowed.append(bout)

    # In a chain an own act goes before the answer, so other own acts are what it is compared with.
    acts = any(code.startswith(("R:", "PB:")) for code in pattern.antecedents)

    def compared(spans: Iterable[tuple[int, int]]) -> Compared:
        spans = [
            (first, ends[last])
            for first, last in spans
            if begin <= first < before
            and (not hours or (ends[last] <= as_of and end_days[last] <= until[first]))
        ]
        firsts = [first for first, _ in spans]
        return Compared(firsts, follow_ups.after(firsts, [end for _, end in spans]))

    others = compared(zip(*diary.other_bouts(starts, stops, acts=acts), strict=True))
    against = Compared([], [])
    if pattern.against:
        times = [at[i] for i in stand]
        # What came after both, or after the pattern's own begin, says nothing about the one alone.
        alone = [
            (first, last)
            for first, last in diary.spans_of(pattern.against)
            if bisect_left(times, at[first]) == bisect_right(times, ends[last])
        ]
        against = compared(alone)
    in_entry: list[int] = []
    if pattern.same_entry and pattern.shape != "cycle":
        noted = diary.where(pattern.responses)
        in_entry = [one.bout[0] for one in followed if one.delay is None]
        in_entry += [bout[0] for bout in left_out if not noted.isdisjoint(bout)]
    return Counts(followed, unfollowed, others, left_out, in_entry, against)
