"""The first run: four small steps, Escape back one, and nothing written before the last is agreed to."""

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.model.records import Settings
from companion.review.drawing import plain
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.journal_opener import JournalOpener
from companion.tui.pane import Pane
from companion.tui.screens.recovery_sheet import RecoverySheetScreen
from companion.tui.screens.welcome import EXAMPLE, LOCK, NAME, SPEAK, WelcomeScreen
from companion.tui.widgets.example_moment import example_rows
from companion.vault.encryption import state
from tests.quick_keys import make_keys_quick
from tests.tui.screen import sizes, text_of
from tests.tui.waiting import type_in, until

PASSPHRASE = "owl 5 kettle moss"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a passphrase costs is no matter here."""
    make_keys_quick(monkeypatch)


def app_on(places: Places, clock: Clock) -> CompanionApp:
    return CompanionApp(None, opener=JournalOpener(places, clock))


def steps(app: CompanionApp) -> WelcomeScreen:
    assert isinstance(app.screen, WelcomeScreen)
    return app.screen


def told(app: CompanionApp) -> str:
    return " ".join(text_of(app).split())


async def shown(app: CompanionApp, pilot: Pilot[object]) -> None:
    await until(lambda: isinstance(app.screen, WelcomeScreen), pilot)


@pytest.mark.parametrize("size", sizes((60, 20), deep=(120, 40)))
async def test_from_the_name_to_a_journal_with_a_passphrase(
    places: Places, clock: Clock, size: tuple[int, int]
) -> None:
    app = app_on(places, clock)
    async with app.run_test(size=size) as pilot:
        await shown(app, pilot)
        assert "● ○ ○ ○ Who is it about?" in told(app)
        for words in (
            "not therapy",
            "not a diagnosis",
            "not emergency help",
            "adults",
            "have not been validated in studies",
        ):
            assert words in told(app)
        await type_in(pilot, "Robin")
        await pilot.press("enter")
        assert "● ● ○ ○ How should it speak of Robin?" in told(app)
        await pilot.press("2")
        assert "● ● ● ○ Set a passphrase?" in told(app)
        await pilot.press("1")
        await type_in(pilot, PASSPHRASE)  # with a digit in it
        assert steps(app).step == LOCK and PASSPHRASE not in text_of(app)
        await pilot.press("enter")
        await type_in(pilot, "something else")
        await pilot.press("enter")
        assert "do not match" in told(app) and steps(app).step == LOCK
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        assert "● ● ● ● One moment, as an example" in told(app)
        await pilot.click("#example")  # as n does
        assert "What happened" in told(app)
        await pilot.press("2", "enter")  # the digits are the form's; Enter starts nothing now
        assert "ctrl+l saves it" in told(app)
        await pilot.press("ctrl+l")
        assert "That was one" in told(app)
        assert not places.data.exists()
        await pilot.press("1")
        await until(lambda: isinstance(app.screen, RecoverySheetScreen), pilot)
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, Pane), pilot)
        assert state(places) == "encrypted"
        await pilot.press("u")  # what the steps set is no change that could be taken back
        assert app.journal.settings == Settings(partner_name="Robin", pronouns="she")
        assert app.journal.timeline.count() == 0 and app.journal.fresh
        await pilot.press("n", "1", "ctrl+l")
        await until(lambda: app.journal.timeline.count() == 1, pilot)
        assert not app.journal.fresh
    app.close_journal()


async def test_tab_leads_through_the_steps_and_from_one_field_of_the_passphrase_to_the_other(
    places: Places, clock: Clock
) -> None:
    app = app_on(places, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        await type_in(pilot, "Robin")
        await pilot.press("tab")
        assert "How should it speak of Robin?" in told(app)
        await pilot.press("shift+tab", "shift+tab", "tab")  # back to the name, no further, and on again
        assert steps(app).step == SPEAK
        await pilot.press("down", "tab")
        assert steps(app).step == LOCK
        await pilot.press("down", "tab")  # never on without a passphrase, wherever the cursor is
        assert steps(app).step == LOCK and app.focused is app.screen.query_one("#first")
        await type_in(pilot, PASSPHRASE)
        await pilot.press("tab")
        assert app.focused is app.screen.query_one("#second")
        await pilot.press("shift+tab", "tab")
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        assert steps(app).step == EXAMPLE
        await pilot.press("tab", "n", "tab")
        assert steps(app).step == EXAMPLE and not places.data.exists()
        await pilot.press("escape", "1")
        await until(lambda: isinstance(app.screen, RecoverySheetScreen), pilot)
        assert app.journal.settings == Settings(partner_name="Robin", pronouns="she")
    app.close_journal()
    assert state(places) == "encrypted"


async def test_escape_goes_back_one_step_and_leaves_from_the_first_with_nothing_written(
    places: Places, clock: Clock
) -> None:
    app = app_on(places, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        await type_in(pilot, "Robin")
        await pilot.press("enter", "3", "1")
        await type_in(pilot, "half")
        await pilot.press("escape")
        assert steps(app).step == LOCK and "Set a passphrase?" in told(app)
        await pilot.press("2", "n")
        assert steps(app).step == EXAMPLE
        await pilot.press("escape")  # out of the example first
        assert steps(app).step == EXAMPLE and "What happened" not in told(app)
        for step in (LOCK, SPEAK, NAME):
            await pilot.press("escape")
            assert steps(app).step == step
        assert app.screen.query_one("#name", Input).value == "Robin"
        await pilot.press("enter")
        assert "How should it speak of Robin?" in told(app)
        await pilot.press("enter", "1")  # the pronouns picked before
        assert [field.value for field in app.screen.query("NewPassphrase Input").results(Input)] == ["", ""]
        await pilot.press("escape", "escape", "escape", "escape")
        await until(lambda: not app.is_running, pilot)
    assert not places.data.exists() and app.return_value is None


async def test_going_without_a_passphrase_is_only_ever_the_choice_of_two(
    places: Places, clock: Clock
) -> None:
    app = app_on(places, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        await pilot.press("enter")
        assert "How should it speak of your partner?" in told(app)
        await pilot.press("enter")
        assert "anyone who can use this account can read the file" in told(app)
        assert f"companion--at{places.data}encrypt" in told(app).replace(" ", "")
        await pilot.press("enter", "enter", "enter", "tab", "enter")
        assert steps(app).step == LOCK  # Enter leads to the fields, and empty ones lead nowhere
        await pilot.press("escape")
        await type_in(pilot, "owl 2")  # typed at once: the 2 is a part of it
        assert steps(app).step == LOCK and app.screen.query_one("#first", Input).value == "owl 2"
        await pilot.press("escape", "2", "1")
        await until(lambda: not app.locked and isinstance(app.screen, Pane), pilot)
        assert state(places) == "plain" and app.journal.settings == Settings()
    app.close_journal()
    again = CompanionApp(open_journal(places, clock=clock))
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(again.screen, Pane)  # once is enough, though nothing is logged yet
    again.close_journal()


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE], ids=["plain", "encrypted"])
async def test_the_made_up_diary_comes_once_the_journal_is_made(
    places: Places, clock: Clock, passphrase: str | None
) -> None:
    app = app_on(places, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot)
        await pilot.press("enter", "enter")
        if passphrase is None:
            await pilot.press("2")
        else:
            await pilot.press("1")
            for _ in range(2):
                await type_in(pilot, passphrase)
                await pilot.press("enter")
        await pilot.press("2")
        if passphrase is not None:
            await until(lambda: isinstance(app.screen, RecoverySheetScreen), pilot)
            await pilot.press("escape")
        await until(lambda: not app.is_running, pilot)
    assert app.return_value == "demo"
    app.close_journal()
    with open_journal(places, clock=clock, passphrase=passphrase) as journal:
        assert journal.first_steps_done


async def test_an_empty_journal_that_is_there_has_three_steps_and_keeps_what_it_knows(
    places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.change_settings(partner_name="Sam", pronouns="xe/xem/xyr")
        app = CompanionApp(journal)
        async with app.run_test(size=(80, 24)) as pilot:
            await shown(app, pilot)
            assert "can read the file" in told(app) and "● ○ ○ Who" in told(app)
            await pilot.press("escape")
            assert isinstance(app.screen, Pane) and not journal.first_steps_done
        app = CompanionApp(journal)
        async with app.run_test(size=(80, 24)) as pilot:
            await shown(app, pilot)
            await pilot.press("enter", "enter", "enter")
            await pilot.pause()
            assert isinstance(app.screen, Pane)
        assert journal.settings == Settings(partner_name="Sam", pronouns="xe/xem/xyr") and journal.fresh


def test_the_example_says_each_key_and_fits_the_sheet() -> None:
    labels = ["Affection came my way", "A compliment or thanks", "A deep conversation"]
    drawn = {at: plain(example_rows(at, labels, 1)) for at in ("closed", "open", "picked", "saved")}
    assert all(len(line) <= 56 for lines in drawn.values() for line in lines)
    assert all(len(lines) <= 6 for lines in drawn.values())
    for at, key in (("closed", " n "), ("open", " 2 "), ("picked", " ctrl+l "), ("saved", "That was one")):
        assert any(key in line for line in drawn[at])
