"""``find_patterns``: every pattern of the catalogue looked for in one diary, as of one time.

Longer than most files: one run over a diary makes its views of it once, and every finding draws on them.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from operator import attrgetter
from typing import NamedTuple

from companion.model.clock import parse_day_start
from companion.model.events import CodedEvent
from companion.model.gc_pause import gc_paused
from companion.model.records import PatternAnswer
from companion.model.vocabulary import Pattern
from companion.patterns.bouts import DAY, Diary, views
from companion.patterns.counting import Viewed, look, merged
from companion.patterns.differences import differed, has_elsewhere
from companion.patterns.entry_ids import EntryIds, IdsAt, Positions, join_ids, split_ids
from companion.patterns.evidence import Evidence, Test, correct, evidence
from companion.patterns.exact import Table, benjamini_hochberg, largest_found, newcombe_interval
from companion.patterns.findings import Delays, Finding, Followed, SameEntry
from companion.patterns.order import TELLING
from companion.patterns.settled_past import (
    EvidencePositions,
    Past,
    SettledPattern,
    all_evidence,
    end_of_past,
    longest_window,
    settle,
    start_of_context,
)
from companion.patterns.states import (
    CHANGED,
    KEPT_WEEKS,
    STANDS_OUT,
    Trend,
    confirmed_by,
    held_up_alone,
    hinted_by,
    largest_confirmed,
    needed,
    spread_out,
    trend,
)
from companion.patterns.strata import confounders
from companion.patterns.tallies import Tally, tally

ENGINE_VERSION = 5
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
    search.before = before
    if not end:
        return Analysis(search.findings(), None)
    if past is None or end > past.upto:
        past = search.settle(past, end - before)
    place = end - before
    start = start_of_context(at, place, patterns)
    search.go_on_from(past, start, place)
    return Analysis(search.findings(), past)


class _Search:
    """One run over one diary; views of it (whole, one person's, earlier ones) are made once each.

    ``entries`` in the order of time, with ``before`` others before them; what begins at position ``begin`` or
    later is counted, and added to the ``past``. ``ids``: of all, those before as well.
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
        self.before = 0
        self.ids = EntryIds([], [entry.id for entry in entries])
        self.past: Past | None = None
        self.as_of = as_of
        self.second = second
        self.day_start = start.hour * 3600 + start.minute * 60
        self.today = (second + offset - self.day_start) // DAY
        self.answers = {
            answer.pattern: answer
            for answer in sorted((a for a in answers if a.at <= as_of), key=lambda answer: answer.at)
        }
        self.diaries: dict[tuple[int, str | None], list[Diary]] = {}
        self.shown: Sequence[Evidence] = ()
        """The evidence for every pattern as of now."""

    def settle(self, past: Past | None, end: int) -> Past:
        """The past up to position ``end``, gone on from where it ended."""
        at = [entry.at for entry in self.entries]
        before = past.before if past else 0
        begin = past.upto - before if past else 0
        known_views: dict[str | None, list[Diary]] = {}
        settled = []
        for number, pattern in enumerate(self.patterns):
            person = self.person(pattern)
            if person not in known_views:
                known_views[person] = views(
                    self.entries,
                    as_of=self.second,
                    day_start=self.day_start,
                    person=person,
                    begin=begin,
                    end=end,
                )
            viewed = look(pattern, known_views[person])
            known = past.settled[number] if past else None
            counts = merged([counts for _, counts in viewed])
            settled.append(settle(known, before, viewed[0][0], counts, tallied(pattern, viewed)))
        context = start_of_context(at, end, self.patterns)
        return Past(
            upto=before + end,
            before=before + context,
            since=at[context],
            first_day=past.first_day if past else (self.entries[0].wall - self.day_start) // DAY,
            valid_until=at[end] + longest_window(self.patterns),
            ids=self.joined_ids(past, end),
            settled=tuple(settled),
        )

    def joined_ids(self, past: Past | None, end: int) -> str | list[str]:
        """The ids of the past and of what follows it, up to position ``end``."""
        known = split_ids(past.ids) if past else ()
        return join_ids([*known, *(entry.id for entry in self.entries[len(known) - self.before : end])])

    def go_on_from(self, past: Past, start: int, begin: int) -> None:
        """Count what begins at position ``begin`` or later, from position ``start`` on, and add the past."""
        known = past.upto - self.before
        self.ids = EntryIds(past.ids, [entry.id for entry in self.entries[known:]])
        self.entries, self.begin, self.past = self.entries[start:], begin - start, past
        self.before += start

    def survey(self) -> "_Survey":
        """What was counted of every pattern, what that shows, and what can be told of it."""
        viewed = [self.viewed(pattern, self.second) for pattern in self.patterns]
        tallies = [
            self.with_past(number, tallied(pattern, one))
            for number, (pattern, one) in enumerate(zip(self.patterns, viewed, strict=True))
        ]
        days = self.today - self.first_day() + 1 if self.entries else 0
        rows = zip(self.patterns, tallies, strict=True)
        waiting = [needed(pattern, one, days) for pattern, one in rows]
        self.shown = [
            Evidence() if wait else evidence(pattern, self.diary(self.second, self.person(pattern)))
            for pattern, wait in zip(self.patterns, waiting, strict=True)
        ]
        rows_of_tests = zip(tallies, self.shown, correct(self.shown), strict=True)
        told = [self.told(number, *row) for number, row in enumerate(rows_of_tests)]
        return _Survey(viewed, tallies, days, waiting, self.shown, told)

    def findings(self) -> tuple[Finding, ...]:
        """One finding for every pattern, in the order given."""
        viewed, tallies, days, waiting, shown, told = self.survey()
        trends = [self.trend(*row, days) for row in zip(viewed, tallies, strict=True)]
        changes = self.changes(told, trends)
        everything = zip(viewed, tallies, waiting, shown, told, trends, changes, strict=True)
        return tuple(self.finding(number, *row) for number, row in enumerate(everything))

    def viewed(self, pattern: Pattern, until: int) -> list[Viewed]:
        """What was counted of a pattern up to a second, in every person's view of the diary."""
        return look(pattern, self.diary(until, self.person(pattern)))

    def first_day(self) -> int:
        """The local day of the very first entry."""
        return self.past.first_day if self.past else (self.entries[0].wall - self.day_start) // DAY

    def settled(self, number: int) -> SettledPattern | None:
        """The past of the pattern with this number."""
        return self.past.settled[number] if self.past else None

    def with_past(self, number: int, recent: Tally) -> Tally:
        settled = self.settled(number)
        return settled.tally + recent if settled else recent

    def diary(self, until: int, person: str | None) -> list[Diary]:
        """The diary up to a second, in every person's view; or in that of ``person`` alone."""
        key = (until, person)
        if key not in self.diaries:
            if until < self.second:
                self.diaries[key] = [one.earlier(until) for one in self.diary(self.second, person)]
            else:
                self.diaries[key] = views(
                    self.entries, as_of=until, day_start=self.day_start, person=person, begin=self.begin
                )
        return self.diaries[key]

    def person(self, pattern: Pattern) -> str | None:
        """Whose moments alone to count: the one asked for, or set by the answer "only with"."""
        if self.only is not None:
            return self.only
        answer = self.answers.get(pattern.id)
        return answer.detail if answer and answer.answer == "only_with" and answer.detail else None

    def told(self, number: int, counted: Tally, shown: Evidence, q_values: Sequence[float]) -> "_Told":
        """Which kinds of evidence stand out, and which of them are confirmed; the clearest first."""
        ranked = sorted(zip(q_values, shown.tests, strict=True), key=lambda one: one[0])
        q_values, tests = [q for q, _ in ranked], [test for _, test in ranked]
        hinted = hinted_by(tests, q_values)
        confirmed: tuple[str, ...] = ()
        if spread_out(counted):
            confirmed = confirmed_by(tests, q_values, _made(self.shown))
            if hinted and not confirmed:
                plain = {test.kind for test in tests if not test.doubts}
                confirmed = tuple(
                    kind for kind in hinted if kind in plain and self.still_confirmed(number, kind)
                )
        clear = {kind: beyond_zero(told_table(kind, counted, shown)) for kind in confirmed}
        confirmed = tuple(kind for kind in confirmed if clear[kind])
        kinds = confirmed or hinted or tuple(test.kind for test in tests)
        return _Told(min(q_values, default=None), confirmed, hinted, kinds[0] if kinds else None)

    def trend(self, viewed: Sequence[Viewed], counted: Tally, days: int, weeks_ago: int = 0) -> Trend | None:
        """The recent weeks of a pattern against the time before, as of now or some weeks ago."""
        counts = merged([counts for _, counts in viewed])
        return trend(counted, counts, viewed[0][0].day, days, self.today - 7 * weeks_ago)

    def changes(self, told: Sequence["_Told"], trends: Sequence[Trend | None]) -> list[int]:
        """For every pattern -1, 0 or 1: less often of late, as ever, or more often.

        Told of what holds up or has held up, where the change is large and is confirmed, all of them
        corrected together, now and a week ago.
        """
        found = [0] * len(told)
        looked_at = []
        for number, (one, change) in enumerate(zip(told, trends, strict=True)):
            held = change and (one.confirmed or self.held_up_before(number, change))
            if change and held and change.direction and (one.confirmed or change.direction < 0):
                looked_at.append((number, change))
        q_values = benjamini_hochberg([change.p for _, change in looked_at])
        for (number, change), q in zip(looked_at, q_values, strict=True):
            if q <= CHANGED and self.changed_a_week_ago(number, change, len(looked_at)):
                found[number] = change.direction
        return found

    def changed_a_week_ago(self, number: int, change: Trend, of: int) -> bool:
        """Had a pattern changed in the same direction as of a week ago, corrected for so many?"""
        viewed = self.viewed(self.patterns[number], self.second - 7 * DAY)
        counted = self.with_past(number, tallied(self.patterns[number], viewed))
        before = self.trend(viewed, counted, self.today - 7 - self.first_day() + 1, weeks_ago=1)
        return before is not None and before.direction == change.direction and before.p * of <= CHANGED

    def held_up_before(self, number: int, change: Trend) -> bool:
        """Did the pattern hold up before the recent weeks began?"""
        if change.direction >= 0 or change.p > CHANGED:
            return False
        pattern = self.patterns[number]
        then = self.second - 7 * change.weeks * DAY
        known = self.with_past(number, tallied(pattern, self.viewed(pattern, then)))
        shown = evidence(pattern, self.diary(then, self.person(pattern)))
        return held_up_alone(shown.tests, known, len(self.patterns))

    def still_confirmed(self, number: int, kind: str) -> bool:
        """Was a kind of evidence that stands out now confirmed in one of the last weeks, and has it stood out
        ever since?

        A week that goes against a pattern, or the correction for others, does not undo it: only that it no
        longer stands out does. What was shown then for the others is near what is shown for them now; and
        where nothing of the pattern was noted in a week, so is what was shown for the pattern before it.
        """
        pattern = self.patterns[number]
        others = [
            test.p
            for at, one in enumerate(self.shown)
            for test in one.tests
            if (at, test.kind) != (number, kind)
        ]
        largest = largest_found(others, largest_confirmed(len(others) + 1))
        standing_out = largest_found(others, STANDS_OUT)
        noted = [self.noted(pattern, weeks) for weeks in range(KEPT_WEEKS + 1)]
        for weeks in range(1, KEPT_WEEKS + 1):
            if noted[weeks] == noted[weeks - 1]:
                continue
            test = self.test_before(number, kind, weeks, largest)
            if test is None or test.p > largest or test.doubts:
                continue
            since = (self.test_before(number, kind, week) for week in range(1, weeks))
            if not all(test is not None and test.p <= standing_out for test in since):
                return False
            known = self.with_past(
                number, tallied(pattern, self.viewed(pattern, self.second - 7 * weeks * DAY))
            )
            if needed(pattern, known, self.today - 7 * weeks - self.first_day() + 1):
                return False
            if spread_out(known):
                return True
        return False

    def noted(self, pattern: Pattern, weeks: int) -> int:
        """How many moments with anything of a pattern there were as of some weeks ago."""
        then = self.second - 7 * weeks * DAY
        diaries = self.diary(self.second, self.person(pattern))
        positions = [(diary, diary.standing((*pattern.antecedents, *pattern.responses))) for diary in diaries]
        return sum(bisect_right(here, then, key=diary.at.__getitem__) for diary, here in positions)

    def test_before(self, number: int, kind: str, weeks: int, telling: float = TELLING) -> Test | None:
        """A test of a pattern as of some weeks ago; an order with a p above ``telling`` is not gone into."""
        pattern = self.patterns[number]
        diaries = self.diary(self.second - 7 * weeks * DAY, self.person(pattern))
        return next(iter(evidence(pattern, diaries, {kind}, telling).tests), None)

    def finding(
        self,
        number: int,
        viewed: Sequence[Viewed],
        counted: Tally,
        wait: tuple[str, str] | None,
        shown: Evidence,
        told: "_Told",
        change: Trend | None,
        direction: int,
    ) -> Finding:
        pattern = self.patterns[number]
        counts = merged([counts for _, counts in viewed])
        (k, n), (k0, n0) = counted.share, counted.others
        behind = cache(partial(all_evidence, self.settled(number), self.before, counts))
        ids = {
            kind: IdsAt(self.ids, partial(_positions_of, behind, kind)) for kind in EvidencePositions._fields
        }
        doubts = [doubt for test in shown.tests for doubt in test.doubts]
        answer = self.answers.get(pattern.id)
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
            answer=answer.answer if answer else None,
            answer_detail=answer.detail if answer else "",
            muted=answer is not None
            and answer.answer == "not_me"
            and (self.as_of - answer.at).days < MUTED_DAYS,
        )
        _, table = found.told_of
        interval = newcombe_interval(*table)
        return replace(
            found,
            difference=_difference(*table),
            interval=(round(interval[0], 4), round(interval[1], 4)) if interval else None,
        )


class _Survey(NamedTuple):
    """For every pattern what was counted, in all views and in sum, what is still needed, the evidence and
    what can be told of it; ``days``: how old the diary is.
    """

    viewed: list[list[Viewed]]
    tallies: list[Tally]
    days: int
    waiting: list[tuple[str, str] | None]
    shown: Sequence[Evidence]
    told: list["_Told"]


class _Told(NamedTuple):
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


def _made(shown: Sequence[Evidence]) -> int:
    """How many tests were made."""
    return sum(len(one.tests) for one in shown)


def _difference(k: int, n: int, k0: int, n0: int) -> float | None:
    return round(k / n - k0 / n0, 4) if n and n0 else None


def tallied(pattern: Pattern, viewed: Sequence[Viewed]) -> Tally:
    """The tally over all views."""
    first, *rest = [tally(pattern, diary, counts) for diary, counts in viewed]
    return sum(rest, first)


def _median(sorted_values: Sequence[float]) -> float:
    half = len(sorted_values) // 2
    middle = sorted_values[half - 1 + len(sorted_values) % 2 : half + 1]
    return sum(middle) / len(middle)
