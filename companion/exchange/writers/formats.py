"""The journal written for people and for other programs: one list of formats, and the choice of a span.

A new format is one module with ``NAME`` and ``written``, and its place in ``WRITTEN`` and in
:data:`companion.transfer.exporting.EXPORTS`. Only the journal's own JSON keeps everything; what the others
are for stands in their modules.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from companion.exchange.writers import (
    csv_tables,
    dayone_json,
    html_page,
    jrnl_json,
    jrnl_text,
    markdown_days,
    org_days,
)
from companion.exchange.writers.entries import Entries, File
from companion.model.clock import local_day
from companion.model.records import Contents, Settings
from companion.model.vocabulary import Vocabulary

IN_PIECES: Mapping[str, Callable[[Contents, Vocabulary, Entries], Iterator[File]]] = {
    writer.NAME: writer.pieces for writer in (markdown_days, csv_tables, html_page)
}
"""Those that are written while the entries are read."""

WRITTEN: Mapping[str, Callable[[Contents, Vocabulary], dict[str, bytes]]] = {
    writer.NAME: writer.written
    for writer in (markdown_days, csv_tables, html_page, jrnl_json, jrnl_text, org_days, dayone_json)
}
"""All but the journal's own JSON and the SQLite copy, which the store writes: the files by name; a format
that is one file names it ``""``.
"""


def within(
    contents: Contents, first: date | None, last: date | None, there: Collection[str] | None = None
) -> Contents:
    """The entries of the days from ``first`` to ``last``, both included, and what belongs to them.

    ``None`` leaves an end open; without either, all of the journal. Days begin at its own day start.
    Stories go with their moment, experiments with their start, evening checks with their day. Look-backs,
    answers and deletions concern no day and are left out of a span. ``there``: where the moments are not in
    ``contents``, the ids of those of these days that stories name.
    """
    if first is None and last is None:
        return contents
    day_start = (contents.settings or Settings()).day_start
    low, high = first or date.min, last or date.max
    moments = tuple(
        moment for moment in contents.moments if low <= local_day(moment.occurred_at, day_start) <= high
    )
    ids = {moment.id for moment in moments} if there is None else there
    return replace(
        contents,
        moments=moments,
        reflections=tuple(
            reflection
            for reflection in contents.reflections
            if low <= local_day(reflection.occurred_at, day_start) <= high
        ),
        stories=tuple(story for story in contents.stories if story.moment in ids),
        experiments=tuple(
            experiment
            for experiment in contents.experiments
            if low <= local_day(experiment.started_at, day_start) <= high
        ),
        checks=tuple(answer for answer in contents.checks if low <= answer.day <= high),
        look_backs=(),
        pattern_answers=(),
        deleted=(),
    )
