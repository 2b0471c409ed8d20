"""Mood: a word for how it is, which is enough; a question at night, answered, left, or put aside."""

from datetime import timedelta

import pytest

from companion.journal import Journal, open_journal
from companion.model.clock import Clock, fixed_clock
from companion.model.records import Feeling, Reflection
from companion.model.text import fill
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.widgets.mood_plane import MoodPlane
from companion.tui.widgets.reflection_form import ReflectionForm
from tests.tui.screen import text_of
from tests.tui.waiting import type_in, until


@pytest.fixture
def journal(places: Places, clock: Clock) -> Journal:
    journal = open_journal(places, clock=clock)
    journal.log(triggers=["slow_reply"], when=clock.now() - timedelta(hours=3))
    return journal


def mood(journal: Journal) -> CompanionApp:
    return CompanionApp(journal, pane="mood")


def plane(app: CompanionApp) -> MoodPlane:
    return app.screen.query_one(MoodPlane)


def reflections(journal: Journal) -> list[Reflection]:
    return [entry for entry in journal.timeline.latest() if isinstance(entry, Reflection)]


def felt(journal: Journal) -> list[tuple[tuple[str, int | None], ...]]:
    """The feelings of each reflection, the latest first."""
    return [tuple((one.mood, one.intensity) for one in entry.feelings) for entry in reflections(journal)]


# a word


