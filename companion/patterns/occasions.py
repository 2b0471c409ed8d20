"""The occasions behind a finding, one by one: what was noted after each, how long after, and before it.

They are counted by the same functions as the finding, from the whole diary, and only when somebody looks:
neither the findings nor their tests ask for them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from companion.model.event_columns import up_to
from companion.model.events import CodedEvent
from companion.model.gc_pause import gc_paused
from companion.model.records import PatternAnswer
from companion.model.vocabulary import Pattern
from companion.patterns.bouts import Bout, Diary
from companion.patterns.chains import Side, directions
from companion.patterns.context import end_of_context, start_of_context
from companion.patterns.counting import Counts, look
from companion.patterns.diary_as_of import DiaryAsOf
from companion.patterns.diary_columns import DAY, HOUR
from companion.patterns.findings import Finding
from companion.patterns.order import around_bouts, untied
from companion.patterns.outcomes import Outcome
from companion.patterns.settled_past import (
    PIECE,
    end_of_past,
    ends_of_pieces,
)
from companion.patterns.strata import answer_prefix, noted_elsewhere


class Step(NamedTuple):
    """Something noted after an occasion, or before it: the id of its entry, and how many hours away it was.

    ``hours`` is ``None`` in the same entry.
    """

    id: str
    hours: float | None = None


class Occasion(NamedTuple):
    """One occasion of a pattern.

    at: when it began, in seconds since 1970; day: the local day of that, counted from there. ids: its
    entries, in the order of time. counted: whether it is one of the k that are told. answered: whether any
    answer of the kind was noted where it was looked for. after: the first response in its window, whether it
    is counted or not; in a round the answer and the reach that closed it. before: the nearest response before
    it, as far as the days are logged. whole_after, whole_before: whether they are logged for the whole window
    on that side.
    """

    at: int
    day: int
    ids: tuple[str, ...]
    counted: bool
    answered: bool
    after: tuple[Step, ...] = ()
    before: Step | None = None
    whole_after: bool = True
    whole_before: bool = True

    def to_json(self) -> dict[str, Any]:
        """A plain object: what is told of it, and what followed with the hours until then."""
        return {
            "ids": list(self.ids),
            "counted": self.counted,
            "answered": self.answered,
            "after": [_step_json(step) for step in self.after],
            "before": None if self.before is None else _step_json(self.before),
        }


def _step_json(step: Step) -> dict[str, Any]:
    return {"id": step.id, "hours": None if step.hours is None else round(step.hours, 2)}


class Occasions(NamedTuple):
    """All occasions of one finding.

    kind: what is told, as in ``Finding.told_of``. told: the n occasions, in the order of time; k of them are
    ``counted``. left_out: those that could not be followed. others: the k0 with a response among what the
    occasions are compared with; for what is told against the time before them, the same occasions, with that
    response ``before``.
    """

    kind: str
    told: tuple[Occasion, ...] = ()
    left_out: tuple[Occasion, ...] = ()
    others: tuple[Occasion, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """A plain object."""
        groups = {"told": self.told, "left_out": self.left_out, "others": self.others}
        return {"kind": self.kind, **{name: [one.to_json() for one in some] for name, some in groups.items()}}


class OccasionFinder:
    """Finds the occasions of any pattern in one diary.

    The arguments are those of :func:`companion.patterns.find_patterns`, and have to be the same. A very long
    diary is gone through piece by piece each time, so that it is never laid out all at once; where it is one
    piece, what several patterns ask for is worked out once.
    """

    def __init__(
        self,
        patterns: Sequence[Pattern],
        events: Sequence[CodedEvent],
        *,
        as_of: datetime,
        day_start: str = "04:00",
        answers: Sequence[PatternAnswer] = (),
        person: str | None = None,
    ) -> None:
        offset = as_of.utcoffset()
        if offset is None:
            raise ValueError("as_of: the offset is missing")
        second, seconds = int(as_of.timestamp() // 1), int(offset.total_seconds())
        self._patterns = {row.id: row for row in patterns}
        self._entries, self._at = up_to(events, second)
        self._rested = (end_of_past(self._at, 0, second) or 0) if person is None else 0
        """Where what tests no longer look at ends; see :mod:`companion.patterns.settled_past`."""
        self._kept: dict[int, DiaryAsOf] = {}
        self._diary = partial(
            DiaryAsOf,
            patterns,
            as_of=as_of,
            second=second,
            offset=seconds,
            day_start=day_start,
            answers=answers,
            only=person,
        )

    @property
    def in_one_piece(self) -> bool:
        """Whether the diary is so short that :meth:`of` takes next to no time once it was laid out."""
        return len(self._at) <= PIECE

    def of(self, finding: Finding) -> Occasions:
        """The occasions of a finding of this diary; none of a pattern that is not known here."""
        pattern = self._patterns.get(finding.pattern)
        if pattern is None:
            return Occasions(finding.told_of[0])
        with gc_paused():
            return self._of(finding, pattern)

    def _of(self, finding: Finding, pattern: Pattern) -> Occasions:
        kind = finding.told_of[0]
        told: list[Occasion] = []
        left_out: list[Occasion] = []
        others: list[Occasion] = []
        ordered = kind in ("afterwards", "next_day")
        # Order is tested of the latest part alone of a very long diary.
        for diary in self._views(pattern, self._rested if ordered else 0):
            one = _View(pattern, diary)
            if kind == "same_moment":
                told += one.in_entries()
                others += one.elsewhere()
            elif kind == "afterwards":
                told += one.around()
            elif kind == "next_day":
                told += one.days()
            else:
                told += one.in_windows()
                left_out += [one.occasion(bout, False) for bout in one.counts.left_out]
                others += one.compared()
        if ordered:
            others = [one for one in told if one.before is not None]
        return Occasions(kind, *map(_in_order, (told, left_out, others)))

    def _views(self, pattern: Pattern, begin: int) -> Iterator[Diary]:
        """Everybody's view of the diary from position ``begin`` on, piece by piece; a single one is kept."""
        at, patterns = self._at, tuple(self._patterns.values())
        ends = [*ends_of_pieces(at, begin, len(at))] if at else []
        for end in ends:
            start = start_of_context(at, begin, patterns)
            diary = self._kept.get(begin)
            if diary is None:
                upto = end_of_context(at, end, patterns) if end < len(at) else end
                diary = self._diary(list(self._entries[start:upto]), before=start)
            if len(ends) == 1:
                self._kept[begin] = diary
            yield from diary.part(diary.person(pattern), begin - start, end - start)
            begin = end


