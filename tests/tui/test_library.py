"""Library: reading, finding, and going from page to page."""

import pytest
from textual.widgets import OptionList

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.paths import Places
from companion.review.library import library_pages
from companion.tui.app import CompanionApp
from tests.tui.screen import text_of


@pytest.fixture
def journal(places: Places, clock: Clock) -> Journal:
    journal = open_journal(places, clock=clock)
    journal.log(triggers=["ordinary_moment"])
    return journal


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_find_a_page_read_it_and_go_on_to_another(journal: Journal, size: tuple[int, int]) -> None:
    app = CompanionApp(journal, pane="library")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("slash", *"let", "space", *"it", "space", *"land", "enter", "enter")
        await pilot.pause()
        practice = journal.vocabulary.practices["ex_receive_affection"]
        assert practice.label in text_of(app)
        assert practice.steps[0].split()[0] in text_of(app)
        links = app.screen.query_one("#links", OptionList)
        links.focus()
        target = links.get_option_at_index(0).id
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen._open == target  # type: ignore[attr-defined]
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.query_one("#pages").has_focus


async def test_words_that_are_nowhere_say_so(journal: Journal) -> None:
    app = CompanionApp(journal, pane="library")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("slash", *"xyzzy")
        await pilot.pause()
        assert "No page with these words" in text_of(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "xyzzy" not in text_of(app)


def test_quiet_keeps_back_what_asks_for_closeness(journal: Journal) -> None:
    """S-03: none of these in the library while quiet is on, not as a page and not as a link."""
    hidden = {
        "ex_perspective", "ex_receive_affection", "ex_evidence_check", "ex_checkin_time",
        "ex_simple_question", "ex_let_go_control", "ex_apology_repair", "ex_small_share", "ex_pace_talk",
        "ex_appreciation", "ex_space_with_return",
        "tc_couple_communication", "tc_couple_trust", "tc_couple_deepen",
    }  # fmt: skip
    always = library_pages(journal.vocabulary, journal.settings, quiet=False)
    quiet = library_pages(journal.vocabulary, journal.settings, quiet=True)
    assert hidden <= set(always)
    assert not hidden & set(quiet)
    assert not hidden & {link for page in quiet.values() for link in page.links}
    assert "card_safety" in quiet


def test_every_pattern_goes_on_to_its_practice_and_the_practice_back(journal: Journal) -> None:
    pages = library_pages(journal.vocabulary, journal.settings, quiet=False)
    for pattern in journal.vocabulary.patterns.values():
        assert pattern.practice in pages[pattern.id].links
        assert pattern.id in pages[pattern.practice].links


def test_distance_may_be_right_and_every_page_about_it_says_so(journal: Journal) -> None:
    """S-02: the calm line, and the way to the safety page."""
    pages = library_pages(journal.vocabulary, journal.settings, quiet=False)
    distancing = [pattern for pattern in journal.vocabulary.patterns.values() if pattern.distancing]
    assert [pattern.number for pattern in distancing] == ["P01", "P02", "P03", "P07", "P08", "P15"]
    for pattern in distancing:
        assert "tepping back can" in pages[pattern.id].body
        assert "card_safety" in pages[pattern.id].links
