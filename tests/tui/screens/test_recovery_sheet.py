"""A recovery sheet made in the panes: printed, typed back, and named where the journal is locked."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.journal_opener import JournalOpener
from companion.tui.pane import Pane
from companion.tui.screens.locked import LockedScreen
from companion.tui.screens.preferences import PreferencesScreen
from companion.tui.screens.recovery_sheet import RecoverySheetScreen
from companion.tui.screens.welcome import WelcomeScreen
from companion.vault.encryption import check_passphrase
from companion.vault.recovery_code import groups_of, is_there, read_code, recover
from tests.quick_keys import make_keys_quick
from tests.tui.screen import text_of
from tests.tui.settings import go_to
from tests.tui.waiting import type_in, until

PASSPHRASE = "owl 5 kettle moss"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a passphrase costs is no matter here."""
    make_keys_quick(monkeypatch)


async def type_back(pilot: Pilot[str], screen: RecoverySheetScreen, code: str) -> None:
    """Type the two groups that are asked for."""
    for number in screen._asked:
        await type_in(pilot, groups_of(code)[number - 1].lower())
        await pilot.press("enter")


async def test_a_first_passphrase_comes_with_a_sheet_that_opens_the_journal_later(
    places: Places, clock: Clock, tmp_path: Path
) -> None:
    app = CompanionApp(None, opener=JournalOpener(places, clock))
    async with app.run_test(size=(60, 20)) as pilot:
        await until(lambda: isinstance(app.screen, WelcomeScreen), pilot)
        await pilot.press("enter", "enter", "1")
        for _ in range(2):
            await type_in(pilot, PASSPHRASE)
            await pilot.press("enter")
        await pilot.press("1")
        await until(lambda: isinstance(app.screen, RecoverySheetScreen), pilot)
        screen = app.screen
        assert isinstance(screen, RecoverySheetScreen)
        code = screen._code
        assert all(words in text_of(app) for words in (*groups_of(code), "A recovery sheet", "Esc: not now"))
        for name in ("sheet.html", "sheet.html"):  # the second time there is one already
            screen.query_one("#where Input").value = str(tmp_path / name)  # type: ignore[attr-defined]
            await pilot.press("enter")
        await until(lambda: "already a file with this name" in text_of(app), pilot)
        page = (tmp_path / "sheet.html").read_text()
        assert all(group in page for group in groups_of(code))
        long = "/".join(["a folder with a long name"] * 6)
        screen.query_one("#where Input").value = str(tmp_path / long / "s.pdf")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(lambda: "It could not be saved there" in text_of(app), pilot)
        assert all(group in text_of(app) for group in groups_of(code))  # whatever is said, it stays in sight
        screen.query_one("#where Input").value = ""  # type: ignore[attr-defined]
        await pilot.press("enter")
        assert not any(group in text_of(app) for group in groups_of(code))
        assert "Please type groups {} and {}".format(*screen._asked) in text_of(app)
        await type_in(pilot, "xx")
        await pilot.press("enter")
        await until(lambda: "not the group on the page" in text_of(app), pilot)
        assert not app.journal.recovery.made
        await pilot.press("escape")
        assert all(group in text_of(app) for group in groups_of(code))
        await pilot.press("ctrl+l")
        await type_back(pilot, screen, code)
        await until(lambda: isinstance(app.screen, Pane), pilot)
        assert app.journal.recovery.made
        await pilot.press("f9")
        await until(lambda: app.locked and isinstance(app.screen, LockedScreen), pilot)
        await pilot.press("o")
        await until(lambda: "companion --at DIR recover" in text_of(app), pilot)
    recover(places, read_code(code), "another one")
    check_passphrase(places, "another one")


async def test_settings_offer_a_sheet_and_leaving_it_changes_nothing(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock, passphrase=PASSPHRASE) as journal:
        journal.log(triggers=["ordinary_moment"])
    app = CompanionApp(
        open_journal(places, clock=clock, passphrase=PASSPHRASE), opener=JournalOpener(places, clock)
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, Pane), pilot)
        app.action_preferences()
        await until(lambda: isinstance(app.screen, PreferencesScreen), pilot)
        await go_to(pilot, "recovery")
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, RecoverySheetScreen), pilot)
        await pilot.press("ctrl+l", "escape", "escape")
        await until(lambda: isinstance(app.screen, PreferencesScreen), pilot)
        assert not app.journal.recovery.made and not is_there(places)
    app.close_journal()


async def test_a_journal_without_a_passphrase_is_offered_none(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["ordinary_moment"])
    app = CompanionApp(open_journal(places, clock=clock), opener=JournalOpener(places, clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, Pane), pilot)
        assert "Recovery sheet" not in [command.title for command in app.get_system_commands(app.screen)]
        app.action_preferences()
        await until(lambda: isinstance(app.screen, PreferencesScreen), pilot)
        assert not app.screen.query("#row-recovery")
    app.close_journal()
