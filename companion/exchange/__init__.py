"""Other programs' files and the journal's own: text in, records out and back. Never prints, never stores.

``readers`` holds one module a format, ``parsing`` what they share, ``writers`` what the journal is written
as. A new format to read is one module (see :class:`companion.exchange.parsing.import_plan.Format`) and its
name in ``FORMATS``.
"""

from collections.abc import Sequence

from companion.exchange import journal_json
from companion.exchange.parsing.import_plan import ForeignWord, Format, ImportPlan, ImportRequest, make_plan
from companion.exchange.parsing.sources import Source, source_from_bytes
from companion.exchange.parsing.strict_json import parse_json
from companion.exchange.parsing.word_mapping import WordMap
from companion.exchange.readers import (
    bearable,
    daily_you,
    daylio,
    dayone,
    howwefeel,
    jrnl,
    logseq,
    markdown_notes,
    moodflow,
    named_columns,
    nomie,
    org_journal,
    org_roam,
    perfice,
    pixels,
    rednotebook,
    state_of_mind,
    tui_journal,
)
from companion.model.errors import InputRefused, one_of
from companion.model.gc_pause import gc_paused

FORMATS: tuple[Format, ...] = (
    journal_json,
    daylio,
    dayone,
    bearable,
    state_of_mind,
    nomie,
    perfice,
    pixels,
    moodflow,
    daily_you,
    logseq,
    org_roam,
    org_journal,
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
    raise InputRefused(f"{name}: this format is not recognised{_more_about(source)}; {_known()}")


def _more_about(source: Source) -> str:
    """What else can be said of a file that no format knows. Raises InputRefused for a .json that is none."""
    if source.folder or source.files:
        return f" (no diary was found in this {'folder' if source.folder else 'zip'})"
    try:
        whole = parse_json(source.data)
    except InputRefused as problem:
        if source.name.lower().endswith(".json"):
            raise InputRefused(f"{source.name}: {problem}") from None
        return ""
    return " (it is JSON of another program)" if isinstance(whole, (dict, list)) else ""


def _known() -> str:
    """What can be imported, in one sentence, and how a table of any other program can be."""
    use = "--format csv --column when=COLUMN --column text=COLUMN"
    return f"companion can import {_listed(FORMATS)}. For a table (CSV) of any other program, use {use}"


def _listed(forms: Sequence[Format]) -> str:
    return "; ".join(f"{form.NAME}: {form.TITLE}" for form in forms)


def plan_import(
    source: Source,
    request: ImportRequest,
    form: str | None = None,
    recognised: tuple[Format, str] | None = None,
) -> ImportPlan:
    """Read a file or folder and say what it would bring; nothing is written.

    ``form`` names the format (its ``NAME``) where it is not to be found out; ``recognised`` is what
    :func:`recognise` found, where it was asked before. Raises InputRefused, with the
    file's name in front, for what is refused anywhere in it: a file comes in whole or not at all.
    """
    if form is not None:
        reader, known_by = _format_named(form), "the name you gave"
    else:
        reader, known_by = recognised or recognise(source)
    try:
        with gc_paused():
            reading = reader.read(source, request)
    except InputRefused as problem:
        more = ""
        if reader is named_columns and form is None and not request.columns:
            others = [one for one in FORMATS if one is not named_columns]
            more = f". What is read without naming columns: {_listed(others)}"
        raise InputRefused(f"{source.name}: {problem}{more}") from None
    return make_plan(reader, known_by, reading, source.place)


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
