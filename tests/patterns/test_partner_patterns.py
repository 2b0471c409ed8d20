"""What the other did, told as counts: after closeness, after room; and what is not known is no answer."""

import random
from collections.abc import Sequence

import pytest

from companion.model.vocabulary import load_vocabulary
from companion.patterns import Finding, from_compact_json, to_compact_json
from tests.patterns.diaries import Diary, pattern

CATALOGUE = load_vocabulary().patterns
STEPS_BACK = [id for id in CATALOGUE if id.startswith("partner_steps_back")]
AFTER_CLOSENESS = "partner_steps_back_after_closeness"
SEEN = ("early_sign", "holds_up", "growing", "easing")


def told(diary: Diary, **more: object) -> dict[str, Finding]:
    """The findings on all patterns of the catalogue, by id."""
    found: Sequence[Finding] = diary.look_all(list(CATALOGUE.values()), **more)
    return {one.pattern: one for one in found}


def evenings(
    after_close: Sequence[bool], after_other: Sequence[bool], seed: int, person: str = "default"
) -> Diary:
    """Evenings in twos: close or ordinary, then one on which the other stepped back or was warm."""
    rng, diary = random.Random(seed), Diary()
    pairs = [(True, then) for then in after_close] + [(False, then) for then in after_other]
    rng.shuffle(pairs)
    for number, (close, then) in enumerate(pairs):
        diary.add(
            2 * number, 20 + rng.random(), "affection_received" if close else "ordinary_moment", person=person
        )
        act = "PB:pb_withdrew" if then else "PB:pb_warm"
        diary.add(2 * number + 1, 19 + rng.random(), f"ordinary_moment {act}", person=person)
    return diary


@pytest.mark.parametrize("seed", range(6))
def test_a_step_back_the_day_after_all_of_twelve_close_times_is_told(seed: int) -> None:
    found = told(evenings([True] * 12, [True] + [False] * 10, seed))
    assert found[AFTER_CLOSENESS].state == "holds_up"
    assert {id for id, one in found.items() if one.state in SEEN} == {AFTER_CLOSENESS}


def test_a_step_back_that_comes_as_it_comes_is_not() -> None:
    held = signs = 0
    for seed in range(40):
        rng, diary = random.Random(f"independent {seed}"), Diary()
        for day in range(46):
            if rng.random() < 0.8:
                act = "PB:pb_withdrew" if rng.random() < 0.4 else "PB:pb_warm"
                diary.add(day, 18 + rng.random(), f"ordinary_moment {act}")
            close = rng.random() < 0.4
            diary.add(day, 20 + rng.random(), "affection_received" if close else "ordinary_moment")
        states = [one.state for one in told(diary).values()]
        held += "holds_up" in states
        signs += any(state in SEEN for state in states)
    assert held == 0
    assert signs <= 4


def test_two_people_never_mix() -> None:
    """Close evenings with one, and after each of them the other stepped back."""
    diary = Diary()
    for number in range(14):
        diary.add(2 * number, 20, "affection_received", person="one")
        diary.add(2 * number + 1, 19, "ordinary_moment PB:pb_withdrew", person="two")
    one = told(diary)[AFTER_CLOSENESS]
    assert (one.k, one.state in SEEN) == (0, False)


def test_what_the_other_did_noted_as_not_known_is_a_blank() -> None:
    diary = Diary(every_day=12)
    for number, act in enumerate(("", "PB:pb_unknown", "PB:pb_unknown", "PB:pb_warm", "PB:pb_withdrew")):
        diary.add(2 * number, 20, f"affection_received {act}")
    one = diary.look(pattern(responses="PB:pb_withdrew"), days=30)
    assert (one.not_answered, one.same_moment) == (3, 1)


def test_fear_or_control_keeps_an_evening_out_of_all_of_it() -> None:
    diary = evenings([True] * 12, [False] * 11, 1)
    for one in list(diary.events):
        if "PB:pb_withdrew" in one.codes:
            diary.events.remove(one)
            diary.at(one.at, "PB:pb_withdrew PB:pb_controlling")
    found = told(diary)
    assert [found[id].k for id in STEPS_BACK] == [0] * len(STEPS_BACK)


def test_what_came_after_room_stands_beside_what_came_after_pressing() -> None:
    diary = Diary(every_day=100)
    for number in range(8):
        diary.add(12 * number, 20, "partner_quiet R:gave_room")
        diary.add(12 * number + 6, 20, "partner_quiet R:pursued")
        if number < 5:
            diary.add(12 * number + 1, 12, "ordinary_moment PB:pb_warm")
        if number < 2:
            diary.add(12 * number + 7, 12, "ordinary_moment PB:pb_reassured")
    one = told(diary)["contact_after_room"]
    assert (one.k, one.n, one.against) == (5, 8, (2, 8))
    others = [found.against for id, found in told(diary).items() if id != "contact_after_room"]
    assert set(others) == {None}
    assert Finding.from_json(one.to_json()) == one
    assert from_compact_json(to_compact_json([one])) == (one,)


def test_pressing_whose_days_after_are_empty_is_not_counted() -> None:
    diary = Diary()
    diary.add(0, 20, "R:pursued")
    diary.add(5, 20, "R:gave_room")
    for day in (5, 6, 7, 8):
        diary.add(day, 21, "PB:pb_warm")
    one = told(diary)["contact_after_room"]
    assert (one.k, one.n, one.against) == (1, 1, (0, 0))


def test_a_contact_after_pressing_and_then_room_is_not_one_after_pressing() -> None:
    diary = Diary(every_day=100)
    for number in range(8):
        diary.add(12 * number, 18, "partner_quiet R:pursued")
        diary.add(12 * number, 21, "ordinary_moment R:gave_room")
        diary.add(12 * number + 1, 12, "ordinary_moment PB:pb_warm")
    one = told(diary)["contact_after_room"]
    assert (one.k, one.n, one.against) == (8, 8, (0, 0))


def test_what_the_other_did_is_told_of_the_partner_where_nobody_else_is_asked_for() -> None:
    diary = evenings([True] * 12, [False] * 11, 3, person="Kim")
    diary.add(60, 20, "ordinary_moment")  # one with the partner
    assert told(diary)[AFTER_CLOSENESS].n == 0
    assert told(diary, person="Kim")[AFTER_CLOSENESS].state == "holds_up"
