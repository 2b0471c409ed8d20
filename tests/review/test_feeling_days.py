"""The feelings of the last days: a line a day, and which were named most."""

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from companion.model.day_summary import DaySummary
from companion.review.drawing import plain, width_of
from companion.review.feeling_days import SHOWN_DAYS, feeling_day_rows, most_named, named_lately
from tests.conftest import examples

TODAY = date(2026, 3, 1)
WORDS = {"calm": "calm", "sad": "sad", "overwhelmed": "overwhelmed", "my_x": "漢字 of my own"}


def days(told: Mapping[int, tuple[str, ...]]) -> dict[date, DaySummary]:
    """Days by how many days ago they were, with the feelings named on them."""
    found = {}
    for back, feelings in told.items():
        day = TODAY - timedelta(days=back)
        found[day] = DaySummary(day=day, entries=1, closeness=None, feelings=feelings, codes=())
    return found


def test_a_line_a_day_today_first() -> None:
    told = days({0: ("calm", "sad", "calm"), 1: (), 3: ("unknown_id",), 14: ("calm",)})
    lines = plain(feeling_day_rows(told, TODAY, WORDS, 30))
    assert len(lines) == SHOWN_DAYS
    assert lines[:4] == ["Su 1   calm (2), sad", "Sa 28  ·", "Fr 27", "Th 26  unknown_id"]


def test_what_has_no_room_is_counted() -> None:
    told = days({0: ("calm", "overwhelmed", "sad")})
    assert plain(feeling_day_rows(told, TODAY, WORDS, 30))[0] == "Su 1   calm, overwhelmed, sad"
    assert plain(feeling_day_rows(told, TODAY, WORDS, 27))[0] == "Su 1   calm, overwhelmed +1"
    assert plain(feeling_day_rows(told, TODAY, WORDS, 20))[0] == "Su 1   calm +2"


@given(
    st.dictionaries(st.integers(0, 20), st.lists(st.sampled_from(list(WORDS)), max_size=9).map(tuple)),
    st.integers(24, 60),
)
@examples(25)
def test_no_line_is_wider_than_its_room(told: dict[int, tuple[str, ...]], width: int) -> None:
    assert all(width_of(row) <= width for row in feeling_day_rows(days(told), TODAY, WORDS, width))


def test_named_most_often_comes_first_and_the_latest_of_those() -> None:
    told = days({0: ("sad",), 2: ("calm", "calm"), 5: ("overwhelmed", "sad")})
    assert list(named_lately(told.values()).items()) == [("sad", 2), ("calm", 2), ("overwhelmed", 1)]
    assert named_lately([]) == {}


def test_which_were_named_most_is_one_sentence_or_none() -> None:
    assert most_named({"sad": 4, "calm": 3, "my_x": 3, "overwhelmed": 2}, WORDS, 3) == (
        "Named most in four weeks: sad (4), calm (3) and 漢字 of my own (3)."
    )
    assert most_named({"sad": 2}, WORDS, 3) == ""
