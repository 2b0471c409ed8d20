"""Leaving the panes, also before they stand."""

import asyncio
from contextlib import suppress

import pytest
from textual.css.query import NoMatches

from companion.journal import Journal
from companion.tui.app import CompanionApp
from companion.tui.screens.today import TodayPane


async def moments_until_it_stands(app: CompanionApp) -> int:
    """Turns of the loop from the first sign of Today until its form is there."""
    turns = 0
    while not (isinstance(app.screen, TodayPane) and app.screen.query("#form")):
        await asyncio.sleep(0)
        turns += 1
    return turns


async def started(app: CompanionApp) -> "asyncio.Task[str | None]":
    """The app, run as it is in a terminal, as soon as Today begins to be made."""
    running = asyncio.create_task(app.run_async(headless=True, size=(120, 40)))
    while not app.is_running or not app.screen_stack:
        await asyncio.sleep(0)
    return running


async def test_ctrl_q_ends_it_quietly_however_little_of_today_is_there(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    running = await started(app)
    turns = await moments_until_it_stands(app)
    app.exit()
    await running
    for moment in range(0, turns, max(1, turns // 8)):
        app = CompanionApp(demo_journal)
        running = await started(app)
        for _ in range(moment):
            await asyncio.sleep(0)
        app.simulate_key("ctrl+q")
        await asyncio.wait_for(running, 30)
        assert (app._exception, app.stopped_by_error, app.return_code) == (None, False, 0), moment


@pytest.mark.parametrize("error", [RuntimeError("in use"), NoMatches("in use")], ids=["own", "a widget's"])
async def test_an_error_while_it_is_in_use_is_one_of_the_program(
    demo_journal: Journal, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def broken(_: TodayPane) -> None:
        raise error

    app = CompanionApp(demo_journal)
    with suppress(type(error)):
        async with app.run_test(size=(80, 24)) as pilot:
            monkeypatch.setattr(TodayPane, "action_star", broken)
            await pilot.press("asterisk")
    assert app.stopped_by_error and app._exception is error
