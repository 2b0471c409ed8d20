"""Other programs' files and the journal's own: text in, records out and back. Never prints, never stores.

``readers`` holds one module a format, ``parsing`` what they share, ``writers`` what the journal is written
as. A new format to read is one module (see :class:`companion.exchange.parsing.import_plan.Format`) and its
name in ``FORMATS``.
"""

from companion.exchange import journal_json
from companion.exchange.parsing.import_plan import ForeignWord, Format, ImportPlan, ImportRequest, make_plan
from companion.exchange.parsing.sources import Source, source_from_bytes
from companion.exchange.parsing.word_mapping import WordMap
from companion.exchange.readers import (
    daylio,
    dayone,
    howwefeel,
    jrnl,
    markdown_notes,
    named_columns,
    rednotebook,
    tui_journal,
)
from companion.model.errors import InputRefused, one_of

FORMATS: tuple[Format, ...] = (
    journal_json,
    daylio,
    dayone,
    jrnl,
    tui_journal,
    howwefeel,
    rednotebook,
    markdown_notes,
    named_columns,
)
"""Asked in this order whether they know a file."""


def recognise(source: Source) -> tuple[Format, str]:
    """The format of a file or folder, and by what it was known (``"its first line"``).

    Asks what is inside first, the ending of its name last. Raises InputRefused when no format here knows it.
    """
    name = source.name
    if not source.folder and not source.data.strip():
        raise InputRefused(f"{name}: the file is empty")
    for form in FORMATS:
        known_by = form.recognises(source)
        if known_by:
            return form, known_by
    for form in FORMATS if not source.files and not source.folder else ():
        for ending in form.ENDINGS:
            if name.lower().endswith(ending):
                return form, f"its name, which ends in {ending}"
    known = "; ".join(f"{form.NAME}: {form.TITLE}" for form in FORMATS)
    raise InputRefused(f"{name}: this format is not recognised; companion can import {known}")


def plan_import(source: Source, request: ImportRequest, form: str | None = None) -> ImportPlan:
    """Read a file or folder and say what it would bring; nothing is written.

    ``form`` names the format (its ``NAME``) where it is not to be found out. Raises InputRefused, with the
    file's name in front, for what is refused anywhere in it: a file comes in whole or not at all.
    """
    reader, known_by = recognise(source) if form is None else (_format_named(form), "the name you gave")
    try:
        reading = reader.read(source, request)
    except InputRefused as problem:
        raise InputRefused(f"{source.name}: {problem}") from None
    return make_plan(reader, known_by, reading)


def _format_named(name: str) -> Format:
    for form in FORMATS:
        if name == form.NAME:
            return form
    raise InputRefused(f'format: unknown format "{name}"; use {one_of(form.NAME for form in FORMATS)}')


__all__ = [
    "FORMATS",
    "ForeignWord",
    "Format",
    "ImportPlan",
    "ImportRequest",
    "Source",
    "WordMap",
    "plan_import",
    "recognise",
    "source_from_bytes",
]
