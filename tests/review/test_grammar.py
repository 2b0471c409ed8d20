"""Small help with sentences."""

from companion.model.records import Settings
from companion.review.grammar import (
    act,
    came_up_words,
    counted,
    did,
    label_within,
    listed,
    number,
    one_or_many,
    times,
    times_first,
    to_you,
    wanted_to,
    wish,
)
from tests.review.diary import VOCABULARY


def test_small_words() -> None:
    assert [counted(n, "time") for n in (0, 1, 2)] == ["0 times", "1 time", "2 times"]
    assert [times(n) for n in (0, 1, 2, 3)] == ["0 times", "once", "twice", "3 times"]
    assert [times_first(n) for n in (1, 2, 3, 12)] == ["Once", "Twice", "Three times", "12 times"]
    assert [listed(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert (
        one_or_many("1 times of 11 times, 1 close moments, 21 moments")
        == "1 time of 11 times, 1 close moment, 21 moments"
    )
    assert one_or_many("1 of 1 times, 2 of 2 times, coming back 2 times") == (
        "1 of 1 time, 2 of 2 times, coming back twice"
    )
    assert [did(k, n) for k, n in ((0, 3), (1, 1), (2, 2), (3, 3), (1, 2), (2, 3))] == [
        "did not", "did", "did both times", "did every time", "did once", "did twice",
    ]  # fmt: skip
    assert [
        came_up_words(*counts) for counts in ((0, 0), (1, 0), (1, 1), (2, 0), (2, 2), (3, 1), (3, 3))
    ] == [
        "It has not come up yet.",
        "It came up once; not this time.",
        "It came up once, and you tried it.",
        "It came up twice, and you did not try it.",
        "It came up twice, and you tried it both times.",
        "It came up 3 times, and you tried it once.",
        "It came up 3 times, and you tried it every time.",
    ]
    assert [number(n) for n in (1, 8, 9, 13)] == ["one", "eight", "nine", "13"]


def test_labels_are_turned_towards_the_person() -> None:
    assert to_you("Hid what I needed") == "hid what you needed"
    assert to_you("Steadied myself") == "steadied yourself"
    assert to_you("Backed me up") == "backed you up"
    assert to_you('Spoke from "I"') == 'spoke from "I"'
    assert to_you("Imagined it") == "imagined it"


def test_a_label_within_a_sentence_is_small_but_for_a_name_and_for_words_of_ones_own() -> None:
    kim = Settings(partner_name="Kim")
    assert label_within(VOCABULARY, "slow_reply", kim) == "a slow reply, or none"
    assert label_within(VOCABULARY, "PB:pb_withdrew", kim) == "pulled away"
    assert label_within(VOCABULARY, "partner_quiet", kim).startswith("Kim seemed")
    assert label_within(VOCABULARY, "partner_quiet", Settings()).startswith("your partner seemed")
    assert label_within(VOCABULARY, "Tuesday choir", kim) == "Tuesday choir"
    assert wanted_to(VOCABULARY.responses["withdrew"], "") == "wanted to pull away"
    assert wanted_to(None, "Hummed") == "noted the urge “Hummed”"


def test_every_response_has_its_wish() -> None:
    for row in VOCABULARY.responses.values():
        if row.kind != "neutral":
            assert not wish(row, row.label).startswith("“")
            assert act(row, row.label) == row.done != ""
    assert act(None, "Wrote to myself") == "wrote to yourself"
