"""The occasions behind a finding are the ones that its numbers count."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from companion.model.events import CodedEvent
from companion.model.vocabulary import load_vocabulary
from companion.patterns.findings import Finding
from companion.patterns.occasions import OccasionFinder, Occasions
from tests.patterns.diaries import START, Diary, noted, pattern, waking

CATALOGUE = tuple(load_vocabulary().patterns.values())
CODES = sorted({code for row in CATALOGUE for code in (*row.antecedents, *row.responses)})


def looked_at(
    diary: Diary, rows: Sequence[object] = (), *, days: float = 400, **more: object
) -> list[tuple[Finding, Occasions]]:
    patterns = tuple(rows) or (pattern(),)
    findings = diary.look_all(patterns, days=days, **more)  # type: ignore[arg-type]
    finder = OccasionFinder(patterns, diary.events, as_of=START + timedelta(days=days), **more)  # type: ignore[arg-type]
    return [(finding, finder.of(finding)) for finding in findings]


def shares(found: Occasions) -> tuple[int, int, int]:
    return sum(one.counted for one in found.told), len(found.told), len(found.others)


@st.composite
def diaries(draw: st.DrawFn) -> Diary:
    """Some weeks with much of everything in them, at any hour, of one person or two."""
    rng = random.Random(draw(st.integers(0, 10**9)))
    diary = Diary()
    codes = rng.sample(CODES, rng.randint(3, 14))
    for _ in range(draw(st.integers(0, 90))):
        some = rng.sample(codes, rng.randint(0, min(3, len(codes))))
        person = "Sam" if rng.random() < 0.2 else "default"
        diary.add(rng.randint(0, 45), rng.choice([*range(24), 12.1, 12.2]), " ".join(some), person=person)
    return diary


@given(diaries(), st.sampled_from([10.0, 46.0, 400.0]))
def test_there_are_as_many_as_are_told_whatever_is_told(diary: Diary, days: float) -> None:
    for finding, found in looked_at(diary, CATALOGUE, days=days):
        kind, (k, n, k0, _) = finding.told_of
        assert (found.kind, *shares(found)) == (kind, k, n, k0), finding.pattern
        # Whatever is told, and whether or not it is: the same from any other side of the finding.
        for other in ("afterwards", "next_day"):
            side = finding.after if other == "afterwards" else finding.next_day
            if side is not None:
                asked = replace(finding, evidence=(other,), tested=None)
                table = asked.told_of[1]
                again = OccasionFinder(CATALOGUE, diary.events, as_of=START + timedelta(days=days)).of(asked)
                assert shares(again) == (table[0], table[1], table[2]), (finding.pattern, other)


def test_a_pair_names_what_followed_and_how_many_hours_later() -> None:
    diary = Diary(every_day=30)
    in_entry = diary.add(3, 20, "affection_received R:withdrew")
    close = diary.add(10, 20, "affection_received")
    back = diary.add(12, 6, "R:withdrew")
    stayed = diary.add(16, 20, "affection_received R:stayed_present")
    blank = diary.add(22, 20, "affection_received")
    asked = Finding(pattern="p", state="not_seen", k=2, n=4)  # by the window
    found = OccasionFinder([pattern()], diary.events, as_of=START + timedelta(days=60)).of(asked)
    rows = [(one.ids, one.counted, one.answered, one.after) for one in found.told]
    assert rows == [
        ((in_entry,), True, True, ((in_entry, None),)),
        ((close,), True, True, ((back, 34.0),)),
        ((stayed,), False, True, ()),
        ((blank,), False, False, ()),
    ]


def test_what_stood_before_is_named_as_far_as_the_days_are_logged() -> None:
    diary = Diary(every_day=9)
    before = diary.add(4, 6, "R:withdrew")
    diary.add(5, 20, "affection_received")
    diary.add(20, 6, "R:withdrew")  # a day without an entry lies between
    diary.add(21, 20, "affection_received")
    finder = OccasionFinder([pattern()], diary.events, as_of=START + timedelta(days=60))
    first, second = finder.of(Finding(pattern="p", state="not_seen")).told[:1] + tuple(
        finder.of(Finding(pattern="p", state="not_seen")).left_out
    )
    assert (first.before, first.whole_before) == ((before, 38.0), True)
    assert second.before == (diary.events[-2].id, 38.0)
    assert not second.whole_before and not second.whole_after


def test_a_round_names_both_steps() -> None:
    row = pattern("R:pursued PB:pb_asked", "R:withdrew PB:pb_withdrew", 72, shape="cycle", same_entry=False)
    diary = Diary(every_day=30)
    reached = diary.add(5, 10, "R:pursued")
    stepped = diary.add(5, 14, "PB:pb_withdrew")
    again = diary.add(6, 10, "R:pursued")
    finder = OccasionFinder([row], diary.events, as_of=START + timedelta(days=60))
    one = finder.of(Finding(pattern="p", state="not_seen")).told[0]
    assert one.ids == (reached,) and one.after == ((stepped, 4.0), (again, 24.0))


def test_of_a_very_long_diary_they_are_those_of_its_tests_too() -> None:
    rng = random.Random(5)
    diary = Diary()
    for day in range(500):
        for _ in range(4):
            diary.add(day, waking(rng), noted(rng, rng.choice(["affection_received", "slow_reply"]), 0.2))
    ((finding, found),) = looked_at(diary, days=502)
    assert finding.after is not None
    asked = replace(finding, evidence=("afterwards",))
    finder = OccasionFinder([pattern()], diary.events, as_of=START + timedelta(days=502))
    assert shares(finder.of(asked))[:2] == finding.after[:2]
    kind, (k, n, k0, _) = finding.told_of
    assert (found.kind, *shares(found)) == (kind, k, n, k0)


def test_a_pattern_that_is_not_known_and_an_empty_diary_have_none() -> None:
    events: list[CodedEvent] = []
    finder = OccasionFinder([pattern()], events, as_of=START)
    assert finder.of(Finding(pattern="p", state="counting")).told == ()
    assert finder.of(Finding(pattern="q", state="counting")).told == ()
