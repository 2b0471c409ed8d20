"""From one journal to another: the first is locked before the second asks, and nothing of it stays."""

import gc
from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from companion import tui
from companion.journal import open_journal
from companion.model.clock import Clock
from companion.model.errors import PassphraseNeeded
from companion.system.configuration import change_configuration, load_configuration
from companion.system.journal_names import make
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.journal_opener import JournalOpener
from companion.tui.pane import Pane
from companion.tui.screens.locked import LockedScreen
from companion.tui.screens.new_journal import NewJournalScreen
from companion.tui.screens.welcome import WelcomeScreen
from companion.vault import recovery_code
from tests.quick_keys import make_keys_quick
from tests.tui.screen import text_of
from tests.tui.waiting import type_in, until

OWN, THERAPY = "owl 5 kettle moss", "seven chairs"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a passphrase costs is no matter here."""
    make_keys_quick(monkeypatch)


@pytest.fixture
def therapy(places: Places, clock: Clock) -> Places:
    """The named one of two encrypted journals, each with one moment in it."""
    named = make(places, "therapy")
    for each, passphrase, note in ((places, OWN, "a walk by the river"), (named, THERAPY, "the second hour")):
        with open_journal(each, clock=clock, passphrase=passphrase) as journal:
            journal.log(triggers=["ordinary_moment"], note=note)
    return named


def commands(app: CompanionApp) -> dict[str, Callable[[], object]]:
    return {command.title: command.callback for command in app.get_system_commands(app.screen)}


async def choose(pilot: Pilot[str], words: str) -> None:
    """In the list of all actions, the first that fits."""
    await pilot.press("ctrl+p")
    await type_in(pilot, words)
    await until(lambda: bool(pilot.app.screen.query("CommandList").first().option_count), pilot)  # type: ignore[attr-defined]
    await pilot.press("down", "enter")


async def unlock(pilot: Pilot[str], app: CompanionApp, passphrase: str) -> None:
    await until(lambda: isinstance(app.screen, LockedScreen), pilot)
    app.screen.query_one(Input).value = passphrase
    await pilot.press("enter")
    await until(lambda: not app.locked and isinstance(app.screen, Pane), pilot)


async def test_the_other_is_asked_for_in_the_list_and_this_one_is_locked_first(
    therapy: Places, places: Places, clock: Clock
) -> None:
    app = CompanionApp(None, opener=JournalOpener(places, clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        assert "therapy" not in text_of(app) and not any("journal" in name for name in commands(app))
        await unlock(pilot, app, OWN)
        assert "therapy" not in text_of(app)
        journal = app.journal
        await pilot.press("n")
        await type_in(pilot, "half a thought")
        kept = journal.drafts.get("moment")
        await pilot.press("escape")
        await choose(pilot, "another journal therapy")
        await until(lambda: not app.is_running, pilot)
    assert app.open_next == therapy
    assert app.locked
    with pytest.raises(PassphraseNeeded):
        _ = app.journal
    app.close_journal()
    with open_journal(places, clock=clock, passphrase=OWN) as again:
        assert again.drafts.get("moment") == kept


async def test_its_name_is_on_the_screen_while_it_is_open_and_not_while_it_is_locked(
    therapy: Places, places: Places, clock: Clock
) -> None:
    with open_journal(therapy, clock=clock, passphrase=THERAPY) as journal:
        recovery_code.keep_code(journal, recovery_code.new_code())
    app = CompanionApp(None, opener=JournalOpener(therapy, clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        assert "therapy" not in text_of(app)
        assert "companion --at DIR --journal NAME recover" in " ".join(text_of(app).split())
        await unlock(pilot, app, THERAPY)
        for pane in "123456":
            await pilot.press(pane)
            await until(lambda: "therapy" in text_of(app).splitlines()[1], pilot)
        assert "a walk by the river" not in text_of(app)
        names = commands(app)
        assert "Open the journal without a name" in names
        assert "Open another journal: therapy" not in names
        await pilot.press("f9")
        await until(lambda: app.locked and isinstance(app.screen, LockedScreen), pilot)
        await pilot.press("s")
        assert "therapy" not in text_of(app) and "Locked" in text_of(app)
    app.close_journal()


async def test_a_new_one_is_named_in_the_panes(places: Places, clock: Clock) -> None:
    app = CompanionApp(open_journal(places, clock=clock))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("escape")
        assert [name for name in commands(app) if "Open" in name and "journal" in name] == []
        await choose(pilot, "new journal with a name")
        await until(lambda: isinstance(app.screen, NewJournalScreen), pilot)
        await type_in(pilot, "my course")
        await pilot.press("enter")
        assert "cannot be in a journal's name" in " ".join(text_of(app).split())
        assert not (places.data / "journals").exists()
        app.screen.query_one(Input).value = "Therapy"
        await pilot.press("enter")
        await until(lambda: not app.is_running, pilot)
    assert app.open_next is not None and app.open_next.name == "Therapy"
    assert app.locked and app.open_next.data.is_dir()
    new = CompanionApp(None, opener=JournalOpener(app.open_next, clock))
    async with new.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(new.screen, WelcomeScreen), pilot)
        assert not new.open_next


async def test_escape_leaves_the_name_and_the_journal_stays_open(places: Places, clock: Clock) -> None:
    app = CompanionApp(open_journal(places, clock=clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        app.action_new_journal()
        await pilot.pause()
        await type_in(pilot, "me")
        await pilot.press("escape")
        assert isinstance(app.screen, Pane) and not app.locked
    app.close_journal()
    assert not (places.data / "journals").exists()


def test_one_app_after_another_is_run_and_none_of_the_first_is_left(
    therapy: Places, places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, bool, int]] = []
    ways = [therapy, places, None]

    def run(app: CompanionApp) -> None:
        gc.collect()
        apps = sum(1 for each in gc.get_objects() if isinstance(each, CompanionApp))
        shown.append((app.opener.places.name, app.locked, apps))
        assert app.configuration.theme == load_configuration(places.config_file).theme
        change_configuration(places.config_file, "theme", "paper" if len(shown) == 1 else "dusk")
        app.open_next = ways[len(shown) - 1]

    monkeypatch.setattr(CompanionApp, "run", run)
    gc.freeze()  # those of other tests are not counted then
    tui.run(places, clock, journal=open_journal(places, clock=clock, passphrase=OWN))
    assert shown == [("", False, 1), ("therapy", True, 1), ("", True, 1)]


async def test_the_made_up_diary_offers_no_other_journal(demo_journal: object, places: Places) -> None:
    app = CompanionApp(demo_journal)  # type: ignore[arg-type]
    async with app.run_test(size=(80, 24)):
        told = [name for name in commands(app) if "journal" in name.lower()]
        assert told == ["Where your journal is"]  # which opens none
