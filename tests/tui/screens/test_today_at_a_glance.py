"""Today at a glance: the way in, the days beside it, what waits; and that the keys lead somewhere always."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from textual.pilot import Pilot

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.records import Feeling, Moment
from companion.system.configuration import Configuration
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.screens.entry import EditScreen
from companion.tui.screens.experiment import TryScreen
from companion.tui.screens.patterns import PatternsPane
from companion.tui.screens.reasons import ReasonsScreen
from companion.tui.screens.story import StoryCheckScreen
from companion.tui.screens.today import TodayPane
from companion.tui.widgets import today_side
from companion.tui.widgets.entry_list import DayEntries
from companion.tui.widgets.recent_days_view import FiveWeeks
from companion.tui.widgets.text_fields import WritingArea
from tests.conftest import Hands
from tests.tui.screen import text_of
from tests.tui.waiting import type_in, until

NARROW, WIDE, VERY_WIDE = (80, 24), (120, 40), (200, 50)


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    with open_journal(places, clock=clock) as journal:
        now = clock.now()
        journal.change_settings(partner_name="Robin")
        journal.log(
            triggers=["slow_reply"], when=now - timedelta(days=21), note="Three weeks ago.", closeness=-1
        )
        journal.log(triggers=["slow_reply"], when=now - timedelta(days=1, hours=2), closeness=2)
        journal.log(triggers=["ordinary_moment"], when=now - timedelta(hours=9), note="Tea.\n\nAnd toast.")
        yield journal


def pane(app: CompanionApp) -> TodayPane:
    assert isinstance(app.screen, TodayPane)
    return app.screen


def latest(journal: Journal) -> Moment:
    moment = journal.timeline.latest(limit=1)[0]
    assert isinstance(moment, Moment)
    return moment


async def reach(pilot: Pilot[str], keys: list[str]) -> int:
    await pilot.press(*keys)
    await pilot.pause()
    return len(keys)


# the way in


async def test_the_beginnings_are_what_is_logged_most_and_n_and_a_digit_is_one(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        shown = text_of(app)
        assert "n1  A slow reply, or none" in shown and "n2  An ordinary moment" in shown
        assert "n4  " in shown and "n5  " not in shown
        assert await reach(pilot, ["n", "2", "ctrl+l"]) == 3
        assert latest(journal).triggers == ("ordinary_moment",)
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        assert "n6  " in text_of(app)


async def test_a_new_journal_offers_the_words_in_their_order_and_an_example_of_what_comes(
    places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.drafts.keep("moment", {"note": "so that no welcome is shown"})
        app = CompanionApp(journal)
        async with app.run_test(size=WIDE) as pilot:
            journal.drafts.drop("moment")
            app.tell_changed()
            await pilot.pause()
            shown = text_of(app)
            first = next(iter(journal.vocabulary.triggers.values())).label
            assert f"n1  {first}" in shown
            assert "No entries yet today." in shown and "Days get their colour" in shown
            assert shown.count("   example") == 2
            assert "How did it turn out?" in shown
            assert pane(app).focused is app.screen.query_one(DayEntries)
            await pilot.press("d", "e", "s", "n", "1", "ctrl+l")
            await pilot.pause()
            assert journal.timeline.count() == 1 and "example" not in text_of(app)


async def test_a_whole_moment_is_at_most_sixteen_keys(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        keys = ["n", "1", "tab", "1", "tab", "1", "7", "tab", "1", "tab", "1", "tab", "6", "ctrl+l"]
        assert await reach(pilot, keys) <= 16
        moment = latest(journal)
        assert moment.triggers == ("slow_reply",) and moment.closeness == 2
        assert moment.partner_acts and moment.urges and moment.responses
        assert moment.feelings == (Feeling(mood=moment.feelings[0].mood, intensity=7),)


async def test_enter_picks_goes_on_and_never_takes_back(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("n", *"ordin", "enter", "enter")
        await pilot.pause()
        assert app.focused is not None and app.focused.id == "partner_acts"
        await pilot.press("enter", "shift+tab", "shift+tab", "down", "enter", "space", "ctrl+l")
        await pilot.pause()
        assert latest(journal).triggers == ("ordinary_moment",)


async def test_a_sentence_in_the_first_row_is_kept_as_ones_own_words(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("n")
        await type_in(pilot, "we missed 2 buses and laughed")
        assert "Save “we missed 2 buses and l…” as my words" in text_of(app)
        draft = journal.drafts.get("moment")
        assert draft is not None and draft["note"] == "we missed 2 buses and laughed"
        await pilot.press("enter", "1", "ctrl+l")
        await pilot.pause()
        assert latest(journal).note == "we missed 2 buses and laughed"
        assert latest(journal).triggers == ("slow_reply",)
        await pilot.press("n")
        await type_in(pilot, "then we walked home")
        await pilot.press("tab", "escape", "n")
        await pilot.pause()
        assert "then we walked home" in text_of(app)
        assert isinstance(app.focused, WritingArea)  # gone on with where it was left, at the end
        await type_in(pilot, " late")
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert latest(journal).note == "then we walked home late"


async def test_it_is_said_where_a_moment_was_saved_to(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await pilot.press("n", "1", "ctrl+l")
        await pilot.pause()
        assert "Saved." in text_of(app)
        await pilot.press("n", "1")
        app.screen.query_one("#when Input").focus()
        await type_in(pilot, "last thursday")
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert "Saved to Thursday 26 February." in text_of(app)
        await pilot.press("n", "1", "escape")
        await pilot.pause()
        assert "Your draft is kept. Press n to continue it." in text_of(app)


# the day and the days


async def test_yesterday_follows_and_the_chosen_entry_has_its_whole_text(journal: Journal) -> None:
    journal.log(triggers=["ordinary_moment"], note="\n".join(f"line {n}" for n in range(1, 7)))
    app = CompanionApp(journal)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        shown = text_of(app)
        assert "line 6" in shown and shown.index("line 6") < shown.index("Tea.")
        assert shown.index("And toast.") < shown.index("Yesterday, Saturday 28 February")
        assert "»  +2 close" in shown or "» +2 close" in shown
        await pilot.press("down")
        await pilot.pause()
        shown = text_of(app)
        assert "line 3 …" in shown and "line 4" not in shown
        marked = [row for row in shown.splitlines() if "▎" in row]
        assert len(marked) == 4 and "An ordinary moment" in marked[0] and "And toast." in marked[3]


async def test_an_entry_of_three_weeks_ago_is_five_keys_away(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert await reach(pilot, ["tab", "up", "up", "up", "enter"]) <= 5
        shown = text_of(app)
        assert "Sunday 8 February 2026" in shown and "Three weeks ago." in shown
        assert pane(app).day == date(2026, 2, 8)
        assert app.focused is app.screen.query_one(DayEntries)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, EditScreen)
        await pilot.press("escape", "t")
        await pilot.pause()
        assert "Today, Sunday 1 March 2026" in text_of(app)
        await pilot.click(FiveWeeks, offset=(2, 1))
        await pilot.pause()
        assert pane(app).day == date(2026, 1, 26)
        await pilot.press("escape")
        await pilot.pause()
        assert pane(app).day == date(2026, 3, 1)


async def test_the_two_weeks_are_clicked_where_there_is_little_room(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert "two weeks" in text_of(app) and "c Year" in text_of(app)
        await pilot.click("#two-weeks", offset=(2 + 12 + 12 * 4 + 1, 1))
        await pilot.pause()
        assert pane(app).day == date(2026, 2, 28)
        assert "Yesterday, Saturday 28 February 2026" in text_of(app)


async def test_the_chosen_entry_stands_in_full_with_what_followed(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=VERY_WIDE) as pilot:
        await pilot.press("down")
        await pilot.pause()
        beside = [row[140:] for row in text_of(app).splitlines()]
        assert any("A slow reply, or none" in row for row in beside)
        assert any("Within two days" in row for row in beside)
        assert any("hours later" in row and "An ordinary moment" in row for row in beside)
        await pilot.press("up")
        await pilot.pause()
        beside = [row[140:] for row in text_of(app).splitlines()]
        assert any("The two days before" in row for row in beside)
        assert any("17 hours earlier" in row and "A slow reply, or none" in row for row in beside)


async def test_what_is_asked_stands_above_the_day_or_among_what_waits(journal: Journal) -> None:
    for size in (NARROW, WIDE):
        app = CompanionApp(journal)
        async with app.run_test(size=size) as pilot:
            await pilot.press("n", *"slow reply", "enter", "ctrl+l")
            await pilot.pause()
            rows = text_of(app).splitlines()
            asked = next(n for n, row in enumerate(rows) if "What might be behind it?" in row)
            assert ("Waiting for you" in "\n".join(rows[:asked])) == (size == WIDE)
            told = " ".join(text_of(app).split())
            assert "F6 tonight" in told and "Esc closes this" in told, "no key parts from its word"
            assert "F6\n" not in text_of(app) and not any(row.rstrip(" │").endswith(" Esc") for row in rows)
            await pilot.press("r")
            await pilot.pause()
            assert isinstance(app.screen, ReasonsScreen)
            await pilot.press("escape")
            await pilot.pause()
            assert "What might be behind it?" not in text_of(app)


async def test_what_is_asked_is_gone_to_among_what_waits(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("n", *"slow reply", "enter", "ctrl+l")
        await pilot.pause()
        await pilot.press("tab", "tab", "enter")
        await pilot.pause()
        assert isinstance(app.screen, ReasonsScreen)


async def test_a_draft_is_told_of_in_full_where_there_is_little_room(journal: Journal) -> None:
    journal.drafts.keep("moment", {"note": "a word"})
    app = CompanionApp(journal)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert "You have a draft. Press n to continue it." in text_of(app)


async def test_from_today_to_earlier_years_to_a_page_and_to_one_person(journal: Journal) -> None:
    journal.log(triggers=["plans_changed"], person="Sam", note="With Sam.")
    app = CompanionApp(journal)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert app.current_mode == "reflections" and "On this day, 1 March" in text_of(app)
        await pilot.press("1", "p")
        await pilot.pause()
        assert "Show moments with whom?" in text_of(app) and "Robin" in text_of(app)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert app.current_mode == "reflections" and "1 found" in text_of(app) and "With Sam." in text_of(app)
        await pilot.press("1", "i")
        await pilot.pause()
        assert len(app.screen_stack) > 1, "a page of the Library lies over Today"


async def test_with_one_person_there_is_nothing_to_choose(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("p")
        assert [note.message for note in app._notifications] == ["All your moments are with Robin so far."]


async def test_today_turns_to_the_new_day_by_itself(places: Places, hands: Hands) -> None:
    with open_journal(places, clock=hands.clock) as journal:
        journal.log(triggers=["slow_reply"])
        app = CompanionApp(journal)
        async with app.run_test(size=NARROW) as pilot:
            await pilot.pause()
            hands.at = hands.at.replace(hour=3, minute=59) + timedelta(days=1)
            app.look_for_changes()
            await pilot.pause()
            assert "Today, Sunday 1 March 2026" in text_of(app)
            hands.at += timedelta(minutes=1)
            app.look_for_changes()
            await pilot.pause()
            shown = text_of(app)
            assert "Today, Monday 2 March 2026" in shown and "No entries yet today." in shown
            assert "Yesterday, Sunday 1 March" in shown


# what waits, and what was


@pytest.fixture(params=["read at once", "read by another thread"])
def as_read(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long diary is read by another thread; here each is."""
    if request.param == "read by another thread":
        monkeypatch.setattr(today_side, "_LONG", 0)


