"""Weeks side by side: what their columns, rows and points show at every size, and what quiet mode hides."""

from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from companion.model.day_summary import DaySummary
from companion.model.records import Settings
from companion.review.drawing import plain, width_of
from companion.review.lines import Lines, first_week, lines_json, lines_of, sentence, week_sentences
from companion.review.lines_rows import LONGEST, closeness_chart, lines_rows, weeks_for
from tests.conftest import examples
from tests.review.diary import VOCABULARY

TODAY = date(2026, 3, 1)
STAYED, BACK = "R:stayed_present", "R:withdrew"


def day(
    at: date, closeness: float | None = None, feelings: Iterable[str] = (), codes: Iterable[str] = ()
) -> DaySummary:
    return DaySummary(day=at, entries=1, closeness=closeness, feelings=tuple(feelings), codes=tuple(codes))


def lines(*days: DaySummary, weeks: int = 12, quiet: bool = False) -> Lines:
    return lines_of({one.day: one for one in days}, TODAY, weeks, VOCABULARY, Settings(), quiet=quiet)


SOME = (
    day(date(2026, 2, 24), 2.0, ["content", "content", "loved"], [STAYED, STAYED]),
    day(date(2026, 2, 26), None, ["content"]),
    day(date(2026, 3, 1), 2.0, [], [BACK]),
    day(date(2026, 2, 17), -1.0, ["tense", "anxious", "tense"], [BACK]),
    day(date(2026, 2, 10), None, ["calm"]),
)


def rows_of(told: Lines, width: int = 76, height: int = 1_000) -> list[str]:
    return plain(lines_rows(told, width, height))


def test_a_column_a_week_goes_up_for_close_and_down_for_far() -> None:
    rows = rows_of(lines(*SOME))
    assert rows[0] == "Closeness  a week’s mean"
    above, below = rows[1:4], rows[4:6]
    assert all(row.endswith("████") for row in above)  # +2 is as far as it goes
    assert below[0].endswith("████") and not below[1].endswith("█")  # −1, a week before
    assert rows[6].endswith("−1.0 +2.0")


def test_a_week_without_an_entry_has_a_point_and_one_without_a_value_is_empty() -> None:
    below = rows_of(lines(*SOME))[4]
    cells = [below[13 + n * 5 : 18 + n * 5].strip() for n in range(12)]
    assert cells[:9] == ["·"] * 9
    assert cells[9:] == ["", "████", ""]


def test_a_week_that_was_neither_is_a_thin_line_and_no_gap() -> None:
    told = lines(day(TODAY, 0.0))
    assert rows_of(told)[3].endswith("▁▁▁▁")
    assert rows_of(told)[6].endswith("0.0")


def test_feelings_named_most_have_a_row_each_that_never_touches_the_next() -> None:
    rows = rows_of(lines(*SOME))
    content, tense = (next(row for row in rows if row.startswith(word)) for word in ("content", "tense"))
    assert content.endswith("▅▅▅▅  3") and tense.endswith("▃▃▃▃       2")
    assert "█" not in "".join(row for row in rows if row[:7].strip() in ("content", "loved", "tense"))
    names = [row.split()[0] for row in rows[9 : 9 + 5]]
    assert names == ["content", "calm", "loved", "tense", "anxious"]  # the pleasant ones first


def test_acts_are_points_that_can_be_counted() -> None:
    rows = rows_of(lines(*SOME))
    stayed, back = rows[-4], rows[-3]
    assert stayed.startswith("› stayed") and stayed.count("•") == 2 and stayed.endswith(" 2")
    assert back.startswith("‹ pulled back") and back.count("•") == 2 and back.endswith("•     2")
    many = lines(day(TODAY, None, [], [STAYED] * 7))
    assert rows_of(many)[-4].endswith("7     7")  # more than its week has cells: a figure


