"""The feelings of the last days: a line a day, and which were named most."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from companion.model.day_summary import DaySummary
from companion.model.records import Feeling, Reflection
from companion.review.drawing import plain, width_of
from companion.review.feeling_days import SHOWN_DAYS, feeling_day_rows, felt_by_day, most_named, named_lately
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


Felt = dict[date, dict[str, int | None]]


def felt(told: Mapping[int, dict[str, int | None]]) -> Felt:
    """What was felt, by how many days ago that was."""
    return {TODAY - timedelta(days=back): feelings for back, feelings in told.items()}


def test_a_line_a_day_today_first() -> None:
    told = felt({0: {"calm": 6, "sad": None}, 1: {}, 3: {"unknown_id": 2}, 14: {"calm": 1}})
    lines = plain(feeling_day_rows(told, TODAY, WORDS, 30))
    assert len(lines) == SHOWN_DAYS
    assert lines[:4] == ["Su 1   calm 6, sad", "Sa 28  ·", "Fr 27", "Th 26  unknown_id 2"]
    assert len(feeling_day_rows(told, TODAY, WORDS, 30, 28)) == 28


def test_what_has_no_room_is_left_to_dots() -> None:
    told = felt({0: {"calm": 7, "overwhelmed": 6, "sad": None}})
    assert plain(feeling_day_rows(told, TODAY, WORDS, 33))[0] == "Su 1   calm 7, overwhelmed 6, sad"
    assert plain(feeling_day_rows(told, TODAY, WORDS, 30))[0] == "Su 1   calm 7, overwhelmed 6 …"
    assert plain(feeling_day_rows(told, TODAY, WORDS, 24))[0] == "Su 1   calm 7 …"


def test_of_a_feeling_named_twice_a_day_the_stronger_is_told_and_the_strongest_first() -> None:
    def entry(hour: int, *feelings: tuple[str, int | None]) -> Reflection:
        at = datetime(2026, 3, 1, hour, 0, tzinfo=ZoneInfo("Europe/Berlin"))
        named = tuple(Feeling(mood=mood, intensity=strength) for mood, strength in feelings)
        return Reflection(id=str(hour), occurred_at=at, recorded_at=at, updated_at=at, feelings=named)

    entries = [
        entry(9, ("calm", 3), ("sad", None)),
        entry(20, ("calm", 5), ("overwhelmed", 8)),
        entry(2, ("sad", 4)),
    ]
    by_day = felt_by_day(entries, "04:00")
    assert list(by_day[TODAY].items()) == [("overwhelmed", 8), ("calm", 5), ("sad", None)]
    assert by_day[TODAY - timedelta(days=1)] == {"sad": 4}


@given(
    st.dictionaries(
        st.integers(0, 20),
        st.dictionaries(st.sampled_from(list(WORDS)), st.none() | st.integers(0, 10), max_size=9),
    ),
    st.integers(24, 60),
)
@examples(25)
def test_no_line_is_wider_than_its_room(told: dict[int, dict[str, int | None]], width: int) -> None:
    assert all(width_of(row) <= width for row in feeling_day_rows(felt(told), TODAY, WORDS, width))


def test_named_most_often_comes_first_and_the_latest_of_those() -> None:
    told = days({0: ("sad",), 2: ("calm", "calm"), 5: ("overwhelmed", "sad")})
    assert list(named_lately(told.values()).items()) == [("sad", 2), ("calm", 2), ("overwhelmed", 1)]
    assert named_lately([]) == {}


def test_which_were_named_most_is_one_sentence_or_none() -> None:
    assert most_named({"sad": 4, "calm": 3, "my_x": 3, "overwhelmed": 2}, WORDS, 3) == (
        "Named most in four weeks: sad (4), calm (3) and 漢字 of my own (3)."
    )
    assert most_named({"sad": 2}, WORDS, 3) == ""
