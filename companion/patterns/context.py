"""Which entries around a part of the diary matter to how it is counted."""

from bisect import bisect_right
from collections.abc import Sequence

from companion.model.vocabulary import Pattern
from companion.patterns.bouts import MERGE
from companion.patterns.diary_columns import DAY, HOUR


def start_of_context(at: Sequence[int], position: int, patterns: Sequence[Pattern]) -> int:
    """From which entry on a count from ``position`` needs the diary: nothing begun earlier reaches it."""
    latest = at[position] - longest_window(patterns)
    while position > 0 and (at[position] > latest or at[position] - at[position - 1] <= MERGE):
        position -= 1
    return position


def end_of_context(at: Sequence[int], position: int, patterns: Sequence[Pattern]) -> int:
    """Up to which entry a count of what begins before ``position`` needs the diary, with some room."""
    return bisect_right(at, at[position] + reach_of_context(patterns))


def end_of_closed(at: Sequence[int], second: int, patterns: Sequence[Pattern]) -> int:
    """Before which entry everything that begins can no longer change, as of a second: the latest one after
    a pause that no bout reaches over with all its context in the past.
    """
    position = max(0, bisect_right(at, second - reach_of_context(patterns)) - 1)
    while position > 0 and at[position] - at[position - 1] <= MERGE:
        position -= 1
    return position


def reach_of_context(patterns: Sequence[Pattern]) -> int:
    """So many seconds after a position what began before it is over, with some room."""
    return longest_window(patterns) + DAY


def longest_window(patterns: Sequence[Pattern]) -> int:
    """Seconds after a bout that matter to how it is counted: its window, and the days that it touches."""
    return max((pattern.window_hours for pattern in patterns), default=0) * HOUR + 2 * DAY
