"""The entries that an export is made of: held, or read anew each time they are asked for, one by one."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime

from companion.model.clock import local_day
from companion.model.frozen_dataclass import dataclass
from companion.model.records import Contents, Entry, Moment, Reflection

_FAR_OFF = 2
"""How many days the day of an entry can be before the one it has in UTC: for its zone and its day start."""


File = tuple[str, Iterable[bytes]]
"""A file to be written: its name (``""`` where a format is one file), and what it holds, piece by piece."""


@dataclass(frozen=True, slots=True)
class Entries:
    """Moments and reflections, each kind by time, then id, as often as they are asked for.

    ``zones``: the time zones of all of them, the moments' first.
    """

    moments: Callable[[], Iterable[Moment]]
    reflections: Callable[[], Iterable[Reflection]]
    zones: Callable[[], Iterable[str | None]]

    def by_day(self, day_start: str) -> Iterator[tuple[date, list[Entry]]]:
        """The entries of each day that has some, in order; few days are held at a time."""
        days: dict[date, list[Entry]] = {}
        kinds: tuple[Iterable[Entry], ...] = (self.moments(), self.reflections())
        for entry in heapq.merge(*kinds, key=_in_time):
            day = local_day(entry.occurred_at, day_start)
            if day not in days:
                over = _utc_day(entry.occurred_at).toordinal() - _FAR_OFF
                for earlier in sorted(one for one in days if one.toordinal() < over):
                    yield earlier, days.pop(earlier)
            days.setdefault(day, []).append(entry)
        yield from sorted(days.items())


def held(contents: Contents) -> Entries:
    """Those of ``contents``."""
    moments, reflections = sorted(contents.moments, key=_in_time), sorted(contents.reflections, key=_in_time)
    zones = [entry.zone for kind in (moments, reflections) for entry in kind]
    return Entries(lambda: moments, lambda: reflections, lambda: zones)


def _in_time(entry: Entry) -> tuple[datetime, str]:
    return entry.occurred_at, entry.id


def _utc_day(at: datetime) -> date:
    """The day in UTC; at the ends of the calendar, the day as written."""
    try:
        return at.astimezone(UTC).date()
    except OverflowError:
        return at.date()
