"""Small diaries a person could check with a pencil."""

import random
from datetime import timedelta

import pytest

from tests.patterns.diaries import START, Diary

SEEN = ("early_sign", "holds_up")


def closeness_then_distance(followed: int, hours_later: float | None) -> Diary:
    """Affection twelve times, some with pulling back; thirty ordinary moments, five with pulling back."""
    diary = Diary(every_day=125)
    rng = random.Random(12)
    for i in range(12):
        day, hour = 10 * i + 1, rng.uniform(9, 16)
        if i >= followed:
            diary.add(day, hour, "affection_received")
        elif hours_later is None:
            diary.add(day, hour, "affection_received R:withdrew")
        else:
            diary.add(day, hour, "affection_received")
            diary.add(day, hour + hours_later + rng.uniform(-1, 1), "R:withdrew")
    for i in range(30):
        day = 10 * (i // 3) + 4 + i % 3
        diary.add(day, rng.uniform(9, 16), "ordinary_moment" + (" R:withdrew" if i % 6 == 0 else ""))
    return diary


@pytest.mark.parametrize("hours_later", [None, 5.0])
def test_eight_of_twelve_against_five_of_thirty_is_seen(hours_later: float | None) -> None:
    finding = closeness_then_distance(8, hours_later).look()
    assert (finding.k, finding.n, finding.k0, finding.n0) == (8, 12, 5, 30)
    assert finding.state in SEEN
    # That of the numbers tested: in the entry 8 of 12 against 5 of 30 elsewhere; afterwards 8 of
    # 12 within a day after, against none of 12 within a day before.
    assert finding.difference == (0.5 if hours_later is None else 0.6667)
    assert (finding.same_moment, finding.afterwards) == ((8, 0) if hours_later is None else (0, 8))


def test_eight_of_twelve_in_the_same_moment_holds_up() -> None:
    finding = closeness_then_distance(8, None).look()
    assert (finding.state, finding.same_moment_elsewhere) == ("holds_up", (5, 30))


def test_two_of_twelve_against_five_of_thirty_is_nothing() -> None:
    assert closeness_then_distance(2, None).look().state == "not_seen"


def test_what_stands_in_half_of_all_moments_is_not_a_pattern() -> None:
    diary = Diary(every_day=120)
    rng = random.Random(1)
    for day in range(120):
        codes = "affection_received" if day % 4 == 0 else "ordinary_moment"
        diary.add(day, rng.uniform(9, 21), codes + (" R:withdrew" if rng.random() < 0.5 else ""))
    finding = diary.look()
    assert finding.state == "not_seen"
    assert finding.k > finding.n / 2


def test_what_comes_the_day_before_does_not_come_after() -> None:
    diary = Diary(every_day=130)
    rng = random.Random(2)
    for i in range(30):
        hour = rng.uniform(9, 20)
        diary.add(4 * i, hour, "R:withdrew")
        diary.add(4 * i + 1, hour, "affection_received")
        diary.add(4 * i + 3.5, 1, "ordinary_moment")
    finding = diary.look()
    assert finding.state == "not_seen"
    assert finding.order is not None and finding.order[0] < finding.order[1]


def test_three_of_three_is_counting() -> None:
    diary = Diary(every_day=40)
    for i in range(3):
        diary.add(10 * i, 12, "affection_received R:withdrew")
    for i in range(20):
        diary.add(i * 1.5 + 3, 12, "ordinary_moment")
    finding = diary.look()
    assert (finding.k, finding.n) == (3, 3)
    assert finding.state == "counting"
    assert (finding.needed_what, finding.needed) == ("bouts", "3 of 6")


@pytest.mark.parametrize("minutes_past", [0, 1])
def test_the_window_ends_after_its_last_minute(minutes_past: int) -> None:
    diary = Diary(every_day=10)
    diary.add(2, 20, "affection_received")
    diary.add(4, 20 + minutes_past / 60, "R:withdrew")
    assert diary.look().k == 1 - minutes_past


@pytest.mark.parametrize("minutes_past", [0, 1])
def test_hours_are_hours_when_the_clocks_change(minutes_past: int) -> None:
    """In the night of the change to summer time the wall clock skips an hour: 48 hours end at 21:00."""
    diary = Diary(every_day=10)
    diary.add(2, 20, "affection_received", offset=1)
    diary.add(4, 21 + minutes_past / 60, "R:withdrew", offset=2)
    assert diary.look().k == 1 - minutes_past


@pytest.mark.parametrize("minutes_past", [0, 1])
def test_hours_are_hours_over_a_flight(minutes_past: int) -> None:
    """Six time zones to the west, the wall clock says 14:00 when 48 hours are over."""
    diary = Diary(every_day=10)
    diary.add(2, 20, "affection_received", offset=1)
    diary.add(4, 14 + minutes_past / 60, "R:withdrew", offset=-5)
    finding = diary.look()
    assert (finding.n, finding.k) == (1, 1 - minutes_past)


def test_the_person_sees_the_moments_behind_the_numbers() -> None:
    diary = Diary(every_day=60)
    counted: list[str] = []
    others: list[str] = []
    for i in range(8):
        at = diary.add(7 * i + 1, 20, "affection_received")
        if i % 4:
            counted += [at, diary.add(7 * i + 2, 9, "R:withdrew")]
        else:
            others.append(at)
    finding = diary.look()
    assert list(finding.moments) == counted
    assert list(finding.counter_examples) == others
    assert finding.delays == (13.0,) * 6
    assert finding.median_delay_hours == 13.0


def test_the_same_diary_gives_the_same_words_in_whatever_order_it_is_read() -> None:
    diary = closeness_then_distance(8, 5.0)
    first = diary.look()
    random.Random(4).shuffle(diary.events)
    assert diary.look() == first


def test_what_comes_later_is_not_known_yet() -> None:
    diary = closeness_then_distance(8, 5.0)
    whole = diary.look(days=60)
    until = (START + timedelta(days=60)).timestamp()
    diary.events = [event for event in diary.events if event.at <= until]
    assert diary.look(days=60) == whole