async def test_the_usual_mood_is_two_keys_in_the_pane_and_three_from_another(
    places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as journal:
        for days in (1, 2, 3):
            journal.log(feelings=[Feeling(mood="restless")], when=clock.now() - timedelta(days=days))
        journal.log(feelings=[Feeling(mood="sad")], when=clock.now() - timedelta(hours=5))
        app = CompanionApp(journal)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press("2", "enter", "enter")
            await pilot.pause()
            assert felt(journal) == [(("restless", None),)]
            (kept,) = reflections(journal)
            assert (kept.text, kept.prompt) == ("", None)
            assert journal.drafts.get("reflection") is None
            await pilot.press("enter", "7", "enter")  # again, and how strongly
            await pilot.pause()
            assert felt(journal)[0] == (("restless", 7),)
            await pilot.press("enter", "0", "enter")
            await pilot.pause()
            assert felt(journal)[0] == (("restless", 10),)
            await pilot.press("3")  # a digit is a pane again
            await pilot.pause()
            assert app.current_mode == "reflections"


async def test_several_words_are_picked_and_taken_back_before_they_are_saved(journal: Journal) -> None:
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("slash", *"tend", "enter", "5", "up", "enter", "8", "up", "6", "down", "space")
        await pilot.pause()
        assert plane(app).picked == {"tender": 5, "happy": 6}  # grateful was taken back
        assert app.current_mode == "mood"
        assert "● tender 5   ● happy 6" in text_of(app)
        await pilot.press("backspace")
        await pilot.pause()
        assert plane(app).picked == {"tender": 5}
        await pilot.press("escape", "1", "2")  # the strength is answered; what was picked stays
        await pilot.pause()
        assert plane(app).picked == {"tender": 5}
        await pilot.press("ctrl+l")
        await pilot.pause()
    assert felt(journal) == [(("tender", 5),)]


async def test_letters_narrow_and_escape_ends_that(journal: Journal) -> None:
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = plane(app).at
        await pilot.press("slash", *"1an")
        await pilot.pause()
        assert "no word like it" in text_of(app)
        await pilot.press("enter")
        assert plane(app).picked == {}
        await pilot.press("backspace", "backspace", "backspace", *"an")
        await pilot.pause()
        assert plane(app).at == "anxious" != before
        fitting = plane(app).fitting
        assert fitting is not None
        assert "content" not in fitting
        await pilot.press("right")
        assert plane(app).at in fitting
        await pilot.press("escape")
        await pilot.pause()
        assert plane(app).fitting is None
        assert plane(app).picked == {}
        await pilot.press("j", "k", "h", "l", "up", "down", "left", "right")
        assert plane(app).picked == {}


async def test_the_mouse_picks_says_how_strongly_and_saves(journal: Journal) -> None:
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        place = plane(app).plane.places["lonely"]
        await pilot.click("#plane", offset=(place.x + 2, place.y))
        await pilot.pause()
        assert plane(app).picked == {"lonely": None}
        line = next(line for line in text_of(app).splitlines() if "how strongly" in line)
        row = text_of(app).splitlines().index(line)
        dots = [column for column, letter in enumerate(line) if letter == "○"]
        await pilot.click(offset=(dots[3], row))
        await pilot.pause()
        assert plane(app).picked == {"lonely": 4}
        await pilot.click("#plane", offset=(place.x, place.y))
        await pilot.pause()
    assert felt(journal) == [(("lonely", 4),)]


async def test_a_word_of_ones_own_lies_on_the_plane(journal: Journal) -> None:
    journal.words.add("mood", "Fizzy all over", angle=60)
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Fizzy all over" in text_of(app)
        await pilot.press("slash", *"fiz", "enter", "enter")
        await pilot.pause()
    assert felt(journal) == [(("my_fizzy_all_over", None),)]


async def test_a_word_that_is_not_there_is_added_with_its_place(journal: Journal) -> None:
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("slash", *"ADHD", "space", *"day")
        await pilot.pause()
        assert "no word like it" in text_of(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "where does it belong?   1 pleasant, lively" in " ".join(text_of(app).split("\n"))
        await pilot.press("3")
        await until(lambda: "● ADHD day" in text_of(app), pilot)
        await pilot.press("enter")
        await pilot.pause()
    assert journal.vocabulary.moods["my_adhd_day"].angle == 135
    assert felt(journal) == [(("my_adhd_day", None),)]


async def test_a_word_stays_picked_when_something_is_written_elsewhere_at_that_moment(
    journal: Journal,
) -> None:
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for word, picked in (("sad", ["sad"]), ("hopeful", ["sad", "hopeful"])):
            journal.log(triggers=["hug"])
            plane(app).go_to(word)
            plane(app).action_pick()
            app.look_for_changes()  # the clock does, before the pane has heard of the word
            await pilot.pause()
            assert list(plane(app).picked) == picked
        await pilot.press("enter")
        await pilot.pause()
    assert felt(journal)[0] == (("sad", None), ("hopeful", None))


async def test_what_was_in_the_form_before_a_word_was_picked_takes_nothing_back(journal: Journal) -> None:
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        form = app.screen.query_one(ReflectionForm)
        before = form.state()
        plane(app).go_to("sad")
        plane(app).action_pick()
        form.post_message(ReflectionForm.Edited(before))
        await pilot.pause()
        assert list(plane(app).picked) == ["sad"]
        draft = journal.drafts.get("reflection")
        assert draft is not None and draft["feelings"] == [["sad", None]]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 50)])
async def test_every_word_is_in_sight_at_every_size(size: tuple[int, int], demo_journal: Journal) -> None:
    app = mood(demo_journal)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        shown = text_of(app)
        for row in demo_journal.vocabulary.moods.values():
            assert row.label.lower() in shown
        asked = demo_journal.prompts.next()
        question = fill(asked.prompt.text, demo_journal.settings)
        assert question in " ".join(shown.split()) or size[0] > 80
        assert ("The last two weeks" in shown) == (size[0] == 120)
        assert ("The last four weeks" in shown) == (size[0] == 200)
        assert ("loved 7, safe 6, proud 4" in shown) == (size[0] >= 100)
        form = app.screen.query_one(ReflectionForm)
        assert form.region.width == 0 or size[0] >= 190  # beside the words only where there is room
        await pilot.press("tab", "x")
        await pilot.pause()
        assert form.state()["text"] == "x"
        await pilot.resize_terminal(200, 50)
        await pilot.pause()
        await pilot.press("y")
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        await pilot.press("z")
        await pilot.pause()
        assert form.state()["text"] == "xyz"


