"""The entries, read in the order of time or searched."""

from datetime import date
from typing import TYPE_CHECKING

from companion.journal.context import Context
from companion.model.errors import InputRefused
from companion.model.records import Entry

if TYPE_CHECKING:
    from companion.model.search_query import Hit

RECENT_KINDS = ("trigger", "response", "urge", "partner_act", "mood")


class Timeline:
    """Entries by id, by local day, newest first, or by a query."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def entry(self, id: str) -> Entry:
        """The entry with this id, or with the only id that starts so.

        Raises NothingFound; InputRefused if several do.
        """
        return self._store.entries.find(id)

    def day(self, day: date) -> list[Entry]:
        """The entries of one local day, in the order of time."""
        return self.between(day, day)

    def between(self, first: date, last: date) -> list[Entry]:
        """The entries of the local days from ``first`` to ``last``, both included, in the order of time."""
        return self._store.entries.between(first, last, self._context.day_start_seconds())

    def latest(self, before: Entry | None = None, limit: int = 50) -> list[Entry]:
        """Entries, newest first; with ``before``, the ones that come after it in this order."""
        return self._store.entries.latest(limit, before)

    def count(self) -> int:
        """How many entries there are."""
        return self._store.entries.count()

    def days_logged(self, first: date, last: date) -> dict[date, int]:
        """How many entries each local day holds; days without any are left out."""
        return self._store.entries.days(first, last, self._context.day_start_seconds())

    def on_this_day(self, day: date) -> list[Entry]:
        """The entries of this date in earlier years, newest first.

        Where there are none, in the twelve earlier months.
        """
        first = self._store.entries.first_day(self._context.day_start_seconds())
        if first is None:
            return []
        years = [_same_date(day, year, day.month) for year in range(day.year - 1, first.year - 1, -1)]
        months = [
            _same_date(day, day.year - (day.month <= back), (day.month - back - 1) % 12 + 1)
            for back in range(1, 13)
        ]
        for dates in (years, months):
            found = [entry for one in dates if one is not None for entry in self.day(one)]
            if found:
                return found
        return []

    def recent_codes(self, kind: str) -> list[str]:
        """The codes of one kind used of late, most used and latest first.

        Raises InputRefused for another kind.
        """
        if kind not in RECENT_KINDS:
            raise InputRefused(f"kind: {kind!r} is not one of {', '.join(RECENT_KINDS)}")
        return self._store.entries.recent_codes(kind)

    def search(self, query: str, limit: int = 50) -> list["Hit"]:
        """What fits a query, newest first, each with the piece where it does.

        Raises InputRefused for a filter that does not exist; see :mod:`companion.model.search_query`.
        """
        from companion.model.search_query import parse_query

        return self._store.finder.search(parse_query(query), self._context.day_start_seconds(), limit)


def _same_date(day: date, year: int, month: int) -> date | None:
    try:
        return date(year, month, day.day)
    except ValueError:  # 29 February, or the 31st
        return None
