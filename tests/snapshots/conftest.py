"""Whoever drives the panes waits for them, not for a clock."""

import pytest

from companion.system.paths import Places
from tests.tui.journals import demo_file, demo_journal
from tests.tui.waiting import no_clock, short_pause_after_arrows, styles_parsed_once

__all__ = ["demo_file", "demo_journal", "no_clock", "short_pause_after_arrows", "styles_parsed_once"]


@pytest.fixture(autouse=True)
def usual_place(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """The journal is where one is looked for: a command on a picture names no folder of this run."""
    monkeypatch.setenv("COMPANION_HOME", str(places.data))
