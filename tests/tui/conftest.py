"""Whoever drives the panes waits for them, not for a clock."""

from tests.tui.journals import demo_file, demo_journal
from tests.tui.waiting import (
    memory_left_alone,
    no_clock,
    painted_when_looked_at,
    short_pause_after_arrows,
    styles_parsed_once,
)

__all__ = [
    "demo_file",
    "demo_journal",
    "memory_left_alone",
    "no_clock",
    "painted_when_looked_at",
    "short_pause_after_arrows",
    "styles_parsed_once",
]
