"""Files in and out, as a person at a terminal and a script without one meet them."""

import io
import json
import os
import stat
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from companion import exchange
from companion.cli import import_
from companion.cli.main import main
from companion.cli.session import Session
from companion.exchange.journal_json import dumps, loads
from companion.journal import open_journal
from companion.model.clock import Clock, fixed_clock
from companion.model.records import Contents, Feeling
from companion.system.paths import Places
from tests.conftest import examples
from tests.strategies import journals

CLOCK = fixed_clock(datetime(2026, 3, 1, 21, 40, tzinfo=ZoneInfo("Europe/Berlin")), "Europe/Berlin")
DIARY = """full_date,date,weekday,time,mood,activities,note_title,note
2025-11-08,8 November,Saturday,9:05 pm,grateful,cook | chess,A slow day,We sat.
2025-11-07,7 November,Friday,18:52,rad,chess,,\x1b[31mred
"""


class AtTerminal(Session):
    """A session in which someone can be asked."""

    @property
    def can_ask(self) -> bool:
        return True


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    file = tmp_path / "diary.csv"
    file.write_text(DIARY, encoding="utf-8")
    return file


def run(places: Places, *arguments: object, clock: Clock = CLOCK) -> int:
    return main([str(one) for one in arguments], session=Session(places.data, clock=clock))


def answer(places: Places, monkeypatch: pytest.MonkeyPatch, answers: list[str], *arguments: object) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in answers)))
    return main([str(one) for one in arguments], session=AtTerminal(places.data, clock=CLOCK))


def held(places: Places) -> Contents:
    with open_journal(places, clock=CLOCK) as journal:
        return journal.merging.contents()


