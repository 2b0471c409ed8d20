"""Tables under a header: what stands between cells is found out, and nothing in a row is lost."""

import pytest

from companion.exchange.parsing.csv_rows import parse_csv
from companion.exchange.parsing.csv_table import first_line, read_csv_table, separator_of
from companion.model.errors import InputRefused


@pytest.mark.parametrize(("line", "separator"), [("a;b,c;d", ";"), ("a\tb", "\t"), ("a,b", ","), ("a", ",")])
def test_the_separator_is_what_the_first_line_has_most_of(line: str, separator: str) -> None:
    assert separator_of(f"\n{line}\n1") == separator


def test_a_row_knows_its_line_and_its_cells() -> None:
    rows = list(parse_csv('a, "b ""c""" \r\n"one\r\ntwo",x\r\n\r\n'))
    assert [(row.line, row.cells) for row in rows] == [
        (1, ("a", 'b "c"')),
        (2, ("one\ntwo", "x")),
        (4, ("",)),
    ]
    assert rows[2].blank


def test_cells_beyond_the_last_column_are_kept() -> None:
    table = read_csv_table("a,more\n1,2,3,4\n\n5\n")
    assert table.records[0].as_written() == {"a": "1", "more": "2", "more_": ["3", "4"]}
    assert table.records[1].as_written() == {"a": "5"}
    assert (table.blank_lines, len(table.notes)) == (1, 2)


def test_a_header_names_every_column_once() -> None:
    assert read_csv_table("a,,b\n").names == ["a", "column 2", "b"]
    with pytest.raises(InputRefused, match=r"^line 2, column 3: the column a appears twice"):
        read_csv_table("\na,b,a\n")
    with pytest.raises(InputRefused, match="the file is empty"):
        read_csv_table("\n \n")


def test_the_first_line_is_the_first_with_words() -> None:
    assert first_line(b"\xef\xbb\xbf\n a,b\r\n1,2") == "a,b"
    assert first_line(b" \n") == ""
