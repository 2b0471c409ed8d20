"""The journal in the formats of others: its days as files, and the page to take along to a conversation."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from companion.model.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from companion.documents.blocks import Block
    from companion.exchange.writers.entries import Entries
    from companion.journal import Journal
    from companion.journal.merging import ToBeRead
    from companion.model.records import Contents, Moment, Reflection
    from companion.model.vocabulary import Vocabulary

E = TypeVar("E")

EXPORTS = {
    "json": False,
    "markdown": True,
    "csv": True,
    "html": False,
    "pdf": False,
    "sqlite": False,
    "jrnl": False,
    "jrnl-text": False,
    "org": False,
    "dayone": False,
    "book": False,
}
"""The formats to write, and whether each is a folder of files."""

KEEPS_EVERYTHING = frozenset({"json", "csv", "sqlite"})
"""The formats from which nothing can be left out."""


@contextmanager
def exported(
    journal: "Journal",
    form: str,
    first: date | None = None,
    last: date | None = None,
    leaving_out: "Collection[str]" = (),
    date_format: str = "day-first",
) -> "Iterator[tuple[Iterable[tuple[str, Iterable[bytes]]], int]]":
    """What :func:`export_files` gives, one file after the other, each in pieces, to be written in the block.

    JSON, Markdown, CSV and HTML are written while the journal is read, so it may be as large as it likes;
    that can raise JournalDamaged. Raises what :func:`export_files` raises.
    """
    from companion.exchange import journal_json
    from companion.exchange.writers import formats

    if form not in {"json", *formats.IN_PIECES}:
        files, entries = export_files(journal, form, first, last, leaving_out, date_format)
        yield [(name, (data,)) for name, data in files.items()], entries
        return
    _refuse_to_leave_out(form, leaving_out)
    with journal.merging.whole() as whole:
        rest, vocabulary, chosen, count = _as_chosen(journal, form, whole, first, last, leaving_out)
        if form == "json":
            pieces = journal_json.pieces(rest, chosen.moments(), chosen.reflections())
            yield [("", (piece.encode() for piece in pieces))], count
        else:
            yield formats.IN_PIECES[form](rest, vocabulary, chosen), count


def _as_chosen(
    journal: "Journal",
    form: str,
    whole: "ToBeRead",
    first: date | None,
    last: date | None,
    leaving_out: "Collection[str]",
) -> "tuple[Contents, Vocabulary, Entries, int]":
    """What is to be written: all but the entries, its words, and how many entries there are and how they are
    read."""
    from companion.exchange.writers import formats, left_out
    from companion.exchange.writers.entries import Entries
    from companion.model.records import Settings

    rest, vocabulary, count = whole.rest, journal.vocabulary, journal.timeline.count()
    entries = Entries(whole.moments, whole.reflections, whole.zones)
    if first is not None or last is not None:
        entries = _changed(entries, rest, lambda some: formats.within(some, first, last))
        told_of, there, count = {story.moment for story in rest.stories}, set(), 0
        for moment in entries.moments():
            count += 1
            if moment.id in told_of:
                there.add(moment.id)
        count += sum(1 for _ in entries.reflections())
        rest = formats.within(rest, first, last, there)
    if journal.quiet and form != "json":
        rest = _without_resting(rest, vocabulary)
    if left_out.NAMES in leaving_out:
        settings = rest.settings or Settings()
        change, vocabulary = left_out.leave_names_out(settings, entries.moments(), vocabulary)
        rest, entries = change(rest), _changed(entries, rest, change)
    if left_out.NOTES in leaving_out:
        change, vocabulary = left_out.leave_notes_out(vocabulary)
        rest, entries = change(rest), _changed(entries, rest, change)
    return rest, vocabulary, entries, count


def _changed(entries: "Entries", rest: "Contents", change: "Callable[[Contents], Contents]") -> "Entries":
    """Entries that are changed, or left out, as they are read, some at a time; ``rest`` has the settings."""
    from companion.exchange.writers.entries import Entries
    from companion.model.records import Contents

    def moments() -> "Iterator[Moment]":
        for some in _some_at_a_time(entries.moments()):
            yield from change(Contents(moments=some, settings=rest.settings)).moments

    def reflections() -> "Iterator[Reflection]":
        for some in _some_at_a_time(entries.reflections()):
            yield from change(Contents(reflections=some, settings=rest.settings)).reflections

    def zones() -> "Iterator[str | None]":
        yield from (moment.zone for moment in moments())
        yield from (reflection.zone for reflection in reflections())

    return Entries(moments, reflections, zones)


def _some_at_a_time(entries: "Iterable[E]") -> "Iterator[tuple[E, ...]]":
    rest = iter(entries)
    while some := tuple(islice(rest, 500)):
        yield some


def _refuse_to_leave_out(form: str, leaving_out: "Collection[str]") -> None:
    if leaving_out and form in KEEPS_EVERYTHING:
        raise InputRefused(f"format: {form} keeps everything; names and notes can be left out of the others")


def export_files(
    journal: "Journal",
    form: str,
    first: date | None,
    last: date | None,
    leaving_out: "Collection[str]" = (),
    date_format: str = "day-first",
) -> tuple[dict[str, bytes], int]:
    """The days from ``first`` to ``last`` in a format, as files by name, and how many entries they hold.

    ``form`` is one of :data:`EXPORTS`; ``None`` for a day is no limit, and both days are included. A format
    that is one file names it ``""``. ``leaving_out``: ``"names"``, ``"notes"`` or both, for formats that are
    not in KEEPS_EVERYTHING; see :func:`left_out_words`. ``date_format``: how a book writes its days.

    Raises InputRefused where a PDF cannot be made, and for a format from which nothing can be left out.
    """
    from companion.exchange import journal_json
    from companion.exchange.writers import formats, left_out

    _refuse_to_leave_out(form, leaving_out)
    contents, vocabulary = formats.within(journal.merging.contents(), first, last), journal.vocabulary
    entries = len(contents.moments) + len(contents.reflections)
    if form == "json":
        return {"": journal_json.dumps(contents).encode()}, entries
    if journal.quiet:
        contents = _without_resting(contents, vocabulary)
    if left_out.NAMES in leaving_out:
        contents, vocabulary = left_out.without_names(contents, vocabulary)
    if left_out.NOTES in leaving_out:
        contents, vocabulary = left_out.without_notes(contents, vocabulary)
    if form == "sqlite":
        from companion.exchange.writers import tables
        from companion.store.plain_copy import plain_copy

        return {"": plain_copy(tables.tables(contents))}, entries
    if form == "pdf":
        from companion.documents.pdf import to_pdf
        from companion.exchange.writers import html_page

        return {"": to_pdf(html_page.blocks(contents, vocabulary))}, entries
    if form == "book":
        from companion.transfer.year_book import year_book

        book = year_book(
            contents,
            vocabulary,
            journal.timeline.day_summaries(first or date.min, last or date.max),
            today=journal.today(),
            quiet=journal.quiet,
            date_format=date_format,
            left_out=left_out_words(leaving_out),
        )
        return {"": book}, entries
    return formats.WRITTEN[form](contents, vocabulary), entries


def left_out_words(leaving_out: "Collection[str]") -> list[str]:
    """What an export does not hold, a sentence each."""
    words = []
    if "notes" in leaving_out:
        words.append(
            "notes, the text of reflections, tags, worries, experiments and all else in your own words."
        )
    if "names" in leaving_out:
        words.append(
            "your partner's name, and who else a moment was with."
            + ("" if "notes" in leaving_out else " Other names in your own words are as you wrote them.")
        )
    return words


def _without_resting(contents: "Contents", vocabulary: "Vocabulary") -> "Contents":
    """What is written to be read, in quiet mode: without experiments whose practice rests, and without
    evening checks of patterns that do."""
    resting = {id for id, row in vocabulary.practices.items() if not row.shown_when_quiet}
    shown = tuple(trial for trial in contents.experiments if trial.exercise not in resting)
    checks = tuple(answer for answer in contents.checks if vocabulary.asked_when_quiet(answer.pattern))
    return replace(contents, experiments=shown, checks=checks)


def handout(
    journal: "Journal",
    first: date,
    last: date,
    *,
    chosen: tuple[str, ...] = (),
    with_notes: bool = False,
    with_names: bool = False,
    date_format: str = "day-first",
) -> "list[Block]":
    """A page to take along about the days from ``first`` to ``last``, both included.

    ``chosen``: the ids of the patterns on it, all where empty. ``with_notes``: the person's own words too;
    ``with_names``: the partner's name. See :mod:`companion.review.handout`.
    """
    from companion.review.handout import Handout, handout_blocks

    return handout_blocks(
        Handout(
            first=first,
            last=last,
            entries=journal.timeline.between(first, last),
            findings=journal.insight.patterns(last if last < journal.today() else None),
            stories=journal.stories.all(),
            experiments=journal.experiments.all(),
            vocabulary=journal.vocabulary,
            settings=journal.settings,
            quiet=journal.quiet,
            chosen=chosen,
            with_notes=with_notes,
            with_names=with_names,
            date_format=date_format,
        )
    )


def render_handout(handout_blocks: "list[Block]", form: str) -> bytes:
    """A handout as ``text``, ``md``, ``html`` or ``pdf``. Raises InputRefused where a PDF cannot be made."""
    from companion.documents import blocks

    if form == "pdf":
        from companion.documents.pdf import to_pdf

        return to_pdf(handout_blocks)
    text = {"text": blocks.to_text, "md": blocks.to_markdown, "html": blocks.to_html}[form](handout_blocks)
    return f"{text.rstrip()}\n".encode()
