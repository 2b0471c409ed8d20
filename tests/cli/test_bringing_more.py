"""Diaries of more programs, through the command line: what each keeps, and what is refused in words."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.exchange.samples import TUI_JOURNAL, tui_journal_base, write_sample


def exported(run: Run) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads(run("export").out)
    return found


def put(folder: Path, name: str, data: bytes | str) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


def refused(run: Run, file: str, *more: str) -> str:
    told = run("import", file, "--yes", *more)
    assert told.code == 3, told
    return told.err


# tui-journal


def test_a_day_of_tui_journal_is_that_day_wherever_one_is(run: Run, tmp_path: Path) -> None:
    run("import", str(write_sample(tmp_path, "tui-journal")), "--yes")
    first, second, third = exported(run)["reflections"]
    if first["text"] == "## A day":
        first, second = second, first
    assert first["occurred_at"] == "2023-06-02T12:00:00+02:00"
    assert first["text"] == "## A day\n\nRain\n\n# on"
    assert first["tui-journal"] == {"id": 0, "date": "2023-06-02T00:00:00Z", "priority": 3}
    assert second["tags"] == ["Late, very", "sad"]
    assert third["occurred_at"] == "2023-06-02T23:15:30.123456+02:00"
    assert third["tui-journal"]["title"] == " Two  signs"
    assert third["tui-journal"]["mood"] == 7
    assert "stand at noon" in run("import", str(tmp_path / "entries.json"), "--dry-run").out


def test_its_json_its_export_and_its_base_are_one_diary(run: Run, tmp_path: Path) -> None:
    run("import", str(write_sample(tmp_path, "tui-journal")), "--yes")
    before = exported(run)
    base = Path(write_sample(tmp_path, "tui-journal base"))
    held = base.read_bytes()
    told = json.loads(run("import", str(base), "--yes", "--json").out)
    assert told["added"] == 0
    assert base.read_bytes() == held
    without_ids = [{name: value for name, value in one.items() if name != "id"} for one in TUI_JOURNAL]
    wrapped = put(tmp_path, "export.json", json.dumps({"version": 100, "entries": without_ids}))
    assert json.loads(run("import", wrapped, "--yes", "--json").out)["added"] == 0
    assert len(exported(run)["reflections"]) == len(before["reflections"]) == 3


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("DROP TABLE entries", "no table entries"),
        ("ALTER TABLE entries DROP COLUMN title", "no column title"),
        ("UPDATE entries SET mood = 9e999 WHERE id = 1", "table entries, row 2, column mood"),
        ("UPDATE entries SET date = 'soon' WHERE id = 2", 'entry with id 2: date: "soon" is not allowed'),
        ("UPDATE entries SET content = x'ff00'", "table entries, row 1, column content"),
        ("UPDATE entries SET content = CAST(x'66ff' AS TEXT)", "table entries, row 1, column content"),
        ("ALTER TABLE entries RENAME TO old; CREATE VIEW entries AS SELECT * FROM old", "no table entries"),
        (
            "DROP TABLE entries; CREATE TABLE entries (id, title, date, content, "
            "more GENERATED ALWAYS AS (zeroblob(9)) VIRTUAL); INSERT INTO entries VALUES (1, 'a', 'b', 'c')",
            "it has computed columns",
        ),
    ],
)
def test_a_base_that_is_no_journal_of_that_kind_is_refused(
    more: str, said: str, run: Run, tmp_path: Path
) -> None:
    assert said in refused(run, put(tmp_path, "entries.db", tui_journal_base(more)))


def test_what_a_base_holds_beside_is_named_and_kept(run: Run, tmp_path: Path) -> None:
    more = (
        "CREATE TABLE drawings (picture); INSERT INTO tags VALUES (99, 'lost');"
        "UPDATE entries SET mood = x'0aff' WHERE id = 0; UPDATE entries SET content = NULL WHERE id = 2"
    )
    data = bytearray(tui_journal_base(more))
    data[18:20] = b"\2\2"
    told = run("import", put(tmp_path, "entries.db", bytes(data)), "--yes")
    assert told.code == 0
    told = run("import", put(tmp_path, "entries.db", bytes(data)), "--dry-run")
    for words in ("drawings", "tag lost", "-wal"):
        assert words in told.out
    kept = [one["tui-journal"].get("mood") for one in exported(run)["reflections"]]
    assert sorted(map(str, kept)) == ["0aff", "7", "None"]
