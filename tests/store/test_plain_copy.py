"""The plain SQLite file that other programs read."""

import sqlite3
from contextlib import closing

from companion.exchange.writers.tables import tables
from companion.model.records import Contents, Feeling, Story
from companion.store.plain_copy import NUMBERS, plain_copy
from tests.store.making import at, moment, reflection

WHOLE = Contents(
    moments=(
        moment(
            "m-1",
            "2026-03-01 21:40",
            triggers=("slow_reply", "silence"),
            feelings=(Feeling(mood="tender", intensity=4), Feeling(mood="odd")),
            closeness=-1,
            note="two\nlines, 日本語 \0 'quoted'",
            extra={"weather": [1]},
        ),
    ),
    reflections=(reflection("r-1", "2026-03-02 08:00", text="a thought", starred=True),),
    stories=(Story(id="s-1", moment="m-1", feared="it is over", ask_again_at=at("2026-03-03 08:00")),),
)


def opened(contents: Contents) -> closing[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(plain_copy(tables(contents)))
    return closing(connection)


def test_every_table_holds_the_rows_it_was_given_to_the_type() -> None:
    with opened(WHOLE) as copy:
        for table in tables(WHOLE):
            cursor = copy.execute(f"SELECT * FROM {table.name}")
            assert tuple(name for name, *_ in cursor.description) == table.columns
            assert [[(type(cell), cell) for cell in row] for row in cursor] == [
                [(type(cell), cell) for cell in row] for row in table.rows
            ]


def test_the_views_count_entries_by_day() -> None:
    with opened(WHOLE) as copy:
        assert copy.execute("SELECT id, kind, starred, text FROM entries ORDER BY id").fetchall() == [
            ("m-1", "moment", 0, WHOLE.moments[0].note),
            ("r-1", "reflection", 1, "a thought"),
        ]
        assert copy.execute("SELECT * FROM days").fetchall() == [("2026-03-01", 1), ("2026-03-02", 1)]


def test_an_empty_journal_has_all_tables_and_the_columns_have_types() -> None:
    with opened(Contents()) as copy:
        for table in tables(Contents()):
            columns = copy.execute(f"PRAGMA table_info({table.name})").fetchall()
            assert {name: kind for _, name, kind, *_ in columns} == {
                name: "INTEGER" if name in NUMBERS else "TEXT" for name in table.columns
            }
            assert [name for _, name, _, _, _, key in columns if key] == (
                ["id"] if table.columns[0] == "id" else []
            )
        assert copy.execute("SELECT count(*) FROM entries").fetchall() == [(0,)]
