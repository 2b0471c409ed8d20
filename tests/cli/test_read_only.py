"""A journal on a medium that takes no writing: read, searched and exported like any other."""

import json
from pathlib import Path

import pytest

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.model.errors import InputRefused
from companion.store import open_store
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from tests.cli.conftest import Run
from tests.read_only import read_only
from tests.store.making import keep
from tests.tui.screen import text_of
from tests.tui.waiting import no_clock, painted_when_looked_at, styles_parsed_once

__all__ = ["no_clock", "painted_when_looked_at", "styles_parsed_once"]


@pytest.fixture
def kitchen(places: Places, clock: Clock) -> str:
    """The id of the one entry."""
    with open_journal(places, clock=clock) as journal:
        return journal.log(note="the kitchen", triggers=["slow_reply"]).id


def listing(places: Places) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in places.data.iterdir()}


def test_it_is_read_searched_and_exported(places: Places, kitchen: str, run: Run, tmp_path: Path) -> None:
    before = listing(places)
    with read_only(places.data):
        assert "the kitchen" in run("today").out
        (found,) = json.loads(run("search", "kitchen", "--json").out)
        assert found["id"] == kitchen
        assert "the kitchen" in run("show", kitchen[:8]).out
        for command in ("week", "patterns", "prompt", "page"):
            assert run(command).code == 0
        exported = run("export", "--format", "json").out
        assert run("backup", "-o", str(tmp_path / "copy.db")).code == 0
        checked = run("doctor")
    assert json.loads(exported)["moments"][0]["note"] == "the kitchen"
    copy = open_store(tmp_path / "copy.db")
    assert [entry.id for entry in copy.entries.all()] == [kitchen]
    copy.close()
    assert "No damage was found" in checked.out and checked.code == 0
    assert listing(places) == before


@pytest.mark.parametrize(
    "words", [("log", "--note", "x"), ("delete", "{}", "--yes"), ("settings", "partner_name", "Robin")]
)
def test_what_would_write_says_why_it_cannot(
    words: tuple[str, ...], places: Places, kitchen: str, run: Run
) -> None:
    with read_only(places.data):
        ran = run(*(word.format(kitchen) for word in words))
    assert ran.code == 3
    assert "can be read, searched and exported here, and not changed" in ran.err


def test_an_encrypted_one_opens_with_its_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "stick" / "journal.db"
    store = open_store(path, passphrase="owl 5")
    keep(store, "a", note="the kitchen")
    store.close()
    with read_only(path.parent):
        store = open_store(path, passphrase="owl 5")
        assert store.read_only and [entry.id for entry in store.entries.all()] == ["a"]
        store.close()


def test_one_with_words_in_its_log_says_where_they_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "stick" / "journal.db"
    store = open_store(path)
    keep(store, "a", note="the kitchen")
    copy = tmp_path / "burned"
    copy.mkdir()
    for name in ("journal.db", "journal.db-wal"):
        (copy / name).write_bytes((path.parent / name).read_bytes())
    store.close()
    with (
        read_only(copy),
        pytest.raises(InputRefused, match=r"latest entries are in journal\.db-wal.*copy the folder"),
    ):
        open_store(copy / "journal.db")


async def test_the_panes_show_it_and_say_why_nothing_is_saved(
    places: Places, kitchen: str, clock: Clock
) -> None:
    with read_only(places.data), open_journal(places, clock=clock) as journal:
        app = CompanionApp(journal)
        async with app.run_test(size=(100, 30), notifications=True) as pilot:
            assert "the kitchen" in text_of(app)
            for pane in "23456":
                await pilot.press(pane)
                await pilot.pause()
            await pilot.press("1", "n", "1", "ctrl+l")
            await pilot.pause()
            assert "and not changed" in " ".join(text_of(app).split())
            assert app.is_running
        assert journal.timeline.count() == 1
