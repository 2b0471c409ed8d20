"""Reflections beyond the list: year, weeks, a date to go to, a feeling to narrow to, an entry to copy."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from companion.journal import Journal, open_journal
from companion.journal.timeline import Timeline
from companion.model.clock import Clock
from companion.model.records import Feeling
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.screens.reflections import ReflectionsPane
from companion.tui.widgets.entry_list import EntryList
from companion.tui.widgets.entry_view import EntryView
from companion.tui.widgets.lines_view import LinesView
from companion.tui.widgets.timeline import TimelineList
from companion.tui.widgets.year_grid import YearGrid
from tests.tui.screen import text_of
from tests.tui.waiting import type_in, until

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    """A close evening today, a far one three weeks ago, one a year ago that was not rated."""
    with open_journal(places, clock=clock) as journal:
        for when, mood, closeness, note in (
            (datetime(2026, 3, 1, 19, 0, tzinfo=BERLIN), "tender", 2, "Soup, and a long hug."),
            (datetime(2026, 2, 8, 20, 0, tzinfo=BERLIN), "anxious", -2, "The train was late."),
            (datetime(2026, 2, 8, 9, 0, tzinfo=BERLIN), "calm", None, "Coffee alone."),
            (datetime(2025, 2, 27, 20, 0, tzinfo=BERLIN), "tense", None, "In the old flat."),
        ):
            journal.log(
                when=when,
                triggers=["ordinary_moment"],
                feelings=[Feeling(mood=mood, intensity=4)],
                closeness=closeness,
                note=note,
            )
        yield journal


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person pauses before a search begins; a test need not."""
    monkeypatch.setattr("companion.tui.widgets.search_box.PAUSE", 0.001)


def opened(journal: Journal) -> CompanionApp:
    return CompanionApp(journal, pane="reflections")


async def click_on(pilot: Pilot[str], words: str, after: str = "") -> None:
    """Click on words that stand on the screen, in the row that begins with ``after``."""
    for y, row in enumerate(text_of(pilot.app).split("\n")):
        if words in row and row.strip().startswith(after):
            await pilot.click(offset=(row.index(words) + len(words) // 2, y))
            return
    raise AssertionError(f"{words!r} is not on the screen")


# the year


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 50)])
async def test_the_year_says_how_it_was_before_it_shows_the_days(
    journal: Journal, size: tuple[int, int]
) -> None:
    app = opened(journal)
    async with app.run_test(size=size) as pilot:
        await pilot.press("c")
        text = text_of(app)
        assert "April 2025 to March 2026" in text
        assert text.index("close") < text.index("Feb ") < text.index("Mar ")
        for words in ("Sunday 1 March 2026", "+2 close", "19:00", "-2.0".replace("-", "−")):
            assert words in text
        assert ("far apart" in text) == (size[0] >= 80)
        assert ("Closeness, week by week" in text) == (size[0] >= 120)
        assert ("stays empty." in text) == (size[0] >= 120)


