"""Plain tables: what the CSV folder and the SQLite copy hold."""

from datetime import UTC, datetime

from companion.exchange.writers.tables import tables
from companion.model.records import Contents, Moment, Sequel
from tests.exchange.writers.journal import contents

AT = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)


def test_every_row_has_a_cell_for_every_column() -> None:
    for table in tables(contents()):
        assert table.rows or table.name in ("reflections", "feelings")
        assert all(len(row) == len(table.columns) for row in table.rows)


def test_an_empty_journal_has_all_tables_and_no_rows() -> None:
    assert [table.name for table in tables(Contents())] == [table.name for table in tables(contents())]
    assert all(table.rows == [] for table in tables(Contents()))


def test_what_was_said_afterwards_is_a_table_of_its_own_where_there_is_some() -> None:
    said, taken_back = (
        Moment(id=id, occurred_at=AT, recorded_at=AT, updated_at=AT, sequel=sequel)
        for id, sequel in (
            ("m", Sequel(at=AT, closer=-1, about_it="sorry", note="tea", extra={"sky": "grey"})),
            ("n", Sequel(at=AT)),
        )
    )
    table = tables(Contents(moments=(said, taken_back)))[-1]
    assert (table.name, table.columns) == ("sequels", ("moment", "at", "closer", "about_it", "note", "extra"))
    assert table.rows == [("m", AT.isoformat(), -1, "sorry", "tea", '{"sky": "grey"}')]
    assert "sequels" not in [table.name for table in tables(Contents(moments=(taken_back,)))]
