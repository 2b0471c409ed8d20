"""The evening check: up to three watched patterns, and what was answered about each day."""

from datetime import date, datetime, time, timedelta

from companion.journal.context import MOST_WATCHED, Context
from companion.model.clock import local_day
from companion.model.errors import InputRefused, NothingFound
from companion.model.frozen_dataclass import dataclass
from companion.model.records import EveningAnswer, Tombstone, evening_answer_id
from companion.system.paths import command_for

DAYS_BACK = 7
"""For how many days before today an answer can be given or changed."""

EVENING = time(18)
"""From when on the check is offered."""

_WATCHED = "watched_patterns"
_SKIPPED = "check_skipped"


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A watched pattern as it is asked about: what happened and what followed in a few words, each to be read
    as a question; and the answer so far.
    """

    pattern: str
    title: str
    happened: str
    followed: str
    answer: EveningAnswer | None


class EveningChecks:
    """Which patterns are watched, and the answers by day. A day skipped is a day unknown."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def watched(self) -> tuple[str, ...]:
        """The ids of the watched patterns, at most three, in the order in which they were chosen.

        One that is not in the catalogue is passed over.
        """
        # The catalogue is read only where something is watched: at every start it would take its time.
        kept = self._kept()
        patterns = self._context.vocabulary.patterns if kept else {}
        return tuple(id for id in kept if id in patterns)[:MOST_WATCHED]

    def watch(self, pattern: str) -> None:
        """Watch a pattern. Raises InputRefused for an unknown one, and for one more than three."""
        watched = self.watched()
        if pattern in watched:
            return
        rows = self._context.vocabulary.patterns
        if pattern not in rows or rows[pattern].deprecated:
            known = ", ".join(id for id, row in rows.items() if not row.deprecated)
            raise InputRefused(f"watch: {pattern!r} is not a pattern; use {known}")
        if len(watched) >= MOST_WATCHED:
            raise InputRefused(
                f"watch: {pattern!r} is one more than the {MOST_WATCHED} you can watch; watched: "
                f"{', '.join(watched)}"
            )
        self._keep([*watched, pattern])

    def unwatch(self, pattern: str) -> None:
        """Watch a pattern no longer; what was answered stays. Raises InputRefused for one not watched."""
        watched = self.watched()
        if pattern not in watched:
            raise InputRefused(
                f"unwatch: {pattern!r} is not watched; watched: {', '.join(watched) or 'none'}"
            )
        self._keep([id for id in watched if id != pattern])

    def _kept(self) -> list[str]:
        kept = self._context.settings.extra.get(_WATCHED)
        return [id for id in kept if isinstance(id, str)] if isinstance(kept, list) else []

    def _keep(self, watched: list[str]) -> None:
        """Keep these, and the ids of patterns that only another device knows."""
        unknown = [id for id in self._kept() if id not in self._context.vocabulary.patterns]
        self._context.keep_with_settings({_WATCHED: [*watched, *unknown]}, "watch")

    def rows(self, day: date | None = None) -> tuple[CheckRow, ...]:
        """What is asked about a day, today where none is given; one row a watched pattern.

        In quiet mode only what may be asked then.
        """
        asked = self.asked()
        if not asked:
            return ()
        from companion.review.check_text import check_words

        vocabulary, settings = self._context.vocabulary, self._context.settings
        day = day or self._context.today()
        found = []
        for id in asked:
            happened, followed = check_words(vocabulary.patterns[id], vocabulary, settings)
            answer = self._of(day, id)
            found.append(CheckRow(id, vocabulary.label(id, settings), happened, followed, answer))
        return tuple(found)

    def asked(self) -> tuple[str, ...]:
        """The watched patterns that may be asked about and told: in quiet mode not all of them."""
        quiet, may = self._context.quiet, self._context.vocabulary.asked_when_quiet
        return tuple(id for id in self.watched() if not quiet or may(id))

    def days(self) -> tuple[date, ...]:
        """The days that can be answered for, the earliest first: a week, and today."""
        today = self._context.today()
        return tuple(today - timedelta(days=back) for back in range(DAYS_BACK, -1, -1))

    def answer(
        self, day: date, pattern: str, happened: bool | None, followed: bool | None
    ) -> EveningAnswer | None:
        """Keep what is known of a day, in place of what was answered before, which can be undone.

        Where nothing is known an earlier answer is taken back, and the answer is ``None``. Raises
        InputRefused for a day more than a week back or still to come, and for a pattern that is not watched.
        """
        self._check(day, pattern)
        if happened is None and followed is None:
            if self._of(day, pattern) is not None:
                self.take_back(day, pattern)
            return None
        with self._store.writing():
            before = self._of(day, pattern)
            if before is not None and (before.happened, before.followed) == (happened, followed):
                return before
            id = evening_answer_id(day, pattern) if before is None else before.id
            gone = self._store.deleted.get(id)
            now = self._context.later_than(
                *([before.updated_at] if before else []), *([gone.at] if gone else [])
            )
            answer = EveningAnswer(
                id=id,
                day=day,
                pattern=pattern,
                happened=happened,
                followed=followed,
                recorded_at=before.recorded_at if before else now,
                updated_at=now,
                extra=before.extra if before else {},
            )
            if before is not None:
                self._store.undo.push("changed", before, self._context.now_us())
            else:
                self._store.undo.push_new(answer, self._context.now_us())
            self._store.deleted.take_out(id)
            self._store.checks.put(answer)
        return answer

    def take_back(self, day: date, pattern: str) -> None:
        """Take an answer back, as if it had not been given; that can be undone.

        Raises InputRefused as :meth:`answer`, NothingFound where there is none.
        """
        self._check(day, pattern)
        with self._store.writing():
            answers = [answer for answer in self._store.checks.of_day(day) if answer.pattern == pattern]
            if not answers:
                raise NothingFound(f"there is no answer for {day} and {pattern!r}")
            for answer in answers:
                at = self._context.later_than(answer.updated_at)
                self._store.checks.drop(answer)
                self._store.deleted.put(Tombstone(id=answer.id, at=at))
            self._store.undo.push("deleted", max(answers, key=_latest), self._context.now_us())

    def _check(self, day: date, pattern: str) -> None:
        days = self.days()
        if day not in days:
            raise InputRefused(f"day: {day} is not open to answers; use a day from {days[0]} to {days[-1]}")
        if pattern not in self.asked():
            command = command_for(self._context.places, "check --watch ID")
            asked = ", ".join(self.asked()) or f"none; `{command}` starts one"
            raise InputRefused(f"pattern: {pattern!r} is not watched; watched: {asked}")

    def _of(self, day: date, pattern: str) -> EveningAnswer | None:
        """The answer for a day and a pattern. One that came from elsewhere can have another id."""
        answers = (answer for answer in self._store.checks.of_day(day) if answer.pattern == pattern)
        return max(answers, key=_latest, default=None)

    def all(self) -> list[EveningAnswer]:
        """Every answer, by day; one a day and pattern."""
        found = {(one.day, one.pattern): one for one in sorted(self._store.checks.all(), key=_latest)}
        return [found[key] for key in sorted(found)]

    def due(self, now: datetime | None = None) -> bool:
        """Whether it may be offered: in the evening, where something watched has no answer today and it was
        not skipped."""
        now = now or self._context.now()
        day = local_day(now, self._context.settings.day_start)
        if now.replace(tzinfo=None) < datetime.combine(day, EVENING):
            return False
        if self._store.values.get(_SKIPPED) == day.isoformat():
            return False
        return any(row.answer is None for row in self.rows(day))

    def skip(self) -> None:
        """Do not offer it again today. It is counted nowhere, and forgotten tomorrow."""
        with self._store.writing(changes_meaning=False):
            self._store.values.set(_SKIPPED, self._context.today().isoformat())


def _latest(answer: EveningAnswer) -> tuple[datetime, str]:
    return answer.updated_at, answer.id
