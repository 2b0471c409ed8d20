"""S-01 and S-02: what the journal is not, and the calm line beside every pattern of distance."""

import pytest
from textual.containers import VerticalScroll

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from tests.cli.conftest import Run
from tests.tui.diary import write_diary
from tests.tui.screen import text_of

REACHING = "Wanting an answer is nothing to be ashamed of, and reaching hard can be a fair response"
CALM = "Stepping back can also be healthy: a way of looking after yourself, or a true sign"


@pytest.fixture
def journal(places: Places, clock: Clock) -> Journal:
    journal = open_journal(places, clock=clock)
    write_diary(journal)
    return journal


async def test_s01_the_first_screen_says_what_this_is_not(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        app = CompanionApp(journal)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            said = " ".join(text_of(app).replace("│", " ").split())
            for words in ("not therapy", "not a diagnosis", "not emergency help", "validated", "for adults"):
                assert words in said


def test_s01_so_does_the_page_in_the_library(run: Run) -> None:
    said = " ".join(run("card", "card_not_therapy").out.split())
    for words in (
        "not therapy",
        "not a diagnosis",
        "not emergency help",
        "not been validated",
        "journal for adults",
    ):
        assert words in said


def test_s02_on_the_command_line(journal: Journal, run: Run) -> None:
    with journal:
        shown = [one for one in journal.insight.patterns() if one.state not in ("counting", "no_difference")]
        assert any(journal.vocabulary.patterns[one.pattern].distancing for one in shown)
    for words in (("week",), ("week", "--markdown"), ("week", "--json"), ("patterns",), ("page",)):
        assert CALM in " ".join(run(*words).out.split()), words


async def test_s02_in_the_panes_with_the_key_to_safety(journal: Journal) -> None:
    app = CompanionApp(journal, pane="week")
    with journal:
        async with app.run_test(size=(100, 140)) as pilot:
            await pilot.pause()
            assert "Press F2" in text_of(app)
            await pilot.press("5")
            await pilot.pause()
            pane = app.screen
            for pattern in journal.vocabulary.patterns.values():
                if not pattern.distancing:
                    continue
                pane.show_pattern(pattern.id)  # type: ignore[attr-defined]
                await pilot.pause()
                said = " ".join(text_of(app).split())
                assert "Stepping back can also be healthy" in said, pattern.id
                assert "Press F2." in said, pattern.id
            assert pane.query(VerticalScroll)


def test_s02_beside_reaching_stands_a_calm_line_of_its_own(rich: Journal, run: Run) -> None:
    shown = [one for one in rich.insight.patterns() if one.state not in ("counting", "not_seen")]
    assert any(rich.vocabulary.patterns[one.pattern].reaching for one in shown)
    for words in (("week",), ("week", "--markdown"), ("week", "--json"), ("patterns",), ("page",)):
        told = " ".join(run(*words).out.split())
        assert REACHING in told, words
    for words in (("patterns",), ("page",)):  # one does not stand in place of the other
        assert CALM in " ".join(run(*words).out.split()), words
    rich.set_quiet(True)
    for words in (("week",), ("week", "--json"), ("patterns",), ("page",)):
        assert REACHING not in " ".join(run(*words).out.split()), words


async def test_s02_in_the_panes_too_and_not_in_quiet_mode(rich: Journal) -> None:
    app = CompanionApp(rich, pane="week")

    def told() -> str:
        return " ".join(text_of(app).replace("┃", " ").split())

    async with app.run_test(size=(100, 140)) as pilot:
        await pilot.pause()
        assert REACHING[:28] in told()
        await pilot.press("5")
        for quiet in (False, True):
            rich.set_quiet(quiet)
            app.tell_changed()
            await pilot.pause()
            for pattern in rich.vocabulary.patterns.values():
                app.screen.show_pattern(pattern.id)  # type: ignore[attr-defined]
                await pilot.pause()
                assert (REACHING[:28] in told()) == (pattern.reaching and not quiet), pattern.id
                assert (CALM[:32] in told()) == pattern.distancing, pattern.id
