"""When the other steps back: a line after the save, guesses, a question to ask, a story to look at later."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from textual.widgets import OptionList

from companion.exchange import journal_json
from companion.journal import Journal, open_journal
from companion.model.clock import Clock, fixed_clock
from companion.review.reasons import STEPPED_BACK, possible_reasons
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.screens.library_page import LibraryPageScreen
from companion.tui.screens.reasons import ReasonsScreen
from companion.tui.screens.story import StoryCheckScreen, StoryScreen
from companion.tui.widgets.library_page_view import LibraryPageView
from tests.tui.screen import text_of

OFFER = "What might be behind it?"
LOG_A_QUIET_PARTNER = ("n", *"seemed", "space", *"quiet", "enter", "ctrl+l")


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    with open_journal(places, clock=clock) as journal:
        journal.change_settings(partner_name="Kim")
        journal.log(triggers=["ordinary_moment"])
        yield journal


def test_the_codes_are_those_of_the_tables_and_not_knowing_comes_first(journal: Journal) -> None:
    words = journal.vocabulary
    assert {*words.triggers, *words.partner_acts} >= STEPPED_BACK
    reasons = [card.id for card in possible_reasons(words)]
    assert reasons[0] == "wr_do_not_know"
    assert len(reasons) == 14


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_logged_guessed_told_as_a_story_and_looked_at_later(
    size: tuple[int, int], journal: Journal, places: Places, clock: Clock
) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert OFFER not in text_of(app)
        await pilot.press(*LOG_A_QUIET_PARTNER)
        await pilot.pause()
        assert OFFER in text_of(app)
        assert "Kim seemed quiet" in text_of(app)
        moment = journal.timeline.latest(limit=1)[0]
        assert moment.triggers == ("partner_quiet",)  # type: ignore[union-attr]

        await pilot.press("r")
        await pilot.pause()
        assert isinstance(app.screen, ReasonsScreen)
        shown = text_of(app)
        assert "Only Kim knows." in shown
        assert shown.index("I do not know") < shown.index("Something outside the two of you")
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "only a guess" in text_of(app)
        await pilot.press("1")
        await pilot.pause()
        page = app.screen.query_one(LibraryPageView).page
        assert isinstance(app.screen, LibraryPageScreen)
        assert page is not None and page.id == "ex_simple_question"
        await pilot.press("escape")
        await pilot.pause()

        await pilot.press("2")
        await pilot.pause()
        assert isinstance(app.screen, StoryScreen)
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert not isinstance(app.screen, ReasonsScreen)
        assert OFFER not in text_of(app)
        (story,) = journal.stories.all()
        assert story.feared == "Maybe: Something outside the two of you"
        assert story.moment == moment.id
        later = clock.now() + timedelta(days=8)

    with open_journal(places, clock=fixed_clock(later, "Europe/Berlin")) as again:
        app = CompanionApp(again, pane="week")
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            letter = app.screen.query_one("#letter", OptionList)
            for row in range(letter.option_count):
                option = letter.get_option_at_index(row)
                if not option.disabled and "Something outside" in str(option.prompt):
                    letter.highlighted = row
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, StoryCheckScreen)
            await pilot.press("1", "ctrl+l")
            await pilot.pause()
        assert again.stories.all()[0].closed_at is not None


async def test_escape_puts_the_line_away_and_nothing_is_kept(journal: Journal) -> None:
    exported = None
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*LOG_A_QUIET_PARTNER)
        await pilot.pause()
        exported = journal_json.dumps(journal.merging.contents())
        await pilot.press("r", "down", "enter", "3")
        await pilot.pause()
        assert not isinstance(app.screen, ReasonsScreen)
        assert (
            journal_json.dumps(journal.merging.contents()) == exported
        )  # a guess that was looked at leaves no trace
        await pilot.press(*LOG_A_QUIET_PARTNER)
        await pilot.pause()
        assert OFFER in text_of(app)
        await pilot.press("escape")
        await pilot.pause()
        assert OFFER not in text_of(app)
        await pilot.press("r")
        await pilot.pause()
        assert not isinstance(app.screen, ReasonsScreen)


async def test_not_knowing_can_be_a_story_too_in_the_persons_own_words(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*LOG_A_QUIET_PARTNER)
        await pilot.pause()
        await pilot.press("r", "enter", "2")
        await pilot.pause()
        assert isinstance(app.screen, StoryScreen)
        assert app.screen.state()["feared"] == ""


async def test_no_offer_while_it_is_quiet_nor_after_another_moment(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"ordinary", "enter", "ctrl+l")
        await pilot.pause()
        assert OFFER not in text_of(app)
        await pilot.press(*LOG_A_QUIET_PARTNER)
        await pilot.pause()
        assert OFFER in text_of(app)
        app.action_quiet()
        await pilot.pause()
        assert OFFER not in text_of(app)
        await pilot.press(*LOG_A_QUIET_PARTNER)
        await pilot.pause()
        assert OFFER not in text_of(app)
