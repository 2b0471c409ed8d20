"""Other diaries brought along through the command line: shown first, asked about, taken in, or refused."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from companion.system.paths import Places
from tests.cli.conftest import Run
from tests.exchange.samples import COLUMNS, JRNL, SAMPLES, write_sample, zipped

NAMED = [word for column, role in COLUMNS.items() for word in ("--column", f"{role}={column}")]


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


def test_a_diary_comes_in_whole_and_twice_is_once(run: Run, tmp_path: Path) -> None:
    file = write_sample(tmp_path, "daylio backup")
    entries = SAMPLES["daylio backup"][2]
    assert "recognised by" in run("import", str(file), "--dry-run").out
    assert json.loads(run("import", str(file), "--yes", "--json").out)["added"] == entries
    before = exported(run)
    assert len(before["moments"]) + len(before["reflections"]) == entries
    again = json.loads(run("import", str(file), "--yes", "--json").out)
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, entries)
    assert exported(run) == before


def test_what_takes_long_with_many_entries_is_said_meanwhile_on_a_terminal(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = str(write_sample(tmp_path, "daylio backup"))
    count = SAMPLES["daylio backup"][2]
    assert "Saving" not in run("import", file, "--yes", terminal=True).err  # it is done at once
    run("undo", "--yes")
    monkeypatch.setattr(import_module("companion.cli.import_"), "_LONG", 2)
    assert "Saving" not in run("import", file, "--yes").err
    told = run("import", file, "--yes", terminal=True).err
    wiped = "\r\x1b[K"
    assert f"\rComparing {count} entries with your journal{wiped}" in told
    assert f"\rSaving {count} entries (ctrl+c stops it, and nothing is imported){wiped}" in told


def test_a_folder_comes_in_and_its_entries_are_found(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "diary/2020/08/29.txt", "[09:15] Morning. *\nCoffee.\n\n[21:00] Evening.\n")
    put(tmp_path, "diary/2020/08/31.txt", "[2020-08-31 14:32] Second day.\n")
    put(tmp_path, "diary/2020/notes.txt", "no entry")
    put(tmp_path, "diary/.hidden/2020/08/30.txt", "[10:00] hidden")
    told = run("import", str(tmp_path / "diary"), "--dry-run").out
    assert "recognised by its files, named year/month/day.txt" in told
    assert "3 entries read; 2 files read; 1 file skipped." in told
    run("import", str(tmp_path / "diary"), "--yes")
    assert len(exported(run)["reflections"]) == 3
    assert "Coffee" in run("search", "coffee").out


def test_what_was_left_out_or_left_behind_is_told(run: Run, tmp_path: Path) -> None:
    told = " ".join(run("import", str(write_sample(tmp_path, "markdown zip")), "--dry-run").out.split())
    for words in (
        "4 entries read; 5 files read; 1 file skipped; 1 empty day;",
        "1 photo, recording or other file not imported",
        "Notes/Ideas.md: no date",
    ):
        assert words in told


def test_a_base_of_another_program_is_only_read(run: Run, tmp_path: Path) -> None:
    base = write_sample(tmp_path, "tui-journal base")
    before = base.read_bytes()
    assert json.loads(run("import", str(base), "--yes", "--json").out)["added"] == 3
    assert base.read_bytes() == before


def test_an_open_order_of_dates_is_said_and_can_be_set(run: Run, tmp_path: Path) -> None:
    file = put(tmp_path, "diary.txt", "[05/06/2013 10:00] One.\n\n[07/08/2013 10:00] Two.\n")
    assert "This is a guess" in run("import", file, "--yes").err
    assert "2013-05-06" in run("import", file, "--dates", "mdy", "--dry-run").out
    assert run("import", file, "--dates", "ymd", "--dry-run").code == 3
    assert "dmy, mdy" in refused(run, file, "--dates", "by heart")


def test_a_tag_that_means_something_here_becomes_it(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "diary.txt"
    file.write_text(JRNL)
    words = tmp_path / "words.toml"
    words.write_text('[activities]\nfine = "trigger:silence"\n')
    run("import", str(file), "--map", str(words), "--yes")
    found = exported(run)
    assert [one["triggers"] for one in found["moments"]] == [["silence"]]
    assert len(found["reflections"]) == 1


def test_at_a_terminal_dates_can_be_read_another_way(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "diary.txt"
    file.write_text("[05/06/2013 10:00] One.\n")
    told = run("import", str(file), stdin="d\nymd\nmdy\ny\n", terminal=True).err
    assert "or d to change the order in dates" in told
    assert "is not a date in the order year, month, day" in told
    assert [str(one["occurred_at"])[:10] for one in exported(run)["reflections"]] == ["2013-05-06"]


def test_a_zip_that_is_cut_short_or_holds_no_diary_is_refused(run: Run, tmp_path: Path) -> None:
    file = write_sample(tmp_path, "dayone zip")
    file.write_bytes(file.read_bytes()[:-30])
    refused = run("import", str(file), "--yes")
    assert (refused.code, "the zip is damaged or incomplete" in refused.err) == (3, True)
    file.write_bytes(zipped({"notes.txt": b"nothing"}))
    refused = run("import", str(file), "--yes")
    assert (refused.code, "this format is not recognised" in refused.err) == (3, True)
    assert not any((tmp_path / "companion").glob("*.db"))


def test_a_file_of_another_program_is_answered_with_what_is_known(run: Run, tmp_path: Path) -> None:
    todo = put(tmp_path, "todo.json", '{"projects": [{"name": "Home", "tasks": []}]}')
    told = refused(run, todo)
    assert "todo.json: this format is not recognised (it is JSON of another program)" in told
    for known in ("Daylio's", "Day One's", "Nomie's", "Bearable's", "--format csv --column when=COLUMN"):
        assert known in told
    assert "line 1, column 2" in refused(run, put(tmp_path, "broken.json", "{'a': 1}"))
    bank = put(tmp_path, "bank.csv", "Booked,Amount\n2024-01-05,12.30\n")
    told = refused(run, bank)
    for known in ("--column when=COLUMN", "the columns are: Booked, Amount", "Daylio's", "Bearable's"):
        assert known in told
    told = refused(run, put(tmp_path, "photos.zip", zipped({"a.jpg": b"\xff\xd8"})))
    assert "no diary was found in this zip" in told and "Day One's" in told
    assert not any((tmp_path / "companion").glob("*.db"))


def test_the_columns_of_a_table_are_named_once_and_kept(run: Run, tmp_path: Path, places: Places) -> None:
    file = str(write_sample(tmp_path, "csv"))
    told = " ".join(run("import", file, *NAMED, "--dry-run").out.split())
    assert "when: Date; time: time; text: Notes; mood: Mood" in told
    assert "No match, kept as tags: 7 (2), uneasy (1), a (1), b (1), nobody came (1)" in told
    assert not (places.config / "imports").exists()
    assert json.loads(run("import", file, *NAMED, "--yes", "--json").out)["added"] == 4
    # The columns are kept, so the next time nothing has to be said.
    again = json.loads(run("import", file, "--yes", "--json").out)
    assert (again["added"], again["unchanged"]) == (0, 4)
    assert 'Date = "when"' in (places.config / "imports" / "csv.toml").read_text()


def test_at_a_terminal_the_columns_are_asked_for(run: Run, tmp_path: Path, places: Places) -> None:
    file = put(tmp_path, "table.tsv", "Date\tNotes\tfelt\tx\n2024-01-05 21:05\tWords\tSad\t1\n")
    told = run("import", file, stdin="\n\n-\n?\n-\ny\n", terminal=True)
    assert "felt: Sad" in told.err
    assert "Type one of when, time" in told.err
    (one,) = exported(run)["moments"]
    assert one["note"] == "Words"
    assert one["csv"] == {"Date": "2024-01-05 21:05", "felt": "Sad", "x": "1"}
    file = put(tmp_path, "more.tsv", "Date\tNotes\tfelt\n2024-01-06 21:05\tWords\tSad\n")
    run("import", file, "--column", "when=Date", "--column", "mood=FELT", stdin="y\n", terminal=True)
    second = exported(run)["moments"][1]
    assert [felt["mood"] for felt in second["feelings"]] == ["sad"]
    assert second["csv"]["Notes"] == "Words"
    kept = (places.config / "imports" / "csv.toml").read_text()
    assert 'felt = "mood"' in kept
    assert "Notes" not in kept


def test_words_of_a_table_can_be_changed_and_are_kept(run: Run, tmp_path: Path, places: Places) -> None:
    file = put(tmp_path, "table.csv", "Date,Why\n2024-01-05,late\n")
    names = ("--column", "when=Date", "--column", "trigger=Why")
    run("import", file, *names, stdin="w\n1\ntrigger:slow_reply\n\ny\n", terminal=True)
    assert exported(run)["moments"][0]["triggers"] == ["slow_reply"]
    assert 'late = "trigger:slow_reply"' in (places.config / "imports" / "csv.toml").read_text()
    (places.config / "imports" / "csv.toml").write_text('[columns]\nDate = "whenever"\n')
    assert '"whenever" is not valid' in refused(run, file)


def test_a_column_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    file = put(tmp_path, "table.csv", "Date,Notes\n2024-01-05,x\n")
    assert "--column when=COLUMN" in refused(run, file)
    assert '"Day" is not in the file; its columns are: Date, Notes' in refused(
        run, file, "--column", "when=Day"
    )
