"""Library: reading, finding, and going from page to page."""

import asyncio
from itertools import groupby

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.records import Settings
from companion.review.library import group_heading, library_pages
from companion.review.library_find import content_words
from companion.system.paths import Places
from companion.tui import debounce
from companion.tui.app import CompanionApp
from companion.tui.screens import library
from companion.tui.screens.experiment import BeginScreen
from companion.tui.screens.library import READ_PAUSE, LibraryPane
from companion.tui.screens.library_page import LibraryPageScreen
from companion.tui.widgets.library_page_view import LibraryPageView
from companion.tui.widgets.row_list import RowList
from tests.tui.diary import write_diary
from tests.tui.screen import sizes, text_of


def page_in_sight(app: CompanionApp) -> str:
    page = app.screen.query_one(LibraryPageView).page
    assert page is not None
    return page.id


async def go_on(pilot: Pilot[None], to: str) -> None:
    """Follow the link that leads to a page, by keys alone."""
    links = pilot.app.screen.query_one("#links", OptionList)
    if not links.has_focus:
        pilot.app.screen.query_one(LibraryPageView).focus()
        await pilot.press("tab")
    assert links.has_focus
    await pilot.press("home", *["down"] * links.get_option_index(to), "enter")
    await pilot.pause()


@pytest.fixture
def journal(places: Places, clock: Clock) -> Journal:
    journal = open_journal(places, clock=clock)
    journal.log(triggers=["ordinary_moment"])
    return journal


@pytest.mark.parametrize("size", sizes((60, 20), (120, 40), deep=(80, 24)))
async def test_find_a_page_read_it_and_go_on_to_another(journal: Journal, size: tuple[int, int]) -> None:
    app = CompanionApp(journal, pane="library")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("slash", *"let", "space", *"it", "space", *"land", "enter", "enter")
        await pilot.pause()
        practice = journal.vocabulary.practices["ex_receive_affection"]
        assert practice.label in text_of(app)
        assert practice.steps[0].split()[0] in text_of(app)
        view = app.screen.query_one(LibraryPageView)
        target = app.screen.query_one("#links", OptionList).get_option_at_index(0).id
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert page_in_sight(app) == target
        await pilot.press("escape")
        await pilot.pause()
        assert page_in_sight(app) == practice.id
        assert view.has_focus
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.query_one("#pages").has_focus


