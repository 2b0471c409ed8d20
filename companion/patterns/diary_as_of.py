"""One diary as an analysis looks at it, as of now or of an earlier second: views of it, and counts."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from companion.model.clock import parse_day_start
from companion.model.events import CodedEvent
from companion.model.records import PARTNER, PatternAnswer
from companion.model.vocabulary import Pattern
from companion.patterns.bouts import Diary, views
from companion.patterns.closed_counts import CountingOn
from companion.patterns.context import longest_window, start_of_context
from companion.patterns.counting import Viewed, look, merged
from companion.patterns.diary_columns import DAY
from companion.patterns.entry_ids import EntryIds, join_ids
from companion.patterns.evidence import Test, evidence
from companion.patterns.order import TELLING
from companion.patterns.settled_past import Past, SettledPattern, settle
from companion.patterns.states import Trend, trend
from companion.patterns.tallies import Tally, tallied


class DiaryAsOf:
    """A diary as of ``as_of`` (aware; ``second`` the same since 1970, ``offset`` its seconds from UTC).

    Views of it (whole, one person's, earlier ones) are made once each. ``entries`` in the order of time, with
    ``before`` others before them; what begins at position ``begin`` or later is counted, and added to the
    ``past``. ``ids``: of all, those before as well. ``day_start``: wall time at which a day begins, "HH:MM".
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
        before: int = 0,
    ) -> None:
        start = parse_day_start(day_start)
        self.only = only
        self.patterns = patterns
        self.entries = entries
        self.begin = 0
        self.before = before
        self.ids = EntryIds([], [entry.id for entry in entries])
        self.past: Past | None = None
        self.counting_on: CountingOn | None = None
        self.as_of = as_of
        self.second = second
        self.day_start = start.hour * 3600 + start.minute * 60
        self.today = (second + offset - self.day_start) // DAY
        self.answers = {
            answer.pattern: answer
            for answer in sorted((a for a in answers if a.at <= as_of), key=lambda answer: answer.at)
        }
        self.several = any(entry.codes and entry.person != PARTNER for entry in entries)
        self.diaries: dict[tuple[int, str | None], list[Diary]] = {}
        self.parts: dict[tuple[str | None, int, int], list[Diary]] = {}

    def settle(self, past: Past | None, end: int) -> Past:
        """The past up to position ``end``, gone on from where it ended."""
        at = [entry.at for entry in self.entries]
        before = past.before if past else 0
        begin = past.upto - before if past else 0
        settled = []
        for number, pattern in enumerate(self.patterns):
            viewed = look(pattern, self.part(self.person(pattern), begin, end))
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
            ids=join_ids([entry.id for entry in self.entries[begin:end]], past.ids if past else ()),
            settled=tuple(settled),
        )

    def go_on_from(self, past: Past, begin: int) -> None:
        """Count what begins at position ``begin`` or later, and add the past."""
        self.ids = EntryIds(past.ids, [entry.id for entry in self.entries[past.upto - self.before :]])
        self.begin, self.past = begin, past
        every = [self.seen(number, self.second) for number in range(len(self.patterns))]
        if every:
            tallies = [one.tally for one in past.settled]
            self.counting_on = CountingOn(self.patterns, every, tallies, past.held)

    def seen(self, number: int, until: int) -> list[Diary]:
        """The views of the diary up to a second in which the pattern with this number is counted."""
        return self.diary(until, self.person(self.patterns[number]))

    def counted(self, number: int, until: int) -> tuple[list[Viewed], Tally]:
        """What was counted of a pattern up to a second, in every view; and in sum, the past added."""
        if until == self.second and self.counting_on and (found := self.counting_on.counted(number)):
            return found
        pattern = self.patterns[number]
        viewed = look(pattern, self.seen(number, until))
        recent, settled = tallied(pattern, viewed), self.settled(number)
        return viewed, settled.tally + recent if settled else recent

    def first_day(self) -> int:
        """The local day of the very first entry."""
        return self.past.first_day if self.past else (self.entries[0].wall - self.day_start) // DAY

    def settled(self, number: int) -> SettledPattern | None:
        """The past of the pattern with this number."""
        return self.past.settled[number] if self.past else None

    def diary(self, until: int, person: str | None) -> list[Diary]:
        """The diary up to a second, in every person's view; or in that of ``person`` alone."""
        key = (until, person)
        if key not in self.diaries:
            if until < self.second:
                self.diaries[key] = [one.earlier(until) for one in self.diary(self.second, person)]
            else:
                self.diaries[key] = self.part(person, self.begin, len(self.entries))
        return self.diaries[key]

    def part(self, person: str | None, begin: int, end: int) -> list[Diary]:
        """As :meth:`diary`, as of now, counting what begins at positions from ``begin`` up to ``end``."""
        key = (person, begin, end)
        if key not in self.parts:
            self.parts[key] = views(
                self.entries, as_of=self.second, day_start=self.day_start, person=person, begin=begin, end=end
            )
        return self.parts[key]

    def person(self, pattern: Pattern) -> str | None:
        """Whose moments alone to count: the one asked for, or set by the answer "only with".

        What the other did is told of one person, by name: of the partner where nobody else was asked for.
        """
        if self.only is not None:
            return self.only
        answer = self.answers.get(pattern.id)
        if answer and answer.answer == "only_with" and answer.detail:
            return answer.detail
        return PARTNER if pattern.of_partner and self.several else None

    def trend(self, viewed: Sequence[Viewed], counted: Tally, days: int, weeks_ago: int = 0) -> Trend | None:
        """The recent weeks of a pattern against the time before, as of now or some weeks ago."""
        counts = merged([counts for _, counts in viewed])
        return trend(counted, counts, viewed[0][0].day, days, self.today - 7 * weeks_ago)

    def noted(self, pattern: Pattern, weeks: int) -> int:
        """How many moments with anything of a pattern there were as of some weeks ago."""
        then = self.second - 7 * weeks * DAY
        diaries = self.diary(self.second, self.person(pattern))
        positions = [(diary, diary.standing((*pattern.antecedents, *pattern.responses))) for diary in diaries]
        return sum(bisect_right(here, then, key=diary.at.__getitem__) for diary, here in positions)

    def test_before(self, number: int, kind: str, weeks: int, telling: float = TELLING) -> Test | None:
        """A test of a pattern as of some weeks ago; an order with a p above ``telling`` is not gone into."""
        diaries = self.seen(number, self.second - 7 * weeks * DAY)
        return next(iter(evidence(self.patterns[number], diaries, {kind}, telling).tests), None)
