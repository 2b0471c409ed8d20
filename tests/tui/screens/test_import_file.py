"""Somebody brings another diary along in the panes: sees it, changes what words become, and imports it."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Input

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.records import Moment
from companion.system.paths import Places
from companion.transfer.importing import Import
from companion.tui.app import CompanionApp
from companion.tui.screens.import_file import ImportScreen
from companion.tui.screens.pick_one import PickOneScreen
from companion.tui.widgets.path_suggester import PathSuggester, path_typed
from companion.tui.widgets.row_list import RowList
from tests.tui.screen import text_of
from tests.tui.waiting import type_in, until

DAYLIO = """full_date,date,weekday,time,mood,activities,note_title,note
2026-02-20,20 Feb,Friday,21:00,rad,date night | kayak,,"We cooked"
2026-02-19,19 Feb,Thursday,20:30,meh,kayak,,"A quiet one"
"""
TABLE = """Tag,Wie,Notiz
20.02.2026,froh,Am Fluss
21.02.2026,müde,Zu Hause
"""


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    with open_journal(places, clock=clock) as opened:
        opened.log(note="here before")
        yield opened


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    folder = tmp_path / "Downloads"
    folder.mkdir()
    (folder / "daylio_export.csv").write_text(DAYLIO)
    (folder / "holiday.jpg").write_bytes(b"no diary")
    return folder


def opened(app: CompanionApp) -> ImportScreen:
    assert isinstance(app.screen, ImportScreen)
    return app.screen


async def go_to_row(pilot: object, app: CompanionApp, id: str) -> None:
    rows = opened(app).query_one(RowList)
    rows.highlighted = rows.get_option_index(id)
    rows.focus()


async def test_a_file_is_chosen_looked_at_changed_imported_and_undone(
    journal: Journal, downloads: Path
) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(100, 40)) as pilot:
        app.push_screen(ImportScreen(journal, journal.places, downloads), app.say)
        await until(lambda: isinstance(app.screen, ImportScreen), pilot)
        shown = text_of(app)
        assert "daylio_export.csv" in shown and "holiday.jpg" not in shown
        await pilot.press("tab", "enter")
        await until(lambda: "What each word becomes" in text_of(app), pilot)
        shown = text_of(app)
        assert "It has 2 moments, from 2026-02-19 to 2026-02-20." in shown
        assert "Here: 2 new." in shown and "kayak  (2)" in shown
        assert journal.timeline.count() == 1  # nothing yet

        look = opened(app)._look
        assert look is not None
        number = next(n for n, word in enumerate(look.plan.words) if word.word == "kayak")
        await go_to_row(pilot, app, f"word:{number}")
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, PickOneScreen), pilot)
        await type_in(pilot, "close time")
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, ImportScreen), pilot)
        await until(lambda: "Close time together, what happened" in text_of(app), pilot)

        await pilot.press("ctrl+l")
        await until(lambda: not isinstance(app.screen, ImportScreen), pilot)
        assert [note.message for note in app._notifications] == ["Imported: 2 added. u undoes all of it."]
        entries = [entry for entry in journal.timeline.latest() if isinstance(entry, Moment)]
        assert [entry.note for entry in entries if "quality_time" in entry.triggers] == [
            "We cooked",
            "A quiet one",
        ]
        assert "kayak" in (journal.places.config / "imports" / "daylio.toml").read_text()
        await pilot.press("u")
        await until(lambda: journal.timeline.count() == 1, pilot)


async def test_the_same_file_again_is_here_already(journal: Journal, downloads: Path) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        for said in ("Imported: 2 added. u undoes all of it.", "All of it was here already."):
            app.push_screen(ImportScreen(journal, journal.places, downloads), app.say)
            await until(lambda: isinstance(app.screen, ImportScreen), pilot)
            await type_in(pilot, str(downloads / "daylio_export.csv"))
            await pilot.press("enter")
            await until(lambda: opened(app)._look is not None and not opened(app)._busy, pilot)
            await pilot.press("ctrl+l")
            await until(lambda: not isinstance(app.screen, ImportScreen), pilot)
            assert [note.message for note in app._notifications][-1] == said
        assert journal.timeline.count() == 3


async def test_what_is_likely_here_already_is_left_out_unless_one_says_otherwise(
    journal: Journal, downloads: Path
) -> None:
    journal.log(note="We cooked", when=journal.clock.now().replace(month=2, day=20, hour=21, minute=2))
    app = CompanionApp(journal)
    async with app.run_test(size=(100, 40)) as pilot:
        for said, entries in (
            ("Imported: 1 added, 1 left out. u undoes all of it.", 3),
            ("Imported: 1 added. u undoes all of it.", 4),
        ):
            app.push_screen(ImportScreen(journal, journal.places, downloads), app.say)
            await until(lambda: isinstance(app.screen, ImportScreen), pilot)
            await pilot.press("tab", "enter")
            await until(lambda: "1 of these is probably here already" in text_of(app), pilot)
            if entries == 4:
                await go_to_row(pilot, app, "doubles")
                await pilot.press("enter")
                await until(lambda: "imported too" in text_of(app) and not opened(app)._busy, pilot)
            await pilot.press("ctrl+l")
            await until(lambda: not isinstance(app.screen, ImportScreen), pilot)
            assert [note.message for note in app._notifications][-1] == said
            assert journal.timeline.count() == entries


async def test_a_table_asks_what_its_columns_hold(journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "tage.csv").write_text(TABLE)
    app = CompanionApp(journal)
    async with app.run_test(size=(100, 40)) as pilot:
        app.push_screen(ImportScreen(journal, journal.places, tmp_path), app.say)
        await until(lambda: isinstance(app.screen, ImportScreen), pilot)
        await pilot.press("tab", "enter")
        await until(lambda: "Which column has the date?" in text_of(app), pilot)
        await pilot.press("ctrl+l")  # not yet
        for column, holds in (("Tag", "1"), ("Notiz", "3")):
            await go_to_row(pilot, app, f"column:{column}")
            await pilot.press("enter")
            await until(lambda: isinstance(app.screen, PickOneScreen), pilot)
            await pilot.press(holds)
            await until(lambda: isinstance(app.screen, ImportScreen) and not opened(app)._busy, pilot)
        await until(lambda: "It has 2 moments, from 2026-02-20 to 2026-02-21." in text_of(app), pilot)
        await pilot.press("ctrl+l")
        await until(lambda: journal.timeline.count() == 3, pilot)
        assert {entry.note for entry in journal.timeline.latest() if isinstance(entry, Moment)} == {
            "here before", "Am Fluss", "Zu Hause",
        }  # fmt: skip


async def test_what_is_no_diary_is_refused_in_words_and_escape_leads_back(
    journal: Journal, downloads: Path
) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ImportScreen(journal, journal.places, downloads), app.say)
        await until(lambda: isinstance(app.screen, ImportScreen), pilot)
        await type_in(pilot, str(downloads / "nothing.csv"))
        await pilot.press("enter")
        await until(lambda: "could not be read" in text_of(app), pilot)
        opened(app).query_one(Input).value = str(downloads / "holiday.jpg")
        await pilot.press("enter")
        await until(lambda: "could not be read" not in text_of(app), pilot)
        await until(lambda: not opened(app)._busy, pilot)
        assert opened(app)._look is None and opened(app).query_one("#file").display
        opened(app).query_one(Input).value = str(downloads / "daylio_export.csv")
        await pilot.press("enter")
        await until(lambda: opened(app)._look is not None, pilot)
        await pilot.press("escape")
        assert opened(app).query_one("#file").display and opened(app)._look is None
        await pilot.press("escape")
        await until(lambda: not isinstance(app.screen, ImportScreen), pilot)
    assert journal.timeline.count() == 1


async def test_a_file_that_is_left_while_it_is_read_is_let_go_of(
    journal: Journal, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, go_on = Event(), Event()
    plan = Import.plan

    def slowly(self: Import) -> object:
        reading.set()
        go_on.wait(10)
        return plan(self)

    monkeypatch.setattr(Import, "plan", slowly)
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ImportScreen(journal, journal.places, downloads), app.say)
        await until(lambda: isinstance(app.screen, ImportScreen), pilot)
        await pilot.press("tab", "enter")
        await until(reading.is_set, pilot)
        await pilot.press("escape")
        go_on.set()
        await until(lambda: not opened(app)._busy, pilot)
        assert opened(app)._look is None and opened(app).query_one("#file").display
        await pilot.press("tab", "enter")  # and it can be chosen again
        await until(lambda: "What each word becomes" in text_of(app), pilot)
        await pilot.press("escape", "escape")
        await until(lambda: not isinstance(app.screen, ImportScreen), pilot)
    assert journal.timeline.count() == 1


async def test_a_path_is_completed_part_by_part(downloads: Path) -> None:
    suggester = PathSuggester()
    assert await suggester.get_suggestion(f"{downloads.parent}/Do") == f"{downloads}/"
    assert await suggester.get_suggestion(f"{downloads}/day") == f"{downloads}/daylio_export.csv"
    assert await suggester.get_suggestion(f"{downloads}/none") is None
    assert await suggester.get_suggestion("") is None


@pytest.mark.parametrize("typed", ["'{}'", '"{}"', "{}", "  {}  "])
def test_a_path_dropped_on_the_terminal_is_read(typed: str, tmp_path: Path) -> None:
    file = tmp_path / "my diary.csv"
    file.write_text("x")
    assert path_typed(typed.format(file)) == file
    assert path_typed(str(file).replace(" ", "\\ ")) == file
