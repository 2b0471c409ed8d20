"""What differed between the bouts that were followed by a response and the others."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from companion.patterns.differences import TELLING, near
from companion.patterns.exact import fisher_two_sided
from tests.conftest import examples
from tests.patterns.diaries import Diary, diary_of, pattern


def test_what_differed_is_told() -> None:
    diary, rng = diary_of()
    for i in range(24):
        evening = i % 2
        hour = rng.uniform(19, 22) if evening else rng.uniform(8, 11)
        reach = " PB:pb_opened_up" if i < 8 else ""
        diary.add(4 * i, hour, f"affection_received{reach}" + (" R:withdrew" if evening else ""))
    finding = diary.look(pattern(hours=0))
    assert [contrast.what for contrast in finding.differed] == ["evening", "morning"]
    assert finding.differed[0].with_response == (12, 12)
    assert finding.differed[0].without == (0, 12)


@pytest.mark.parametrize(
    ("code", "what"), [("PB:pb_opened_up", "partner_reach"), ("R:reached_out", "own_reach")]
)
def test_who_reached_out_in_the_bout_is_told(code: str, what: str) -> None:
    """At one and the same hour; the reach stands in a later moment of the bout."""
    diary = Diary()
    for i in range(16):
        diary.add(4 * i, 12, "affection_received" + (" R:withdrew" if i % 2 else ""))
        diary.add(4 * i, 13, f"affection_received {code}" if i % 2 else "affection_received")
    [contrast] = diary.look(pattern(hours=0)).differed
    assert (contrast.what, contrast.with_response, contrast.without) == (what, (8, 8), (0, 8))
    of_the_pattern = diary.look(pattern(f"affection_received {code}", hours=0))
    assert of_the_pattern.differed == ()


def test_a_stressed_day_is_told_where_stress_itself_is_not_looked_at() -> None:
    diary = Diary()
    for i in range(16):
        diary.add(4 * i, 12, "affection_received" + (" R:withdrew" if i % 2 else ""))
        diary.add(4 * i, 18, "outside_stress" if i % 2 else "ordinary_moment")
    [contrast] = diary.look(pattern(hours=0)).differed
    assert (contrast.what, contrast.with_response, contrast.without) == ("stress", (8, 8), (0, 8))


def test_what_stood_in_no_bout_is_no_difference() -> None:
    for followed in (1, 24):
        diary = Diary()
        for i in range(25):
            diary.add(4 * i, 12, "affection_received" + (" R:withdrew" if i < followed else ""))
        assert diary.look(pattern(hours=0)).differed == ()


@pytest.mark.parametrize(("with_response", "without", "told"), [(9, 3, True), (10, 5, False)])
def test_what_could_be_chance_is_not_told(with_response: int, without: int, told: bool) -> None:
    """Evenings among ten with a response and ten without; Fisher's p is 0.020, and 0.033."""
    diary = Diary()
    for i in range(20):
        evening = i % 10 < (with_response if i < 10 else without)
        diary.add(4 * i, 20 if evening else 9, "affection_received" + (" R:withdrew" if i < 10 else ""))
    assert bool(diary.look(pattern(hours=0)).differed) == told


bouts = st.integers(1, 60) | st.integers(1, 3000)


@examples(150)
@given(bouts, bouts, st.data())
def test_shares_that_are_not_tested_could_not_have_been_told(n: int, n0: int, data: st.DataObject) -> None:
    k, k0 = data.draw(st.integers(0, n)), data.draw(st.integers(0, n0))
    assume(3 <= k + k0 < n + n0)
    assume(near(k, n, k0, n0))
    assert fisher_two_sided(k, n, k0, n0) > TELLING
