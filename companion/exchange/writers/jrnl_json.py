"""JSON as jrnl writes and reads it: title, body, date, time, tags and star of each entry.

What was picked for an entry stands in its body as words; jrnl has no fields for it.
"""

import json

from companion.exchange.writers.entry_text import by_day, row_maker
from companion.model.records import Contents, Moment, written_text
from companion.model.vocabulary import Vocabulary

NAME = "jrnl"


def written(contents: Contents, vocabulary: Vocabulary) -> dict[str, bytes]:
    """``{"tags": ..., "entries": ...}``, by day, then time."""
    rows = row_maker(contents, vocabulary)
    entries = []
    counts: dict[str, int] = {}
    for _, day_entries in by_day(contents):
        for entry in day_entries:
            tags = ["@" + "_".join(tag.lower().split()) for tag in entry.tags if tag.strip()]
            for tag in tags:
                counts[tag] = counts.get(tag, 0) + 1
            picked = "\n".join(f"{label}: {words}" for label, words in rows(entry))
            entries.append(
                {
                    "title": "Moment" if isinstance(entry, Moment) else "Reflection",
                    "body": "\n\n".join(part for part in (picked, written_text(entry)) if part),
                    "date": f"{entry.occurred_at:%Y-%m-%d}",
                    "time": f"{entry.occurred_at:%H:%M}",
                    "tags": tags,
                    "starred": entry.starred,
                }
            )
    whole = {"tags": counts, "entries": entries}
    return {"": (json.dumps(whole, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "replace")}
