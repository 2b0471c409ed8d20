"""Tests are corrected for how much was looked at."""

import pytest

from companion.patterns import bouts
from companion.patterns.evidence import evidence
from tests.patterns.diaries import START, Diary, diary_of, noted, pattern, waking
from tests.patterns.events import DAY, DAY_START


def test_more_patterns_looked_at_ask_for_more_evidence() -> None:
    diary, rng = diary_of()
    for day in range(110):
        codes = "affection_received" if day % 8 == 0 else "ordinary_moment"
        others = "".join(f" R:{code}" for code in "abcdefghij" if rng.random() < 0.4)
        diary.add(day, waking(rng), noted(rng, codes, 0.55 if day % 8 == 0 else 0.2) + others)
    alone = diary.look(pattern(hours=0))
    among = diary.look_all(
        [pattern(hours=0), *[pattern(responses=f"R:{c}", hours=0, id=c) for c in "abcdefghij"]]
    )[0]
    assert alone.q is not None and among.q is not None
    assert among.q > alone.q


@pytest.mark.parametrize(("own", "others", "tested"), [(6, 6, True), (5, 12, False), (12, 5, False)])
def test_six_entries_of_either_kind_are_the_fewest_that_are_compared(
    own: int, others: int, tested: bool
) -> None:
    """In entries three days apart, so that none can be followed: the entry itself is enough."""
    diary = Diary()
    for n in range(own):
        diary.add(6 * n, 12, "affection_received R:withdrew")
    for n in range(others):
        diary.add(6 * n + 3, 12, "ordinary_moment")
    laid_out = bouts.Diary(
        sorted(diary.events, key=lambda one: one.at),
        as_of=int(START.timestamp()) + 400 * DAY,
        day_start=DAY_START,
    )
    one = pattern()
    tests = evidence(one, [laid_out]).tests
    assert [test.kind for test in tests] == (["same_moment"] if tested else [])
