"""Contact after a rupture: worked cases, and what holds for every diary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.events import CodedEvent
from companion.patterns.diary_columns import QUIET
from companion.patterns.repair import Repair, find_repair
from tests.conftest import examples
from tests.patterns.events import DAY, DAY_START, HOUR, LATE, Rows, diaries, laid_out, seen


def repaired(*rows: tuple[float, float, str], until: float = 400) -> Repair:
    """With an entry on every day up to ``until``."""
    logged = [seen(day, 23.5, "", f"log{day}") for day in range(int(until))]
    entries = [*logged, *(seen(*row) for row in rows)]
    return find_repair(entries, as_of=int(until * DAY), day_start=DAY_START)


def test_who_came_first_and_how_soon() -> None:
    found = repaired(
        (0, 20, "disagreement"), (1, 8, "R:reached_out"),
        (10, 20, "R:withdrew"), (10, 22, "PB:pb_warm"),
        (20, 20, "raised_voices"), (20, 21, "R:repaired PB:pb_repaired"),
        (30, 20, "partner_quiet"), (40, 20, "PB:pb_warm"),
    )  # fmt: skip
    assert [len(ids) for ids in (found.own, found.partner, found.both, found.not_noted)] == [1, 1, 1, 1]
    assert found.own == (f"{1 * DAY + 8 * HOUR:08}",) and found.partner == (f"{10 * DAY + 22 * HOUR:08}",)
    assert (found.n, found.left_out, found.enough) == (4, 0, False)
    assert found.median_hours == 2 and found.middle_hours == (1, 12)


def test_six_ruptures_are_enough_to_be_told() -> None:
    rows = [row for n in range(6) for row in ((10 * n, 20, "disagreement"), (10 * n + 1, 8, "deep_talk"))]
    assert repaired(*rows).enough and not repaired(*rows[:10]).enough
    assert [len(ids) for ids in (repaired(*rows).own, repaired(*rows).partner, repaired(*rows).both)] == [
        0,
        0,
        6,
    ]


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
        as_of=30 * DAY, day_start=DAY_START,
    )  # fmt: skip
    assert (gap.n, gap.left_out, gap.median_hours) == (0, 1, None)
    assert (repaired((0, 20, "disagreement"), until=4).n, repaired((0, 20, "R:repaired")).ruptures) == (0, ())


def test_a_rupture_followed_only_in_part_counts_for_as_long_as_it_was_followed() -> None:
    """One is lost sight of at a day without an entry. So of those followed on, all had contact."""
    logged = [seen(day, 23.5, "", f"log{day}") for day in (*range(30), *range(32, 50))]
    entries = [*logged, seen(29, 12, "disagreement"), seen(10, 12, "disagreement"), seen(12, 12, "deep_talk")]
    found = find_repair(entries, as_of=60 * DAY, day_start=DAY_START)
    assert (found.n, found.left_out, found.median_hours, found.middle_hours) == (1, 1, 48, (48, 48))


def test_a_rupture_without_contact_keeps_its_share_of_the_hours() -> None:
    found = repaired((0, 20, "disagreement"), (0, 20 + 1 / 3, "deep_talk"), (20, 20, "disagreement"))
    assert (found.median_hours, found.middle_hours) == (0.33, (0.33, None))


@pytest.mark.parametrize(("empty", "not_noted"), [(1, 0), (6, 0), (7, 0), (8, 1)])
def test_every_day_of_the_seven_needs_an_entry(empty: int, not_noted: int) -> None:
    entries = [seen(0, 20, "disagreement"), *(seen(day, 12, "") for day in range(20) if day != empty)]
    found = find_repair(entries, as_of=30 * DAY, day_start=DAY_START)
    assert (len(found.not_noted), found.left_out) == (not_noted, 1 - not_noted)


def test_where_nothing_mended_the_next_rupture_is_another_one() -> None:
    found = repaired((0, 20, "disagreement"), (10, 20, "partner_quiet"), (20, 20, "R:withdrew"))
    assert len(found.not_noted) == len(found.ruptures) == 3
    assert (found.median_hours, found.middle_hours) == (None, (None, None))


def test_contact_comes_after_and_not_at_the_very_second_of_the_rupture() -> None:
    assert repaired((0, 20, "disagreement"), (0, 20, "")).not_noted
    entries = [seen(0, 20, "disagreement", "a"), seen(0, 20, "deep_talk", "b")]
    logged = [seen(day, 23.5, "", f"log{day}") for day in range(20)]
    assert find_repair([*entries, *logged], as_of=20 * DAY, day_start=DAY_START).not_noted == ("a",)


@pytest.mark.parametrize("offset", [-10, 10])
def test_the_day_of_a_rupture_is_followed_to_its_end_on_the_wall(offset: int) -> None:
    """From eight in the morning to half past three in the night, before a day without an entry."""
    entries = [
        CodedEvent(wall - offset * HOUR, wall, id, frozenset({code}))
        for wall, id, code in (
            (10 * DAY + 8 * HOUR, "a", "disagreement"),
            (11 * DAY + 7 * HOUR // 2, "b", "deep_talk"),
        )
    ]
    found = find_repair(entries, as_of=LATE, day_start=DAY_START)
    assert (found.both, found.left_out) == (("b",), 0)


@examples(25)
@given(diaries, st.randoms(use_true_random=False))
def test_every_rupture_comes_to_one_thing(rows: Rows, random: object) -> None:
    entries, _ = laid_out(rows)
    found = find_repair(entries, as_of=LATE, day_start=DAY_START)
    random.shuffle(entries)  # type: ignore[attr-defined]
    assert find_repair(entries, as_of=LATE, day_start=DAY_START) == found
    assert found.n + found.left_out == len(found.ruptures) == len(set(found.ruptures))
    contacts = [*found.own, *found.partner, *found.both]
    assert len(set(contacts)) == len(contacts)
    quiet = {one.id for one in entries if not QUIET.isdisjoint(one.codes)}
    assert quiet.isdisjoint([*contacts, *found.ruptures])
    times = [time for time in (found.middle_hours[0], found.median_hours, found.middle_hours[1]) if time]
    assert times == sorted(times)
