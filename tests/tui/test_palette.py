"""The list of all actions finds everything by the words people type for it."""

import pytest
from textual.command import CommandPalette

from companion.journal import Journal
from companion.tui.app import CompanionApp
from companion.tui.palette import Action, found
from companion.tui.screens.command_line import CommandLineScreen
from tests.tui.screen import text_of
from tests.tui.waiting import type_in

EVERYDAY = {
    "new": "Log a moment", "add": "Log a moment", "write": "Log a moment", "entry": "Log a moment",
    "note": "Log a moment", "journal": "Log a moment",
    "undo": "Undo", "mistake": "Undo", "trash": "Undo", "redo": "Redo",
    "search": "Find an entry", "find": "Find an entry", "filter": "Find an entry", "tag": "Find an entry",
    "star": "Starred entries", "favourite": "Starred entries", "pin": "Starred entries",
    "feelings": "Mood", "feeling": "Mood", "mood": "Mood", "question": "Mood",
    "history": "Reflections", "diary": "Reflections", "sort": "Reflections",
    "summary": "Week", "week": "Week", "letter": "Week",
    "stats": "Patterns", "statistics": "Patterns", "habits": "Patterns", "graph": "Patterns",
    "calendar": "The year", "heatmap": "The year", "chart": "The year",
    "read": "Library", "exercises": "Library", "practice": "Library",
    "experiment": "Experiment",
    "export": "Export", "pdf": "Make a handout", "print": "Make a handout", "handout": "Make a handout",
    "therapist": "Make a handout",
    "import": "Import", "backup": "Back up now", "restore": "Restore a backup",
    "sync": "Merge with another device", "devices": "Merge with another device",
    "cloud": "Where your journal is",
    "passphrase": "Passphrase", "password": "Passphrase", "lock": "Lock",
    "reminder": "Reminder", "notification": "Reminder",
    "partner": "Your partner's name and pronouns", "pronouns": "Your partner's name and pronouns",
    "people": "Add another person",
    "theme": "Theme", "dark": "Theme", "light": "Theme", "colour": "Theme", "colours": "Theme",
    "color": "Theme", "font": "Font", "mouse": "Mouse", "reload": "Reload",
    "settings": "Settings", "preferences": "Settings",
    "language": "Your own words", "words": "Your own words", "own words": "Your own words",
    "keys": "Keys on other keys", "shortcuts": "Help", "help": "Help", "tutorial": "Help",
    "quiet": "Turn quiet mode on", "safety": "Safety page", "emergency": "Safety page",
    "hotline": "Safety page", "panic": "Too much right now",
    "quit": "Quit", "exit": "Quit", "doctor": "Doctor", "version": "Version", "about": "Version",
    "what's new": "Version",
    "worry": "Note a worry", "fear": "Note a worry", "cycle": "The loop",
    "erase": "Delete everything", "wipe": "Delete everything", "delete account?": "Delete everything",
    "my own question": "Add your own question",
}  # fmt: skip

BEFORE = {
    "look back over the month": "Monthly review", "look-back": "Monthly review",
    "feared story": "Note a worry",
    "someone else too": "Add another person", "page to take along": "Make a handout",
    "a pattern of my own": "Add your own pattern", "turn quiet on": "Turn quiet mode on",
    "if it is too much right now": "Too much right now", "cards": "Library", "prompt": "Mood",
    "round": "The loop", "merge": "Merge with another device",
}  # fmt: skip
"""What things were called before, and are found by still."""

SLIPS = {"serach": "Find an entry", "exprot": "Export", "pasphrase": "Passphrase", "themme": "Theme"}


async def test_everyday_words_find_the_right_row_among_the_first_three(demo_journal: Journal) -> None:
    assert len(EVERYDAY) >= 80
    demo_journal.look_backs.want(True)
    for pane in ("today", "patterns"):
        app = CompanionApp(demo_journal, pane=pane)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            rows = app.actions(app.screen)
            wanted = {**EVERYDAY, **BEFORE, **SLIPS}
            if pane == "patterns":
                del wanted["cycle"], wanted["round"]  # the pane has it on a key of its own
            missed = {
                word: [row.title for _, row in found(rows, word)[:3]]
                for word, title in wanted.items()
                if title not in [row.title for _, row in found(rows, word)[:3]]
            }
            assert missed == {}


async def test_nothing_promises_a_streak_and_no_row_says_palette(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        rows = app.actions(app.screen)
        assert found(rows, "streak") == []
        shown = " ".join(f"{row.title} {row.help}" for row in rows).casefold()
        assert "streak" not in shown and "palette" not in shown


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
        await type_in(pilot, "merge")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, CommandLineScreen)
        assert "merge FILE" in " ".join(text_of(app).replace("│", " ").split())
        await pilot.press("enter")
        assert not isinstance(app.screen, CommandLineScreen)
        assert app.clipboard.endswith("merge FILE")


@pytest.mark.parametrize(
    ("typed", "fits"),
    [("", False), ("zzz", False), ("lo", True), ("log my moment", True), ("log zzz", False), ("lgo", False)],
)
def test_every_word_that_says_something_has_to_fit(typed: str, fits: bool) -> None:
    rows = [Action("Log a moment", "One word is enough", lambda: None)]
    assert bool(found(rows, typed)) is fits


async def test_it_opens_again_while_one_closes_and_over_another_pane(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        first = app.screen
        assert isinstance(first, CommandPalette)
        first.dismiss()
        app.action_command_palette()
        await pilot.pause()
        assert isinstance(app.screen, CommandPalette) and app.screen is not first
        app.switch_mode("week")
        await pilot.pause()
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert isinstance(app.screen, CommandPalette) and app.current_mode == "week"
