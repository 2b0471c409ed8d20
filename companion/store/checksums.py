"""A check number for each row of what a person wrote, so that a changed bit is noticed in a plain file too.

SQLite itself notices damage to how its pages hang together, not to what stands in them. The numbers are kept
by triggers in a table of their own, `seals`, whoever writes; `sealed` is the SQL function that computes one,
:func:`companion.store.connection.row_checksum`, which each connection has.
"""

from collections.abc import Iterable, Sequence

from companion.store.connection import Link

SINCE_SCHEMA = 3
"""The version of the schema from which on a file has them (`user_version`, as a migration adds them)."""

CHECKED_COLUMNS = {
    "entries": (
        "id",
        *("place", "kind", "at", "wall", "occurred_at", "zone", "recorded_at", "updated_at", "starred"),
        *("person", "prompt", "leaning", "closeness", "seen", "codes", "urges", "feelings", "tags", "extra"),
        *("text", "body", "ending", "about", "marks"),
    ),
    **dict.fromkeys(
        ("stories", "experiments", "pattern_answers", "look_backs", "deleted", "checks"), ("id", "at", "doc")
    ),
    "meta": ("name", "value"),
    "drafts": ("name", "body"),
    "undo": ("number", "session", "at", "what", "kind", "id", "doc"),
}
"""Columns by table, the one that tells its rows apart first."""

ADDED_LATER = {"checks": 4}
"""The tables that were not there from the beginning, and the version of the schema that brought each."""


CREATE_TABLE = """CREATE TABLE seals (
            what TEXT NOT NULL, id ANY NOT NULL, seal INTEGER NOT NULL, PRIMARY KEY (what, id)
        ) STRICT, WITHOUT ROWID"""


def create_statements(tables: Iterable[str]) -> list[str]:
    """The SQL that makes the triggers of these tables, and the numbers of the rows that are there already."""
    statements = []
    for table in tables:
        columns = CHECKED_COLUMNS[table]
        key = columns[0]
        of_new = f"'{table}', new.{key}, sealed({', '.join(f'new.{column}' for column in columns)})"
        put = f"INSERT OR REPLACE INTO seals (what, id, seal) VALUES ({of_new});"
        drop = f"DELETE FROM seals WHERE what = '{table}' AND id = old.{key};"
        statements += [
            f"INSERT INTO seals SELECT '{table}', {key}, sealed({', '.join(columns)}) FROM {table}",
            f"CREATE TRIGGER {table}_sealed AFTER INSERT ON {table} BEGIN {put} END",
            f"CREATE TRIGGER {table}_sealed_anew AFTER UPDATE ON {table} BEGIN {drop} {put} END",
            f"CREATE TRIGGER {table}_unsealed AFTER DELETE ON {table} BEGIN {drop} END",
        ]
    return statements


def pause(link: Link, table: str) -> str:
    """Let the rows that are inserted from here on have no numbers yet, as many together take less time.

    Inside :meth:`Link.writing`, which takes it back if it ends badly. Gives what :func:`resume` needs.
    """
    trigger = f"{table}_sealed"
    made_by: str = link.value("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", [trigger])
    link.run(f"DROP TRIGGER {trigger}")
    return made_by


def resume(link: Link, table: str, made_by: str, which: str, parameters: Sequence[object]) -> None:
    """Give the rows ``which`` (a condition) their numbers, and all that come later theirs again."""
    columns = CHECKED_COLUMNS[table]
    link.run(
        f"INSERT INTO seals SELECT '{table}', {columns[0]}, sealed({', '.join(columns)}) FROM {table} "
        f"WHERE {which}",
        parameters,
    )
    link.run(made_by)


# What tables are called and made of stands in rows too. The driver hands a function a text only up to its
# first NUL: this number is of the first statement alone, and that of a row of its texts up to a NUL in them.
# Files hold numbers made so; another way of making them takes a migration that makes them all anew.
_SCHEMA = (
    "SELECT sealed(group_concat(sql, char(0))) FROM "
    "(SELECT sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name)"
)

RECORD_SCHEMA = f"INSERT OR REPLACE INTO seals VALUES ('schema', 0, ({_SCHEMA}))"
"""To be run after all migrations: what the tables are called and made of."""


def count_mismatches(link: Link) -> int:
    """How many rows are not as they were written, or are gone without having been deleted.

    A schema that is not as it was written counts as one. Raises JournalDamaged where a row cannot be read.
    """
    schema = link.value("PRAGMA user_version")
    mismatches = link.value(f"SELECT seal IS NOT ({_SCHEMA}) FROM seals WHERE what = 'schema'")
    if mismatches is None:
        return 1
    for table, columns in CHECKED_COLUMNS.items():
        if ADDED_LATER.get(table, 0) > schema:  # a copy from before an update
            continue
        key = f"seals.what = '{table}' AND seals.id = {table}.{columns[0]}"
        values = ", ".join(f"{table}.{column}" for column in columns)
        ids = f"SELECT {columns[0]} FROM {table}"
        for rows in (
            f"{table} LEFT JOIN seals ON {key} WHERE seals.seal IS NOT sealed({values})",
            f"seals WHERE what = '{table}' AND id NOT IN ({ids})",
        ):
            mismatches += link.value(f"SELECT count(*) FROM {rows}")
    return int(mismatches)
