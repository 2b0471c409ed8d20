"""``find_patterns``: every pattern of the catalogue looked for in one diary, as of one time."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from companion.model.clock import parse_day_start
from companion.model.records import PatternAnswer
from companion.model.sightings import Sighting
from companion.model.vocabulary import Pattern
from companion.patterns.bouts import DAY, Diary
from companion.patterns.counting import Counts, count
from companion.patterns.differences import differed
from companion.patterns.evidence import Evidence, correct, evidence
from companion.patterns.exact import newcombe_interval
from companion.patterns.findings import Finding
from companion.patterns.states import (
    Trend,
    confirmed_by,
    held_up_alone,
    hinted_by,
    needed,
    spread_out,
    trend,
)
from companion.patterns.strata import confounders

MUTED_DAYS = 60


def find_patterns(
    patterns: Sequence[Pattern],
    sightings: Sequence[Sighting],
    *,
    as_of: datetime,
    day_start: str = "04:00",
    answers: Sequence[PatternAnswer] = (),
) -> tuple[Finding, ...]:
    """One finding for every pattern, in the order given.

    ``as_of`` is aware; later sightings and answers are not looked at. ``sightings`` may come in any order.
    ``day_start``: wall time at which a day begins, "HH:MM". The same arguments give the same findings.
    Raises InputRefused for a day start that is no time of day, ValueError for an ``as_of`` without offset.
    """
    offset = as_of.utcoffset()
    if offset is None:
        raise ValueError("as_of: the offset is missing")
    return _Search(patterns, sightings, as_of, day_start, answers).findings()


class _Search:
    """One run over one diary; views of it (whole, one person's, earlier ones) are made once each."""

    def __init__(
        self,
        patterns: Sequence[Pattern],
        sightings: Sequence[Sighting],
        as_of: datetime,
        day_start: str,
        answers: Sequence[PatternAnswer],
    ) -> None:
        start = parse_day_start(day_start)
        self.patterns = patterns
        self.sightings = sightings
        self.as_of = as_of
        self.second = int(as_of.timestamp() // 1)
        self.day_start = start.hour * 3600 + start.minute * 60
        offset = as_of.utcoffset()
        self.today = (self.second + int(offset.total_seconds() if offset else 0) - self.day_start) // DAY
        self.answers = {
            answer.pattern: answer
            for answer in sorted((a for a in answers if a.at <= as_of), key=lambda answer: answer.at)
        }
        self.diaries: dict[tuple[int, str | None], Diary] = {}

    def findings(self) -> tuple[Finding, ...]:
        diaries = [self.diary(self.second, self.person(pattern)) for pattern in self.patterns]
        counted = [count(pattern, diary) for pattern, diary in zip(self.patterns, diaries, strict=True)]
        days = self.today - diaries[0].day[0] + 1 if diaries and diaries[0].day else 0
        waiting = [needed(counts, days) for counts in counted]
        shown = [
            Evidence() if wait else evidence(pattern, diary, counts)
            for pattern, diary, counts, wait in zip(self.patterns, diaries, counted, waiting, strict=True)
        ]
        return tuple(
            self.finding(*row)
            for row in zip(self.patterns, diaries, counted, waiting, shown, correct(shown), strict=True)
        )

    def diary(self, until: int, person: str | None) -> Diary:
        key = (until, person)
        if key not in self.diaries:
            self.diaries[key] = Diary(self.sightings, as_of=until, day_start=self.day_start, person=person)
        return self.diaries[key]

    def person(self, pattern: Pattern) -> str | None:
        """Whose moments alone to count: set by the answer "only with"."""
        answer = self.answers.get(pattern.id)
        return answer.detail if answer and answer.answer == "only_with" and answer.detail else None

    def state(self, pattern: Pattern, holds: bool, hinted: bool, change: Trend | None) -> str:
        direction = change.direction if change else 0
        if change and direction < 0 and (holds or self.held_up_before(pattern, change)):
            return "easing"
        if holds:
            return "growing" if direction > 0 else "holds_up"
        return "early_sign" if hinted else "not_seen"

    def held_up_before(self, pattern: Pattern, change: Trend) -> bool:
        """Did the pattern hold up before the recent weeks began?"""
        then = self.diary(self.second - 7 * change.weeks * DAY, self.person(pattern))
        return held_up_alone(pattern, then, count(pattern, then), len(self.patterns))

    def finding(
        self,
        pattern: Pattern,
        diary: Diary,
        counts: Counts,
        wait: tuple[str, str] | None,
        shown: Evidence,
        q_values: Sequence[float],
    ) -> Finding:
        q = min(q_values, default=None)
        order = shown.order
        hinted = hinted_by(shown.tests, q_values)
        confirmed = confirmed_by(shown.tests, q_values) if spread_out(counts, diary) else ()
        (k, n), (k0, n0) = counts.share, counts.other_share
        followed = counts.followed
        delays = tuple(sorted(round(one.delay, 2) for one in followed if one.delay is not None))
        interval = newcombe_interval(k, n, k0, n0)
        change = trend(counts, diary, self.today)
        answer = self.answers.get(pattern.id)
        return Finding(
            pattern=pattern.id,
            state="counting" if wait else self.state(pattern, bool(confirmed), bool(hinted), change),
            k=k,
            n=n,
            k0=k0,
            n0=n0,
            window_hours=pattern.window_hours,
            difference=round(k / n - k0 / n0, 4) if n and n0 else None,
            interval=(round(interval[0], 4), round(interval[1], 4)) if interval else None,
            q=None if q is None else float(f"{q:.3g}"),
            evidence=confirmed or hinted,
            same_moment_elsewhere=shown.elsewhere,
            order=(order.after, order.before) if order else None,
            e=float(f"{order.e:.3g}") if order else None,
            same_moment=len(followed) - len(delays),
            afterwards=len(delays),
            median_delay_hours=round(_median(delays), 2) if delays else None,
            delays=delays,
            moments=_ids(diary, (i for one in followed for i in (*one.bout, one.response, one.closing))),
            counter_examples=_ids(diary, (i for bout in counts.unfollowed for i in bout)),
            comparison=_ids(diary, (*counts.others.followed, *counts.others.responses)),
            differed=differed(pattern, diary, counts),
            confounders=confounders(pattern, diary, counts, [d for test in shown.tests for d in test.doubts]),
            left_out=counts.left_out,
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


def _ids(diary: Diary, positions: Iterable[int | None]) -> tuple[str, ...]:
    """Ids of the moments at ``positions``, in time order, each once."""
    return tuple([diary.entries[i].id for i in sorted({i for i in positions if i is not None})])
