"""Diaries of more programs, through the command line: what each keeps, and what is refused in words."""

import json
from pathlib import Path
from typing import Any

import pytest

from companion.system.paths import Places
from tests.cli.conftest import Run
from tests.exchange.samples import COLUMNS, TUI_JOURNAL, tui_journal_base, write_sample


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
    ("text", "said"),
    [
        ('[{"title": "a", "content": "", "date": 1e999}]', "entry 1: date: 1e999 is too large a number"),
        ('[{"title": "a", "content": "", "date": "soon"}]', 'entry 1: date: "soon" is not allowed'),
        ('[{"title": 3, "content": "", "date": "2024-01-01T00:00:00Z"}]', "entry 1: title: 3 is not allowed"),
        ('[{"content": "", "date": "x"}, {"title"', "line 1, column"),
        ('[{"title": "", "content": "", "date": "0001-01-01T21:00:00Z"}]', "entry 1: 0001-01-01 is too far"),
        ('{"version": 100, "entries": 7, "title": "date" "content"}', "the file is not JSON"),
        ('{"version": 100, "entries": ["title", "date", "content"]}', "entries, entry 1"),
    ],
)
def test_json_of_tui_journal_that_is_not_right_is_refused(
    text: str, said: str, run: Run, tmp_path: Path
) -> None:
    assert said in refused(run, put(tmp_path, "entries.json", text))


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


# How We Feel


def test_how_we_feel_moods_keep_their_words_and_all_tags_come_along(run: Run, tmp_path: Path) -> None:
    run("import", str(write_sample(tmp_path, "howwefeel")), "--yes")
    midnight, morning, evening = exported(run)["moments"]
    assert evening["occurred_at"] == "2026-02-08T16:04:00+01:00"
    assert [one["mood"] for one in evening["feelings"]] == ["Mellow", "lonely"]
    assert evening["tags"] == ["By Myself", "Home", "Garden"]
    assert evening["note"] == "A note, long\nwith lines"
    assert evening["howwefeel"]["Mood"] == "Mellow;Lonely"
    assert evening["howwefeel"]["Steps"] == "15.0"
    assert [one["mood"] for one in morning["feelings"]] == ["zorblax"]
    assert morning["note"] == "### Reflections\n\nOne.\n\nTwo."
    assert midnight["occurred_at"] == "2026-02-07T00:00:00+01:00"
    assert midnight["tags"] == ["park"]


@pytest.mark.parametrize(
    "day", ["2026 Sun Feb 8 16:04", "2026 dim. 8 févr. 16:04", "2026-02-08 4:04 pm", "2026 8 Feb 4:04 p.m."]
)
def test_how_we_feel_dates_are_read_in_many_ways(day: str, run: Run, tmp_path: Path) -> None:
    run("import", put(tmp_path, "hwf.csv", f"Date,Mood,Tags (Events)\r\n{day},Sad,\r\n"), "--yes")
    assert exported(run)["moments"][0]["occurred_at"] == "2026-02-08T16:04:00+01:00"


def test_a_row_of_how_we_feel_without_a_time_is_refused_with_its_line(run: Run, tmp_path: Path) -> None:
    for cell, said in (("soon", '"soon" is not'), ("", "it is empty"), ("2026 Sun Feb 30 4:04 PM", "30")):
        file = put(tmp_path, "hwf.csv", f"Date,Mood,Tags (Events)\n2026 Sun Feb 8 16:04,Sad,\n{cell},x,\n")
        told = refused(run, file)
        assert "line 3, column Date" in told
        assert said in told


# RedNotebook


def test_rednotebook_texts_stay_as_they_are_and_categories_are_tags(run: Run, tmp_path: Path) -> None:
    run("import", str(write_sample(tmp_path, "rednotebook")), "--yes")
    first, second, third = exported(run)["reflections"]
    assert first["occurred_at"] == "2024-02-01T12:00:00+01:00"
    assert first["text"] == (
        'First **bold** day #Rain &#9731; #ff0000\n- item\n[photo ""file:///home/p.jpg""] ☕ "quoted": yes'
    )
    assert first["tags"] == ["rain"]
    assert second["tags"] == ["Ideas", "Todo", "late"]
    assert second["text"] == "Todo:\n- call home\n- null"
    assert second["rednotebook"]["categories"]["Tags"] == {"late": None}
    assert third["text"] == "--- looks like yaml\nkey: value\n'single'\ttab"
    told = run("import", str(tmp_path / "2024-02.txt"), "--dry-run").out
    assert "1 day is empty" in told
    assert "stand at noon" in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31:\n  text: x\n", 'day "31" is not allowed'),
        ("1:\n  text: x\n1:\n  text: y\n", "line 3: 1 is named twice"),
        ("1:\n  text: [x]\n", "day 1: text: a list is not allowed"),
        ("1: x\n", 'day 1: "x" is not allowed'),
        ("1:\n  text: 'x\n", "it is not YAML"),
        ("1: &a {text: x}\n2: *a\n", "line 1: anchors and aliases"),
        ("1: " + "[" * 5000, "nested deeper"),
        ("1: !!python/object/apply:os.system [x]\n", "day 1: a list is not allowed"),
        ("1:\n  text: a\x07b\n", "line 2: it is not YAML"),
    ],
)
def test_a_month_that_is_none_is_refused(text: str, said: str, run: Run, tmp_path: Path) -> None:
    assert said in refused(run, put(tmp_path, "2024-02.txt", text), "--format", "rednotebook")


