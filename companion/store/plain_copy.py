"""A SQLite file of plain tables for other programs to read, made afresh; not the journal's own schema."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing

_VIEWS = (
    "CREATE VIEW entries AS"
    " SELECT id, 'moment' AS kind, occurred_at, tags, starred, note AS text FROM moments"
    " UNION ALL SELECT id, 'reflection', occurred_at, tags, starred, text FROM reflections",
    "CREATE VIEW days AS SELECT substr(occurred_at, 1, 10) AS day, count(*) AS entries"
    " FROM entries GROUP BY day",
)


def plain_copy(tables: Iterable[tuple[str, Sequence[str], Sequence[Sequence[str | int | None]]]]) -> bytes:
    """The bytes of a SQLite file with ``tables`` (name, columns, rows) and views over entries and days.

    It is put together in memory, so that nothing of it stands on the disk before its place is known; the
    journal's own driver cannot do that, so this is Python's.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("BEGIN")
        for name, columns, rows in tables:
            key = " PRIMARY KEY" if columns[0] == "id" else ""
            listed = ", ".join([columns[0] + key, *columns[1:]])
            connection.execute(f"CREATE TABLE {name} ({listed})")
            marks = ", ".join("?" * len(columns))
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
        for view in _VIEWS:
            connection.execute(view)
        connection.execute("COMMIT")
        return bytes(connection.serialize())
