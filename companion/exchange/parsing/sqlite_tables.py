"""The tables of another program's SQLite file. The one place here that opens one.

The file's bytes are opened in memory, so the file itself is never touched; nothing in its schema is trusted,
and nothing but reading its tables is allowed.
"""

import math
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from companion.exchange.parsing.strict_json import shortened
from companion.model.errors import InputRefused

_HEADER = b"SQLite format 3\0"
_SURROGATE = re.compile("[\ud800-\udfff]")
_ALLOWED = frozenset({sqlite3.SQLITE_READ, sqlite3.SQLITE_SELECT})


@dataclass(frozen=True, slots=True)
class WantedTable:
    """A table to read: its name and the columns it has to have.

    ``optional`` is one that may be missing. Bytes in a column of ``plain`` (or of ``needed``) are refused;
    in any other they are kept as hexadecimal figures.
    """

    name: str
    needed: tuple[str, ...]
    plain: tuple[str, ...] = ()
    optional: bool = False


@dataclass(slots=True)
class SqliteTables:
    """What was read: the rows of each wanted table, its other tables and views, and what has to be said."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def is_sqlite(data: bytes) -> bool:
    """Whether a file with these bytes is one of SQLite's."""
    return data.startswith(_HEADER)


def read_tables(data: bytes, wanted: Sequence[WantedTable]) -> SqliteTables:
    """The rows of the wanted tables as plain values, in the order in which they lie there.

    Raises InputRefused for a damaged file, a table or column that is missing, and a value that is not plain.
    """
    found = SqliteTables()
    if data[18:20] == b"\2\2":
        # Written ahead of: in memory there is no second file to look into, and the header has to say so.
        data = data[:18] + b"\1\1" + data[20:]
        found.notes.append("changes still in the file's -wal were not read")
    with closing(sqlite3.connect(":memory:")) as base:
        try:
            base.deserialize(data)
            _read(base, wanted, found)
        except (sqlite3.Error, UnicodeDecodeError, MemoryError, OverflowError):
            # The words of these errors may hold what stands in the file.
            raise InputRefused("the SQLite file is damaged") from None
    return found


def _read(base: sqlite3.Connection, wanted: Sequence[WantedTable], found: SqliteTables) -> None:
    base.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON"):
        base.execute(f"PRAGMA {pragma}")
    if base.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise InputRefused("the SQLite file is damaged")
    for table in wanted:
        if any(column[6] for column in base.execute(f"PRAGMA table_xinfo({table.name})")):
            raise InputRefused(f"table {table.name}: its computed columns were not read")
    base.set_authorizer(_only_reading)
    parts = base.execute("SELECT type, name, sql FROM sqlite_schema")
    schema = {name: (kind, sql) for kind, name, sql in parts}
    for table in wanted:
        if _is_table(schema.get(table.name)):
            found.rows[table.name] = list(_rows(base, table))
        elif table.optional:
            found.rows[table.name] = []
        else:
            raise InputRefused(f"the SQLite file has no table named {table.name}")
    names = {table.name for table in wanted}
    found.others = [
        name
        for name, (kind, _) in schema.items()
        if kind in ("table", "view") and name not in names and not name.startswith("sqlite_")
    ]


def _rows(base: sqlite3.Connection, table: WantedTable) -> Iterator[dict[str, Any]]:
    rows = base.execute(f"SELECT * FROM {table.name}")
    names = [column[0] for column in rows.description]
    for name in table.needed:
        if name not in names:
            raise InputRefused(f"table {table.name}: there is no column {name}")
    plain = {*table.needed, *table.plain}
    for number, values in enumerate(rows, 1):
        row = dict(zip(names, values, strict=True))
        for name, value in row.items():
            if isinstance(value, bytes) and name not in plain:
                row[name] = value.hex()
            elif _odd(value):
                there = f"table {table.name}, row {number}, column {shortened(name)}"
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
