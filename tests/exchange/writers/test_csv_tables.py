"""CSV tables: every record a row, and no cell that a spreadsheet would run."""

import csv
import io

from companion.exchange.writers import csv_tables
from tests.exchange.writers.journal import NOTE, VOCABULARY, contents


def rows(name: str) -> list[dict[str, str]]:
    text = csv_tables.written(contents(), VOCABULARY)[f"{name}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_cell_that_begins_like_a_formula_is_text() -> None:
    assert [row["note"] for row in rows("moments")] == ["", f"'{NOTE}"]
    assert rows("stories")[0]["feared"] == "'=they are leaving"


def test_what_has_no_column_stands_in_extra_or_as_json() -> None:
    assert [row["extra"] for row in rows("moments")] == ['{"later": {"a": 1}}', ""]
    assert rows("pattern_answers")[0]["answer"] == "fits"
    assert {row["field"]: row["value"] for row in rows("look_backs")}["held"] == '["what stayed", "<b>"]'


def test_every_try_is_a_row_with_its_experiment() -> None:
    assert [(row["experiment"], row["did"], row["note"]) for row in rows("tries")] == [
        ("e", "1", "it was warm")
    ]
