"""What the moments show: patterns, measures, the week, and what the person answered to them."""

from bisect import bisect_left
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from hashlib import blake2b
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from companion.journal.context import Context
from companion.journal.evening_checks import EveningChecks
from companion.journal.experiments import Experiments
from companion.journal.people import People
from companion.journal.stories import Stories
from companion.journal.timeline import Timeline
from companion.model.clock import parse_day_start, week_of
from companion.model.errors import CompanionError, InputRefused, not_valid
from companion.model.event_columns import EventColumns
from companion.model.events import CodedEvent, counted_as
from companion.model.gc_pause import gc_paused
from companion.model.records import PARTNER, Moment, PatternAnswer, Settings

if TYPE_CHECKING:
    from companion.journal.day_sitting import DaySitting
    from companion.patterns import Finding
    from companion.patterns.evening_checks import CheckCount
    from companion.patterns.loop import Loop
    from companion.patterns.measures import Measures
    from companion.patterns.occasions import OccasionFinder
    from companion.patterns.sequels import SequelCount
    from companion.review import Week

ANSWERS = ("fits", "not_me", "only_with")
LOOP_DAYS = 365
"""Days whose moments the loop is made of."""
_HELP_OFFERED = "help_offered"
_HELP_DECLINED = "no_word_on_outside_help"


