"""The whole engine: one finding a pattern, answers heeded, nothing needed but the standard library."""

import subprocess
import sys

import pytest

from companion.model.records import PatternAnswer
from tests.patterns.diaries import START, Diary, diary_of, noted, pattern


def answered(answer: str, detail: str = "", *, days_ago: float = 1) -> PatternAnswer:
    from datetime import timedelta

    return PatternAnswer(pattern="p", answer=answer, detail=detail, at=START + timedelta(days=100 - days_ago))


def test_not_me_is_quiet_for_sixty_days() -> None:
    diary, _ = diary_of()
    for days_ago, muted in ((59.9, True), (60, False)):
        finding = diary.look(days=100, answers=[answered("not_me", days_ago=days_ago)])
        assert (finding.answer, finding.muted) == ("not_me", muted)


def test_the_latest_answer_counts_and_a_later_one_is_not_known_yet() -> None:
    diary, _ = diary_of()
    answers = [answered("fits", days_ago=1), answered("not_me", days_ago=9), answered("not_me", days_ago=-1)]
    finding = diary.look(days=100, answers=answers)
    assert (finding.answer, finding.muted) == ("fits", False)


def test_only_with_one_person() -> None:
    diary, _ = diary_of()
    diary.add(5, 12, "affection_received R:withdrew", person="Robin")
    diary.add(15, 12, "affection_received", person="Kim")
    diary.add(25, 12, "ordinary_moment", person="Kim")
    finding = diary.look(answers=[answered("only_with", "Robin")], days=110)
    assert (finding.k, finding.n, finding.n0) == (1, 1, 0)
    assert (finding.answer, finding.answer_detail) == ("only_with", "Robin")


def test_every_pattern_has_a_finding_in_the_order_of_the_catalogue() -> None:
    diary, _ = diary_of()
    ids = ["b", "a", "c"]
    assert [one.pattern for one in diary.look_all([pattern(id=id) for id in ids])] == ids
    assert list(diary.look_all([])) == []


def test_the_engine_needs_the_standard_library_alone() -> None:
    heavy = "textual sqlite_utils numpy scipy statistics fractions dateutil"
    code = f"import sys, companion.patterns; print([m for m in {heavy.split()} if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def test_an_offset_is_needed() -> None:
    from companion.patterns import find_patterns

    with pytest.raises(ValueError, match="as_of"):
        find_patterns([], [], as_of=START.replace(tzinfo=None))


def test_of_one_persons_moments_alone_a_pattern_is_as_it_is_by_the_answer_only_with() -> None:
    diary, rng = diary_of()
    for n in range(30):
        person = "Robin" if n % 2 else "Kim"
        diary.add(3 * n, 12, noted(rng, "affection_received", 0.8 if n % 2 else 0.2), person=person)
        diary.add(3 * n + 1, 12, noted(rng, "ordinary_moment", 0.2), person=person)
    everyone = diary.look(days=110)
    alone = diary.look_all([pattern()], days=110, person="Robin")[0]
    by_answer = diary.look(days=110, answers=[answered("only_with", "Robin")])
    assert (alone.k, alone.n, alone.state) == (by_answer.k, by_answer.n, by_answer.state)
    assert 0 < alone.n < everyone.n
    assert diary.look_all([pattern()], days=110, person="nobody")[0].n == 0


@pytest.mark.parametrize(("minute", "n"), [(29.99, 1), (30, 0)])
def test_a_day_begins_at_the_minute_that_was_set(minute: float, n: int) -> None:
    """The window of two days touches days 3 to 5; what is noted on day 6 at 04:29 belongs to day 5 still."""
    diary = Diary()
    diary.add(3, 12, "affection_received")
    diary.add(4, 12, "")
    diary.add(6, 4 + minute / 60, "")
    assert diary.look(day_start="04:30").n == n


def test_weeks_are_counted_in_local_days() -> None:
    """On the 14th local day from the first entry on, and not before its 04:00, there are two weeks."""
    diary = Diary()
    for day in range(8):
        diary.add(day, 9, "affection_received R:withdrew")
        diary.add(day, 18, "ordinary_moment")
    counting = diary.look(pattern(hours=0), days=13 + 3.9 / 24)
    assert (counting.state, counting.needed) == ("counting", "1 of 2")
    assert (counting.same_moment_elsewhere, counting.q, counting.evidence) == (None, None, ())
    assert diary.look(pattern(hours=0), days=13 + 4 / 24).state != "counting"


@pytest.mark.parametrize(
    ("later", "median"), [((3,), 3.0), ((3, 7), 5.0), ((3, 3.5), 3.25), ((7, 4, 3), 4.0), ((1, 3, 4, 9), 3.5)]
)
def test_the_middle_of_the_delays_is_told(later: tuple[float, ...], median: float) -> None:
    diary = Diary(every_day=40)
    for n, hours in enumerate(later):
        diary.add(4 * n, 9, "affection_received")
        diary.add(4 * n, 9 + hours, "R:withdrew")
    finding = diary.look()
    assert (finding.median_delay_hours, finding.delays) == (median, tuple(map(float, sorted(later))))


def test_numbers_are_told_to_four_places_and_evidence_to_three_figures() -> None:
    diary = Diary()
    for n in range(7):
        diary.add(2 * n, 12, "affection_received" + (" R:withdrew" if n < 3 else ""))
        diary.add(2 * n, 18, "ordinary_moment" + (" R:withdrew" if n == 1 else ""))
    finding = diary.look(pattern(hours=0))
    assert (finding.k, finding.n, finding.k0, finding.n0) == (3, 7, 1, 7)
    assert finding.difference == 0.2857
    assert finding.interval == (-0.1072, 0.5885)
    assert finding.q is not None and f"{finding.q:.3g}" == str(finding.q)
