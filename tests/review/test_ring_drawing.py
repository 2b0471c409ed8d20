"""Rings of words: the two acts of a cycle, and the six steps of a loop, around or down."""

import pytest

from companion.model.records import Settings
from companion.patterns.loop import Arrow, Loop, Round
from companion.review.drawing import plain, width_of
from companion.review.loop_text import RoundText, loop_text
from companion.review.ring_drawing import WIDE, loop_ring, ring
from tests.review.diary import VOCABULARY

ROUND = Round(
    codes=("partner_quiet", "anxious", "pursued", "pursued", "pb_withdrew", "far"),
    arrows=(Arrow(5, 6), Arrow(4, 5), Arrow(5, 5), Arrow(6, 6), Arrow(5, 6), Arrow(2, 6)),
    ids=tuple("abcdef"),
    of=9,
)


def text_of(name: str = "Kim") -> RoundText:
    (found,) = loop_text(Loop(ROUND, None), VOCABULARY, Settings(partner_name=name)).rounds
    return found


@pytest.mark.parametrize("name", ["", "Kim", "Maximiliane-Charlotte", "山田さん"])
def test_no_row_of_a_loop_is_wider_than_the_room(name: str) -> None:
    for width in (40, 52, 76, WIDE - 1, WIDE, 140):
        assert max(map(width_of, loop_ring(text_of(name), width))) <= width


def test_a_loop_runs_down_where_there_is_little_room_and_around_where_there_is_much() -> None:
    down = plain(loop_ring(text_of(), 76))
    assert down[0].startswith("╭▶ what happened     Kim seemed quiet or distant")
    assert down[-1] == "╰─ it started like this again within three days 2 of 6 times"
    assert [line.strip("│ ") for line in down if "↓" in line] == [
        "↓ 5 of 6", "↓ 4 of 5", "↓ 5 of 5", "↓ 6 of 6", "↓ 5 of 6",
    ]  # fmt: skip
    around = plain(loop_ring(text_of(), WIDE))
    assert [*filter(None, map(str.strip, around[0].split("  ")))] == [
        "what happened", "what you felt", "what you wanted",
    ]  # fmt: skip
    assert sum("▶" in line for line in around) == sum("◀" in line for line in around) == 1
    assert "▲" in "".join(around) and "▼" in "".join(around)


def test_a_cycle_that_did_not_come_round_is_left_open() -> None:
    whole = plain(ring("you: reached out", "Kim: pulled away", "3 of 9 times", round_again=True))
    open_ = plain(ring("you: reached out", "Kim: pulled away", "3 of 9 times", round_again=False))
    assert "↑" in "".join(whole) and "?" not in "".join(whole)
    assert "?" in "".join(open_) and "↑" not in "".join(open_)
