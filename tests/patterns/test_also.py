"""What is counted beside the patterns: worked cases, and what holds for every diary."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import urges as simulated
from companion.model.events import CodedEvent
from companion.model.records import Experiment, Story, Try
from companion.patterns.bouts import QUIET
from companion.patterns.calibration import StoryCounts, count_stories
from companion.patterns.experiments import count_experiment
from companion.patterns.measures import count_measures
from companion.patterns.repair import Repair, find_repair
from companion.patterns.urges import UrgeCount, count_urges
from tests.patterns.diaries import pattern

DAY, HOUR = 86_400, 3600
START = 4 * HOUR
LATE = 400 * DAY


def seen(day: float, hour: float, codes: str, id: str = "") -> CodedEvent:
    at = int(day * DAY + hour * HOUR)
    return CodedEvent(at, at, id or f"{at:08}", frozenset(codes.split()))


def wanting(*rows: tuple[float, float, str, str]) -> tuple[UrgeCount, ...]:
    """Counts of (day, hour, urges, codes)."""
    entries = [seen(day, hour, codes) for day, hour, _, codes in rows]
    urges = {one.id: frozenset(row[2].split()) for one, row in zip(entries, rows, strict=True) if row[2]}
    return count_urges(entries, urges, as_of=LATE, day_start=START)


# Urge against act


def test_wanted_seven_times_and_done_three() -> None:
    rows = [(day, 20.0, "withdrew", "R:withdrew" if day < 3 else "R:stayed_present") for day in range(7)]
    [one] = wanting(*rows)
    assert (one.urge, one.done, one.wanted, one.enough) == ("withdrew", 3, 7, True)
    assert len(one.done_moments) == 3 and len(one.other_moments) == 4
    assert not wanting(*rows[:5])[0].enough


@pytest.mark.parametrize(
    ("minutes", "done"), [(0, 1), (120, 1), (121, 0), (-1, 0)], ids=["same", "edge", "after", "before"]
)
def test_the_act_counts_in_the_same_moment_or_up_to_two_hours_later(minutes: int, done: int) -> None:
    [one] = wanting((0, 20, "withdrew", "slow_reply"), (0, 20 + minutes / 60, "", "R:withdrew"))
    assert (one.done, one.wanted) == (done, 1)


def test_an_urge_noted_again_within_two_hours_is_one_occasion() -> None:
    [one] = wanting((0, 18, "withdrew", ""), (0, 20, "withdrew", ""), (0, 23, "withdrew", "R:withdrew"))
    assert (one.done, one.wanted) == (1, 2)


def test_two_hours_that_are_not_over_are_left_out() -> None:
    entry = seen(0, 20, "R:withdrew")
    urges = {entry.id: frozenset({"withdrew"})}
    [one] = count_urges([entry], urges, as_of=entry.at + HOUR, day_start=START)
    assert (one.done, one.wanted, one.left_out) == (0, 0, 1)


@pytest.mark.parametrize("code", sorted(QUIET))
def test_moments_of_fear_are_on_neither_side(code: str) -> None:
    assert wanting((0, 20, "withdrew", f"{code} R:withdrew")) == ()
    [one] = wanting((0, 20, "withdrew", ""), (0, 21, "", f"{code} R:withdrew"))
    assert (one.done, one.wanted) == (0, 1)


def test_a_change_is_told_when_it_is_large_and_tested_and_else_the_counts_alone() -> None:
    def diary(recent: int) -> UrgeCount:
        days = [(day * 7.0, day < 12 or day - 12 < recent) for day in range(24)]
        rows = [(day, 20.0, "withdrew", "R:withdrew" if did else "") for day, did in days]
        entries = [seen(day, hour, codes) for day, hour, _, codes in rows]
        urges = {one.id: frozenset({"withdrew"}) for one in entries}
        [one] = count_urges(entries, urges, as_of=24 * 7 * DAY, day_start=START)
        return one

    assert diary(0).change == "less"
    assert diary(0).recent_weeks == 8 and diary(0).q is not None
    slight = diary(10)
    assert slight.change == "" and slight.recent is not None and slight.earlier is not None


codes = st.sampled_from(
    ["slow_reply", "disagreement", "R:withdrew", "R:reached_out", "R:repaired", "PB:pb_warm", "deep_talk",
     "felt_afraid", "R:shut_down"]
)  # fmt: skip
diaries = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.integers(0, 23),
        st.frozensets(codes, max_size=3),
        st.frozensets(
            st.sampled_from(["withdrew", "shut_down", "reached_out", "self_protected"]), max_size=2
        ),
    ),
    max_size=40,
)
Rows = list[tuple[int, int, frozenset[str], frozenset[str]]]


def laid_out(rows: Rows) -> tuple[list[CodedEvent], dict[str, frozenset[str]]]:
    entries = [
        CodedEvent(day * DAY + hour * HOUR, day * DAY + hour * HOUR, f"{n:03}", some)
        for n, (day, hour, some, _) in enumerate(rows)
    ]
    return entries, {one.id: row[3] for one, row in zip(entries, rows, strict=True) if row[3]}


@given(diaries, st.randoms(use_true_random=False))
def test_counts_of_urges_add_up_whatever_the_order_and_nothing_stands_on_both_sides(
    rows: Rows, random: object
) -> None:
    entries, urges = laid_out(rows)
    found = count_urges(entries, urges, as_of=LATE, day_start=START)
    random.shuffle(entries)  # type: ignore[attr-defined]
    assert count_urges(entries, urges, as_of=LATE, day_start=START) == found
    quiet = {one.id for one in entries if not QUIET.isdisjoint(one.codes)}
    for one in found:
        assert 0 <= one.done <= one.wanted <= len(one.done_moments) + len(one.other_moments)
        ids = [*one.done_moments, *one.other_moments]
        assert len(set(ids)) == len(ids)
        assert quiet.isdisjoint(ids)
        assert set(ids) <= {id for id, wanted in urges.items() if one.urge in wanted}
        if one.recent and one.earlier:
            assert (one.done, one.wanted) == tuple(
                a + b for a, b in zip(one.recent, one.earlier, strict=True)
            )


def test_where_nothing_changes_hardly_any_change_is_told() -> None:
    """A slice of the benchmark: at most 5 % of diaries, here 2 of 40 at the very most."""
    assert simulated.false_alarms(40, 168, 2.0, 1.0, 1, seed=5) <= 2
    assert simulated.false_alarms(40, 168, 2.0, 3.0, 1, seed=5) <= 2
    assert simulated.power(10, 3.0, 0.9, 0.2) >= 9


# Repair


def repaired(*rows: tuple[float, float, str], until: float = 400) -> Repair:
    """With an entry on every day up to ``until``."""
    logged = [seen(day, 23.5, "", f"log{day}") for day in range(int(until))]
    entries = [*logged, *(seen(*row) for row in rows)]
    return find_repair(entries, as_of=int(until * DAY), day_start=START)


def test_who_came_first_and_how_soon() -> None:
    found = repaired(
        (0, 20, "disagreement"), (1, 8, "R:reached_out"),
        (10, 20, "R:withdrew"), (10, 22, "PB:pb_warm"),
        (20, 20, "raised_voices"), (20, 21, "R:repaired PB:pb_repaired"),
        (30, 20, "partner_quiet"), (40, 20, "PB:pb_warm"),
    )  # fmt: skip
    assert [len(ids) for ids in (found.own, found.partner, found.both, found.not_noted)] == [1, 1, 1, 1]
    assert (found.n, found.left_out, found.enough) == (4, 0, False)
    assert found.median_hours == 2 and found.middle_hours == (1, 12)


def test_warmth_in_the_moment_of_drawing_back_is_not_contact_after_it_but_mending_is() -> None:
    assert repaired((0, 20, "affection_received R:withdrew PB:pb_warm")).not_noted
    same = repaired((0, 20, "disagreement R:repaired"))
    assert len(same.own) == 1 and same.median_hours == 0


def test_what_follows_up_to_the_contact_is_one_and_one_contact_ends_one() -> None:
    found = repaired((0, 20, "disagreement"), (1, 20, "R:shut_down"), (2, 20, "R:reached_out R:withdrew"),
                     (3, 9, "deep_talk"))  # fmt: skip
    assert (found.n, len(found.own), len(found.both)) == (2, 1, 1)
    assert found.middle_hours == (13, 48)


@pytest.mark.parametrize(("minutes", "noted"), [(0, 1), (1, 0)])
def test_seven_days_count_and_a_minute_more_does_not(minutes: int, noted: int) -> None:
    found = repaired((0, 20, "disagreement"), (7, 20 + minutes / 60, "R:repaired"))
    assert (len(found.own), len(found.not_noted)) == (noted, 1 - noted)


def test_a_day_without_an_entry_says_nothing_and_neither_does_a_week_not_over() -> None:
    gap = find_repair(
        [seen(0, 20, "disagreement"), seen(2, 9, "R:repaired"), *(seen(d, 12, "") for d in range(3, 20))],
        as_of=30 * DAY, day_start=START,
    )  # fmt: skip
    assert (gap.n, gap.left_out, gap.median_hours) == (0, 1, None)
    assert (repaired((0, 20, "disagreement"), until=4).n, repaired((0, 20, "R:repaired")).ruptures) == (0, ())


@given(diaries, st.randoms(use_true_random=False))
def test_every_rupture_comes_to_one_thing(rows: Rows, random: object) -> None:
    entries, _ = laid_out(rows)
    found = find_repair(entries, as_of=LATE, day_start=START)
    random.shuffle(entries)  # type: ignore[attr-defined]
    assert find_repair(entries, as_of=LATE, day_start=START) == found
    assert found.n + found.left_out == len(found.ruptures) == len(set(found.ruptures))
    contacts = [*found.own, *found.partner, *found.both]
    assert len(set(contacts)) == len(contacts)
    quiet = {one.id for one in entries if not QUIET.isdisjoint(one.codes)}
    assert quiet.isdisjoint([*contacts, *found.ruptures])
    times = [time for time in (found.middle_hours[0], found.median_hours, found.middle_hours[1]) if time]
    assert times == sorted(times)


# Stories

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
    assert band.interval[0] < 2 / 9 < band.interval[1]


def test_a_story_of_a_moment_of_fear_is_in_no_count() -> None:
    entries = [seen(0, 20, "felt_afraid", "m0")]
    found = count_measures(entries, {}, [story(0, "as_feared")], [], {}, as_of=NOW)
    assert found.stories == StoryCounts()


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


# Experiments


def test_tries_and_the_pattern_meanwhile_against_the_weeks_before() -> None:
    begin = datetime(1970, 3, 12, tzinfo=UTC)  # day 70
    entries = [seen(day, 23.5, "") for day in range(120)]
    entries += [seen(day, 12, "affection_received" + (" R:withdrew" if day < 70 else ""), f"m{day}")
                for day in range(7, 98, 7)]  # fmt: skip
    tries = tuple(
        Try(at=begin + timedelta(days=day), did=did, moment=f"m{70 + day}")
        for day, did in ((0, False), (7, True), (14, True), (21, True))
    )
    experiment = Experiment(id="e", pattern="p", started_at=begin, tries=tries)
    found = count_experiment(experiment, pattern(), entries, as_of=120 * DAY, day_start=START)
    assert (found.chances, found.tried) == (4, 3)
    assert found.before == (8, 8) and found.during == (0, 4)
    assert found.after_tries == (0, 3) and found.after_others == (0, 1)
    assert found.interval is None and not found.enough
    assert len(found.tried_moments) == 3 and len(found.before_moments) == 8
    entries += [seen(104, 12, "affection_received", "more")]
    more = count_experiment(experiment, pattern(), entries[::-1], as_of=120 * DAY, day_start=START)
    assert more.during == (0, 5) and more.interval is not None and more.interval[1] < 0
    ended = Experiment(id="e", pattern="p", started_at=begin, ended_at=begin + timedelta(days=10))
    assert count_experiment(ended, pattern(), entries, as_of=120 * DAY, day_start=START).during == (0, 2)
    assert count_experiment(ended, None, entries, as_of=120 * DAY, day_start=START).during is None
