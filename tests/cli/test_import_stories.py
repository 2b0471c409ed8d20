"""Diaries imported a second and a third time through the command line, as they change there and here."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from companion.model.clock import fixed_clock
from tests.cli.conftest import Run

HEAD = "full_date,date,weekday,time,mood,activities,note_title,note\n"
NAMES = ("added", "changed", "unchanged", "stay_deleted")

Files = dict[str, str]


def put(folder: Path, files: Files) -> str:
    """The files in a new folder, or the one there is; the path of the folder, or of the one file."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return str(folder if len(files) != 1 or not next(iter(files)).endswith((".csv", ".txt")) else path)


def daylio(*rows: str) -> Files:
    """Rows ``day,weekday,time,mood,activities,note``."""
    lines = []
    for row in rows:
        day, weekday, time, mood, activities, note = row.split(",", 5)
        lines.append(f'{day},x,{weekday},{time},{mood},{activities},,"{note}"\n')
    return {"daylio_export.csv": HEAD + "".join(lines)}


def whole(run: Run) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("export").out)
    return found


def entries(run: Run) -> list[dict[str, Any]]:
    held = whole(run)
    found = [*held["moments"], *({**one, "note": one["text"]} for one in held["reflections"])]
    return sorted(found, key=lambda one: (one["occurred_at"], one["note"]))


def notes(run: Run) -> list[str]:
    return [one["note"] for one in entries(run)]


def brought(run: Run, path: str, *more: str) -> dict[str, int]:
    """Import, see that the same again does nothing and that undoing brings back what was; the counts."""
    before = run("export").out
    told = run("import", path, *more, "--yes", "--json")
    assert told.code == 0, told.err
    after = run("export").out
    if after != before:
        assert run("undo").code == 0
        assert without_marks(run("export").out) == without_marks(before)
        run("import", path, *more, "--yes")
        assert without_marks(run("export").out) == without_marks(after)
    again = json.loads(run("import", path, *more, "--yes", "--json").out)
    assert (again["added"], again["changed"]) == (0, 0)
    counts = json.loads(told.out)
    return {name: counts[name] for name in NAMES if counts[name]}


def without_marks(exported: str) -> str:
    """An export without what stays of an import that was undone: the ids of its entries, as deleted."""
    held = json.loads(exported)
    del held["deleted"]
    return json.dumps(held, indent=2, sort_keys=True)


# Changed on both sides


def test_a_third_import_keeps_what_was_written_here(run: Run, tmp_path: Path) -> None:
    def file(note: str) -> str:
        return put(tmp_path, daylio(f"2026-02-20,Friday,21:00,good,tea,{note}"))

    brought(run, file("we talked"))
    id = entries(run)[0]["id"]
    run("edit", id, "--note", "I talked, they listened")
    assert brought(run, file("we talked for long")) == {"changed": 1}
    assert notes(run) == ["I talked, they listened\n\n· · ·\n\nwe talked for long"]
    assert brought(run, file("we talked for an hour")) == {"changed": 1}
    assert notes(run) == ["I talked, they listened\n\n· · ·\n\nwe talked for an hour"]
    run("edit", id, "--note", "All of it in words of my own")
    assert brought(run, file("we talked for an hour")) == {"unchanged": 1}
    assert notes(run) == ["All of it in words of my own"]
    assert brought(run, file("we talked for two hours")) == {"changed": 1}
    assert notes(run) == ["All of it in words of my own\n\n· · ·\n\nwe talked for two hours"]


def test_a_typo_mended_in_both_places_is_said_once_and_may_be_changed_here_later(
    run: Run, tmp_path: Path
) -> None:
    brought(run, put(tmp_path, daylio("2026-02-20,Friday,21:00,good,tea,we tlaked")))
    id = entries(run)[0]["id"]
    run("edit", id, "--note", "we talked")
    mended = put(tmp_path, daylio("2026-02-20,Friday,21:00,good,tea,we talked"))
    assert brought(run, mended) == {"unchanged": 1}
    run("edit", id, "--note", "a long evening")
    assert brought(run, mended) == {"unchanged": 1}
    assert notes(run) == ["a long evening"]


def test_a_tag_added_in_both_places_and_taken_off_here_stays_off(run: Run, tmp_path: Path) -> None:
    brought(run, put(tmp_path, daylio("2026-02-20,Friday,21:00,good,tea,we talked")))
    id = entries(run)[0]["id"]
    run("edit", id, "--tag", "sea")
    file = put(tmp_path, daylio("2026-02-20,Friday,21:00,good,tea | sea,we talked"))
    assert brought(run, file) == {"unchanged": 1}
    run("edit", id, "--without", "sea")
    assert brought(run, file) == {"unchanged": 1}
    assert entries(run)[0]["tags"] == ["tea"]


# Which is which