async def test_the_cursor_moves_by_days_months_and_years_and_not_past_today(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        grid = app.screen.query_one(YearGrid)
        for keys, day in (
            (["right", "down", "right_square_bracket"], date(2026, 3, 1)),
            (["left"], date(2026, 2, 28)),
            (["up"], date(2026, 1, 28)),
            (["j", "l"], date(2026, 3, 1)),
            (["left_square_bracket"], date(2025, 3, 1)),
            (["h", "h"], date(2025, 2, 27)),
        ):
            await pilot.press(*keys)
            assert grid.day == day, keys
        text = text_of(app)
        assert "April 2024 to March 2025" in text
        assert "Thursday 27 February 2025" in text and "In the old flat." in text
        await pilot.press("home")
        assert "Monday 1 April 2024" in text_of(app) and "no entries" in text_of(app)
        await pilot.press("t")
        assert "Sunday 1 March 2026" in text_of(app) and "April 2025 to March 2026" in text_of(app)


async def test_enter_goes_into_the_day_and_its_entries_and_escape_comes_back(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "up", *["right"] * 7)
        text = text_of(app)
        assert "Sunday 8 February 2026" in text and text.index("20:00") > text.index("Feb ")
        await pilot.press("enter", "down", "enter")
        assert isinstance(app.focused, EntryView)
        assert "Coffee alone." in text_of(app) and "Sunday 8 February 2026, 09:00" in text_of(app)
        await pilot.press("escape")
        assert isinstance(app.focused, EntryList)
        await pilot.press("escape")
        assert isinstance(app.focused, YearGrid)
        await pilot.press("left", "enter")
        assert isinstance(app.focused, YearGrid)  # nothing was logged there, and that is said
        assert "No entries on this day." in " ".join(note.message for note in app._notifications)
        await pilot.press("escape")
        assert isinstance(app.focused, TimelineList)


async def test_an_entry_of_the_year_can_be_changed_where_it_is_found(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "enter", "asterisk")
        assert journal.timeline.latest(limit=1)[0].starred
        await pilot.press("d")
        assert journal.timeline.count() == 3
        assert isinstance(app.focused, YearGrid)  # the day is empty now
        assert "no entries" in text_of(app)
        await pilot.press("u")
        assert "19:00" in text_of(app)


async def test_a_click_moves_and_a_second_one_goes_in(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        await click_on(pilot, "«", after="Feb")
        assert app.screen.query_one(YearGrid).day == date(2026, 2, 8)
        assert isinstance(app.focused, YearGrid)
        await click_on(pilot, "[]", after="Feb")
        assert isinstance(app.focused, EntryList)


async def test_a_year_is_one_query_and_a_move_reads_one_day(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    for name in ("day_summaries", "day", "latest", "days_logged", "between", "search"):
        real = getattr(Timeline, name)

        def noted(
            self: Timeline, *given: object, name: str = name, real: object = real, **more: object
        ) -> object:
            read.append(name)
            return real(self, *given, **more)  # type: ignore[operator]

        monkeypatch.setattr(Timeline, name, noted)
    drawn: list[int] = []
    render = YearGrid.render_line

    def rendered(grid: YearGrid, y: int) -> object:
        drawn.append(y)
        return render(grid, y)

    app = opened(journal)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        read.clear()
        await pilot.press("c")
        assert sorted(read) == ["between", "day", "day_summaries"]
        text_of(app)
        monkeypatch.setattr(YearGrid, "render_line", rendered)
        read.clear()
        await pilot.press("up")
        text_of(app)
        assert read == []  # nothing was logged on that day, which is known already
        assert set(drawn) == {0, 11, 12}
        drawn.clear()
        await pilot.press("left")
        text_of(app)
        assert set(drawn) == {0, 10, 11}
        read.clear()
        await pilot.press("v", "minus", "plus", "v")
        assert read == ["day_summaries"]


async def test_the_year_opens_on_the_evening_a_late_entry_belongs_to(journal: Journal) -> None:
    journal.log(when=datetime(2026, 3, 1, 1, 30, tzinfo=BERLIN), triggers=["ordinary_moment"])
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "c")
        assert "Saturday 28 February 2026" in text_of(app) and "01:30" in text_of(app)


async def test_in_quiet_mode_the_year_and_the_weeks_say_nothing_of_closeness(journal: Journal) -> None:
    journal.set_quiet(True)
    app = opened(journal)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c", "left")
        text = text_of(app)
        assert "3 days logged." in text or "2 days logged." in text
        for words in ("leaned", "week by week", "very close", "»", "«", "−2.0", "Closest"):
            assert words not in text
        await pilot.press("v")
        text = text_of(app)
        assert "tender" in text and "Feelings" in text
        for words in ("Closeness", "stayed", "pulled back", "leaned"):
            assert words not in text


# the weeks


async def test_weeks_stand_side_by_side_twelve_or_a_year_of_them(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("v", "v")
        assert isinstance(app.focused, LinesView)
        text = text_of(app)
        for words in (
            "Twelve weeks",
            "Closeness",
            "anxious",
            "tender",
            "› stayed",
            "‹ pulled back",
            "−2.0",
            "Feb",
        ):
            assert words in text
        assert "1 week leaned close, 1 distant." in text
        await pilot.press("minus")
        assert "A year in weeks" in text_of(app)
        await pilot.press("plus")
        assert "Twelve weeks" in text_of(app)
        await pilot.press("left_square_bracket")
        assert "September 2025 to December 2025" in text_of(app)
        assert "No entries in these weeks." in text_of(app)
        await pilot.press("t")
        assert "December 2025 to March 2026" in text_of(app)
        await pilot.press("v")
        assert isinstance(app.focused, TimelineList)


async def test_arrows_move_a_week_which_is_told_and_enter_opens_it(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("v", "v")
        assert "Week of 23 February" in text_of(app) and "closeness +2.0" in text_of(app)
        await pilot.press("left", "left", "left")
        text = text_of(app)
        assert "[2]" in text and "Week of 2 February   1 day logged; closeness −2.0;" in text
        await click_on(pilot, " 9 ", after="8")
        assert "Week of 9 February   no entries." in text_of(app)
        await pilot.press("left", *["left"] * 11)
        assert "Week of 17 November" in text_of(app) and "November 2025 to February 2026" in text_of(app)
        await pilot.press("t", "right")
        assert "Week of 23 February" in text_of(app) and "[23]" in text_of(app)
        await pilot.press("left", "left", "left", "enter")
        await pilot.pause()
        assert app.current_mode == "week" and "Monday 2 February to Sunday 8 February" in text_of(app)


async def test_a_short_diary_leaves_the_room_of_empty_months_to_the_day(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "up", *["right"] * 7)
        text = text_of(app)
        assert "\n  Feb " in text and "\n  Apr " not in text
        assert "The train was late." in text and "Coffee alone." in text and "far apart" in text
        await pilot.press(*["up"] * 10)
        assert "\n  Apr " in text_of(app)


async def test_a_view_can_be_clicked_and_the_present_one_is_underlined(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        for name in ("Lines", "Year", "Entries"):
            await click_on(pilot, name, after="")
            pane = app.screen
            assert isinstance(pane, ReflectionsPane) and pane.view == name
            words = pane.query_one("#aside").render()
            underlined = [
                words.plain[span.start : span.end] for span in words.spans if "underline" in str(span.style)
            ]  # type: ignore[union-attr]
            assert underlined == [name]


async def test_what_changes_elsewhere_is_read_when_its_view_is_gone_to(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        assert "3 days logged" not in text_of(app) and "2 days logged" in text_of(app)
        await pilot.press("escape")
        journal.log(when=datetime(2026, 1, 5, 20, 0, tzinfo=BERLIN), triggers=["plans_changed"])
        app.tell_changed()
        await pilot.pause()
        await pilot.press("v")
        assert "3 days logged" in text_of(app)


# a date


async def test_an_entry_of_three_weeks_ago_is_five_keys_away(journal: Journal) -> None:
    app = CompanionApp(journal)
    keys = ["g", "3", "w", "enter", "enter"]
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")  # out of the form that stands open in a wide Today
        await pilot.press(*keys)
        assert isinstance(app.focused, EntryView)
        assert "Sunday 8 February 2026, 20:00" in text_of(app)
    assert len(keys) <= 5


async def test_the_other_views_open_on_the_day_that_was_gone_to(journal: Journal) -> None:
    for month, day in [(2, 20), (1, 9)] * 15:
        journal.log(when=datetime(2026, month, day, 12, 0, tzinfo=BERLIN), triggers=["ordinary_moment"])
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", *"3w", "enter")
        await pilot.pause()
        rows = [row.strip(" ▎") for row in text_of(app).split("\n")]
        at = rows.index("Sunday 8 February 2026")
        assert 3 < at < 10, "at the top, below the entry that followed"
        assert rows[at - 2].startswith("12:00")
        await pilot.press("v")
        assert app.screen.query_one(YearGrid).day == date(2026, 2, 8)
        await pilot.press("v")
        assert "Week of 2 February" in text_of(app)
        await pilot.press("right")
        await click_on(pilot, "Year")
        assert app.screen.query_one(YearGrid).day == date(2026, 2, 15)


async def test_a_date_is_read_back_while_it_is_typed(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g")
        await type_in(pilot, "8 feb")
        line = app.screen.query_one(Input)
        for words, told in (
            ("7 feb", "Saturday 7 February 2026"),
            ("3 weeks ago", "Sunday 8 February 2026"),
            ("2025-02-27", "Thursday 27 February 2025"),
            ("tomorrow", "still to come"),
            ("someday", "not a day yet"),
        ):
            line.value = words
            await until(lambda told=told: told in text_of(app), pilot)  # type: ignore[misc]
        await pilot.press("enter")
        assert "could not read 'someday' as a day" in text_of(app)
        await pilot.press("escape")
        assert isinstance(app.screen, ReflectionsPane)


async def test_a_day_without_entries_leads_to_the_nearest_and_says_so(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("g", *"2025", "enter")
        chosen = app.screen.query_one(TimelineList).chosen
        assert chosen is not None and chosen.occurred_at.date() == date(2025, 2, 27)
        said = " ".join(note.message for note in app._notifications)
        assert "No entries on Wednesday 1 January 2025. This is the nearest day with any." in said
        await pilot.press("right_square_bracket")
        assert "Sunday 8 February 2026, 20:00" in text_of(app)
        await pilot.press("t")
        assert "Sunday 1 March 2026, 19:00" in text_of(app)


async def test_in_the_year_a_date_moves_its_cursor(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "g", *"2025", "minus", *"02", "minus", *"27", "enter")
        grid = app.screen.query_one(YearGrid)
        assert grid.day == date(2025, 2, 27) and grid.has_focus
        assert "In the old flat." in text_of(app)
        await pilot.press("v", "g", *"3m", "enter")
        assert "Twelve weeks" in text_of(app) and "to December 2025" in text_of(app)


async def test_far_back_the_list_begins_at_the_date(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.tui.screens.reflections_entries._LONGEST", 2)
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", *"2025", "enter")
        assert "before:2025-02-28" in text_of(app) and "In the old flat." in text_of(app)
        await pilot.press("escape")
        assert "All entries" in text_of(app) and "4 entries" in text_of(app)


async def test_the_year_and_a_date_are_there_from_every_pane(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        for pane in ("week", "patterns", "reflections"):
            await app.action_pane(pane)
            await pilot.pause()
            await pilot.press("c")
            assert isinstance(app.screen, ReflectionsPane) and app.screen.view == "Year", pane
            await pilot.press("escape")
            await app.action_pane(pane)
            await pilot.pause()
            await pilot.press("g", *"3w", "enter")
            assert isinstance(app.screen, ReflectionsPane) and app.screen.view == "Entries", pane
            chosen = app.screen.query_one(TimelineList).chosen
            assert chosen is not None and chosen.occurred_at.date() == date(2026, 2, 8)


async def test_an_empty_journal_has_three_empty_views(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.drafts.keep("moment", {"note": "so that no welcome is shown"})
        app = opened(journal)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("c", "enter", "left_square_bracket", "g", *"3w", "enter")
            assert "No entries yet. Press n to log a moment; its day gets a colour here." in text_of(app)
            await pilot.press("v", "minus", "plus", "t")
            assert "No entries yet. Press n to log a moment; its week shows up here." in text_of(app)
            await pilot.press("v", "g", *"3w", "enter", "C", "e", "d", "left_square_bracket", "t")
            assert "No entries yet." in text_of(app)


# only with


async def test_a_feeling_is_picked_and_only_entries_with_it_are_left(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("w")
        await type_in(pilot, "anx")
        await pilot.press("enter")
        text = text_of(app)
        assert "Only with “Anxious”" in text and "1 found" in text and "feeling:anxious" in text
        assert "The train was late." in text and "Soup" not in text
        assert isinstance(app.focused, TimelineList)
        await pilot.press("w")
        await type_in(pilot, "ordinary")
        await pilot.press("enter")
        assert "Only with “Anxious” and “An ordinary moment”" in text_of(app)
        await pilot.press("escape")
        assert "4 entries" in text_of(app) and "feeling:anxious" not in text_of(app)


# a copy


async def test_an_entry_is_copied_as_companion_show_prints_it(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    monkeypatch.setattr(CompanionApp, "copy_to_clipboard", lambda app, text: copied.append(text))
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("C")
        (text,) = copied
        assert text.startswith("Sunday 1 March 2026\n\n19:00  An ordinary moment\n")
        assert "felt       tender 4\n" in text and text.endswith("Soup, and a long hug.\n")
        said = " ".join(note.message for note in app._notifications)
        entry = journal.timeline.latest(limit=1)[0]
        assert "Copied, if your terminal allows it." in said and f"show {entry.id[:8]} prints it." in said
        assert "Soup" not in said


async def test_made_smaller_and_larger_a_view_stays_what_it_is(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c", "up")
        before = text_of(app)
        for size in ((60, 20), (200, 50), (80, 24), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert isinstance(app.focused, YearGrid) and app.focused.day == date(2026, 2, 1)
            assert "Feb 2026   no entries" in text_of(app).replace("ruary", "")
        assert text_of(app) == before
