"""The diary in columns: time, local days, and which codes stand where.

Moments are named by their position in time order throughout. Everything that several patterns ask for is
worked out once and kept.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any, Self, TypeVar

from companion.model.events import CodedEvent
from companion.model.records import NO_ACT, QUIET_CODES

Kept = TypeVar("Kept")

HOUR = 3600
DAY = 24 * HOUR

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

NOT_KNOWN = "PB:pb_unknown"
"""What the other did, noted as not known: no answer."""

PERIOD_DAYS = 28
CLOCK_HOURS = 3
HOURS_IN_PART = 6 // CLOCK_HOURS


def picked(values: Sequence[Kept], at: Sequence[int]) -> Sequence[Kept]:
    """What stands at these places, many times faster than one by one."""
    if len(at) > 1:
        found: tuple[Kept, ...] = itemgetter(*at)(values)
        return found
    return [values[i] for i in at]


class DiaryColumns:
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
        self.person = person
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

    def earlier(self, as_of: int) -> Self:
        """This diary as it stood at an earlier second, without reading every entry anew."""
        size = bisect_right(self.at, as_of)
        found = type(self)(
            (),
            as_of=as_of,
            day_start=self.day_start,
            person=self.person,
            begin=self.begin,
            end=min(self.end, size),
        )
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

    @cached_property
    def known(self) -> tuple[list[int], list[int]]:
        """For every position, how many seconds before it, and after it, lie on logged days."""
        rows = list(zip(self.wall, self.since, self.until, strict=True))
        before = [wall - since * DAY for wall, since, _ in rows]
        return before, [(until + 1) * DAY - wall for wall, _, until in rows]

    def stretch_of(self, day: int) -> tuple[int, int] | None:
        """The first and the last day of the stretch of logged days that a local day lies in."""
        stretches = self.keep(
            "stretches", lambda: {d: (a, b) for d, a, b in zip(self.day, self.since, self.until, strict=True)}
        )
        return stretches.get(day)

    def standing(self, codes: Iterable[str]) -> list[int]:
        """Positions of the moments with any of ``codes``, in time order."""
        here = frozenset([code for code in codes if code in self.positions])

        def make() -> list[int]:
            found = [self.positions[code] for code in here]
            return found[0] if len(found) == 1 else sorted(set().union(*found))

        return self.keep(("standing", here), make)

    def where(self, codes: Iterable[str]) -> frozenset[int]:
        """The same, for looking whether a position is among them."""
        here = frozenset([code for code in codes if code in self.positions])
        return self.keep(("where", here), lambda: frozenset(self.standing(here)))

    def mask(self, positions: Iterable[int]) -> bytearray:
        """For every position of the diary 1 where it is one of these, else 0."""
        found = bytearray(len(self.at))
        for i in positions:
            found[i] = 1
        return found

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
    def inner(self) -> list[Sequence[str]]:
        """The feelings and urges noted at every position; empty where there are none at all."""
        found: list[Sequence[str]] = []
        for code, positions in sorted(self.positions.items()):
            if code.startswith(("F:", "U:")):
                found = found or [()] * len(self.at)
                for i in positions:
                    found[i] = (*found[i], code)
        return found

    def answered(self, prefix: str) -> frozenset[int]:
        """Positions of the moments with any answer of this prefix, "R:" or "PB:"."""

        def make() -> frozenset[int]:
            return self.where(
                [code for code in self.positions if code.startswith(prefix) and code != NOT_KNOWN]
            )

        return self.keep(("answered", prefix), make)

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

    def hours_and_stress(self, but: Iterable[str]) -> list[int]:
        """For every position 4 times its hours, as of :meth:`kinds`; 2 more on one of the
        :meth:`stress_days`, and 1 more where the moment itself says so.
        """
        codes = STRESS.difference(but)

        def make() -> list[int]:
            rows = zip(self.kinds("hour"), self.stressed(but), strict=True)
            found = [4 * hours + 2 * stressed for hours, stressed in rows]
            for i in self.standing(codes):
                found[i] += 1
            return found

        return self.keep(("hours and stress", codes), make)

    def kinds(self, name: str) -> list[int]:
        """For every position, a number for its kind; see KINDS."""
        return self.keep(("kind", name), lambda: KINDS[name](self))


def _hours(diary: DiaryColumns) -> list[int]:
    start = diary.day_start
    return [(wall + start) % DAY // (CLOCK_HOURS * HOUR) for wall in diary.wall]


def _half_hours(diary: DiaryColumns) -> list[int]:
    start = diary.day_start
    return [(wall + start) % DAY // (HOUR // 2) for wall in diary.wall]


def _periods(diary: DiaryColumns) -> list[int]:
    return [(day - diary.day[0]) // PERIOD_DAYS for day in diary.day]


def _weekends(diary: DiaryColumns) -> list[int]:
    return [int((day + 3) % 7 >= 5) for day in diary.day]  # day 0, 1970-01-01, was a Thursday


def _persons(diary: DiaryColumns) -> list[int]:
    numbers = {name: number for number, name in enumerate(diary.persons)}
    return [numbers[entry.person] for entry in diary.entries]


def _parts(diary: DiaryColumns) -> list[int]:
    return [hour // HOURS_IN_PART for hour in diary.kinds("hour")]


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
