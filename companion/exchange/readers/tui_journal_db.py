"""The entries and tags in a SQLite file of tui-journal, as its JSON would have them."""

from typing import Any

from companion.exchange.parsing.sqlite_tables import WantedTable, read_tables
from companion.exchange.parsing.strict_json import shortened

_ENTRIES = WantedTable("entries", ("id", "title", "date", "content"), plain=("priority",))
_TAGS = WantedTable("tags", ("entry_id", "tag"), optional=True)
_KNOWN = (*_ENTRIES.needed, *_ENTRIES.plain)


def entries_in_database(data: bytes) -> tuple[list[dict[str, Any]], list[str]]:
    """Every entry as plain values, its tags a list, and what has to be said about the file.

    Raises InputRefused for a damaged file, or for one that holds no journal of tui-journal.
    """
    found = read_tables(data, (_ENTRIES, _TAGS))
    notes = list(found.notes)
    notes += [f"table {shortened(name)}: skipped" for name in found.others if name != "_sqlx_migrations"]
    entries = [
        {name: value for name, value in row.items() if name in _KNOWN or value is not None}
        for row in found.rows["entries"]
    ]
    tags: dict[Any, list[Any]] = {row["id"]: [] for row in entries}
    for row in found.rows["tags"]:
        if row["entry_id"] in tags:
            tags[row["entry_id"]].append(row["tag"])
        else:
            notes.append(f"tag {shortened(str(row['tag']))}: it belongs to no entry, so it was skipped")
    for row in entries:
        row["tags"] = tags[row["id"]]
    return entries, notes
