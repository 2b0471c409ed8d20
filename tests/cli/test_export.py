"""The journal written out in each format."""

import json
import stat
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from companion.transfer.exporting import EXPORTS
from tests.cli.conftest import Run
from tests.documents.lending import font_of, lend

NOTE = '=1+1\n---\n```\n<script>alert(1)</script> <!-- שלום 🌿 "quoted"'


@pytest.fixture(autouse=True)
def two_moments(run: Run) -> None:
    for when, note in (("2026-02-01 10:00", "earlier"), ("2026-02-20 10:00", NOTE)):
        assert run("log", "--trigger", "affection", "--when", when, "--note", "-", stdin=note).code == 0


@pytest.mark.parametrize("form", [one for one in EXPORTS if one != "json"])
def test_each_is_its_owners_alone_and_replaces_nothing_unasked(
    run: Run, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lend(monkeypatch, font_of("🌿", tmp_path / "leaf.ttf"))
    out = tmp_path / "out"
    made = run("export", "--format", form, "-o", str(out))
    assert made.code == 0
    assert "plain text" in made.err
    files = sorted(out.iterdir()) if EXPORTS[form] else [out]
    assert {stat.S_IMODE(one.stat().st_mode) for one in files} == {0o600}
    if EXPORTS[form]:
        assert stat.S_IMODE(out.stat().st_mode) == 0o700
    before = [one.read_bytes() for one in files]
    assert run("export", "--format", form, "-o", str(out), "--to", "2026-02-02").code == 2
    assert [one.read_bytes() for one in files] == before
    assert run("export", "--format", form, "-o", str(out), "--force").code == 0
    assert [one.name for one in tmp_path.glob(".*out*")] == []


def test_a_span_holds_its_days_only(run: Run) -> None:
    found = json.loads(run("export", "--from", "2026-02-02", "--to", "2026-02-20").out)
    assert [one["note"] for one in found["moments"]] == [NOTE]
    assert run("export", "--from", "2026-02-21", "--to", "2026-02-20").code == 2


def test_the_sqlite_copy_has_plain_tables(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "copy.db"
    assert run("export", "--format", "sqlite", "-o", str(file)).code == 0
    connection = dbapi2.connect(str(file))
    assert connection.execute("SELECT note FROM moments ORDER BY occurred_at").fetchall() == [
        ("earlier",),
        (NOTE,),
    ]
    assert connection.execute("SELECT day, entries FROM days").fetchall() == [
        ("2026-02-01", 1),
        ("2026-02-20", 1),
    ]
    connection.close()


def test_a_pdf_is_refused_with_the_entries_whose_letters_no_font_has(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lend(monkeypatch)
    file = tmp_path / "journal.pdf"
    made = run("export", "--format", "pdf", "-o", str(file))
    assert made.code == 3 and not file.exists()
    assert "🌿 (U+1F33F). Found in: Friday 20 February 2026, 10:00 Moment. " in made.err
    page = run(
        "page",
        "--from",
        "2026-02-01",
        "--to",
        "2026-02-28",
        "--with-notes",
        "--yes",
        "--format",
        "pdf",
        "-o",
        str(file),
    )
    assert page.code == 3 and "Found in: In your own words, Friday 20 February 2026. " in page.err
    # The days without it can be written.
    assert run("export", "--format", "pdf", "--to", "2026-02-02", "-o", str(file)).code == 0


def test_a_folder_cannot_go_to_stdout(run: Run) -> None:
    for form in ("markdown", "csv", "sqlite", "pdf", "dayone"):
        assert run("export", "--format", form).code == 2


WHOLE = """{"format": "companion-journal", "version": 1,
"moments": [{"id": "m", "occurred_at": "2026-02-10T10:00:00+01:00", "later": {"a": 1}}],
"stories": [{"id": "s", "moment": "m", "feared": "=they are leaving", "turned_out": "otherwise"}],
"experiments": [{"id": "e", "if_then": "if a hug, then I stay", "started_at": "2026-02-10T10:00:00+01:00",
  "tries": [{"at": "2026-02-11T10:00:00+01:00", "did": true, "note": "it was warm"}]}],
"look_backs": [{"id": "l", "at": "2026-02-12T10:00:00+01:00", "held": ["what stayed", "<b>"]}],
"pattern_answers": [
  {"pattern": "withdraw_after_affection", "answer": "fits", "at": "2026-02-12T10:00:00+01:00"}]}"""


def test_what_is_no_entry_has_its_tables_and_is_missed_where_there_is_no_place(
    run: Run, tmp_path: Path
) -> None:
    assert run("import", "-", "--yes", stdin=WHOLE).code == 0
    assert run("export", "--format", "markdown", "-o", str(tmp_path / "md")).code == 0
    assert "it was warm" in (tmp_path / "md" / "experiments.md").read_text()
    assert run("export", "--format", "sqlite", "-o", str(tmp_path / "copy.db")).code == 0
    connection = dbapi2.connect(str(tmp_path / "copy.db"))
    assert connection.execute("SELECT pattern, answer FROM pattern_answers").fetchall() == [
        ("withdraw_after_affection", "fits")
    ]
    connection.close()
    assert "no place for worries" in run("export", "--format", "jrnl").err


def test_some_days_are_said_to_be_no_backup(run: Run) -> None:
    assert "not a backup" in run("export", "--from", "2026-02-02").err
    assert "no backup" not in run("export").err
    assert "companion backup" in run("export", "--help").out


def test_names_and_notes_stay_at_home_on_request(run: Run, tmp_path: Path) -> None:
    assert run("settings", "partner_name", "Robin").code == 0
    assert run("log", "--trigger", "affection", "--note", "-", stdin="a walk with Robin").code == 0
    page = run("export", "--format", "html", "--without-names")
    assert "a walk with [name]" in page.out and "Robin" not in page.out
    assert "Left out: your partner's name" in page.err and "Other names" in page.err
    page = run("export", "--format", "org", "--without-notes", "--without-names")
    assert "walk" not in page.out and "Affection came my way" in page.out
    assert "Left out: notes" in page.err and "Other names" not in page.err
    for form in ("json", "csv", "sqlite"):
        refused = run("export", "--format", form, "--without-notes", "-o", str(tmp_path / "out"))
        assert refused.code == 2 and f"{form} keeps everything" in refused.err
    assert not (tmp_path / "out").exists()
