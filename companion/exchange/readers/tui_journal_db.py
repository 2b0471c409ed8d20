"""The tables of a SQLite file of tui-journal. The one place here that opens another program's SQLite.

The file's bytes are opened in memory, so the file itself is never touched; nothing in its schema is trusted,
and nothing but reading its tables is allowed.
"""

import math
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from companion.exchange.parsing.strict_json import shortened
from companion.model.errors import InputRefused

_KNOWN = ("id", "title", "date", "content", "priority")
_NEEDED = ("id", "title", "date", "content")
_OURS = frozenset({"entries", "tags", "_sqlx_migrations"})
_SURROGATE = re.compile("[\ud800-\udfff]")
_ALLOWED = frozenset({sqlite3.SQLITE_READ, sqlite3.SQLITE_SELECT})


def entries_in_database(data: bytes) -> tuple[list[dict[str, Any]], list[str]]:
    """Every entry as plain values, its tags a list, and what has to be said about the file.

    Raises InputRefused for a damaged file, or for one that holds no journal of tui-journal.
    """
    notes: list[str] = []
    if data[18:20] == b"\2\2":
        # Written ahead of: in memory there is no second file to look into, and the header has to say so.
        data = data[:18] + b"\1\1" + data[20:]
        notes.append("changes still in the file's -wal were not read")
    with closing(sqlite3.connect(":memory:")) as base:
        try:
            base.deserialize(data)
            return _read(base, notes), notes
        except (sqlite3.Error, UnicodeDecodeError, MemoryError, OverflowError):
            # The words of these errors may hold what stands in the file.
            raise InputRefused("the SQLite file is damaged") from None


def _read(base: sqlite3.Connection, notes: list[str]) -> list[dict[str, Any]]:
    base.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON"):
        base.execute(f"PRAGMA {pragma}")
    if base.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise InputRefused("the SQLite file is damaged")
    for table in ("entries", "tags"):
        if any(column[6] for column in base.execute(f"PRAGMA table_xinfo({table})")):
            raise InputRefused(f"table {table}: its computed columns were not read")
    base.set_authorizer(_only_reading)
    parts = base.execute("SELECT type, name, sql FROM sqlite_schema")
    schema = {name: (kind, sql) for kind, name, sql in parts}
    if not _is_table(schema.get("entries")):
        raise InputRefused("the SQLite file has no table named entries")
    notes += [
        f"table {shortened(name)}: skipped"
        for name, (kind, _) in schema.items()
        if kind in ("table", "view") and name not in _OURS and not name.startswith("sqlite_")
    ]
    entries = [
        {name: value for name, value in row.items() if name in _KNOWN or value is not None}
        for row in _rows(base, "entries", _NEEDED)
    ]
    if _is_table(schema.get("tags")):
        tags: dict[Any, list[Any]] = {row["id"]: [] for row in entries}
        for row in _rows(base, "tags", ("entry_id", "tag")):
            if row["entry_id"] in tags:
                tags[row["entry_id"]].append(row["tag"])
            else:
                notes.append(f"tag {shortened(str(row['tag']))}: it belongs to no entry, so it was skipped")
        for row in entries:
            row["tags"] = tags[row["id"]]
    return entries


def _rows(base: sqlite3.Connection, table: str, needed: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    rows = base.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in rows.description]
    for name in needed:
        if name not in names:
            raise InputRefused(f"table {table}: there is no column {name}")
    for number, values in enumerate(rows, 1):
        row = dict(zip(names, values, strict=True))
        for name, value in row.items():
            if isinstance(value, bytes) and name not in _KNOWN and table == "entries":
                row[name] = value.hex()
            elif _odd(value):
                there = f"table {table}, row {number}, column {shortened(name)}"
                raise InputRefused(f"{there}: it is not text and not a number")
        yield row


def _odd(value: Any) -> bool:
    if isinstance(value, str):
        return _SURROGATE.search(value) is not None
    return isinstance(value, bytes) or (isinstance(value, float) and not math.isfinite(value))


def _is_table(row: tuple[Any, Any] | None) -> bool:
    """Whether a table lies there with rows of its own, and no view and nothing that runs a program's code."""
    return row is not None and row[0] == "table" and "virtual" not in str(row[1])[:20].casefold()


def _only_reading(action: int, *where: str | None) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
