"""``find_patterns``: every pattern of the catalogue looked for in one diary, as of one time."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from typing import NamedTuple

from companion.model.event_columns import up_to
from companion.model.events import CodedEvent
from companion.model.gc_pause import gc_paused
from companion.model.records import PatternAnswer
from companion.model.vocabulary import Pattern
from companion.patterns.context import end_of_context, start_of_context
from companion.patterns.counting import Viewed, merged
from companion.patterns.diary_as_of import DiaryAsOf
from companion.patterns.differences import differed, has_elsewhere
from companion.patterns.earlier_weeks import changes, still_confirmed
from companion.patterns.entry_ids import IdsAt, Positions
from companion.patterns.evidence import Evidence, correct, evidence
from companion.patterns.exact import Table, newcombe_interval
from companion.patterns.findings import Delays, Finding, Followed, SameEntry
from companion.patterns.settled_past import (
    EvidencePositions,
    Past,
    all_evidence,
    end_of_past,
    ends_of_pieces,
)
from companion.patterns.states import Trend, confirmed_by, hinted_by, needed, spread_out
from companion.patterns.strata import confounders
from companion.patterns.tallies import Tally

ENGINE_VERSION = 7
"""Which engine worked something out. To be raised, by one, with every change after which the same moments and
patterns may come to other findings, or to findings or a settled past that are kept in another form: what
journals have kept of the version before is then worked out anew. A change that only tidies leaves it."""

MUTED_DAYS = 60


class Analysis(NamedTuple):
    """One finding for every pattern, in the order given, and what has come to rest of a long diary."""

    findings: tuple[Finding, ...]
    past: Past | None


def find_patterns(
    patterns: Sequence[Pattern],
    events: Sequence[CodedEvent],
    *,
    as_of: datetime,
    day_start: str = "04:00",
    answers: Sequence[PatternAnswer] = (),
    person: str | None = None,
) -> tuple[Finding, ...]:
    """One finding for every pattern, in the order given.

    ``as_of`` is aware; later events and answers are not looked at. ``events`` may come in any order.
    ``day_start``: wall time at which a day begins, "HH:MM". ``person``: whose moments alone to count, in
    every pattern. The same arguments give the same findings.
    Raises InputRefused for a day start that is no time of day, ValueError for an ``as_of`` without offset.
    """
    found = analyse(patterns, events, as_of=as_of, day_start=day_start, answers=answers, person=person)
    assert found is not None  # without a known past nothing can be lacking
    return found.findings


def analyse(
    patterns: Sequence[Pattern],
    events: Sequence[CodedEvent],
    *,
    as_of: datetime,
    day_start: str = "04:00",
    answers: Sequence[PatternAnswer] = (),
    person: str | None = None,
    past: Past | None = None,
) -> Analysis | None:
    """As :func:`find_patterns`, going on from a ``past`` that an earlier analysis gave.

    It has to be of the same patterns, day start and "only with" answers, and nothing up to its
    ``valid_until`` may have changed; ``events`` are then those from its ``since`` on. ``None``: all of them
    are needed, and no past, since ``as_of`` lies too far back. With a ``person`` there is no past, neither
    given nor made.
    """
    offset = as_of.utcoffset()
    if offset is None:
        raise ValueError("as_of: the offset is missing")
    with gc_paused():
        seconds = int(offset.total_seconds())
        return _analyse(patterns, events, as_of, seconds, day_start, answers, person, past)


def _analyse(
    patterns: Sequence[Pattern],
    events: Sequence[CodedEvent],
    as_of: datetime,
    offset: int,
    day_start: str,
    answers: Sequence[PatternAnswer],
    person: str | None,
    past: Past | None,
) -> Analysis | None:
    second = int(as_of.timestamp() // 1)
    entries, at = up_to(events, second)
    before = past.before if past else 0
    end = end_of_past(at, before, second) if person is None else 0
    if end is None or (past and end < past.upto):
        return None

    def diary_of(here: slice) -> DiaryAsOf:
        some, others = list(entries[here]), before + (here.start or 0)
        return DiaryAsOf(patterns, some, as_of, second, offset, day_start, answers, person, others)

    if not end:
        return Analysis(_findings(diary_of(slice(None))), None)
    if past is None or past.upto < end:
        for place in ends_of_pieces(at, past.upto - before if past else 0, end - before):
            start = past.before - before if past else 0
            past = diary_of(slice(start, end_of_context(at, place, patterns))).settle(past, place - start)
    assert past is not None
    place = end - before
    start = start_of_context(at, place, patterns)
    diary = diary_of(slice(start, None))
    diary.go_on_from(past, place - start)
    return Analysis(_findings(diary), past)


def survey(diary: DiaryAsOf) -> "Survey":
    """What was counted of every pattern, what that shows, and what can be told of it."""
    numbers = range(len(diary.patterns))
    viewed, tallies = [], []
    for number in numbers:
        seen, counted = diary.counted(number, diary.second)
        viewed.append(seen)
        tallies.append(counted)
    days = diary.today - diary.first_day() + 1 if diary.entries else 0
    waiting = [needed(*row, days) for row in zip(diary.patterns, tallies, strict=True)]
    shown = [
        Evidence() if wait else evidence(pattern, diary.seen(number, diary.second))
        for number, pattern, wait in zip(numbers, diary.patterns, waiting, strict=True)
    ]
    rows = zip(numbers, tallies, correct(shown), strict=True)
    told = [_told(diary, shown, *row) for row in rows]
    return Survey(viewed, tallies, days, waiting, shown, told)


def _findings(diary: DiaryAsOf) -> tuple[Finding, ...]:
    viewed, tallies, days, waiting, shown, told = survey(diary)
    trends = [diary.trend(*row, days) for row in zip(viewed, tallies, strict=True)]
    directions = changes(diary, [bool(one.confirmed) for one in told], trends)
    everything = zip(viewed, tallies, waiting, shown, told, trends, directions, strict=True)
    return tuple(_finding(diary, number, *row) for number, row in enumerate(everything))


def _told(
    diary: DiaryAsOf, shown: Sequence[Evidence], number: int, counted: Tally, q_values: Sequence[float]
) -> "Told":
    """Which kinds of evidence stand out, and which of them are confirmed; the clearest first."""
    ranked = sorted(zip(q_values, shown[number].tests, strict=True), key=lambda one: one[0])
    q_values, tests = [q for q, _ in ranked], [test for _, test in ranked]
    hinted = hinted_by(tests, q_values)
    confirmed: tuple[str, ...] = ()
    if spread_out(counted):
        confirmed = confirmed_by(tests, q_values, sum(len(one.tests) for one in shown))
        if hinted and not confirmed:
            plain = {test.kind for test in tests if not test.doubts}
            confirmed = tuple(
                kind for kind in hinted if kind in plain and still_confirmed(diary, shown, number, kind)
            )
    confirmed = tuple(kind for kind in confirmed if beyond_zero(told_table(kind, counted, shown[number])))
    kinds = confirmed or hinted or tuple(test.kind for test in tests)
    return Told(min(q_values, default=None), confirmed, hinted, kinds[0] if kinds else None)


def _finding(
    diary: DiaryAsOf,
    number: int,
    viewed: Sequence[Viewed],
    counted: Tally,
    wait: tuple[str, str] | None,
    shown: Evidence,
    told: "Told",
    change: Trend | None,
    direction: int,
) -> Finding:
    pattern = diary.patterns[number]
    counts = merged([counts for _, counts in viewed])
    (k, n), (k0, n0) = counted.share, counted.others
    behind = cache(partial(all_evidence, diary.settled(number), diary.before, counts))
    ids = {kind: IdsAt(diary.ids, partial(_positions_of, behind, kind)) for kind in EvidencePositions._fields}
    doubts = [doubt for test in shown.tests for doubt in test.doubts]
    answer = diary.answers.get(pattern.id)
    order, days = shown.order, shown.next_day
    in_entry = has_elsewhere(pattern)
    found = Finding(
        pattern=pattern.id,
        state="counting" if wait else told.state(direction),
        k=k,
        n=n,
        k0=k0,
        n0=n0,
        window_hours=pattern.window_hours,
        q=None if told.q is None else float(f"{told.q:.3g}"),
        evidence=told.confirmed or told.hinted,
        same_moment_elsewhere=counted.elsewhere if in_entry and not wait else None,
        order=(order.after, order.before) if order else None,
        e=float(f"{order.e:.3g}") if order else None,
        same_moment=counted.same_moment,
        afterwards=len(counted.delays),
        median_delay_hours=round(_median(counted.delays), 2) if counted.delays else None,
        delays=counted.delays,
        moments=ids["moments"],
        counter_examples=ids["counter_examples"],
        comparison=ids["comparison"],
        in_entry=ids["in_entry"] if in_entry else (),
        not_in_entry=ids["not_in_entry"] if in_entry else (),
        differed=differed(counted.noted, counted.not_noted, counted.in_entry)
        if counted.mostly_in_entry
        else differed(counted.with_response, counted.without, counted.share),
        confounders=confounders(counted.share, counted.others, counted.kinds, doubts),
        left_out=counted.left_out,
        needed_what=wait[0] if wait else None,
        needed=wait[1] if wait else None,
        recent=change.recent if change else None,
        earlier=change.earlier if change else None,
        recent_weeks=change.weeks if change else None,
        same_entry=SameEntry(*counted.in_entry, *counted.elsewhere) if in_entry else None,
        after=order.counted if order else None,
        next_day=Followed(days.after, days.days, days.before, days.days) if days else None,
        not_answered=counted.not_answered,
        not_followed=counted.left_out,
        delays_hours=Delays(order.delays, order.delays_before) if order else None,
        tested=None if told.hinted else told.leading,
        against=counted.against if pattern.against else None,
        answer=answer.answer if answer else None,
        answer_detail=answer.detail if answer else "",
        muted=answer is not None
        and answer.answer == "not_me"
        and (diary.as_of - answer.at).days < MUTED_DAYS,
    )
    _, table = found.told_of
    interval = newcombe_interval(*table)
    return replace(
        found,
        difference=_difference(*table),
        interval=(round(interval[0], 4), round(interval[1], 4)) if interval else None,
    )


class Survey(NamedTuple):
    """For every pattern what was counted, in all views and in sum, what is still needed, the evidence and
    what can be told of it; ``days``: how old the diary is.
    """

    viewed: list[list[Viewed]]
    tallies: list[Tally]
    days: int
    waiting: list[tuple[str, str] | None]
    shown: Sequence[Evidence]
    told: list["Told"]


class Told(NamedTuple):
    """What can be told of one pattern: its smallest q, the kinds of evidence that are confirmed and that
    stand out, and the clearest kind of all that were tested.
    """

    q: float | None
    confirmed: tuple[str, ...]
    hinted: tuple[str, ...]
    leading: str | None

    def state(self, direction: int) -> str:
        """The state, with the direction of a change that is told."""
        if direction < 0:
            return "easing"
        if self.confirmed:
            return "growing" if direction > 0 else "holds_up"
        return "early_sign" if self.hinted else "not_seen"


def told_table(kind: str, counted: Tally, shown: Evidence) -> Table:
    """The numbers that are told of a kind of evidence, as (k, n, k0, n0): those it tested; for a round, whose
    turns are tested, those in the window.
    """
    if kind == "same_moment":
        return (*counted.in_entry, *counted.elsewhere)
    if kind == "afterwards" and shown.order:
        return shown.order.counted[:4]
    if kind == "next_day" and shown.next_day:
        days = shown.next_day
        return days.after, days.days, days.before, days.days
    return (*counted.share, *counted.others)


def beyond_zero(table: Table) -> bool:
    """Does the interval of the difference lie above 0? True where there is none to show."""
    interval = newcombe_interval(*table)
    return interval is None or interval[0] > 0


def _positions_of(behind: Callable[[], EvidencePositions], kind: str) -> "Positions[int]":
    found: Positions[int] = getattr(behind(), kind)
    return found


def _difference(k: int, n: int, k0: int, n0: int) -> float | None:
    return round(k / n - k0 / n0, 4) if n and n0 else None


def _median(sorted_values: Sequence[float]) -> float:
    half = len(sorted_values) // 2
    middle = sorted_values[half - 1 + len(sorted_values) % 2 : half + 1]
    return sum(middle) / len(middle)
