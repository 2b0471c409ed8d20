"""Words, questions and patterns of one's own, added with the keys a person has."""

from collections.abc import Iterator

import pytest

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.records import Moment
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.screens.custom_vocabulary import CustomQuestionScreen
from companion.tui.widgets.row_list import RowList
from tests.tui.screen import text_of


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    with open_journal(places, clock=clock) as journal:
        journal.drafts.keep("other", {"so": "no welcome"})
        journal.log(triggers=["slow_reply"])
        yield journal


def typed(words: str) -> list[str]:
    return ["space" if letter == " " else letter for letter in words]


async def test_what_fits_nothing_is_added_while_logging(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n", *typed("zither lesson"))
        await pilot.pause()
        assert "Add “zither lesson” as your own word" in text_of(app)
        await pilot.press("enter", "tab", "tab", *typed("zzfizzy"))
        await pilot.pause()
        assert "Add “zzfizzy”, pleasant, low energy" in text_of(app)
        await pilot.press("2")
        await pilot.pause()
        assert "How strong was it, zzfizzy?" in text_of(app)
        await pilot.press("6", "tab", "tab", *typed("zzwalked"), "2", "ctrl+l")
        await pilot.pause()
        assert "zither lesson" in text_of(app)
    kept = journal.timeline.latest(limit=1)[0]
    assert isinstance(kept, Moment)
    assert kept.triggers == ("my_zither_lesson",)
    assert [(one.mood, one.intensity) for one in kept.feelings] == [("my_zzfizzy", 6)]
    assert kept.responses == ("my_zzwalked",)
    assert journal.vocabulary.responses["my_zzwalked"].kind == "secure"
    assert journal.vocabulary.moods["my_zzfizzy"].angle == 315


async def test_a_question_of_ones_own_is_kept_and_words_of_blame_are_said_gently(journal: Journal) -> None:
    app = CompanionApp(journal, pane="mood")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.action_add_custom("question")
        await pilot.pause()
        await pilot.press(*typed("Why always me"), "ctrl+l")
        await pilot.pause()
        assert isinstance(app.screen, CustomQuestionScreen)
        assert "Question: “always” can sting on a bad day" in str(app.screen.query_one("#trouble").render())
        await pilot.press("escape")
        await pilot.pause()
        app.action_add_custom("question")
        await pilot.pause()
        assert "Why always me" in text_of(app)  # nothing typed is lost
        await pilot.press("end", *["backspace"] * 13, *typed("What was easy"), "tab", "3", "ctrl+l")
        await pilot.pause()
        assert not isinstance(app.screen, CustomQuestionScreen)
    assert journal.vocabulary.prompts["my_what_was_easy"].moment == "evening"
    assert journal.drafts.get("own:question") is None


async def test_a_pattern_of_ones_own_stands_with_the_others(journal: Journal) -> None:
    app = CompanionApp(journal, pane="patterns")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.action_add_custom("pattern")
        await pilot.pause()
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert "at least one thing that happened" in text_of(app)
        await pilot.press(*typed("Quiet after lessons"), "tab", *typed("slow"), "enter")
        await pilot.press("tab", *typed("pulled"), "enter", "tab", "3", "ctrl+l")
        await pilot.pause()
        assert "my_quiet_after_lessons" in app.screen._pages  # type: ignore[attr-defined]
    row = journal.vocabulary.patterns["my_quiet_after_lessons"]
    assert (row.antecedents, row.responses, row.window_hours) == (("slow_reply",), ("R:withdrew",), 48)


async def test_a_pattern_of_ones_own_can_hold_what_the_other_did_on_either_side(journal: Journal) -> None:
    journal.change_settings(partner_name="Sam")
    app = CompanionApp(journal, pane="patterns")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.action_add_custom("pattern")
        await pilot.pause()
        await pilot.press(*typed("Sulking and quiet"), "tab", *typed("sam: sulk"), "enter")
        await pilot.press("tab", *typed("sam: pulled"), "enter", "tab", "2")
        await pilot.pause()
        assert "Sam: Pulled away" in text_of(app)
        await pilot.press("ctrl+l")
        await pilot.pause()
    row = journal.vocabulary.patterns["my_sulking_and_quiet"]
    assert (row.antecedents, row.responses, row.window_hours) == (("PB:pb_sulked",), ("PB:pb_withdrew",), 24)


async def test_a_practice_of_ones_own_stands_in_the_library(journal: Journal) -> None:
    app = CompanionApp(journal, pane="library")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.action_add_custom("practice")
        await pilot.pause()
        await pilot.press(*typed("Tea first"), "tab", *typed("If it stings, then I boil water."), "tab")
        await pilot.press(*typed("Boil water"), "enter", *typed("Drink"), "ctrl+l")
        await pilot.pause()
    assert journal.vocabulary.practices["my_tea_first"].steps == ("Boil water", "Drink")


async def test_a_file_that_does_not_fit_is_said_when_the_app_opens(places: Places, clock: Clock) -> None:
    places.config.mkdir(parents=True, exist_ok=True)
    places.custom_words.write_text('[[trigger]]\nid = "my_a"\n')
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["slow_reply"])
        app = CompanionApp(journal)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert any("'label' is missing" in note.message for note in app._notifications)
            assert "slow" in text_of(app).lower()


