"""All that is counted beside the patterns, together."""

from datetime import UTC, datetime, timedelta

import pytest

from companion.model.records import Story
from companion.patterns.calibration import StoryCounts
from companion.patterns.measures import LOOKED_AT, count_measures
from tests.patterns.events import seen

NOW = datetime(2026, 3, 1, 21, 40, tzinfo=UTC)


def story(n: int, turned_out: str | None, belief: int | None = 80, days_ago: float = 1) -> Story:
    closed = NOW - timedelta(days=days_ago) if turned_out else None
    return Story(id=f"s{n}", moment=f"m{n}", belief=belief, turned_out=turned_out, closed_at=closed)


def test_a_story_of_a_moment_of_fear_is_in_no_count() -> None:
    entries = [seen(0, 20, "felt_afraid", "m0")]
    found = count_measures(entries, {}, [story(0, "as_feared")], [], {}, as_of=NOW)
    assert found.stories == StoryCounts()


@pytest.mark.parametrize(("minute", "followed"), [(29, 1), (30, 0)])
def test_a_day_begins_at_the_minute_that_was_set(minute: int, followed: int) -> None:
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