async def test_words_that_are_nowhere_say_so(journal: Journal) -> None:
    app = CompanionApp(journal, pane="library")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("slash", *"xyzzy")
        await pilot.pause()
        assert "No page found. Try fewer words." in text_of(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "xyzzy" not in text_of(app)


def test_quiet_keeps_back_what_asks_for_closeness(journal: Journal) -> None:
    """S-03: nothing that is marked so in the library in quiet mode, not as a page and not as a link."""
    words = journal.vocabulary
    tables = (words.cards, words.practices, words.patterns, words.prompts)
    hidden = {row.id for table in tables for row in table.values() if not row.shown_when_quiet}
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


def test_what_the_other_did_goes_on_to_guesses_and_one_light_question(journal: Journal) -> None:
    pages = library_pages(journal.vocabulary, journal.settings, quiet=False)
    of_partner = [row for row in journal.vocabulary.patterns.values() if row.of_partner and not row.positive]
    assert [row.number for row in of_partner] == ["P13", "P20", "P21", "P22", "P23", "P24"]
    for row in of_partner:
        assert {"card_reasons", "ex_simple_question"} <= set(pages[row.id].links)
    quiet = library_pages(journal.vocabulary, journal.settings, quiet=True)
    assert "card_reasons" not in {link for page in quiet.values() for link in page.links}


def test_before_a_page_on_a_loop_stands_that_control_is_none(journal: Journal) -> None:
    pages = library_pages(journal.vocabulary, journal.settings, quiet=False)
    loops = {row.id for row in journal.vocabulary.patterns.values() if row.shape == "cycle"}
    assert loops == {"demand_withdraw_cycle"}
    for id in (*loops, "card_push_pull", "tc_couple_communication"):
        assert pages[id].body.startswith("If one of you controls the other"), id
        assert "Safety" in pages[id].body.partition("\n")[0], id


def test_pages_stand_under_whom_they_are_about(journal: Journal) -> None:
    pages = library_pages(journal.vocabulary, Settings(partner_name="Robin"), quiet=False)
    groups = list(dict.fromkeys(page.group for page in pages.values()))
    assert [group_heading(group, Settings(partner_name="Robin")) for group in groups] == [
        "Right now",
        "About Robin",
        "About me",
        "About the two of us",
        "How this works",
    ]
    for id, group in {
        "card_crisis": "now",
        "card_tonight": "now",
        "card_reasons": "them",
        "pb_withdrew": "them",
        "partner_steps_back_after_closeness": "them",
        "ex_give_room": "them",
        "rc_undeserving": "me",
        "withdrew": "me",
        "withdraw_after_affection": "me",
        "card_safe_talk": "us",
        "demand_withdraw_cycle": "us",
        "ex_apology_repair": "us",
        "card_quiet_mode": "this",
        "pr_any_tri_1": "this",
    }.items():
        assert pages[id].group == group, id
    sections = [(page.group, page.section) for page in pages.values()]
    assert len(list(groupby(sections))) == len(set(sections))  # each section stands once


def test_distance_may_be_right_and_every_page_about_it_says_so(journal: Journal) -> None:
    """S-02: the calm line, and the way to the safety page."""
    pages = library_pages(journal.vocabulary, journal.settings, quiet=False)
    distancing = [pattern for pattern in journal.vocabulary.patterns.values() if pattern.distancing]
    assert [pattern.number for pattern in distancing] == ["P01", "P02", "P03", "P07", "P08", "P15"]
    for pattern in distancing:
        assert "tepping back can" in pages[pattern.id].body
        assert "card_safety" in pages[pattern.id].links


def test_reaching_may_be_fair_and_every_page_about_it_says_so(journal: Journal) -> None:
    for quiet in (False, True):
        pages = library_pages(journal.vocabulary, journal.settings, quiet=quiet)
        for pattern in journal.vocabulary.patterns.values():
            assert (pattern.id in pages) == (pattern.shown_when_quiet or not quiet)
            if pattern.id not in pages:
                continue
            shown = pattern.reaching and not quiet
            assert ("Wanting an answer is nothing" in pages[pattern.id].body) == shown, pattern.id
            assert ("card_reaching" in pages[pattern.id].links) == shown, pattern.id
    pages = library_pages(journal.vocabulary, journal.settings, quiet=False)
    assert pages["partner_steps_back_after_pressure"].links[0] == "ex_give_room"
    assert "ex_give_room" in pages["card_reaching"].links


def test_every_act_has_a_page_with_a_guess_that_patterns_and_it_link_to_each_other(journal: Journal) -> None:
    words = journal.vocabulary
    pages = library_pages(words, journal.settings, quiet=False)
    for row in (*words.responses.values(), *words.partner_acts.values()):
        assert ("as a guess:" in pages[row.id].body) == bool(row.protects), row.id
        assert len(pages[row.id].body.split()) <= 110, row.id
        assert pages[row.id].links, row.id
    for pattern in words.patterns.values():
        for code in (*pattern.antecedents, *pattern.responses):
            id = code.rpartition(":")[2]
            assert pattern.id in pages[id].links
            assert id in pages[pattern.id].links
    assert all(
        "Only your partner knows." in pages[row.id].body
        for row in words.partner_acts.values()
        if row.protects
    )
    for response in words.responses.values():
        distance = response.strategy == "deactivating"
        assert not distance or "Stepping back can also be healthy" in pages[response.id].body, response.id
        reaching = response.strategy == "hyperactivating"
        assert not reaching or "Wanting an answer is nothing" in pages[response.id].body, response.id
        assert not (distance or reaching) or "card_safety" in pages[response.id].links, response.id
    for id in ("self_protected", "pb_controlling", "pb_threatening"):
        assert pages[id].links[0] == "card_safety"
        assert "guess" not in pages[id].body


def test_the_four_pages_at_the_centre_are_a_link_away_from_the_act_and_its_pattern(journal: Journal) -> None:
    pages = library_pages(journal.vocabulary, journal.settings, quiet=False)
    for page, ids in {
        "card_fault_finding": ("criticised", "criticise_after_criticism"),
        "card_picking_fights": ("picked_fight", "fight_after_closeness"),
        "card_over_reading": ("overanalysed", "overread_after_silence"),
        "card_taking_over": (
            "took_control",
            "did_it_alone",
            "control_when_unsure",
            "alone_when_needing_help",
        ),
    }.items():
        for id in ids:
            assert page in pages[id].links
            assert id in pages[page].links
        assert "as a guess" in pages[page].body
        assert "card_safety" in pages[page].links


def test_what_happened_goes_on_to_its_questions_and_patterns_and_they_back(journal: Journal) -> None:
    pages = library_pages(journal.vocabulary, journal.settings, quiet=False)
    for prompt in journal.vocabulary.prompts.values():
        for trigger in prompt.triggers:
            assert prompt.id in pages[trigger].links
            assert trigger in pages[prompt.id].links
    for pattern in journal.vocabulary.patterns.values():
        for code in pattern.antecedents:
            if ":" not in code:
                assert pattern.id in pages[code].links
                assert code in pages[pattern.id].links
    assert all(pages[id].links[0] == "card_reasons" for id in ("partner_quiet", "asked_for_space"))
    assert "card_safety" in pages["felt_afraid"].links


def test_every_link_leads_somewhere_and_every_page_can_be_reached(journal: Journal) -> None:
    pages = library_pages(journal.vocabulary, journal.settings, quiet=False)
    linked = {link for page in pages.values() for link in page.links}
    assert linked <= pages.keys()
    assert {page.id for page in pages.values() if not page.on_shelf} == set(journal.vocabulary.prompts)
    for card in journal.vocabulary.cards.values():
        assert set(card.links) <= set(pages[card.id].links)


async def test_from_a_pattern_to_its_practice_to_a_card_and_back_the_same_way(
    places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as journal:
        write_diary(journal)
        app = CompanionApp(journal, pane="patterns")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            app.screen.show_pattern("withdraw_after_affection")  # type: ignore[attr-defined]
            await pilot.press("i")
            await pilot.pause()
            assert isinstance(app.screen, LibraryPageScreen)
            assert page_in_sight(app) == "withdraw_after_affection"
            assert "Stepping back can" in text_of(app)
            for page in ("ex_receive_affection", "at_avoids_closeness", "ex_small_share"):
                await go_on(pilot, page)
                assert page_in_sight(app) == page
            for page in ("at_avoids_closeness", "ex_receive_affection", "withdraw_after_affection"):
                await pilot.press("escape")
                await pilot.pause()
                assert page_in_sight(app) == page
            await pilot.press("escape")
            await pilot.pause()
            assert app.current_mode == "patterns"
            assert not isinstance(app.screen, LibraryPageScreen)


async def test_try_this_begins_an_experiment_with_the_sentence_of_the_practice(journal: Journal) -> None:
    app = CompanionApp(journal, pane="library")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Try this" not in text_of(app)
        await pilot.press("slash", *"fixing", "enter", "enter")
        await pilot.pause()
        assert page_in_sight(app) == "ex_not_fixing"
        assert "Try this" in text_of(app)
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(app.screen, BeginScreen)
        await pilot.press("enter")
        await pilot.pause()
        (begun,) = journal.experiments.all()
        assert begun.if_then == journal.vocabulary.practices["ex_not_fixing"].if_then
        assert (begun.exercise, begun.pattern) == ("ex_not_fixing", None)
        await pilot.press("x")
        await pilot.pause()
        assert not isinstance(app.screen, BeginScreen)
        assert len(journal.experiments.all()) == 1


async def test_a_page_opens_from_week_from_an_entry_and_from_a_question(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        write_diary(journal)
        journal.log(triggers=["slow_reply"], responses=["pursued"])
        app = CompanionApp(journal, pane="week")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            week = journal.insight.week()
            letter = app.screen.query_one("#letter", OptionList)
            wanted = {card.pattern for card in week.patterns}
            if week.suggestion:
                wanted.add(week.suggestion.practice)
            assert wanted
            seen = set()
            for row in range(letter.option_count):
                if not letter.get_option_at_index(row).disabled:
                    letter.highlighted = row
                    await pilot.press("i")
                    await pilot.pause()
                    if isinstance(app.screen, LibraryPageScreen):
                        seen.add(page_in_sight(app))
                        await pilot.press("escape")
                        await pilot.pause()
            assert seen == wanted

            await pilot.press("3", "i")
            await pilot.pause()
            assert isinstance(app.screen, LibraryPageScreen)
            await go_on(pilot, "protest_after_silence")
            await pilot.press("escape")
            await pilot.pause()
            await go_on(pilot, "pursued")
            assert "What it may protect, as a guess" in text_of(app)
            await pilot.press("escape", "escape")
            await pilot.pause()

            await pilot.press("2", "i")
            await pilot.pause()
            assert page_in_sight(app) == journal.prompts.next().prompt.id


def test_every_page_of_the_shelf_says_plainly_what_it_is_about(journal: Journal) -> None:
    words = journal.vocabulary
    pages = library_pages(words, journal.settings, quiet=False)
    assert all(page.subtitle for page in pages.values() if page.on_shelf)
    for id in (*words.cards, *words.practices, *words.patterns):
        assert len(pages[id].subtitle) <= 52, id
        title, subtitle = (set(content_words(text)) for text in (pages[id].title, pages[id].subtitle))
        assert not title <= subtitle and len(title & subtitle) <= 2, id  # not the same thing twice
        assert len(pages[id].title) <= 52, id
    assert len({pages[id].subtitle for id in words.cards}) == len(words.cards)


async def test_at_80_columns_the_list_stands_alone_and_enter_opens_the_page(journal: Journal) -> None:
    app = CompanionApp(journal, pane="library")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert "Too much right now            What helps in the next few minutes" in text_of(app)
        assert not screen.query_one("#page").region and not screen.query_one("#find").display
        await pilot.press("down", "enter")
        await pilot.pause()
        assert page_in_sight(app) == "card_crisis" and screen.query_one(LibraryPageView).has_focus
        assert not screen.query_one("#shelf").region
        await pilot.press("escape")
        await pilot.pause()
        assert screen.query_one("#pages").has_focus and screen.query_one("#shelf").region
        await pilot.press("slash", *"undeserved", "enter")
        await pilot.pause()
        assert screen.query_one("#find").display and page_in_sight(app) == "rc_undeserving"
        await pilot.press("escape")
        await pilot.pause()
        assert not screen.query_one("#find").display and screen.query_one("#pages").has_focus


async def test_at_160_columns_what_a_page_goes_on_to_stands_beside_it(journal: Journal) -> None:
    app = CompanionApp(journal, pane="library")
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.pause()
        await pilot.press("slash", *"let it land", "enter")
        await pilot.pause()
        screen = app.screen
        beside = screen.query_one("#next-pages", OptionList)
        onward = library_pages(journal.vocabulary, journal.settings, quiet=False)[
            "ex_receive_affection"
        ].links
        assert [option.id for option in beside.options] == list(onward)
        assert not screen.query_one("#links").display
        await pilot.press("tab", "tab", "enter")
        await pilot.pause()
        assert page_in_sight(app) == onward[0]
        assert screen.query_one(LibraryPageView).has_focus
        await pilot.press("escape")
        await pilot.pause()
        assert page_in_sight(app) == "ex_receive_affection"
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert screen.query_one("#links").display and not screen.query_one("#goes-on").display


async def test_letters_that_find_the_same_pages_open_none_before_there_is_a_pause(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    pause = 5 * READ_PAUSE  # else a busy machine makes one between two letters
    monkeypatch.setattr(library, "READ_PAUSE", pause)
    app = CompanionApp(journal, pane="library")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        before = page_in_sight(app)
        await pilot.press("slash", *"undeser")
        await pilot.pause()
        found = app.screen.query_one("#pages", RowList).highlighted_option
        await pilot.press("v")
        await pilot.pause()
        assert app.screen.query_one("#pages", RowList).highlighted_option is found, "the same was found"
        assert page_in_sight(app) == before
        await asyncio.sleep(pause + READ_PAUSE)
        await pilot.pause()
        assert found is not None and page_in_sight(app) == found.id == "rc_undeserving"


async def test_a_key_right_after_an_arrow_is_about_the_page_under_the_cursor(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(debounce, "ARROWS_PAUSE", 60.0)  # as if the key came at once
    app = CompanionApp(journal, pane="library")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, LibraryPane)
        listing = screen.query_one("#pages", RowList)
        practice = next(row.id for row in listing.options if row.id in journal.vocabulary.practices)
        listing.highlighted = listing.get_option_index(practice)
        await pilot.pause()
        assert page_in_sight(app) != practice, "its page is yet to be shown"
        await pilot.press("x")
        await pilot.pause()
        begun = app.screen
        assert isinstance(begun, BeginScreen)
        assert journal.vocabulary.practices[practice].label in text_of(app)
