"""And afterwards? in the panes: a line, two keys to answer, one to skip; and told in Patterns."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.records import Moment, Sequel
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.screens.sequel import NOT_ASKED, NOTHING_ASKED, SequelScreen
from companion.tui.widgets.chart_widget import Drawing
from tests.conftest import SUNDAY_EVENING, ZONE
from tests.tui.screen import text_of
from tests.tui.waiting import type_in

SIZE = (80, 24)
LINE = "And afterwards? Two keys about Sat 28 Feb, 01:40 at night."


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    with open_journal(places, clock=clock) as opened:
        yield opened


@pytest.fixture
def asked(journal: Journal) -> Moment:
    """An argument twenty hours ago, and an entry of today."""
    journal.log(triggers=["ordinary_moment"])
    return journal.log(
        triggers=["disagreement"], responses=["pursued"], when=SUNDAY_EVENING - timedelta(hours=20)
    )


def sequel_of(journal: Journal, moment: Moment) -> Sequel | None:
    entry = journal.timeline.entry(moment.id)
    assert isinstance(entry, Moment)
    return entry.sequel


def said(app: CompanionApp) -> list[str]:
    return [notification.message for notification in app._notifications]


async def seen(app: CompanionApp, pilot: Pilot[Any], *keys: str) -> str:
    await pilot.press(*keys)
    await pilot.pause()
    return text_of(app)


async def test_two_keys_and_enter_and_it_is_said(journal: Journal, asked: Moment) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert LINE in text_of(app)
        sheet = await seen(app, pilot, "a")
        assert "We disagreed, Saturday 28 February 2026, 01:40 at night" in sheet
        assert "did  ‹ pressed for an answer" in sheet
        for words in ("1 ○ closer   2 ○ the same   3 ○ further apart", "3 ○ sorry   4 ○ I don't know"):
            assert words in sheet
        assert "1 ● closer" in await seen(app, pilot, "1")
        assert "3 ● sorry" in await seen(app, pilot, "3")
        assert isinstance(app.focused, Input)
        after = await seen(app, pilot, "enter")
        assert LINE not in after and said(app)[-1] == "Saved. u undoes."
        assert sequel_of(journal, asked) == Sequel(at=SUNDAY_EVENING, closer=1, about_it="sorry")
        assert (
            "the change to the moment of 28 February, 01:40"
            in (await seen(app, pilot, "u"), said(app)[-1])[1]
        )
        assert LINE not in text_of(app)  # taken back, and not asked again
        found = sequel_of(journal, asked)
        assert found is not None and not found.says_something


async def test_a_line_is_kept_with_it_and_escape_loses_nothing(journal: Journal, asked: Moment) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a", "right", "right", "enter", "enter")
        await type_in(pilot, "tea and s")
        assert journal.drafts.get(f"after:{asked.id}") == {"now": "0", "about_it": None, "line": "tea and s"}
        await pilot.press("escape")
        await pilot.pause()
        assert sequel_of(journal, asked) == Sequel(at=SUNDAY_EVENING, closer=0, note="tea and s")
        assert journal.drafts.get(f"after:{asked.id}") is None
        # It can be changed: from its own entry, on its own day.
        await pilot.press("left", "a")
        assert "tea and s" in text_of(app) and "2 ● the same" in text_of(app)
        await seen(app, pilot, "3", "escape")
        assert sequel_of(journal, asked) == Sequel(
            at=SUNDAY_EVENING + timedelta(microseconds=1), closer=-1, note="tea and s"
        )
        page = text_of(app)
        assert "afterwards further apart, tea and s, said on 1 Mar" in " ".join(page.split())


async def test_escape_puts_the_line_away_for_good(journal: Journal, asked: Moment, places: Places) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert LINE in text_of(app)
        assert LINE not in await seen(app, pilot, "escape")
        assert sequel_of(journal, asked) is None
    with open_journal(places, clock=journal.clock) as again:
        assert again.sequels.offer() is None and again.sequels.on_offer() is None


async def test_z_skips_in_the_sheet_and_leaving_it_open_does_not(journal: Journal, asked: Moment) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=SIZE) as pilot:
        assert LINE in await seen(app, pilot, "a", "escape")
        assert LINE not in await seen(app, pilot, "a", "z")
        assert said(app)[-1] == "Skipped."
        await pilot.press("a")  # the chosen entry of today is not asked about
        await pilot.pause()
        assert said(app)[-1] == NOT_ASKED


async def test_a_second_window_does_not_ask_again(journal: Journal, asked: Moment, places: Places) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert LINE in text_of(app)
    with open_journal(places, clock=journal.clock) as second:
        other = CompanionApp(second)
        async with other.run_test(size=SIZE) as pilot:
            await pilot.pause()
            assert LINE not in text_of(other)
            other.action_after()  # whoever asks for it in the palette gets it
            await pilot.pause()
            assert isinstance(other.screen, SequelScreen)
            await pilot.click("#now", offset=(18, 1))
            await pilot.press("ctrl+l")
            await pilot.pause()
            assert sequel_of(second, asked) == Sequel(at=SUNDAY_EVENING, closer=0)
            other.action_after()
            await pilot.pause()
            assert said(other)[-1] == NOTHING_ASKED


async def test_words_of_danger_in_the_line_are_met_with_the_page(journal: Journal, asked: Moment) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a", "3", "3")
        await type_in(pilot, "he hit me again")
        assert "Safety" in await seen(app, pilot, "enter")
        assert sequel_of(journal, asked) is not None


@pytest.mark.parametrize("by_hand", [True, False])
async def test_in_quiet_mode_nothing_is_asked(journal: Journal, asked: Moment, by_hand: bool) -> None:
    if by_hand:
        journal.set_quiet(True)
    else:
        journal.log(triggers=["felt_afraid"])
    app = CompanionApp(journal)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "afterwards" not in text_of(app)
        app.action_after()
        await pilot.pause()
        assert said(app)[-1] == NOTHING_ASKED
        await seen(app, pilot, "left", "a")
        assert said(app)[-1] == NOT_ASKED


async def test_patterns_tell_it_and_open_the_moments_behind(places: Places) -> None:
    now = SUNDAY_EVENING

    def read() -> datetime:
        return now

    with open_journal(places, clock=Clock(read=read, zone=ZONE)) as journal:
        for number in range(16):
            when = SUNDAY_EVENING - timedelta(days=2 * (16 - number))
            now = when + timedelta(hours=12)
            act = "pursued" if number % 2 else "asked_directly"
            moment = journal.log(triggers=["disagreement"], responses=[act], when=when)
            journal.sequels.answer(moment.id, closer=1 if act == "asked_directly" and number else -1)
        now = SUNDAY_EVENING
        app = CompanionApp(journal, pane="patterns")
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            app.screen.show_pattern("sequels:default")  # type: ignore[attr-defined]
            await pilot.pause()
            drawn = app.screen.query_one("#pattern-page", Drawing).drawn(60).plain
            page = " ".join(drawn.split())
            assert "closer 7 of 8 (other times 0 of 8)" in page
            assert "after you asked instead of guessing, 7 of 8 times" in page
            app.screen.action_open()  # type: ignore[attr-defined]
            await pilot.pause()
            assert "Asked instead of guessing: closer" in text_of(app)
