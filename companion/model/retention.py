"""Which backups stay, and what restoring one, an import or a merge would change."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from companion.model.records import Entry

MOST_KEPT = 366
"""The largest number that may be set for any of them."""


class RetentionPolicy(NamedTuple):
    """For how many days, weeks and months a backup stays; those without one do not count."""

    daily: int = 7
    weekly: int = 4
    monthly: int = 12


class RestoreDifference(NamedTuple):
    """What the journal would be after a restore, in entries, compared with what it is now.

    ``back``: not in the journal now; ``changed``: in both, not the same; ``gone``: only in the journal now.
    ``complete``: whether the present journal could be read through; where not, the numbers are of what could.
    ``other_passphrase``: whether that is for want of its passphrase. ``becomes_plain``: whether the present
    journal is encrypted, and the restored one would not be.
    """

    then: int
    now: int
    back: int
    changed: int
    gone: int
    complete: bool
    other_passphrase: bool = False
    becomes_plain: bool = False


class Copies(NamedTuple):
    """Backups and journals kept aside: how many were given a new key too, and those that could not be."""

    done: int
    left: list[Path]


class MergeDifference(NamedTuple):
    """What an import or a merge would do here.

    ``counts``: records of every kind, by what would become of them (added, changed, unchanged, deleted).
    ``deleted``: the entries that would be gone; ``replaced``: those that another form would take the place
    of, as they are now; both in the order of time.
    """

    counts: Mapping[str, int]
    deleted: tuple[Entry, ...]
    replaced: tuple[Entry, ...]


def select_kept(times: Iterable[datetime], keep: RetentionPolicy) -> set[datetime]:
    """Of backups made at these times, those to keep: the last of each day, ISO week and month (by UTC).

    The newest of all is kept whatever ``keep`` says.
    """
    newest_first = sorted(times, reverse=True)
    kept = set(newest_first[:1])
    periods: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (keep.daily, lambda at: at.date()),
        (keep.weekly, lambda at: at.isocalendar()[:2]),
        (keep.monthly, lambda at: (at.year, at.month)),
    )
    for count, period in periods:
        last: dict[object, datetime] = {}
        for at in newest_first:
            last.setdefault(period(at), at)
        kept.update(list(last.values())[:count])
    return kept
