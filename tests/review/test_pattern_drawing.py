"""A pattern drawn: bars of equal length, a dot an occasion, how soon, one by one; every line equally wide."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.patterns.occasions import Occasion, Occasions, Step
from companion.review import pattern_drawing as drawn
from companion.review.drawing import plain, width_of
from companion.review.pattern_drawing import Rate
from tests.conftest import examples

WIDTHS = st.integers(40, 200)


def occasion(
    hours: float | None = None,
    *,
    noted: bool = True,
    counted: bool = True,
    answered: bool = True,
    before: float | None = None,
    whole: bool = True,
) -> Occasion:
    """One with a response so many hours later, or in the entry itself."""
    return Occasion(
        0,
        0,
        ("a",),
        counted and noted,
        answered,
        (Step("b", hours),) if noted else (),
        None if before is None else Step("c", before),
        whole,
        whole,
    )


delays = st.floats(0, 48)
occasions = st.lists(
    st.builds(
        occasion,
        st.none() | delays,
        noted=st.booleans(),
        counted=st.booleans(),
        answered=st.booleans(),
        before=st.none() | delays,
        whole=st.booleans(),
    ),
    max_size=150,
)


@examples(25)
@given(occasions, WIDTHS, st.sampled_from([24, 48, 72]), st.integers(0, 149))
def test_every_line_of_a_drawing_is_as_wide_as_the_others(
    found: list[Occasion], width: int, hours: int, chosen: int
) -> None:
    days = [date(2025, 11, 3) + timedelta(days=3 * n) for n in range(len(found))]
    legend = drawn.one_by_one_legend(Occasions("same_moment", tuple(found)))
    k = sum(one.counted for one in found)
    for rows in (
        drawn.how_soon(found, hours, "$distance", width),
        drawn.one_by_one(found, days, "$distance", width, chosen, legend),
        drawn.icon_array([("in the day after", k, len(found), "$a"), ("before", 3, 400, "$b")], width, "●"),
        drawn.two_lines(
            [("● ", ""), ("A name that is rather long, as some are", "bold")],
            [("  ", ""), ("clear so far", "$soft")],
            [Rate(k, len(found) + 1, "$a"), Rate(2, 1234, "$soft", first=False)],
            width,
            8,
        ),
    ):
        assert len({width_of(row) for row in rows}) <= 1
        assert all(width_of(row) <= max(width, 44) for row in rows)


@examples(25)
@given(occasions)
def test_each_occasion_is_one_dot_and_the_counts_in_words_agree(found: list[Occasion]) -> None:
    days = [date(2026, 1, 1)] * len(found)
    text = "".join(plain(drawn.one_by_one(found, days, "", 120)))
    latest = found[-drawn.MOST :]
    assert text.count("●") == sum(one.counted for one in latest)
    assert text.count("•") == sum(bool(one.after) and not one.counted for one in latest)
    assert sum(map(text.count, "●•○·")) == len(latest)
    within = sum(bool(one.after) and one.after[0].hours is None for one in found)
    later = sum(bool(one.after) and one.after[0].hours is not None for one in found)
    before = sum(one.before is not None for one in found)
    assert drawn.how_soon_words(found, 48) == f"{within} in the same entry, {later} later, {before} before"


def test_a_rate_is_a_bar_and_two_of_them_stand_one_above_the_other() -> None:
    rows = drawn.two_lines(
        [("● ", "$distance"), ("Pulling back after closeness", "bold")],
        [("  ", ""), ("clear so far", "$soft")],
        [Rate(13, 19, "$distance"), Rate(6, 62, "$soft", first=False)],
        51,
        8,
    )
    assert plain(rows) == [
        "● Pulling back after closeness    ━━━━━╸── 13 of 19",
        "  clear so far                    ━───────  6 of 62",
    ]


def test_a_dot_an_occasion_twenty_in_a_row_the_filled_ones_first() -> None:
    rows = drawn.icon_array([("close", 13, 22, "$distance"), ("other", 1, 3, "$foreground")], 60, "● noted")
    assert plain(rows) == [
        "       ● noted",
        "close  " + "● " * 13 + "○ ○ ○ ○ ○ ○ ○",
        "       ○ ○",
        "",
        "other  ● ○ ○",
    ]
    assert plain(drawn.icon_array([("close", 1, 2, "$distance")], 40)) == ["close  1 of 2", "● ○"]


def test_above_a_hundred_and_twenty_a_dot_stands_for_five_and_says_so() -> None:
    rows = plain(drawn.icon_array([("close", 299, 300, "")], 60))
    assert sum(row.count("●") for row in rows) == 59 and sum(row.count("○") for row in rows) == 1
    assert rows[-1].split() == ["299", "of", "300", "a", "dot", "stands", "for", "5"]


def test_how_soon_stands_over_the_hours_and_the_same_entry_in_the_middle() -> None:
    found = [occasion(None)] * 9 + [occasion(20.5), occasion(34), occasion(28.2), occasion(18.9)]
    found[0] = occasion(None, before=41.0)
    assert plain(drawn.how_soon(found, 48, "$distance", 58)) == [
        "                        │●●●│",
        "                        │●●●│",
        "  ●                     │●●●│        ● ●   ● ●",
        "┬───────────┬───────────┴───┴───────────┬───────────┬",
        "48 h before 24 h     the moment       24 h     48 h after",
    ]


def test_what_is_too_many_for_dots_is_a_figure() -> None:
    found = [occasion(None)] * 13 + [occasion(1.0)] * 5 + [occasion(48.0)]
    assert plain(drawn.how_soon(found, 48, "", 58))[0] == " " * 24 + "│ 13│5" + " " * 21 + "●"
    narrow = plain(drawn.how_soon([occasion(1.0)] * 14, 24, "", 40))
    assert narrow[0] == " " * 12 + "│   │+"
    assert narrow[2].split() == ["24", "h", "the", "moment", "24", "h"]
    assert drawn.how_soon(found, 0, "", 58) == []


def test_one_by_one_they_stand_in_their_order_with_the_months_below() -> None:
    found = [
        occasion(None),
        occasion(noted=False),
        occasion(20.0, counted=False),
        occasion(noted=False, answered=False),
        occasion(None),
    ]
    days = [date(2025, 12, 28), date(2025, 12, 30), date(2026, 1, 2), date(2026, 1, 9), date(2026, 2, 1)]
    legend = drawn.one_by_one_legend(Occasions("same_moment", tuple(found)))
    rows = drawn.one_by_one(found, days, "$distance", 62, 2, legend)
    assert plain(rows) == [
        " ●  ○ [•] ·  ●",
        " Dec   Jan   Feb",
        "• only in a later entry   · nothing was noted",
    ]
    wide = drawn.one_by_one(found, days, "$distance", 70, 2, legend)
    assert plain(wide)[1] == " Dec   Jan   Feb   • only in a later entry   · nothing was noted"


def test_of_very_many_the_latest_are_drawn() -> None:
    found = [occasion(noted=False)] * 30 + [occasion(None)] * drawn.MOST
    text = "".join(plain(drawn.one_by_one(found, [date(2026, 1, 1)] * len(found), "", 90)))
    assert text.count("●") == drawn.MOST and "○" not in text


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([occasion(None)], ""),
        (
            [occasion(None, whole=False)] * 2,
            "There were days without entries before 2 and after 2 of these times.",
        ),
    ],
)
def test_what_could_not_be_looked_at_is_said(found: list[Occasion], said: str) -> None:
    assert drawn.not_logged_words(found) == said
