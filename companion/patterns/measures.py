"""What is counted beside the patterns: urges, repair, stories, experiments; of the last half year."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from companion.model.clock import parse_day_start
from companion.model.events import CodedEvent
from companion.model.records import Experiment, PatternAnswer, Story
from companion.model.vocabulary import Pattern
from companion.patterns.bouts import QUIET
from companion.patterns.calibration import StoryCounts, count_stories
from companion.patterns.experiments import ExperimentCount, count_experiment
from companion.patterns.repair import Repair, find_repair
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

    def to_json(self) -> dict[str, Any]:
        """A plain object; each part says whether there is enough of it to be told."""
        return {
            "urges": [{**asdict(one), "enough": one.enough} for one in self.urges],
            "repair": {**asdict(self.repair), "n": self.repair.n, "enough": self.repair.enough},
            "stories": {**asdict(self.stories), "enough": self.stories.enough},
            "experiments": [{**asdict(one), "enough": one.enough} for one in self.experiments],
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
) -> Measures:
    """Everything beside the patterns as of a time (aware).

    events and urges (by the id of the moment): those of LOOKED_AT before ``as_of``, in any order.
    """
    start = parse_day_start(day_start)
    second, seconds = int(as_of.timestamp()), start.hour * 3600 + start.minute * 60
    begin = as_of - LOOKED_AT
    quiet = {s.id for s in events if not QUIET.isdisjoint(s.codes)}
    latest = {one.pattern: one for one in sorted(answers, key=lambda one: one.at) if one.at <= as_of}
    only = {one.pattern: one.detail for one in latest.values() if one.answer == "only_with" and one.detail}
    return Measures(
        urges=count_urges(events, urges, as_of=second, day_start=seconds),
        repair=find_repair(events, as_of=second, day_start=seconds),
        stories=count_stories(
            [one for one in stories if one.closed_at and one.closed_at >= begin], as_of=as_of, quiet=quiet
        ),
        experiments=tuple(
            count_experiment(
                one,
                patterns.get(one.pattern or ""),
                events,
                as_of=second,
                day_start=seconds,
                person=only.get(one.pattern or ""),
            )
            for one in experiments
            if begin <= one.started_at <= as_of
        ),
    )
