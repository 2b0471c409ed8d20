"""What the list in Reflections can hold: everything, what was found, one day, or a date in earlier years."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from companion.journal import Journal
from companion.model.date_format import day_words
from companion.model.records import Entry
from companion.tui.entry_text import EntryFormatter, Snippet

ListKind = Literal["all", "found", "day", "date"]
"""Everything, what was searched for, one day, or this date in earlier years."""


@dataclass(frozen=True, slots=True)
class ListContents:
    """Entries in the order in which they stand, and the words around them."""

    entries: list[Entry]
    title: str
    aside: str
    """The quiet words beside the title: how many there are."""
    empty: str
    """What is said in the place of a list without entries."""
    snippets: dict[str, Snippet] = field(default_factory=dict)
    """By the id of an entry, the piece of its text that was found."""
    more: bool = False
    """Whether there are entries beyond these."""


def everything(journal: Journal, limit: int) -> ListContents:
    """The newest ``limit`` entries."""
    entries = journal.timeline.latest(limit=limit)
    empty = "Nothing here yet. Press 1 and log a moment; it will stand here."
    aside = _count(journal.timeline.count())
    return ListContents(entries, "Everything you kept", aside, empty, more=len(entries) == limit)


def search_results(journal: Journal, query: str, limit: int) -> ListContents:
    """The newest ``limit`` entries that a search finds. Raises InputRefused for a filter there is not."""
    hits = journal.timeline.search(query, limit=limit)
    more = len(hits) == limit
    aside = f"the newest {len(hits)}" if more else f"{len(hits)} found"
    snippets = {hit.entry.id: hit.snippet for hit in hits}
    empty = "Nothing with these words. Fewer words find more; Escape goes back to everything."
    return ListContents([hit.entry for hit in hits], "Search", aside, empty, snippets, more)


def one_day(journal: Journal, day: date, formatter: EntryFormatter) -> ListContents:
    """The entries of a local day."""
    entries = journal.timeline.day(day)
    return ListContents(entries, formatter.day(day), _count(len(entries)), "Nothing was logged on this day.")


def earlier_years(journal: Journal, day: date, formatter: EntryFormatter) -> ListContents:
    """The entries of this date in earlier years, or months."""
    entries = journal.timeline.on_this_day(day)
    title = f"On this day, {day_words(day, formatter.date_format, weekday=False, year=False)}"
    return ListContents(
        entries, title, _count(len(entries)), "Nothing on this date in earlier years or months yet."
    )


def _count(entries: int) -> str:
    return f"{entries:,} {'entry' if entries == 1 else 'entries'}" if entries else ""
