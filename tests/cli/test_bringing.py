"""Other diaries brought along, through the command line: every entry is found, and twice is once."""

import json
from pathlib import Path

import pytest

from companion.system.paths import Places
from tests.cli.conftest import Run
from tests.exchange.samples import JRNL, SAMPLES, write_sample, zipped


def exported(run: Run) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(run("export").out)
    return found


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if sample != "csv"])
def test_each_diary_comes_in_whole_and_twice_is_once(sample: str, run: Run, tmp_path: Path) -> None:
    file = write_sample(tmp_path, sample)
    entries = SAMPLES[sample][2]
    assert "known by" in run("import", str(file), "--dry-run").out
    assert json.loads(run("import", str(file), "--yes", "--json").out)["added"] == entries
    before = exported(run)
    assert len(before["moments"]) + len(before["reflections"]) == entries
    again = json.loads(run("import", str(file), "--yes", "--json").out)
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, entries)
    assert exported(run) == before


def test_day_one_keeps_places_stars_and_names_photos(run: Run, tmp_path: Path) -> None:
    run("import", str(write_sample(tmp_path, "dayone")), "--yes")
    leap, rain, whole_day = exported(run)["reflections"]
    assert rain["occurred_at"] == "2024-05-02T06:30:00+09:00"
    assert rain["zone"] == "Asia/Tokyo"
    assert rain["starred"] is True
    assert rain["tags"] == ["rain", "Sad"]
    assert rain["text"] == "It rained. Twice!\n\n1\\. not a list\n\n(photo left behind: feed.jpeg)"
    assert rain["dayone"]["weather"] == {"conditionsDescription": "Rain"}  # type: ignore[index]
    assert whole_day["occurred_at"] == "2024-05-03T12:00:00+01:00"
    assert leap["text"] == "Leap"
    assert "Moon/Base" in run("import", str(tmp_path / "Journal.json"), "--dry-run").out
    assert "It rained" in run("search", "rained").out


def test_a_daylio_backup_keeps_moods_offsets_and_what_is_not_known(run: Run, tmp_path: Path) -> None:
    run("import", str(write_sample(tmp_path, "daylio backup")), "--yes")
    new_year, evening = exported(run)["moments"]
    assert evening["occurred_at"] == "2025-11-08T21:05:00+01:00"
    assert evening["feelings"] == [{"mood": "calm", "intensity": None}]
    assert evening["daylio"]["mood"] == "Calm"  # type: ignore[index]
    assert evening["daylio"]["isFavorite"] is True  # type: ignore[index]
    assert evening["tags"] == ["garden", "long walk"]
    assert evening["note"] == "We sat\noutside"
    assert new_year["note"] == "## New year"
    assert new_year["feelings"] == [{"mood": "rad", "intensity": None}]


def test_jrnl_in_its_users_own_date_format(run: Run, tmp_path: Path) -> None:
    file = write_sample(tmp_path, "jrnl")
    assert "Dates are read as day, month, year." in run("import", str(file), "--dry-run").out
    run("import", str(file), "--yes")
    first, second = exported(run)["reflections"]
    assert str(first["occurred_at"]).startswith("2013-06-09T15:39:00")
    assert first["starred"] is True
    assert first["tags"] == ["fine", "quiet/now"]
    assert first["text"] == "My first entry.\nEverything is @fine and #quiet/now\n[1] a note, no entry"
    assert str(second["occurred_at"]).startswith("2013-07-25T11:40:00")


def test_an_open_order_of_dates_is_said_and_can_be_set(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "diary.txt"
    file.write_text("[05/06/2013 10:00] One.\n\n[07/08/2013 10:00] Two.\n")
    assert "It is a guess" in run("import", str(file), "--yes").err
    assert "2013-05-06" in run("import", str(file), "--dates", "mdy", "--dry-run").out
    assert "2013-05-06" in run("import", str(file), "--dates", "%m/%d/%Y %H:%M", "--dry-run").out
    assert run("import", str(file), "--dates", "ymd", "--dry-run").code == 3
    refused = run("import", str(file), "--dates", "by heart", "--dry-run")
    assert (refused.code, "dmy, mdy" in refused.err) == (3, True)


def test_a_folder_of_days_comes_in_by_its_folders_names(run: Run, tmp_path: Path) -> None:
    for path, text in (
        ("2020/08/29.txt", "[09:15] Morning. *\nCoffee.\n\n[21:00] Evening.\n"),
        ("2020/08/31.txt", "[2020-08-31 14:32] Second day.\n"),
        ("2020/notes.txt", "no entry"),
        ("2020/02/31.txt", "[10:00] There is no such day."),
    ):
        (tmp_path / "diary" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "diary" / path).write_text(text)
    told = run("import", str(tmp_path / "diary"), "--dry-run").out
    assert "known by its files, named year/month/day.txt" in told
    assert "3 entries were read; 2 files were read; 2 files were passed over." in told
    run("import", str(tmp_path / "diary"), "--yes")
    assert [str(one["occurred_at"])[:16] for one in exported(run)["reflections"]] == [
        "2020-08-29T09:15",
        "2020-08-29T21:00",
        "2020-08-31T14:32",
    ]


def test_jrnl_of_the_old_kind_and_what_is_encrypted(run: Run, tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    old.write_text("2010-06-10 15:00 A line.\n\n2013-06-10 15:40 Another.\n[2019-08-03 12:55] a chat\n")
    assert "It holds 2 reflections" in run("import", str(old), "--dry-run").out
    locked = tmp_path / "locked.journal"
    locked.write_bytes(b"gAAAAABVIHB7")
    refused = run("import", str(locked), "--yes")
    assert (refused.code, "encrypted" in refused.err) == (3, True)


def test_a_tag_that_means_something_here_becomes_it(run: Run, tmp_path: Path, places: Places) -> None:
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
    assert "or d to read dates another way" in told
    assert "is no day in the order year, month, day" in told
    assert [str(one["occurred_at"])[:10] for one in exported(run)["reflections"]] == ["2013-05-06"]


def test_a_zip_that_is_cut_short_or_holds_no_diary_is_refused(run: Run, tmp_path: Path) -> None:
    file = write_sample(tmp_path, "dayone zip")
    file.write_bytes(file.read_bytes()[:-30])
    refused = run("import", str(file), "--yes")
    assert (refused.code, "the zip is damaged or cut short" in refused.err) == (3, True)
    file.write_bytes(zipped({"notes.txt": b"nothing"}))
    refused = run("import", str(file), "--yes")
    assert (refused.code, "no format that is known here" in refused.err) == (3, True)
    assert not any((tmp_path / "companion").glob("*.db"))
