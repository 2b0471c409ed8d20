"""Tonight: is it safe first, then one small thing, for the one who waits and for the one who pulls away."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from textual.pilot import Pilot

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.records import Moment
from companion.review.tonight import PULLING_AWAY, STEPPING_BACK, WAYS, WHILE_QUIET, moment_of_worry
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.screens.entry import EditScreen
from companion.tui.screens.experiment import BeginScreen
from companion.tui.screens.library_page import LibraryPageScreen
from companion.tui.screens.safety_page import SafetyPageScreen
from companion.tui.screens.story import StoryScreen
from companion.tui.screens.tonight import TonightScreen
from companion.tui.widgets.library_page_view import LibraryPageView
from companion.tui.widgets.text_fields import WritingArea
from tests.safety.test_s11_pages_from_anywhere import PLACES
from tests.tui.screen import text_of
from tests.tui.waiting import type_in

SAFE = "First: does it feel safe between you?"
WAITING = "Tonight, when Kim steps back"
PULLING = "Tonight, when you feel yourself pulling away"


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    with open_journal(places, clock=clock) as journal:
        journal.change_settings(partner_name="Kim")
        journal.log(triggers=["ordinary_moment"], when=clock.now() - timedelta(days=2))
        yield journal


def page_in_sight(app: CompanionApp) -> str:
    page = app.screen.query_one(LibraryPageView).page
    assert page is not None
    return page.id


async def keys(pilot: Pilot[Any], *pressed: str) -> str:
    await pilot.press(*pressed)
    await pilot.pause()
    return text_of(pilot.app)


async def test_both_pages_are_two_keys_away_from_everywhere_and_escape_leads_back(
    demo_journal: Journal,
) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(80, 24)) as pilot:
        for pane, ways in PLACES.items():
            for before in [way for way in ways if "f6" not in way]:
                await app.action_pane(pane)
                await pilot.press(*before.split())
                await pilot.pause()
                here = app.screen
                assert SAFE in await keys(pilot, "f6"), (pane, before)
                assert PULLING in await keys(pilot, "3"), (pane, before)
                await keys(pilot, "f6")
                assert app.screen is here, (pane, before)
                assert "steps back" in await keys(pilot, "f6", "2"), (pane, before)
                assert SAFE in await keys(pilot, "escape"), (pane, before)
                await keys(pilot, "escape")
                assert app.screen is here, (pane, before)
                await keys(pilot, "escape", "escape", "escape")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_safety_comes_before_anything_else(size: tuple[int, int], journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        shown = await keys(pilot, "f6")
        assert shown.index(SAFE) < shown.index("No, or I cannot tell") < shown.index("Kim is stepping back")
        await keys(pilot, "enter")
        assert isinstance(app.screen, SafetyPageScreen)
        assert app.screen.card_id == "card_safety"
        assert SAFE in await keys(pilot, "escape")
        assert WAITING in await keys(pilot, "down", "enter")
        await keys(pilot, "f2")
        assert isinstance(app.screen, SafetyPageScreen)


async def test_the_one_who_waits_asks_gives_room_and_tries_a_practice(journal: Journal) -> None:
    app = CompanionApp(journal, pane="week")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = await keys(pilot, "f6", "2")
        order = [shown.index(way.title) for way in WAYS[STEPPING_BACK]]
        assert order == sorted(order)
        for digit, page in (("1", "ex_simple_question"), ("3", "ex_own_life"), ("4", "ex_evidence_check")):
            await keys(pilot, digit)
            assert page_in_sight(app) == page
            assert WAITING in await keys(pilot, "escape")
        await keys(pilot, "down", "enter")
        assert page_in_sight(app) == "ex_give_room"
        await keys(pilot, "x")
        assert isinstance(app.screen, BeginScreen)
        await keys(pilot, "enter")
        (begun,) = journal.experiments.all()
        assert (begun.exercise, begun.if_then[:14]) == ("ex_give_room", "If Kim wants s")


async def test_a_worry_goes_with_the_moment_it_is_about(journal: Journal) -> None:
    told = journal.log(partner_acts=["pb_hard_to_reach"], when=journal.clock.now() - timedelta(hours=9))
    journal.log(triggers=["ordinary_moment"])
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = await keys(pilot, "f6", "2", "5")
        assert isinstance(app.screen, StoryScreen)
        assert "Was hard to reach" in shown
        await type_in(pilot, "they are done with me")
        await keys(pilot, "ctrl+l")
        (story,) = journal.stories.all()
        assert (story.moment, story.feared) == (told.id, "they are done with me")
        assert not isinstance(app.screen, TonightScreen | StoryScreen)


async def test_without_a_moment_the_moment_comes_first_and_the_worry_after_it(journal: Journal) -> None:
    app = CompanionApp(journal, pane="patterns")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await keys(pilot, "f6", "2", "5")
        assert app.current_mode == "today"
        assert ["First log the moment" in note.message for note in app._notifications] == [True]
        await keys(pilot, *"seemed", "space", *"quiet", "enter", "ctrl+l")
        assert WAITING not in await keys(pilot, "5")  # the sheet did not stay behind in the other pane
        await keys(pilot, "f6", "2", "5")
        assert isinstance(app.screen, StoryScreen)
        assert "Kim seemed quiet" in text_of(app)


async def test_a_moment_is_begun_from_any_sheet_and_no_draft_is_lost_by_it(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await keys(pilot, "left", "left", "e")
        sheet = app.screen
        assert isinstance(sheet, EditScreen)
        sheet.query(WritingArea).first().focus()
        await type_in(pilot, "slow")
        draft = journal.drafts.get(f"edit:{sheet.entry.id}")
        assert draft is not None
        await keys(pilot, "f6", "3", "6")
        assert app.current_mode == "today"
        assert len(app.screen_stack) == 1
        assert sheet not in app.screen_stack
        await keys(pilot, *"affection", "enter", "ctrl+l")
        saved = journal.timeline.latest(limit=1)[0]
        assert isinstance(saved, Moment)
        assert saved.triggers == ("affection_received",)
        assert saved.occurred_at == journal.clock.now()  # of now, though another day was in sight
        assert draft == journal.drafts.get(f"edit:{sheet.entry.id}")


async def test_whoever_pulls_away_may_be_right_to_and_nothing_urges_them_back(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = await keys(pilot, "f6", "3")
        assert "You do not have to come closer tonight" in shown
        await keys(pilot, "1")
        assert page_in_sight(app) == "card_stepping_back"
        await keys(pilot, "escape", "i")
        assert page_in_sight(app) == PULLING_AWAY
        said = " ".join(text_of(app).replace("│", " ").split())
        assert "Distance kept for safety is not a habit to change" in said
        await keys(pilot, "escape", "2")
        assert page_in_sight(app) == "ex_space_with_return"
    closer = {
        "ex_receive_affection",
        "ex_small_share",
        "ex_appreciation",
        "ex_simple_question",
        "ex_give_room",
    }
    assert closer.isdisjoint(way.to for way in WAYS[PULLING_AWAY])
    assert closer.isdisjoint(journal.vocabulary.cards[PULLING_AWAY].links)


async def test_the_pages_are_in_the_library_and_one_key_goes_through_them(journal: Journal) -> None:
    app = CompanionApp(journal, pane="library")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for words, title in (("kim steps back", WAITING), ("feel yourself pulling", PULLING)):
            await keys(pilot, "slash")
            await type_in(pilot, words)
            shown = await keys(pilot, "enter", "enter")
            assert "Go through it" in shown
            assert "does it feel safe" in shown
            assert title in await keys(pilot, "enter")
            assert isinstance(app.screen, TonightScreen)
            await keys(pilot, "i")
            assert isinstance(app.screen, LibraryPageScreen)
            assert not app.screen.check_action("signs", ())  # it lies beneath already
            await keys(pilot, "escape", "escape", "escape", "slash", "escape", "escape")
            assert not isinstance(app.screen, TonightScreen)


async def test_in_quiet_mode_safety_and_ones_own_evening_are_left(journal: Journal) -> None:
    journal.set_quiet(True)
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = await keys(pilot, "f6")
        assert [way.title in shown for way in WHILE_QUIET] == [True] * len(WHILE_QUIET)
        assert SAFE not in shown and "question" not in shown and "pulling" not in shown
        await keys(pilot, "1")
        assert isinstance(app.screen, SafetyPageScreen)
        await keys(pilot, "escape", "5", "i")  # there is no fifth, and no page of a seat
        assert isinstance(app.screen, TonightScreen)
        await keys(pilot, "3")
        assert page_in_sight(app) == "ex_own_life"


async def test_while_it_is_locked_the_key_opens_nothing(places: Places, clock: Clock) -> None:
    open_journal(places, clock=clock).close()
    with open_journal(places, clock=clock) as journal:
        app = CompanionApp(journal)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await keys(pilot, "f9")
            await keys(pilot, "f6")
            assert not any(isinstance(screen, TonightScreen) for screen in app.screen_stack)


def test_a_worry_belongs_to_the_last_step_back_of_the_day_or_to_what_was_just_logged(
    places: Places, clock: Clock
) -> None:
    now = clock.now()
    with open_journal(places, clock=clock) as journal:

        def log(hours_ago: float, **codes: Any) -> Moment:
            return journal.log(when=now - timedelta(hours=hours_ago), **codes)

        def of(seat: str) -> str | None:
            moment = moment_of_worry(journal.timeline.latest(limit=40), now, seat)
            return None if moment is None else moment.id

        log(25, triggers=["partner_quiet"])
        assert of(STEPPING_BACK) is None
        quiet = log(20, triggers=["partner_quiet"])
        assert of(STEPPING_BACK) == quiet.id
        assert of(PULLING_AWAY) is None
        hug = log(2, triggers=["affection_received"])
        assert of(STEPPING_BACK) == quiet.id
        assert of(PULLING_AWAY) == hug.id
        later = log(1, partner_acts=["pb_withdrew"])
        assert of(STEPPING_BACK) == of(PULLING_AWAY) == later.id
