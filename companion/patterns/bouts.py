"""The diary laid out for counting: time, local days, which codes stand where; bouts and their windows.

A *bout* is a run of moments with any of a pattern's antecedents, each at most two hours after the one
before. Its window runs from its first moment to ``window_hours`` after its last one, in absolute time. It is
*eligible* when that window has closed and every local day it touches has an entry: a day without one is
unknown, not "no".

Moments are named by their position in time order throughout. Everything that several patterns ask for is
worked out once and kept.

Longer than most files: all of it reads the same few arrays, which are made once for a diary.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cached_property
from itertools import compress, pairwise
from operator import le, sub
from typing import Any, NamedTuple, TypeVar

from companion.model.events import CodedEvent
from companion.model.records import NO_ACT, QUIET_CODES

Kept = TypeVar("Kept")

HOUR = 3600
DAY = 24 * HOUR
MERGE = 2 * HOUR
"""Moments at most this far apart belong to one bout."""

SITTING = 15 * 60
"""What was written less than this apart, one entry after the other, was written in one sitting."""

BY_HAND = 2 * 60
"""A time further than this from that of writing was set by hand."""

STRESS = frozenset({"outside_stress", "tired_unwell"})
"""Triggers that mark a local day as a stressed or tired one."""

QUIET = frozenset(prefix + code for code in QUIET_CODES for prefix in ("", "R:", "PB:"))
"""Codes that keep a moment out of every count, as they stand in a coded event."""

NO_ACT_NOTED = "R:" + NO_ACT
"""An answer as any other where answers are counted, and no act."""

NEVER = 1 << 40
"""A local day, or a second, that does not come."""

NOT_KNOWN = "PB:pb_unknown"
"""What the other did, noted as not known: no answer."""


Bout = tuple[int, ...]
"""Positions of the moments of a bout, in time order."""


class Outcome(NamedTuple):
    """A bout and the response noted for it.

    ``response``: its position; ``delay``: hours until it, ``None`` in the same moment. ``closing``: the
    position of the moment that closed the round, in a cycle.
    """

    bout: Bout
    response: int
    delay: float | None = None
    closing: int | None = None


class Followable(NamedTuple):
    """Bouts that can be followed to the end of their window: positions of their first moments, and the last
    seconds of their windows; two lists side by side.
    """

    firsts: list[int]
    ends: list[int]


class Spans(NamedTuple):
    """Bouts by the positions of their first and last moments: two lists side by side."""

    firsts: list[int]
    lasts: list[int]


class Windows(NamedTuple):
    """For every position, the window that would begin there: its last second, and up to which local day every
    day has to be logged for it; NEVER where it has not closed.
    """

    ends: list[int]
    needed: list[int]


class Everywhere(NamedTuple):
    """All moments with any trigger, merged into bouts, and for every position the number of its bout."""

    spans: Spans
    bout_of: list[int | None]


class Diary:
    """Coded events up to ``as_of`` (seconds), given in the order of time, with the positions of every code.

    ``day_start``: seconds after midnight. ``person`` keeps the codes of that person's moments alone; the
    others still show that a day was logged. Quiet moments show that too and carry no codes. Only what begins
    at a position from ``begin`` up to ``end`` is counted; the rest shows what stood around it.
    """

    def __init__(
        self,
        entries: Sequence[CodedEvent],
        *,
        as_of: int,
        day_start: int,
        person: str | None = None,
        begin: int = 0,
        end: int | None = None,
    ) -> None:
        self.entries = entries
        self.begin = begin
        self.end = len(entries) if end is None else end
        self.as_of = as_of
        self.day_start = day_start
        self.at = [s.at for s in entries]
        self.wall = [s.wall - day_start for s in entries]
        self.day = [wall // DAY for wall in self.wall]
        self.logged = frozenset(self.day)
        self.until, self.since = _stretches(self.day, self.logged)
        self.positions = standing = dict[str, list[int]]()
        for i, entry in enumerate(entries):
            codes = entry.codes
            if not codes or (person is not None and entry.person != person) or not QUIET.isdisjoint(codes):
                continue
            for code in codes:
                if code in standing:
                    standing[code].append(i)
                else:
                    standing[code] = [i]
        triggers = {code for code in standing if ":" not in code}
        acts = {code for code in standing if code.startswith("R:") and code != NO_ACT_NOTED} | triggers
        self.triggers = sorted(set().union(*map(standing.__getitem__, triggers)))
        self.acts = sorted(set(self.triggers).union(*map(standing.__getitem__, acts - triggers)))
        self._kept: dict[Hashable, Any] = {}

    def earlier(self, as_of: int) -> "Diary":
        """This diary as it stood at an earlier second, without reading every entry anew."""
        size = bisect_right(self.at, as_of)
        found = Diary((), as_of=as_of, day_start=self.day_start, begin=self.begin, end=min(self.end, size))
        found.entries = self.entries[:size]
        found.at, found.wall, found.day = self.at[:size], self.wall[:size], self.day[:size]
        found.logged = frozenset(found.day)
        found.until, found.since = _stretches(found.day, found.logged)
        before = {code: here[: bisect_left(here, size)] for code, here in self.positions.items()}
        found.positions = {code: here for code, here in before.items() if here}
        found.triggers = self.triggers[: bisect_left(self.triggers, size)]
        found.acts = self.acts[: bisect_left(self.acts, size)]
        return found

    def keep(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """What was made for ``key`` before, or is made now."""
        if key not in self._kept:
            self._kept[key] = make()
        made: Kept = self._kept[key]
        return made

    def counts(self, position: int) -> bool:
        """Whether what begins at this position is counted."""
        return self.begin <= position < self.end

    def counted(self, codes: Iterable[str]) -> list[int]:
        """Positions of the counted moments with any of ``codes``, in time order."""
        found = self.standing(codes)
        return found[bisect_left(found, self.begin) : bisect_left(found, self.end)]

    def counted_triggers(self) -> list[int]:
        """Positions of the counted moments with any trigger."""
        found = self.triggers
        return found[bisect_left(found, self.begin) : bisect_left(found, self.end)]

    def counted_acts(self) -> list[int]:
        """Positions of the counted moments with any trigger or own act."""
        found = self.acts
        return found[bisect_left(found, self.begin) : bisect_left(found, self.end)]

    @cached_property
    def followed_days(self) -> list[frozenset[int]]:
        """Local days of the counted entries that are logged with the day before and the day after, which is
        over: those of each day of the week.
        """
        days, logged, last = set(self.day[self.begin : self.end]), self.logged, self.today
        middle = [day for day in days if day - 1 in logged and day + 1 in logged and day + 1 < last]
        return [frozenset(day for day in middle if day % 7 == weekday) for weekday in range(7)]

    @cached_property
    def today(self) -> int:
        """The local day of ``as_of``, by the wall clock of the latest entry."""
        return (self.as_of + self.wall[-1] - self.at[-1]) // DAY if self.at else 0

    def stretch_of(self, day: int) -> tuple[int, int] | None:
        """The first and the last day of the stretch of logged days that a local day lies in."""
        stretches = self.keep(
            "stretches", lambda: {d: (a, b) for d, a, b in zip(self.day, self.since, self.until, strict=True)}
        )
        return stretches.get(day)

    def standing(self, codes: Iterable[str]) -> list[int]:
        """Positions of the moments with any of ``codes``, in time order."""
        here = frozenset(codes).intersection(self.positions)

        def make() -> list[int]:
            found = [self.positions[code] for code in here]
            return found[0] if len(found) == 1 else sorted(set().union(*found))

        return self.keep(("standing", here), make)

    def where(self, codes: Iterable[str]) -> frozenset[int]:
        """The same, for looking whether a position is among them."""
        here = frozenset(codes).intersection(self.positions)
        return self.keep(("where", here), lambda: frozenset(self.standing(here)))

    def cuts(self, positions: Sequence[int]) -> list[int]:
        """Where ``positions`` are cut into bouts: places in it, its two ends included."""
        at = self.at
        times = list(map(at.__getitem__, positions))
        late = map(MERGE.__lt__, map(sub, times[1:], times))
        inner = list(compress(range(1, len(times)), late))
        return [0, *inner, len(positions)] if positions else []

    def spans(self, positions: Sequence[int]) -> list[tuple[int, int]]:
        """Positions of the first and the last moment of each bout that ``positions`` make."""
        cuts = self.cuts(positions)
        return [(positions[a], positions[b - 1]) for a, b in pairwise(cuts)]

    def spans_of(self, codes: Iterable[str]) -> list[tuple[int, int]]:
        """As :meth:`spans`, of the counted moments with any of ``codes``."""
        return self.keep(("spans", frozenset(codes)), lambda: self.spans(self.counted(codes)))

    def other_bouts(
        self, starts: Sequence[int], stops: Sequence[int], hours: int, *, same_day: bool, acts: bool
    ) -> Followable:
        """Counted bouts of any trigger, or own act, outside the windows from ``starts`` to ``stops``: those
        that can be followed through a window of so many hours.

        ``starts`` and ``stops``: the first and last seconds of the windows, in time order; they may overlap.
        """
        positions = self.acts if acts else self.triggers
        times = self.keep(("times", acts), lambda: [self.at[i] for i in positions])
        breaks = self.keep(("breaks", acts), lambda: self.cuts(positions)[1:-1])
        opening, closing = self.keep(("at breaks", acts), lambda: _beside(positions, breaks))
        firsts: list[int] = []
        lasts: list[int] = []
        start = place = 0
        for first, last in [*_merged(starts, stops), (self.as_of + 1, self.as_of + 1)]:
            end = bisect_left(times, first, lo=start)
            if end > start:
                place = bisect_right(breaks, start, lo=place)
                stop = bisect_left(breaks, end, lo=place)
                firsts.append(positions[start])
                if stop > place:
                    firsts += opening[place:stop]
                    lasts += closing[place:stop]
                lasts.append(positions[end - 1])
            start = bisect_right(times, last, lo=end)
        ends, needed = self.windows(hours, same_day)
        until = self.until
        counted = slice(bisect_left(firsts, self.begin), bisect_left(firsts, self.end))
        firsts, lasts = firsts[counted], lasts[counted]
        if hours:
            known = list(map(le, map(needed.__getitem__, lasts), map(until.__getitem__, firsts)))
            firsts, lasts = list(compress(firsts, known)), list(compress(lasts, known))
        return Followable(firsts, list(map(ends.__getitem__, lasts)))

    def windows(self, hours: int, same_day: bool) -> Windows:
        """The windows of so many hours; with ``same_day`` they last to the end of the local day at least."""

        def make() -> Windows:
            ends = [at + hours * HOUR for at in self.at]
            days = self.keep(("days after", hours), lambda: self._days_at(ends, hours))
            if same_day:
                last_of_day = dict(zip(self.day, self.at, strict=True))
                ends = [max(end, last_of_day[day]) for end, day in zip(ends, self.day, strict=True)]
            needed, as_of = list(days), self.as_of
            for place in range(bisect_left(self.at, as_of - hours * HOUR - 2 * DAY), len(ends)):
                if ends[place] > as_of:
                    needed[place] = NEVER
            return Windows(ends, needed)

        return self.keep(("windows", hours, same_day), make)

    def _days_at(self, times: Sequence[int], hours: int) -> list[int]:
        """The local day of each time, so many hours after each entry, by the wall clock of the latest entry
        before it.
        """
        at, wall = self.at, self.wall
        offsets = [w - a for w, a in zip(wall, at, strict=True)]
        if offsets and min(offsets) == max(offsets):
            if hours % 24 == 0:
                return [day + hours // 24 for day in self.day]
            return [(time + offsets[0]) // DAY for time in times]
        return [(time + offsets[bisect_right(at, time) - 1]) // DAY for time in times]

    def everywhere(self) -> Everywhere:
        """All moments with any trigger, as bouts."""

        def make() -> Everywhere:
            stand = self.triggers
            cuts = self.cuts(stand)
            spans = Spans([stand[a] for a in cuts[:-1]], [stand[b - 1] for b in cuts[1:]])
            bout_of: list[int | None] = [None] * len(self.entries)
            for number, (a, b) in enumerate(pairwise(cuts)):
                for i in stand[a:b]:
                    bout_of[i] = number
            return Everywhere(spans, bout_of)

        return self.keep("everywhere", make)

    def stress_days(self, but: Iterable[str]) -> frozenset[int]:
        """Local days with a logged stressed or tired moment; codes in ``but`` do not mark a day."""
        codes = STRESS.difference(but)
        return self.keep(("stress", codes), lambda: frozenset(self.day[i] for i in self.standing(codes)))

    @cached_property
    def sittings(self) -> list[int]:
        """For every position, the number of the sitting it has no order in.

        Entries written in one sitting that carry the time of writing have one number; a time set by hand
        keeps its order, and so has a number of its own.
        """
        at = self.at
        written = [
            t if entry.recorded_at is None else entry.recorded_at
            for t, entry in zip(at, self.entries, strict=True)
        ]
        numbers = [0] * len(at)
        number, before = 0, None
        for i in sorted(range(len(at)), key=written.__getitem__):
            if before is None or written[i] - before >= SITTING:
                number += 1
            before = written[i]
            numbers[i] = number if abs(at[i] - before) <= BY_HAND else -1 - i
        return numbers

    @cached_property
    def inner(self) -> dict[int, tuple[str, ...]]:
        """The feelings and urges noted, by position; only where there are any."""
        found: dict[int, list[str]] = {}
        for code, positions in sorted(self.positions.items()):
            if code.startswith(("F:", "U:")):
                for i in positions:
                    found.setdefault(i, []).append(code)
        return {i: tuple(codes) for i, codes in found.items()}

    def answered(self, prefix: str) -> frozenset[int]:
        """Positions of the moments with any answer of this prefix, "R:" or "PB:"."""
        codes = [code for code in self.positions if code.startswith(prefix) and code != NOT_KNOWN]
        return self.keep(("answered", prefix), lambda: self.where(codes))

    @cached_property
    def ids(self) -> list[str]:
        """The id of every entry."""
        return [entry.id for entry in self.entries]

    def ids_at(self, positions: Iterable[int]) -> tuple[str, ...]:
        """The ids of the entries at these positions."""
        return tuple(map(self.ids.__getitem__, positions))

    @cached_property
    def persons(self) -> list[str]:
        """Everyone an entry is about, in the order of first mention; one name at least."""
        return list(dict.fromkeys(entry.person for entry in self.entries)) or [""]

    def stressed(self, but: Iterable[str]) -> list[bool]:
        """For every position, whether it lies on one of the :meth:`stress_days`."""
        codes = STRESS.difference(but)

        def make() -> list[bool]:
            return list(map(self.stress_days(but).__contains__, self.day))

        return self.keep(("stressed", codes), make)

    def kinds(self, name: str) -> list[int]:
        """For every position, a number for its kind; see KINDS."""
        return self.keep(("kind", name), lambda: KINDS[name](self))


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


PERIOD_DAYS = 28
CLOCK_HOURS = 3


def _hours(diary: Diary) -> list[int]:
    start = diary.day_start
    return [(wall + start) % DAY // (CLOCK_HOURS * HOUR) for wall in diary.wall]


def _half_hours(diary: Diary) -> list[int]:
    start = diary.day_start
    return [(wall + start) % DAY // (HOUR // 2) for wall in diary.wall]


def _periods(diary: Diary) -> list[int]:
    return [(day - diary.day[0]) // PERIOD_DAYS for day in diary.day]


def _weekends(diary: Diary) -> list[int]:
    return [int((day + 3) % 7 >= 5) for day in diary.day]  # day 0, 1970-01-01, was a Thursday


def _persons(diary: Diary) -> list[int]:
    numbers = {name: number for number, name in enumerate(diary.persons)}
    return [numbers[entry.person] for entry in diary.entries]


def _parts(diary: Diary) -> list[int]:
    each = 6 // CLOCK_HOURS
    return [hour // each for hour in diary.kinds("hour")]


KINDS = {
    "hour": _hours,
    "part": _parts,
    "half_hour": _half_hours,
    "period": _periods,
    "weekday": _weekends,
    "person": _persons,
}
"""Ways to sort moments into like and like: by hours, part of the day, four weeks, weekend or not, person."""


def _stretches(days: Sequence[int], logged: frozenset[int]) -> tuple[list[int], list[int]]:
    """For every position, the last and the first day of the stretch of logged days that it lies in."""
    last: dict[int, int] = {}
    first: dict[int, int] = {}
    for day in sorted(logged, reverse=True):
        last[day] = last.get(day + 1, day)
    for day in sorted(logged):
        first[day] = first.get(day - 1, day)
    return [last[day] for day in days], [first[day] for day in days]


def _beside(positions: Sequence[int], breaks: Sequence[int]) -> Spans:
    """The positions after and before each break."""
    return Spans([positions[cut] for cut in breaks], [positions[cut - 1] for cut in breaks])


def _merged(starts: Sequence[int], ends: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Overlapping windows as one: first and last seconds, in time order."""
    if not starts:
        return
    first, last = starts[0], ends[0]
    for start, end in zip(starts, ends, strict=True):
        if start > last:
            yield first, last
            first, last = start, end
        elif end > last:
            last = end
    yield first, last
