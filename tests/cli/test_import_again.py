"""A diary imported again through the command line: what changed is told, and what seems to be here."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

HEAD = "full_date,date,weekday,time,mood,activities,note_title,note\n"


def put(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def daylio(folder: Path, *rows: str) -> str:
    return put(folder, "diary.csv", HEAD + "\n".join(rows) + "\n")


def notes(run: Run) -> list[str]:
    whole = json.loads(run("export").out)
    return [*(one["note"] for one in whole["moments"]), *(one["text"] for one in whole["reflections"])]


def as_json(run: Run, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("import", *words, "--json").out)
    return found


def test_a_day_note_that_grew_is_told_and_changed_and_undone(run: Run, tmp_path: Path) -> None:
    monday = put(tmp_path, "monday/2026-02-20.md", "- morning: calm\n")
    friday = put(tmp_path, "friday/2026-02-20.md", "- morning: calm\n- evening: we talked\n")
    run("import", str(Path(monday).parent), "--yes")
    told = run("import", str(Path(friday).parent), "--dry-run").out
    assert "1 entry here has changed in the file:\n  2026-02-20 12:00  - morning: calm - evening" in told
    assert "(text)\n" in told
    assert notes(run) == ["- morning: calm"]
    counts = as_json(run, str(Path(friday).parent), "--yes")
    assert (counts["added"], counts["changed"], counts["unchanged"]) == (0, 1, 0)
    assert notes(run) == ["- morning: calm\n- evening: we talked"]
    run("undo")
    assert notes(run) == ["- morning: calm"]


def test_a_preview_says_how_many_are_new_changed_here_and_deleted(run: Run, tmp_path: Path) -> None:
    rows = [f"2026-02-{day:02},,,21:00,good,tea,,the evening of day {day}" for day in range(1, 5)]
    run("import", daylio(tmp_path, *rows), "--yes")
    first = json.loads(run("export").out)["moments"][0]["id"]
    run("delete", first, "--yes")
    rows[1] = rows[1].replace("good", "fine").replace("evening", "long evening")
    file = daylio(tmp_path, *rows, "2026-02-09,,,21:00,good,tea,,another evening")
    told = run("import", file, "--dry-run").out
    for line in (
        "1 entry is new.\n",
        "1 entry here has changed in the file:\n",
        "  2026-02-02 21:00  the long evening of day 2  (text, feelings)\n",
        "2 entries are already here, unchanged.\n",
        "1 entry you deleted here stays deleted.\n",
    ):
        assert line in told
    found = as_json(run, file, "--dry-run")["comparison"]
    assert (found["new"], found["already_here"], found["stay_deleted"]) == (1, 2, 1)
    assert [one["fields"] for one in found["changed"]] == [["text", "feelings"]]
    counts = as_json(run, file, "--yes")
    assert [counts[name] for name in ("added", "changed", "unchanged", "stay_deleted")] == [1, 1, 3, 1]
    assert len(notes(run)) == 4


def test_likely_doubles_are_named_and_left_out_when_asked(run: Run, tmp_path: Path) -> None:
    file = daylio(
        tmp_path,
        "2026-02-20,,,21:00,good,,,we walked home in the rain",
        "2026-02-21,,,21:00,good,,,and stayed in",
    )
    run("log", "--when", "2026-02-20 21:03", "--note", "We walked home in the rain.")
    told = run("import", file, "--dry-run").out
    assert "1 of them seems to be here already, from elsewhere:\n" in told
    assert "  2026-02-20 21:00  we walked home in the rain  (here: 2026-02-20 21:03)\n" in told
    (double,) = as_json(run, file, "--dry-run")["comparison"]["likely_doubles"]
    assert double["first_words"] == "we walked home in the rain"
    counts = as_json(run, file, "--yes", "--leave-out-doubles")
    assert [counts[name] for name in ("added", "likely_doubles", "left_out")] == [1, 1, 1]
    assert len(notes(run)) == 2
    assert "1 entry may now be here twice:" in run("import", file, "--yes").err
    assert len(notes(run)) == 3


@pytest.mark.parametrize(("answer", "left"), [("y", 2), ("", 2), ("n", 3), ("q", 1)])
def test_in_a_terminal_it_is_asked_whether_to_leave_them_out(
    run: Run, tmp_path: Path, answer: str, left: int
) -> None:
    file = daylio(
        tmp_path,
        "2026-02-20,,,21:00,good,,,we walked home in the rain",
        "2026-02-21,,,21:00,good,,,and stayed in",
    )
    run("log", "--when", "2026-02-20 21:03", "--note", "We walked home in the rain.")
    told = run("import", file, stdin=f"y\n{answer}\n", terminal=True)
    assert (
        told.err.index("2 entries are new.")
        < told.err.index("Import this?")
        < told.err.index("Leave it out?")
    )
    assert len(notes(run)) == left


def test_ctrl_c_in_the_middle_leaves_nothing_half_done(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from companion.store.entries import EntryTable

    run("import", daylio(tmp_path, "2026-02-20,,,21:00,good,,,we walked home"), "--yes")
    before = run("export").out
    rows = [f"2026-02-{day:02},,,08:00,good,,,day {day}" for day in range(1, 20)]
    file = daylio(tmp_path, *rows, "2026-02-20,,,21:00,good,,,we walked home in the rain")
    put_new = EntryTable.put_new

    def interrupted(table: EntryTable, entries: Any) -> None:
        put_new(table, entries)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(EntryTable, "put_new", interrupted)
        assert run("import", file, "--yes").code == 130
    assert run("export").out == before
    counts = as_json(run, file, "--yes")
    assert (counts["added"], counts["changed"]) == (19, 1)


def test_a_whole_diary_that_changed_in_its_program_is_changed_found_and_undone(
    run: Run, tmp_path: Path
) -> None:
    days = [f"2026-{month:02}-{day:02}" for month in (1, 2) for day in range(1, 29)]
    rows = [f'{day},,,21:00,good,tea,,"a quiet evening, number {number}"' for number, day in enumerate(days)]
    run("import", daylio(tmp_path, *rows), "--yes")
    assert as_json(run, daylio(tmp_path, *rows), "--yes")["unchanged"] == len(rows)
    longer = [row.replace("quiet evening", "loud evening").replace("good", "fine") for row in rows]
    counts = as_json(run, daylio(tmp_path, *longer), "--yes")
    assert (counts["added"], counts["changed"], counts["unchanged"]) == (0, len(rows), 0)
    assert len(json.loads(run("search", "loud", "--json", "--limit", "100").out)) == len(rows)
    assert json.loads(run("search", "quiet", "--json").out) == []
    assert run("doctor").code == 0
    run("undo")
    assert sorted(notes(run)) == sorted(f"a quiet evening, number {number}" for number in range(len(days)))
    assert json.loads(run("search", "loud", "--json").out) == []
    assert run("doctor").code == 0