# The list of words


async def test_a_word_is_renamed_retired_and_brought_back_from_the_list(journal: Journal) -> None:
    id = journal.words.add("trigger", "Sunday call")
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.action_own_words()
        await pilot.pause()
        assert "Sunday call" in text_of(app) and "not used" in text_of(app)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("end", *typed(" with Mum"), "tab", *typed("by phone"), "ctrl+l")
        await pilot.pause()
        row = journal.vocabulary.triggers[id]
        assert (row.label, row.help) == ("Sunday call with Mum", "by phone")
        await pilot.press("z")
        await pilot.pause()
        assert journal.vocabulary.triggers[id].deprecated and "retired" in text_of(app)
        await pilot.press("u", "u")
        assert journal.vocabulary.label(id) == "Sunday call"
        await pilot.press("d")
        await pilot.pause()
        assert id not in journal.vocabulary.triggers and "No words of your own yet" in text_of(app)
        await pilot.press("u", "v")
        await pilot.pause()
        assert "A slow reply, or none" in text_of(app) and id in journal.vocabulary.triggers


async def test_the_programs_word_gets_a_label_and_one_that_guards_stays(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.action_own_words("All")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*typed("A hug"), "ctrl+l")
        await pilot.pause()
        word = journal.words.listed()[0]
        assert (word.label, word.own) == ("A hug", False)
        assert "usually" in text_of(app)
        rows = app.screen.query_one(RowList)
        rows.highlighted = rows.get_option_index("trigger:felt_afraid")
        for key, told in (("z", "opens the Safety page"), ("d", "not deleted")):
            await pilot.press(key)
            await pilot.pause()
            said = " ".join(note.message for note in app._notifications)
            assert told in said and "{" not in said
        assert not journal.vocabulary.triggers["felt_afraid"].deprecated


async def test_a_tag_is_given_the_meaning_that_is_picked_and_u_undoes_all_of_it(journal: Journal) -> None:
    for _ in range(3):
        journal.log(tags=["date night"])
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.action_own_words("Tags")
        await pilot.pause()
        assert "count them as “Close time together”?" in text_of(app) and "3 entries" in text_of(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "3 entries are tagged “date night”" in text_of(app)
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert "Pick what it means" in text_of(app)
        await pilot.press("1", "ctrl+l")
        await pilot.pause()
        assert "counts as “Close time together”" in text_of(app)
        assert journal.words.word("trigger", "quality_time").uses == 3
        await pilot.press("u")
        await pilot.pause()
        assert journal.words.word("trigger", "quality_time").uses == 0
        assert "count them as" in text_of(app)
