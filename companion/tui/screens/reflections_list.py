"""What the list in Reflections can hold: everything, what was found, or a date in earlier years."""

from dataclasses import field
from datetime import date
from typing import Literal

from companion.journal import Journal
from companion.model.date_format import day_words
from companion.model.frozen_dataclass import dataclass
from companion.model.records import Entry
from companion.model.text import one_line
from companion.review.grammar import listed, quoted
from companion.tui.entry_text import EntryFormatter, Snippet

ListKind = Literal["all", "found", "date"]
"""Everything, what was searched for, or this date in earlier years."""


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
    empty = "No entries yet. Press n to log a moment; it will show up here."
    aside = _count(journal.timeline.count())
    return ListContents(entries, "All entries", aside, empty, more=len(entries) == limit)


def search_results(journal: Journal, query: str, limit: int) -> ListContents:
    """The newest ``limit`` entries that a search finds; it says what is filtered.

    Raises InputRefused for a filter there is not.
    """
    hits = journal.timeline.search(query, limit=limit)
    more = len(hits) == limit
    aside = f"newest {len(hits)}" if more else f"{len(hits)} found"
    snippets = {hit.entry.id: hit.snippet for hit in hits}
    empty = "No matches. Try fewer words, or Esc to see all entries."
    return ListContents([hit.entry for hit in hits], title_of(journal, query), aside, empty, snippets, more)


def title_of(journal: Journal, query: str) -> str:
    """``Only with “Anxious”`` where a query is that and nothing else; ``Search`` for any other."""
    from companion.model.search_query import parse_query

    read = parse_query(query, journal.settings.partner_name, journal.timeline.read_day)
    picked = [one for one in read.filters if one.name in ("mood", "trigger") and not one.negated]
    if len(picked) != len(read.filters) or read.terms or read.closeness or read.first or read.last:
        return "Search"
    labels = [one_line(journal.vocabulary.label(one.value, journal.settings)) for one in picked]
    return f"Only with {listed([quoted(label) for label in labels])}"


def earlier_years(journal: Journal, day: date, formatter: EntryFormatter) -> ListContents:
    """The entries of this date in earlier years, or months."""
    entries = journal.timeline.on_this_day(day)
    title = f"On this day, {day_words(day, formatter.date_format, weekday=False, year=False)}"
    return ListContents(
        entries, title, _count(len(entries)), "No entries on this date in earlier months or years yet."
    )


def _count(entries: int) -> str:
    return f"{entries:,} {'entry' if entries == 1 else 'entries'}" if entries else ""
