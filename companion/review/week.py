"""The week as a letter: what it held, how it felt, what went well, what tended to follow what.

Pure: entries and findings in, sentences out. Every sentence carries the ids of what stands behind it. Texts
may hold what a person wrote; whoever shows them passes them through ``shown()``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from companion.model.clock import local_day
from companion.model.records import Entry, Experiment, Moment, Reflection, Settings, Story
from companion.model.vocabulary import Pattern, Vocabulary
from companion.patterns.findings import Finding
from companion.patterns.measures import Measures

DAYS = 7


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or two, and the ids of the entries (or stories, or experiments) behind it."""

    text: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One local day for the charts.

    valence, energy: means over the feelings named, -0.8 to 0.8; closeness: mean over the moments that noted
    it; ``None`` where nothing was noted.
    """

    day: date
    moments: int = 0
    reflections: int = 0
    valence: float | None = None
    energy: float | None = None
    closeness: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternCard:
    """A pattern that has something to tell; ``state_words`` and the sentence in ``line`` are ready to read.

    here, elsewhere: (k, n) of the pattern's moments and of the others; ``elsewhere`` is (0, 0) where there is
    no comparison. notes: what else could explain it.
    """

    pattern: str
    title: str
    state: str
    state_words: str
    positive: bool
    distancing: bool
    line: Line
    here: tuple[int, int]
    elsewhere: tuple[int, int]
    counter_examples: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One practice to try, and the pattern it belongs to, if it came from one."""

    practice: str
    pattern: str | None
    label: str
    if_then: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week of seven local days, ``first`` to ``last``.

    finished: its last day is over. scale: how far closeness reaches on either side of the middle in ``days``.
    went_well always holds at least one line; every other part may be empty. stepping_back: the calm line that
    belongs beside patterns of distance, empty when none is shown. outside_help: a soft word after the same
    argument again, at most once a month.
    """

    first: date
    last: date
    finished: bool
    quiet: bool
    moments: int
    reflections: int
    days: tuple[Day, ...]
    scale: int
    held: tuple[Line, ...]
    feelings: tuple[Line, ...]
    urges: tuple[Line, ...]
    went_well: tuple[Line, ...]
    patterns: tuple[PatternCard, ...]
    waiting: Line | None
    also: tuple[Line, ...]
    stories: tuple[Line, ...]
    experiment: tuple[Line, ...]
    suggestion: Suggestion | None
    stepping_back: str
    outside_help: Line | None = None

    @property
    def entries(self) -> int:
        """Moments and reflections together."""
        return self.moments + self.reflections


@dataclass(frozen=True, kw_only=True)
class WeekInputs:
    """All that the parts of a week are made of."""

    first: date
    entries: Sequence[Entry]
    earlier: Sequence[Entry]
    findings: Sequence[Finding]
    stories: Sequence[Story]
    experiments: Sequence[Experiment]
    also: Measures
    vocabulary: Vocabulary
    settings: Settings
    now: datetime
    quiet: bool
    first_ever: date | None

    @property
    def last(self) -> date:
        return self.first + timedelta(days=DAYS - 1)

    @cached_property
    def today(self) -> date:
        return self.day_of(self.now)

    @property
    def finished(self) -> bool:
        return self.today > self.last

    @cached_property
    def moments(self) -> list[Moment]:
        return [one for one in self.entries if isinstance(one, Moment)]

    @cached_property
    def reflections(self) -> list[Reflection]:
        return [one for one in self.entries if isinstance(one, Reflection)]

    @cached_property
    def shown_findings(self) -> list[tuple[Finding, Pattern]]:
        """The findings with something to tell, that the person did not answer with "not me"."""
        patterns = self.vocabulary.patterns
        told = ("holds_up", "growing", "easing", "early_sign")
        return [
            (one, patterns[one.pattern])
            for one in self.findings
            if one.state in told and not one.muted and one.pattern in patterns
        ]

    def day_of(self, at: datetime) -> date:
        """The local day of a time, by the person's own day start."""
        return local_day(at, self.settings.day_start)

    def within(self, at: datetime) -> bool:
        """Whether a time lies in this week."""
        return self.first <= self.day_of(at) <= self.last

    def label(self, code: str) -> str:
        """The words for a code, with the name and pronouns put in."""
        return self.vocabulary.label(code, self.settings)


def build_week(
    *,
    first: date,
    entries: Sequence[Entry],
    earlier: Sequence[Entry] = (),
    findings: Sequence[Finding] = (),
    stories: Sequence[Story] = (),
    experiments: Sequence[Experiment] = (),
    also: Measures | None = None,
    vocabulary: Vocabulary,
    settings: Settings,
    now: datetime,
    quiet: bool = False,
    first_ever: date | None = None,
    offers_help: bool = False,
) -> Week:
    """The week that begins on ``first``, as of ``now`` (aware).

    entries: those of the week, in time order; earlier: those of the four weeks before. stories and
    experiments: all there are. also: what is counted beside the patterns. first_ever: the local day of the
    journal's very first entry, ``None`` while there is none; days before it are not named as days without an
    entry. quiet: quiet mode is on. offers_help: the word on help from outside may come in this week.
    """
    from companion.review import measures_text as beside
    from companion.review import week_entries, week_offers
    from companion.review.outside_help import word_after_arguments

    material = WeekInputs(
        first=first,
        entries=entries,
        earlier=earlier,
        findings=findings,
        stories=stories,
        experiments=experiments,
        also=also or Measures(),
        vocabulary=vocabulary,
        settings=settings,
        now=now,
        quiet=quiet,
        first_ever=first_ever,
    )
    cards = week_offers.cards(material)
    return Week(
        first=first,
        last=material.last,
        finished=material.finished,
        quiet=quiet,
        moments=len(material.moments),
        reflections=len(material.reflections),
        days=week_entries.days(material),
        scale=week_entries.scale(material),
        held=week_entries.held(material),
        feelings=week_entries.feelings(material),
        urges=week_entries.urges(material),
        went_well=week_entries.went_well(material),
        patterns=cards,
        waiting=week_offers.waiting(material, cards),
        also=beside.news(material),
        stories=week_offers.stories(material),
        experiment=week_offers.experiment(material),
        suggestion=week_offers.suggestion(material, cards),
        stepping_back=week_offers.stepping_back(material, cards),
        outside_help=word_after_arguments((*earlier, *entries), min(material.today, material.last), settings)
        if offers_help and not quiet
        else None,
    )
