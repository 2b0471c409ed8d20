"""Somebody comes in: the screen is blank, the journal put away, and nothing typed is lost."""

import asyncio
import gc
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import timedelta

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from companion.__main__ import open_panes
from companion.cli.main import main
from companion.cli.session import Session
from companion.journal import Journal, open_journal
from companion.journal.backups import Backups
from companion.model.clock import Clock
from companion.model.errors import JournalDamaged, NothingFound, PassphraseNeeded, WrongPassphrase
from companion.model.retention import RetentionPolicy
from companion.store import change_of_key
from companion.store.backups import backups_of
from companion.store.key import Key
from companion.system.configuration import Configuration, change_configuration
from companion.system.paths import Places
from companion.tui import journal_opener
from companion.tui.app import CompanionApp
from companion.tui.blank import blank_rows
from companion.tui.journal_opener import JournalOpener
from companion.tui.lock import LockableApp
from companion.tui.lock_triggers import IdleTime
from companion.tui.pane import Pane
from companion.tui.screens.locked import LockedScreen
from companion.tui.screens.safety_page import SafetyPageScreen
from companion.tui.screens.today import TodayPane
from companion.tui.screens.welcome import WelcomeScreen
from companion.tui.widgets.entry_list import EntryList
from companion.vault import passphrases
from companion.vault.encryption import decrypt, encrypt, plain_copies, state
from companion.vault.recovery import backups
from tests.conftest import SUNDAY_EVENING, ZONE
from tests.quick_keys import make_keys_quick
from tests.tui.screen import text_of
from tests.tui.waiting import type_in, until

