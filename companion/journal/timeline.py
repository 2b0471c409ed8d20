"""The entries, read in the order of time or searched."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from companion.journal.context import Context
from companion.model.day_summary import DaySummary
from companion.model.errors import NothingFound, not_valid
from companion.model.records import Entry, Moment

if TYPE_CHECKING:
    from companion.model.search_query import Hit

RECENT_KINDS = ("trigger", "response", "urge", "partner_act", "mood")


class Timeline:
    """Entries by id, by local day, newest first, or by a query."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store
        self._names: dict[str, list[tuple[str, str]]] | None = None

    def entry(self, id: str) -> Entry:
        """The entry with this id, or with the only id that starts so.

        Raises NothingFound; InputRefused if several do.
        """
        return self._store.entries.find(id)

    def moment(self, id: str) -> Moment | None:
        """The moment with this id; ``None`` where it is gone, or no moment."""
        try:
            entry = self._store.entries.find(id)
        except NothingFound:
            return None
        return entry if isinstance(entry, Moment) else None

    def day(self, day: date) -> list[Entry]:
        """The entries of one local day, in the order of time."""
        return self.between(day, day)

    def between(self, first: date, last: date) -> list[Entry]:
        """The entries of the local days from ``first`` to ``last``, both included, in the order of time."""
        return self._store.entries.between(first, last, self._context.day_start_seconds())

    def latest(self, before: Entry | None = None, limit: int = 50) -> list[Entry]:
        """Entries, newest first; with ``before``, the ones that come after it in this order."""
        return self._store.entries.latest(limit, before)

    def last_written(self) -> Entry | None:
        """The entry that was written last, whenever what it tells was; ``None`` where there is none."""
        return self._store.entries.last_written()

    def count(self) -> int:
        """How many entries there are."""
        return self._store.entries.count()

    def days_logged(self, first: date, last: date) -> dict[date, int]:
        """How many entries each local day holds; days without any are left out."""
        return self._store.entries.days(first, last, self._context.day_start_seconds())

    def day_summaries(self, first: date, last: date) -> dict[date, DaySummary]:
        """The local days from ``first`` to ``last`` in numbers; days without an entry are left out."""
        noted = self._store.entries.noted_on(first, last, self._context.day_start_seconds())
        return {day: DaySummary.of(day, entries) for day, entries in noted.items()}

    def on_this_day(self, day: date) -> list[Entry]:
        """The entries of this date in earlier years, newest first.

        Where there are none, in the twelve earlier months.
        """
        first = self._store.entries.first_day(self._context.day_start_seconds())
        if first is None:
            return []
        for dates in (_in_earlier_years(day, first.year), _in_earlier_months(day)):
            entries = [entry for date_then in dates for entry in self.day(date_then)]
            if entries:
                return entries
        return []

    def recent_codes(self, kind: str) -> list[str]:
        """The codes of one kind used of late, most used and latest first.

        Raises InputRefused for another kind.
        """
        if kind not in RECENT_KINDS:
            raise not_valid("kind", repr(kind), RECENT_KINDS)
        return self._store.entries.recent_codes(kind)

    def search(self, query: str, limit: int = 50) -> list["Hit"]:
        """What fits a query, newest first, each with the piece where it does.

        Raises InputRefused for a filter that does not exist; see :mod:`companion.model.search_query`.
        """
        from companion.model.search_query import parse_query, with_everyday_names

        read = parse_query(query, self._context.settings.partner_name, self.read_day)
        if read.filters:
            from companion.journal.people import People
            from companion.journal.search_filters import with_known_ids

            read = with_known_ids(
                read, self._context.vocabulary, self._store.entries.codes_used, People(self._context).all()
            )
        if read.terms:
            read = with_everyday_names(read, self._everyday_names())
        return self._store.finder.search(read, self._context.day_start_seconds(), limit)

    def read_day(self, words: str) -> date:
        """The local day that words such as "3 weeks ago" name. Raises InputRefused."""
        from companion.model.past_day import parse_past_day

        return parse_past_day(words, self._context.clock, self._context.settings.day_start)

    def _everyday_names(self) -> dict[str, list[tuple[str, str]]]:
        """Filters and ids by the everyday words for them, folded."""
        if self._names is None:
            from companion.model.search_words import folded

            words = self._context.vocabulary
            tables = (
                (("trigger",), words.triggers),
                (("act",), words.partner_acts),
                (("response", "urge"), words.responses),
                (("mood",), words.moods),
            )
            self._names = {}
            for kinds, rows in tables:
                for id, row in rows.items():
                    for also in row.also:
                        self._names.setdefault(folded(also), []).extend((kind, id) for kind in kinds)
        return self._names

    def nearest_day(self, day: date) -> date | None:
        """The local day with entries that is nearest to ``day``, the earlier of two; ``None`` without any."""
        for reach in (14, 400, date.max.toordinal()):
            first = max(date.min.toordinal() + 1, day.toordinal() - reach)
            last = min(date.max.toordinal() - 1, day.toordinal() + reach)
            days = self.days_logged(date.fromordinal(first), date.fromordinal(last))
            if days:
                return min(days, key=lambda logged: (abs(logged - day), logged))
        return None


def _in_earlier_years(day: date, first_year: int) -> list[date]:
    """This date in the years before, back to ``first_year``, newest first; where a year has it."""
    from dateutil.rrule import YEARLY, rrule

    start = datetime(first_year, 1, 1)
    return _newest_first(rrule(YEARLY, start, bymonth=day.month, bymonthday=day.day, until=_before(day)))


def _in_earlier_months(day: date) -> list[date]:
    """This day of the month in the twelve months before, newest first; where a month has it."""
    from dateutil.relativedelta import relativedelta
    from dateutil.rrule import MONTHLY, rrule

    start = datetime(day.year, day.month, 1) - relativedelta(months=12)
    return _newest_first(rrule(MONTHLY, start, bymonthday=day.day, until=_before(day)))


def _before(day: date) -> datetime:
    return datetime(day.year, day.month, day.day) - timedelta(days=1)


def _newest_first(times: Iterable[datetime]) -> list[date]:
    return [time.date() for time in times][::-1]
