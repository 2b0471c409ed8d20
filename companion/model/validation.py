"""Checks on what a person types.

What cannot be meant is refused, naming the field, the value and what is allowed.
"""

from collections.abc import Iterable
from datetime import datetime

from companion.model.errors import InputRefused, not_valid
from companion.model.records import CLOSENESS, INTENSITY, LEANINGS, NO_ACT, Entry, Moment

IMPORTED_CLOSENESS = range(-10, 11)
"""What closeness an entry from elsewhere may carry; such an entry can still be edited."""


def check_entry(entry: Entry, closeness: range = CLOSENESS) -> None:
    """Check that an entry can be meant; ``closeness`` is the range it may lie in.

    Raises InputRefused for one that is empty, lacks its offset from UTC, has a value out of range, or answers
    that nothing was done beside something that was.
    """
    check_aware("when", entry.occurred_at)
    for feeling in entry.feelings:
        if feeling.intensity is not None and feeling.intensity not in INTENSITY:
            raise InputRefused(
                f"{feeling.mood}: the strength {feeling.intensity!r} is out of range; use 0 to 10"
            )
    if isinstance(entry, Moment):
        if entry.closeness is not None and entry.closeness not in closeness:
            low, high = closeness[0], closeness[-1]
            raise InputRefused(f"closeness: {entry.closeness!r} is out of range; use {low} to {high}")
        others = [code for code in entry.responses if code != NO_ACT]
        if others and NO_ACT in entry.responses:
            raise InputRefused(
                f"response: {NO_ACT!r} is not valid together with {', '.join(others)}; use one or the other"
            )
        lists = (entry.triggers, entry.partner_acts, entry.feelings, entry.urges, entry.responses, entry.tags)
        texts = (entry.body, entry.ending, entry.note)
        if not any(lists) and entry.closeness is None and not any(text.strip() for text in texts):
            raise InputRefused("this moment is empty; what happened is enough")
    elif not (entry.text.strip() or entry.feelings or entry.leaning or entry.tags):
        raise InputRefused("this reflection is empty; a few words or a feeling are enough")


def check_leaning(leaning: str | None) -> None:
    """Raises InputRefused for a leaning that no one can pick; ``None`` is none."""
    if leaning is not None and leaning not in LEANINGS:
        raise not_valid("leaning", repr(leaning), LEANINGS)


def distinct_codes(name: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Codes as they are saved: each once, in the order given, without space around them.

    Raises InputRefused, beginning with the field's ``name``, for one text in place of a list and for an empty
    code.
    """
    if isinstance(codes, str):
        raise InputRefused(f"{name}: {codes!r} is a single text; give a list")
    distinct = tuple(dict.fromkeys(code.strip() for code in codes))
    if "" in distinct:
        raise InputRefused(f"{name}: one of them is empty")
    return distinct


def check_aware(name: str, at: datetime | None) -> datetime | None:
    """``at`` itself. Raises InputRefused for a time without its offset from UTC."""
    if at is not None and at.tzinfo is None:
        raise InputRefused(f"{name}: {at} has no UTC offset")
    return at
