"""tui-journal: a day stays that day, its JSON and its SQLite file are one diary, odd files are refused."""

import json

import pytest

from companion.exchange.readers import tui_journal
from tests.exchange.importing import entries, plan, refusal, sample, source
from tests.exchange.samples import TUI_JOURNAL, tui_journal_base


def test_a_day_is_that_day_wherever_one_is() -> None:
    found = sample("tui-journal")
    assert (found.format, found.title) == (tui_journal.NAME, tui_journal.TITLE)
    first, second, third = entries(found)
    if first["text"] == "## A day":
        first, second = second, first
    assert first["occurred_at"] == "2023-06-02T12:00:00+02:00"
    assert first["text"] == "## A day\n\nRain\n\n# on"
    assert first["tui-journal"] == {"id": 0, "date": "2023-06-02T00:00:00Z", "priority": 3}
    assert second["tags"] == ["Late, very", "sad"]
    assert third["occurred_at"] == "2023-06-02T23:15:30.123456+02:00"
    assert third["tui-journal"]["title"] == " Two  signs"
    assert third["tui-journal"]["mood"] == 7
    assert any("are placed at noon" in remark for remark in found.remarks)


def test_its_json_its_export_and_its_base_are_one_diary() -> None:
    ids = {entry["id"] for entry in entries(sample("tui-journal"))}
    assert {entry["id"] for entry in entries(sample("tui-journal base"))} == ids
    without_ids = [{name: value for name, value in entry.items() if name != "id"} for entry in TUI_JOURNAL]
    exported = plan("export.json", json.dumps({"version": 100, "entries": without_ids}))
    assert {entry["id"] for entry in entries(exported)} == ids
    assert len(ids) == 3


def test_it_is_known_by_its_fields_or_by_being_a_base() -> None:
    known_by = tui_journal.recognises
    assert known_by(source("x", json.dumps(TUI_JOURNAL))) == "the fields of its entries"
    assert known_by(source("x", tui_journal_base())) == "being an SQLite file"
    assert known_by(source("x", '[{"title": "a"}]')) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"title": "a", "content": "", "date": 1e999}]', "entry 1: date: the number 1e999 is too large"),
        ('[{"title": "a", "content": "", "date": "soon"}]', 'entry 1: date: "soon" is not valid'),
        ('[{"title": 3, "content": "", "date": "2024-01-01T00:00:00Z"}]', "entry 1: title: 3 is not valid"),
        ('[{"content": "", "date": "x"}, {"title"', "line 1, column"),
        ('[{"title": "", "content": "", "date": "0001-01-01T21:00:00Z"}]', "entry 1: 0001-01-01 is too far"),
        ('{"version": 100, "entries": 7, "title": "date" "content"}', "the file is not JSON"),
        ('{"version": 100, "entries": ["title", "date", "content"]}', "entries, entry 1"),
    ],
)
def test_json_that_is_not_right_is_refused(text: str, said: str) -> None:
    assert said in refusal("entries.json", text)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("DROP TABLE entries", "no table named entries"),
        ("ALTER TABLE entries DROP COLUMN title", "no column title"),
        ("UPDATE entries SET mood = 9e999 WHERE id = 1", "table entries, row 2, column mood"),
        ("UPDATE entries SET date = 'soon' WHERE id = 2", 'entry with id 2: date: "soon" is not valid'),
        ("UPDATE entries SET content = x'ff00'", "table entries, row 1, column content"),
        ("UPDATE entries SET content = CAST(x'66ff' AS TEXT)", "table entries, row 1, column content"),
        (
            "ALTER TABLE entries RENAME TO old; CREATE VIEW entries AS SELECT * FROM old",
            "no table named entries",
        ),
        (
            "DROP TABLE entries; CREATE TABLE entries (id, title, date, content, "
            "more GENERATED ALWAYS AS (zeroblob(9)) VIRTUAL); INSERT INTO entries VALUES (1, 'a', 'b', 'c')",
            "its computed columns were not read",
        ),
    ],
)
def test_a_base_that_is_no_journal_of_that_kind_is_refused(more: str, said: str) -> None:
    assert said in refusal("entries.db", tui_journal_base(more))


def test_what_a_base_holds_beside_is_named_and_kept() -> None:
    more = (
        "CREATE TABLE drawings (picture); INSERT INTO tags VALUES (99, 'lost');"
        "UPDATE entries SET mood = x'0aff' WHERE id = 0; UPDATE entries SET content = NULL WHERE id = 2"
    )
    data = bytearray(tui_journal_base(more))
    data[18:20] = b"\2\2"
    found = plan("entries.db", bytes(data))
    for words in ("drawings", "tag lost", "-wal"):
        assert any(words in note for note in found.notes)
    kept = [entry["tui-journal"].get("mood") for entry in entries(found)]
    assert sorted(map(str, kept)) == ["0aff", "7", "None"]
