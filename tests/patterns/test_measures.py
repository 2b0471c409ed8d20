"""All that is counted beside the patterns, together."""

from datetime import UTC, datetime, timedelta

from companion.model.records import Story
from companion.patterns.calibration import StoryCounts
from companion.patterns.measures import count_measures
from tests.patterns.events import seen

NOW = datetime(2026, 3, 1, 21, 40, tzinfo=UTC)


def story(n: int, turned_out: str | None, belief: int | None = 80, days_ago: float = 1) -> Story:
    closed = NOW - timedelta(days=days_ago) if turned_out else None
    return Story(id=f"s{n}", moment=f"m{n}", belief=belief, turned_out=turned_out, closed_at=closed)


def test_a_story_of_a_moment_of_fear_is_in_no_count() -> None:
    entries = [seen(0, 20, "felt_afraid", "m0")]
    found = count_measures(entries, {}, [story(0, "as_feared")], [], {}, as_of=NOW)
    assert found.stories == StoryCounts()
