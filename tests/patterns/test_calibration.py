"""Feared stories and how they turned out: a worked case, and what holds for all of them."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from companion.model.records import Story
from companion.patterns.calibration import count_stories
from tests.conftest import examples

NOW = datetime(2026, 3, 1, 21, 40, tzinfo=UTC)


def story(n: int, turned_out: str | None, belief: int | None = 80, days_ago: float = 1) -> Story:
    closed = NOW - timedelta(days=days_ago) if turned_out else None
    return Story(id=f"s{n}", moment=f"m{n}", belief=belief, turned_out=turned_out, closed_at=closed)


def test_nine_times_rather_sure_and_twice_as_feared() -> None:
    made = [story(n, "as_feared" if n < 2 else "otherwise") for n in range(9)]
    made += [story(9, "still_unknown"), story(10, None), story(11, "otherwise", days_ago=-1)]
    found = count_stories(made, as_of=NOW)
    assert (found.as_feared, found.otherwise, found.still_unknown) == (2, 7, 1)
    [band] = found.bands
    assert (band.true, band.n, band.mean, band.enough) == (2, 9, 80.0, True)
    assert band.interval == (0.0765, 0.4964)


def test_every_percent_is_in_one_band_and_five_stories_are_enough_to_tell_it() -> None:
    for belief, low in ((0, 0), (33, 0), (34, 34), (66, 34), (67, 67), (100, 67)):
        for n, enough in ((4, False), (5, True)):
            [band] = count_stories([story(i, "otherwise", belief) for i in range(n)], as_of=NOW).bands
            assert (band.low, band.n, band.mean, band.enough) == (low, n, belief, enough)


def test_the_moments_stand_in_the_order_in_which_the_stories_were_closed() -> None:
    made = [story(n, "otherwise", days_ago=days) for n, days in ((1, 1), (2, 3), (3, 2), (0, 2))]
    assert count_stories(made, as_of=NOW).moments_otherwise == ("m2", "m0", "m3", "m1")


def test_six_stories_that_turned_out_are_enough_and_one_of_the_very_second_counts() -> None:
    made = [story(n, "as_feared" if n else "otherwise", days_ago=0) for n in range(6)]
    assert count_stories(made, as_of=NOW).enough
    assert not count_stories([*made[1:], story(9, "still_unknown")], as_of=NOW).enough


@examples(30)
@given(st.lists(st.tuples(st.sampled_from(["as_feared", "otherwise", "still_unknown", None]),
                          st.none() | st.integers(0, 100))))  # fmt: skip
def test_stories_add_up_over_the_bands(rows: list[tuple[str | None, int | None]]) -> None:
    made = [story(n, *row) for n, row in enumerate(rows)]
    found = count_stories(made, as_of=NOW)
    assert count_stories(made[::-1], as_of=NOW) == found
    closed = sum(out is not None for out, _ in rows)
    assert found.known + found.still_unknown == closed
    said = sum(out in ("as_feared", "otherwise") and belief is not None for out, belief in rows)
    assert sum(band.n for band in found.bands) == said
    assert sum(band.true for band in found.bands) == sum(o == "as_feared" and b is not None for o, b in rows)
