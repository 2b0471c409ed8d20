"""The names a journal knows, taken out of words that go to somebody else."""

import re
from collections.abc import Callable, Iterable

from companion.model.records import PARTNER, Entry, Moment, Settings

NAME_LEFT_OUT = "[name]"
"""What stands where a name was."""


def unnaming(settings: Settings, entries: Iterable[Entry]) -> Callable[[str], str]:
    """A function that takes known names out of a text: the partner's, and of those whom moments were with.

    Whole words in any case; other names in a person's own words are not known and stay.
    """
    persons = {entry.person for entry in entries if isinstance(entry, Moment)} - {PARTNER}
    names = sorted({settings.partner_name, *persons}, key=len, reverse=True)
    known = [re.escape(name.strip()) for name in names if name.strip()]
    if not known:
        return lambda text: text
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(known)})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.sub(NAME_LEFT_OUT, text)