PASSPHRASE = "owl 5 kettle moss"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a passphrase costs is no matter here."""
    make_keys_quick(monkeypatch)


@pytest.fixture
def encrypted(places: Places, clock: Clock) -> Places:
    """An encrypted journal with one moment in it."""
    with open_journal(places, clock=clock, passphrase=PASSPHRASE) as journal:
        journal.log(triggers=["ordinary_moment"], note="a walk by the river")
    return places


@pytest.fixture
def plain(places: Places, clock: Clock) -> Places:
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["ordinary_moment"], note="a walk by the river")
    return places


async def unlock(pilot: Pilot[str], app: CompanionApp, passphrase: str = PASSPHRASE) -> None:
    await pilot.press(passphrase[0])  # a letter brings the field back, where the screen is blank
    app.screen.query_one(Input).value = passphrase
    await pilot.press("enter")
    await until(lambda: not app.locked and isinstance(app.screen, Pane), pilot)


def panes_alive() -> list[str]:
    gc.collect()
    return [type(each).__name__ for each in gc.get_objects() if isinstance(each, Pane) and each.is_running]


def app_on(places: Places, clock: Clock, **more: object) -> CompanionApp:
    journal = None if state(places) != "plain" else open_journal(places, clock=clock)
    return CompanionApp(journal, opener=JournalOpener(places, clock), **more)  # type: ignore[arg-type]


async def test_an_encrypted_journal_asks_and_then_opens(encrypted: Places, clock: Clock) -> None:
    app = app_on(encrypted, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        assert "Type your passphrase, then Enter" in text_of(app)
        await type_in(pilot, "wrong")
        assert "wrong" not in text_of(app)
        await pilot.press("enter")
        await until(lambda: "Wrong passphrase" in text_of(app), pilot)
        assert app.locked
        assert app.screen.query_one(Input).value == ""
        await unlock(pilot, app)
        assert "a walk by the river" in text_of(app)
    app.close_journal()


@pytest.mark.parametrize(("page", "words"), [("f2", "Safe"), ("f3", "too much")])
async def test_the_safety_pages_open_before_the_passphrase(
    encrypted: Places, clock: Clock, page: str, words: str
) -> None:
    app = app_on(encrypted, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        await type_in(pilot, "half")
        await pilot.press(page)
        await until(lambda: isinstance(app.screen, SafetyPageScreen), pilot)
        assert words.lower() in text_of(app).lower()
        await pilot.press("escape")
        assert app.screen.query_one(Input).value == "half"
        assert app.locked


async def test_the_key_blanks_a_page_that_lies_over_the_locked_screen(
    encrypted: Places, clock: Clock
) -> None:
    app = app_on(encrypted, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        await pilot.press("f2")
        await until(lambda: isinstance(app.screen, SafetyPageScreen), pilot)
        await pilot.press("f9")
        assert isinstance(app.screen, LockedScreen)
        assert text_of(app).strip() == ""
        await unlock(pilot, app)
    app.close_journal()


async def test_nothing_else_opens_before_the_passphrase(encrypted: Places, clock: Clock) -> None:
    app = app_on(encrypted, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        for key in ("ctrl+p", "f1", "3", "escape", "tab", "5"):
            await pilot.press(key)
            assert isinstance(app.screen, LockedScreen)


async def test_one_key_blanks_and_locks_from_anywhere(encrypted: Places, clock: Clock) -> None:
    app = app_on(encrypted, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        await unlock(pilot, app)
        for before in ("", "f2", "escape ctrl+p", "escape e", "escape n x", "escape 3 slash"):
            await locks_blank_and_whole(pilot, app, *before.split())
    app.close_journal()


async def locks_blank_and_whole(pilot: Pilot[str], app: CompanionApp, *before: str) -> None:
    """Press the key after these others; nothing of the panes is left, and unlocked one is where one was."""
    journal = app.journal
    await pilot.press(*before)
    mode = app.current_mode
    await pilot.press("f9")
    await until(lambda: app.screen.is_current and app.put_away, pilot)
    assert text_of(app).strip() == ""
    assert panes_alive() == []
    assert app.locked
    assert journal._closed
    assert journal._store.key is not None
    with pytest.raises(Exception, match="locked"):
        _ = journal._store.key.words
    assert isinstance(app.screen, LockedScreen)
    await unlock(pilot, app)
    assert app.current_mode == mode


async def test_what_was_typed_is_there_again(encrypted: Places, clock: Clock) -> None:
    app = app_on(encrypted, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        await unlock(pilot, app)
        await pilot.press("2", "tab")
        await type_in(pilot, "half a sentence")
        await pilot.press("ctrl+g")
        await until(lambda: app.put_away, pilot)
        assert b"half a sentence" not in b"".join(
            file.read_bytes() for file in encrypted.data.iterdir() if file.is_file()
        )
        await unlock(pilot, app)
        assert app.current_mode == "mood"
        assert "half a sentence" in text_of(app)
    app.close_journal()


async def test_what_was_typed_faster_than_it_is_handled_is_there_again(plain: Places, clock: Clock) -> None:
    app = app_on(plain, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("2", "tab")
        for letter in "quickly":
            app.post_message(events.Key(letter, letter))
        app.post_message(events.Key("f9", None))
        await until(lambda: isinstance(app.screen, LockedScreen) and app._journal is None, pilot)
        await pilot.press("x", "enter")
        await until(lambda: not app.locked and isinstance(app.screen, Pane), pilot)
        assert "quickly" in text_of(app)
    app.close_journal()


@pytest.fixture
def slow_backup(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The backup of a lock takes until this is set."""
    done = threading.Event()
    make = Backups.make_daily

    def made(backups: Backups, keep: RetentionPolicy) -> str | None:
        assert done.wait(60)
        return make(backups, keep)

    monkeypatch.setattr(Backups, "make_daily", made)
    yield done
    done.set()


