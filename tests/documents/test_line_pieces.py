"""Lines of writing without spaces end between letters, and never in the middle of one."""

from hypothesis import given
from hypothesis import strategies as st

from companion.documents.line_pieces import broken, has_no_spaces, pieces
from tests.strategies import ANY_TEXT


@given(st.one_of(ANY_TEXT, st.text("散歩、。「」()abc  เกา้ำ\u3099", max_size=20)))
def test_the_pieces_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text
    assert "".join(broken(text, 4, len)) == text


def test_closing_signs_do_not_begin_a_line_and_opening_ones_do_not_end_it() -> None:
    assert pieces("「散歩」、夜。") == ["「散", "歩」、", "夜。"]
    assert broken("散歩は、夜に。", 3, len) == ["散歩", "は、夜", "に。"]


def test_vowels_and_marks_stay_with_their_letter_and_words_stay_whole() -> None:
    assert pieces("เที่น้ำ") == ["เที่", "น้ำ"]
    assert pieces("か\u3099 walk home") == ["か\u3099 ", "walk ", "home"]


def test_what_is_wider_than_the_page_stands_alone() -> None:
    assert broken("散walking歩", 3, len) == ["散", "walking", "歩"]


def test_only_writing_without_spaces_is_broken_so() -> None:
    assert has_no_spaces("夜") and has_no_spaces("ไทย")
    assert not any(map(has_no_spaces, ("a walk", "한국어", "हिन्दी", "مرحبا", "🙂")))
