"""Today, as someone uses it who has a minute at night."""

from datetime import timedelta

import pytest
from textual.pilot import Pilot

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.records import NO_ACT, Feeling, Moment
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.key_table import WORRIES_REST
from companion.tui.screens.help import HelpScreen
from companion.tui.screens.safety_page import SafetyPageScreen
from companion.tui.screens.today import TodayPane
from companion.tui.widgets.picker import Picker
from tests.tui.screen import sizes, text_of

HOSTILE = "[bold]b[/] [@click=app.quit]x[/] [/] \x1b[31mred\x07 \u202egnitset e\u0301 漢字🙂"


@pytest.fixture
def journal(places: Places, clock: Clock) -> Journal:
    journal = open_journal(places, clock=clock)
    journal.log(triggers=["ordinary_moment"], when=clock.now() - timedelta(hours=9))
    return journal


def app_on(journal: Journal) -> CompanionApp:
    return CompanionApp(journal)


async def type_in(pilot: Pilot[str], text: str) -> None:
    await pilot.press(*("space" if letter == " " else letter for letter in text))


async def test_a_trigger_alone_is_three_keys_after_opening(journal: Journal) -> None:
    app = app_on(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n", "2", "ctrl+l")
        await pilot.pause()
        assert len(journal.timeline.day(journal.today())) == 2
        logged = journal.timeline.latest(limit=1)[0]
        assert isinstance(logged, Moment)
        assert len(logged.triggers) == 1
        assert logged.occurred_at == journal.clock.now()
        assert app.journal.vocabulary.triggers[logged.triggers[0]].label in text_of(app)


async def test_a_full_moment_from_the_keyboard_alone(journal: Journal) -> None:
    app = app_on(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n")
        await type_in(pilot, "affec")
        await pilot.press("enter", "tab")
        await type_in(pilot, "warm")
        await pilot.press("enter", "tab")
        await type_in(pilot, "overw")
        await pilot.press("enter", "7", "tab")
        await type_in(pilot, "pulled")
        await pilot.press("enter", "tab")
        await type_in(pilot, "stayed")
        await pilot.press("enter", "tab", "right", "right", "tab")
        await type_in(pilot, "we slept well")
        await pilot.press("tab", "tab")
        await type_in(pilot, "I stayed.")
        await pilot.press("ctrl+l")
        await pilot.pause()
        moment = journal.timeline.latest(limit=1)[0]
        assert isinstance(moment, Moment)
        assert moment.triggers == ("affection_received",)
        assert moment.partner_acts == ("pb_warm",)
        assert moment.feelings == (Feeling(mood="overwhelmed", intensity=7),)
        assert moment.urges == ("withdrew",)
        assert moment.responses == ("stayed_present",)
        assert moment.closeness == 2
        assert (moment.ending, moment.note) == ("we slept well", "I stayed.")
        assert "wanted ‹ to pull away" in text_of(app)
        assert "› stayed with it" in text_of(app)


async def test_nothing_of_the_kind_stands_alone_among_the_answers(journal: Journal) -> None:
    """Picking it takes the others off, and picking another takes it off; as an urge it is not offered."""
    app = app_on(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n", "2")
        did, wanted = (app.screen.query_one(f"#{name}", Picker) for name in ("responses", "urges"))
        assert NO_ACT not in [choice.id for choice in wanted.choices]
        did.focus()
        await type_in(pilot, "stayed")
        await pilot.press("enter")
        await type_in(pilot, "let it")
        await pilot.press("enter")
        assert did.picked == ["stayed_present", "accepted_affection"]
        await type_in(pilot, "nothing")
        await pilot.press("enter")
        assert did.picked == [NO_ACT]
        assert "Nothing of the kind" in text_of(app)
        await type_in(pilot, "stayed")
        await pilot.press("enter")
        assert did.picked == ["stayed_present"]
        await type_in(pilot, "none of these")
        await pilot.press("enter", "ctrl+l")
        await pilot.pause()
        moment = journal.timeline.latest(limit=1)[0]
        assert isinstance(moment, Moment)
        assert moment.responses == (NO_ACT,)
        assert "did nothing of the kind" in text_of(app)
        assert "stayed close" not in text_of(app)


async def test_back_dated_in_words_it_stands_on_the_day_it_happened(journal: Journal) -> None:
    app = app_on(journal)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        await pilot.press("n", "3")
        app.screen.query_one("#when Input").focus()
        await type_in(pilot, "yesterday 9pm")
        await pilot.press("ctrl+l")
        await pilot.pause()
        yesterday = journal.timeline.day(journal.today() - timedelta(days=1))
        assert [f"{entry.occurred_at:%H:%M}" for entry in yesterday] == ["21:00"]
        await pilot.press("left")
        assert "Yesterday" in text_of(app)
        assert "21:00" in text_of(app)


async def test_a_time_that_is_not_understood_keeps_the_form_as_it_is(journal: Journal) -> None:
    app = app_on(journal)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("n", "3")
        app.screen.query_one("#when Input").focus()
        await type_in(pilot, "whenever")
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert len(journal.timeline.latest()) == 1
        assert "whenever" in text_of(app)
        draft = journal.drafts.get("moment")
        assert draft is not None
        assert draft["when"] == "whenever"


async def test_completed_later_deleted_and_brought_back(journal: Journal) -> None:
    app = app_on(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("e", "tab", "tab", "tab", "tab")
        await type_in(pilot, "reached")
        await pilot.press("enter", "ctrl+l")
        await pilot.pause()
        moment = journal.timeline.latest(limit=1)[0]
        assert isinstance(moment, Moment)
        assert moment.responses == ("reached_out",)
        assert moment.triggers == ("ordinary_moment",)
        await pilot.press("d")
        await pilot.pause()
        assert journal.timeline.latest() == []
        await pilot.press("u")
        await pilot.pause()
        assert journal.timeline.latest(limit=1)[0].id == moment.id
        await pilot.press("u")
        await pilot.pause()
        again = journal.timeline.latest(limit=1)[0]
        assert isinstance(again, Moment)
        assert again.responses == ()


async def test_what_was_begun_is_there_again_in_the_next_sitting(
    journal: Journal, places: Places, clock: Clock
) -> None:
    app = app_on(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n", "2", "tab", "tab")
        await type_in(pilot, "tend")
        await pilot.press("enter", "4")
        # the terminal goes away here: nothing is saved and nothing is said
    journal.close()
    with open_journal(places, clock=clock) as later:
        app = app_on(later)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert "You have a draft" in text_of(app)
            await pilot.press("n")
            await pilot.pause()
            assert "Tender 4" in text_of(app)
            await pilot.press("ctrl+l")
            await pilot.pause()
            moment = later.timeline.latest(limit=1)[0]
            assert isinstance(moment, Moment)
            assert moment.feelings == (Feeling(mood="tender", intensity=4),)
            assert later.drafts.get("moment") is None


async def test_escape_leaves_the_form_and_keeps_what_was_typed(journal: Journal) -> None:
    app = app_on(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n", "2", "escape")
        await pilot.pause()
        assert "You have a draft" in text_of(app)
        await pilot.press("4")
        await pilot.pause()
        assert app.current_mode == "week"


async def test_an_empty_form_is_not_an_entry(journal: Journal) -> None:
    app = app_on(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n", "ctrl+l")
        await pilot.pause()
        assert len(journal.timeline.latest()) == 1


@pytest.mark.parametrize("size", sizes((60, 20), (120, 40), deep=(80, 24)))
async def test_text_stands_as_it_was_written(journal: Journal, size: tuple[int, int]) -> None:
    journal.log(
        triggers=[HOSTILE],
        feelings=[Feeling(mood=HOSTILE)],
        note=HOSTILE + " " + "x" * 10_000,
        tags=[HOSTILE],
        ending=HOSTILE,
        body=HOSTILE,
        responses=[HOSTILE],
    )
    app = app_on(journal)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        shown = text_of(app)
        assert "[@click=app.quit]x[/]" in shown.replace("\n", " ")
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        await pilot.press("down", "e")
        await pilot.pause()
        assert "\x1b" not in text_of(app)
        await pilot.press("tab", "tab", "enter", "5", "escape")
        await pilot.click("#entries") if size[0] >= 100 else None
        assert app.is_running


async def test_a_line_longer_than_its_field_shows_its_end(journal: Journal) -> None:
    app = app_on(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n")
        app.screen.query_one("#ending Input").focus()
        await type_in(pilot, "we walked home the long way, slowly, and talked of all sorts of things")
        await pilot.press("tab")
        await pilot.pause()
        row = next(row for row in text_of(app).splitlines() if "How it ended" in row)
        assert "all sorts of things" in row


async def test_fear_opens_the_safety_page_and_quiet_stays_on(journal: Journal) -> None:
    app = app_on(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n")
        await type_in(pilot, "afraid")
        await pilot.press("enter", "ctrl+l")
        await pilot.pause()
        assert isinstance(app.screen, SafetyPageScreen)
        assert "Quiet mode is on now" in text_of(app)
        await pilot.press("escape")
        await pilot.pause()
        assert journal.quiet
        assert "quiet" in text_of(app).splitlines()[1]
        assert "s Worry" not in text_of(app)
        await pilot.press("s")
        assert WORRIES_REST in text_of(app)
        assert {"Note a worry", "Check a worry"}.isdisjoint(
            command.title for command in app.get_system_commands(app.screen)
        )


async def test_help_is_one_key_from_every_pane(journal: Journal) -> None:
    app = app_on(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        for number in "123456":
            await pilot.press(number)
            pane = app.screen
            await pilot.press("f1")
            assert isinstance(app.screen, HelpScreen), number
            await pilot.press("escape")
            assert app.screen is pane


async def test_a_chosen_theme_is_there_next_time_and_a_bad_one_never_was(journal: Journal) -> None:
    app = app_on(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.theme = "paper"
        await pilot.pause()
    assert 'theme = "paper"' in journal.places.config_file.read_text()


async def test_a_worry_is_noted_and_checked_with_one_key_and_undone_with_another(journal: Journal) -> None:
    app = app_on(journal)
    async with app.run_test(size=(100, 24), notifications=True) as pilot:
        await pilot.pause()
        assert "s Worry" in text_of(app)
        await pilot.press("s")
        await pilot.pause()
        assert "What are you worried it meant?" in text_of(app)
        assert "An ordinary moment, Sunday" in text_of(app)
        await type_in(pilot, "They are bored.")
        await pilot.press("tab", "8", "0", "ctrl+l")
        await pilot.pause()
        assert "Saved." in text_of(app)
        (worry,) = journal.stories.all()
        assert (worry.moment, worry.feared) == (journal.timeline.latest()[0].id, "They are bored.")
        await pilot.press("s")
        await pilot.pause()
        assert "How did it turn out?" in text_of(app) and "They are bored." in text_of(app)
        await pilot.press("1", "ctrl+l")
        await pilot.pause()
        assert journal.stories.all()[0].turned_out == "otherwise"
        await pilot.press("u")
        await pilot.pause()
        assert "it is open again" in text_of(app)
        assert journal.stories.all()[0].turned_out is None
        await pilot.press("u")
        await pilot.pause()
        assert journal.stories.all() == []
        await pilot.press("d", "s")
        await pilot.pause()
        assert "A worry belongs to a moment." in text_of(app)
        await pilot.press("n", "s")
        await pilot.pause()
        assert isinstance(app.screen, TodayPane) and app.screen.writing  # a letter in the form, and no key


async def test_a_worry_is_noted_and_checked_from_the_list_of_all_actions(journal: Journal) -> None:
    """From a pane that has no key for it: about the latest moment; and the one whose time has come first."""
    early, now = journal.timeline.latest()[0], journal.clock.now()
    journal.entries.reflect(text="tea")
    app = CompanionApp(journal, pane="library")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()

        async def choose(words: str) -> str:
            await pilot.press("ctrl+p")
            await type_in(pilot, words)
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            return text_of(app)

        assert "There is no worry to check." in await choose("check a worry")
        assert "An ordinary moment, Sunday" in await choose("note a worry")
        await type_in(pilot, "It was me.")
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert [worry.moment for worry in journal.stories.all()] == [early.id]
        journal.stories.tell(moment=early.id, feared="They left.", ask_again_at=now - timedelta(hours=1))
        assert "They left." in await choose("check a worry")
        await pilot.press("3", "ctrl+l")
        await pilot.pause()
        assert "It was me." in await choose("check a worry")
        await pilot.press("escape")
        await pilot.pause()
    journal.entries.delete(early.id)
    app = CompanionApp(journal, pane="mood")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        app.action_note_worry()
        app.action_check_worry()
        await pilot.pause()
        assert "There is no worry to check." in text_of(app) and app.current_mode == "mood"


async def test_every_action_is_in_the_palette(journal: Journal) -> None:
    app = app_on(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        titles = [command.title for command in app.get_system_commands(app.screen)]
        for title in (
            "Log a moment",
            "Edit",
            "Delete",
            "Undo",
            "Safety page",
            "Reflections",
            "Quit",
            "Theme",
        ):
            assert title in titles
        assert "Focus Next" not in titles


async def test_a_crash_tells_nothing_of_what_was_written(
    journal: Journal, capsys: pytest.CaptureFixture[str]
) -> None:
    journal.log(note="canary in the coal mine", triggers=["slow_reply"])
    app = app_on(journal)

    def break_down() -> None:
        canary = journal.timeline.latest()[0]
        raise RuntimeError(str(canary))

    with pytest.raises(RuntimeError):
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            app.call_later(break_down)
            await pilot.pause()
    app._print_error_renderables()
    out = capsys.readouterr()
    assert "canary" not in out.out + out.err
    assert "RuntimeError" in out.out + out.err


async def test_escape_leaves_the_form_that_was_only_opened_with_a_click(journal: Journal) -> None:
    app = app_on(journal)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.click("#way-in", offset=(3, 0))
        await pilot.pause()
        assert "A new moment" in text_of(app)
        await pilot.press("escape", "3")
        await pilot.pause()
        assert app.current_mode == "reflections"
        assert journal.drafts.get("moment") is None


async def test_the_mouse_works_but_is_not_needed(journal: Journal) -> None:
    app = app_on(journal)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.click("#way-in", offset=(8, 2))
        await pilot.pause()
        draft = journal.drafts.get("moment")
        assert draft is not None
        assert draft["triggers"] == ["ordinary_moment"]
        await pilot.click("#partner_acts")
        await pilot.pause()
        await pilot.click("#partner_acts", offset=(10, 3))
        await pilot.pause()
        draft = journal.drafts.get("moment")
        assert draft is not None
        assert len(draft["partner_acts"]) == 1
        await pilot.press(*["tab"] * 4)
        await pilot.click("#closeness", offset=(22 + 2 + 9 + 5 * 3 + 1, 0))
        await pilot.pause()
        draft = journal.drafts.get("moment")
        assert draft is not None
        assert draft["closeness"] == 2
        await pilot.press("escape")
        await pilot.click("#navigation", offset=(20, 0))
        await pilot.pause()
        assert app.current_mode == "mood"
