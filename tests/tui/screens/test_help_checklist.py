"""Outside help: the signs as a quiet list, its gate, and a soft word after the same argument again."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import OptionList

from companion.exchange import journal_json
from companion.journal import Journal, open_journal
from companion.model.clock import Clock, fixed_clock
from companion.review.outside_help import help_signs, may_stand_in_week
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.screens.help_checklist import HelpChecklistScreen
from companion.tui.screens.library_page import LibraryPageScreen
from companion.tui.screens.safety_page import SafetyPageScreen
from companion.tui.widgets.library_page_view import LibraryPageView
from tests.cli.conftest import Run, opened, own_umask, run  # noqa: F401
from tests.tui.screen import text_of

ZONE = "Europe/Berlin"
WORD = "You noted the same argument"


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    with open_journal(places, clock=clock) as journal:
        argue(journal, 1, 8, 15, 22)
        yield journal


def argue(journal: Journal, *days_ago: int) -> None:
    for days in days_ago:
        journal.log(when=journal.clock.now() - timedelta(days=days), triggers=["repeated_argument"])


def word(places: Places, clock: Clock, weeks_later: int) -> bool:
    """Whether the word stands in the week so many weeks later."""
    later = fixed_clock(clock.now() + timedelta(weeks=weeks_later), ZONE)
    with open_journal(places, clock=later) as journal:
        return journal.insight.week().outside_help is not None


def chosen_page(app: CompanionApp) -> list[str]:
    page = app.screen.query_one(LibraryPageView).page
    assert page is not None
    return [page.id, *page.links]


# the soft word


def test_four_times_within_28_days_bring_it_and_three_do_not(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        argue(journal, 0, 8, 27, 28)  # the last one lies a day too far back
        assert journal.insight.week().outside_help is None
        argue(journal, 3)
        found = journal.insight.week().outside_help
        assert found is not None
        assert f"{WORD} 4 times in 28 days" in found.text
        assert len(found.ids) == 4
        assert journal.insight.week(1).outside_help is None  # it is about now


def test_other_conflict_does_not_bring_it(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        for days in range(20):
            journal.log(when=clock.now() - timedelta(days=days), triggers=["disagreement", "raised_voices"])
        assert journal.insight.week().outside_help is None


def test_it_comes_once_in_four_weeks_and_stays_for_its_week(
    journal: Journal, places: Places, clock: Clock
) -> None:
    assert journal.insight.week().outside_help is not None
    assert journal.insight.week().outside_help is not None
    journal.close()
    for weeks in range(1, 9):
        later = fixed_clock(clock.now() + timedelta(weeks=weeks), ZONE)
        with open_journal(places, clock=later) as again:
            argue(again, 0, 1, 2, 3)
    assert [weeks for weeks in range(1, 9) if word(places, clock, weeks)] == [4, 8]


@given(st.dates(), st.integers(0, 400))
def test_two_of_them_are_never_nearer_than_28_days(first: object, days: int) -> None:
    assert may_stand_in_week(first, None)  # type: ignore[arg-type]
    try:
        later = first + timedelta(days=days)  # type: ignore[operator]
    except OverflowError:
        return
    assert may_stand_in_week(later, first) == (days == 0 or days >= 28)  # type: ignore[arg-type]


def test_it_can_be_declined_for_good_and_that_travels(
    journal: Journal,
    places: Places,
    clock: Clock,
    run: Run,  # noqa: F811
) -> None:
    assert journal.insight.week().outside_help is not None
    before = journal.settings
    journal.insight.decline_help()
    assert journal.insight.week().outside_help is None
    assert journal.settings.partner_name == before.partner_name
    exported = journal_json.dumps(journal.merging.contents())
    journal.close()
    assert not any(word(places, clock, weeks) for weeks in range(9))
    assert '"no_word_on_outside_help": true' in exported


def test_it_stays_away_while_it_is_quiet(journal: Journal) -> None:
    journal.set_quiet(True)
    assert journal.insight.week().outside_help is None


def test_the_command_line_tells_it_too(journal: Journal, run: Run) -> None:  # noqa: F811
    assert WORD in run("week").out
    assert WORD in run("week", "--markdown").out
    assert '"outside_help"' in run("week", "--json").out


# the list of signs


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_from_the_week_to_the_signs_and_through_the_gate(
    size: tuple[int, int], journal: Journal
) -> None:
    before = journal_json.dumps(journal.merging.contents())
    app = CompanionApp(journal, pane="week")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        letter = app.screen.query_one("#letter", OptionList)
        letter.highlighted = letter.option_count - 1
        await pilot.pause()
        assert WORD in text_of(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, HelpChecklistScreen)
        assert "☐ The same argument keeps coming back" in text_of(app)
        await pilot.press("enter", "down", "space")
        await pilot.pause()
        assert "☑ The same argument keeps coming back" in text_of(app)

        listing = app.screen.query_one("#signs", OptionList)
        listing.highlighted = listing.get_option_index("together")
        await pilot.press("enter")
        await pilot.pause()
        assert "Yes, both of us" in text_of(app)
        assert isinstance(app.screen, HelpChecklistScreen)  # nothing of the way together before the answer
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, SafetyPageScreen)
        assert app.screen.card_id == "card_safety"
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("up", "enter")
        await pilot.pause()
        assert isinstance(app.screen, LibraryPageScreen)
        assert "tc_couple_communication" in chosen_page(app)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert "☑ The same argument keeps coming back" in text_of(app)

        listing.highlighted = listing.get_option_index("alone")
        await pilot.press("enter")
        await pilot.pause()
        assert "tc_ind_trauma" in chosen_page(app)
        assert not any(link.startswith("tc_couple") for link in chosen_page(app))
        await pilot.press("escape", "escape")
        await pilot.pause()
    assert (
        journal_json.dumps(journal.merging.contents()) == before
    )  # marks and answers are gone with the sheet


async def test_z_declines_it(journal: Journal) -> None:
    app = CompanionApp(journal, pane="week")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        letter = app.screen.query_one("#letter", OptionList)
        letter.highlighted = letter.option_count - 1
        await pilot.press("enter", "z")
        await pilot.pause()
        assert not isinstance(app.screen, HelpChecklistScreen)
        assert WORD not in text_of(app)
    assert journal.insight.week().outside_help is None


async def test_in_the_library_they_are_one_key_away_and_alone_while_it_is_quiet(journal: Journal) -> None:
    journal.set_quiet(True)
    app = CompanionApp(journal, pane="library")
    async with app.run_test(size=(110, 60)) as pilot:
        await pilot.pause()
        app.screen.show_page("card_when_help")  # type: ignore[attr-defined]
        await pilot.pause()
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert isinstance(app.screen, HelpChecklistScreen)
        assert "Help on your own" in text_of(app)
        assert "two of you\n" not in text_of(app) and "Help for the two" not in text_of(app)
        await pilot.press("z")
        await pilot.pause()
        assert isinstance(app.screen, HelpChecklistScreen)  # there was no word to decline here


def test_the_signs_are_those_of_the_page(journal: Journal) -> None:
    assert len(help_signs(journal.vocabulary, journal.settings)) == 5