@pytest.mark.usefixtures("as_read")
async def test_what_waits_leads_there_with_enter(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=WIDE) as pilot:
        await until(lambda: "(other times " in text_of(app), pilot)
        shown = text_of(app)
        assert "Waiting for you" in shown and "How did it turn out?" in shown
        assert "(other times " in shown and "Your experiment: " in shown
        await pilot.press("tab", "tab", "enter")
        await pilot.pause()
        assert isinstance(app.screen, StoryCheckScreen)
        await pilot.press("escape", "down", "down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, TryScreen)
        await pilot.press("escape", "up", "enter")
        await pilot.pause()
        assert isinstance(app.screen, PatternsPane)


@pytest.mark.usefixtures("as_read")
async def test_a_month_ago_is_quoted_and_quiet_mode_shows_none_of_it(journal: Journal) -> None:
    now = journal.clock.now()
    journal.log(triggers=["quality_time"], note="We gave March a moustache.", when=now - timedelta(days=28))
    journal.log(triggers=["ordinary_moment"], note="Tea.", when=now - timedelta(days=28))
    app = CompanionApp(journal)
    async with app.run_test(size=WIDE) as pilot:
        await until(lambda: "A month ago today" in text_of(app), pilot)
        assert "“We gave March a moustache.”" in text_of(app)
        journal.set_quiet(True)
        app.tell_changed()
        await pilot.pause()
        shown = text_of(app)
        assert "A month ago" not in shown and "leaned" not in shown and "+2 close" not in shown
        weeks = shown[shown.index("Five weeks") :]
        assert "28o" in weeks and "»" not in weeks


async def test_nothing_that_notes_danger_is_quoted(journal: Journal) -> None:
    then = journal.clock.now() - timedelta(days=28)
    journal.log(triggers=["slow_reply"], note="They hit me and I ran out of the house.", when=then)
    journal.set_quiet(False)
    app = CompanionApp(journal)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "Five weeks" in text_of(app) and "hit me" not in text_of(app)


async def test_a_discreet_opening_shows_titles_alone_until_a_key(journal: Journal) -> None:
    app = CompanionApp(journal, configuration=Configuration(discreet_opening=True))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        shown = text_of(app)
        assert "An ordinary moment" in shown and "Tea." not in shown
        assert "+2 close" not in shown and "leaned" not in shown and "28o" in shown
        await pilot.press("down")
        await pilot.pause()
        shown = text_of(app)
        assert "Tea." in shown and "+2 close" in shown and "leaned close" in shown


# where the keys go


async def test_the_focus_is_never_on_what_is_hidden(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        for keys in (["d"], ["left"] * 5, ["d"], ["tab"], ["escape"], ["right"], ["n"], ["escape"]):
            await pilot.press(*keys)
            await pilot.pause()
            assert app.focused is not None and app.focused.region.area > 0, keys
        await pilot.press("tab")
        assert isinstance(app.focused, FiveWeeks)
        for size in (NARROW, (60, 20), WIDE, VERY_WIDE):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.focused is not None and app.focused.region.area > 0, size
        await pilot.press("n", "1", "escape")
        await pilot.pause()
        assert journal.drafts.get("moment") is not None


async def test_a_terminal_made_lower_keeps_the_field_in_use_in_sight(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("n", "1")
        app.screen.query_one("#tags Input").focus()
        await pilot.pause()
        for size in ((120, 20), (80, 14), (60, 12), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            field = app.focused
            assert field is not None and field.region.bottom <= size[1] - 1, size
            assert pane(app).writing and field.region.y >= 4
