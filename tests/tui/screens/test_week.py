"""Week, used: reading the letter, going to what stands behind a sentence, trying something out."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.records import Feeling
from companion.review import Week, week_strip, week_text
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.screens.evidence import EvidencePane
from companion.tui.screens.experiment import BeginScreen, Sentence, TryScreen
from companion.tui.screens.handout import HandoutScreen
from companion.tui.screens.story import StoryCheckScreen
from companion.tui.screens.week import WeekPane
from companion.tui.widgets.chart_widget import Drawing
from companion.tui.widgets.key_hints import KeyHints
from companion.tui.widgets.row_list import RowList
from companion.tui.widgets.week_view import Letter, WeekStrip
from tests.tui.diary import write_diary

HOSTILE = "[bold]Kim[/] [@click=app.quit]x[/] \x1b[31m \u202etxt"


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    with open_journal(places, clock=clock) as journal:
        write_diary(journal)
        yield journal


def letter(pilot: Pilot[None], list_id: str = "#letter") -> list[str]:
    """The rows of the letter as a person reads them."""
    listing = pilot.app.screen.query_one(list_id, OptionList)
    return [str(getattr(option.prompt, "plain", option.prompt)).strip() for option in listing.options]


async def go_to(pilot: Pilot[None], words: str) -> None:
    """Put the cursor on the row with these words."""
    await pilot.pause()
    row = next(n for n, text in enumerate(letter(pilot)) if words in text)
    pilot.app.screen.query_one("#letter", RowList).highlighted = row
    await pilot.pause()


def title(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#title", Static).content)


async def test_the_letter_comes_in_sentences_with_something_that_went_well(journal: Journal) -> None:
    async with CompanionApp(journal, pane="week").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        rows = letter(pilot)
        assert rows[:2] == ["What the week held", "You logged 7 moments, on 7 days."]
        assert "What went well" in rows and "How it felt" in rows
        assert title(pilot) == "Monday 23 February to Sunday 1 March"
        assert rows.index("How it felt") < rows.index("What went well")


async def test_enter_on_a_sentence_opens_the_entries_behind_it_and_no_others(journal: Journal) -> None:
    async with CompanionApp(journal, pane="week").run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "It felt close in")
        line = next(line for line in journal.insight.week().overview if line.text.startswith("It felt close"))
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, EvidencePane)
        options = pilot.app.screen.query_one("#behind", OptionList).options
        assert {option.id.partition(":")[2] for option in options if option.id} == set(line.ids)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, WeekPane)


async def test_earlier_weeks_are_a_key_away_and_end_where_the_journal_begins(journal: Journal) -> None:
    async with CompanionApp(journal, pane="week").run_test(size=(80, 24)) as pilot:
        await pilot.press("left_square_bracket")
        await pilot.pause()
        assert title(pilot) == "Monday 16 February to Sunday 22 February"
        await pilot.press("right_square_bracket", "right_square_bracket")
        await pilot.pause()
        assert "1 March" in title(pilot)
        for _ in range(20):
            await pilot.press("left_square_bracket")
        await pilot.pause()
        first = title(pilot)
        assert "December 2025" in first and letter(pilot)[1].startswith("You logged")
        await pilot.press("left_square_bracket")
        await pilot.pause()
        assert title(pilot) == first
        await pilot.press("t")
        await pilot.pause()
        assert title(pilot) == "Monday 23 February to Sunday 1 March"


async def test_days_without_an_entry_are_named_and_left_empty(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        for day in (6, 3, 0):
            journal.log(
                when=clock.now() - timedelta(days=day, hours=2),
                triggers=["quality_time"],
                feelings=[Feeling(mood="calm", intensity=4)],
                closeness=2,
            )
        async with CompanionApp(journal, pane="week").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            assert "No entries on Tuesday, Wednesday, Friday and Saturday." in letter(pilot)
            drawn = pilot.app.screen.query_one(WeekStrip).render().plain
            assert drawn.count("» +2") == drawn.count("calm 4") == drawn.count("•") == 3
            await pilot.press("left", "left", "enter")
            await pilot.pause()
            assert isinstance(pilot.app.screen, WeekPane)
            assert pilot.app.screen.query_one(KeyHints).why == "No entries on Saturday 28 February."


async def test_a_week_in_progress_says_so(places: Places, clock: Clock) -> None:
    from companion.model.clock import fixed_clock

    wednesday = fixed_clock(clock.now() - timedelta(days=4), "Europe/Berlin")
    with open_journal(places, clock=wednesday) as journal:
        journal.log(triggers=["deep_talk"])
        async with CompanionApp(journal, pane="week").run_test(size=(60, 20)) as pilot:
            await pilot.pause()
            assert title(pilot) == "Mon 23 Feb to Sun 1 Mar"
            rows = letter(pilot)
            assert any("The week runs until Sunday" in row for row in rows)
            # The day itself alone; nothing of the days to come, and the cursor stays away from them.
            strip = pilot.app.screen.query_one(WeekStrip)
            assert strip.render().plain.splitlines()[-1].split() == ["•"]
            await pilot.press("right", "right", "right")
            assert strip.chosen == 2


async def test_the_patterns_stand_beside_the_letter_from_100_columns_and_the_weeks_before_from_160(
    journal: Journal,
) -> None:
    async with CompanionApp(journal, pane="week").run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        over, before = screen.query_one("#over"), screen.query_one("#before")
        assert over.display and not before.display
        beside = letter(pilot, "#over")
        assert beside[0].startswith("Over the weeks")
        assert not any(row.startswith("Over the weeks") for row in letter(pilot))
        card = next(row for row in beside if "Pulling back after closeness" in row).splitlines()
        assert [len(row) for row in card[1:3]] == [2 + 26 + 2 + 8] * 2
        assert card[1].endswith(" 6 of 14") and card[2].endswith(" 0 of 55")
        assert screen.query_one("#letter").region.right <= over.region.x <= over.region.right <= 120
        # From the patterns' side: Enter opens, i reads about it.
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, EvidencePane)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.resize_terminal(160, 45)
        await pilot.pause()
        assert before.display and before.region.right <= 160
        said = str(screen.query_one("#weeks-before", Drawing).drawn(45).plain)
        assert "The four weeks before" in said and "26 Jan to 1 Feb" in said
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert not over.display and not before.display
        assert any("Over the weeks" in row for row in letter(pilot))
        assert screen.query_one("#letter").has_focus  # it was beside the letter, and that is hidden now


async def test_the_arrows_move_along_the_days_and_enter_opens_one(journal: Journal) -> None:
    async with CompanionApp(journal, pane="week").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        strip = pilot.app.screen.query_one(WeekStrip)
        assert "[" not in strip.render().plain
        await pilot.press("right")  # from the letter to today, a Sunday
        assert (strip.has_focus, strip.chosen) == (True, 6)
        await pilot.press("left", "left", "h")
        assert "[Th 26]" in strip.render().plain
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, EvidencePane)
        assert title(pilot) == "Thursday 26 February 2026"
        listing = pilot.app.screen.query_one("#behind", OptionList)
        shown = {option.id.partition(":")[2] for option in listing.options if option.id}
        assert shown == {entry.id for entry in journal.timeline.day(date(2026, 2, 26))}
        await pilot.press("escape")
        await pilot.pause()
        assert strip.has_focus and strip.chosen == 3
        await pilot.press(*["left"] * 9)
        assert strip.chosen == 0
        await pilot.press("down")
        assert pilot.app.screen.query_one("#letter").has_focus
        await pilot.press("left")
        assert strip.has_focus and strip.chosen == 0  # where one left it
        await pilot.press("escape")
        assert pilot.app.screen.query_one("#letter").has_focus


async def test_a_day_is_clicked_and_a_second_click_opens_it(journal: Journal) -> None:
    async with CompanionApp(journal, pane="week").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        strip = pilot.app.screen.query_one(WeekStrip)
        await pilot.click(WeekStrip, offset=(8 + 25, 2))
        assert strip.has_focus and strip.chosen == 2
        await pilot.click(WeekStrip, offset=(8 + 25, 3), times=2)
        await pilot.pause()
        assert title(pilot) == "Wednesday 25 February 2026"


async def test_a_cursor_move_draws_the_strip_alone(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    async with CompanionApp(journal, pane="week").run_test(size=(120, 40)) as pilot:
        strip = pilot.app.screen.query_one(WeekStrip)
        await pilot.press("left")
        await pilot.pause()
        assert "[Su 1]" in strip.render().plain
        drawn: list[int | None] = []
        draw = week_strip.strip

        def counted(week: Week, width: int, **how: Any) -> Any:
            drawn.append(how["chosen"])
            return draw(week, width, **how)

        def never(*_: object, **__: object) -> None:
            raise AssertionError("the letter was laid out, or the journal read, for a move of the cursor")

        monkeypatch.setattr(week_strip, "strip", counted)
        monkeypatch.setattr(Letter, "show", never)
        monkeypatch.setattr(journal.insight, "week", never)
        for key, day in (("left", "[Sa 28]"), ("right", "[Su 1]"), ("left", "[Sa 28]")):
            await pilot.press(key)
            await pilot.pause()
            assert day in strip.render().plain
        assert drawn == [5]  # Saturday once; Sunday was drawn before


async def test_the_week_goes_to_the_clipboard_as_the_command_prints_it(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with CompanionApp(journal, pane="week").run_test(size=(60, 20)) as pilot:
        await pilot.press("left_square_bracket")
        await pilot.pause()
        (command,) = [one for one in pilot.app.get_system_commands(pilot.app.screen) if "Copy" in one.title]
        command.callback()
        await pilot.pause()
        assert pilot.app.clipboard == week_text(journal.insight.week(1))
        (said,) = pilot.app._notifications
        assert "week --weeks-ago 1` prints it." in said.message


async def test_a_pattern_card_has_its_state_two_bars_and_the_calm_line(journal: Journal) -> None:
    async with CompanionApp(journal, pane="week").run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "Pulling back after closeness")
        rows = letter(pilot)
        card = next(row for row in rows if "Pulling back after closeness" in row)
        assert card.startswith("● Pulling back after closeness  clear so far")
        assert "these times" in card and "other times" in card and card.count("6 of 14") == 2
        assert any("Stepping back can also be healthy" in row and "F2" in row for row in rows)
        await pilot.press("enter")
        await pilot.pause()
        assert "6 of 14 in the same entry" in letter(pilot, "#behind")


async def test_a_story_that_is_due_opens_its_check(journal: Journal) -> None:
    journal.stories.tell(feared=HOSTILE, belief=80, ask_again_at=journal.clock.now() - timedelta(hours=1))
    async with CompanionApp(journal, pane="week").run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "You noted a worry")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, StoryCheckScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, WeekPane)


async def test_a_sentence_and_a_word_about_a_try_outlive_escape(journal: Journal) -> None:
    suggested = journal.insight.week().suggestion
    assert suggested is not None
    async with CompanionApp(journal, pane="week").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("x", *"1?", "escape", "x")
        await pilot.pause()
        assert pilot.app.screen.query_one(Sentence).text == f"{suggested.if_then}1?"
        await pilot.press("enter", "x", "tab", *"12 [x]", "escape", "x")
        await pilot.pause()
        assert pilot.app.screen.query_one(Input).value == "12 [x]"
        await pilot.press("1")
        await pilot.pause()
        (begun,) = journal.experiments.all()
        assert begun.if_then == f"{suggested.if_then}1?"
        assert [(one.did, one.note) for one in begun.tries] == [(True, "12 [x]")]
        await pilot.press("x")
        await pilot.pause()
        assert pilot.app.screen.query_one(Input).value == ""


async def test_an_experiment_is_begun_from_the_suggestion_and_its_tries_are_noted(journal: Journal) -> None:
    suggested = journal.insight.week().suggestion
    assert suggested is not None
    async with CompanionApp(journal, pane="week").run_test(size=(80, 24)) as pilot:
        await go_to(pilot, suggested.label)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BeginScreen)
        assert pilot.app.screen.query_one(Sentence).text == suggested.if_then
        await pilot.press(*" Or so.", "enter")
        await pilot.pause()
        (begun,) = journal.experiments.all()
        assert begun.if_then == f"{suggested.if_then} Or so."
        assert (begun.pattern, begun.exercise) == (suggested.pattern, suggested.practice)
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(pilot.app.screen, TryScreen)
        pilot.app.screen.query_one(Input).value = "it was easier than I thought"
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("x", "2")
        await pilot.pause()
        (tried,) = journal.experiments.all()
        assert [(one.did, one.note) for one in tried.tries] == [
            (True, "it was easier than I thought"),
            (False, ""),
        ]
        assert any("It came up twice, and you tried it once." in row for row in letter(pilot))
        await pilot.press("x", "3")
        await pilot.pause()
        assert journal.experiments.all()[0].ended_at is not None
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BeginScreen)  # nothing is under way any more


async def test_digits_and_letters_typed_as_a_note_stay_in_the_note(journal: Journal) -> None:
    journal.experiments.start(if_then="If it gets loud, then I ask for ten minutes.")
    async with CompanionApp(journal, pane="week").run_test(size=(80, 24)) as pilot:
        await pilot.press("x", "tab", *"2 of 3")
        await pilot.pause()
        assert pilot.app.screen.query_one(Input).value == "2 of 3"
        assert journal.experiments.all()[0].tries == ()


async def test_a_new_journal_has_a_letter_too(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.drafts.keep("moment", {"note": "begun"})  # so that the app does not open with its welcome
        async with CompanionApp(journal, pane="week").run_test(size=(60, 20)) as pilot:
            await pilot.pause()
            assert letter(pilot)[1].startswith("This journal is new.")
            await pilot.press("enter", "left", "t")
            await pilot.pause()
            assert isinstance(pilot.app.screen, WeekPane)


async def test_the_letter_follows_what_is_logged_elsewhere(journal: Journal) -> None:
    app = CompanionApp(journal, pane="week")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        await pilot.pause()
        journal.log(triggers=["deep_talk"])
        app.tell_changed()
        await pilot.press("4")
        await pilot.pause()
        assert letter(pilot)[1] == "You logged 8 moments, on 7 days."


async def test_hostile_words_are_shown_and_never_obeyed(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.change_settings(partner_name=HOSTILE)
        journal.log(
            triggers=[HOSTILE], partner_acts=["pb_warm"], note=HOSTILE, person=HOSTILE, tags=[HOSTILE]
        )
        journal.log(
            when=clock.now() - timedelta(hours=1),
            triggers=[HOSTILE],
            feelings=[Feeling(mood=HOSTILE, intensity=3)],
        )
        journal.experiments.start(if_then=HOSTILE)
        async with CompanionApp(journal, pane="week").run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            behind = "\n".join(letter(pilot, "#behind"))
            await pilot.press("escape", "x")
            await pilot.pause()
            assert isinstance(pilot.app.screen, TryScreen)
            await pilot.press("escape")
            await pilot.pause()
            written = "\n".join(letter(pilot)) + behind
            assert "[@click=app.quit]x[/]" in written
            assert "\x1b" not in written and "\u202e" not in written
            assert pilot.app.is_running


async def test_a_long_diary_is_built_elsewhere(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("companion.tui.screens.week.LONG", 1)
    async with CompanionApp(journal, pane="week").run_test(size=(80, 24)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert letter(pilot)[1] == "You logged 7 moments, on 7 days."


async def test_a_page_to_take_along_is_seen_and_written(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with CompanionApp(journal, pane="week").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        (command,) = [
            one for one in pilot.app.get_system_commands(pilot.app.screen) if one.title == "Make a handout"
        ]
        command.callback()
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, HandoutScreen)
        assert "What was noted" in str(screen.query_one("#page", Static).content)
        screen.query_one(Input).value = "~/page.doc"
        await pilot.press("enter")
        assert ".html" in str(screen.query_one("#refused", Static).content)
        screen.query_one(Input).value = "~/page.html"
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.screen is not screen
    assert "From a personal journal" in (tmp_path / "page.html").read_text()