def test_a_script_imports_and_reads_counts(
    places: Places, diary: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(places, "import", diary, "--yes", "--json") == 0
    counts = {"added": 2, "changed": 0, "unchanged": 0, "deleted": 0, "moments": 2, "reflections": 0}
    counts |= {"likely_doubles": 0, "left_out": 0, "stay_deleted": 0}
    assert json.loads(capsys.readouterr().out) == counts
    assert run(places, "import", diary, "--yes", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {**counts, "added": 0, "unchanged": 2}


def test_what_was_changed_or_deleted_here_stays_so(places: Places, diary: Path) -> None:
    run(places, "import", diary, "--yes")
    friday, saturday = held(places).moments
    run(places, "delete", friday.id, "--yes")
    run(places, "import", diary, "--yes")
    assert [moment.id for moment in held(places).moments] == [saturday.id]


def test_without_a_terminal_it_says_yes_is_needed_and_writes_nothing(
    places: Places, diary: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(places, "import", diary) == 2
    assert "--yes" in capsys.readouterr().err
    assert not places.journal.exists()


def test_a_bad_file_is_refused_whole_with_its_place(
    places: Places, diary: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    diary.write_text(DIARY.replace("18:52", "late"), encoding="utf-8")
    assert run(places, "import", diary, "--yes") == 3
    said = capsys.readouterr()
    assert said.err.startswith('companion: diary.csv: line 3, column time: "late" is not valid')
    assert said.out == ""
    assert not places.journal.exists()
    assert run(places, "import", diary.with_name("nowhere.csv"), "--yes") == 3


def test_a_look_at_it_first_writes_nothing(
    places: Places, diary: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(places, "import", diary, "--dry-run") == 0
    said = capsys.readouterr().out
    assert "It has 2 moments, from 2025-11-07 to 2025-11-08." in said
    assert "Times are read as those of Europe/Berlin." in said
    assert "grateful (1): grateful" in said
    assert "rad (1), chess (2), cook (1)" in said
    assert "\x1b" not in said
    assert run(places, "import", diary, "--dry-run", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["format"], told["first"], told["counts"]["rows"]) == ("daylio", "2025-11-07", 2)
    assert not places.journal.exists()


def test_at_a_terminal_it_asks_and_no_means_no(
    places: Places, diary: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(places, monkeypatch, ["n"], "import", diary) == 0
    said = capsys.readouterr()
    assert "Nothing imported." in said.err
    assert said.out == ""
    assert not places.journal.exists()
    assert answer(places, monkeypatch, ["perhaps", "y"], "import", diary) == 0
    assert len(held(places).moments) == 2


def test_words_changed_at_the_terminal_are_used_and_kept(
    places: Places, diary: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # The list: 1 grateful, 2 rad, 3 chess, 4 cook.
    answers = ["w", "9", "2", "nothing of the kind", "excited", "3", "close time", "4", "", "", "y"]
    assert answer(places, monkeypatch, answers, "import", diary) == 0
    said = capsys.readouterr().err
    assert "Type a number from 1 to 4" in said
    assert "No match" in said
    friday, saturday = held(places).moments
    assert friday.feelings == (Feeling(mood="excited"),)
    assert friday.triggers == saturday.triggers == ("quality_time",)
    assert friday.tags == ("chess",)
    kept = places.config / "imports" / "daylio.toml"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert 'chess = "trigger:quality_time"' in kept.read_text()
    assert run(places, "import", diary, "--dry-run") == 0
    assert "rad (1): excited" in capsys.readouterr().out


def test_kept_words_and_comments_stay_when_others_are_added(
    places: Places, diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = places.config / "imports" / "daylio.toml"
    kept.parent.mkdir(parents=True)
    kept.write_text('# mine\n[moods]\nrad = "playful" # so far\n')
    assert answer(places, monkeypatch, ["w", "4", "tired or unwell", "", "y"], "import", diary) == 0
    text = kept.read_text()
    assert "# mine" in text and 'rad = "playful" # so far' in text
    assert 'cook = "trigger:tired_unwell"' in text
    assert held(places).moments[0].feelings == (Feeling(mood="playful"),)


def test_several_fitting_labels_are_offered_by_number(
    places: Places, diary: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(places, monkeypatch, ["w", "3", "pulled away", "2", "", "y"], "import", diary) == 0
    said = capsys.readouterr().err
    assert "1 response:withdrew" in said and "2 partner_act:pb_withdrew" in said
    assert held(places).moments[0].partner_acts == ("pb_withdrew",)


def test_a_table_given_by_name_goes_before_the_kept_one(
    places: Places, diary: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "words.toml"
    table.write_text('[moods]\nRAD = "excited"\n[activities]\ncook = "response:did_it_alone"\n')
    assert run(places, "import", diary, "--map", table, "--yes") == 0
    friday, saturday = held(places).moments
    assert friday.feelings[0].mood == "excited"
    assert saturday.responses == ("did_it_alone",)
    table.write_text('[activities]\ncook = "supper"\n')
    assert run(places, "import", diary, "--map", table, "--yes") == 3
    assert 'words.toml: activities: cook: "supper" is not valid; use tag' in capsys.readouterr().err
    assert run(places, "import", diary, "--map", tmp_path / "none.toml", "--yes") == 3


@pytest.mark.parametrize(
    "text", ["moods = 3", "[moods]\nrad = 3", "[mood]\nrad = 'x'", "[moods", "[moods]\nrad = ''"]
)
def test_a_bad_table_is_refused_and_left_as_it_is(
    places: Places, diary: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = places.config / "imports" / "daylio.toml"
    kept.parent.mkdir(parents=True)
    kept.write_text(text)
    assert run(places, "import", diary, "--yes") == 3
    assert capsys.readouterr().err.startswith("companion: daylio.toml: ")
    assert kept.read_text() == text


def test_export_goes_to_stdout_and_back_in_elsewhere(
    places: Places, diary: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    run(places, "import", diary, "--yes")
    capfdbinary.readouterr()
    assert run(places, "export", "--format", "json") == 0
    written = capfdbinary.readouterr()
    assert written.out.decode() == dumps(held(places))
    assert b"plain text" in written.err
    file = tmp_path / "journal.json"
    file.write_bytes(written.out)
    other = Places(data=tmp_path / "other", config=tmp_path / "other")
    assert run(other, "import", file, "--yes") == 0
    capfdbinary.readouterr()
    assert run(other, "export") == 0
    assert capfdbinary.readouterr().out == written.out


def test_an_exported_file_is_its_owners_alone_and_replaces_nothing_unasked(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "out.json"
    before = os.umask(0o777)
    try:
        assert run(places, "export", "-o", file) == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "plain text" in capsys.readouterr().err
    file.write_text("mine")
    assert run(places, "export", "-o", file) == 2
    assert "--force" in capsys.readouterr().err
    assert answer(places, monkeypatch, ["n"], "export", "-o", file) == 0
    assert file.read_text() == "mine"
    assert answer(places, monkeypatch, ["y"], "export", "-o", file) == 0
    assert loads(file.read_bytes()).moments == ()
    file.write_text("mine")
    assert run(places, "export", "-o", file, "--force") == 0
    assert loads(file.read_bytes()).moments == ()
    assert run(places, "export", "-o", tmp_path) == 3
    capsys.readouterr()
    assert run(places, "export", "-o", tmp_path / "no" / "where.json") == 3
    assert f"companion: {tmp_path / 'no' / 'where.json'}: " in capsys.readouterr().err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["companion", "out.json"]


def test_an_export_into_a_link_keeps_the_link(places: Places, tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("old")
    link.symlink_to(real)
    assert run(places, "export", "-o", link, "--force") == 0
    assert link.is_symlink() and loads(real.read_bytes()).moments == ()


def test_a_word_can_be_set_back_to_what_it_was(
    places: Places, diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = ["w", "1", "same", "2", "sad", "3", "anxious", "", "w", "2", "same", "3", "tag", "", "y"]
    assert answer(places, monkeypatch, answers, "import", diary) == 0
    assert [[feeling.mood for feeling in moment.feelings] for moment in held(places).moments] == [
        ["rad"],
        ["grateful"],
    ]


def test_the_names_of_formats_are_those_there_are() -> None:
    assert [one.NAME for one in exchange.FORMATS] == list(import_.FORMATS)


def test_a_file_from_stdin_needs_yes(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments, code in ((("import", "-"), 2), (("import", "-", "--yes"), 0)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(DIARY.encode())))
        assert main(list(arguments), session=AtTerminal(places.data, clock=CLOCK)) == code
    assert len(held(places).moments) == 2


@examples(8)
@given(journals(size=2))
def test_any_journal_taken_in_and_written_out_is_the_same_to_the_byte(contents: Contents) -> None:
    text = dumps(contents)
    with tempfile.TemporaryDirectory() as folder:
        places = Places(data=Path(folder), config=Path(folder))
        with open_journal(places, clock=CLOCK) as journal:
            journal.merging.import_contents(loads(text))
            first = dumps(journal.merging.contents())
            assert journal.merging.import_contents(loads(text)).added == 0
            assert dumps(journal.merging.contents()) == first
        other = Places(data=Path(folder) / "other", config=Path(folder))
        with open_journal(other, clock=CLOCK) as journal:
            journal.merging.import_contents(loads(first))
            assert dumps(journal.merging.contents()) == first
    if not contents.deleted:
        assert len(loads(first).moments) == len(contents.moments)
