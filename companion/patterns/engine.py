"""``find_patterns``: every pattern of the catalogue looked for in one diary, as of one time."""

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from companion.model.clock import parse_day_start
from companion.model.events import CodedEvent
from companion.model.gc_pause import gc_paused
from companion.model.records import PatternAnswer
from companion.model.vocabulary import Pattern
from companion.patterns.bouts import DAY, Diary
from companion.patterns.counting import Counts, count
from companion.patterns.differences import differed
from companion.patterns.evidence import Evidence, correct, evidence
from companion.patterns.exact import newcombe_interval
from companion.patterns.findings import Finding
from companion.patterns.settled_past import (
    Past,
    SettledPattern,
    all_evidence_ids,
    end_of_past,
    longest_window,
    settle,
    start_of_context,
)
from companion.patterns.states import (
    KEPT_WEEKS,
    Trend,
    confirmed_by,
    held_up_alone,
    hinted_by,
    needed,
    spread_out,
    trend,
)
from companion.patterns.strata import confounders
from companion.patterns.tallies import Tally, has_elsewhere, tally

ENGINE_VERSION = 1
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
    entries = sorted((one for one in events if one.at <= second), key=attrgetter("at", "id"))
    at = [entry.at for entry in entries]
    before = past.before if past else 0
    end = end_of_past(at, before, second) if person is None else 0
    if end is None or (past and end < past.upto):
        return None
    search = _Search(patterns, entries, as_of, second, offset, day_start, answers, person)
    if not end:
        return Analysis(search.findings(), None)
    if past is None or end > past.upto:
        past = search.settle(past, end - before)
    place = end - before
    start = start_of_context(at, place, patterns)
    search.entries, search.begin, search.past = entries[start:], place - start, past
    return Analysis(search.findings(), past)