def test_a_folder_of_months_leaves_out_what_was_set_aside(run: Run, tmp_path: Path) -> None:
    for name, text in (
        ("2024-02.txt", "1:\n  text: one\n"),
        ("2024-03.txt", ""),
        ("2024-04.txt", "2:\n  text: two\n"),
        ("2024-02.old.txt", "1:\n  text: old\n"),
        ("2024-02.CONFLICT_BACKUP17.5.txt", "1:\n  text: other\n"),
    ):
        put(tmp_path / "data", name, text)
    folder = str(tmp_path / "data")
    told = run("import", folder, "--dry-run").out
    assert "2 entries were read; 3 files were read; 2 files were passed over." in told
    put(tmp_path / "data", "2024-04.txt", "x")
    assert "2024-04.txt: it is no map" in refused(run, folder)
    named_otherwise = put(tmp_path, "feb.txt", "1: {text: x}")
    assert "has to say which month" in refused(run, named_otherwise, "--format", "rednotebook")


# Notes in Markdown


def test_a_vault_of_days_keeps_its_texts_tags_and_front_matter(run: Run, tmp_path: Path) -> None:
    file = str(write_sample(tmp_path, "markdown zip"))
    told = run("import", file, "--dry-run").out
    for words in (
        "4 entries were read; 5 files were read; 1 file was passed over; 1 day is empty;",
        "1 photo, recording or other file was left behind",
        "Notes/Ideas.md: there is no day",
    ):
        assert words in " ".join(told.split()).replace("\n", " ")
    run("import", file, "--yes")
    last, first, walk, evening = exported(run)["reflections"]
    assert first["text"] == "# Day\n[[Sam|S]] #walk"
    assert first["tags"] == ["work", "late", "walk"]
    assert [one["mood"] for one in first["feelings"]] == ["calm"]
    assert first["markdown"] == {
        "file": "Daily/2024-01-05 Friday.md",
        "front_matter": "tags: [work, '#late']\nmood: calm\nsleep: 7\n",
    }
    assert walk["text"] == "## A long walk\n\nFrüh #weight:66.9kg\n```\n#no\n```"
    assert walk["tags"] == ["weight"]
    assert evening["occurred_at"] == "2024-01-07T21:30:00+01:00"
    assert evening["starred"] is True
    assert evening["tags"] == ["a", "b"]
    assert last["occurred_at"] == "2023-12-31T12:00:00+01:00"


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("2024.01.05", "2024-01-05T12:00"),
        ("2024_01_05", "2024-01-05T12:00"),
        ("20240105", "2024-01-05T12:00"),
        ("202401051430", "2024-01-05T14:30"),
        ("2024-01-05T14.30", "2024-01-05T14:30"),
        ("25.12.2024", "2024-12-25T12:00"),
        ("January 5th, 2024", "2024-01-05T12:00"),
        ("Friday, 5 January 2024", "2024-01-05T12:00"),
        ("5. Januar 2024", "2024-01-05T12:00"),
        ("2024/01/05", "2024-01-05T12:00"),
        ("2024/01-January/05 Friday", "2024-01-05T12:00"),
    ],
)
def test_days_in_the_names_of_notes(name: str, at: str, run: Run, tmp_path: Path) -> None:
    put(tmp_path / "vault", f"{name}.md", "A day")
    run("import", str(tmp_path / "vault"), "--yes")
    (one,) = exported(run)["reflections"]
    assert str(one["occurred_at"]).startswith(at)
    assert one["text"] == "A day"


