"""The list of all actions finds everything by the words people type for it."""

import pytest

from companion.journal import Journal
from companion.tui.app import CompanionApp
from companion.tui.palette import Action, found
from companion.tui.screens.command_line import CommandLineScreen
from tests.tui.screen import text_of
from tests.tui.waiting import type_in

EVERYDAY = {
    "new": "Log a moment", "add": "Log a moment", "write": "Log a moment", "entry": "Log a moment",
    "undo": "Undo", "mistake": "Undo", "redo": "Redo",
    "search": "Find an entry", "find": "Find an entry",
    "feelings": "Mood", "question": "Mood", "history": "Reflections", "diary": "Reflections",
    "summary": "Week", "stats": "Patterns", "habits": "Patterns", "read": "Library", "exercises": "Library",
    "export": "Export", "import": "Import", "backup": "Back up now", "restore": "Restore a backup",
    "sync": "Merge with another device", "passphrase": "Passphrase", "password": "Passphrase",
    "lock": "Lock", "reminder": "Reminder", "partner": "Your partner's name and pronouns",
    "pronouns": "Your partner's name and pronouns", "people": "Add another person", "theme": "Theme",
    "dark": "Theme", "light": "Theme", "settings": "Settings", "preferences": "Settings",
    "keys": "Keys on other keys", "shortcuts": "Help", "quiet": "Turn quiet on", "safety": "Safety page",
    "panic": "Open the page for when it is too much right "
    "now", "help": "Help", "quit": "Quit", "exit": "Quit",
    "print": "Print a page to take along", "handout": "Print a page to take along", "doctor": "Doctor",
    "worry": "Note a worry", "cycle": "The loop", "erase": "Delete everything", "my own question":
    "Your own question",
}  # fmt: skip

SLIPS = {"serach": "Find an entry", "exprot": "Export", "pasphrase": "Passphrase", "themme": "Theme"}


async def test_everyday_words_find_the_right_row_among_the_first_three(demo_journal: Journal) -> None:
    assert len(EVERYDAY) >= 40
    for pane in ("today", "patterns"):
        app = CompanionApp(demo_journal, pane=pane)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            rows = app.actions(app.screen)
            wanted = {**EVERYDAY, **SLIPS}
            if pane == "patterns":
                del wanted["cycle"]  # the pane has it on a key of its own
            missed = {
                word: [row.title for _, row in found(rows, word)[:3]]
                for word, title in wanted.items()
                if title not in [row.title for _, row in found(rows, word)[:3]]
            }
            assert missed == {}


async def test_today_begins_with_logging_and_other_panes_with_their_own(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        lines = [line.strip() for line in text_of(app).splitlines()]
        (first,) = [line for line in lines if line.startswith("Log a moment")]
        assert first.split("  ")[-1].strip() == "n"  # its key stands at the right
        assert lines.index(first) < min(
            n for n, line in enumerate(lines) if line.startswith(("Edit", "Delete"))
        )
        await pilot.press("escape", "5", "ctrl+p")
        await pilot.pause()
        titles = [row.title for row in app.actions(app.screen_stack[0])]
        assert titles.index("Fits") < titles.index("Log a moment")
        await type_in(pilot, "library")
        await pilot.press("enter")
        await pilot.pause()
        assert app.current_mode == "library"


async def test_every_row_does_something_and_says_it(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal, pane="reflections")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        rows = app.actions(app.screen)
        assert all(row.title and row.help and callable(row.run) for row in rows)
        titles = [row.title for row in rows]
        assert len(titles) == len(set(titles))


async def test_what_the_panes_cannot_do_says_what_to_type(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("ctrl+p")
        await type_in(pilot, "export")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, CommandLineScreen)
        assert "export -o journal.json" in " ".join(text_of(app).replace("│", " ").split())
        await pilot.press("enter")
        assert not isinstance(app.screen, CommandLineScreen)
        assert app.clipboard.endswith("export -o journal.json")


@pytest.mark.parametrize(
    ("typed", "fits"),
    [("", False), ("zzz", False), ("lo", True), ("log my moment", True), ("log zzz", False), ("lgo", False)],
)
def test_every_word_that_says_something_has_to_fit(typed: str, fits: bool) -> None:
    rows = [Action("Log a moment", "One word is enough", lambda: None)]
    assert bool(found(rows, typed)) is fits