class Insight:
    """Findings, measures and weeks; kept until something changes."""

    def __init__(
        self,
        context: Context,
        timeline: Timeline,
        people: People,
        stories: Stories,
        experiments: Experiments,
        evening_checks: EveningChecks,
    ) -> None:
        self._context = context
        self._store = context.store
        self._timeline = timeline
        self._people = people
        self._stories = stories
        self._experiments = experiments
        self._evening_checks = evening_checks
        self._recent: tuple[tuple[object, ...] | None, int, list[CodedEvent]] = (None, 0, [])

    def patterns(self, as_of: date | None = None, person: str | None = None) -> tuple["Finding", ...]:
        """Every pattern's finding as of the end of a local day, or now; of the moments with ``person`` alone.

        They are kept until something changes; of a very long diary, what has come to rest is.
        """
        from companion.patterns import Finding, Past, analyse, from_compact_json, to_compact_json

        until = self._until(as_of)
        key = self._findings_key(until, person)
        cache = self._store.findings
        with self._store.reading():
            latest: tuple[Finding, ...] | None = cache.latest(key)
            if latest is not None:
                return latest
            revision = self._store.values.revision()
            kept = cache.get(key)
            if kept is not None:
                findings = from_compact_json(kept)
                cache.remember(key, revision, findings)
                return findings
            settings, answers = self._context.settings, self.answers()
            past_key = self._past_key(settings, answers)
            past = cache.past(past_key, Past.from_json) if person is None else None
            events = self._events(past.since) if past else self._all_events()
        patterns = tuple(self._context.vocabulary.patterns.values())
        rules: dict[str, Any] = {
            "as_of": until, "day_start": settings.day_start, "answers": answers, "person": person
        }  # fmt: skip
        found = analyse(patterns, events, **rules, past=past)
        reaches = found is not None
        if found is None:  # as of a time before the past that is known
            found = analyse(patterns, self._all_events(), **rules)
            assert found is not None
        findings = found.findings
        # Reading does not fail where only the keeping does: a full disk, another program at work.
        with suppress(CompanionError):
            if not reaches or found.past is None:
                compact = to_compact_json(findings)
                findings = from_compact_json(compact)  # which hold nothing that they were counted from
                with self._store.writing(changes_meaning=False):
                    cache.keep(key, revision, compact)
            elif found.past is not past:
                with self._store.writing(changes_meaning=False):
                    cache.keep_past(past_key, revision, found.past.valid_until, found.past.to_json())
        cache.remember(key, revision, findings)
        return findings

    def stale(self, person: str | None = None) -> bool:
        """Whether :meth:`patterns` has to count: something changed, or an hour has gone by.

        In a long diary that is felt also where there is a past to go on from.
        """
        cache = self._store.findings
        key = self._findings_key(self._until(None), person)
        return cache.latest(key) is None and not cache.has(key)

    def occasions(self, as_of: date | None = None, person: str | None = None) -> "OccasionFinder":
        """What finds the occasions behind the findings that :meth:`patterns` gives for the same arguments.

        It reads the codes of every entry once, and is good until something changes.
        """
        from companion.patterns.occasions import OccasionFinder

        with self._store.reading():
            events, answers = self._all_events(), self.answers()
        return OccasionFinder(
            tuple(self._context.vocabulary.patterns.values()),
            events,
            as_of=self._until(as_of),
            day_start=self._context.settings.day_start,
            answers=answers,
            person=person,
        )

    def answer(self, pattern: str, answer: str, detail: str = "") -> PatternAnswer:
        """Answer back to a pattern: fits, not_me, or only_with (whom: ``detail``). It can be undone.

        Raises InputRefused for another answer.
        """
        if answer not in ANSWERS:
            raise not_valid("answer", repr(answer), ANSWERS)
        if answer == "only_with":
            detail = self._people.called(detail)
        found = PatternAnswer(pattern=pattern, answer=answer, detail=detail, at=self._context.now())
        with self._store.writing():
            answers = self._store.answers.all()
            slips = [
                one for one in answers if (one.pattern, one.at) == (found.pattern, found.at) and one != found
            ]
            for earlier in slips:
                self._store.answers.drop(earlier)  # a slip of the finger, put right within the second
            self._store.answers.put(found)
            if found not in answers:
                self._context.keep_undo("pattern answer", None, found, dropped=slips)
        return found

    def answers(self) -> list[PatternAnswer]:
        """All answers, by time; the latest one to a pattern is the one that counts."""
        return self._store.answers.all()

    def measures(self, as_of: date | None = None) -> "Measures":
        """Urges, repair, stories and experiments, as of the end of a local day or now."""
        from companion.patterns.measures import LOOKED_AT, count_measures

        until = self._until(as_of)
        since = int((until - LOOKED_AT).timestamp())
        with self._store.reading():
            events, urges = self._events(since), self._store.entries.urges(since)
            stories, experiments, answers = self._stories.all(), self._experiments.all(), self.answers()
            sequels = self._store.entries.sequels(since)
            day_start = self._context.settings.day_start
        return count_measures(
            events,
            urges,
            stories,
            experiments,
            self._context.vocabulary.patterns,
            as_of=until,
            day_start=day_start,
            answers=answers,
            sequels=sequels,
        )

    def sequels(self, as_of: date | None = None) -> tuple["SequelCount", ...]:
        """How it was afterwards, for each of a person's own acts, as of the end of a local day or now.

        Of the last half year; nothing in quiet mode.
        """
        from companion.patterns.measures import LOOKED_AT
        from companion.patterns.sequels import count_sequels

        if self._context.quiet:
            return ()
        until = self._until(as_of)
        since = int((until - LOOKED_AT).timestamp())
        with self._store.reading():
            said = self._store.entries.sequels(since)
            events = self._store.entries.events(since) if said else []
        said = {id: sequel for id, sequel in said.items() if sequel.at <= until}
        return count_sequels(events, said, as_of=int(until.timestamp()))

    def checks(self, as_of: date | None = None) -> tuple["CheckCount", ...]:
        """What the evening answers on each watched pattern came to, up to the end of a local day or now.

        In quiet mode only of patterns that may be told then.
        """
        from companion.patterns.evening_checks import EveningCheck, count_checks

        answers = [
            EveningCheck(answer.day.toordinal() - 1, answer.pattern, answer.happened, answer.followed)
            for answer in self._evening_checks.all()
            if as_of is None or answer.day <= as_of
        ]
        watched, asked = self._evening_checks.watched(), self._evening_checks.asked()
        return tuple(count for count in count_checks(answers, watched) if count.pattern in asked)

    def day_sitting(self, as_of: date | None = None, person: str | None = None) -> "DaySitting":
        """A new sitting of "on days with ...", up to a local day or today; of the moments with ``person``
        alone.
        """
        from companion.journal.day_sitting import DaySitting

        return DaySitting(self._context, self._people, as_of, person)

    def loop(self, person: str = PARTNER) -> "Loop":
        """The round that the last year's moments with one person most often went through."""
        from companion.review.loop_text import loop_in

        today = self._context.today()
        entries = self._timeline.between(today - timedelta(days=LOOP_DAYS), today)
        return loop_in(
            [entry for entry in entries if isinstance(entry, Moment)],
            self._context.vocabulary,
            as_of=int(self._context.now().timestamp()),
            person=person,
        )

    def week(self, weeks_ago: int = 0) -> "Week":
        """The week that today is in, or an earlier one. Raises InputRefused for a week to come."""
        from companion.review import build_week

        if weeks_ago < 0:
            raise InputRefused(f"weeks_ago: {weeks_ago} is in the future; 0 is this week, 1 is last week")
        settings = self._context.settings
        first = week_of(self._context.today(), settings.week_start) - timedelta(weeks=weeks_ago)
        last = first + timedelta(days=6)
        found = build_week(
            first=first,
            entries=self._timeline.between(first, last),
            earlier=self._timeline.between(first - timedelta(weeks=4), first - timedelta(days=1)),
            findings=self.patterns(last if weeks_ago else None),
            measures=self.measures(last if weeks_ago else None),
            stories=self._stories.all(),
            experiments=self._experiments.all(),
            vocabulary=self._context.vocabulary,
            settings=settings,
            now=self._context.now(),
            quiet=self._context.quiet,
            first_ever=self._store.entries.first_day(self._context.day_start_seconds()),
            offers_help=not weeks_ago and self._help_may_be_offered(first),
        )
        if found.outside_help is not None and self._store.values.get(_HELP_OFFERED) != first.isoformat():
            with suppress(CompanionError), self._store.writing(changes_meaning=False):
                self._store.values.set(_HELP_OFFERED, first.isoformat())
        return found

    def _help_may_be_offered(self, first: date) -> bool:
        from companion.review.outside_help import may_stand_in_week

        last_time = self._store.values.get(_HELP_OFFERED)
        declined = self._context.settings.extra.get(_HELP_DECLINED) is True
        return not declined and may_stand_in_week(first, date.fromisoformat(last_time) if last_time else None)

    def decline_help(self) -> None:
        """Have no word on help from outside in the week any more; the page stays in the library."""
        self._context.keep_with_settings({_HELP_DECLINED: True}, "outside help")

    def _findings_key(self, until: datetime, person: str | None) -> str:
        """As of when, by which engine and patterns, and of whose moments alone."""
        key = f"{until.isoformat()} {self._engine_key()}"
        return key if person is None else f"{key} {person}"

    def _past_key(self, settings: Settings, answers: Iterable[PatternAnswer]) -> str:
        """By which engine, patterns and day start, and with whom alone patterns are counted."""
        only = {one.pattern: one.detail for one in answers if one.answer == "only_with"}
        latest = {one.pattern: one.answer for one in answers}
        only = {pattern: whom for pattern, whom in only.items() if latest[pattern] == "only_with"}
        return f"{settings.day_start} {sorted(only.items())} {self._engine_key()}"

    def _engine_key(self) -> str:
        """Which engine, patterns and own words: another of any of them works everything out anew."""
        from companion.patterns import ENGINE_VERSION

        vocabulary = self._context.vocabulary
        catalogue = [repr(row) for row in vocabulary.patterns.values()]
        likes = sorted(vocabulary.likes.items())
        key = (ENGINE_VERSION, catalogue, likes) if likes else (ENGINE_VERSION, catalogue)
        return blake2b(repr(key).encode(), digest_size=8).hexdigest()

    def _all_events(self) -> EventColumns:
        """The coded events of the whole diary, a person's own words read as the kind they are like."""
        with gc_paused():
            return EventColumns(counted_as(self._store.entries.each_event(), self._context.vocabulary.likes))

    def _events(self, since: int) -> list[CodedEvent]:
        """The same from second ``since`` on.

        Those of the last half year, or of what the patterns go on from, are read once while no entry changes.
        """
        state, begin, events = self._recent
        if state is None or state != self._store.state or since < begin:
            begin = min(since, self._half_year_ago())
            events = self._store.entries.events(begin)
            self._recent = (self._store.state, begin, events)
        events = events[bisect_left(events, since, key=attrgetter("at")) :]
        likes = self._context.vocabulary.likes
        return [*counted_as(events, likes)] if likes else events

    def _half_year_ago(self) -> int:
        from companion.patterns.measures import LOOKED_AT

        return int((self._until(None) - LOOKED_AT).timestamp())

    def _until(self, day: date | None) -> datetime:
        """The end of a local day, but no later than the full hour to come.

        What is kept then serves the hour.
        """
        now = self._context.now()
        soon = now.replace(minute=0, second=0) + timedelta(hours=1)
        if day is None or day >= self._context.today():
            return soon
        zone = now.tzinfo
        if self._context.clock.zone is not None:
            from zoneinfo import ZoneInfo

            zone = ZoneInfo(self._context.clock.zone)
        start = parse_day_start(self._context.settings.day_start)
        return datetime.combine(day + timedelta(days=1), start, tzinfo=zone)
