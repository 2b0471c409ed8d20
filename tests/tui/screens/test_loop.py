"""The loop, opened from Patterns: drawn, its moments a key away, and what is missing said."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.records import Feeling
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.screens.loop import LoopPane
from companion.tui.screens.patterns import PatternsPane
from companion.tui.screens.today import TodayPane
from companion.tui.widgets.moment_form import MomentForm
from tests.conftest import SUNDAY_EVENING
from tests.tui.screen import text_of


def write_rounds(journal: Journal, rounds: int = 9) -> None:
    """Evenings of pressing and of a step back, and some on which a question was asked instead."""
    journal.change_settings(partner_name="Robin")
    for number in range(rounds):
        journal.log(
            when=SUNDAY_EVENING - timedelta(days=4 * number + 5),
            triggers=["partner_quiet"],
            feelings=[Feeling(mood="anxious")],
            urges=["pursued"],
            responses=["pursued"],
            partner_acts=["pb_hard_to_reach"],
            closeness=-2,
        )
    for number in range(5):
        journal.log(
            when=SUNDAY_EVENING - timedelta(days=8 * number + 3),
            triggers=["partner_quiet"],
            feelings=[Feeling(mood="anxious")],
            urges=["pursued"],
            responses=["asked_directly"],
            partner_acts=["pb_opened_up"],
            closeness=2,
        )


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    with open_journal(places, clock=clock) as journal:
        yield journal


async def test_both_rounds_are_drawn_and_their_moments_are_a_key_away(journal: Journal) -> None:
    write_rounds(journal)
    app = CompanionApp(journal, pane="patterns")
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.pause()
        await pilot.press("v")
        await pilot.pause()
        assert isinstance(app.screen, LoopPane)
        shown = text_of(app)
        for words in ("The way it most often went", "to press for an answer", "what Robin did", "9 of 14"):
            assert words in shown
        for words in ("distant", "Another way it went", "asked instead of", "5 of 14"):
            assert words in shown
        assert "problem" not in shown
        await pilot.press("down", "down", "down", "enter")  # past what stands above, to the latest moment
        await pilot.pause()
        assert "-2 distant" in text_of(app)
        # On a narrow screen it runs down, with the way back at its side.
        await pilot.resize_terminal(60, 40)
        await pilot.pause()
        assert "╰─ it started like this again" in text_of(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, PatternsPane)


async def test_what_is_missing_is_said_and_n_goes_to_log_it(journal: Journal) -> None:
    write_rounds(journal, rounds=2)
    app = CompanionApp(journal, pane="patterns")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("v")
        await pilot.pause()
        assert "So far there are at most 2." in " ".join(text_of(app).replace("▎", " ").split())
        await pilot.press("n")
        await pilot.pause()
        assert app.current_mode == "today"
        assert isinstance(app.screen, TodayPane)
        assert app.screen.query_one(MomentForm).display


async def test_from_anywhere_and_gone_when_quiet_comes_on(journal: Journal) -> None:
    write_rounds(journal)
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "The loop" in [command.title for command in app.get_system_commands(app.screen)]
        await app.action_loop()
        await pilot.pause()
        assert isinstance(app.screen, LoopPane)
        app.action_quiet()
        await pilot.pause()
        assert isinstance(app.screen, PatternsPane)
        assert "The loop" not in [command.title for command in app.get_system_commands(app.screen)]


async def test_with_several_people_it_asks_whose_and_names_them(journal: Journal) -> None:
    write_rounds(journal)
    journal.log(when=SUNDAY_EVENING - timedelta(days=1), triggers=["partner_quiet"], person="Kim")
    app = CompanionApp(journal, pane="patterns")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("v")
        await pilot.pause()
        assert "The loop with whom?" in text_of(app)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "The loop with Kim" in text_of(app)
        assert "Robin" not in text_of(app)


async def test_it_is_not_there_in_quiet_mode(journal: Journal) -> None:
    write_rounds(journal)
    journal.set_quiet(True)
    app = CompanionApp(journal, pane="patterns")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("v")
        await pilot.pause()
        assert isinstance(app.screen, PatternsPane)
