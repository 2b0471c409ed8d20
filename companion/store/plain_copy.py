"""A SQLite file of plain tables for other programs to read, made afresh; not the journal's own schema."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing

NUMBERS = frozenset({"closeness", "starred", "intensity", "belief", "did", "happened", "followed"})
"""The columns that hold whole numbers; all others hold text."""

_ENTRIES = (
    "SELECT id, 'moment' AS kind, occurred_at, tags, starred, note AS text FROM moments"
    " UNION ALL SELECT id, 'reflection', occurred_at, tags, starred, text FROM reflections"
)
_DAYS = "SELECT substr(occurred_at, 1, 10) AS day, count(*) AS entries FROM entries GROUP BY day"


def plain_copy(tables: Iterable[tuple[str, Sequence[str], Iterable[Sequence[str | int | None]]]]) -> bytes:
    """The bytes of a SQLite file with ``tables`` (name, columns, rows) and views over entries and days.

    It is put together in memory, so that nothing of it stands on the disk before its place is known; the
    journal's own driver cannot do that, so this is Python's.
    """
    from sqlite_utils import Database

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        db = Database(connection, execute_plugins=False)
        with db.atomic():
            for name, columns, rows in tables:
                types = {column: int if column in NUMBERS else str for column in columns}
                table = db.create_table(name, types, pk="id" if "id" in types else None)
                records: list[Sequence[str | int | None]] = [tuple(columns), *rows]
                table.insert_all(records)
            db.create_view("entries", _ENTRIES)
            db.create_view("days", _DAYS)
        return connection.serialize()