LAKE, PHONE = "We drove to the lake and swam until it was dark", "Nobody answered the phone all evening"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("2026-02-20.md", "{}\n"),
        ("Daily/2026-02-20.md", "---\nmood: calm\n---\n{}\n"),
        ("2026-02.txt", "20:\n  text: {}\n"),
        ("journals/2026_02_20.md", "- {}\n"),
        ("journals/2026_02_20.md", "- 21:00 {}\n"),
        ("20260220.org", "* Friday, 2026-02-20\n** 21:00 {}\n"),
        ("diary.txt", "[2026-02-20 21:00] {}\n"),
        ("diary.csv", HEAD + "2026-02-20,x,Friday,21:00,good,tea,,{}\n"),
    ],
)
def test_two_plainly_different_notes_of_one_day_in_two_folders_are_two(
    run: Run, tmp_path: Path, name: str, text: str
) -> None:
    first = put(tmp_path / "mine", {name: text.format(LAKE)})
    second = put(tmp_path / "ours", {name: text.format(PHONE)})
    assert brought(run, first) == brought(run, second) == {"added": 1}
    assert [LAKE in note for note in notes(run)].count(True) == 1 and len(notes(run)) == 2
    put(tmp_path / "mine", {name: text.format(f"{LAKE} and ate")})
    assert brought(run, first) == {"changed": 1}
    put(tmp_path / "ours", {name: text.format(f"{PHONE} so I slept")})
    assert brought(run, second) == {"changed": 1}
    assert [f"{LAKE} and ate" in note for note in notes(run)].count(True) == 1
    assert [f"{PHONE} so I slept" in note for note in notes(run)].count(True) == 1


def test_a_day_note_written_anew_in_its_folder_is_the_same_one(run: Run, tmp_path: Path) -> None:
    brought(run, put(tmp_path / "vault", {"2026-02-20.md": LAKE, "2026-02-21.md": "tea"}))
    later = put(tmp_path / "vault", {"2026-02-20.md": PHONE, "2026-02-21.md": "tea"})
    assert brought(run, later) == {"changed": 1, "unchanged": 1}
    assert notes(run) == [PHONE, "tea"]


@pytest.mark.parametrize(
    ("name", "head", "row"),
    [
        ("d.csv", HEAD, '2026-02-20,x,Friday,21:00,good,tea,,"{}"\n'),
        ("diary.txt", "", "[2026-02-20 21:00] {}\n\n"),
        ("journals/2026_02_20.md", "", "- 21:00 {}\n"),
        ("20260220.org", "* Friday, 2026-02-20\n", "** 21:00 {}\n"),
    ],
)
def test_an_entry_between_two_of_one_minute_is_new_and_a_mended_one_is_not(
    run: Run, tmp_path: Path, name: str, head: str, row: str
) -> None:
    def file(*texts: str) -> str:
        return put(tmp_path / "diary", {name: head + "".join(row.format(text) for text in texts)})

    brought(run, file("first we ate outside", "then they all left"))
    ids = {one["note"]: one["id"] for one in entries(run)}
    later = file("first we aet outside", "somebody rang about the car", "then they all left")
    assert brought(run, later) == {"added": 1, "changed": 1, "unchanged": 1}
    after = {one["note"].removeprefix("- 21:00 "): one["id"] for one in entries(run)}
    before = {note.removeprefix("- 21:00 "): id for note, id in ids.items()}
    assert after["then they all left"] == before["then they all left"]
    assert after["first we aet outside"] == before["first we ate outside"]
    assert len(after) == 3


def test_an_entry_deleted_here_stays_deleted_in_other_words_and_its_neighbour_is_updated(
    run: Run, tmp_path: Path
) -> None:
    def file(*rows: str) -> str:
        return put(tmp_path, daylio(*(f"2026-02-20,Friday,21:00,{row}" for row in rows)))

    brought(run, file("good,tea,first we ate outside", "bad,walk,then they all left"))
    run("delete", entries(run)[0]["id"], "--yes")
    later = file("good,tea,first we ate outside and talked", "bad,walk,then all of them left")
    assert brought(run, later) == {"changed": 1, "unchanged": 1, "stay_deleted": 1}
    assert notes(run) == ["then all of them left"]


# Another phone language


ENGLISH = (
    "2026-02-20,Friday,9:05 PM,good,cooking | friends,we ate",
    "2026-02-20,Friday,9:05 PM,bad,work,",
    "2026-02-20,Friday,12:00 PM,meh,cooking,",
    "2026-02-21,Saturday,12:10 AM,awful,,so it ended",
)
GERMAN = (
    "2026-02-20,Freitag,21:05 Uhr,gut,Kochen | Freunde,we ate",
    "2026-02-20,Freitag,21:05 Uhr,schlecht,Arbeit,",
    "2026-02-20,Freitag,12:00 Uhr,lala,Kochen,",
    "2026-02-21,Samstag,00:10 Uhr,furchtbar,,so it ended",
)