class _Search:
    """One run over one diary; views of it (whole, one person's, earlier ones) are made once each.

    ``entries`` in the order of time; what begins at position ``begin`` or later is counted, and added to the
    ``past``.
    """

    def __init__(
        self,
        patterns: Sequence[Pattern],
        entries: list[CodedEvent],
        as_of: datetime,
        second: int,
        offset: int,
        day_start: str,
        answers: Sequence[PatternAnswer],
        only: str | None = None,
    ) -> None:
        start = parse_day_start(day_start)
        self.only = only
        self.patterns = patterns
        self.entries = entries
        self.begin = 0
        self.past: Past | None = None
        self.as_of = as_of
        self.second = second
        self.day_start = start.hour * 3600 + start.minute * 60
        self.today = (second + offset - self.day_start) // DAY
        self.answers = {
            answer.pattern: answer
            for answer in sorted((a for a in answers if a.at <= as_of), key=lambda answer: answer.at)
        }
        self.diaries: dict[tuple[int, str | None], Diary] = {}
        self.shown: Sequence[Evidence] = ()
        """The evidence for every pattern as of now."""

    def settle(self, past: Past | None, end: int) -> Past:
        """The past up to position ``end``, gone on from where it ended."""
        at = [entry.at for entry in self.entries]
        before = past.before if past else 0
        begin = past.upto - before if past else 0
        views: dict[str | None, Diary] = {}
        settled = []
        for number, pattern in enumerate(self.patterns):
            person = self.person(pattern)
            if person not in views:
                views[person] = Diary(
                    self.entries,
                    as_of=self.second,
                    day_start=self.day_start,
                    person=person,
                    begin=begin,
                    end=end,
                )
            diary = views[person]
            counts = count(pattern, diary)
            known = past.settled[number] if past else None
            settled.append(settle(known, diary, counts, tally(pattern, diary, counts)))
        context = start_of_context(at, end, self.patterns)
        return Past(
            upto=before + end,
            before=before + context,
            since=at[context],
            first_day=past.first_day if past else (self.entries[0].wall - self.day_start) // DAY,
            valid_until=at[end] + longest_window(self.patterns),
            settled=tuple(settled),
        )

    def findings(self) -> tuple[Finding, ...]:
        diaries = [self.diary(self.second, self.person(pattern)) for pattern in self.patterns]
        counted = [count(pattern, diary) for pattern, diary in zip(self.patterns, diaries, strict=True)]
        rows = zip(self.patterns, diaries, counted, strict=True)
        tallies = [self.with_past(number, tally(*row)) for number, row in enumerate(rows)]
        days = self.today - self.first_day() + 1 if self.entries else 0
        waiting = [needed(one, days) for one in tallies]
        shown = [
            Evidence() if wait else evidence(pattern, diary, counts)
            for pattern, diary, counts, wait in zip(self.patterns, diaries, counted, waiting, strict=True)
        ]
        self.shown = shown
        return tuple(
            self.finding(number, days, *row)
            for number, row in enumerate(
                zip(diaries, counted, tallies, waiting, shown, correct(shown), strict=True)
            )
        )

    def first_day(self) -> int:
        """The local day of the very first entry."""
        return self.past.first_day if self.past else (self.entries[0].wall - self.day_start) // DAY

    def settled(self, number: int) -> SettledPattern | None:
        """The past of the pattern with this number."""
        return self.past.settled[number] if self.past else None

    def with_past(self, number: int, recent: Tally) -> Tally:
        settled = self.settled(number)
        return settled.tally + recent if settled else recent

    def diary(self, until: int, person: str | None) -> Diary:
        key = (until, person)
        if key not in self.diaries:
            self.diaries[key] = Diary(
                [entry for entry in self.entries if entry.at <= until],
                as_of=until,
                day_start=self.day_start,
                person=person,
                begin=self.begin,
            )
        return self.diaries[key]

    def person(self, pattern: Pattern) -> str | None:
        """Whose moments alone to count: the one asked for, or set by the answer "only with"."""
        if self.only is not None:
            return self.only
        answer = self.answers.get(pattern.id)
        return answer.detail if answer and answer.answer == "only_with" and answer.detail else None

    def state(self, number: int, holds: bool, hinted: bool, change: Trend | None) -> str:
        direction = change.direction if change else 0
        if change and direction < 0 and (holds or self.held_up_before(number, change)):
            return "easing"
        if holds:
            return "growing" if direction > 0 else "holds_up"
        return "early_sign" if hinted else "not_seen"

    def held_up_before(self, number: int, change: Trend) -> bool:
        """Did the pattern hold up before the recent weeks began?"""
        pattern = self.patterns[number]
        then = self.diary(self.second - 7 * change.weeks * DAY, self.person(pattern))
        counts = count(pattern, then)
        known = self.with_past(number, tally(pattern, then, counts))
        return held_up_alone(evidence(pattern, then, counts).tests, known, len(self.patterns))

    def still_confirmed(self, number: int, standing_out: Sequence[str]) -> tuple[str, ...]:
        """Kinds of evidence that were confirmed in one of the last weeks and have stood out ever since.

        A week that goes against a pattern, or the correction for others, does not undo it: only that it no
        longer stands out does. ``standing_out``: the kinds that do now, free of doubt.
        """
        pattern = self.patterns[number]
        kinds = set(standing_out)
        for weeks in range(1, KEPT_WEEKS + 1):
            if not kinds:
                break
            then = self.diary(self.second - 7 * weeks * DAY, self.person(pattern))
            counts = count(pattern, then)
            known = self.with_past(number, tally(pattern, then, counts))
            if needed(known, self.today - 7 * weeks - self.first_day() + 1):
                break
            found = evidence(pattern, then, counts)
            # What was shown for the others then is near what is shown for them now.
            q_values = correct([*self.shown[:number], found, *self.shown[number + 1 :]])[number]
            confirmed = kinds.intersection(confirmed_by(found.tests, q_values))
            if confirmed and spread_out(known):
                return tuple(kind for kind in standing_out if kind in confirmed)
            kinds &= set(hinted_by(found.tests, q_values))
        return ()

    def finding(
        self,
        number: int,
        days: int,
        diary: Diary,
        counts: Counts,
        counted: Tally,
        wait: tuple[str, str] | None,
        shown: Evidence,
        q_values: Sequence[float],
    ) -> Finding:
        pattern = self.patterns[number]
        q = min(q_values, default=None)
        order = shown.order
        hinted = hinted_by(shown.tests, q_values)
        confirmed: tuple[str, ...] = ()
        if spread_out(counted):
            confirmed = confirmed_by(shown.tests, q_values)
            if hinted and not confirmed:
                plain = {test.kind for test in shown.tests if not test.doubts}
                confirmed = self.still_confirmed(number, [kind for kind in hinted if kind in plain])
        (k, n), (k0, n0) = counted.share, counted.others
        interval = newcombe_interval(k, n, k0, n0)
        change = trend(counted, counts, diary, days, self.today)
        ids = all_evidence_ids(self.settled(number), diary, counts)
        doubts = [doubt for test in shown.tests for doubt in test.doubts]
        answer = self.answers.get(pattern.id)
        return Finding(
            pattern=pattern.id,
            state="counting" if wait else self.state(number, bool(confirmed), bool(hinted), change),
            k=k,
            n=n,
            k0=k0,
            n0=n0,
            window_hours=pattern.window_hours,
            difference=round(k / n - k0 / n0, 4) if n and n0 else None,
            interval=(round(interval[0], 4), round(interval[1], 4)) if interval else None,
            q=None if q is None else float(f"{q:.3g}"),
            evidence=confirmed or hinted,
            same_moment_elsewhere=counted.elsewhere if has_elsewhere(pattern) and not wait else None,
            order=(order.after, order.before) if order else None,
            e=float(f"{order.e:.3g}") if order else None,
            same_moment=counted.same_moment,
            afterwards=len(counted.delays),
            median_delay_hours=round(_median(counted.delays), 2) if counted.delays else None,
            delays=counted.delays,
            moments=ids.moments,
            counter_examples=ids.counter_examples,
            comparison=ids.comparison,
            differed=differed(counted.with_response, counted.without, counted.share),
            confounders=confounders(counted.share, counted.others, counted.kinds, doubts),
            left_out=counted.left_out,
            needed_what=wait[0] if wait else None,
            needed=wait[1] if wait else None,
            recent=change.recent if change else None,
            earlier=change.earlier if change else None,
            recent_weeks=change.weeks if change else None,
            answer=answer.answer if answer else None,
            answer_detail=answer.detail if answer else "",
            muted=answer is not None
            and answer.answer == "not_me"
            and (self.as_of - answer.at).days < MUTED_DAYS,
        )


def _median(sorted_values: Sequence[float]) -> float:
    half = len(sorted_values) // 2
    middle = sorted_values[half - 1 + len(sorted_values) % 2 : half + 1]
    return sum(middle) / len(middle)
