"""One sitting of "on days with ...": what was asked about, and the answers corrected for all of it."""

from collections.abc import Sequence
from datetime import date

from companion.journal.context import Context
from companion.journal.people import People
from companion.model.errors import InputRefused
from companion.model.gc_pause import gc_paused
from companion.patterns.day_comparison import MEASURES, DayRecord, compare_days
from companion.review.day_subjects import DaySubject, day_records, day_subjects
from companion.review.day_text import DayAnswer


class DaySitting:
    """Asks one thing after another about the logged days.

    All that was asked is corrected for together, so what was told of the first may read otherwise after the
    third. A sitting ends where it is let go of; the next one begins with nothing asked.
    """

    def __init__(self, context: Context, people: People, as_of: date | None, person: str | None) -> None:
        self._context = context
        self._people = people
        self._as_of = as_of
        self._person = person
        self._asked: list[str] = []
        self._seen: object = None
        self._records: list[DayRecord] = []
        self._subjects: dict[str, DaySubject] = {}

    @property
    def subjects(self) -> Sequence[DaySubject]:
        """All that can be asked about, what can be compared best first; those held back too."""
        self._read()
        return tuple(self._subjects.values())

    @property
    def asked(self) -> int:
        """How many things were asked about so far."""
        return len(self._asked)

    @property
    def scale(self) -> int:
        """How far closeness reaches on either side of the middle: 3, or 10 where a wider scale was brought in
        from elsewhere.
        """
        self._read()
        return 10 if any(abs(day.closeness or 0) > 3 for day in self._records) else 3

    def ask(self, id: str) -> DaySubject:
        """Ask about one of the subjects. Raises InputRefused for an unknown id, and for what is held back."""
        self._read()
        subject = self._subjects.get(id)
        if subject is None:
            raise InputRefused(f"on-days-with: {id!r} is not known")
        if subject.held_back:
            raise InputRefused(f"on-days-with: {id!r} cannot be asked about; {subject.held_back}")
        if subject.code not in self._asked:
            self._asked.append(subject.code)
        return subject

    def answers(self) -> tuple[DayAnswer, ...]:
        """What was asked about, in that order, each with its comparisons; without what is held back by now.

        In quiet mode nothing is said of closeness.
        """
        self._read()
        measures = MEASURES[1:] if self._context.quiet else MEASURES
        known = {subject.code: subject for subject in self._subjects.values() if not subject.held_back}
        asked = [code for code in self._asked if code in known]
        compared = compare_days(self._records, asked, measures)
        return tuple(
            DayAnswer(known[code], tuple(one for one in compared if one.code == code)) for code in asked
        )

    def end(self) -> None:
        """Let go of all that was read; asked once more, it is read again."""
        self._seen, self._records, self._subjects = None, [], {}

    def _read(self) -> None:
        """Read the days, unless nothing has changed since they were read."""
        context = self._context
        until = min(self._as_of or context.today(), context.today())
        with gc_paused(), context.store.reading():
            seen = (context.store.values.revision(), context.quiet, until)
            if seen == self._seen:
                return
            people, settings, quiet = self._people.all(), context.settings, context.quiet
            self._records = day_records(
                context.store.entries.noted(),
                context.vocabulary,
                day_start=context.day_start_seconds(),
                until=until,
                person=self._person,
            )
        subjects = day_subjects(self._records, people, context.vocabulary, settings, quiet=quiet)
        self._subjects = {subject.id: subject for subject in subjects}
        self._seen = seen
