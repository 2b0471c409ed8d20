"""All that is counted beside the patterns, together."""

from datetime import UTC, datetime, timedelta

import pytest

from companion.model.records import Experiment, PatternAnswer, Story
from companion.patterns.calibration import StoryCounts
from companion.patterns.measures import LOOKED_AT, count_measures
from tests.patterns.diaries import pattern
from tests.patterns.events import DAY, seen

NOW = datetime(2026, 3, 1, 21, 40, tzinfo=UTC)


def story(n: int, turned_out: str | None, belief: int | None = 80, days_ago: float = 1) -> Story:
    closed = NOW - timedelta(days=days_ago) if turned_out else None
    return Story(id=f"s{n}", moment=f"m{n}", belief=belief, turned_out=turned_out, closed_at=closed)


def test_a_story_of_a_moment_of_fear_is_in_no_count() -> None:
    entries = [seen(0, 20, "felt_afraid", "m0")]
    found = count_measures(entries, {}, [story(0, "as_feared")], [], {}, as_of=NOW)
    assert found.stories == StoryCounts()


@pytest.mark.parametrize(("minute", "followed"), [(29.99, 1), (30, 0)])
def test_a_day_begins_at_the_minute_that_was_set(minute: float, followed: int) -> None:
    """At 04:29 the day after the argument is still on, and has an entry; at 04:30 it went by without one."""
    entries = [
        seen(0, 20, "disagreement"),
        seen(2, 4 + minute / 60, ""),
        seen(2, 12, ""),
        seen(3, 12, "R:repaired"),
    ]
    as_of = datetime(1970, 2, 1, tzinfo=UTC)
    measures = count_measures(entries, {}, [], [], {}, as_of=as_of, day_start="04:30")
    assert measures.repair.n == followed


def test_stories_of_the_last_half_year_are_counted_and_none_that_is_open() -> None:
    half_a_year = LOOKED_AT / timedelta(days=1)
    made = [
        story(0, "as_feared", days_ago=half_a_year),
        story(1, "otherwise", days_ago=half_a_year + 0.001),
        story(2, None),
    ]
    stories = count_measures([], {}, made, [], {}, as_of=NOW).stories
    assert (stories.as_feared, stories.otherwise, stories.still_unknown) == (1, 0, 0)


def counted_with(
    *answers: PatternAnswer, started: timedelta = timedelta(days=20)
) -> list[tuple[int, int] | None]:
    """What an experiment came to, of one moment with Robin and two with Kim."""
    day = int(NOW.timestamp()) // DAY
    entries = [
        seen(day - n, 12, "affection_received")._replace(person=person)
        for n, person in ((3, "Robin"), (5, "Kim"), (7, "Kim"))
    ]
    plan = Experiment(id="e", pattern="p", started_at=NOW - started)
    patterns = {"p": pattern(hours=0)}
    found = count_measures(entries, {}, [], [plan], patterns, as_of=NOW, answers=answers)
    return [one.during for one in found.experiments]


def test_the_latest_answer_only_with_counts_for_experiments_and_a_later_one_is_not_known_yet() -> None:
    def only(detail: str, at: datetime, answer: str = "only_with") -> PatternAnswer:
        return PatternAnswer(pattern="p", answer=answer, detail=detail, at=at)

    before, after = NOW - timedelta(days=1), NOW + timedelta(seconds=1)
    assert counted_with() == [(0, 3)]
    assert counted_with(only("Robin", NOW)) == [(0, 1)]
    assert counted_with(only("Robin", after)) == [(0, 3)]
    assert counted_with(only("Kim", NOW), only("Robin", before)) == [(0, 2)]
    assert counted_with(only("Robin", before), only("Robin", NOW, "fits")) == [(0, 3)]
    assert counted_with(only("", NOW)) == [(0, 3)]


@pytest.mark.parametrize(
    ("started", "counted"),
    [
        (LOOKED_AT, True),
        (LOOKED_AT + timedelta(seconds=1), False),
        (timedelta(0), True),
        (timedelta(seconds=-1), False),
    ],
)
def test_experiments_begun_in_the_last_half_year_are_counted(started: timedelta, counted: bool) -> None:
    assert len(counted_with(started=started)) == counted
