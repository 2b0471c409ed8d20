"""The sheet of settings, driven by its keys."""

from typing import Any

from textual.pilot import Pilot

from companion.tui.screens.preferences import PreferencesScreen
from tests.tui.waiting import until


async def go_to(pilot: Pilot[Any], id: str) -> None:
    """From wherever one is in the sheet, to a row, with the arrows."""
    screen = pilot.app.screen
    assert isinstance(screen, PreferencesScreen)
    at = [row.id for row in screen.rows].index(id)
    await pilot.press("home", *["down"] * at)
    assert screen.row.id == id


async def open_settings(pilot: Pilot[Any], id: str = "partner_name") -> None:
    """From a pane to a row of the sheet."""
    await pilot.pause()
    await pilot.press("comma")
    await until(lambda: isinstance(pilot.app.screen, PreferencesScreen), pilot)
    await go_to(pilot, id)
