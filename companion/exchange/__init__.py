"""Other programs' files and the journal's own: text in, records out and back. Never prints, never stores.

A new format is one module like ``daylio.py`` (see :class:`companion.exchange.plan.Format`) and its name in
``FORMATS``.
"""

from datetime import datetime

from companion.exchange import daylio, journal_json
from companion.exchange.mapping import WordMap
from companion.exchange.plan import Format, ImportPlan, Request, Word, make_plan
from companion.model.errors import InputRefused
from companion.model.vocabulary import Vocabulary

FORMATS: tuple[Format, ...] = (journal_json, daylio)
"""Asked in this order whether they know a file."""


def recognise(data: bytes, name: str) -> tuple[Format, str]:
    """The format of a file and how it was known. Raises InputRefused when no format here knows it."""
    if not data.strip():
        raise InputRefused(f"{name}: the file is empty")
    for one in FORMATS:
        known_by = one.recognises(data)
        if known_by:
            return one, known_by
    for one in FORMATS:
        for ending in one.ENDINGS:
            if name.lower().endswith(ending):
                return one, f"its name, which ends in {ending}"
    known = "; ".join(f"{one.NAME}: {one.TITLE}" for one in FORMATS)
    raise InputRefused(f"{name}: this is no format that is known here; known are {known}")


def plan_import(
    data: bytes,
    name: str,
    *,
    vocabulary: Vocabulary,
    zone: str | None,
    now: datetime,
    format: str | None = None,  # noqa: A002 - the option is called so, too
    mapping: WordMap | None = None,
) -> ImportPlan:
    """Read a file and say what it would bring; nothing is written.

    ``name`` is the file's, for messages and its ending. ``zone`` is where foreign entries were written, for
    files that do not say. ``mapping`` goes before the proposed one. Raises InputRefused, with the file's name
    in front.
    """
    if format is None:
        found, known_by = recognise(data, name)
    else:
        found, known_by = _named(format), "the name you gave"
    try:
        reading = found.read(data, Request(vocabulary=vocabulary, zone=zone, now=now, mapping=mapping))
    except InputRefused as problem:
        raise InputRefused(f"{name}: {problem}") from None
    return make_plan(found, known_by, reading)


def _named(name: str) -> Format:
    for one in FORMATS:
        if name == one.NAME:
            return one
    allowed = ", ".join(one.NAME for one in FORMATS)
    raise InputRefused(f'format: "{name}" is not known here; allowed: {allowed}')


__all__ = ["FORMATS", "Format", "ImportPlan", "Word", "WordMap", "plan_import", "recognise"]
