"""Any table: columns a person names, cells kept, rows that do not fit kept or refused in words."""

import pytest

from companion.exchange.readers.named_columns import (
    columns_of,
    parse_column_names,
    propose_columns,
    recognises,
)
from companion.model.errors import InputRefused
from tests.exchange.importing import entries, plan, refusal, sample, source
from tests.exchange.samples import COLUMNS, SAMPLES, TABLE


def test_a_table_with_named_columns_comes_in_whole() -> None:
    found = sample("csv", columns=COLUMNS)
    assert found.format == "csv"
    assert "when: Date; time: time; text: Notes; mood: Mood" in found.remarks[0]
    assert "Other columns, kept in the entries: Weather." in found.remarks
    assert not any(note.startswith("line 4: time:") for note in found.notes)
    assert any('"pre" is not a time of day' in note for note in found.notes)
    assert [(word.word, word.count) for word in found.unmapped] == [
        ("7", 2), ("uneasy", 1), ("a", 1), ("b", 1), ("nobody came", 1),
    ]  # fmt: skip
    first, second, *alike = entries(found)
    assert first["occurred_at"] == "2024-02-13T21:15:00+01:00"
    assert first["note"] == 'One; two, "three"\nfour'
    assert [felt["mood"] for felt in first["feelings"]] == ["sad", "uneasy"]
    assert first["tags"] == ["a", "b"]
    assert (first["triggers"], first["urges"]) == (["slow_reply"], ["withdrew"])
    assert first["responses"] == ["withdrew"]
    assert first["csv"]["Weather"] == "rain"
    assert "Notes" not in first["csv"]
    assert second["tags"] == ["nobody came"]
    assert second["occurred_at"] == "2024-02-14T12:00:00+01:00"
    assert len({entry["id"] for entry in alike}) == 2


def test_that_nothing_was_done_is_read_and_gives_way_to_what_was() -> None:
    table = "Date,Did\n2024-01-05,Nothing of the kind\n2024-01-06,none of these; Pulled away\n"
    found = plan("table.csv", table, columns={"Date": "when", "Did": "response"})
    assert [entry["responses"] for entry in entries(found)] == [["none_of_these"], ["withdrew"]]


def test_no_content_makes_a_table_known() -> None:
    assert recognises(source("table.csv", TABLE)) is None
    assert plan("table.csv", TABLE, columns=COLUMNS).known_by == "its name, which ends in .csv"


def test_columns_are_shown_with_their_first_values() -> None:
    columns = columns_of(source(*SAMPLES["csv"][:2]))
    assert columns["Date"] == ["13.02.2024", "14.02.2024", "15.02.2024"]
    assert columns["Weather"] == ["rain"]
    with pytest.raises(InputRefused, match="not a single table file"):
        columns_of(source("folder", {"a.csv": "Date\n"}))


def test_only_what_is_plain_is_proposed() -> None:
    assert propose_columns(["Date", "Notes", "felt", "Mood", "Moods"]) == {"Date": "when", "Notes": "text"}


def test_a_table_nobody_named_is_refused_and_says_what_to_do() -> None:
    table = "Date,Notes\n2024-01-05,x\n"
    told = refusal("table.csv", table)
    assert "--column when=COLUMN" in told
    assert "the columns are: Date, Notes" in told
    for columns, said in (
        ({"Date": "when", "Notes": "when"}, "only one column can be when"),
        ({"Notes": "text"}, "which column says when?"),
    ):
        assert said in refusal("table.csv", table, columns=columns)
    assert parse_column_names(["when=date"], ["Date", "Notes"]) == {"Date": "when"}
    for pair, said in (
        ("when=Day", '"Day" is not in the file; its columns are: Date, Notes'),
        ("what=Date", '"what=Date" is not valid; use when=COLUMN'),
    ):
        with pytest.raises(InputRefused, match=said):
            parse_column_names([pair], ["Date", "Notes"])


@pytest.mark.parametrize(
    ("cell", "dates", "at"),
    [
        ("2024-01-05T21:05:00+09:00", None, "2024-01-05T13:05:00+01:00"),
        ("2024-01-05 21:05", None, "2024-01-05T21:05:00+01:00"),
        ("1st Jan 2030", None, "2030-01-01T12:00:00+01:00"),
        ("05/01/2024 9:05 PM", "dmy", "2024-01-05T21:05:00+01:00"),
        ("01-05-24", "%m-%d-%y", "2024-01-05T12:00:00+01:00"),
        ("2024-03-31 02:30", None, "2024-03-31T02:30:00+01:00"),
    ],
)
def test_times_are_read_in_many_ways(cell: str, dates: str | None, at: str) -> None:
    found = plan("table.csv", f"\ufeffwhen\r\n{cell}\r\n", columns={"when": "when"}, dates=dates)
    assert [entry["occurred_at"] for entry in entries(found)] == [at]


def test_rows_that_do_not_fit_are_kept_or_refused_in_words() -> None:
    text = "Date,Notes,more\n2024-01-05,we sat, and ate,x\n2024-01-06,short\n2024-01-07,a,b,c\n\n"
    found = plan("table.csv", text, columns={"Date": "when", "Notes": "text"})
    assert [note.partition(";")[0][:22] for note in found.notes] == [
        "line 2: more cells tha", "line 3: fewer cells th", "line 4: more cells tha",
    ]  # fmt: skip
    assert found.counts["blank_lines"] == 1
    read = entries(found)
    assert [entry["note"] for entry in read] == ["we sat, and ate", "short", "a"]
    assert read[2]["csv"] == {"Date": "2024-01-07", "more": "b", "more_": ["c"]}
    last = refusal("order.csv", "Date\n05/01/2024\n13/01/2024\n", columns={"Date": "when"}, dates="mdy")
    assert last.startswith("line 3, column Date")


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("Date\nsoon\n", 'line 2, column Date: "soon" is not valid'),
        ("Date\n1700000000\n", "line 2, column Date"),
        ("Date\n0001-01-01T00:00:00Z\n", "line 2, column Date: 0001-01-01 is too far away"),
        ("Date\n9999-12-31\n", "line 2, column Date: 9999-12-31 is too far away"),
        ("Date,x\n,1\n", "line 2, column Date: it is empty"),
        ("Date,Date\n", "line 1, column 2: the column Date appears twice"),
        ('Date\n"2024-01-05\n', "line 2, column 1: a quotation mark opens here"),
        ("Date\n13/01/2024\n01/13/2024\n", "the order of day, month and year is not the same throughout"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused(broken: str, said: str) -> None:
    assert said in refusal("broken.csv", broken, columns={"Date": "when"})


def test_a_time_with_an_offset_becomes_the_time_where_the_person_was() -> None:
    table = "date,note\n2026-11-21T05:30:00Z,friday evening on the west coast\n"
    found = plan("t.csv", table, "csv", columns={"date": "when", "note": "text"}, zone="America/Los_Angeles")
    (entry,) = entries(found)
    assert (entry["occurred_at"], entry["zone"]) == ("2026-11-20T21:30:00-08:00", "America/Los_Angeles")


def test_a_table_without_names_of_columns_keeps_its_first_row() -> None:
    table = "2024-01-05 21:05,We sat on the stairs\n2024-01-06 09:00,Rain\n"
    assert list(columns_of(source("t.csv", table))) == ["column 1", "column 2"]
    found = plan("t.csv", table, "csv", columns={"column 1": "when", "column 2": "text"})
    assert [entry["note"] for entry in entries(found)] == ["We sat on the stairs", "Rain"]
    assert any("line 1: the columns have no names" in note for note in found.notes)