def test_activities_renamed_and_another_phone_language_change_entries_and_double_none(
    run: Run, tmp_path: Path
) -> None:
    brought(run, put(tmp_path, daylio(*ENGLISH)))
    ids = [one["id"] for one in entries(run)]
    assert brought(run, put(tmp_path, daylio(*GERMAN))) == {"changed": 4}
    assert sorted(ids) == sorted(one["id"] for one in entries(run))
    assert sorted(tuple(one["tags"]) for one in entries(run)) == [
        (), ("Arbeit",), ("Kochen",), ("Kochen", "Freunde"),
    ]  # fmt: skip
    assert all(len(one["feelings"]) == 1 for one in entries(run))


def test_a_feeling_changed_here_stays_when_the_phone_speaks_another_language(
    run: Run, tmp_path: Path
) -> None:
    brought(run, put(tmp_path, daylio(ENGLISH[0])))
    run("edit", entries(run)[0]["id"], "--mood", "calm", "--tag", "kitchen")
    assert brought(run, put(tmp_path, daylio(GERMAN[0]))) == {"changed": 1}
    (one,) = entries(run)
    assert sorted(one["tags"]) == ["Freunde", "Kochen", "kitchen"]
    assert sorted(feeling["mood"] for feeling in one["feelings"]) == ["calm", "gut"]


# Files that went wrong once


INPUTS: dict[str, tuple[Files, Sequence[str], str, tuple[str, str]]] = {
    "a vault": ({"2026-11-20.md": "- morning: calm\n"}, (), "2026-11-20T12:00", ("calm", "calm, and tea")),
    "times with a Z": (
        {"utc.csv": "date,mood,note\n2026-11-21T05:30:00Z,calm,friday evening on the west coast\n"},
        ("--column", "when=date", "--column", "mood=mood", "--column", "text=note"),
        "2026-11-21T06:30",
        ("friday", "a friday"),
    ),
    "Greek": (
        {"greek.csv": HEAD + '2026-11-20,x,x,"6:50 μ.μ.",good,"","","hi"\n'},
        (),
        "2026-11-20T18:50",
        ('"hi"', '"hi, and bye"'),
    ),
    "Turkish": (
        {"turkish.csv": HEAD + '2026-11-20,x,x,"ÖS 6:50",good,"","","hi"\n'},
        (),
        "2026-11-20T18:50",
        ("good", "super"),
    ),
    "Logseq": (
        {
            "journals/2026_11_20.md": "- final words of friday\n",
            "logseq/bak/journals/2026_11_20/2026-11-23T09_10_11.123Z.Desktop.md": "- first words of friday\n",
        },
        (),
        "2026-11-20T12:00",
        ("final words", "last words"),
    ),
    "saved again by a spreadsheet": (
        {"us.csv": HEAD + "6/30/2021,30-Jun,Wednesday,9:15 PM,good,run,,hello\n"},
        ("--dates", "mdy"),
        "2021-06-30T21:15",
        ("hello", "hello again"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("which", INPUTS)
def test_a_file_comes_in_right_and_twice_and_changed_without_doubling(
    run: Run, tmp_path: Path, which: str
) -> None:
    files, more, at, (old, new) = INPUTS[which]
    path = put(tmp_path / "in", files)
    assert brought(run, path, *more) == {"added": 1}
    assert [one["occurred_at"][:16] for one in entries(run)] == [at]
    assert brought(run, path, *more) == {"unchanged": 1}
    put(tmp_path / "in", {name: text.replace(old, new) for name, text in files.items()})
    assert brought(run, path, *more) == {"changed": 1}
    assert len(entries(run)) == 1


def test_a_table_without_a_first_line_of_names_keeps_its_first_row(run: Run, tmp_path: Path) -> None:
    rows = '2021-10-16,16 oct,sat,18:43,mal,"","first"\n2021-10-15,15 oct,fri,18:43,bien,"a | b","second"\n'
    path = put(tmp_path, {"table.csv": rows})
    assert brought(run, path) == {"added": 2}
    assert notes(run) == ["second", "first"]
    put(tmp_path, {"table.csv": rows.replace("second", "second, in the rain")})
    assert brought(run, path) == {"changed": 1, "unchanged": 1}


IN_LOS_ANGELES = fixed_clock(
    datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("America/Los_Angeles")), "America/Los_Angeles"
)


@pytest.mark.parametrize("clock", [IN_LOS_ANGELES])
def test_a_time_with_a_z_is_that_of_the_clock_at_home(run: Run, tmp_path: Path) -> None:
    files, more, _, _ = INPUTS["times with a Z"]
    path = put(tmp_path, files)
    assert brought(run, path, *more) == {"added": 1}
    assert entries(run)[0]["occurred_at"] == "2026-11-20T21:30:00-08:00"  # a Friday
    assert brought(run, path, *more) == {"unchanged": 1}
