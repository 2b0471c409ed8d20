"""Experiments: chances and tries, and the pattern's count meanwhile against the eight weeks before.

Both are counted as the pattern is counted everywhere (its bouts, its window, gaps left out), by the first
moment of the bout. There is no verdict in this: a person begins an experiment when a pattern stands out, and
what stands out most is often followed by less, whatever is tried (regression to the mean).
"""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

from companion.model.events import CodedEvent
from companion.model.frozen_dataclass import dataclass
from companion.model.records import Experiment
from companion.model.vocabulary import Pattern
from companion.patterns.bouts import Diary
from companion.patterns.counting import count
from companion.patterns.diary_columns import DAY
from companion.patterns.exact import newcombe_interval
from companion.patterns.outcomes import Share

WEEKS_BEFORE = 8
"""Weeks before an experiment began that it is set beside."""

ENOUGH_TO_COMPARE = 5
"""Bouts needed during the experiment, and before it, to set the two side by side."""

_AROUND = 8 * DAY
"""What is read on either side, so that the bouts there are whole ones: longer than any window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperimentCount:
    """One experiment: ``tried`` of ``chances``.

    during, before: (k, n) of its pattern since it began (until it ended) and in the eight weeks before;
    ``None`` without a pattern. interval: of during - before (Newcombe, 90 %); ``None`` where either has fewer
    than ENOUGH_TO_COMPARE bouts. after_tries, after_others: (k, n) of the bouts that hold a moment linked to
    a chance that was tried, and to one that was not. tried_moments, other_moments: ids linked to chances;
    during_moments, before_moments: ids of the bouts.
    """

    id: str
    pattern: str | None = None
    chances: int = 0
    tried: int = 0
    during: Share | None = None
    before: Share | None = None
    interval: tuple[float, float] | None = None
    after_tries: Share = (0, 0)
    after_others: Share = (0, 0)
    tried_moments: tuple[str, ...] = ()
    other_moments: tuple[str, ...] = ()
    during_moments: tuple[str, ...] = ()
    before_moments: tuple[str, ...] = ()

    @property
    def enough(self) -> bool:
        """Whether during and before can be set side by side."""
        return self.interval is not None


def count_experiment(
    experiment: Experiment,
    pattern: Pattern | None,
    events: Sequence[CodedEvent],
    *,
    as_of: int,
    day_start: int,
    person: str | None = None,
) -> ExperimentCount:
    """One experiment as of ``as_of`` (absolute seconds); ``person``: whose moments alone to count.

    ``events`` may come in any order; ``day_start`` in seconds after midnight. ``pattern``: the one that the
    experiment is about, ``None`` where there is none.
    """
    tries = [chance for chance in experiment.tries if chance.at.timestamp() <= as_of]
    linked = {chance.moment: chance.did for chance in tries if chance.moment}
    counted: dict[str, Any] = {}
    if pattern is not None:
        counted = _counted(experiment, pattern, events, linked, as_of, day_start, person)
    return ExperimentCount(
        id=experiment.id,
        pattern=pattern.id if pattern else None,
        chances=len(tries),
        tried=sum(chance.did for chance in tries),
        tried_moments=tuple(id for id, did in linked.items() if did),
        other_moments=tuple(id for id, did in linked.items() if not did),
        **counted,
    )


def _counted(
    experiment: Experiment,
    pattern: Pattern,
    events: Sequence[CodedEvent],
    linked: Mapping[str, bool],
    as_of: int,
    day_start: int,
    person: str | None,
) -> dict[str, Any]:
    """What the pattern came to, during and before, and where a chance was noted; by the names of fields."""
    begin = int(experiment.started_at.timestamp())
    end = as_of if experiment.ended_at is None else min(as_of, int(experiment.ended_at.timestamp()))
    first = begin - 7 * WEEKS_BEFORE * DAY
    near = [event for event in events if first - _AROUND <= event.at <= min(as_of, end + _AROUND)]
    near.sort(key=attrgetter("at", "id"))
    diary = Diary(near, as_of=as_of, day_start=day_start, person=person)
    counts = count(pattern, diary)
    bouts = [(bout, True) for bout in counts.followed.bouts]
    bouts += [(bout, False) for bout in counts.unfollowed]
    shares: dict[bool, list[bool]] = {True: [], False: []}
    ids: dict[bool, list[str]] = {True: [], False: []}
    after: dict[bool, list[bool]] = {True: [], False: []}
    for bout, followed in sorted(bouts):
        at = diary.at[bout[0]]
        if not first <= at <= end:
            continue
        here = [diary.entries[i].id for i in bout]
        shares[at >= begin].append(followed)
        ids[at >= begin] += here
        did = {linked[id] for id in here if id in linked}
        if len(did) == 1:
            after[did.pop()].append(followed)
    during, before = _share(shares[True]), _share(shares[False])
    interval = None
    if min(during[1], before[1]) >= ENOUGH_TO_COMPARE:
        interval = newcombe_interval(*during, *before)
    return {
        "during": during,
        "before": before,
        "interval": (round(interval[0], 4), round(interval[1], 4)) if interval else None,
        "after_tries": _share(after[True]),
        "after_others": _share(after[False]),
        "during_moments": tuple(ids[True]),
        "before_moments": tuple(ids[False]),
    }


def _share(outcomes: Sequence[bool]) -> Share:
    return sum(outcomes), len(outcomes)
