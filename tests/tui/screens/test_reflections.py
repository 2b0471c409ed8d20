"""Reflections, as someone uses it who looks back: reading, searching, changing, and feared stories."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.errors import NothingFound
from companion.model.records import Feeling, Moment, Reflection
from companion.system.configuration import Configuration
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.screens.entry import EditScreen
from companion.tui.screens.reflections import ReflectionsPane
from companion.tui.screens.story import StoryCheckScreen, StoryScreen
from companion.tui.widgets import timeline
from companion.tui.widgets.entry_view import EntryView
from companion.tui.widgets.timeline import TimelineList

BERLIN = ZoneInfo("Europe/Berlin")
HOSTILE = "[bold]b[/] [@click=app.quit]x[/] [/] \x1b[31mred\x07 \u202egnitset e\u0301 漢字🙂"
SIZES = [(60, 20), (120, 40)]


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    """Three evenings: a hug today, a slow reply on Thursday, a reflection a year ago."""
    with open_journal(places, clock=clock) as journal:
        now = clock.now()
        journal.log(
            when=now - timedelta(hours=2),
            triggers=["affection_received"],
            feelings=[Feeling(mood="tender", intensity=4)],
            urges=["withdrew"],
            responses=["stayed_present"],
            closeness=2,
            body="warm face",
            ending="we cooked",
            tags=["kitchen"],
            note="A long hug by the stove.\nThen **soup**.",
        )
        journal.log(
            when=now - timedelta(days=3),
            triggers=["slow_reply"],
            responses=["overanalysed"],
            note="Nothing all afternoon; the train was late.",
        )
        journal.entries.reflect(
            when=datetime(2025, 3, 1, 22, 15, tzinfo=BERLIN),
            text="A year ago, in the old flat.",
            leaning="secure",
        )
        yield journal


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person pauses before a search begins; a test need not."""
    monkeypatch.setattr("companion.tui.widgets.search_box.PAUSE", 0.001)


def opened(journal: Journal, **more: Configuration) -> CompanionApp:
    return CompanionApp(journal, pane="reflections", **more)


