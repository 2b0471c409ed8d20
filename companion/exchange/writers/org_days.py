"""One org file for Emacs: a heading a day, below it the entries with the time in their properties.

A day is that of the calendar here, for whoever reads the file makes a time of the day and the hour. Where a
line that a person wrote would be read as a heading, a keyword, a drawer, a comment or a diary expression, a
zero width space goes in front, which is what org's manual has for that. The reader of org-journal reads the
file back.
"""

import re
from itertools import groupby

from companion.exchange.parsing.org_text import KEEP_OUT, NO_DAY, as_org_tag, escape_org
from companion.exchange.writers.entry_text import other_records, row_maker
from companion.model.date_format import day_words
from companion.model.records import Contents, Entry, Moment, written_text
from companion.model.text import shown
from companion.model.vocabulary import Vocabulary

NAME = "org"

_IN_HEADING = re.compile(r"^(?=(?:TODO|DONE|COMMENT)\b|\[#)|(?<=:)$")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def written(contents: Contents, vocabulary: Vocabulary) -> dict[str, bytes]:
    """The file, in UTF-8, as the one file ``""``; what is no entry follows the days."""
    rows = row_maker(contents, vocabulary)
    entries: list[Entry] = [*contents.moments, *contents.reflections]
    entries.sort(key=lambda entry: (entry.occurred_at.replace(tzinfo=None), entry.id))
    lines = ["#+TITLE: Journal", ""]
    for day, of_day in groupby(entries, key=lambda entry: entry.occurred_at.date()):
        lines += [f"* {day_words(day)}", *_properties(CREATED=f"{day:%Y%m%d}"), ""]
        for entry in of_day:
            lines += _entry(entry, rows(entry))
    for title, records in other_records(contents, vocabulary):
        lines += [f"* {title}", *_properties(**{NO_DAY: title}), ""]
        for record in records:
            lines += [f"** {_in_heading(record.heading)}", *(_item(*row) for row in record.rows), ""]
    return {"": "\n".join(lines).encode("utf-8", "replace")}


def _entry(entry: Entry, rows: list[tuple[str, str]]) -> list[str]:
    at = entry.occurred_at
    kind = "Moment" if isinstance(entry, Moment) else "Reflection"
    tags = [
        *(["starred"] if entry.starred else []),
        *map(as_org_tag, entry.tags),
    ]
    marked = f"  :{':'.join(dict.fromkeys(filter(None, tags)))}:" if any(tags) else ""
    text = escape_org(shown("\n".join(re.split("\r\n|\r|\n", written_text(entry)))))
    return [
        f"** {at:%H:%M} {kind}{marked}",
        *_properties(
            ID=_in_drawer(entry.id), CREATED=f"[{at:%Y-%m-%d} {_WEEKDAYS[at.weekday()]} {at:%H:%M}]"
        ),
        *(_item(*row) for row in rows),
        *(["", text] if text.strip() else []),
        "",
    ]


def _properties(**values: str) -> list[str]:
    return [":PROPERTIES:", *(f":{name}: {value}" for name, value in values.items() if value), ":END:"]


def _in_drawer(text: str) -> str:
    return " ".join(shown(text).split())


def _item(label: str, words: str) -> str:
    return f"- {label} :: {escape_org(words)}"


def _in_heading(text: str) -> str:
    return _IN_HEADING.sub(KEEP_OUT, escape_org(text)) or KEEP_OUT