async def test_a_draft_of_words_alone_is_asked_about_on_the_next_day(
    journal: Journal, places: Places, clock: Clock
) -> None:
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("slash", *"sad", "enter")
        await pilot.pause()
    journal.close()
    with open_journal(places, clock=fixed_clock(clock.now() + timedelta(days=2), clock.zone)) as later:
        app = mood(later)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert plane(app).picked == {"sad": None}
            await pilot.press("slash", *"sad", "escape", "enter")
            await pilot.pause()
            assert reflections(later) == []
            assert "2026-03-01 21:40" in text_of(app)  # asked about: was it then?
            await pilot.press("ctrl+l")
            await pilot.pause()
        assert felt(later) == [(("sad", None),)]
        assert reflections(later)[0].occurred_at == clock.now()


# the question


async def test_undone_or_redone_a_mood_leaves_the_question_where_it_was(journal: Journal) -> None:
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        question = fill(journal.prompts.next().prompt.text, journal.settings)

        def asked() -> bool:
            return question in " ".join(text_of(app).split()) and "Your draft" not in text_of(app)

        assert asked()
        await pilot.press("slash", *"sad", "enter", "3", "enter")
        await pilot.pause()
        assert felt(journal) == [(("sad", 3),)] and asked()
        await pilot.press("u")
        await pilot.pause()
        assert felt(journal) == [] and plane(app).picked == {"sad": 3}
        assert "a question" in text_of(app) or "● sad 3" in text_of(app)
        await pilot.press("U")
        await pilot.pause()
        assert felt(journal) == [(("sad", 3),)] and asked()


async def test_redone_an_answer_makes_room_for_the_next_question(journal: Journal) -> None:
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("tab", *"yes", "ctrl+l")
        await pilot.pause()
        await pilot.press("u")
        await pilot.pause()
        assert "Your draft from before. Press Tab to continue it." in text_of(app)
        await pilot.press("U")
        await pilot.pause()
        assert "Your draft" not in text_of(app) and "a question" in text_of(app)


async def test_a_question_says_why_it_is_asked_and_takes_an_answer(journal: Journal) -> None:
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        asked = journal.prompts.next()
        await pilot.press("slash", *"tend", "enter", "6", "tab")
        await pilot.pause()
        words = " ".join(text_of(app).split())
        assert fill(asked.prompt.text, journal.settings) in words
        assert asked.why in words
        assert "Tender 6" in words
        await type_in(pilot, "we laughed")
        await pilot.press("tab", *"sec", "enter")
        await pilot.press("ctrl+l")
        await pilot.pause()
        (kept,) = reflections(journal)
        assert kept.prompt == asked.prompt.id
        assert kept.text == "we laughed"
        assert kept.feelings == (Feeling(mood="tender", intensity=6),)
        assert kept.leaning == "secure"
        assert journal.drafts.get("reflection") is None
        assert plane(app).has_focus
        assert plane(app).picked == {}


async def test_feelings_picked_below_the_question_are_on_the_plane(journal: Journal) -> None:
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("tab", "shift+tab", *"hope", "enter", "3", "escape", "escape")
        await pilot.pause()
        assert plane(app).picked == {"hopeful": 3}
        assert plane(app).has_focus


async def test_another_question_is_one_key_and_leaves_no_trace(journal: Journal) -> None:
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        first = text_of(app)
        await pilot.press("]")
        await pilot.pause()
        second = text_of(app)
        assert second != first
        assert "skip" not in second.lower()
        await pilot.press("[")
        await pilot.pause()
        assert text_of(app).splitlines()[-4:-2] == first.splitlines()[-4:-2]
        await pilot.press("[")  # there is none before the first
        await pilot.pause()
        assert text_of(app).splitlines()[-4:-2] == first.splitlines()[-4:-2]
    assert reflections(journal) == []
    assert "prompt" not in str(journal.merging.contents().extra)


