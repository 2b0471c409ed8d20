"""Week, used: reading the letter, going to what stands behind a sentence, trying something out."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.records import Feeling
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.screens.evidence import EvidencePane
from companion.tui.screens.experiment import BeginScreen, Sentence, TryScreen
from companion.tui.screens.handout import HandoutScreen
from companion.tui.screens.story import StoryCheckScreen
from companion.tui.screens.week import WeekPane
from companion.tui.widgets import charts
from companion.tui.widgets.chart_widget import Drawing
from companion.tui.widgets.row_list import RowList
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
        assert rows[0] == "You logged 7 moments, on 7 days."
        assert "What went well" in rows and "How it felt" in rows
        assert title(pilot) == "The week of Monday 23 February to Sunday 1 March 2026"
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
        assert title(pilot) == "The week of Monday 16 February to Sunday 22 February 2026"
        await pilot.press("right_square_bracket", "right")
        await pilot.pause()
        assert "1 March 2026" in title(pilot)
        for _ in range(20):
            await pilot.press("left")
        await pilot.pause()
        first = title(pilot)
        assert "December 2025" in first and letter(pilot)[0].startswith("You logged")
        await pilot.press("left")
        await pilot.pause()
        assert title(pilot) == first


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
            assert "Nothing was logged on Tuesday, Wednesday, Friday and Saturday." in letter(pilot)
            drawn = pilot.app.screen.query_one("#week-charts", Drawing).drawn(39).plain
            assert drawn.count("+2") == 3
            assert drawn.count("●") == 6  # pleasantness and energy, on three days


async def test_a_week_in_progress_says_so(places: Places, clock: Clock) -> None:
    from companion.model.clock import fixed_clock

    wednesday = fixed_clock(clock.now() - timedelta(days=4), "Europe/Berlin")
    with open_journal(places, clock=wednesday) as journal:
        journal.log(triggers=["deep_talk"])
        async with CompanionApp(journal, pane="week").run_test(size=(60, 20)) as pilot:
            await pilot.pause()
            assert title(pilot) == "Mon 23 Feb to Sun 1 Mar 2026"
            rows = letter(pilot)
            assert any("The week runs until Sunday" in row for row in rows)
            # Two days without an entry, the day itself, and nothing of the days to come.
            entries = next(row for row in rows if "entries" in row)
            assert entries.split("entries")[1].split()[:3] == ["·", "·", "1"]
            assert "Mo" in entries.split("entries")[1].split()[3]


async def test_charts_stand_beside_the_letter_when_there_is_room_and_within_it_when_not(
    journal: Journal,
) -> None:
    async with CompanionApp(journal, pane="week").run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        beside = pilot.app.screen.query_one("#charts")
        assert beside.display and beside.region.right <= 100
        assert not any("pleasant" in row for row in letter(pilot))
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not beside.display
        rows = letter(pilot)
        felt = next(n for n, row in enumerate(rows) if row.startswith("pleasant"))
        assert felt > rows.index("How it felt")
        assert "lively" in rows[felt] and "entries" in rows[felt + 1]


async def test_a_pattern_card_has_its_state_two_bars_and_the_calm_line(journal: Journal) -> None:
    async with CompanionApp(journal, pane="week").run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "Pulling back after closeness")
        rows = letter(pilot)
        card = next(row for row in rows if "Pulling back after closeness" in row)
        assert card.startswith("● Pulling back after closeness: holds up")
        assert "these moments" in card and "other moments" in card and card.count("6 of 14") == 2
        assert any("Stepping back can also be healthy" in row and "F2" in row for row in rows)
        await pilot.press("enter")
        await pilot.pause()
        assert "8 times it was not noted" in letter(pilot, "#behind")


async def test_a_story_that_is_due_opens_its_check(journal: Journal) -> None:
    journal.stories.tell(feared=HOSTILE, belief=80, ask_again_at=journal.clock.now() - timedelta(hours=1))
    async with CompanionApp(journal, pane="week").run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "You noted a fear")
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
        await pilot.press("e", *"1?", "escape", "e")
        await pilot.pause()
        assert pilot.app.screen.query_one(Sentence).text == f"{suggested.if_then}1?"
        await pilot.press("enter", "t", "tab", *"12 [x]", "escape", "t")
        await pilot.pause()
        assert pilot.app.screen.query_one(Input).value == "12 [x]"
        await pilot.press("1")
        await pilot.pause()
        (begun,) = journal.experiments.all()
        assert begun.if_then == f"{suggested.if_then}1?"
        assert [(one.did, one.note) for one in begun.tries] == [(True, "12 [x]")]
        await pilot.press("t")
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
        await pilot.press("t")
        await pilot.pause()
        assert isinstance(pilot.app.screen, TryScreen)
        pilot.app.screen.query_one(Input).value = "it was easier than I thought"
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("t", "2")
        await pilot.pause()
        (tried,) = journal.experiments.all()
        assert [(one.did, one.note) for one in tried.tries] == [
            (True, "it was easier than I thought"),
            (False, ""),
        ]
        assert any("2 chances were noted" in row for row in letter(pilot))
        await pilot.press("t", "3")
        await pilot.pause()
        assert journal.experiments.all()[0].ended_at is not None
        await pilot.press("t")
        await pilot.pause()
        assert isinstance(pilot.app.screen, WeekPane)  # nothing is under way any more


async def test_digits_and_letters_typed_as_a_note_stay_in_the_note(journal: Journal) -> None:
    journal.experiments.start(if_then="If it gets loud, then I ask for ten minutes.")
    async with CompanionApp(journal, pane="week").run_test(size=(80, 24)) as pilot:
        await pilot.press("t", "tab", *"2 of 3")
        await pilot.pause()
        assert pilot.app.screen.query_one(Input).value == "2 of 3"
        assert journal.experiments.all()[0].tries == ()


async def test_a_new_journal_has_a_letter_too(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.drafts.keep("moment", {"note": "begun"})  # so that the app does not open with its welcome
        async with CompanionApp(journal, pane="week").run_test(size=(60, 20)) as pilot:
            await pilot.pause()
            assert letter(pilot)[0].startswith("This journal is new.")
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
        assert letter(pilot)[0] == "You logged 8 moments, on 7 days."


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
            await pilot.press("escape", "t")
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
        assert letter(pilot)[0] == "You logged 7 moments, on 7 days."


def test_closeness_is_told_by_sign_and_figure_and_not_by_colour_alone() -> None:
    drawn = charts.closeness([3, 1.5, 0.0, -1, None, -3, None])
    up, down = drawn[:2], drawn[3:5]
    assert "".join(row.plain for row in up).count("▄") == 2  # three halves: one full row and a half
    assert "▀" in down[0].plain and "█" in down[0].plain
    figures = drawn[5].plain.split()
    assert figures == ["+3", "+2", "0", "-1", "-3"]


def test_dots_are_not_joined_and_gaps_stay_gaps() -> None:
    rows = [row.plain for row in charts.dot_rows([1, None, -1, 0.0], "pleasant", "hard")]
    assert rows[0].count("●") == rows[2].count("●") == rows[4].count("●") == 1
    assert sum(row.count("●") for row in rows) == 3
    assert rows[0].startswith("pleasant") and rows[4].startswith("hard")


async def test_a_page_to_take_along_is_seen_and_written(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with CompanionApp(journal, pane="week").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        (command,) = [
            one for one in pilot.app.get_system_commands(pilot.app.screen) if "take along" in one.title
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
    assert "From a journal" in (tmp_path / "page.html").read_text()
