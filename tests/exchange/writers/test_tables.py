"""Plain tables: what the CSV folder and the SQLite copy hold."""

from companion.exchange.writers.tables import tables
from companion.model.records import Contents
from tests.exchange.writers.journal import contents


def test_every_row_has_a_cell_for_every_column() -> None:
    for table in tables(contents()):
        assert table.rows or table.name in ("reflections", "feelings")
        assert all(len(row) == len(table.columns) for row in table.rows)


def test_an_empty_journal_has_all_tables_and_no_rows() -> None:
    assert [table.name for table in tables(Contents())] == [table.name for table in tables(contents())]
    assert all(table.rows == [] for table in tables(Contents()))