async def test_a_blank_page_is_there_for_whoever_wants_one(journal: Journal) -> None:
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b", *"quiet", "ctrl+l")
        await pilot.pause()
    (kept,) = reflections(journal)
    assert (kept.prompt, kept.text) == (None, "quiet")


async def test_a_begun_answer_outlives_the_sitting_with_its_question(
    journal: Journal, places: Places, clock: Clock
) -> None:
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("]", "]", "tab")
        await type_in(pilot, "half a")
        await pilot.pause()
        asked = app.screen._prompt_id  # type: ignore[attr-defined]
    journal.close()
    with open_journal(places, clock=clock) as later:
        app = mood(later)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert "half a" in text_of(app)
            assert "Your draft from before" in text_of(app)
            await pilot.press("]")
            await pilot.pause()
            assert "half a" in text_of(app)
            await pilot.press("tab", "!", "ctrl+l")
            await pilot.pause()
        (kept,) = reflections(later)
        assert (kept.prompt, kept.text) == (asked, "half a!")


async def test_nothing_written_is_nothing_kept(journal: Journal) -> None:
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("tab", "ctrl+l", "escape", "ctrl+l")
        await pilot.pause()
    assert reflections(journal) == []


async def test_a_question_from_before_it_became_quiet_makes_way(journal: Journal) -> None:
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        journal.set_quiet(True)
        asked = journal.prompts.next()
        await pilot.press("1", "2")
        await pilot.pause()
        assert fill(asked.prompt.text, journal.settings) in " ".join(text_of(app).split())
        await pilot.press("tab")
        await pilot.pause()
        assert asked.why in " ".join(text_of(app).split())


async def test_after_several_entries_something_steadying_is_a_line_to_take(
    journal: Journal, clock: Clock
) -> None:
    for minutes in (30, 20, 10):
        journal.log(feelings=[Feeling(mood="tense")], when=clock.now() - timedelta(minutes=minutes))
    asked = journal.prompts.next()
    assert asked.steadying
    app = mood(journal)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        words = " ".join(text_of(app).split())
        assert "What is it like right now?" in words
        assert "Something steadying, if you like" in words
        assert "esc stops here" in words
        await pilot.press("escape")
        await pilot.pause()
        assert "That is plenty for now." in " ".join(text_of(app).split())
        await pilot.press("enter", "enter")  # a word is there all the same
        await pilot.pause()
    assert felt(journal) == [(("tense", None),)]


async def test_a_pinned_question_stays_until_it_is_answered(journal: Journal) -> None:
    asked = journal.prompts.next().prompt.id
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("*")
        await pilot.pause()
        assert journal.prompts.pinned == asked
        assert "pinned" in text_of(app)
        await pilot.press("enter", "enter")  # a word alone answers nothing
        await pilot.pause()
        assert journal.prompts.pinned == asked
        await pilot.press("tab", *"yes", "ctrl+l")
        await pilot.pause()
        assert journal.prompts.pinned is None
        assert app.screen._prompt_id != asked  # type: ignore[attr-defined]
        await pilot.press("*", "*")
        await pilot.pause()
    assert journal.prompts.pinned is None


async def test_a_question_put_away_is_brought_back_from_its_page(journal: Journal) -> None:
    asked = journal.prompts.next().prompt
    app = mood(journal)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("z")
        await pilot.pause()
        assert app.screen._prompt_id != asked.id  # type: ignore[attr-defined]
        assert journal.prompts.dismissed == (asked.id,)
        await pilot.press("6")
        await pilot.pause()
        await pilot.press("slash", *[("space" if c == " " else c) for c in asked.text[:20].lower()], "enter")
        await pilot.pause()
        app.screen.show_page(asked.id)  # type: ignore[attr-defined]
        await pilot.pause()
        assert "z Ask it again" in text_of(app)
        await pilot.press("z")
        await pilot.pause()
        assert journal.prompts.dismissed == ()
        assert "Ask it again" not in text_of(app)
    assert reflections(journal) == []
