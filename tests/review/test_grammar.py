"""Small help with sentences."""

from companion.review.grammar import (
    act,
    counted,
    listed,
    number,
    one_or_many,
    times,
    times_first,
    to_you,
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
    assert one_or_many("1 of 1 times") == "1 of 1 times"
    assert [number(n) for n in (1, 8, 9, 13)] == ["one", "eight", "nine", "13"]


def test_labels_are_turned_towards_the_person() -> None:
    assert to_you("Hid what I needed") == "hid what you needed"
    assert to_you("Steadied myself") == "steadied yourself"
    assert to_you("Backed me up") == "backed you up"
    assert to_you('Spoke from "I"') == 'spoke from "I"'
    assert to_you("Imagined it") == "imagined it"


def test_every_response_has_its_wish() -> None:
    for row in VOCABULARY.responses.values():
        if row.kind != "neutral":
            assert not wish(row, row.label).startswith("“")
            assert act(row, row.label) == row.done != ""
    assert act(None, "Wrote to myself") == "wrote to yourself"