def standing(app: CompanionApp) -> str:
    """What stands on the screen, row by row."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


async def settled(pilot: Pilot[str]) -> None:
    """Let timers run out, and what they begin be drawn."""
    await pilot.pause()


async def type_in(pilot: Pilot[str], text: str) -> None:
    await pilot.press(*("space" if letter == " " else letter for letter in text))


def newest(journal: Journal) -> Moment:
    entry = journal.timeline.latest(limit=1)[0]
    assert isinstance(entry, Moment)
    return entry


# reading


async def test_everything_stands_newest_first_under_its_days(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        text = standing(app)
        assert "3 entries" in text
        days = [text.index(f"{day} 202") for day in ("1 March", "26 February")]
        assert days == sorted(days)
        assert text.index("Affection came my way") < text.index("A slow reply, or none")


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_enter_reads_an_entry_over_the_list_and_escape_goes_back(
    journal: Journal, size: tuple[int, int]
) -> None:
    app = opened(journal)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        text = standing(app)
        assert "Sunday 1 March 2026, 19:40" in text
        for words in (
            "tender 4",
            "warm face",
            "we cooked",
            "+2 close",
            "kitchen",
            "A long hug by the stove.",
        ):
            assert words in text
        assert "Then soup." in text  # Markdown, and each line on its own
        assert "A slow reply, or none" not in text
        await pilot.press("escape")
        await settled(pilot)
        assert "A slow reply, or none" in standing(app)


async def test_on_a_wide_screen_the_page_follows_the_cursor(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert "Sunday 1 March 2026, 19:40" in standing(app)
        await pilot.press("j")
        await settled(pilot)
        assert "Thursday 26 February 2026, 21:40" in standing(app)
        assert "the train was late" in standing(app)


async def test_a_click_reads_an_entry(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        rows = standing(app).split("\n")
        y = next(n for n, row in enumerate(rows) if "A slow reply, or none" in row)
        await pilot.click(offset=(12, y))
        await settled(pilot)
        assert "Thursday 26 February 2026, 21:40" in standing(app)


async def test_days_are_written_in_the_form_a_person_chose(journal: Journal) -> None:
    app = opened(journal, configuration=Configuration(date_format="iso"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Sunday 2026-03-01" in standing(app)


async def test_going_down_reads_on_to_the_very_first_entry(journal: Journal) -> None:
    start = datetime(2024, 1, 1, 12, 0, tzinfo=BERLIN)
    for n in range(130):
        journal.log(when=start + timedelta(days=n), triggers=["ordinary_moment"], note=f"Day number {n}.")
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "133 entries" in standing(app)
        for _ in range(4):
            await pilot.press("end")
            await pilot.pause()
        await settled(pilot)
        assert "Day number 0." in standing(app)
        listed = list(app.screen.query_one(TimelineList).entries)
        assert listed == [entry.id for entry in journal.timeline.latest(limit=500)]


async def test_an_empty_journal_says_where_to_begin(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        app = opened(journal)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("escape")
            await settled(pilot)
            assert "Press n to log a moment" in standing(app)
            await pilot.press("e", "d", "s", "asterisk", "enter", "c", "enter", "escape", "y", "escape")
            await settled(pilot)
            assert "Press n to log a moment" in standing(app)


@pytest.mark.parametrize("size", SIZES)
async def test_what_a_person_wrote_is_only_ever_text(
    journal: Journal, size: tuple[int, int], clock: Clock
) -> None:
    words = f"{HOSTILE}\n\n<b>kept</b> <script>x</script>\n\n[away](action) ![p](x.png) " + "w" * 10_000
    moment = journal.log(
        triggers=[HOSTILE],
        responses=[HOSTILE],
        tags=[HOSTILE.replace(",", "")],
        body=HOSTILE,
        ending=HOSTILE,
        note=words,
    )
    journal.stories.tell(
        moment=moment.id, feared=HOSTILE, belief=50, ask_again_at=clock.now() + timedelta(days=7)
    )
    app = opened(journal)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        page = app.screen.query_one(EntryView)
        text = standing(app)
        assert "[@click=app.quit]x[/]" in text
        assert "\x1b" not in text and "\u202e" not in text and "\x07" not in text
        page.scroll_end(animate=False)
        await settled(pilot)
        assert "A worry" in standing(app)
        page.scroll_home(animate=False)
        await settled(pilot)
        for y, row in enumerate(standing(app).split("\n")):  # clicking what looks like a link does nothing
            if "@click" in row:
                x = len(row.partition("]x[")[0]) + 1
                if x < size[0]:
                    await pilot.click(offset=(x, y))
        await settled(pilot)
        assert app.is_running
        assert newest(journal).note == words


async def test_html_and_links_in_a_note_stay_readable(journal: Journal) -> None:
    journal.log(
        triggers=["deep_talk"], note="<b>said</b> it\n\n<div>\nwithin\n</div>\n\n[there](action) done"
    )
    app = opened(journal)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        text = standing(app)
        for words in ("<b>said</b> it", "within", "[there](action) done"):
            assert words in text


# searching


async def test_searching_as_one_types(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash")
        await settled(pilot)
        assert "is:starred" in standing(app)
        await type_in(pilot, "train")
        await settled(pilot)
        text = standing(app)
        assert "1 found" in text
        assert "the train was late" in text
        assert "Affection" not in text
        await pilot.press("escape")
        await settled(pilot)
        text = standing(app)
        assert "3 entries" in text and "Affection" in text and "1 found" not in text


async def test_filters_narrow_and_a_wrong_one_is_one_quiet_line(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash")
        app.screen.query_one(Input).value = "trigger:affection after:2026-02"
        await settled(pilot)
        assert "1 found" in standing(app)
        app.screen.query_one(Input).value = "weather:[bold]rain"
        await settled(pilot)
        assert "there is no filter 'weather'" in standing(app)
        app.screen.query_one(Input).value = "nowhere"
        await settled(pilot)
        text = standing(app)
        assert "there is no filter" not in text
        assert "0 found" in text and "No matches" in text


async def test_from_a_hit_to_its_page_and_back_to_the_hits(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash")
        await type_in(pilot, "hug")
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert "Sunday 1 March 2026, 19:40" in standing(app)
        await pilot.press("left")
        await settled(pilot)
        assert "1 found" in standing(app)


async def test_any_words_can_be_searched_for(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash")
        for typed in (HOSTILE, '"', "-", ":", "trigger:", "*", "NEAR(", "after:9999-99"):
            app.screen.query_one(Input).value = typed
            await settled(pilot)
            assert app.is_running and app.screen.query_one(Input).value == typed


# this day in earlier years


async def test_on_this_day_a_year_ago(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("y")
        await settled(pilot)
        text = standing(app)
        assert "On this day, 1 March" in text and "Saturday 1 March 2025" in text
        assert "A year ago, in the old flat." in text and "Affection" not in text
        await pilot.press("escape")
        await settled(pilot)
        assert "Affection" in standing(app)


# changing


async def test_editing_a_moment_keeps_everything_else_and_can_be_undone(journal: Journal) -> None:
    before = newest(journal)
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("e")
        await settled(pilot)
        assert isinstance(app.screen, EditScreen)
        await type_in(pilot, "plans")
        await pilot.press("enter", "ctrl+l")
        await settled(pilot)
        after = newest(journal)
        assert after.triggers == ("affection_received", "plans_changed")
        assert (after.note, after.tags, after.occurred_at) == (before.note, before.tags, before.occurred_at)
        await pilot.press("u")
        await settled(pilot)
        assert newest(journal).triggers == before.triggers


async def test_leaving_the_form_loses_nothing_and_saving_later_goes_on(journal: Journal) -> None:
    moment = newest(journal)
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("e")
        await settled(pilot)
        await type_in(pilot, "plans")
        await pilot.press("enter", "escape")
        await settled(pilot)
        assert newest(journal).triggers == moment.triggers
        draft = journal.drafts.get(f"edit:{moment.id}")
        assert draft is not None and draft["triggers"] == ["affection_received", "plans_changed"]
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("e")
        await settled(pilot)
        assert "You have unsaved changes here" in standing(app)
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert newest(journal).triggers == ("affection_received", "plans_changed")
        assert journal.drafts.get(f"edit:{moment.id}") is None


async def test_f5_shows_the_entry_as_it_was(journal: Journal) -> None:
    moment = newest(journal)
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("e")
        await settled(pilot)
        await type_in(pilot, "plans")
        await pilot.press("enter", "f5")
        await settled(pilot)
        assert journal.drafts.get(f"edit:{moment.id}") is None
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert newest(journal).triggers == moment.triggers


async def test_editing_a_reflection(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("end", "e")
        await settled(pilot)
        await type_in(pilot, " Still.")
        await pilot.press("ctrl+l")
        await settled(pilot)
        entry = journal.timeline.latest(limit=9)[-1]
        assert isinstance(entry, Reflection)
        assert entry.text == "A year ago, in the old flat. Still."
        assert entry.leaning == "secure"


async def test_what_cannot_be_kept_is_said_and_the_form_stays(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("end", "e")
        await settled(pilot)
        app.screen.query_one("#when Input", Input).value = "whenever"
        await pilot.pause()
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert isinstance(app.screen, EditScreen)
        assert any("could not read" in note.message for note in app._notifications)
        assert journal.timeline.latest(limit=9)[-1].occurred_at.year == 2025


async def test_starring_deleting_and_taking_it_back(journal: Journal) -> None:
    moment = newest(journal)
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("asterisk")
        await settled(pilot)
        assert newest(journal).starred and "* " in standing(app)
        await pilot.press("d")
        await settled(pilot)
        with pytest.raises(NothingFound):
            journal.timeline.entry(moment.id)
        assert "2 entries" in standing(app)
        await pilot.press("u")
        await settled(pilot)
        assert journal.timeline.entry(moment.id).note == moment.note  # type: ignore[union-attr]
        assert "3 entries" in standing(app)


async def test_deleting_from_the_page_goes_back_to_the_list(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "d")
        await settled(pilot)
        assert journal.timeline.count() == 2
        assert isinstance(app.focused, TimelineList)


# feared stories


async def test_telling_a_story_and_saying_how_it_turned_out(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("j", "s")
        await settled(pilot)
        assert isinstance(app.screen, StoryScreen)
        await type_in(pilot, "It is over.")
        await pilot.press("tab", "8", "0", "ctrl+l")
        await settled(pilot)
        (story,) = journal.stories.all()
        assert (story.feared, story.belief) == ("It is over.", 80)
        assert story.ask_again_at is not None
        assert story.ask_again_at.date() - journal.today() == timedelta(days=7)
        await pilot.press("s")
        await settled(pilot)
        assert isinstance(app.screen, StoryCheckScreen)
        assert "It is over." in standing(app) and "80% sure" in standing(app)
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert "Pick how it turned out" in standing(app)
        await pilot.press("1", "tab")
        await type_in(pilot, "The train.")
        await pilot.press("ctrl+l")
        await settled(pilot)
        (story,) = journal.stories.all()
        assert (story.turned_out, story.learned) == ("otherwise", "The train.")
        await pilot.press("enter")
        await settled(pilot)
        assert "It turned out differently." in standing(app)


async def test_a_story_half_told_is_there_again(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        await pilot.press("s")
        await settled(pilot)
        await type_in(pilot, "they are tired of me")
        await pilot.press("escape")
        await settled(pilot)
        assert journal.stories.all() == []
        await pilot.press("s")
        await settled(pilot)
        assert "they are tired of me" in standing(app)
        app.screen.query_one("#ask Input", Input).value = "whenever"
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert journal.stories.all() == []
        assert "could not read" in " ".join(standing(app).replace("│", " ").split())
        app.screen.query_one("#ask Input", Input).value = "in 3 days"
        await pilot.press("ctrl+l")
        await settled(pilot)
        (story,) = journal.stories.all()
        assert story.belief is None
        assert story.ask_again_at is not None
        assert story.ask_again_at.date() - journal.today() == timedelta(days=3)


async def test_a_story_hangs_on_a_moment_not_on_a_reflection(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("end", "s")
        await settled(pilot)
        assert isinstance(app.screen, ReflectionsPane)


async def test_a_search_that_is_left_while_it_is_laid_out_shows_nothing_of_it(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        pane = app.screen
        assert isinstance(pane, ReflectionsPane)
        everything = list(pane.entries.timeline.entries)
        laid_out: list[str] = []

        async def left_meanwhile() -> None:
            laid_out.append(pane.entries.kind)
            if pane.entries.kind == "found":
                pane.entries.fill_with("all")

        await pilot.press("slash")
        monkeypatch.setattr(timeline, "give_way", left_meanwhile)
        pane.entries.search_box.line.value = "train"
        await pilot.pause()
        assert "found" in laid_out
        assert list(pane.entries.timeline.entries) == everything and pane.entries.kind == "all"


async def test_what_is_found_was_laid_out_for_the_width_it_is_shown_in(journal: Journal) -> None:
    app = opened(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        pane = app.screen
        assert isinstance(pane, ReflectionsPane)
        entries, formatter = list(pane.entries.timeline.entries.values()), pane.entries._formatter()
        pane.entries.timeline._told.clear()
        await pane.entries.timeline.tell_ahead(entries, formatter, {})
        before = {id: told._laid_out for id, (_, _, told) in pane.entries.timeline._told.items()}
        pane.entries.timeline.show_days(entries, formatter)
        await pilot.pause()
        told = pane.entries.timeline._told
        assert len(before) == len(entries)
        assert all(told[id][2]._laid_out is laid_out for id, laid_out in before.items())


async def test_the_page_beside_the_list_is_laid_out_once_for_a_step_however_high_its_parts_are(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: list[Screen[object]] = []
    lay_out = Screen._refresh_layout

    def noted(screen: Screen[object], *given: object, **named: object) -> None:
        laid_out.append(screen)
        lay_out(screen, *given, **named)  # type: ignore[arg-type]

    weeks_ago = journal.clock.now() - timedelta(weeks=3)
    journal.log(when=weeks_ago, triggers=["slow_reply"], urges=["withdrew"], note="One.\n\nTwo.\n\nThree.")
    app = opened(journal)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "down")  # a page without Markdown
        await pilot.pause(0.1)
        assert standing(app).count("Three.") == 2
        monkeypatch.setattr(Screen, "_refresh_layout", noted)
        await pilot.press("up")
        await pilot.pause(0.1)
        assert len(laid_out) == 1
        app.screen._refresh_layout()
        assert (seen := standing(app)).count("Nothing all") == 2
        for part in app.screen.query_one(EntryView).query("*"):
            part.refresh(layout=True)
        await pilot.pause(0.1)
        assert standing(app) == seen
