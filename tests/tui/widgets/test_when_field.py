"""A time in words is read once, from when it was typed, and what was understood stands beside it."""

import threading
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from companion.journal import Journal, open_journal
from companion.model.records import Moment, Reflection
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.screens.entry import EditScreen
from companion.tui.widgets.when_field import WhenField
from tests.conftest import SUNDAY_EVENING, Hands
from tests.tui.screen import text_of
from tests.tui.waiting import type_in, until


@pytest.fixture
def journal(places: Places, hands: Hands) -> Iterator[Journal]:
    with open_journal(places, clock=hands.clock) as journal:
        journal.log(when=SUNDAY_EVENING - timedelta(days=2), note="written before")
        yield journal


def when_of(app: CompanionApp) -> WhenField:
    return app.screen.query_one(WhenField)


@pytest.mark.parametrize(
    ("words", "understood", "kept"),
    [
        ("2h ago", "Sun 1 Mar, 19:40", "2026-03-01 19:40"),
        ("last friday", "Fri 27 Feb, 12:00", "2026-02-27 12:00"),
        ("2025-12-24 18:00", "Wed 24 Dec 2025, 18:00", "2025-12-24 18:00"),
    ],
)
async def test_what_was_understood_stands_beside_and_is_what_is_saved_hours_later(
    words: str, understood: str, kept: str, journal: Journal, hands: Hands
) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("n", "3")
        when_of(app).query_one("Input").focus()
        await type_in(pilot, words)
        await until(lambda: understood in text_of(app), pilot)
        hands.at += timedelta(hours=5)
        await pilot.press("ctrl+l")
        await pilot.pause()
    assert kept in [f"{entry.occurred_at:%Y-%m-%d %H:%M}" for entry in journal.timeline.latest()]


async def test_the_journal_is_read_in_the_thread_that_draws_alone(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two threads on one connection can wait for each other for ever."""
    asked, own = [], Journal.today

    def today(self: Journal) -> date:
        asked.append(threading.current_thread() is threading.main_thread())
        return own(self)

    monkeypatch.setattr(Journal, "today", today)
    app = CompanionApp(journal)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("n", "3")
        when_of(app).query_one("Input").focus()
        await type_in(pilot, "2h ago")
        await until(lambda: "Sun 1 Mar, 19:40" in text_of(app), pilot)
    assert asked and all(asked)


async def test_a_draft_taken_up_on_another_day_still_means_the_time_it_meant(
    places: Places, journal: Journal, hands: Hands
) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", "3")
        when_of(app).query_one("Input").focus()
        await type_in(pilot, "2h ago")
        await pilot.pause()
    journal.close()
    hands.at += timedelta(days=1)
    with open_journal(places, clock=hands.clock) as later:
        app = CompanionApp(later)
        async with app.run_test(size=(80, 24)) as pilot:
            assert "You have a draft from Sunday 1 March" in text_of(app)
            await pilot.press("n")
            when_of(app).query_one("Input").focus()
            await until(lambda: "Sun 1 Mar, 19:40" in text_of(app), pilot)
            await pilot.press("ctrl+l")
            await pilot.pause()
        times = {f"{entry.occurred_at:%d %H:%M}" for entry in later.timeline.latest()}
        assert "01 19:40" in times


@pytest.mark.parametrize("another", ["", "30 minutes ago"])
async def test_a_draft_from_another_day_asks_for_its_time_before_it_is_saved(
    places: Places, journal: Journal, hands: Hands, another: str
) -> None:
    journal.drafts.keep("moment", {"note": "begun on Sunday"})
    journal.close()
    hands.at += timedelta(days=1)
    with open_journal(places, clock=hands.clock) as later:
        app = CompanionApp(later)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await pilot.press("n", "ctrl+l")
            await pilot.pause()
            assert later.timeline.count() == 1
            assert "You started this on Sun 1 Mar, 21:40" in " ".join(text_of(app).split())
            assert when_of(app).value == "2026-03-01 21:40" and when_of(app).has_pseudo_class("focus-within")
            if another:
                await pilot.press("ctrl+u")
                await type_in(pilot, another)
            await pilot.press("ctrl+l")
            await pilot.pause()
        (saved,) = [
            entry for entry in later.timeline.latest() if isinstance(entry, Moment) and "Sunday" in entry.note
        ]
        assert f"{saved.occurred_at:%d %H:%M}" == ("02 21:10" if another else "01 21:40")


async def test_a_draft_of_this_day_is_saved_as_of_now_and_asks_nothing(
    journal: Journal, hands: Hands
) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", "3")
        hands.at += timedelta(hours=4)  # past midnight, and still the same evening
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert f"{journal.timeline.latest()[0].occurred_at:%d %H:%M}" == "02 01:40"


async def test_an_answer_begun_on_another_day_asks_for_its_time_too(
    places: Places, journal: Journal, hands: Hands
) -> None:
    journal.drafts.keep("reflection", {"prompt": None, "text": "begun on Sunday"})
    journal.close()
    hands.at += timedelta(days=1)
    with open_journal(places, clock=hands.clock) as later:
        app = CompanionApp(later, pane="mood")
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await pilot.press("tab", "ctrl+l")
            await pilot.pause()
            assert later.timeline.count() == 1
            await pilot.press("ctrl+l")
            await pilot.pause()
        saved = next(entry for entry in later.timeline.latest() if isinstance(entry, Reflection))
        assert f"{saved.occurred_at:%d %H:%M}" == "01 21:40"


async def test_the_entry_editor_says_what_was_understood_and_what_was_not(journal: Journal) -> None:
    app = CompanionApp(journal, pane="reflections")
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("e")
        await until(lambda: isinstance(app.screen, EditScreen), pilot)
        assert "Fri 27 Feb, 21:40" in text_of(app)
        when_of(app).query_one("Input").focus()
        await pilot.press("ctrl+u")
        await type_in(pilot, "yester")
        await until(lambda: "not a time yet" in text_of(app), pilot)
        await type_in(pilot, "day 9pm")
        await until(lambda: "Sat 28 Feb, 21:00" in text_of(app), pilot)
        await pilot.press("ctrl+u")
        await type_in(pilot, "tomorrow")
        await until(lambda: "still to come" in text_of(app), pilot)
