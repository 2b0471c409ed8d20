"""A whole week in the panes: a moment or an answer every evening, and the letter on Sunday."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from companion.journal import open_journal
from companion.model.clock import fixed_clock
from companion.model.records import Moment, Reflection
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from tests.tui.screen import text_of
from tests.tui.waiting import until

MONDAY = datetime(2026, 2, 23, 22, 10, tzinfo=ZoneInfo("Europe/Berlin"))

EVENINGS: list[list[str]] = [
    # Monday: affection, the wish to go, and staying
    ["n", *"affec", "enter", "tab", "tab", *"overw", "enter", "6", "tab", *"pulled", "enter", "tab",
     *"stayed", "enter", "ctrl+l"],
    # Tuesday: only a word
    ["n", *"ordin", "enter", "ctrl+l"],
    # Wednesday: an answer instead of a moment
    ["2", "tab", *"slept badly, kind all the same".replace(" ", "~"), "ctrl+l"],
    # Thursday: nothing
    [],
    # Friday: a slow reply, read as the worst
    ["n", *"slow", "enter", "tab", "tab", *"anx", "enter", "7", "tab", "tab", *"over-read",
     "enter", "ctrl+l"],
    # Saturday: a disagreement, and mending it
    ["n", *"disag", "enter", "tab", "tab", "tab", "tab", *"repaired", "enter", "ctrl+l"],
    # Sunday: close time
    ["n", *"stretch", "enter", "tab", *"warm", "enter", "tab", *"tender", "enter", "5", "ctrl+l"],
]  # fmt: skip


async def test_a_week_of_evenings_and_the_letter_on_sunday(places: Places) -> None:
    for night, keys in enumerate(EVENINGS):
        clock = fixed_clock(MONDAY + timedelta(days=night), "Europe/Berlin")
        with open_journal(places, clock=clock) as journal:
            app = CompanionApp(journal)
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                if not journal.timeline.latest():
                    await pilot.press("escape")
                    await pilot.pause()
                for key in keys:
                    await pilot.press("space" if key == "~" else key)
                await pilot.pause()

    sunday = fixed_clock(MONDAY + timedelta(days=6, minutes=10), "Europe/Berlin")
    with open_journal(places, clock=sunday) as journal:
        entries = journal.timeline.latest()
        assert [type(entry) for entry in reversed(entries)] == [
            Moment,
            Moment,
            Reflection,
            Moment,
            Moment,
            Moment,
        ]
        app = CompanionApp(journal)
        async with app.run_test(size=(100, 60)) as pilot:
            await pilot.pause()
            await pilot.press("4")
            await pilot.pause()
            letter = " ".join(text_of(app).split())
            assert "5 moments" in letter
            assert "Thursday" in letter
            await pilot.press("5")
            await pilot.pause()
            assert "1 of the 6 needed" in text_of(app)
            await pilot.press("3", "slash", *"badly")
            # The list waits a moment for the next letter before it looks.
            await until(lambda: "kind all the same" in " ".join(text_of(app).split()), pilot)


def test_nothing_of_the_week_lies_beside_the_journal(places: Places, tmp_path: Path) -> None:
    """The data folder holds the journal and nothing else that a person wrote."""
    with open_journal(places, clock=fixed_clock(MONDAY, "Europe/Berlin")) as journal:
        journal.log(triggers=["slow_reply"], note="a canary")
    holding = [
        file.name for file in places.data.rglob("*") if file.is_file() and b"canary" in file.read_bytes()
    ]
    assert [name for name in holding if not name.startswith("journal.db")] == []
