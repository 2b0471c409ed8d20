"""The same journal open twice: each window sees what the other did, at the latest in the next pane."""

from collections.abc import Iterator

import pytest

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from tests.tui.screen import text_of


@pytest.fixture
def two(places: Places, clock: Clock) -> Iterator[tuple[Journal, Journal]]:
    with open_journal(places, clock=clock) as here, open_journal(places, clock=clock) as there:
        here.log(triggers=["ordinary_moment"])
        yield here, there


async def test_another_window_s_entry_is_there_when_its_pane_is_gone_to_again(
    two: tuple[Journal, Journal],
) -> None:
    here, there = two
    app = CompanionApp(here)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("3", "1")
        await pilot.pause()
        there.log(triggers=["slow_reply"])
        for pane in "31":
            await pilot.press(pane)
            await pilot.pause()
            assert here.vocabulary.triggers["slow_reply"].label in text_of(app)


@pytest.mark.parametrize("pane", ["1", "3"])
@pytest.mark.parametrize("key", ["d", "asterisk"])
async def test_an_entry_that_was_deleted_elsewhere_is_said_to_be_gone(
    two: tuple[Journal, Journal], pane: str, key: str
) -> None:
    here, there = two
    app = CompanionApp(here)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press(pane)
        await pilot.pause()
        there.entries.delete(here.timeline.latest()[0].id)
        await pilot.press(key)
        await pilot.pause()
        await pilot.pause()
        shown = text_of(app)
        assert "not there any more" in " ".join(shown.split())
        assert here.vocabulary.triggers["ordinary_moment"].label not in shown
        assert app.is_running
