"""Keys at random, over an encrypted diary: once it is locked, nothing of an entry is on any screen."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.store import key
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.journal_opener import JournalOpener
from companion.tui.screens.locked import LockedScreen
from tests.conftest import DEEP
from tests.tui.screen import text_of
from tests.tui.waiting import until

PASSPHRASE = "owl 5 kettle moss"
KEYS = 2_000 if DEEP else 150
CANARY = "kanarienvogel"

USUAL = (
    *"123456", *"neduxszfmo[]vctgpriyb*", *"abcdefg", "enter", "enter", *["escape"] * 6, *"131313",
    "tab", "shift+tab", "up", "down", "left", "right", "space", "backspace", "slash", "question_mark",
    "comma", "pageup", "pagedown", "home", "end", "f1", "f2", "f3", "f4", "f5", "ctrl+p", "ctrl+l", "ctrl+c",
)  # fmt: skip
LOCKS = ("f9", "ctrl+g")


@pytest.fixture
def diary(places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Places:
    """Some weeks of moments and reflections, with the word in each."""
    monkeypatch.setattr(key, "ROUNDS", 1000)
    monkeypatch.setenv("EDITOR", "true")
    with open_journal(places, clock=clock, passphrase=PASSPHRASE) as journal:
        for day in range(20):
            at = clock.now() - timedelta(days=day, minutes=5)
            journal.log(triggers=["affection_received"], note=f"{CANARY} {day} sang", tags=[CANARY], when=at)
            journal.entries.reflect(text=f"{CANARY} {day} was quiet", when=at)
    return places


async def unlock(pilot: Pilot[str], app: CompanionApp) -> None:
    """Give the passphrase, wherever the keys have led."""
    await until(lambda: app.locked_screen is not None and app._journal is None, pilot)
    while not isinstance(app.screen, LockedScreen):
        await pilot.press("escape")
    if app.screen.blank:
        await pilot.press("space")
    await until(lambda: not app.screen.query_one(Input).disabled, pilot)
    app.screen.query_one(Input).value = PASSPHRASE
    app.screen.query_one(Input).focus()
    await pilot.press("enter")
    await until(lambda: not app.locked and app.locked_screen is None, pilot)


@pytest.mark.parametrize("seed", [1742])
async def test_no_line_of_an_entry_is_on_a_screen_once_it_is_locked(
    diary: Places, clock: Clock, seed: int
) -> None:
    random, seen = Random(seed), Counter[str]()
    app = CompanionApp(None, opener=JournalOpener(diary, clock))
    labels = [CANARY, "Affection came"]
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        for turn in range(KEYS):
            pressed = random.choice(LOCKS) if random.random() < 0.04 else random.choice(USUAL)
            await pilot.press(pressed)
            assert app.is_running
            text = text_of(app)
            if pressed in LOCKS:
                await until(lambda: app._journal is None, pilot)
                text = text_of(app)
                assert text.strip() == "", f"after {turn} keys, the last {pressed}: {text}"
            if app.locked:
                assert not any(label in text for label in labels), f"after {turn} keys: {text}"
            seen["locked" if app.locked else "with an entry" if CANARY in text else "open"] += 1
            if app.locked and random.random() < 0.12:
                await unlock(pilot, app)
    app.close_journal()
    assert min(seen[what] for what in ("locked", "with an entry", "open")) >= KEYS / 15, seen  # it was there
