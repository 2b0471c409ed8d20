"""Waiting for the panes without a clock: until nothing is left to do, or until something is so."""

import asyncio
import gc
from collections.abc import Callable
from typing import Any

import pytest
import textual.app
import textual.pilot
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot

from companion.tui import debounce, drawing_in_turns
from companion.tui.lock import LockableApp
from tests.tui.screen import text_of

SOON = 0.05
"""Seconds: what begins by a timer within so long, as a repaint does, belongs to what is waited for."""
RINGS = 12
"""Timers waited for one after another; one that goes on ringing is no work to wait for."""
LONG = 120.0
"""Seconds after which what another thread does is taken to hang; no machine is so slow."""


async def until_idle(*_: float) -> None:
    """Let everything happen that can: no callback ready, and no timer about to ring.

    Textual's own looks whether the process uses much of the processor. On a busy machine it does not, though
    it has much to do.
    """
    loop: Any = asyncio.get_running_loop()
    for _ring in range(RINGS):
        await asyncio.sleep(0)
        while loop._ready or any(timer.when() <= loop.time() for timer in loop._scheduled):
            await asyncio.sleep(0)
        rings = min((timer.when() for timer in loop._scheduled if not timer.cancelled()), default=None)
        if rings is None or rings - loop.time() > SOON:
            return
        await asyncio.sleep(max(0.0, rings - loop.time()))


async def until(what: Callable[[], bool], pilot: Pilot[Any]) -> None:
    """Wait for what another thread does, or what comes after it."""
    loop = asyncio.get_running_loop()
    end = loop.time() + LONG
    while loop.time() < end:
        await pilot.pause()
        if what():
            await pilot.pause()
            return
        await asyncio.sleep(0.005)
    raise AssertionError(f"it did not come about; on the screen: {text_of(pilot.app)}")


async def type_in(pilot: Pilot[Any], text: str) -> None:
    """Press a key for each letter."""
    await pilot.press(*("space" if letter == " " else letter for letter in text))


@pytest.fixture(autouse=True)
def no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every pause and key press in a test waits in this way."""
    monkeypatch.setattr(textual.app, "wait_for_idle", until_idle)
    monkeypatch.setattr(textual.pilot, "wait_for_idle", until_idle)


@pytest.fixture(autouse=True)
def memory_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Overwriting all free memory after each lock takes half a second; one test has it done."""

    async def none(*_: object) -> None:
        gc.collect()

    monkeypatch.setattr(LockableApp, "_forget_words", none)


@pytest.fixture(autouse=True)
def short_pause_after_arrows(monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows the arrows a moment later belongs to what a test waits for."""
    monkeypatch.setattr(debounce, "ARROWS_PAUSE", SOON * 0.8)


_PARSED: dict[Any, Any] = {}


@pytest.fixture(autouse=True)
def styles_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The style sheets are the same in every test: an app takes over what the one before has parsed."""
    parse = Stylesheet._parse_rules

    def known(sheet: Stylesheet, css: str, *given: Any, **named: Any) -> Any:
        variables = tuple(sorted(sheet._variables.items()))
        key = (variables, css, given, tuple(sorted(named.items())))
        if key not in _PARSED:
            _PARSED[key] = parse(sheet, css, *given, **named)
        return _PARSED[key]

    monkeypatch.setattr(Stylesheet, "_parse_rules", known)
    # By what object does in C: rules are hashed some hundred times for every node that gets its styles.
    monkeypatch.setattr(RuleSet, "__hash__", object.__hash__)


@pytest.fixture(autouse=True)
def painted_when_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """No terminal is there to paint for; ``text_of`` and pictures have the whole screen drawn when they look.

    Drawing every change too took a third of the time of these tests. The journeys and snapshots still do.
    """

    draw = Compositor.render_update

    def drawn(compositor: Compositor, full: bool = False, **more: Any) -> Any:
        if full:
            return draw(compositor, full=True, **more)
        compositor._dirty_regions.clear()
        return None

    monkeypatch.setattr(Compositor, "render_update", drawn)
    monkeypatch.setattr(drawing_in_turns, "_draw_in_time", drawing_in_turns._draw_now)
