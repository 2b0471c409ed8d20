"""A moment written in the first row of the form: kept as words, and what they mention offered."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.records import Moment
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from tests.tui.screen import text_of
from tests.tui.waiting import type_in


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["ordinary_moment"], when=clock.now() - timedelta(days=1))
        yield journal


async def test_a_sentence_is_the_note_and_what_it_mentions_comes_first_and_is_not_picked(
    journal: Journal,
) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await type_in(pilot, "long hug at the door, felt tense, i froze")
        assert "    Save “long hug at the door, f…” as my words" in text_of(app)
        assert "1   Keep" not in text_of(app)  # a digit is a letter of the sentence here
        await pilot.press("enter")
        await pilot.pause()
        shown = text_of(app)
        assert "1   Affection came my way" in shown and "in your words" in shown
        assert "saved in your own words; 1-9 picks what they mention" in shown
        await pilot.press("1", "tab", "tab")
        await pilot.pause()
        assert "1   Tense" in text_of(app)
        await pilot.press("1", "6", "ctrl+l")
        await pilot.pause()
    moment = journal.timeline.latest(limit=1)[0]
    assert isinstance(moment, Moment)
    assert moment.note == "long hug at the door, felt tense, i froze"
    assert moment.triggers == ("affection_received",)
    assert [(each.mood, each.intensity) for each in moment.feelings] == [("tense", 6)]
    assert moment.responses == ()


async def test_everyday_words_and_a_slip_find_a_row_and_only_its_label_is_shown(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"hug")
        await pilot.pause()
        assert "Affection came my way" in text_of(app) and "cuddle" not in text_of(app)
        await pilot.press("escape", *"complimnt")
        await pilot.pause()
        shown = text_of(app)
        rows = [
            shown.index(words) for words in ("A compliment or thanks", "Add “complimnt”", "Save “complimnt”")
        ]
        assert rows == sorted(rows)
        await pilot.press("1", "ctrl+l")
        await pilot.pause()
    moment = journal.timeline.latest(limit=1)[0]
    assert isinstance(moment, Moment) and moment.triggers == ("compliment_received",)
