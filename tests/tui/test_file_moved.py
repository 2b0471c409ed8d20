"""The journal's file is removed or replaced while the panes are open on it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.model.errors import NoRoom
from companion.store import rescue
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.journal_opener import JournalOpener
from tests.cli.conftest import Run, opened, own_umask, run
from tests.store.test_rescue import another_device_s as replaced
from tests.store.test_rescue import removed
from tests.tui.screen import text_of
from tests.tui.waiting import type_in, until

__all__ = ["opened", "own_umask", "run"]
PASSPHRASE = "owl 5 kettle moss"


def words_on(app: CompanionApp) -> str:
    return " ".join(text_of(app).replace("│", " ").split())


def opened_app(places: Places, clock: Clock, passphrase: str | None) -> CompanionApp:
    journal = open_journal(places, clock=clock, passphrase=passphrase)
    journal.log(note="written before")
    return CompanionApp(journal, opener=JournalOpener(places, clock))


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
async def test_a_moment_saved_then_is_put_aside_said_and_brought_back(
    passphrase: str | None, places: Places, clock: Clock, run: Run
) -> None:
    app = opened_app(places, clock, passphrase)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("n", "1")
        await pilot.pause()
        replaced(places, clock, passphrase)
        await until(lambda: app._told_moved, pilot)
        assert "Nothing you write now goes into it" in words_on(app)
        assert not app.locked  # and nothing is taken out of one's hands
        await pilot.press("ctrl+l")
        await until(lambda: app.put_away, pilot)
        rescued = next(places.data.glob("rescued-*.db"))
        assert rescued.name in text_of(app).replace("\n", "").replace(" ", "")
        assert "Kept" not in text_of(app)
        await pilot.press(*(PASSPHRASE if passphrase else ""), "enter")
        await until(lambda: not app.locked and app.screen is not app.locked_screen, pilot)
        assert "written on the other device" in text_of(app)
    app.close_journal()
    if passphrase is None:
        assert run("merge", str(rescued), "--yes").code == 0
        with open_journal(places, clock=clock) as journal:
            assert len(journal.timeline.latest()) == 3


async def test_where_nothing_can_be_put_aside_the_words_stay_in_the_form(
    places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened_app(places, clock, None)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("n", "1")
        await pilot.pause()
        removed(places, clock, None)

        def full(*_: object) -> None:
            raise NoRoom("the disk is full")

        with monkeypatch.context() as disk:
            disk.setattr(rescue, "copy_out", full)
            await until(lambda: app._told_moved, pilot)
            await pilot.press("ctrl+l")
            await until(lambda: "the disk is full" in words_on(app), pilot)
            assert app.is_running and not app.locked and "Kept" not in words_on(app)
            assert app.journal.rescued is None
        await pilot.press("ctrl+l")
        await until(lambda: app.put_away, pilot)
        assert len(list(places.data.glob("rescued-*.db"))) == 1
    app.close_journal()


@pytest.mark.parametrize("way", [replaced, removed])
async def test_with_no_form_open_it_locks_by_itself_and_opens_what_is_there(
    way: Callable[[Places, Clock, str | None], None], places: Places, clock: Clock
) -> None:
    app = opened_app(places, clock, None)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        way(places, clock, None)
        await until(lambda: app.put_away, pilot)
        assert "was removed, or another put in its place" in words_on(app)
        assert len(list(places.data.glob("rescued-*.db"))) == 1
        await pilot.press("enter")
        if way is replaced:
            await until(lambda: not app.locked, pilot)
            await pilot.pause()
            assert "written on the other device" in text_of(app)
        else:
            await until(lambda: "missing" in words_on(app), pilot)
            assert not places.journal.exists()
    app.close_journal()
    assert "merge" in app.to_say_at_the_end


async def test_left_at_once_it_is_said_on_the_terminal(places: Places, clock: Clock) -> None:
    app = opened_app(places, clock, None)
    async with app.run_test(size=(80, 24)):
        removed(places, clock, None)
        app.exit()
    app.close_journal()
    rescued = next(places.data.glob("rescued-*.db"))
    assert str(rescued) in app.to_say_at_the_end
    assert not list(Path(places.data).glob("backups/*"))  # it would be a backup of another journal


async def test_what_another_window_writes_is_in_sight_without_a_key(places: Places, clock: Clock) -> None:
    app = opened_app(places, clock, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", "1")
        await type_in(pilot, "x")
        with open_journal(places, clock=clock) as other:
            other.log(note="from the other window")
        await until(lambda: app._seen is not None and app._seen[0] == app.journal.revision, pilot)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert "from the other window" in text_of(app)
        with open_journal(places, clock=clock) as other:
            other.log(note="and once more")
        await until(lambda: "and once more" in text_of(app), pilot)
    app.close_journal()
