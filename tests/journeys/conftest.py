"""Whoever drives the panes waits for them, not for a clock."""

from tests.tui.journals import demo_file, demo_journal
from tests.tui.waiting import no_clock, short_pause_after_arrows, styles_parsed_once

__all__ = ["demo_file", "demo_journal", "no_clock", "short_pause_after_arrows", "styles_parsed_once"]
