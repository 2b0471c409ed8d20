"""One page to read or to print, as blocks and as HTML."""

from collections.abc import Iterator

from companion.documents.blocks import Block, to_html
from companion.exchange.writers.entry_text import beside, by_day, facts, words_of
from companion.model.date_format import day_words
from companion.model.records import Contents, Moment, Settings
from companion.model.vocabulary import Vocabulary

NAME = "html"


def written(contents: Contents, vocabulary: Vocabulary) -> dict[str, bytes]:
    """The page."""
    return {"": to_html(blocks(contents, vocabulary)).encode()}


def blocks(contents: Contents, vocabulary: Vocabulary) -> Iterator[Block]:
    """The entries day by day, then stories and experiments."""
    settings = contents.settings or Settings()
    yield Block("title", "Journal")
    for day, entries in by_day(contents):
        yield Block("heading", day_words(day))
        for entry in entries:
            kind = "Moment" if isinstance(entry, Moment) else "Reflection"
            star = ", starred" if entry.starred else ""
            yield Block("subheading", f"{entry.occurred_at:%H:%M} {kind}{star}")
            for label, words in facts(entry, vocabulary, settings):
                yield Block("fact", words, label)
            if text := words_of(entry):
                yield Block("words", text)
    for title, records in beside(contents, vocabulary):
        yield Block("heading", title)
        for about, told in records:
            yield Block("subheading", about)
            yield from (Block("fact", words, label) for label, words in told)