def test_the_dates_below_name_each_week_and_the_months_that_begin() -> None:
    rows = rows_of(lines(*SOME))
    assert rows[-2].split() == ["8", "15", "22", "29", "5", "12", "19", "26", "2", "9", "16", "23"]
    assert rows[-1].split() == ["Dec", "Jan", "Feb"]
    assert rows[-1].index("Feb") <= rows[-2].index(" 2 ") + 2


def test_a_year_has_two_cells_a_week_where_there_is_room_and_one_where_not() -> None:
    assert weeks_for(116, year=True) == 48
    assert weeks_for(180, year=True) == weeks_for(76, year=True) == LONGEST
    assert weeks_for(56, year=True) == 37
    assert weeks_for(76, year=False) == 12
    wide = rows_of(lines(*SOME, weeks=48), 116)
    assert "████" not in wide[1] and wide[1].rstrip().endswith("██")


def test_where_there_is_little_height_titles_go_first_and_the_rarest_feelings_next() -> None:
    told = lines(*SOME)
    assert rows_of(told, 76, 16)[7].startswith("content")
    small = rows_of(told, 76, 14)
    assert len(small) == 14
    assert [row.split()[0] for row in small[7:10]] == ["content", "calm", "tense"]


def test_one_sentence_says_what_the_rows_show() -> None:
    assert sentence(lines(*SOME)) == (
        "1 week leaned close, 1 distant. In the close ones you named content most often."
        " In the distant ones it was tense."
    )
    assert sentence(lines()) == "No entries in these weeks."
    assert sentence(lines(day(TODAY, 1.0))) == "1 week leaned close, 0 distant."


def test_each_week_can_be_read_as_a_line() -> None:
    told = week_sentences(lines(*SOME))
    assert told[-1] == (
        "Week of 23 February 2026: 3 days logged; closeness +2.0; felt content 3 times and loved once;"
        " stayed twice; pulled back once"
    )
    assert told[0] == "Week of 8 December 2025: no entries"


def test_in_quiet_mode_only_feelings_are_shown() -> None:
    quiet = lines(*SOME, quiet=True)
    shown = "\n".join([*rows_of(quiet), sentence(quiet), *week_sentences(quiet), str(lines_json(quiet))])
    for words in ("lose", "stayed", "pulled", "leaned", "far", "•", "›", "‹", "+", "−"):
        assert words not in shown
    assert "content" in shown and sentence(quiet) == "You named content most often."


def test_the_weeks_in_numbers() -> None:
    last = lines_json(lines(*SOME))["weeks"][-1]
    assert last == {
        "first": "2026-02-23",
        "days_logged": 3,
        "closeness": 2.0,
        "stayed": 2,
        "pulled_back": 1,
        "feelings": {"content": 3, "loved": 1},
    }


def test_weeks_begin_on_the_day_a_person_chose_and_with_the_calendar() -> None:
    assert first_week(TODAY, 1, "sunday") == TODAY
    assert first_week(TODAY, 2, "monday") == date(2026, 2, 16)
    assert first_week(date(1, 2, 1), 53, "monday") == date.min


@examples(40)
@given(
    st.integers(40, 200),
    st.integers(5, 60),
    st.lists(
        st.builds(
            day,
            st.integers(0, 370).map(lambda n: TODAY - timedelta(days=n)),
            st.none() | st.floats(-3, 3, allow_nan=False),
            st.lists(st.sampled_from([*VOCABULARY.moods, "a word of an import"]), max_size=4),
            st.lists(st.sampled_from([STAYED, BACK, "affection_received"]), max_size=5),
        ),
        max_size=30,
    ),
    st.booleans(),
    st.booleans(),
)
def test_all_rows_are_equally_wide_at_every_size(
    width: int, height: int, days: list[DaySummary], year: bool, quiet: bool
) -> None:
    told = lines(*days, weeks=weeks_for(width, year=year), quiet=quiet)
    for rows in (lines_rows(told, width, height), closeness_chart(told, width)):
        assert len({width_of(row) for row in rows}) == 1
        assert width_of(rows[0]) <= width
