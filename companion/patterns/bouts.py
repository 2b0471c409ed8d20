"""Bouts and their windows.

A *bout* is a run of moments with any of a pattern's antecedents, each at most two hours after the one
before. Its window runs from its first moment to ``window_hours`` after its last one, in absolute time. It is
*eligible* when that window has closed and every local day it touches has an entry: a day without one is
unknown, not "no".
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate, chain, compress, repeat
from math import inf
from operator import add, eq, le, ne, sub
from typing import NamedTuple

from companion.model.events import CodedEvent
from companion.patterns.diary_columns import DAY, HOUR, DiaryColumns, picked

MERGE = 2 * HOUR
"""Moments at most this far apart belong to one bout."""

NEVER = 1 << 40
"""A local day, a second or a position that does not come."""

Bout = tuple[int, ...]
"""Positions of the moments of a bout, in time order."""


class Followable(NamedTuple):
    """Bouts that can be followed to the end of their window: positions of their first moments, and the first
    positions after their windows; side by side.
    """

    firsts: Sequence[int]
    upto: Sequence[int]


class Spans(NamedTuple):
    """Bouts by the positions of their first and last moments: two lists side by side."""

    firsts: list[int]
    lasts: list[int]


class Windows(NamedTuple):
    """For every position, the window that would begin there: the first position after it, and up to which
    local day every day has to be logged for it; NEVER where it has not closed.
    """

    upto: Sequence[int]
    needed: list[int]


class Laid(NamedTuple):
    """Positions in a row, as bouts: their spans; for every place in the row the number of its bout; and for
    every position of the diary, and its end, how many places of the row stand before it.
    """

    spans: Spans
    numbers: list[int]
    places: list[int]


class Everywhere(NamedTuple):
    """All moments with any trigger, merged into bouts, and for every position the number of its bout."""

    spans: Spans
    bout_of: list[int | None]


class Diary(DiaryColumns):
    """The diary with the bouts that its moments make, and the windows that begin at each."""

    def spans_in(self, positions: Sequence[int]) -> Spans:
        """The bouts that ``positions`` make."""
        if not positions:
            return Spans([], [])
        late = self._late(positions)
        firsts = [positions[0], *compress(positions[1:], late)]
        return Spans(firsts, [*compress(positions, late), positions[-1]])

    def _late(self, positions: Sequence[int]) -> list[bool]:
        """For each of ``positions`` but the first, whether a new bout begins there."""
        merged_upto = self.keep(("upto", MERGE), lambda: self._upto(MERGE))
        return list(map(le, picked(merged_upto, positions), positions[1:]))

    def spans(self, positions: Sequence[int]) -> list[tuple[int, int]]:
        """As :meth:`spans_in`, bout by bout."""
        return list(zip(*self.spans_in(positions), strict=True))

    def spans_of(self, codes: Iterable[str]) -> list[tuple[int, int]]:
        """As :meth:`spans`, of the counted moments with any of ``codes``."""
        return self.keep(("spans", frozenset(codes)), lambda: self.spans(self.counted(codes)))

    @cached_property
    def _seconds(self) -> tuple[list[int], list[int]] | None:
        """For every position, the first one of its very second, and the first one after it; ``None`` where
        no two entries have one second.
        """
        at, size = self.at, len(self.at)
        if not any(map(eq, at, at[1:])):
            return None
        begins = [True, *map(ne, at, at[1:])]
        firsts = list(accumulate([i if begun else 0 for i, begun in enumerate(begins)], max))
        later = [*compress(range(size), begins), size][1:]
        return firsts, list(chain.from_iterable(map(repeat, later, map(sub, later, [0, *later]))))

    def first_of_second(self, positions: Sequence[int]) -> Sequence[int]:
        """The first position of the very second of each."""
        return positions if self._seconds is None else picked(self._seconds[0], positions)

    def after_second(self, positions: Sequence[int]) -> Sequence[int]:
        """The first position after the very second of each."""
        return [i + 1 for i in positions] if self._seconds is None else picked(self._seconds[1], positions)

    def _laid(self, *, acts: bool) -> Laid:
        """The moments with any trigger, or own act, as bouts."""

        def make() -> Laid:
            positions = self.acts if acts else self.triggers
            spans = self.spans_in(positions)
            begins = self.mask(spans.firsts)
            numbers = list(accumulate(picked(begins, positions), initial=-1))[1:]
            steps = map(sub, positions, chain((-1,), positions))
            places = list(chain.from_iterable(map(repeat, range(len(positions)), steps)))
            places += repeat(len(positions), len(self.at) + 1 - len(places))
            return Laid(spans, numbers, places)

        return self.keep(("laid", acts), make)

    def other_bouts(self, kept_out: Spans, hours: int, *, same_day: bool, acts: bool) -> Followable:
        """Counted bouts of any trigger, or own act, outside the windows of the bouts ``kept_out``: those that
        can be followed through a window of so many hours.
        """
        positions = self.acts if acts else self.triggers
        (openings, closings), numbers, places = self._laid(acts=acts)
        upto, needed = self.windows(hours, same_day)
        opened: Iterable[int] = picked(places, self.first_of_second(kept_out.firsts))
        closed: Iterable[int] = picked(places, picked(upto, kept_out.lasts))
        if same_day:  # the last of a day that a flight made longer can be later than that of the next one
            closed = accumulate(closed, max)
        between = zip(chain((0,), closed), chain(opened, (len(positions),)), strict=True)
        firsts: list[int] = []
        lasts: list[int] = []
        for start, end in between:
            if start < end:
                first, last = numbers[start], numbers[end - 1]
                firsts.append(positions[start])
                if first < last:
                    firsts += openings[first + 1 : last + 1]
                    lasts += closings[first:last]
                lasts.append(positions[end - 1])
        counted = slice(bisect_left(firsts, self.begin), bisect_left(firsts, self.end))
        firsts, lasts = firsts[counted], lasts[counted]
        if hours:
            known = list(map(le, picked(needed, lasts), picked(self.until, firsts)))
            firsts, lasts = list(compress(firsts, known)), list(compress(lasts, known))
        return Followable(firsts, picked(upto, lasts))

    def windows(self, hours: int, same_day: bool) -> Windows:
        """The windows of so many hours; with ``same_day`` they last to the end of the local day at least."""

        def make() -> Windows:
            upto = self.keep(("upto", hours * HOUR), lambda: self._upto(hours * HOUR))
            needed = self.keep(("needed", hours), lambda: self._needed(hours, upto))
            if same_day:
                last_of_day = dict(zip(self.day, self._upto(0), strict=True))
                upto = list(map(max, upto, map(last_of_day.__getitem__, self.day)))
            return Windows(upto, needed)

        return self.keep(("windows", hours, same_day), make)

    def _upto(self, reach: int) -> Sequence[int]:
        """For every position, the first one more than so many seconds later."""
        if not reach:
            return range(1, len(self.at) + 1) if self._seconds is None else self._seconds[1]
        times = [*self.at, inf]
        found = []
        place = 0
        for time in self.at:
            end = time + reach
            while times[place] <= end:
                place += 1
            found.append(place)
        return found

    def _needed(self, hours: int, upto: Sequence[int]) -> list[int]:
        """Up to which local day all has to be logged for a window of so many hours from each position, by the
        wall clock of the latest entry in it; NEVER where it has not closed.
        """
        closed = bisect_right(self.at, self.as_of - hours * HOUR)
        if hours % 24 == 0 and self._one_offset:
            found = list(map(add, self.day[:closed], repeat(hours // 24)))
        else:
            at, wall = self.at, self.wall
            rows = zip(at[:closed], upto, strict=False)
            found = [(t + hours * HOUR + wall[place - 1] - at[place - 1]) // DAY for t, place in rows]
        return found + [NEVER] * (len(self.at) - closed)

    @cached_property
    def _one_offset(self) -> bool:
        """Whether the wall clock is always as far from absolute time."""
        offsets = list(map(sub, self.wall, self.at))
        return offsets.count(offsets[0]) == len(offsets) if offsets else True

    def everywhere(self) -> Everywhere:
        """All moments with any trigger, as bouts."""

        def make() -> Everywhere:
            laid = self._laid(acts=False)
            bout_of: list[int | None] = [None] * len(self.at)
            for i, number in zip(self.triggers, laid.numbers, strict=True):
                bout_of[i] = number
            return Everywhere(laid.spans, bout_of)

        return self.keep("everywhere", make)


def views(
    entries: Sequence[CodedEvent],
    *,
    as_of: int,
    day_start: int,
    person: str | None = None,
    begin: int = 0,
    end: int | None = None,
) -> list[Diary]:
    """The diary in the view of every person in it, in the order of their names; or of ``person`` alone.

    A response belongs to what happened with the same person. Arguments as of :class:`Diary`.
    """
    people: list[str | None] = [person]
    if person is None:
        people = [*sorted({entry.person for entry in entries if entry.codes})]
        if len(people) < 2:
            people = [None]
    return [
        Diary(entries, as_of=as_of, day_start=day_start, person=one, begin=begin, end=end) for one in people
    ]
