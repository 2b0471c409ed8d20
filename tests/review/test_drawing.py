"""Rows of drawings: their letters, their width, two side by side."""

import ast
import unicodedata
from datetime import date
from pathlib import Path

import pytest

import companion.review
from companion.model.day_summary import DaySummary
from companion.model.records import Settings
from companion.review.drawing import Row, beside, cut, narrow, padded, plain, width_of
from companion.review.lines import lines_of
from companion.review.lines_rows import closeness_chart, lines_rows
from companion.review.recent_days import RecentDays, five_weeks, two_weeks
from companion.review.year import Year, year_rows
from tests.review.diary import VOCABULARY

LEFT: list[Row] = [(("●", "$closeness"), (" one", "")), (("two", "$soft"),)]
RIGHT: list[Row] = [(("right", ""),)]


def test_the_letters_of_a_drawing_have_no_blanks_at_the_end() -> None:
    assert plain([padded(row, 20) for row in LEFT]) == ["● one", "two"]


def test_a_row_is_as_wide_as_its_letters() -> None:
    assert width_of((("日本", ""), ("ab", ""))) == 6
    assert width_of(padded(LEFT[0], 12)) == 12
    assert padded(LEFT[0], 3) == LEFT[0]


def test_a_text_that_is_too_long_ends_in_an_ellipsis() -> None:
    assert [cut("one two", room) for room in (9, 7, 6, 5)] == ["one two", "one two", "one t…", "one…"]
    assert cut("日本語", 5) == "日本…"


def test_two_drawings_stand_side_by_side() -> None:
    assert plain(beside(LEFT, RIGHT, 8, ((" | ", "$rule"),))) == ["● one    | right", "two      |"]


# for a terminal that draws dots, lines and blocks two cells wide

TODAY = date(2026, 3, 1)
DAYS = {
    (at := date(2026, month, day)): DaySummary(at, 1, closeness, ("calm", "tense"), ("R:withdrew",))
    for month, day, closeness in (
        (2, 1, -3.0),
        (2, 9, -1.0),
        (2, 17, 0.0),
        (2, 24, 1.0),
        (3, 1, 3.0),
        (1, 5, None),
    )
}
LINES = lines_of(DAYS, TODAY, 12, VOCABULARY, Settings(), quiet=False)


def doubtful(text: str) -> set[str]:
    """The characters that such a terminal draws two cells wide."""
    return {letter for letter in text if unicodedata.east_asian_width(letter) == "A"}


@pytest.mark.parametrize(
    "rows",
    [
        year_rows(Year(first=date(2025, 4, 1), today=TODAY, days=DAYS), 120),
        lines_rows(LINES, 120, chosen=3),
        closeness_chart(LINES, 60),
        five_weeks(RecentDays(TODAY, DAYS), TODAY),
        two_weeks(RecentDays(TODAY, DAYS), 76),
    ],
)
def test_a_drawing_in_narrow_characters_is_as_wide_and_has_none_that_may_be_wide(rows: list[Row]) -> None:
    wide = {width_of(row) for row in rows}
    assert len(wide) == 1 and doubtful("".join(text for row in rows for text, _ in row))
    replaced = [tuple((narrow(text), style) for text, style in row) for row in rows]
    assert {width_of(row) for row in replaced} == wide
    assert doubtful("".join(text for row in replaced for text, _ in row)) == set()


def test_every_character_that_is_drawn_has_one_that_stands_in_for_it() -> None:
    folder = Path(companion.review.__file__).parent
    drawn = {
        letter
        for file in folder.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for letter in doubtful(node.value)
    }
    assert {"●", "─", "▁", "…"} < drawn
    assert doubtful(narrow("".join(drawn))) == set()
    assert len(narrow("".join(drawn))) == len(drawn)
    assert narrow("Zoë wrote “no”") == 'Zoë wrote "no"' and narrow("日本 й é") == "日本 й é"
