"""Small diaries for the tests, written with as few words as possible."""

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from companion.model.events import CodedEvent
from companion.model.vocabulary import Pattern
from companion.patterns import Finding, find_patterns

START = datetime(2026, 1, 5, tzinfo=UTC)  # a Monday
HOUR = timedelta(hours=1)


def pattern(
    antecedents: str = "affection_received",
    responses: str = "R:withdrew",
    hours: int = 48,
    *,
    id: str = "p",
    same_entry: bool = True,
    same_day: bool = False,
    shape: str = "follow",
) -> Pattern:
    """A pattern; codes parted by spaces."""
    return Pattern(
        id=id,
        number="P00",
        title="",
        antecedents=tuple(antecedents.split()),
        responses=tuple(responses.split()),
        window_hours=hours,
        same_entry=same_entry,
        same_day=same_day,
        shape=shape,
        positive=False,
        distancing=True,
        wording="",
        practice="",
    )


class Diary:
    """Moments on days counted from START, at hours of the day."""

    def __init__(self, *, every_day: int = 0) -> None:
        self.events: list[CodedEvent] = []
        for day in range(every_day):
            self.add(day, 23, "")

    def add(self, day: float, hour: float, codes: str, *, offset: float = 0, person: str = "default") -> str:
        """One moment; ``offset`` is that of the wall clock from UTC, in hours. Returns its id."""
        wall = START + timedelta(days=day, hours=hour)
        at = int((wall - offset * HOUR).timestamp())
        return self.at(at, codes, offset=offset, person=person)

    def at(self, second: int, codes: str, *, offset: float = 0, person: str = "default") -> str:
        id = f"{len(self.events):04}"
        wall = second + int(offset * 3600)
        self.events.append(CodedEvent(second, wall, id, frozenset(codes.split()), person))
        return id

    def look(self, one: Pattern | None = None, *, days: float = 400, **more: object) -> Finding:
        """The finding on one pattern, long after the last moment unless said otherwise."""
        return self.look_all([one or pattern()], days=days, **more)[0]

    def look_all(
        self, patterns: Sequence[Pattern], *, days: float = 400, **more: object
    ) -> Sequence[Finding]:
        as_of = START + timedelta(days=days)
        return find_patterns(patterns, self.events, as_of=as_of, **more)  # type: ignore[arg-type]


def naive_counts(
    one: Pattern, events: Iterable[CodedEvent], as_of: int, start: int = 4 * 3600
) -> tuple[int, int, int, int]:
    """(k, n, k0, n0), written down from the definitions, moment by moment and second by second."""
    entries = sorted((s for s in events if s.at <= as_of), key=lambda s: (s.at, s.id))
    days = {(s.wall - start) // 86400 for s in entries}

    def bouts(some: list[CodedEvent]) -> list[list[CodedEvent]]:
        found: list[list[CodedEvent]] = []
        for s in some:
            if found and s.at - found[-1][-1].at <= 7200:
                found[-1].append(s)
            else:
                found.append([s])
        return found

    def counted(bout: list[CodedEvent]) -> bool | None:
        if not one.window_hours:
            return any(not s.codes.isdisjoint(one.responses) for s in bout)
        end = bout[-1].at + one.window_hours * 3600
        latest = max((s for s in entries if s.at <= end), key=lambda s: s.at)
        last_day = (end + latest.wall - latest.at - start) // 86400
        first_day = (bout[0].wall - start) // 86400
        if end > as_of or not days.issuperset(range(first_day, last_day + 1)):
            return None
        same = one.same_entry and any(not s.codes.isdisjoint(one.responses) for s in bout)
        return same or any(
            bout[0].at < s.at <= end and not s.codes.isdisjoint(one.responses) for s in entries
        )

    own = bouts([s for s in entries if not s.codes.isdisjoint(one.antecedents)])
    windows = [(bout[0].at, bout[-1].at + one.window_hours * 3600) for bout in own]
    others: list[list[CodedEvent]] = []
    broken = True
    for s in entries:
        if not any(":" not in code for code in s.codes):
            continue
        if any(first <= s.at <= last for first, last in windows):
            broken = True
        elif broken or s.at - others[-1][-1].at > 7200:
            others.append([s])
            broken = False
        else:
            others[-1].append(s)
    mine = [c for c in map(counted, own) if c is not None]
    theirs = [c for c in map(counted, others) if c is not None]
    return sum(mine), len(mine), sum(theirs), len(theirs)


def waking(rng: random.Random) -> float:
    return rng.uniform(8, 22)


def diary_of(days: int = 112, *, seed: int = 1) -> tuple[Diary, random.Random]:
    """A diary with an entry on each of so many days, and what chance does in it."""
    return Diary(every_day=days), random.Random(seed)


def noted(rng: random.Random, codes: str, share: float) -> str:
    """``codes``, and with a chance of ``share`` pulling back beside them."""
    return codes + (" R:withdrew" if rng.random() < share else "")
