"""What is counted beside the patterns: urges, repair, stories, experiments, and what came afterwards; of the
last half year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, field
from datetime import datetime, timedelta
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from companion.model.clock import parse_day_start
from companion.model.events import CodedEvent
from companion.model.frozen_dataclass import dataclass
from companion.model.records import Experiment, PatternAnswer, Sequel, Story
from companion.model.vocabulary import Pattern
from companion.patterns.calibration import StoryCounts, count_stories
from companion.patterns.diary_columns import QUIET
from companion.patterns.experiments import ExperimentCount, count_experiment
from companion.patterns.repair import Repair, find_repair
from companion.patterns.sequels import SequelCount, count_sequels
from companion.patterns.urges import UrgeCount, count_urges

LOOKED_AT = timedelta(weeks=26)
"""How far back is counted: what was wanted ten years ago tells little of now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """All that is counted beside the patterns, whether there is enough of it or not."""

    urges: tuple[UrgeCount, ...] = ()
    repair: Repair = field(default_factory=Repair)
    stories: StoryCounts = field(default_factory=StoryCounts)
    experiments: tuple[ExperimentCount, ...] = ()
    sequels: tuple[SequelCount, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """A plain object; each part says whether there is enough of it to be told."""
        return {
            "urges": [{**asdict(one), "enough": one.enough} for one in self.urges],
            "repair": {**asdict(self.repair), "n": self.repair.n, "enough": self.repair.enough},
            "stories": {**asdict(self.stories), "enough": self.stories.enough},
            "experiments": [{**asdict(one), "enough": one.enough} for one in self.experiments],
            "sequels": [one.to_json() for one in self.sequels],
        }


def count_measures(
    events: Sequence[CodedEvent],
    urges: Mapping[str, frozenset[str]],
    stories: Sequence[Story],
    experiments: Sequence[Experiment],
    patterns: Mapping[str, Pattern],
    *,
    as_of: datetime,
    day_start: str = "04:00",
    answers: Sequence[PatternAnswer] = (),
    sequels: Mapping[str, Sequel] = MappingProxyType({}),
) -> Measures:
    """Everything beside the patterns as of a time (aware).

    events and urges (by the id of the moment): those of LOOKED_AT before ``as_of``, in any order. patterns:
    the catalogue, by id. day_start: wall time at which a day begins, "HH:MM". answers: an "only with" counts
    for experiments. sequels: what was said afterwards, by the id of the moment. Raises InputRefused for a day
    start that is no time of day.
    """
    start = parse_day_start(day_start)
    second, seconds = int(as_of.timestamp()), start.hour * 3600 + start.minute * 60
    begin = as_of - LOOKED_AT
    quiet = {event.id for event in events if not QUIET.isdisjoint(event.codes)}
    latest = {
        answer.pattern: answer for answer in sorted(answers, key=attrgetter("at")) if answer.at <= as_of
    }
    only = {
        answer.pattern: answer.detail
        for answer in latest.values()
        if answer.answer == "only_with" and answer.detail
    }
    return Measures(
        urges=count_urges(events, urges, as_of=second, day_start=seconds),
        repair=find_repair(events, as_of=second, day_start=seconds),
        stories=count_stories(
            [story for story in stories if story.closed_at and story.closed_at >= begin],
            as_of=as_of,
            quiet=quiet,
        ),
        experiments=tuple(
            count_experiment(
                experiment,
                patterns.get(experiment.pattern or ""),
                events,
                as_of=second,
                day_start=seconds,
                person=only.get(experiment.pattern or ""),
            )
            for experiment in experiments
            if begin <= experiment.started_at <= as_of
        ),
        sequels=count_sequels(
            events, {id: said for id, said in sequels.items() if said.at <= as_of}, as_of=second
        ),
    )
