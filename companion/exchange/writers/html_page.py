"""The journal as one page to read or to print: as blocks, which become HTML here and PDF elsewhere."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from companion.documents.blocks import Block, html_page
from companion.exchange.writers.entries import Entries, File, held
from companion.exchange.writers.entry_text import Record, by_day, other_records, row_maker
from companion.model.date_format import day_words
from companion.model.records import Contents, Entry, Moment, written_text
from companion.model.vocabulary import Vocabulary

NAME = "html"
_AT_ONCE = 2_000


def written(contents: Contents, vocabulary: Vocabulary) -> dict[str, bytes]:
    """The page, in UTF-8, as the one file ``""``."""
    return {name: b"".join(data) for name, data in pieces(contents, vocabulary, held(contents))}


def pieces(contents: Contents, vocabulary: Vocabulary, entries: Entries) -> Iterator[File]:
    """The same in pieces, of ``entries``."""
    parts = html_page(blocks(contents, vocabulary, entries))
    yield "", ("".join(some).encode() for some in iter(lambda: list(islice(parts, _AT_ONCE)), []))


def blocks(contents: Contents, vocabulary: Vocabulary, entries: Entries | None = None) -> Iterator[Block]:
    """The entries day by day, then what is no entry: stories, experiments, look-backs and answers."""
    entry_blocks = entry_block_maker(contents, vocabulary, entries)
    yield Block("title", "Journal")
    for day, of_day in by_day(contents, entries):
        yield Block("heading", day_words(day))
        for entry in of_day:
            yield from entry_blocks(entry)
    for title, records in other_records(contents, vocabulary):
        yield Block("heading", title)
        yield from record_blocks(records)


def entry_block_maker(
    contents: Contents, vocabulary: Vocabulary, entries: Entries | None = None
) -> Callable[[Entry], Iterator[Block]]:
    """A function that gives the blocks of an entry: its time and kind, its rows, and what was written."""
    rows = row_maker(contents, vocabulary, entries)

    def entry_blocks(entry: Entry) -> Iterator[Block]:
        kind = "Moment" if isinstance(entry, Moment) else "Reflection"
        star = ", starred" if entry.starred else ""
        yield Block("subheading", f"{entry.occurred_at:%H:%M} {kind}{star}")
        yield from (Block("fact", words, label) for label, words in rows(entry))
        if text := written_text(entry):
            yield Block("words", text)

    return entry_blocks


def record_blocks(records: Iterable[Record]) -> Iterator[Block]:
    """The blocks of what is no entry."""
    for record in records:
        yield Block("subheading", record.heading)
        yield from (Block("fact", words, label) for label, words in record.rows)