async def test_the_passphrase_can_be_typed_while_the_backup_is_made(
    encrypted: Places, clock: Clock, slow_backup: threading.Event
) -> None:
    app = app_on(encrypted, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        await unlock(pilot, app)
        app.journal.log(note="written today")
        before = app.journal
        await pilot.press("f9")
        await until(lambda: app.locked_screen is not None and app._journal is None, pilot)
        await type_in(pilot, PASSPHRASE)
        assert app.screen.query_one(Input).value == PASSPHRASE
        await pilot.press("enter")
        await pilot.pause()
        assert app.locked and not app.put_away and not before._closed
        slow_backup.set()
        await until(lambda: not app.locked and isinstance(app.screen, Pane), pilot)
        assert before._closed and "written today" in text_of(app)
    app.close_journal()
    assert backups_of(encrypted.journal)


async def test_left_while_the_backup_is_made_it_is_finished(
    encrypted: Places, clock: Clock, slow_backup: threading.Event
) -> None:
    app = app_on(encrypted, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        await unlock(pilot, app)
        app.journal.log(note="written today")
        await pilot.press("f9")
        await until(lambda: app.locked_screen is not None and app._journal is None, pilot)
        await pilot.press("x", "ctrl+q")
        threading.Timer(0.2, slow_backup.set).start()
    await asyncio.get_running_loop().shutdown_default_executor()  # as at the end of the program
    app.close_journal()
    assert len(backups_of(encrypted.journal)) == 1


async def test_a_form_that_was_open_is_open_again(plain: Places, clock: Clock) -> None:
    app = app_on(plain, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n", *"affec", "enter", "f9")
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        await pilot.press("x")
        assert "no passphrase" in " ".join(text_of(app).split())
        await pilot.press("enter")
        await until(lambda: not app.locked, pilot)
        await until(lambda: "Affection" in text_of(app), pilot)
        await pilot.press("ctrl+l")
        await until(lambda: app.journal.timeline.count() == 2, pilot)
    app.close_journal()


async def test_what_was_deleted_can_be_taken_back_after_the_lock_and_not_after_the_end(
    encrypted: Places, clock: Clock
) -> None:
    app = app_on(encrypted, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        await unlock(pilot, app)
        await pilot.press("d", "f9")
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        await unlock(pilot, app)
        await pilot.press("u")
        assert app.journal.timeline.count() == 1
        await pilot.press("d")
    app.close_journal()
    with open_journal(encrypted, clock=clock, passphrase=PASSPHRASE) as journal:
        assert journal.entries.undo() is None


async def test_what_was_deleted_before_the_lock_is_gone_for_good_at_the_end(
    plain: Places, clock: Clock
) -> None:
    app = app_on(plain, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("d", "f9")
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        await pilot.press("x", "enter")
        await until(lambda: not app.locked and isinstance(app.screen, Pane), pilot)
    app.close_journal()
    with open_journal(plain, clock=clock) as journal:
        assert journal.timeline.count() == 0 and journal.entries.undo() is None


async def test_pressed_while_it_opens_it_stays_locked(encrypted: Places, clock: Clock) -> None:
    app = app_on(encrypted, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        app.unlock(PASSPHRASE)
        app.lock(blank=True)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert app.locked
        assert text_of(app).strip() == ""
        await unlock(pilot, app)
    app.close_journal()


async def test_the_terminal_is_cleared_in_that_very_moment_and_not_when_all_is_put_away(
    plain: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_on(plain, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        written: list[str] = []
        monkeypatch.setattr(app._driver, "write", written.append)
        app.lock()
        assert written == [blank_rows(24)] and isinstance(app.screen, Pane)
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
    app.close_journal()


async def test_nothing_that_was_copied_outlives_the_lock(plain: Places, clock: Clock) -> None:
    app = app_on(plain, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        app.copy_to_clipboard("a walk by the river")
        await pilot.press("f9")
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        assert app.clipboard == ""
    app.close_journal()


async def test_no_key_reaches_a_pane_while_it_is_being_locked(plain: Places, clock: Clock) -> None:
    app = app_on(plain, clock)
    finished = asyncio.Event()
    async with app.run_test(size=(80, 24)) as pilot:
        app.run_worker(finished.wait())  # what is worked out beside the panes is let finish first
        await pilot.press("f9")
        assert app.locked and isinstance(app.screen, Pane)
        await pilot.press("d", "n", "x")
        app.post_message(events.Paste("pasted"))
        await pilot.pause()
        assert app.screen.query_one(EntryList).entries
        finished.set()
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        await pilot.press("x", "enter")
        await until(lambda: not app.locked and isinstance(app.screen, Pane), pilot)
        assert app.journal.timeline.count() == 1
        assert app.journal.drafts.get("moment") is None
    app.close_journal()


async def test_a_pane_removed_while_its_form_is_made_or_begun_ends_without_an_error(
    plain: Places, clock: Clock
) -> None:
    for turns in range(8):  # of the event loop before the pane is removed
        app = app_on(plain, clock)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            today = app.screen
            assert isinstance(today, TodayPane)
            await today.query("#form").remove()
            began = app.run_worker(today.action_begin())
            for _ in range(turns):
                await asyncio.sleep(0)
            app._prune(today)  # as the end of its mode does, whatever is still under way
            await began.wait()
        app.close_journal()


async def test_no_word_at_the_edge_stands_over_the_locked_screen(plain: Places, clock: Clock) -> None:
    app = app_on(plain, clock)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.notify("what is said at the edge", timeout=600)
        await pilot.pause()
        assert "what is said at the edge" in text_of(app)
        await pilot.press("f9")
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        assert text_of(app).strip() == ""
        await pilot.press("x")
        assert "no passphrase" in " ".join(text_of(app).split())
        assert "what is said at the edge" not in text_of(app)
    app.close_journal()


async def test_five_minutes_without_a_key_lock_before_the_next_key_acts(
    encrypted: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed = 0.0
    app = app_on(encrypted, clock)
    app._idle_time = IdleTime(5, lambda: passed)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        await unlock(pilot, app)
        monkeypatch.setattr(app, "_check_triggers", lambda: None)
        passed = 299
        await pilot.press("n")
        assert not app.locked
        passed = 600  # the machine slept
        await pilot.press("d")
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        await unlock(pilot, app)
        assert app.journal.timeline.count() == 1
    app.close_journal()


async def test_left_alone_it_locks_by_itself(encrypted: Places, clock: Clock) -> None:
    passed = 0.0
    app = app_on(encrypted, clock)
    app._idle_time = IdleTime(5, lambda: passed)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        await unlock(pilot, app)
        passed = 301
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        assert "Type your passphrase, then Enter" in text_of(app)
    app.close_journal()


async def test_companion_lock_locks_an_open_window(encrypted: Places, clock: Clock) -> None:
    app = app_on(encrypted, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        await unlock(pilot, app)
        assert main(["lock"], session=Session(encrypted.data, clock=clock)) == 0
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        assert encrypted.lock_request.stat().st_mode & 0o777 == 0o600
        assert encrypted.lock_request.read_bytes() == b""
        await unlock(pilot, app)
    app.close_journal()


async def test_the_key_can_be_another_one(plain: Places, clock: Clock) -> None:
    app = app_on(plain, clock, configuration=Configuration(keys={"app.lock": "f7"}))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f9")
        assert not app.locked
        await pilot.press("ctrl+p", "f7")
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)


async def test_what_was_taken_away_while_it_was_locked_is_not_made_anew(
    encrypted: Places, clock: Clock
) -> None:
    app = app_on(encrypted, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        assert main(["delete", "--everything", "--yes"], session=Session(encrypted.data, clock=clock)) == 0
        await type_in(pilot, "x")
        await pilot.press("enter")
        await until(lambda: "no journal here" in " ".join(text_of(app).split()), pilot)
        assert not encrypted.journal.exists()


# Without a screen


class Bare(LockableApp):
    """Locking alone: it notes when it is locked and what is closed."""

    def __init__(self, journal: Journal | None, places: Places, *, fails: bool = False) -> None:
        super().__init__(journal, JournalOpener(places), minutes=5, keys="f9,ctrl+g")
        self.fails = fails
        self.locks: list[bool] = []
        self.closing: list[Journal] = []

    def lock(self, *, blank: bool = False) -> None:
        self.locks.append(blank)

    def before_closing(self, journal: Journal) -> None:
        self.closing.append(journal)
        if self.fails:
            raise JournalDamaged("torn")


def test_the_end_of_the_app_closes_the_journal_whatever_fails_before(plain: Places, clock: Clock) -> None:
    for fails in (False, True):
        journal = open_journal(plain, clock=clock)
        app = Bare(journal, plain, fails=fails)
        with pytest.raises(JournalDamaged) if fails else nullcontext():
            app.close_journal()
        assert app.closing == [journal] and journal._closed
    locked = Bare(None, plain)
    locked.close_journal()
    assert locked.closing == []


def test_a_locked_app_has_no_journal(plain: Places, clock: Clock) -> None:
    locked = Bare(None, plain)
    assert locked.locked
    with pytest.raises(PassphraseNeeded, match="locked"):
        _ = locked.journal
    with open_journal(plain, clock=clock) as journal:
        app = Bare(journal, plain)
        assert app.journal is journal and not app.locked
        app._locking = True
        assert app.locked


def test_it_locks_when_asked_or_idle_and_once_is_enough(plain: Places, clock: Clock) -> None:
    passed = 0.0
    with open_journal(plain, clock=clock) as journal:
        app = Bare(journal, plain)
        app._idle_time = IdleTime(5, lambda: passed)
        app._check_triggers()
        assert app.locks == []
        passed = 300
        app._check_triggers()
        assert app.locks == [False]
        app.note_activity()
        app._check_triggers()
        assert app.locks == [False]
        plain.lock_request.touch()
        app._check_triggers()
        app._check_triggers()
        assert app.locks == [False, False]
        passed, app._locking = 900, True
        app._check_triggers()
        assert app.locks == [False, False]
        app.action_lock()
        assert app.locks == [False, False, True]
    locked = Bare(None, plain)
    os.utime(plain.lock_request, ns=(1, 1))
    locked._check_triggers()
    assert locked.locks == []


def test_how_a_journal_is_found(places: Places, clock: Clock) -> None:
    opener = JournalOpener(places, clock)
    assert (opener.needs_passphrase, opener.finds_nothing) == (False, True)
    with pytest.raises(NothingFound):
        opener.open(create=False)
    opener.open().close()
    assert (opener.needs_passphrase, opener.finds_nothing) == (False, False)
    encrypt(places, PASSPHRASE)
    assert (opener.needs_passphrase, opener.finds_nothing) == (True, False)


def test_the_keyring_is_given_a_passphrase_that_opened_where_it_was_turned_on(
    encrypted: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[Key | None] = []
    monkeypatch.setattr(journal_opener, "remember", lambda places, key: held.append(key and key.copy()))
    JournalOpener(encrypted, clock).open(PASSPHRASE).close()
    with pytest.raises(WrongPassphrase):
        JournalOpener(encrypted, clock, keyring=True).open("another")
    with pytest.raises(PassphraseNeeded):
        JournalOpener(encrypted, clock, keyring=True).open()
    assert held == []
    with JournalOpener(encrypted, clock, keyring=True).open(PASSPHRASE) as journal:
        assert held == []  # the configuration alone does not do it
        journal.safeguards.agree({"keyring": True})
    JournalOpener(encrypted, clock, keyring=True).open(PASSPHRASE).close()
    [key] = held
    open_journal(encrypted, clock=clock, passphrase=key).close()
    decrypt(encrypted, PASSPHRASE)
    JournalOpener(encrypted, clock, keyring=True).open().close()
    assert len(held) == 1


# What the command line hands over


@pytest.fixture
def shown(
    monkeypatch: pytest.MonkeyPatch, encrypted: Places, clock: Clock
) -> Callable[..., CompanionApp | None]:
    """``shown("--passphrase-fd")``: bare ``companion`` with a passphrase on a descriptor; its app."""
    made: list[CompanionApp] = []
    monkeypatch.setattr(CompanionApp, "run", lambda app: made.append(app))
    monkeypatch.setattr(Session, "interactive", True)

    def shown(*words: str, passphrase: str = PASSPHRASE) -> CompanionApp | None:
        made.clear()
        out, into = os.pipe()
        os.write(into, passphrase.encode())
        os.close(into)
        session = Session(encrypted.data, clock=clock, open_panes=open_panes)
        try:
            code = main([*words, *([str(out)] if words else [])], session=session)
        finally:
            os.close(out)
        assert (code, session.passphrases.current) == (0 if made else 4, None if made else passphrase)
        return made[0] if made else None

    return shown


def test_a_passphrase_on_a_descriptor_opens_the_panes(
    shown: Callable[..., CompanionApp | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = []
    monkeypatch.setattr(
        CompanionApp,
        "close_journal",
        lambda app: (counted.append(app.journal.timeline.count()), app.journal.close()),
    )
    app = shown("--passphrase-fd")
    assert app is not None and counted == [1]


def test_a_wrong_one_on_a_descriptor_opens_nothing(shown: Callable[..., CompanionApp | None]) -> None:
    assert shown("--passphrase-fd", passphrase="not this") is None


def test_the_keyring_opens_the_panes_where_it_was_turned_on_and_the_lock_asks_all_the_same(
    shown: Callable[..., CompanionApp | None],
    encrypted: Places,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(passphrases, "remembered", lambda places: PASSPHRASE)
    app = shown()
    assert app is not None and app.locked
    change_configuration(encrypted.config_file, "keyring", True)
    app = shown()
    assert app is not None and app.locked
    with open_journal(encrypted, clock=clock, passphrase=PASSPHRASE) as journal:
        journal.safeguards.agree({"keyring": True})
    app = shown()
    assert app is not None and not app.locked and app.opener.needs_passphrase
    monkeypatch.setattr(passphrases, "remembered", lambda places: "an old one")
    app = shown()
    assert app is not None and app.locked
    held: list[Key | None] = []
    monkeypatch.setattr(journal_opener, "remember", lambda places, key: held.append(key and key.copy()))
    app.opener.open(PASSPHRASE).close()
    [key] = held
    assert key is not None
    open_journal(encrypted, passphrase=key).close()


async def test_what_is_typed_is_shown_and_hidden_by_a_key_and_caps_lock_is_mentioned(
    encrypted: Places, clock: Clock
) -> None:
    app = app_on(encrypted, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        assert "recovery sheet" not in text_of(app)
        await type_in(pilot, "OWL")
        assert "caps lock may be on" in text_of(app) and "OWL" not in text_of(app)
        await pilot.press("ctrl+t")
        assert "OWL" in text_of(app)
        await pilot.press("ctrl+t")
        assert "OWL" not in text_of(app)
        await pilot.press("ctrl+t", "f9")  # blanked, it is hidden again, and gone
        await pilot.press("s")
        await pilot.pause()
        assert app.screen.query_one(Input).value == "s" and app.screen.query_one(Input).password
        await type_in(pilot, "o")
        assert "caps lock" not in text_of(app)


async def test_a_passphrase_pasted_with_another_space_and_a_line_break_opens_it(
    encrypted: Places, clock: Clock
) -> None:
    app = app_on(encrypted, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        app.post_message(events.Paste(f"{PASSPHRASE.replace(' ', chr(0xA0))}\n"))
        await pilot.pause()
        await pilot.press("enter")
        await until(lambda: not app.locked and isinstance(app.screen, Pane), pilot)
    app.close_journal()


async def test_a_change_of_passphrase_that_was_cut_short_is_finished_and_told(
    plain: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_journal(plain, clock=clock) as journal:
        journal.backups.make()
    with monkeypatch.context() as context:
        context.setattr(change_of_key, "finish", lambda store: None)
        encrypt(plain, PASSPHRASE)
    assert plain_copies(plain)
    app = app_on(plain, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        await unlock(pilot, app)
        assert any("it is finished now" in note.message for note in app._notifications)
        assert not plain_copies(plain)
    app.close_journal()


# The first run; its steps are in tests/tui/screens/test_welcome.py


async def test_the_key_that_blanks_leaves_the_very_first_screen(places: Places, clock: Clock) -> None:
    app = app_on(places, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, WelcomeScreen), pilot)
        await pilot.press("f9")
        await pilot.pause()
        assert not app.is_running or app._exit


# Backups while it is open


async def test_left_open_over_night_the_first_writing_of_the_day_has_the_day_before_backed_up(
    encrypted: Places,
) -> None:
    days = 0
    moving = Clock(lambda: SUNDAY_EVENING + timedelta(days=days), ZONE)
    app = app_on(encrypted, moving)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        await unlock(pilot, app)
        await pilot.press("asterisk")
        assert backups(encrypted, PASSPHRASE) == []
        days = 1
        await pilot.press("left", "asterisk")
        await until(lambda: len(backups(encrypted, PASSPHRASE)) == 1, pilot)
        await app.workers.wait_for_complete()
        days = 2
        await pilot.press("asterisk", "f9")  # locked while it is being made
        await until(lambda: isinstance(app.screen, LockedScreen) and app.locked, pilot)
        assert [one.entries for one in backups(encrypted, PASSPHRASE)] == [1, 1]
    app.close_journal()


async def test_a_damaged_journal_names_the_way_back_in_the_panes(
    plain: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_journal(plain, clock=clock) as journal:
        name = journal.backups.make().name
    app = app_on(plain, clock)

    def torn(*_: object, **__: object) -> None:
        raise JournalDamaged("the journal is damaged and cannot be read through")

    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.pause()
        monkeypatch.setattr(type(app.journal._store.entries), "between", torn)
        await pilot.press("left")
        await until(lambda: any(f"restore {name}" in said.message for said in app._notifications), pilot)
    app.close_journal()


async def test_damage_met_when_unlocking_names_the_way_back(encrypted: Places, clock: Clock) -> None:
    with open_journal(encrypted, clock=clock, passphrase=PASSPHRASE) as journal:
        name = journal.backups.make().name
    whole = bytearray(encrypted.journal.read_bytes())
    whole[200] ^= 1
    encrypted.journal.write_bytes(whole)
    app = app_on(encrypted, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        await until(lambda: "damaged" in text_of(app), pilot)
        assert name in text_of(app) and app.locked
