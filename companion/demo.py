"""A made-up diary of twelve weeks to look around in: one person, with Robin. It is complete as it stands.

It is written as people write: on four or five days a week, in runs, some evenings told in one sitting, some
questions left blank, and in the last month an evening check on most days.
What is told is data, in ``seed_content/demo.toml``; here it is put on real days, up to the day it ends.
Whatever the patterns say about it, they say by counting these moments.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from companion.journal import open_journal
from companion.model.clock import Clock, local_day, parse_day_start, system_clock
from companion.model.kept_beside import parsed
from companion.model.records import (
    Contents,
    EveningAnswer,
    Experiment,
    Feeling,
    Moment,
    PatternAnswer,
    Reflection,
    Settings,
    Story,
    Try,
    evening_answer_id,
)
from companion.model.vocabulary import Vocabulary
from companion.system.paths import Places, places

DAYS = 84
SEED = 1742

ONE_SITTING = timedelta(minutes=15)
"""What lies closer together was written in one sitting, and stays as close."""

WATCHED = ("withdraw_after_affection", "overread_after_silence")
"""The patterns that the evening check asks about."""

SETTINGS = Settings(partner_name="Robin", pronouns="they", extra={"watched_patterns": list(WATCHED)})

_NAMES = UUID("5b1c7f0e-6a3d-4d7c-9c55-0d2f3a7b9e14")
_MEMORY = Path("/dev/shm")

Row = Mapping[str, Any]


def demo_contents(vocabulary: Vocabulary, end: datetime, zone: str | None = None) -> Contents:
    """The diary, with its last day on the local day of ``end`` (aware) and nothing after ``end``.

    zone: IANA name of the place, that of ``end`` where it has one. Same arguments, same contents.
    """
    file = vocabulary.folder / "demo.toml"
    data = parsed(file, file.read_text(encoding="utf-8"), tomllib.loads)
    days = _Days(end, zone, (*data["moment"], *data["reflection"]))
    moments = [_moment(days, row) for row in data["moment"]]
    reflections = [_reflection(days, row) for row in data["reflection"]]
    return Contents(
        moments=tuple(sorted(moments, key=lambda one: (one.occurred_at, one.id))),
        reflections=tuple(sorted(reflections, key=lambda one: (one.occurred_at, one.id))),
        stories=tuple(_story(days, row) for row in data["story"]),
        experiments=tuple(_experiment(days, row) for row in data["experiment"]),
        checks=tuple(
            answer for row in data["evening"] if days.wall(row) <= days.end for answer in _checks(days, row)
        ),
        pattern_answers=tuple(
            PatternAnswer(pattern=row["pattern"], answer=row["answer"], at=days.near(row))
            for row in data["answer"]
        ),
        settings=SETTINGS,
        extra={"made_up": True},
    )


@contextmanager
def throw_away(clock: Clock | None = None) -> Iterator[Places]:
    """Places with the diary in them, in memory where the system has a folder for that, removed afterwards."""
    from tempfile import TemporaryDirectory

    kept = str(_MEMORY) if _MEMORY.is_dir() else None
    try:
        folder = TemporaryDirectory(prefix="companion-demo-", dir=kept, ignore_cleanup_errors=True)
    except OSError:  # the memory-backed folder is full or may not be written to
        folder = TemporaryDirectory(prefix="companion-demo-", ignore_cleanup_errors=True)
    with folder as name:
        there = places(name)
        fill(there, clock or system_clock())
        yield there


def fill(there: Places, clock: Clock) -> None:
    """Put the diary into the journal of these places, up to the clock's present moment."""
    with open_journal(there, clock=clock) as journal:
        journal.merging.import_contents(demo_contents(journal.vocabulary, clock.now(), clock.zone))