def test_a_day_that_can_be_read_in_two_ways_is_asked_for(run: Run, tmp_path: Path) -> None:
    file = put(tmp_path, "02-01-2021.md", "---\ntags: \nmood: 5\n---\n\n#weight:69.4kg\n")
    told = refused(run, file)
    assert "--dates dmy for 2021-01-02 or --dates mdy for 2021-02-01" in told
    assert "Moods that are no words stay" in run("import", file, "--dates", "dmy", "--dry-run").out
    run("import", file, "--dates", "dmy", "--yes")
    assert exported(run)["reflections"][0]["occurred_at"] == "2021-01-02T12:00:00+01:00"
    run("import", file, "--dates", "%m-%d-%Y", "--yes")
    days = [str(one["occurred_at"])[:10] for one in exported(run)["reflections"]]
    assert days == ["2021-01-02", "2021-02-01"]
    assert "a pattern such as" in refused(run, file, "--dates", "%Y")


def test_front_matter_that_is_none_stays_in_the_text(run: Run, tmp_path: Path) -> None:
    bomb = "a: &a [x]\n" + "".join(f"b{n}: [*a, *a]\n" for n in range(9))
    for name, text in (
        ("2024-01-01.md", "---\ntitle: a: b\n---\nBelow"),
        ("2024-01-02.md", f"---\n{bomb}---\nBelow"),
        ("2024-01-03.md", "---\nA line between lines\n---\nBelow"),
        ("2024-01-04.md", "---\nno: end\n"),
        ("2024-01-05.md", "---\r\n---\r\nBelow\r\n"),
    ):
        put(tmp_path / "vault", name, text)
        run("import", str(tmp_path / "vault" / name), "--yes")
    found = [one["text"] for one in exported(run)["reflections"]]
    assert found == [
        "---\ntitle: a: b\n---\nBelow",
        f"---\n{bomb}---\nBelow",
        "---\nA line between lines\n---\nBelow",
        "---\nno: end",
        "Below",
    ]
    told = run("import", str(tmp_path / "vault"), "--dry-run").out
    assert "2024-01-01.md: line 2" in told
    assert "anchors and aliases" in told


def test_one_note_that_is_not_text_refuses_the_folder(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "vault", "2024-01-01.md", "fine")
    put(tmp_path / "vault", "2024-01-02.md", b"fr\xfch")
    assert "2024-01-02.md: the file is not text in UTF-8: line 1, column 3" in refused(
        run, str(tmp_path / "vault")
    )
    assert "there is no day in its name" in refused(run, put(tmp_path, "idea.md", "x"))


# Any table

NAMED = [word for column, role in COLUMNS.items() for word in ("--column", f"{role}={column}")]


def test_a_table_with_named_columns_comes_in_whole_and_twice_is_once(
    run: Run, tmp_path: Path, places: Places
) -> None:
    file = str(write_sample(tmp_path, "csv"))
    told = " ".join(run("import", file, *NAMED, "--dry-run").out.split())
    assert "when: Date; time: time; text: Notes; mood: Mood" in told
    assert "Columns not named, kept in the entries: Weather." in told
    assert "line 4: time:" not in told
    assert '"pre" is no time of day' in told
    assert "Words kept as they stand: 7 (2), uneasy (1), a (1), b (1), nobody came (1)" in told
    assert not (places.config / "imports").exists()
    assert json.loads(run("import", file, *NAMED, "--yes", "--json").out)["added"] == 4
    first, second, *alike = exported(run)["moments"]
    assert first["occurred_at"] == "2024-02-13T21:15:00+01:00"
    assert first["note"] == 'One; two, "three"\nfour'
    assert [one["mood"] for one in first["feelings"]] == ["sad", "uneasy"]
    assert first["tags"] == ["a", "b"]
    assert (first["triggers"], first["urges"]) == (["slow_reply"], ["withdrew"])
    assert first["responses"] == ["withdrew"]
    assert first["csv"]["Weather"] == "rain"
    assert "Notes" not in first["csv"]
    assert second["tags"] == ["nobody came"]
    assert second["occurred_at"] == "2024-02-14T12:00:00+01:00"
    assert len({one["id"] for one in alike}) == 2
    # The columns are kept, so the next time nothing has to be said.
    again = json.loads(run("import", file, "--yes", "--json").out)
    assert (again["added"], again["unchanged"]) == (0, 4)
    assert 'Date = "when"' in (places.config / "imports" / "csv.toml").read_text()


def test_at_a_terminal_the_columns_are_asked_for(run: Run, tmp_path: Path, places: Places) -> None:
    file = put(tmp_path, "table.tsv", "Date\tNotes\tfelt\tx\n2024-01-05 21:05\tWords\tSad\t1\n")
    told = run("import", file, stdin="\n\n-\n?\n-\ny\n", terminal=True)
    assert "felt: Sad" in told.err
    assert "One of when, time" in told.err
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


