"""The rows of the library's list: a title, and what the page is about beside or below it."""

import pytest

from companion.review.drawing import plain, width_of
from companion.review.library import LibraryPage
from companion.review.shelf import page_rows


def a_page(title: str, subtitle: str) -> LibraryPage:
    return LibraryPage("a", title, "Practices", "", subtitle=subtitle)


def test_where_there_is_room_it_stands_beside_the_title_in_a_column_of_its_own() -> None:
    assert plain(page_rows(a_page("Let it land", "Ten seconds with something kind"), 76)) == [
        "Let it land                   Ten seconds with something kind"
    ]


def test_a_long_title_has_it_below_in_the_same_column() -> None:
    rows = plain(page_rows(a_page("If someone else can reach this device", "What others could see"), 76))
    assert rows == ["If someone else can reach this device", f"{'':30}What others could see"]


def test_where_there_is_little_room_it_stands_below() -> None:
    rows = plain(page_rows(a_page("Let it land", "Ten seconds with something kind"), 71))
    assert rows == ["Let it land", "  Ten seconds with something kind"]


def test_a_page_of_ones_own_may_have_none() -> None:
    assert plain(page_rows(a_page("My walk", ""), 76)) == ["My walk"]


@pytest.mark.parametrize("width", range(24, 200, 7))
def test_what_it_is_about_keeps_to_its_room(width: int) -> None:
    rows = page_rows(a_page("日本語の題", "とても長い説明" * 60), width)
    assert width_of(rows[-1]) <= width
    assert plain(rows)[-1].endswith("…")
