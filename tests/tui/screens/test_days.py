"""On days with ..., used: finding something, reading both sides, asking for more, and leaving."""

import re
from datetime import timedelta

from textual.pilot import Pilot

from companion.journal import Journal
from companion.model.clock import Clock
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.screens.days import DaysScreen
from companion.tui.screens.help import keys_for_help
from companion.tui.screens.patterns import PatternsPane
from companion.tui.widgets.chart_widget import Drawing
from companion.tui.widgets.key_hints import KeyHints
from companion.tui.widgets.picker import Picker
from tests.tui.screen import text_of
from tests.tui.waiting import type_in


def answers(pilot: Pilot[None]) -> str:
    """All that stands under the list, on one line."""
    drawn = pilot.app.screen.query_one("#days-answers Drawing", Drawing).drawn(70).plain
    return " ".join(drawn.split())


def offered(pilot: Pilot[None]) -> list[str]:
    """The labels in the list, in order."""
    return [choice.label for choice in pilot.app.screen.query_one(Picker).matches()]


async def ask(pilot: Pilot[None], words: str) -> None:
    """Type words that fit, and take the first that does."""
    await type_in(pilot, words)
    await pilot.press("enter")
    await pilot.pause()


async def test_from_patterns_to_both_sides_of_it_and_on_to_the_next(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal, pane="patterns")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        hints = app.screen.query_one(KeyHints)
        assert ("w", "Days with") in [(hint.key, hint.word) for hint in hints.hints]
        found = {command.title: command for command in app.get_system_commands(app.screen)}
        assert found["Days with"].help == "On days with …: how close it was, and how it felt"
        pane = app.screen
        assert isinstance(pane, PatternsPane)
        helped = [row for rows in keys_for_help(pane).values() for row in rows]
        assert any(key == "w" and "how it felt" in words for key, words in helped)
        await pilot.press("w")
        await pilot.pause()
        assert isinstance(app.screen, DaysScreen)
        assert "Pick anything you noted" in answers(pilot)
        await ask(pilot, "affection")
        told = answers(pilot)
        assert told.startswith("On days with “Affection came my way” How close it was distant ─")
        sides = re.findall(r"([●○]) (with it|without) ([+−]\d\.\d\d) (\d+) days", told)
        assert [(sign, name) for sign, name, _, _ in sides] == [("●", "with it"), ("○", "without")] * 2
        assert "would fit these days." in told
        assert "You asked about one thing so far." in told
        assert "asked so far: 1" in text_of(app)
        # The list has made room for what is to be read.
        picker = app.screen.query_one(Picker)
        assert not picker.has_focus and picker.size.height == 1
        await pilot.press("slash")
        await ask(pilot, "anxious")
        told = answers(pilot)
        assert told.index("On days with “anxious”") < told.index("On days with “Affection came my way”")
        assert "How the other feelings were" in told
        assert "You asked about two things so far. The more you ask in one go, the clearer" in told
        days = app.screen
        assert isinstance(days, DaysScreen) and days._sitting._records
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, PatternsPane)
        assert not days._sitting._records  # even while something still holds the sheet
        # The next opening is a sitting of its own.
        await pilot.press("w")
        await pilot.pause()
        assert "asked so far" not in text_of(app) and "Pick anything" in answers(pilot)


async def test_words_are_found_as_in_the_form_and_too_few_days_say_so(
    demo_journal: Journal, clock: Clock
) -> None:
    own = demo_journal.words.add("trigger", "Paddled the river")
    for n in range(4):
        demo_journal.log(when=clock.now() - timedelta(days=n), triggers=[own], closeness=1, tags=["boat"])
    app = CompanionApp(demo_journal, pane="patterns")
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("w")
        await type_in(pilot, "soft word")  # from the help of affection, as in the form
        assert offered(pilot)[0] == "Affection came my way"
        await pilot.press("escape")
        await type_in(pilot, "#boat")
        assert offered(pilot) == ["#boat"]
        await pilot.press("escape")
        await type_in(pilot, "afraid")
        assert "I felt afraid" not in " ".join(offered(pilot))
        await pilot.press("escape")
        await ask(pilot, "paddled")
        told = answers(pilot)
        assert told.startswith("On days with “Paddled the river” How close it was 4 of the 6 days needed.")
        # Whatever there is no room for is reached by scrolling; nothing is cut off at its side.
        assert "4 of the 6 days needed." in text_of(app)
        await pilot.press("enter")
        assert app.screen.query_one(Picker).has_focus


async def test_in_quiet_mode_nothing_is_said_of_closeness_or_distance(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal, pane="patterns")
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("w")
        await ask(pilot, "affection")
        await pilot.press("slash")
        await ask(pilot, "anxious")
        assert "How close it was" in answers(pilot)
        demo_journal.set_quiet(True)
        app.tell_changed()
        await pilot.pause()
        # What was asked before is no longer told either.
        told = answers(pilot)
        assert "How the other feelings were" in told
        assert not re.search("close|distant|Affection", told)
        await pilot.press("escape", "w")
        await pilot.pause()
        labels = offered(pilot)
        assert "Anxious" in labels and "Stress from outside" in labels
        for label in ("Affection came my way", "Pulled away", "Robin: was warm", "Robin"):
            assert label not in labels


async def test_with_one_person_alone_the_days_are_theirs(demo_journal: Journal, clock: Clock) -> None:
    for n in range(12):
        demo_journal.log(
            when=clock.now() - timedelta(days=n),
            triggers=["deep_talk" if n % 2 else "ordinary_moment"],
            closeness=n % 3,
            person="Kim",
        )
    app = CompanionApp(demo_journal, pane="patterns")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        await pilot.pause()
        await pilot.press("down", "down", "enter", "w")
        await pilot.pause()
        assert "(moments with Kim)" in text_of(app)
        await ask(pilot, "deep conv")
        assert re.findall(r"(\d+) days", answers(pilot))[:2] == ["6", "6"]


async def test_hostile_words_are_shown_and_never_obeyed(
    demo_journal: Journal, clock: Clock, places: Places
) -> None:
    hostile = "[bold]x[/] [@click=app.quit]q[/] \x1b[31m \u202etxt"
    demo_journal.log(when=clock.now(), triggers=["deep_talk"], tags=[hostile], person=hostile, closeness=1)
    app = CompanionApp(demo_journal, pane="patterns")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("w")
        await ask(pilot, "#[bold]x")
        written = text_of(app)
        assert "[@click=app.quit]q[/]" in written
        assert "\x1b" not in written and "\u202e" not in written
        assert app.is_running
