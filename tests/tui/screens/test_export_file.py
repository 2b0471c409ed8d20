"""Somebody writes the journal to a file in the panes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from companion.exchange import journal_json
from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.system.paths import Places
from companion.transfer.exporting import EXPORTS
from companion.tui.app import CompanionApp
from companion.tui.screens.export_file import FORMATS, ExportScreen
from companion.tui.widgets.picker import Picker
from companion.tui.widgets.text_fields import LineField
from tests.tui.screen import text_of
from tests.tui.waiting import type_in, until


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    with open_journal(places, clock=clock) as opened:
        opened.log(triggers=["slow_reply"], note="a word of mine")
        yield opened


def test_every_format_is_offered() -> None:
    assert set(FORMATS) == set(EXPORTS)


async def open_export(app: CompanionApp, pilot: Pilot[str]) -> ExportScreen:
    await pilot.pause()
    app.action_export()
    await pilot.pause()
    assert isinstance(app.screen, ExportScreen)
    return app.screen


async def test_everything_is_written_and_said(journal: Journal, tmp_path: Path) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_export(app, pilot)
        assert "Everything" in text_of(app) and "~/journal.json" in text_of(app)
        await pilot.press("tab")
        await type_in(pilot, str(tmp_path / "all.json"))
        await pilot.press("ctrl+l")
        await until(lambda: not isinstance(app.screen, ExportScreen), pilot)
    contents = journal_json.loads((tmp_path / "all.json").read_bytes())
    assert [moment.note for moment in contents.moments] == ["a word of mine"]
    assert (tmp_path / "all.json").stat().st_mode & 0o777 == 0o600
    said = [note.message for note in app._notifications]
    assert said == ["Exported 1 entry to all.json. Anyone who can open it can read it."]
    assert journal.drafts.get("export") is None


async def test_a_form_is_picked_and_notes_are_left_out(journal: Journal, tmp_path: Path) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await open_export(app, pilot)
        await pilot.pause()
        await type_in(pilot, "page")
        await pilot.press("enter")
        await pilot.pause()
        assert screen.query_one("#form", Picker).picked == ["html"]
        assert "~/journal.html" in text_of(app)
        screen.query_one("#where", LineField).set_value(str(tmp_path / "page.html"))
        screen.query_one("#without", Picker).set_picked(["notes"])
        await pilot.press("ctrl+l")
        await until(lambda: (tmp_path / "page.html").exists(), pilot)
    page = (tmp_path / "page.html").read_text()
    assert "A slow reply, or none" in page and "a word of mine" not in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"where": "there.json"}, "There is already something called there.json"),
        ({"where": "no/all.json"}, "There is no folder"),
        ({"first": "soonish"}, "From: could not read 'soonish' as a day"),
        ({"first": "yesterday", "last": "3 days ago"}, "From is after To"),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_is_written(
    fields: dict[str, str], said: str, journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.json").write_text("mine")
    app = CompanionApp(journal)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await open_export(app, pilot)
        for name, words in {"where": "all.json", **fields}.items():
            screen.query_one(f"#{name}", LineField).set_value(words)
        await pilot.press("ctrl+l")
        await until(lambda: said in " ".join(text_of(app).split()), pilot)
        assert isinstance(app.screen, ExportScreen)
    assert [file.name for file in tmp_path.iterdir() if file.suffix] == ["there.json"]
    assert (tmp_path / "there.json").read_text() == "mine"