def _in_order(found: Sequence[Occasion]) -> tuple[Occasion, ...]:
    return tuple(sorted(found, key=lambda one: (one.at, one.ids)))


class _View:
    """The occasions of a pattern in one person's view of the diary."""

    def __init__(self, pattern: Pattern, diary: Diary) -> None:
        self.pattern = pattern
        self.diary = diary
        self.window = pattern.window_hours * HOUR
        self.counts: Counts = look(pattern, [diary])[0][1]
        triggers = diary.standing(pattern.antecedents)
        self.responses = untied(diary, diary.standing(pattern.responses), triggers)
        self.times = [diary.at[i] for i in self.responses]
        self.answered = diary.answered(answer_prefix(pattern))
        self.answer_times = [diary.at[i] for i in sorted(self.answered)]
        self.noted = diary.where(pattern.responses)
        self.rounds: list[tuple[Side, Side]] = directions(pattern, diary) if pattern.shape == "cycle" else []

    def occasion(
        self, bout: Bout, counted: bool, after: tuple[Step, ...] = (), *, later: bool = True
    ) -> Occasion:
        """A bout with what stands around it. ``later``: an answer in its window is one to it."""
        diary, first, last = self.diary, bout[0], bout[-1]
        opens, closes = diary.at[first], diary.at[last] + self.window
        answered = not self.answered.isdisjoint(bout)
        if later and not answered:
            place = bisect_left(self.answer_times, opens)
            answered = place < len(self.answer_times) and self.answer_times[place] <= closes
        past = diary.wall[first] - diary.since[first] * DAY
        known = min(self.window, past)
        place = bisect_left(self.times, opens)
        gap = opens - self.times[place - 1] if place else None
        near = gap is not None and 0 < gap <= known
        return Occasion(
            opens,
            diary.day[first],
            tuple(diary.ids[i] for i in bout),
            counted,
            answered,
            after,
            Step(diary.ids[self.responses[place - 1]], (gap or 0) / HOUR) if near else None,
            closes <= diary.as_of and (diary.until[first] + 1) * DAY >= diary.wall[last] + self.window,
            past >= self.window,
        )

    def steps(self, outcome: Outcome) -> tuple[Step, ...]:
        """What followed a bout in its window: one thing, or in a round two."""
        ids, at, bout = self.diary.ids, self.diary.at, outcome.bout
        if outcome.closing is None:
            return (Step(ids[outcome.response], outcome.delay),)
        found = (outcome.response, outcome.closing)
        return tuple(Step(ids[i], None if i in bout else (at[i] - at[bout[0]]) / HOUR) for i in found)

    def in_entries(self) -> Iterator[Occasion]:
        """All bouts, by whether the response stood in one of their own entries."""
        for outcome in self.counts.followed.each():
            yield self.occasion(outcome.bout, outcome.delay is None, self.steps(outcome), later=False)
        for bout in (*self.counts.unfollowed, *self.counts.left_out):
            here = [i for i in bout if i in self.noted]
            after = tuple(Step(self.diary.ids[i]) for i in here[:1])
            yield self.occasion(bout, bool(here), after, later=False)

    def in_windows(self) -> Iterator[Occasion]:
        """The bouts that could be followed to the end of their windows."""
        for outcome in self.counts.followed.each():
            yield self.occasion(outcome.bout, True, self.steps(outcome))
        for bout in self.counts.unfollowed:
            yield self.occasion(bout, False)

    def around(self) -> Iterator[Occasion]:
        """The bouts that order is told of: a response in the hours after, and in as many before."""
        diary = self.diary
        outcomes = {one.bout[0]: one for one in self.counts.followed.each()}
        stand = diary.standing(self.pattern.antecedents)
        for first, last, after, before in around_bouts(self.pattern, diary):
            bout = tuple(stand[bisect_left(stand, first) : bisect_right(stand, last)])
            steps: tuple[Step, ...] = ()
            if after is not None:
                steps = (Step(diary.ids[after], (diary.at[after] - diary.at[last]) / HOUR),)
            elif first in outcomes:
                steps = self.steps(outcomes[first])
            one = self.occasion(bout, after is not None, steps)
            hours = None if before is None else (diary.at[first] - diary.at[before]) / HOUR
            yield one._replace(before=None if before is None else Step(diary.ids[before], hours))

    def days(self) -> Iterator[Occasion]:
        """The days that the next day is told of: a response on the day after, and on the day before."""
        diary = self.diary
        triggers = _by_day(diary, diary.counted(self.pattern.antecedents))
        responses = _by_day(diary, diary.counted(self.pattern.responses))
        if not triggers or not responses:
            return
        for day in sorted(frozenset[int]().union(*diary.followed_days) & triggers.keys()):
            bout = tuple(triggers[day])
            after, before = responses.get(day + 1, []), responses.get(day - 1, [])
            steps = tuple(Step(diary.ids[i], (diary.at[i] - diary.at[bout[-1]]) / HOUR) for i in after[:1])
            one = self.occasion(bout, bool(after), steps)
            hours = (diary.at[bout[0]] - diary.at[before[-1]]) / HOUR if before else None
            yield one._replace(before=Step(diary.ids[before[-1]], hours) if before else None)

    def elsewhere(self) -> Iterator[Occasion]:
        """The moments of other triggers that held the response."""
        for i in noted_elsewhere(self.pattern, self.diary):
            yield self.occasion((i,), True, (Step(self.diary.ids[i]),))

    def compared(self) -> Iterator[Occasion]:
        """Those of the comparison that a response followed."""
        diary = self.diary
        others = self.counts.others
        for first, response in zip(others.followed, others.responses, strict=True):
            hours = (diary.at[response] - diary.at[first]) / HOUR
            step = Step(diary.ids[response], None if response == first else hours)
            yield self.occasion((first,), True, (step,))


def _by_day(diary: Diary, positions: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for i in positions:
        found.setdefault(diary.day[i], []).append(i)
    return found
