"""What was so in earlier weeks: whether what stands out held up lately, and whether it has changed."""

from collections.abc import Sequence

from companion.patterns.diary_as_of import DiaryAsOf
from companion.patterns.diary_columns import DAY
from companion.patterns.evidence import Evidence, evidence
from companion.patterns.exact import benjamini_hochberg, largest_found
from companion.patterns.states import (
    CHANGED,
    KEPT_WEEKS,
    STANDS_OUT,
    Trend,
    held_up_alone,
    largest_confirmed,
    needed,
    spread_out,
)


def still_confirmed(diary: DiaryAsOf, shown: Sequence[Evidence], number: int, kind: str) -> bool:
    """Was a kind of evidence that stands out now confirmed in one of the last weeks, and has it stood out
    ever since?

    A week that goes against a pattern, or the correction for others, does not undo it: only that it no longer
    stands out does. What was shown then for the others is near what is ``shown`` for them now; and where
    nothing of the pattern was noted in a week, so is what was shown for the pattern before it.
    """
    pattern = diary.patterns[number]
    others = [
        test.p for at, one in enumerate(shown) for test in one.tests if (at, test.kind) != (number, kind)
    ]
    largest = largest_found(others, largest_confirmed(len(others) + 1))
    standing_out = largest_found(others, STANDS_OUT)
    noted = [diary.noted(pattern, weeks) for weeks in range(KEPT_WEEKS + 1)]
    for weeks in range(1, KEPT_WEEKS + 1):
        if noted[weeks] == noted[weeks - 1]:
            continue
        test = diary.test_before(number, kind, weeks, largest)
        if test is None or test.p > largest or test.doubts:
            continue
        since = (diary.test_before(number, kind, week) for week in range(1, weeks))
        if not all(test is not None and test.p <= standing_out for test in since):
            return False
        _, known = diary.counted(number, diary.second - 7 * weeks * DAY)
        if needed(pattern, known, diary.today - 7 * weeks - diary.first_day() + 1):
            return False
        if spread_out(known):
            return True
    return False


def changes(diary: DiaryAsOf, confirmed: Sequence[bool], trends: Sequence[Trend | None]) -> list[int]:
    """For every pattern -1, 0 or 1: less often of late, as ever, or more often.

    Told of what holds up (``confirmed``) or has held up, where the change is large and is confirmed, all of
    them corrected together, now and a week ago.
    """
    found = [0] * len(confirmed)
    looked_at = []
    for number, (holds_up, change) in enumerate(zip(confirmed, trends, strict=True)):
        held = change and (holds_up or _held_up_before(diary, number, change))
        if change and held and change.direction and (holds_up or change.direction < 0):
            looked_at.append((number, change))
    q_values = benjamini_hochberg([change.p for _, change in looked_at])
    for (number, change), q in zip(looked_at, q_values, strict=True):
        if q <= CHANGED and _changed_a_week_ago(diary, number, change, len(looked_at)):
            found[number] = change.direction
    return found


def _changed_a_week_ago(diary: DiaryAsOf, number: int, change: Trend, of: int) -> bool:
    """Had a pattern changed in the same direction as of a week ago, corrected for so many?"""
    viewed, known = diary.counted(number, diary.second - 7 * DAY)
    before = diary.trend(viewed, known, diary.today - 7 - diary.first_day() + 1, weeks_ago=1)
    return before is not None and before.direction == change.direction and before.p * of <= CHANGED


def _held_up_before(diary: DiaryAsOf, number: int, change: Trend) -> bool:
    """Did the pattern hold up before the recent weeks began?"""
    if change.direction >= 0 or change.p > CHANGED:
        return False
    then = diary.second - 7 * change.weeks * DAY
    _, known = diary.counted(number, then)
    shown = evidence(diary.patterns[number], diary.seen(number, then))
    return held_up_alone(shown.tests, known, len(diary.patterns))
