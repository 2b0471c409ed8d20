"""A check number for each row of what a person wrote, so that a changed bit is noticed in a plain file too.

SQLite itself notices damage to how its pages hang together, not to what stands in them. The numbers are kept
by triggers in a table of their own, `seals`, whoever writes. An SQL function, which each connection has,
computes one (:mod:`companion.store.row_checksums`): `row_crc32` of the bytes of each column, or `sealed` in
files from before :data:`BYTES_SINCE`.
"""

from collections.abc import Iterable, Sequence

from companion.store.connection import Link

SINCE_SCHEMA = 3
"""The version of the schema from which on a file has them (`user_version`, as a migration adds them)."""

BYTES_SINCE = 6
"""The version of the schema from which on the numbers are of bytes: less work, and of the whole of a text.
The driver hands a function a text only up to its first NUL, a blob to its end."""

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

_OF_ANY_TYPE = {"meta": ("value",)}

ADDED_LATER = {"checks": 4}
"""The tables that were not there from the beginning, and the version of the schema that brought each."""


CREATE_TABLE = """CREATE TABLE seals (
            what TEXT NOT NULL, id ANY NOT NULL, seal INTEGER NOT NULL, PRIMARY KEY (what, id)
        ) STRICT, WITHOUT ROWID"""


def number_of(table: str, schema: int = BYTES_SINCE, row: str = "") -> str:
    """The SQL that computes the number of a row of ``table``, its columns named behind ``row``."""
    columns = [f"{row}{column}" for column in CHECKED_COLUMNS[table]]
    if schema < BYTES_SINCE:
        return f"sealed({', '.join(columns)})"
    # All other columns have one type, or nothing.
    columns += [f"typeof({row}{column})" for column in _OF_ANY_TYPE.get(table, ())]
    return f"row_crc32({', '.join(f'CAST({column} AS BLOB)' for column in columns)})"


def triggers_of(table: str, schema: int = BYTES_SINCE) -> dict[str, str]:
    """By name, the SQL that makes the triggers of a table, as files of this schema have them."""
    key = CHECKED_COLUMNS[table][0]
    of_new = f"'{table}', new.{key}, {number_of(table, schema, 'new.')}"
    put = f"INSERT OR REPLACE INTO seals (what, id, seal) VALUES ({of_new});"
    drop = f"DELETE FROM seals WHERE what = '{table}' AND id = old.{key};"
    does = {
        f"{table}_sealed": f"AFTER INSERT ON {table} BEGIN {put} END",
        f"{table}_sealed_anew": f"AFTER UPDATE ON {table} BEGIN {drop} {put} END",
        f"{table}_unsealed": f"AFTER DELETE ON {table} BEGIN {drop} END",
    }
    return {name: f"CREATE TRIGGER {name} {what}" for name, what in does.items()}


def create_statements(tables: Iterable[str]) -> list[str]:
    """The SQL that makes the triggers of these tables, and the numbers of the rows that are there already."""
    statements = []
    for table in tables:
        values = f"'{table}', {CHECKED_COLUMNS[table][0]}, {number_of(table)}"
        statements += [f"INSERT INTO seals SELECT {values} FROM {table}", *triggers_of(table).values()]
    return statements


EARLIER_ONES = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '% sealed(%'"
"""The SQL that names the tables with triggers from before :data:`BYTES_SINCE`."""


def to_bytes_statements(tables: Iterable[str]) -> list[str]:
    """The SQL that brings the numbers of these tables from those before :data:`BYTES_SINCE` to those since.

    A row whose number did not fit before gets none that fits: a damaged row stays one.
    """
    statements = []
    for table in tables:
        row = f"FROM {table} WHERE {table}.{CHECKED_COLUMNS[table][0]} = seals.id"
        statements.append(
            f"UPDATE seals SET seal = (SELECT {number_of(table)} {row}) "
            f"WHERE what = '{table}' AND seal IS (SELECT {number_of(table, SINCE_SCHEMA)} {row})"
        )
        for name, trigger in triggers_of(table).items():
            statements += [f"DROP TRIGGER {name}", trigger]
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
        f"INSERT INTO seals SELECT '{table}', {columns[0]}, {number_of(table)} FROM {table} WHERE {which}",
        parameters,
    )
    link.run(made_by)


# What tables are called and made of stands in rows too. Before BYTES_SINCE the number is of the first
# statement alone, and that of a row of its texts up to a NUL in them.
_STATEMENTS = "SELECT sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name"


def _number_of_schema(schema: int = BYTES_SINCE) -> str:
    whole = "group_concat(sql, char(0))"
    number = f"sealed({whole})" if schema < BYTES_SINCE else f"row_crc32(CAST({whole} AS BLOB))"
    return f"SELECT {number} FROM ({_STATEMENTS})"


RECORD_SCHEMA = f"INSERT OR REPLACE INTO seals VALUES ('schema', 0, ({_number_of_schema()}))"
"""To be run after all migrations: what the tables are called and made of."""


def count_mismatches(link: Link) -> int:
    """How many rows are not as they were written, or are gone without having been deleted.

    A schema that is not as it was written counts as one. Raises JournalDamaged where a row cannot be read.
    """
    schema = link.value("PRAGMA user_version")
    as_made = f"seal IS NOT ({_number_of_schema(schema)})"
    mismatches = link.value(f"SELECT {as_made} FROM seals WHERE what = 'schema'")
    if mismatches is None:
        return 1
    for table, columns in CHECKED_COLUMNS.items():
        if ADDED_LATER.get(table, 0) > schema:  # a copy from before an update
            continue
        key = f"seals.what = '{table}' AND seals.id = {table}.{columns[0]}"
        number = number_of(table, schema, f"{table}.")
        ids = f"SELECT {columns[0]} FROM {table}"
        for rows in (
            f"{table} LEFT JOIN seals ON {key} WHERE seals.seal IS NOT {number}",
            f"seals WHERE what = '{table}' AND id NOT IN ({ids})",
        ):
            mismatches += link.value(f"SELECT count(*) FROM {rows}")
    return int(mismatches)
