"""Mood: a question at night, answered, left, or put aside."""

from datetime import timedelta

import pytest

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.records import Feeling, Reflection
from companion.model.text import fill
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from tests.tui.screen import text_of


@pytest.fixture
def journal(places: Places, clock: Clock) -> Journal:
    journal = open_journal(places, clock=clock)
    journal.log(triggers=["slow_reply"], when=clock.now() - timedelta(hours=3))
    return journal


def mood(journal: Journal) -> CompanionApp:
    return CompanionApp(journal, pane="mood")


def reflections(journal: Journal) -> list[Reflection]:
    return [entry for entry in journal.timeline.latest() if isinstance(entry, Reflection)]


async def test_a_question_says_why_it_is_asked_and_takes_an_answer(journal: Journal) -> None:
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        asked = journal.prompts.next()
        words = " ".join(text_of(app).split())
        assert fill(asked.prompt.text, journal.settings) in words
        assert asked.why in words
        await pilot.press(
            "enter", *"we", "space", *"laughed", "tab", *"tend", "enter", "6", "tab", *"sec", "enter"
        )
        await pilot.press("ctrl+l")
        await pilot.pause()
        (kept,) = reflections(journal)
        assert kept.prompt == asked.prompt.id
        assert kept.text == "we laughed"
        assert kept.feelings == (Feeling(mood="tender", intensity=6),)
        assert kept.leaning == "secure"
        assert journal.drafts.get("reflection") is None


async def test_another_question_is_one_key_and_leaves_no_trace(journal: Journal) -> None:
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        first = text_of(app)
        await pilot.press("s")
        await pilot.pause()
        assert text_of(app) != first
        assert "skip" not in text_of(app).lower()
    assert reflections(journal) == []
    assert "prompt" not in str(journal.merging.contents().extra)


async def test_a_blank_page_is_there_for_whoever_wants_one(journal: Journal) -> None:
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f", *"quiet", "ctrl+l")
        await pilot.pause()
    (kept,) = reflections(journal)
    assert (kept.prompt, kept.text) == (None, "quiet")


async def test_a_begun_answer_outlives_the_sitting_with_its_question(
    journal: Journal, places: Places, clock: Clock
) -> None:
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("s", "s", "enter", *"half", "space", *"a")
        await pilot.pause()
        asked = app.screen._prompt_id  # type: ignore[attr-defined]
    journal.close()
    with open_journal(places, clock=clock) as later:
        app = mood(later)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert "half a" in text_of(app)
            assert "Your draft from before" in text_of(app)
            await pilot.press("s")
            await pilot.pause()
            assert "half a" in text_of(app)
            await pilot.press("enter", "ctrl+l")
            await pilot.pause()
        (kept,) = reflections(later)
        assert (kept.prompt, kept.text) == (asked, "half a")


async def test_nothing_written_is_nothing_kept(journal: Journal) -> None:
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter", "ctrl+l")
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
        assert asked.why in " ".join(text_of(app).split())


async def test_a_pinned_question_stays_until_it_is_answered(journal: Journal) -> None:
    asked = journal.prompts.next().prompt.id
    app = mood(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("k")
        await pilot.pause()
        assert journal.prompts.pinned == asked
        await pilot.press("enter", *"yes", "ctrl+l")
        await pilot.pause()
        assert journal.prompts.pinned is None
        assert app.screen._prompt_id != asked  # type: ignore[attr-defined]
        await pilot.press("k", "k")
        await pilot.pause()
    assert journal.prompts.pinned is None


async def test_a_question_put_away_is_brought_back_from_its_page(journal: Journal) -> None:
    asked = journal.prompts.next().prompt
    app = mood(journal)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("x")
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
