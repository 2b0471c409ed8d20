"""What counts and what does not: against the definitions, and case by case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.events import CodedEvent
from tests.conftest import examples
from tests.patterns.diaries import START, Diary, naive_counts, pattern

CODES = ("affection_received", "ordinary_moment", "slow_reply", "R:withdrew", "R:reached_out", "PB:pb_warm")


BASE = int(START.timestamp())


@st.composite
def diaries(draw: st.DrawFn) -> list[CodedEvent]:
    """A fortnight of moments by the quarter of an hour, over a change of the clocks, some days empty."""
    found = []
    steps = draw(st.lists(st.integers(0, 14 * 96), min_size=1, max_size=60, unique=True))
    for i, step in enumerate(sorted(steps)):
        at = BASE + step * 900
        codes = frozenset(draw(st.sets(st.sampled_from(CODES), max_size=3)))
        found.append(CodedEvent(at, at + (3600 if step < 700 else 7200), f"{i:03}", codes))
    return found


@examples(40)
@given(diaries(), st.sampled_from([0, 2, 24, 48]), st.booleans(), st.integers(5, 16))
def test_counts_are_those_of_the_definitions(
    events: list[CodedEvent], hours: int, same_entry: bool, days: int
) -> None:
    one = pattern(hours=hours, same_entry=same_entry or not hours)
    diary = Diary()
    diary.events = events
    finding = diary.look(one, days=days)
    as_of = BASE + days * 86400
    assert (finding.k, finding.n, finding.k0, finding.n0) == naive_counts(one, events, as_of)
    assert finding.same_moment + finding.afterwards == finding.k
    assert len(finding.delays) == finding.afterwards
    assert set(finding.moments).isdisjoint(finding.counter_examples) or finding.afterwards


def test_for_the_same_moment_alone_the_moment_is_enough() -> None:
    diary = Diary()
    diary.add(3, 12, "affection_received R:withdrew")
    finding = diary.look(pattern(hours=0))
    assert (finding.k, finding.n, finding.left_out) == (1, 1, 0)


def test_for_the_same_moment_alone_an_entry_between_two_of_a_bout_is_in_neither() -> None:
    one = pattern(hours=0)
    diary = Diary()
    close = "affection_received"
    for hour, codes in ((12, close), (12.3, "ordinary_moment R:withdrew"), (12.6, close)):
        diary.add(3, hour, codes)
    assert (diary.look(one).k, diary.look(one).n) == (0, 1)
    diary = Diary()
    for hour, codes in ((12, "ordinary_moment"), (12.3, "R:withdrew"), (12.6, "ordinary_moment")):
        diary.add(3, hour, codes)
    assert (diary.look(one).k0, diary.look(one).n0) == (0, 1)


@pytest.mark.parametrize(
    "code", ["felt_afraid", "PB:pb_controlling", "PB:pb_threatening", "R:self_protected"]
)
def test_quiet_moments_are_in_neither_count(code: str) -> None:
    diary = Diary(every_day=20)
    diary.add(2, 12, f"affection_received R:withdrew {code}")
    diary.add(8, 12, f"ordinary_moment {code}")
    diary.add(14, 12, "affection_received")
    diary.add(14, 16, f"R:withdrew {code}")
    finding = diary.look()
    assert (finding.k, finding.n, finding.n0) == (0, 1, 0)


def test_a_moment_of_the_very_second_of_the_look_is_compared_with() -> None:
    diary = Diary()
    diary.add(3, 12, "affection_received")
    diary.add(5, 12, "ordinary_moment R:withdrew")
    for hours, n0 in ((0, 0), (12, 1)):
        assert diary.look(pattern(hours=0), days=5 + hours / 24).n0 == n0


def test_a_delay_runs_from_the_last_moment_before_the_response() -> None:
    diary = Diary(every_day=20)
    for hour, code in ((10, "affection_received"), (12, "affection_received"), (13, "R:withdrew")):
        diary.add(5, hour, code)
    diary.add(5, 14, "affection_received")
    assert diary.look().delays == (1.0,)
    diary.add(15, 10, "affection_received")
    diary.add(15, 12, "affection_received")
    diary.add(15, 12, "R:withdrew")  # in another entry of the very same second
    assert diary.look().delays == (0.0, 1.0)


def test_moments_inside_a_window_are_no_comparison() -> None:
    diary = Diary(every_day=20)
    diary.add(5, 12, "affection_received")
    diary.add(7, 11, "slow_reply")
    diary.add(7, 12.5, "slow_reply")
    assert diary.look().n0 == 1


def test_only_what_happened_is_compared_with() -> None:
    """A moment with nothing but a response or an act of the other has no trigger."""
    diary = Diary(every_day=20)
    diary.add(5, 12, "R:withdrew")
    diary.add(8, 12, "PB:pb_warm")
    assert diary.look().n0 == 0


def test_a_response_without_the_same_entry_has_to_come_later() -> None:
    diary = Diary(every_day=20)
    diary.add(5, 12, "disagreement R:repaired")
    diary.add(12, 12, "disagreement")
    diary.add(12, 15, "R:repaired")
    finding = diary.look(pattern("disagreement", "R:repaired", same_entry=False))
    assert (finding.k, finding.same_moment, finding.afterwards) == (1, 0, 1)
    assert finding.same_moment_elsewhere is None


def test_an_empty_diary() -> None:
    finding = Diary().look()
    assert (finding.state, finding.n, finding.difference, finding.interval, finding.q) == (
        "counting",
        0,
        None,
        None,
        None,
    )
