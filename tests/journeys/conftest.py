"""Whoever drives the panes waits for them, not for a clock."""

from tests.tui.waiting import no_clock

__all__ = ["no_clock"]
