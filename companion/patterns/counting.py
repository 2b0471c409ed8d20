"""Counting: what followed each bout, and each comparison bout, of one pattern."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import repeat
from math import inf
from typing import NamedTuple

from companion.model.vocabulary import Pattern
from companion.patterns.bouts import HOUR, Bout, Diary, Followable, Outcome
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

    def of_each(self, bouts: Sequence[Bout], ends: Sequence[int]) -> list[Outcome | None]:
        """What was noted for each bout up to the end of its window, if anything."""
        at, times, positions, noted = self.at, self.times, self.positions, self.noted
        same_entry, later = self.same_entry, self.later
        places = map(self.place, repeat(times), [at[bout[0]] for bout in bouts])
        found: list[Outcome | None] = []
        for bout, end, place in zip(bouts, ends, places, strict=True):
            if same_entry and not noted.isdisjoint(bout):
                found.append(Outcome(bout, next(i for i in bout if i in noted)))
            elif later and times[place] <= end:
                then = times[place]
                latest = (
                    at[bout[0]] if len(bout) == 1 else next(at[i] for i in reversed(bout) if at[i] <= then)
                )
                found.append(Outcome(bout, positions[place], (then - latest) / HOUR))
            else:
                found.append(None)
        return found

    def after(self, firsts: Sequence[int], ends: Sequence[int]) -> list[int | None]:
        """For each bout, by its first moment: the first response from there to the end of its window."""
        times, positions = self.times, self.positions
        places = map(self.place, repeat(times), map(self.at.__getitem__, firsts))
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
    hours, at, until = pattern.window_hours, diary.at, diary.until
    begin, before = diary.begin, diary.end
    ends, needed = diary.windows(hours, pattern.same_day)
    follow_ups: FollowUps | Rounds = (Rounds if pattern.shape == "cycle" else FollowUps)(pattern, diary)

    stand = diary.standing(pattern.antecedents)
    cuts = diary.cuts(stand)
    opening = [stand[cut] for cut in cuts[:-1]]
    closing = [stand[cut - 1] for cut in cuts[1:]]
    starts = [at[i] for i in opening]
    stops = [ends[i] for i in closing]
    left_out: list[Bout] = []
    bouts: list[Bout] = []
    here = slice(bisect_left(opening, begin), bisect_left(opening, before))
    closes: list[int] = []
    rows = zip(opening[here], closing[here], stops[here], cuts[here], cuts[1:][here], strict=True)
    for first, last, end, a, b in rows:
        bout = (first,) if first == last else tuple(stand[a:b])
        # For the same moment alone, the moment is enough.
        if hours and needed[last] > until[first]:
            left_out.append(bout)
        else:
            bouts.append(bout)
            closes.append(end)
    outcomes = follow_ups.of_each(bouts, closes)
    followed = [one for one in outcomes if one]
    unfollowed = [bout for bout, one in zip(bouts, outcomes, strict=True) if one is None]

    # In a chain an own act goes before the answer, so other own acts are what it is compared with.
    acts = any(code.startswith(("R:", "PB:")) for code in pattern.antecedents)

    def compared(bouts: Followable) -> Compared:
        return Compared(bouts.firsts, follow_ups.after(*bouts))

    others = compared(diary.other_bouts(starts, stops, hours, same_day=pattern.same_day, acts=acts))
    against = Compared([], [])
    if pattern.against:
        times = [at[i] for i in stand]
        # What came after both, or after the pattern's own begin, says nothing about the one alone.
        alone = [
            (first, last)
            for first, last in diary.spans_of(pattern.against)
            if bisect_left(times, at[first]) == bisect_right(times, ends[last])
            and (not hours or needed[last] <= until[first])
        ]
        against = compared(Followable([first for first, _ in alone], [ends[last] for _, last in alone]))
    in_entry: list[int] = []
    if pattern.same_entry and pattern.shape != "cycle":
        noted = diary.where(pattern.responses)
        in_entry = [one.bout[0] for one in followed if one.delay is None]
        in_entry += [bout[0] for bout in left_out if not noted.isdisjoint(bout)]
    return Counts(followed, unfollowed, others, left_out, in_entry, against)