def test_a_table_nobody_named_is_refused_and_says_what_to_do(run: Run, tmp_path: Path) -> None:
    file = put(tmp_path, "table.csv", "Date,Notes\n2024-01-05,x\n")
    told = refused(run, file)
    assert "--column when=COLUMN" in told
    assert "there are: Date, Notes" in told
    for words, said in (
        (["when=Day"], '"Day" is not in the file; there are: Date, Notes'),
        (["what=Date"], '"what=Date" is not allowed; allowed: when=COLUMN'),
        (["when=Date", "when=Notes"], "more than one column is named when"),
        (["text=Notes"], "no column is named for when it was"),
    ):
        assert said in refused(run, file, *(part for word in words for part in ("--column", word)))


@pytest.mark.parametrize(
    ("cell", "dates", "at"),
    [
        ("2024-01-05T21:05:00+09:00", (), "2024-01-05T21:05:00+09:00"),
        ("2024-01-05 21:05", (), "2024-01-05T21:05:00+01:00"),
        ("1st Jan 2030", (), "2030-01-01T12:00:00+01:00"),
        ("05/01/2024 9:05 PM", ("--dates", "dmy"), "2024-01-05T21:05:00+01:00"),
        ("01-05-24", ("--dates", "%m-%d-%y"), "2024-01-05T12:00:00+01:00"),
        ("2024-03-31 02:30", (), "2024-03-31T02:30:00+01:00"),
    ],
)
def test_times_in_a_table_are_read_in_many_ways(
    cell: str, dates: tuple[str, ...], at: str, run: Run, tmp_path: Path
) -> None:
    file = put(tmp_path, "table.csv", f"\ufeffwhen\r\n{cell}\r\n")
    run("import", file, "--column", "when=when", *dates, "--yes")
    assert [one["occurred_at"] for one in exported(run)["moments"]] == [at]


def test_rows_that_do_not_fit_are_kept_or_refused_in_words(run: Run, tmp_path: Path) -> None:
    text = "Date,Notes,more\n2024-01-05,we sat, and ate,x\n2024-01-06,short\n2024-01-07,a,b,c\n\n"
    file = put(tmp_path, "table.csv", text)
    names = ("--column", "when=Date", "--column", "text=Notes")
    told = run("import", file, *names, "--dry-run").out
    for words in ("line 2: it is longer", "line 3: it is shorter", "line 4: it is longer", "1 blank line"):
        assert words in told
    run("import", file, *names, "--yes")
    found = exported(run)["moments"]
    assert [one["note"] for one in found] == ["we sat, and ate", "short", "a"]
    assert found[2]["csv"] == {"Date": "2024-01-07", "more": "b", "more_": ["c"]}
    for broken, said in (
        ("Date\nsoon\n", 'line 2, column Date: "soon" is not allowed'),
        ("Date\n1700000000\n", "line 2, column Date"),
        ("Date\n0001-01-01T00:00:00Z\n", "line 2, column Date: 0001-01-01 is too far away"),
        ("Date\n9999-12-31\n", "line 2, column Date: 9999-12-31 is too far away"),
        ("Date,x\n,1\n", "line 2, column Date: it is empty"),
        ("Date,Date\n", "line 1, column 2: Date is named twice"),
        ('Date\n"2024-01-05\n', "line 2, column 1: a quote opens here"),
        ("Date\n13/01/2024\n01/13/2024\n", "do not agree on the order"),
    ):
        assert said in refused(run, put(tmp_path, "broken.csv", broken), "--column", "when=Date")
    last = put(tmp_path, "order.csv", "Date\n05/01/2024\n13/01/2024\n")
    assert "line 3, column Date" in refused(run, last, "--column", "when=Date", "--dates", "mdy")


def test_words_of_a_table_can_be_changed_and_are_kept(run: Run, tmp_path: Path, places: Places) -> None:
    file = put(tmp_path, "table.csv", "Date,Why\n2024-01-05,late\n")
    names = ("--column", "when=Date", "--column", "trigger=Why")
    run("import", file, *names, stdin="w\n1\ntrigger:slow_reply\n\ny\n", terminal=True)
    assert exported(run)["moments"][0]["triggers"] == ["slow_reply"]
    assert 'late = "trigger:slow_reply"' in (places.config / "imports" / "csv.toml").read_text()
    (places.config / "imports" / "csv.toml").write_text('[columns]\nDate = "whenever"\n')
    assert '"whenever" is not allowed' in refused(run, file)
