"""Tallies: two parts of a diary counted apart and added are what the whole comes to."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.vocabulary import Pattern
from companion.patterns import bouts
from companion.patterns.counting import count
from companion.patterns.diary_columns import NO_ACT_NOTED
from companion.patterns.tallies import Tally, tally
from tests.conftest import examples
from tests.patterns.diaries import START, Diary, pattern
from tests.patterns.events import DAY, DAY_START

CODES = (
    "affection_received",
    "ordinary_moment",
    "R:withdrew",
    "R:pursued",
    "PB:pb_withdrew",
    "outside_stress",
)

ONE = Tally(
    share=(1, 2),
    others=(3, 4),
    in_entry=(9, 11),
    elsewhere=(5, 6),
    left_out=7,
    not_answered=12,
    same_moment=8,
    delays=(1.5, 9.0),
    days=(1, 4),
    with_response={"stress": 1, "night": 2},
    without={"stress": 3},
    noted={"weekend": 4},
    not_noted={"night": 5, "weekend": 6},
    kinds={"hour": {"0": (1, 2, 3, 4)}, "person": {"Kim": (1, 1, 1, 1)}},
)
OTHER = Tally(
    share=(10, 20),
    others=(30, 40),
    in_entry=(90, 110),
    elsewhere=(50, 60),
    left_out=70,
    not_answered=120,
    same_moment=80,
    delays=(2.0,),
    days=(2, 4, 5),
    with_response={"stress": 10},
    without={"stress": 20, "night": 30},
    noted={"weekend": 40, "stress": 70},
    not_noted={"weekend": 60},
    kinds={"hour": {"0": (10, 20, 30, 40), "1": (1, 0, 2, 0)}, "stress": {"1": (0, 1, 0, 1)}},
)


@examples(60)
@given(
    st.lists(
        st.tuples(st.integers(0, 20 * 24), st.sets(st.sampled_from(CODES), max_size=3), st.booleans()),
        min_size=1,
        max_size=60,
    ),
    st.sampled_from([pattern(), pattern("R:pursued", "PB:pb_withdrew"), pattern(hours=0)]),
)
def test_answering_that_nothing_was_done_turns_blanks_into_answers_and_changes_no_count(
    rows: list[tuple[int, set[str], bool]], one: Pattern
) -> None:
    """Of moments without any own act; those of the partner's acts alone, too."""
    before, after = Diary(every_day=24), Diary(every_day=24)
    for hour, codes, answers in rows:
        before.add(0, hour, " ".join(codes))
        blank = codes and not any(code.startswith("R:") for code in codes)
        after.add(0, hour, " ".join([*codes, NO_ACT_NOTED] if blank and answers else codes))
    was, now = (
        tally(one, diary, count(one, diary))
        for diary in (
            bouts.Diary(
                sorted(each.events, key=lambda event: (event.at, event.id)),
                as_of=int(START.timestamp()) + 25 * DAY,
                day_start=DAY_START,
            )
            for each in (before, after)
        )
    )
    assert replace(now, not_answered=0) == replace(was, not_answered=0)
    assert now.not_answered <= was.not_answered
    found, found_before = after.look(one), before.look(one)
    for name in ("k", "n", "k0", "n0", "same_entry", "after", "left_out", "moments", "counter_examples"):
        assert getattr(found, name) == getattr(found_before, name)


def test_a_blank_answered_by_nothing_of_the_kind_is_answered() -> None:
    blank, answered = Diary(every_day=20), Diary(every_day=20)
    for day in range(1, 8):
        blank.add(day, 20, "affection_received")
        answered.add(day, 20, f"affection_received {NO_ACT_NOTED}")
    assert (blank.look().not_answered, answered.look().not_answered) == (7, 0)
    assert (answered.look().k, answered.look().n) == (blank.look().k, blank.look().n) == (0, 7)


def test_two_tallies_are_added_field_by_field() -> None:
    assert (
        Tally(
            share=(11, 22),
            others=(33, 44),
            in_entry=(99, 121),
            elsewhere=(55, 66),
            left_out=77,
            not_answered=132,
            same_moment=88,
            delays=(1.5, 2.0, 9.0),
            days=(1, 2, 4),
            with_response={"stress": 11, "night": 2},
            without={"stress": 23, "night": 30},
            noted={"weekend": 44, "stress": 70},
            not_noted={"night": 5, "weekend": 66},
            kinds={
                "hour": {"0": (11, 22, 33, 44), "1": (1, 0, 2, 0)},
                "person": {"Kim": (1, 1, 1, 1)},
                "stress": {"1": (0, 1, 0, 1)},
            },
        )
        == ONE + OTHER
    )


def test_a_tally_comes_back_from_json_as_it_was() -> None:
    for one in (ONE, OTHER):
        assert Tally.from_json(json.loads(json.dumps(one.to_json()))) == one


@pytest.mark.parametrize(("same_entry", "expected"), [(True, (1, 3)), (False, (0, 0))])
def test_the_same_moment_of_other_triggers_is_counted_where_it_is_compared(
    same_entry: bool, expected: tuple[int, int]
) -> None:
    diary = Diary()
    diary.add(1, 12, "affection_received R:withdrew", person="Kim")
    for day, codes in ((3, "slow_reply R:withdrew"), (5, "slow_reply"), (7, "ordinary_moment")):
        diary.add(day, 12, codes, person="Robin")
    one = pattern(hours=0, same_entry=same_entry)
    laid_out = bouts.Diary(diary.events, as_of=diary.events[-1].at + DAY, day_start=DAY_START)
    found = tally(one, laid_out, count(one, laid_out))
    assert found.elsewhere == expected
    assert {name: table[1::2] for name, table in found.kinds["person"].items()} == {
        "Kim": (1, 0),
        "Robin": (0, 3),
    }


def test_bouts_that_cannot_be_followed_count_for_what_stands_in_the_entry() -> None:
    """None of these days has one beside it, so no window of two days can be followed."""
    diary = Diary()
    for day, codes in (
        (1, "R:withdrew"),
        (4, "R:appreciated"),
        (7, ""),
        (10, "R:withdrew"),
        (13, "PB:pb_warm"),
    ):
        diary.add(day, 12, f"affection_received {codes}")
    laid_out = bouts.Diary(diary.events, as_of=diary.events[-1].at + 9 * DAY, day_start=DAY_START)
    one = pattern()
    found = tally(one, laid_out, count(one, laid_out))
    assert (found.share, found.left_out) == ((0, 0), 5)
    # The partner's warmth is no answer to whether one drew back oneself.
    assert (found.in_entry, found.not_answered) == ((2, 5), 2)
    assert len(found.days) == 2
    afterwards = pattern(same_entry=False)
    assert tally(afterwards, laid_out, count(afterwards, laid_out)).in_entry[0] == 0
