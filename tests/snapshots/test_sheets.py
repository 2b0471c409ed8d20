"""How every sheet looks, and every pane in more sizes and colours; several pictures of one run.

A new sheet is one line in ``tests/tui/overlays.py``.
"""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_textual_snapshot import SVGImageExtension
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from companion.journal import Journal
from companion.system.configuration import Configuration
from companion.tui.app import CompanionApp
from companion.tui.screens import recovery_sheet
from companion.vault.recovery_code import new_code
from tests.snapshots.test_panes import PANES, settings_journal
from tests.tui.overlays import OVERLAYS, open_overlay

__all__ = ["settings_journal"]

SIZES = ((60, 20), (80, 24), (120, 40), (200, 50))
IN_PAPER = ((80, 24), (120, 40))
ANSI = ("ansi-dark", "ansi-light")
LATE = (0.0, 0.6, 1.2, 2.4)
"""Seconds waited before each look; what is not the picture by the last is another one."""


@pytest.fixture
def pictures(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(SVGImageExtension)


@pytest.fixture
def journal(settings_journal: Journal, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journal]:
    """The made-up diary in a folder of a short name, and a code that is always the same."""
    code = "".join("-" if sign == "-" else "A" for sign in new_code())
    monkeypatch.setattr(recovery_sheet, "new_code", lambda: code)
    monkeypatch.setattr(recovery_sheet, "groups_to_repeat", lambda: (1, 4))
    yield settings_journal


async def settled(pilot: Pilot[Any]) -> str:
    """The picture once it stays the same, three looks long, with cursors that do not blink."""
    for field in pilot.app.screen.query("Input, TextArea").results(Input | TextArea):
        field.cursor_blink = False
    seen = [""]
    for _ in range(40):
        await pilot.pause(0.02)
        seen.append(pilot.app.export_screenshot())
        if seen[-3:] == [seen[-1]] * 3:
            break
    return seen[-1]


async def differing(
    pilot: Pilot[Any], pictures: SnapshotAssertion, sizes: tuple[tuple[int, int], ...], theme: str = ""
) -> list[str]:
    """The names of the pictures, one a size, that are not what they were."""
    others = []
    for size in sizes:
        await pilot.resize_terminal(*size)
        await pilot.pause()
        name = f"{theme}{'-' if theme else ''}{size[0]}x{size[1]}"
        for wait in LATE:  # the pane behind goes by a clock of its own, on a busy machine after the picture
            await asyncio.sleep(wait)
            if await settled(pilot) == pictures(name=name):
                break
        else:
            others.append(name)
    return others


@pytest.mark.parametrize("sheet", OVERLAYS)
async def test_sheet(sheet: str, journal: Journal, pictures: SnapshotAssertion) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=SIZES[0]) as pilot:
        await open_overlay(app, pilot, sheet)
        app.clear_notifications()
        others = await differing(pilot, pictures, SIZES)
        app.theme = "paper"
        others += await differing(pilot, pictures, IN_PAPER, "paper")
        assert others == []


@pytest.mark.parametrize("pane", PANES)
async def test_pane_in_other_sizes_and_colours(
    pane: str, journal: Journal, pictures: SnapshotAssertion
) -> None:
    app = CompanionApp(journal, pane=pane)
    async with app.run_test(size=SIZES[-1]) as pilot:
        await pilot.pause()
        others = await differing(pilot, pictures, SIZES[-1:])
        for theme in ("paper", *ANSI):
            app.theme = theme
            others += await differing(pilot, pictures, IN_PAPER if theme == "paper" else SIZES[1:2], theme)
        assert others == []


@pytest.mark.parametrize("pane", PANES)
async def test_pane_without_colours(
    pane: str, journal: Journal, pictures: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = CompanionApp(journal, pane=pane, configuration=Configuration())
    async with app.run_test(size=SIZES[1]) as pilot:
        await pilot.pause()
        assert await differing(pilot, pictures, SIZES[1:2]) == []
