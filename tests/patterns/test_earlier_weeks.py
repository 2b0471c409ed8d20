"""What was confirmed in one of the last weeks holds up for as long as it stands out."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from companion.patterns import evidence
from companion.patterns.diary_as_of import DiaryAsOf
from companion.patterns.earlier_weeks import still_confirmed
from companion.patterns.states import KEPT_WEEKS
from tests.patterns.diaries import START, diary_of, noted, pattern, waking

OTHERS = (0.4, 0.5, 0.6, 0.7, 0.8)
"""The tests of another pattern: six with the own one; p up to 0.005 is confirmed, up to 0.033 stands out."""

CONFIRMED, STOOD_OUT, CHANCE = 0.004, 0.02, 0.05


SHOWN = (
    evidence.Evidence((evidence.Test("same_moment", STOOD_OUT),)),
    evidence.Evidence(tuple(evidence.Test("afterwards", p) for p in OTHERS)),
)


def diary_after(weeks: int = 20) -> DiaryAsOf:
    """Half a year of a pattern twice a week, looked at after so many weeks."""
    diary, rng = diary_of()
    for day in range(7 * weeks):
        diary.add(day, waking(rng), noted(rng, "ordinary_moment", 0.1))
        if day % 7 in (1, 4):
            diary.add(day, waking(rng), noted(rng, "affection_received", 0.5))
    as_of = START + timedelta(days=7 * weeks)
    entries = sorted(diary.events, key=lambda one: (one.at, one.id))
    return DiaryAsOf([pattern(hours=0)], entries, as_of, int(as_of.timestamp()), 0, "04:00", ())


def confirmed(
    monkeypatch: pytest.MonkeyPatch,
    then: Mapping[int, float | evidence.Test | None],
    *,
    unchanged: range = range(0),
    weeks: int = 20,
) -> bool:
    """With these tests so many weeks ago, and by chance in the others."""

    def test_before(
        _: object, number: int, kind: str, ago: int, telling: float = 1.0
    ) -> evidence.Test | None:
        assert (number, kind) == (0, "same_moment") and 0 < telling <= 1
        one = then.get(ago, CHANCE)
        return evidence.Test(kind, one) if isinstance(one, float) else one

    def moments(_: object, _of: object, ago: int) -> int:
        return 1000 - max((week for week in range(ago + 1) if week not in unchanged), default=0)

    monkeypatch.setattr(DiaryAsOf, "test_before", test_before)
    monkeypatch.setattr(DiaryAsOf, "noted", moments)
    return still_confirmed(diary_after(weeks), SHOWN, 0, "same_moment")


def test_confirmed_last_week(monkeypatch: pytest.MonkeyPatch) -> None:
    assert confirmed(monkeypatch, {1: CONFIRMED})
    assert not confirmed(monkeypatch, {})
    assert not confirmed(monkeypatch, {1: STOOD_OUT})


@pytest.mark.parametrize("weeks", [2, KEPT_WEEKS])
def test_confirmed_weeks_ago_and_standing_out_ever_since(monkeypatch: pytest.MonkeyPatch, weeks: int) -> None:
    since = dict.fromkeys(range(1, weeks), STOOD_OUT)
    assert confirmed(monkeypatch, {**since, weeks: CONFIRMED})
    assert not confirmed(monkeypatch, {**since, weeks - 1: CHANCE, weeks: CONFIRMED})
    assert not confirmed(monkeypatch, {**since, weeks - 1: None, weeks: CONFIRMED})


def test_longer_ago_than_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    since = dict.fromkeys(range(1, KEPT_WEEKS + 1), STOOD_OUT)
    assert not confirmed(monkeypatch, {**since, KEPT_WEEKS + 1: CONFIRMED})


def test_with_a_doubt_it_was_not_confirmed_and_did_stand_out(monkeypatch: pytest.MonkeyPatch) -> None:
    doubted = evidence.Test("same_moment", CONFIRMED, ("hour",))
    assert not confirmed(monkeypatch, {1: doubted})
    assert confirmed(monkeypatch, {1: doubted, 2: CONFIRMED})


def test_weeks_in_which_nothing_of_it_was_noted_say_nothing_new(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are not looked at; what stood out since is."""
    assert not confirmed(monkeypatch, {1: CONFIRMED}, unchanged=range(1, 2))
    assert confirmed(monkeypatch, {1: STOOD_OUT, 2: CONFIRMED}, unchanged=range(1, 2))
    assert not confirmed(monkeypatch, {1: CHANCE, 2: CONFIRMED}, unchanged=range(1, 2))


def test_what_had_too_little_then_was_not_confirmed_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """After three weeks there are six bouts, and two weeks before there were two."""
    assert confirmed(monkeypatch, {1: STOOD_OUT, 2: CONFIRMED}, weeks=6)
    assert not confirmed(monkeypatch, {1: STOOD_OUT, 2: CONFIRMED}, weeks=3)


def test_how_many_moments_with_anything_of_a_pattern_there_were() -> None:
    found = diary_after(weeks=4)
    now, before = found.noted(found.patterns[0], 0), found.noted(found.patterns[0], 1)
    assert now == sum(1 for one in found.entries if one.codes & {"affection_received", "R:withdrew"})
    assert now - before >= 2


def test_a_test_of_an_earlier_week_is_that_of_the_diary_then() -> None:
    found = diary_after()
    earlier = diary_after(weeks=17)
    for kind in ("same_moment", "next_day"):
        then, test = found.test_before(0, kind, 3), earlier.test_before(0, kind, 0)
        assert then == test
        assert (then is None) == (kind == "next_day")
