"""Tests are corrected for how much was looked at."""

from tests.patterns.diaries import diary_of, noted, pattern, waking


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