class _Days:
    """Where the days of the diary lie. Minutes vary a little, as if nobody had looked at the clock."""

    def __init__(self, end: datetime, zone: str | None, rows: Sequence[Row]) -> None:
        if end.tzinfo is None:
            raise ValueError("end: the offset is missing")
        self.zone = zone or getattr(end.tzinfo, "key", None)
        self.place: tzinfo = ZoneInfo(self.zone) if self.zone else end.tzinfo
        self.end = end.astimezone(self.place)
        self.last = local_day(self.end, SETTINGS.day_start)
        self.times: dict[tuple[int, str], datetime] = {}
        random = Random(SEED)
        before = datetime.min.replace(tzinfo=UTC)
        late = timedelta()
        for row in sorted(rows, key=_place):
            at = self.wall(row)
            if at - before >= ONE_SITTING:
                late = timedelta(minutes=random.randint(-4, 4))
            self.times[_place(row)] = at + late
            before = at
        self._fit_last_day()

    def wall(self, row: Row) -> datetime:
        """The time that a row names."""
        day: date = self.last - timedelta(days=DAYS - row["day"])
        return datetime.combine(day, time.fromisoformat(row["at"]), self.place)

    def near(self, row: Row) -> datetime:
        """The time that a row names, and not after the end."""
        return min(self.wall(row), self.end)

    def of(self, row: Row) -> datetime:
        """When the entry that stands at this day and time took place."""
        return self.times[_place(row)]

    def _fit_last_day(self) -> None:
        """A diary that ends at noon has had its last day by noon: its entries then lie closer together."""
        today = [key for key in self.times if key[0] == DAYS]
        if max(self.times[key] for key in today) <= self.end:
            return
        begin = datetime.combine(self.last, parse_day_start(SETTINGS.day_start), self.place)
        step = (self.end.astimezone(UTC) - begin.astimezone(UTC)) / (len(today) + 1)
        for number, key in enumerate(today, start=1):
            at = begin.astimezone(UTC) + step * number
            self.times[key] = at.replace(microsecond=0).astimezone(self.place)


def _place(row: Row) -> tuple[int, str]:
    return row["day"], row["at"]


def _id(kind: str, row: Row) -> str:
    return str(uuid5(_NAMES, f"{kind} {row['day']} {row['at']}"))


def _feelings(row: Row) -> tuple[Feeling, ...]:
    return tuple(Feeling(mood=mood, intensity=how) for mood, how in row.get("feelings", {}).items())


def _moment(days: _Days, row: Row) -> Moment:
    at = days.of(row)
    return Moment(
        id=_id("moment", row),
        occurred_at=at,
        zone=days.zone,
        recorded_at=at,
        updated_at=at,
        triggers=tuple(row.get("triggers", ())),
        partner_acts=tuple(row.get("partner_acts", ())),
        feelings=_feelings(row),
        body=row.get("body", ""),
        urges=tuple(row.get("urges", ())),
        responses=tuple(row.get("responses", ())),
        ending=row.get("ending", ""),
        closeness=row.get("closeness"),
        tags=tuple(row.get("tags", ())),
        starred=row.get("starred", False),
        note=row.get("note", ""),
    )


def _reflection(days: _Days, row: Row) -> Reflection:
    at = days.of(row)
    return Reflection(
        id=_id("reflection", row),
        occurred_at=at,
        zone=days.zone,
        recorded_at=at,
        updated_at=at,
        prompt=row.get("prompt"),
        leaning=row.get("leaning"),
        feelings=_feelings(row),
        starred=row.get("starred", False),
        text=row["text"],
    )


def _story(days: _Days, row: Row) -> Story:
    return Story(
        id=_id("story", row["of"]),
        moment=_id("moment", row["of"]),
        feared=row["feared"],
        belief=row["belief"],
        ask_again_at=days.near(row["ask_again"]),
        turned_out=row.get("turned_out"),
        closed_at=days.near(row["closed"]) if "closed" in row else None,
        learned=row.get("learned", ""),
    )


def _checks(days: _Days, row: Row) -> Iterator[EveningAnswer]:
    at = days.wall(row)
    day = days.last - timedelta(days=DAYS - row["day"])
    for pattern, (happened, followed) in zip(WATCHED, row["noted"], strict=True):
        yield EveningAnswer(
            id=evening_answer_id(day, pattern),
            day=day,
            pattern=pattern,
            happened=happened,
            followed=followed,
            recorded_at=at,
            updated_at=at,
        )


def _experiment(days: _Days, row: Row) -> Experiment:
    return Experiment(
        id=_id("experiment", row["started"]),
        pattern=row["pattern"],
        exercise=row["exercise"],
        if_then=row["if_then"],
        started_at=days.near(row["started"]),
        tries=tuple(
            Try(
                at=days.of(one["of"]) + timedelta(minutes=20),
                did=one["did"],
                moment=_id("moment", one["of"]),
                note=one["note"],
            )
            for one in row["try"]
        ),
    )
