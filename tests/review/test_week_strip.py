"""The strip of a week: what each day shows, what it leaves empty, and how it fits its width."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.records import Moment
from companion.review import week_strip
from companion.review.drawing import Row, plain, width_of
from tests.conftest import examples
from tests.review.diary import MONDAY, at, full_entries, moment, week

QUIET_MARKS = set("«‹·›»▀█▁▂▃▄▅▆▇─")


def drawn(width: int = 78, **how: int | date) -> list[str]:
    return plain(week_strip.strip(week(full_entries()), width, **how))  # type: ignore[arg-type]


def test_a_week_of_seven_days_in_a_strip() -> None:
    assert drawn() == [
        "          Mo 23     Tu 24     We 25     Th 26     Fr 27     Sa 28      Su 1",
        "close",
        "           ▃▃▃▃                ▅▅▅▅                ▃▃▃▃",
        "        ──────────────────────────────────────────────────────────────────────",
        "           › +1                › +1                › +1                 o",
        "felt/10 overwhel…             calm 4            anxious 8            content",
        "entries     ••                  ••                  ••                  •",
    ]


def test_at_120_columns_a_day_has_14_cells_and_three_rows_above_the_line() -> None:
    rows = drawn(118)
    assert week_strip.strip_width(118) == 8 + 7 * 14 == len(rows[4])
    assert [row.startswith("close") for row in rows] == [False, True, *[False] * 6]
    assert "overwhelmed 7" in rows[6]


def test_a_day_without_an_entry_is_empty_in_all_rows() -> None:
    for width in (78, 118):
        cell = (week_strip.strip_width(width) - 8) // 7
        first, *rows = drawn(width)
        assert "Tu 24" in first
        assert {row.ljust(200)[8 + cell : 8 + 2 * cell].strip(" ─") for row in rows} == {""}


def test_far_hangs_below_the_line_and_close_stands_above_it() -> None:
    days = [moment(str(n), at(n), closeness=closeness) for n, closeness in enumerate((3, -1, -2, -3, 0))]
    rows = plain(week_strip.strip(week(days), 78))
    line = next(n for n, row in enumerate(rows) if "──" in row)
    columns = [[row.ljust(78)[8 + 10 * n + 3] for row in rows] for n in range(5)]
    assert [column[1:line] for column in columns] == [["█", "█"], *[[" ", " "]] * 4]
    below = [column[line + 1 : -2] for column in columns]
    assert below == [[" ", " "], ["▀", " "], ["█", "▀"], ["█", "█"], [" ", " "]]
    assert rows[-2].split() == ["»", "+3", "‹", "−1", "«", "−2", "«", "−3", "·", "0"]
    assert rows[line + 2].startswith("distant")


def test_a_column_has_the_colour_of_the_days_step() -> None:
    days = [moment("a", at(0), closeness=3), moment("b", at(1), closeness=-2), moment("c", at(2))]
    spans = {span for row in week_strip.strip(week(days), 78) for span in row}
    assert ("████", "$step-close-3") in spans and ("████", "$step-far-2") in spans
    assert ("» +3", "$closeness") in spans and ("« −2", "$distance") in spans and ("o", "$soft") in spans


def test_feelings_are_words_in_two_colours_and_touch_no_neighbour() -> None:
    words = ("frustrated:5", "overwhelmed:7", "embarrassed:5", "disappointed:5", "restless:4", "tender:9")
    days = [moment(str(n), at(n), feelings=word) for n, word in enumerate(words)]
    for width in (56, 78, 118):
        rows = week_strip.strip(week(days), width)
        row = next(row for row in rows if any("tend" in text for text, _ in row))
        told = [(text, style) for text, style in row if style in ("$pleasant", "$hard")]
        assert [style for _, style in told] == ["$hard"] * 5 + ["$pleasant"]
        cells = f" {''.join(text for text, _ in row)} "
        assert all(f" {text} " in cells for text, _ in told)


def test_many_entries_are_counted_where_there_is_no_room_for_a_dot_each() -> None:
    days: list[Moment] = [moment(str(n), at(n // 12, f"{8 + n % 12}:00")) for n in range(16)]
    assert plain(week_strip.strip(week(days), 78))[-1].split() == ["entries", "12", "•", "••••"]


def test_in_quiet_mode_a_day_was_logged_or_was_not() -> None:
    found = week(full_entries(), quiet=True, earlier=[moment("e", at(-2), closeness=2)])
    rows = plain(week_strip.strip(found, 78))
    assert not QUIET_MARKS & set("".join(rows))
    assert rows[1].split() == ["o"] * 4
    assert week_strip.weeks_before(found, lambda first, last: "") == []
    assert not any(
        "close" in words or "far" in words for words in week_strip.day_sentences(found, at(6).date())
    )


def styles_of(rows: list[Row], column: int) -> set[str]:
    """The styles at a place in every row."""
    found = set()
    for row in rows:
        cells = [style for text, style in row for _ in text]
        found.add(cells[column])
    return found


def test_the_day_under_the_cursor_has_brackets_and_a_ground_of_its_own() -> None:
    found = week(full_entries())
    rows = week_strip.strip(found, 78, chosen=2)
    assert "[We 25]" in plain(rows)[0]
    ground = "on $block-cursor-blurred-background"
    assert all(style.endswith(ground) for style in styles_of(rows, 8 + 25))
    assert not any(ground in style for style in styles_of(rows, 8 + 35))
    assert [width_of(row) for row in rows] == [width_of(row) for row in week_strip.strip(found, 78)]


def test_a_week_without_an_entry_has_its_days_alone() -> None:
    assert len(week_strip.strip(week(), 78)) == 1


def test_today_is_bold() -> None:
    rows = week_strip.strip(week(full_entries()), 78, today=MONDAY + timedelta(days=4))
    assert [text for text, style in rows[0] if "bold" in style] == ["Fr 27"]


@examples(60)
@given(
    width=st.integers(40, 200),
    closeness=st.lists(st.none() | st.integers(-10, 10), min_size=7, max_size=7),
    chosen=st.none() | st.integers(0, 6),
    mood=st.sampled_from(["calm:3", "overwhelmed:10", "日本語の気持ち:5", ""]),
)
def test_all_lines_are_equally_wide_at_every_width(
    width: int, closeness: list[int | None], chosen: int | None, mood: str
) -> None:
    days = [moment(str(n), at(n), feelings=mood, closeness=value) for n, value in enumerate(closeness)]
    rows = week_strip.strip(week(days), width, chosen=chosen)
    assert {width_of(row) for row in rows} == {week_strip.strip_width(width)}
    assert week_strip.strip_width(width) <= width
    assert [week_strip.day_at(x, width) for x in range(week_strip.strip_width(width))][-1] == 6


def test_a_click_finds_the_day() -> None:
    assert [week_strip.day_at(x, 78) for x in (0, 7, 8, 17, 18, 77, 78)] == [None, None, 0, 0, 1, 6, None]


def test_the_four_weeks_before_two_by_two_on_the_same_scale() -> None:
    earlier = [
        moment("a", at(-28), closeness=3),
        moment("b", at(-20), closeness=-1),
        moment("c", at(-1), closeness=2),
    ]
    rows = week_strip.weeks_before(week(earlier=earlier), lambda first, last: f"{first:%d %b}")
    assert {width_of(row) for row in rows} == {week_strip.BEFORE_WIDTH}
    assert plain(rows) == [
        "26 Jan                  02 Feb",
        "██",
        "██",
        "██",
        "─────────────────────   ─────────────────────",
        "                           ██",
        "»                          ‹",
        "",
        "09 Feb                  16 Feb",
        "",
        "                                          ██",
        "                                          ██",
        "─────────────────────   ─────────────────────",
        "                                          »",
    ]


def test_without_a_rated_day_there_are_no_weeks_before() -> None:
    assert week_strip.weeks_before(week(earlier=[moment("a", at(-9))]), lambda first, last: "") == []


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("day-first", "Monday 23 February: 2 entries, +1 a little close, overwhelmed 7 out of 10."),
        ("month-first", "Monday, February 23: 2 entries, +1 a little close, overwhelmed 7 out of 10."),
        ("iso", "Monday 2026-02-23: 2 entries, +1 a little close, overwhelmed 7 out of 10."),
    ],
)
def test_read_out_a_day_is_a_sentence(form: str, said: str) -> None:
    sentences = week_strip.day_sentences(week(full_entries()), MONDAY + timedelta(days=1), form)
    assert (len(sentences), sentences[0]) == (2, said)
    assert sentences[1].endswith(": no entries.")


def test_read_out_far_and_neither_have_words_too() -> None:
    days = [moment("a", at(0), closeness=-2), moment("b", at(1), closeness=0), moment("c", at(2))]
    assert [words.partition(": ")[2] for words in week_strip.day_sentences(week(days), at(2).date())] == [
        "1 entry, −2 distant.",
        "1 entry, in between.",
        "1 entry.",
    ]
