"""Bouts, local days and windows: what belongs together, and what is left out."""

from tests.patterns.diaries import START, Diary, pattern

BASE = int(START.timestamp())


def test_moments_within_two_hours_are_one_bout() -> None:
    diary = Diary(every_day=20)
    for hour in (12, 14, 16):  # a chain: each two hours after the one before
        diary.add(2, hour, "affection_received")
    diary.add(2, 18.02, "affection_received")
    assert diary.look().n == 2


def test_a_day_without_any_entry_is_unknown_and_not_no() -> None:
    diary = Diary(every_day=10)
    diary.events = [s for s in diary.events if s.at // 86400 != BASE // 86400 + 4]
    diary.add(3, 12, "affection_received")
    diary.add(7, 12, "affection_received")
    finding = diary.look()
    assert (finding.n, finding.left_out) == (1, 1)


def test_a_yes_beside_a_gap_is_left_out_as_well() -> None:
    """Else only the good or only the bad ends of a broken stretch would be counted."""
    diary = Diary()
    for day in (3, 4):  # nothing on day 5, which the window touches
        diary.add(day, 22, "")
    diary.add(3, 12, "affection_received R:withdrew")
    finding = diary.look()
    assert (finding.k, finding.n, finding.left_out) == (0, 0, 1)


def test_a_window_still_open_is_left_out() -> None:
    diary = Diary(every_day=10)
    diary.add(3, 12, "affection_received")
    diary.add(5, 9, "")
    assert diary.look(days=5.49).left_out == 1
    assert diary.look(days=5.5).n == 1


def test_a_reflection_shows_that_the_day_was_logged() -> None:
    diary = Diary()
    diary.add(3, 12, "affection_received")
    for day in (4, 5):
        diary.add(day, 12, "")
    assert diary.look().n == 1


def test_one_in_the_morning_belongs_to_the_evening_before() -> None:
    """Days 3, 4 and, at one in the morning of the sixth, 5: with a day start of 04:00 no day is missing."""
    diary = Diary()
    diary.add(3, 12, "affection_received")
    diary.add(4, 12, "")
    diary.add(6, 1, "")
    assert diary.look().n == 1
    assert diary.look(day_start="00:30").n == 0


def test_the_same_day_lasts_to_its_end() -> None:
    """On the day of a flight to the west the wall clock's day is longer than 24 hours."""
    diary = Diary(every_day=3)
    diary.add(1, 5, "outside_stress", offset=10)
    diary.add(1, 22, "R:withdrew", offset=-9)  # 36 hours later, on the same day by the wall
    one = pattern("outside_stress", hours=24, same_day=True)
    assert diary.look(one).k == 1
    assert diary.look(pattern("outside_stress", hours=24)).k == 0
