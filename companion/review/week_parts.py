"""What a week is made of: what goes into it, and its parts as they come out, ready to be written.

Texts may hold what a person wrote; whoever shows them passes them through ``shown()``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from companion.model.clock import local_day
from companion.model.records import Entry, Experiment, Moment, Reflection, Settings, Story
from companion.model.vocabulary import Pattern, Vocabulary
from companion.patterns.findings import Finding
from companion.patterns.measures import Measures
from companion.patterns.sequels import SequelCount

DAYS = 7
"""Local days in a week."""

WEEKS_BEFORE = 4
"""Weeks that a week is compared with."""

SHOWN_STATES = ("holds_up", "growing", "easing", "early_sign")
"""States of a pattern that has something to tell, the surest first."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or two, and the ids of the entries (or stories, or experiments) behind it."""

    text: str
    ids: tuple[str, ...] = ()


class NamedFeeling(NamedTuple):
    """A feeling in small letters, its strength (1 to 10) where that was given, and how pleasant it is."""

    word: str
    strength: int | None
    valence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One local day for the drawings.

    valence, energy: means over the feelings named, -0.8 to 0.8; closeness: mean over the moments that noted
    it; level: the same with every moment held within -3 to 3, as drawings show it; strongest: the feeling
    named most strongly; each ``None`` where nothing was noted. ids: the entries of the day, in time order.
    """

    day: date
    moments: int = 0
    reflections: int = 0
    valence: float | None = None
    energy: float | None = None
    closeness: float | None = None
    level: float | None = None
    strongest: NamedFeeling | None = None
    ids: tuple[str, ...] = ()

    @property
    def entries(self) -> int:
        """Moments and reflections together."""
        return self.moments + self.reflections


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternCard:
    """A pattern that has something to tell; ``state_words`` and the sentence in ``line`` are ready to read.

    here, elsewhere: (k, n) of the numbers that were tested, as of the pattern's moments and of the others;
    ``elsewhere`` is (0, 0) where there is no comparison; compared: what either is called. notes: what else
    could explain it.
    """

    pattern: str
    title: str
    state: str
    state_words: str
    positive: bool
    distancing: bool
    reaching: bool
    line: Line
    here: tuple[int, int]
    elsewhere: tuple[int, int]
    counter_examples: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    answer: str = ""
    compared: tuple[str, str] = ("these times", "other times")


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

    finished: its last day is over. before: the days of the four weeks before, with their entries counted and
    their level alone. overview: how much was logged, and when. went_well always holds at least one line;
    every other part may be empty. waiting: the patterns without a card, in one line. measures: what is new of
    what is counted beside the patterns. stepping_back: the calm line that belongs beside patterns of
    distance, empty when none is shown; reaching: the one beside patterns of reaching. outside_help: a soft
    word after the same argument again, at most once a month. sequels: what was said afterwards of moments,
    act by act, over the half year; none in quiet mode.
    """

    first: date
    last: date
    finished: bool
    quiet: bool
    moments: int
    reflections: int
    days: tuple[Day, ...]
    before: tuple[Day, ...]
    overview: tuple[Line, ...]
    feelings: tuple[Line, ...]
    urges: tuple[Line, ...]
    went_well: tuple[Line, ...]
    patterns: tuple[PatternCard, ...]
    waiting: Line | None
    measures: tuple[Line, ...]
    stories: tuple[Line, ...]
    experiment: tuple[Line, ...]
    suggestion: Suggestion | None
    stepping_back: str
    reaching: str = ""
    outside_help: Line | None = None
    sequels: tuple[SequelCount, ...] = ()

    @property
    def entries(self) -> int:
        """Moments and reflections together."""
        return self.moments + self.reflections


@dataclass(frozen=True, kw_only=True)
class WeekInputs:
    """All that the parts of a week are made of; see :func:`companion.review.week.build_week` for each."""

    first: date
    entries: Sequence[Entry]
    earlier: Sequence[Entry]
    findings: Sequence[Finding]
    stories: Sequence[Story]
    experiments: Sequence[Experiment]
    measures: Measures
    vocabulary: Vocabulary
    settings: Settings
    now: datetime
    quiet: bool
    first_ever: date | None

    @property
    def last(self) -> date:
        """The last local day of the week."""
        return self.first + timedelta(days=DAYS - 1)

    @cached_property
    def today(self) -> date:
        """The local day of ``now``."""
        return self.day_of(self.now)

    @property
    def finished(self) -> bool:
        """Whether the last day of the week is over."""
        return self.today > self.last

    @cached_property
    def moments(self) -> list[Moment]:
        """The moments of the week, in time order."""
        return [entry for entry in self.entries if isinstance(entry, Moment)]

    @cached_property
    def reflections(self) -> list[Reflection]:
        """The reflections of the week, in time order."""
        return [entry for entry in self.entries if isinstance(entry, Reflection)]

    @cached_property
    def shown_findings(self) -> list[tuple[Finding, Pattern]]:
        """The findings with something to tell, that the person did not answer with "not me"."""
        patterns = self.vocabulary.patterns
        return [
            (finding, patterns[finding.pattern])
            for finding in self.findings
            if finding.state in SHOWN_STATES and not finding.muted and finding.pattern in patterns
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
