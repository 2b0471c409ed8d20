"""Somebody else wrote to the configuration file: the journal is guarded as before, and its owner is asked."""

import sys

import pytest
from textual.widgets import Input

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.store import key
from companion.store.key import Key
from companion.system.configuration import load_configuration
from companion.system.paths import Places
from companion.tui import journal_opener
from companion.tui.app import CompanionApp
from companion.tui.journal_opener import JournalOpener
from companion.tui.pane import Pane
from companion.tui.screens.locked import LockedScreen
from companion.tui.screens.safety_page import SafetyPageScreen
from companion.tui.screens.settings_to_agree import SettingsToAgreeScreen
from tests.tui.screen import Size, sizes, text_of
from tests.tui.waiting import type_in, until

PASSPHRASE = "owl 5 kettle moss"

EDITED = """\
theme = "paper"
lock_after = 0
keyring = true
[keys]
"app.lock" = "f12"
"app.week" = "f2"
"app.today" = "f8"
"""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key, "ROUNDS", 1000)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[Key | None]:
    """What the system's keyring was given."""
    held: list[Key | None] = []
    monkeypatch.setattr(journal_opener, "remember", lambda places, key: held.append(key))
    return held


def app_on(places: Places, clock: Clock) -> CompanionApp:
    """The panes as ``companion`` opens them on this configuration."""
    configuration = load_configuration(places.config_file)
    opener = JournalOpener(places, clock, keyring=configuration.keyring)
    return CompanionApp(None, opener=opener, configuration=configuration)


def words_of(app: CompanionApp) -> str:
    return " ".join(text_of(app).split())


@pytest.mark.parametrize("size", sizes((80, 24), deep=(60, 20)))
async def test_an_edited_file_disarms_nothing_and_is_asked_about_once(
    places: Places, clock: Clock, held: list[Key | None], size: Size, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with open_journal(places, clock=clock, passphrase=PASSPHRASE) as journal:
        journal.log(triggers=["ordinary_moment"], note="a walk by the river")
    places.config_file.write_text(EDITED)
    app = app_on(places, clock)
    async with app.run_test(size=size) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        await pilot.press("f2")  # the safety page has its key
        await until(lambda: isinstance(app.screen, SafetyPageScreen), pilot)
        await pilot.press("f9")  # and so has the lock
        await until(lambda: text_of(app).strip() == "", pilot)

        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, SettingsToAgreeScreen), pilot)
        assert "lock_after 0" in words_of(app) and "keyring true" in words_of(app)
        assert "no keyring was found for it" in words_of(app)
        assert "keys.app.lock f12" in words_of(app) and "theme" not in words_of(app)
        await type_in(pilot, "A GUESS")
        await until(lambda: "caps lock may be on" in words_of(app) and "A GUESS" not in words_of(app), pilot)
        await pilot.press("ctrl+t")
        await until(lambda: "A GUESS" in words_of(app), pilot)
        await pilot.press("enter")
        await until(lambda: "not the passphrase" in words_of(app), pilot)
        await pilot.press("escape")
        assert app.theme == "paper" and app.configuration.lock_after == 5 and not app.configuration.keyring
        await pilot.press("f2")
        assert isinstance(app.screen, SafetyPageScreen)
        await pilot.press("f9")
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)

        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        await until(lambda: not app.locked and isinstance(app.screen, Pane), pilot)
        assert [each.message.startswith("Not used") for each in app._notifications] == [True]
        assert held == []
    app.close_journal()


async def test_what_its_owner_set_counts_once_the_passphrase_is_given(
    places: Places, clock: Clock, held: list[Key | None]
) -> None:
    open_journal(places, clock=clock, passphrase=PASSPHRASE).close()
    places.config_file.write_text(EDITED)
    app = app_on(places, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        for turn in (1, 2):
            await until(lambda: isinstance(app.screen, LockedScreen), pilot)
            await pilot.press("space")
            app.screen.query_one(Input).value = PASSPHRASE
            await pilot.press("enter")
            if turn == 1:
                await until(lambda: isinstance(app.screen, SettingsToAgreeScreen), pilot)
                assert held == []
                await type_in(pilot, PASSPHRASE)
                await pilot.press("enter")
            await until(lambda: not app.locked and not isinstance(app.screen, SettingsToAgreeScreen), pilot)
            assert app.configuration == load_configuration(places.config_file)
            await pilot.press("f9")
            assert not app.locked
            await pilot.press("f12")
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        assert [type(each) for each in held] == [Key]
    app.close_journal()
