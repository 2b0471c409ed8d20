"""The evening check in the panes: offered in a line, answered with two keys a pattern, put away with one."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from textual.pilot import Pilot

from companion.journal import Journal, open_journal
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.screens.evening_check import EveningCheckScreen
from companion.tui.screens.patterns import PatternsPane
from companion.tui.widgets.chart_widget import Drawing
from companion.tui.widgets.picker import Picker
from tests.conftest import Hands
from tests.tui.screen import sheet_of, sizes, text_of
from tests.tui.screens.test_patterns import go_to
from tests.tui.settings import open_settings
from tests.tui.waiting import until

PULLING_BACK, ARGUING, STRESS = "withdraw_after_affection", "fight_after_closeness", "stress_spillover"
SUNDAY = date(2026, 3, 1)
LINE = "The evening check, yes or no."
SIZE = (80, 24)


@pytest.fixture
def journal(places: Places, hands: Hands) -> Iterator[Journal]:
    """Two patterns are watched; one entry, so that no welcome is shown."""
    with open_journal(places, clock=hands.clock) as opened:
        opened.log(triggers=["ordinary_moment"], when=hands.at - timedelta(hours=9))
        opened.evening_checks.watch(PULLING_BACK)
        opened.evening_checks.watch(STRESS)
        yield opened


def answers(journal: Journal) -> dict[tuple[int, str], tuple[bool | None, bool | None]]:
    """What is known, by day of the month and pattern."""
    return {(one.day.day, one.pattern): (one.happened, one.followed) for one in journal.evening_checks.all()}


def said(app: CompanionApp) -> list[str]:
    return [notification.message for notification in app._notifications]


async def seen(app: CompanionApp, pilot: Pilot[Any], *keys: str) -> str:
    await pilot.press(*keys)
    await pilot.pause()
    return text_of(app)


async def test_two_keys_a_pattern_and_it_is_done(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert LINE in text_of(app)
        sheet = await seen(app, pilot, "a")
        assert "today, Sunday 1 March 2026" in sheet
        asked = [line.strip(" ▎").split("   ")[0] for line in sheet_of(app).splitlines() if "?" in line]
        assert asked[-4:] == [
            "Closeness?", "Pulling back?", "Stress or tiredness?", "Pulling back or a sharp word?",
        ]  # fmt: skip
        await seen(app, pilot, "1", "2", "2")
        assert isinstance(app.screen, EveningCheckScreen)
        assert LINE not in await seen(app, pilot, "2")
        assert not isinstance(app.screen, EveningCheckScreen)
        assert said(app) == ["Saved for Sun 1 Mar."]
    assert answers(journal) == {(1, PULLING_BACK): (True, False), (1, STRESS): (False, False)}


async def test_one_key_puts_the_line_away_until_tomorrow(journal: Journal, hands: Hands) -> None:
    for opening in (1, 2):
        app = CompanionApp(journal)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            assert (LINE in text_of(app)) is (opening == 1)
            assert LINE not in await seen(app, pilot, "escape")
            assert said(app) == []
    assert answers(journal) == {}
    hands.at += timedelta(days=1)
    app = CompanionApp(journal)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert LINE in text_of(app)


async def test_leaving_the_sheet_keeps_what_was_answered_and_does_not_ask_again(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert LINE not in await seen(app, pilot, "a", "1", "escape")
        assert not isinstance(app.screen, EveningCheckScreen)
    assert answers(journal) == {(1, PULLING_BACK): (True, None)}
    assert not journal.evening_checks.due()


async def test_before_six_it_is_not_offered_and_the_key_and_the_palette_open_it_all_the_same(
    journal: Journal, hands: Hands
) -> None:
    hands.at = hands.at.replace(hour=17, minute=59)
    app = CompanionApp(journal)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert LINE not in text_of(app)
        await seen(app, pilot, "a")
        assert isinstance(app.screen, EveningCheckScreen)
        await seen(app, pilot, "escape", "4")
        next(one for one in app.get_system_commands(app.screen) if one.title == "Evening check").callback()
        await pilot.pause()
        assert isinstance(app.screen, EveningCheckScreen)
    hands.at = hands.at.replace(hour=18, minute=0)
    assert not journal.evening_checks.due()  # it was in sight today


async def test_no_line_on_another_day_nor_in_the_form_nor_where_nothing_is_watched(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert LINE not in await seen(app, pilot, "left")
        assert LINE in await seen(app, pilot, "right")
        assert LINE not in await seen(app, pilot, "n")
        assert LINE in await seen(app, pilot, "escape")  # leaves the form, and nothing else
        for pattern in journal.evening_checks.watched():
            journal.evening_checks.unwatch(pattern)
        app.tell_changed()
        await pilot.pause()
        assert LINE not in text_of(app)
        await seen(app, pilot, "a")
        assert not isinstance(app.screen, EveningCheckScreen)
        app.action_evening_check()
        await pilot.pause()
        assert said(app) == ["No pattern is watched yet. Press * on one in Patterns."]


async def test_days_of_the_last_week_are_answered_one_after_the_other(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "yesterday, Saturday 28 February 2026" in await seen(app, pilot, "a", "left")
        await seen(app, pilot, "1", "1", "2", "2")
        assert isinstance(app.screen, EveningCheckScreen)  # there are other days beside
        assert "Friday 27 February 2026" in await seen(app, pilot, "left", "2", "2", "enter", "enter")
        assert "Sunday 22 February 2026" in await seen(app, pilot, *["left"] * 9)
        await seen(app, pilot, *["right"] * 9)
        assert "today, Sunday 1 March 2026" in text_of(app)
        await seen(app, pilot, "escape")
        assert said(app) == ["Saved for Fri 27 Feb."]
    assert answers(journal) == {
        (27, PULLING_BACK): (False, False),
        (28, PULLING_BACK): (True, True),
        (28, STRESS): (False, False),
    }


async def test_an_answer_can_be_changed_cleared_and_brought_back(journal: Journal) -> None:
    journal.evening_checks.answer(SUNDAY, PULLING_BACK, True, True)
    journal.evening_checks.answer(SUNDAY, STRESS, False, False)
    app = CompanionApp(journal)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert LINE not in text_of(app)
        await seen(app, pilot, "a", "down", "2", "up", "backspace", "escape")
        assert answers(journal)[1, PULLING_BACK] == (True, None)
        await seen(app, pilot, "u")
        assert answers(journal)[1, PULLING_BACK] == (True, False)
        await seen(app, pilot, "u")
        assert answers(journal)[1, PULLING_BACK] == (True, True)
        assert said(app)[-1] == "Undone: the change to the answer of 1 March."


async def test_yes_no_and_a_question_can_be_clicked(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await seen(app, pilot, "a")
        await pilot.click("#q1-no", offset=(2, 0))
        await pilot.click("#q2 .words")
        await seen(app, pilot, "1")
    assert answers(journal) == {(1, PULLING_BACK): (None, False), (1, STRESS): (True, None)}


@pytest.mark.parametrize("size", sizes((60, 20), SIZE, (200, 60), deep=(120, 40)))
async def test_three_patterns_and_the_keys_are_all_in_sight(journal: Journal, size: tuple[int, int]) -> None:
    journal.evening_checks.watch("criticise_after_criticism")
    app = CompanionApp(journal)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        sheet = await seen(app, pilot, "a")
        assert sheet.count("○ yes") == sheet.count("○ no") == 6
        assert "leave it open" in sheet and "esc skip" in sheet


# What is watched, and what the answers came to


async def test_a_star_in_patterns_watches_up_to_three_and_lets_go(journal: Journal) -> None:
    app = CompanionApp(journal, pane="patterns")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for title in ("Arguing after closeness", "Going it alone", "Bringing stress home"):
            await go_to(pilot, title)
            await pilot.press("asterisk")
            await pilot.pause()
        assert journal.evening_checks.watched() == (PULLING_BACK, ARGUING)
        assert said(app) == ["Not watched any more. Its answers stay."]
        await go_to(pilot, "Going it alone")
        await seen(app, pilot, "asterisk")
        await go_to(pilot, "Testing when unsure")
        await seen(app, pilot, "asterisk")
        assert said(app) == ["Three are watched already. Press * on one of them to stop."]
        assert journal.evening_checks.watched() == (PULLING_BACK, ARGUING, "alone_when_needing_help")
        assert "Watch" in [one.title for one in app.get_system_commands(app.screen)]


def page(app: CompanionApp) -> str:
    parts = app.screen.query_one("#pattern").query(Drawing)
    return " ".join("\n".join(part.drawn(60).plain for part in parts).split())


async def test_the_page_of_a_watched_pattern_tells_the_evenings_beside_the_moments(
    journal: Journal, hands: Hands
) -> None:
    for number in range(40):
        happened = number % 3 == 0
        journal.evening_checks.answer(journal.today(), PULLING_BACK, happened, happened and number % 2 == 0)
        hands.at += timedelta(days=1)
    app = CompanionApp(journal, pane="patterns")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, PatternsPane)
        app.screen.show_pattern(PULLING_BACK)
        told = page(app)
        assert "In the evening check" in told
        assert (
            "On 14 of 40 evenings you noted closeness;"
            " pulling back on 7 of these 14, and on 0 of the other 26." in told
        )
        assert (
            "On the evening after, you noted pulling back 0 of 13 times, and 6 of 26 times after the others."
        ) in told
        assert "7 of 14" in told and "0 of 26" in told
        app.screen.show_pattern(STRESS)
        assert "0 of the 6 evenings needed." in page(app)
        app.screen.show_pattern(ARGUING)
        assert "In the evening check" not in page(app)


async def test_settings_choose_what_is_watched(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(100, 40)) as pilot:
        await open_settings(pilot, "watched")
        await pilot.press("enter")
        await until(lambda: isinstance(app.focused, Picker), pilot)
        picker = app.screen.query_one(Picker)
        assert picker.picked == [PULLING_BACK, STRESS]
        await seen(app, pilot, *"stress", "1", *"alone", "enter", *"making", "enter")
        kept = (PULLING_BACK, "alone_when_needing_help", "repair_after_conflict")
        assert journal.evening_checks.watched() == kept
        await seen(app, pilot, *"testing", "enter")
        assert "4 patterns; up to 3 fit in" in " ".join(text_of(app).split())
        assert journal.evening_checks.watched() == kept
        assert picker.picked == list(kept)
        await pilot.press("escape", "u")
        assert journal.evening_checks.watched() == kept[:2]
