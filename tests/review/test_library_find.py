"""Finding a page of the Library by the words people type."""

import pytest

from companion.model.records import Settings
from companion.model.vocabulary import load_vocabulary
from companion.review.library import LibraryPage, library_pages
from companion.review.library_find import PageIndex, content_words
from tests.review.page_queries import EVERYDAY, HELD_BACK

PAGES = library_pages(load_vocabulary(), Settings(), quiet=False)
INDEX = PageIndex(PAGES)


def found(words: str, index: PageIndex = INDEX) -> list[str]:
    return [page.id for page in index.find(words)]


@pytest.mark.parametrize("words", [*EVERYDAY, *HELD_BACK])
def test_the_right_page_is_among_the_first_three(words: str) -> None:
    wanted = EVERYDAY.get(words) or HELD_BACK[words]
    assert set(wanted) <= PAGES.keys()
    assert set(found(words)[:3]) & set(wanted), found(words)[:3]


def page(
    id: str, title: str, *, also: tuple[str, ...] = (), subtitle: str = "", body: str = ""
) -> LibraryPage:
    return LibraryPage(id, title, "Practices", body, subtitle=subtitle, also=also)


def test_a_title_comes_before_an_everyday_word_that_before_a_subtitle_and_that_before_the_text() -> None:
    pages = [
        page("text", "One", body="about lanterns"),
        page("subtitle", "Two", subtitle="What lanterns are for"),
        page("also", "Three", also=("lanterns by night",)),
        page("title", "Lanterns in the park"),
    ]
    assert found("lanterns", PageIndex({one.id: one for one in pages})) == [
        "title",
        "also",
        "subtitle",
        "text",
    ]


def test_a_word_is_matched_from_its_beginning_in_its_forms_and_with_one_slip() -> None:
    index = PageIndex({"a": page("a", "Walking by rivers"), "b": page("b", "Crosswalks")})
    for words in ("walking", "walk", "walked", "wal", "river", "walkign"):
        assert found(words, index) == ["a"], words
    assert found("alking", index) == []  # not from its middle


def test_small_words_are_passed_over_where_there_are_others() -> None:
    assert content_words("Why does he pull away?") == ["pull", "away"]
    assert content_words("why is it") == ["why", "is", "it"]
    assert found("why does he pull away") == found("why did he pull away")
    assert found("") == found("  ?! ") == []


def test_whom_it_is_asked_about_puts_their_pages_first() -> None:
    assert PAGES[found("why does he pull away")[0]].group == "them"
    assert PAGES[found("why do i pull away")[0]].group == "me"


def test_words_that_are_nowhere_find_nothing_and_one_of_them_does_not_hide_the_rest() -> None:
    assert found("xyzzyq") == []
    assert found("commitment xyzzyq")[0] in ("wr_commitment_readiness", "future_talk_then_distance")


def test_what_is_hidden_in_quiet_mode_is_not_found() -> None:
    quiet = library_pages(load_vocabulary(), Settings(), quiet=True)
    index = PageIndex(quiet)
    for words in (*EVERYDAY, *HELD_BACK):
        assert {one.id for one in index.find(words)} <= quiet.keys(), words
    assert "ex_apology_repair" not in found("apologise", index)
    assert found("scared", index)[0] == "card_safety"
