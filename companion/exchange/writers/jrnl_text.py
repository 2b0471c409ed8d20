"""jrnl's text, which ``jrnl --import`` reads: a line with date and title, and below it what is said.

jrnl writes JSON and does not read it back; for :mod:`companion.exchange.writers.jrnl_json` it has no door.
"""

import re

from companion.exchange.writers.entry_text import by_day, row_maker
from companion.model.records import Contents, Moment, written_text
from companion.model.text import shown
from companion.model.vocabulary import Vocabulary

NAME = "jrnl-text"

_LIKE_A_DATE = re.compile(r"(?m)^(?=\[[^\]]+\] )")
"""What begins a line and may be read as the date of another entry."""

_NOT_IN_TAG = re.compile(r"[^-+*#/\w]+")


def written(contents: Contents, vocabulary: Vocabulary) -> dict[str, bytes]:
    """The entries by day, then time, in UTF-8, as the one file ``""``."""
    rows = row_maker(contents, vocabulary)
    entries = []
    for _, day_entries in by_day(contents):
        for entry in day_entries:
            kind = "Moment" if isinstance(entry, Moment) else "Reflection"
            star = " *" if entry.starred else ""
            tags = " ".join(
                f"@{_NOT_IN_TAG.sub('_', tag.strip().lower())}" for tag in entry.tags if tag.strip()
            )
            picked = "\n".join(f"{label}: {words}" for label, words in rows(entry))
            text = shown("\n".join(re.split("\r\n|\r|\n", written_text(entry)))).strip("\n")
            body = "\n\n".join(part for part in (picked, text, tags) if part)
            lines = [f"[{entry.occurred_at:%Y-%m-%d %H:%M}] {kind}{star}", _LIKE_A_DATE.sub(" ", body)]
            entries.append("\n".join(filter(None, lines)))
    return {"": "".join(f"{entry}\n\n" for entry in entries).encode("utf-8", "replace")}
