"""Rows of drawings: their letters, their width, two side by side."""

from companion.review.drawing import Row, beside, cut, padded, plain, width_of

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
