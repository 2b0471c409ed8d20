"""The diary laid out for counting: time, local days, which codes stand where; bouts and their windows.

A *bout* is a run of moments with any of a pattern's antecedents, each at most two hours after the one before.
Its window runs from its first moment to ``window_hours`` after its last one, in absolute time. It is
*eligible* when that window has closed and every local day it touches has an entry: a day without one is
unknown, not "no".
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from companion.model.records import QUIET_CODES
from companion.model.sightings import Sighting
from companion.patterns.findings import PARTS_OF_DAY

HOUR = 3600
DAY = 24 * HOUR
MERGE = 2 * HOUR
"""Moments at most this far apart belong to one bout."""

STRESS = frozenset({"outside_stress", "tired_unwell"})
"""Triggers that mark a local day as a stressed or tired one."""

QUIET = frozenset(prefix + code for code in QUIET_CODES for prefix in ("", "R:", "PB:"))
"""Codes that keep a moment out of every count, as they stand in a sighting."""


class Bout(NamedTuple):
    """Positions in the diary of the moments of one bout, in time order."""

    positions: Sequence[int]

    @property
    def first(self) -> int:
        return self.positions[0]

    @property
    def last(self) -> int:
        return self.positions[-1]


class Outcome(NamedTuple):
    """What was noted for one bout: the position of the response, if any, and hours until it.

    ``delay`` is ``None`` for a response in the same moment, and where there was none. ``closing``: the
    position of the moment that closed the round, in a cycle.
    """

    bout: Bout
    response: int | None = None
    delay: float | None = None
    closing: int | None = None

    @property
    def same_moment(self) -> bool:
        return self.response is not None and self.delay is None

    @property
    def afterwards(self) -> bool:
        return self.delay is not None

    @property
    def positions(self) -> set[int]:
        """Everything that belongs to it: the bout, the response and what closed the round."""
        more = (position for position in (self.response, self.closing) if position is not None)
        return {*self.bout.positions, *more}


class Diary:
    """Sightings up to ``as_of`` (seconds), in time order, with the positions of every code.

    ``person`` keeps the codes of that person's moments alone; the others still show that a day was logged.
    Quiet moments show that too and carry no codes.
    """

    def __init__(
        self, sightings: Iterable[Sighting], *, as_of: int, day_start: int, person: str | None = None
    ) -> None:
        entries = sorted((s for s in sightings if s.at <= as_of), key=_by_time)
        self.entries = entries
        self.as_of = as_of
        self.day_start = day_start
        self.at = [s.at for s in entries]
        self.day = [(s.wall - day_start) // DAY for s in entries]
        self.logged = {day: rank for rank, day in enumerate(sorted(set(self.day)))}
        self.last_at_of_day = dict(zip(self.day, self.at, strict=True))
        self.positions: dict[str, list[int]] = {}
        self.triggers: list[int] = []
        self.acts: list[int] = []
        for i, entry in enumerate(entries):
            codes = entry.codes
            if not codes or (person is not None and entry.person != person) or not QUIET.isdisjoint(codes):
                continue
            acted = triggered = False
            for code in codes:
                self.positions.setdefault(code, []).append(i)
                if code.startswith("R:"):
                    acted = True
                elif not code.startswith("PB:"):
                    triggered = True
            if triggered:
                self.triggers.append(i)
            if triggered or acted:
                self.acts.append(i)
        self._others = {
            acts: ([self.at[i] for i in positions], positions, self._breaks(positions))
            for acts, positions in ((False, self.triggers), (True, self.acts))
        }
        self._stress: dict[frozenset[str], frozenset[int]] = {}

    def _breaks(self, positions: Sequence[int]) -> list[int]:
        """Places in ``positions`` that stand more than two hours after the one before."""
        at = self.at
        return [i for i in range(1, len(positions)) if at[positions[i]] - at[positions[i - 1]] > MERGE]

    def standing(self, codes: Iterable[str]) -> list[int]:
        """Positions of the moments with any of ``codes``, in time order."""
        found = [self.positions[code] for code in codes if code in self.positions]
        return list(found[0]) if len(found) == 1 else sorted(set().union(*found))

    def bouts(self, positions: Sequence[int]) -> list[Bout]:
        """``positions`` merged into bouts."""
        cuts = [0, *self._breaks(positions), len(positions)]
        return [Bout(positions[a:b]) for a, b in pairwise(cuts) if a < b]

    def other_bouts(self, windows: Sequence[tuple[int, int]], *, acts: bool) -> list[Bout]:
        """Bouts of any trigger (or own act) outside all ``windows`` (first, last second; in time order)."""
        times, positions, breaks = self._others[acts]
        found: list[Bout] = []
        start = 0
        for first, last in [*windows, (self.as_of + 1, self.as_of + 1)]:
            end = bisect_left(times, first, lo=start)
            if end > start:
                inner = breaks[bisect_right(breaks, start) : bisect_left(breaks, end)]
                cuts = [start, *inner, end]
                found += [Bout(positions[a:b]) for a, b in pairwise(cuts)]
            start = max(start, bisect_right(times, last, lo=end))
        return found

    def window_end(self, bout: Bout, hours: int, same_day: bool) -> int:
        """Last second of the bout's window."""
        end = self.at[bout.last] + hours * HOUR
        return max(end, self.last_at_of_day[self.day[bout.last]]) if same_day else end

    def eligible(self, bout: Bout, end: int) -> bool:
        """Has the window, to ``end``, closed, and does every local day that it touches have an entry?"""
        if end > self.as_of:
            return False
        latest = bisect_right(self.at, end) - 1
        offset = self.entries[latest].wall - self.entries[latest].at  # the place where the person then was
        first, last = self.day[bout.first], (end + offset - self.day_start) // DAY
        logged = self.logged
        return last in logged and logged[last] - logged[first] == last - first

    def stress_days(self, but: Iterable[str]) -> frozenset[int]:
        """Local days with a logged stressed or tired moment; codes in ``but`` do not mark a day."""
        codes = STRESS.difference(but)
        if codes not in self._stress:
            self._stress[codes] = frozenset(self.day[i] for code in codes for i in self.positions.get(code,
            ()))
        return self._stress[codes]

    def clock(self, position: int) -> int:
        """Seconds since midnight on the wall."""
        return self.entries[position].wall % DAY

    def part_of_day(self, position: int) -> str:
        """Which quarter of the wall clock."""
        return PARTS_OF_DAY[self.clock(position) // (6 * HOUR)]


def _by_time(sighting: Sighting) -> tuple[int, str]:
    return sighting.at, sighting.id
