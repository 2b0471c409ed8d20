"""From a path on the disk to what would come in; another journal is only read."""

import zipfile
from pathlib import Path

import pytest

from companion.exchange import journal_json
from companion.exchange.parsing import sources
from companion.journal import open_journal
from companion.model.clock import Clock
from companion.model.errors import InputRefused, NothingFound, PassphraseNeeded
from companion.model.records import Contents
from companion.system.paths import Places
from companion.transfer.importing import Import, other_journal, source_at
from tests.quick_keys import make_keys_quick

PASSPHRASE = "a slow green lantern"
TABLE = "Date,Notes,Mood\n2026-02-01 20:00,the kitchen,fine\n"


@pytest.fixture
def there(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Places:
    """Another journal, with one moment in it, encrypted."""
    make_keys_quick(monkeypatch)
    places = Places(data=tmp_path / "there", config=tmp_path / "there")
    with open_journal(places, clock=clock, passphrase=PASSPHRASE) as journal:
        journal.log(note="the kitchen")
    return places


def notes(contents: Contents) -> list[str]:
    return [moment.note for moment in contents.moments]


def test_another_journal_is_read_by_its_file_its_folder_or_its_export(
    there: Places, places: Places, tmp_path: Path
) -> None:
    places.data.mkdir()
    before = there.journal.read_bytes()
    whole = other_journal(there.data, places, PASSPHRASE)
    assert notes(whole) == ["the kitchen"]
    assert other_journal(there.journal, places, PASSPHRASE) == whole
    export = tmp_path / "export.json"
    export.write_text(journal_json.dumps(whole), encoding="utf-8")
    assert other_journal(export, places) == whole
    assert there.journal.read_bytes() == before and list(places.data.iterdir()) == []
    with pytest.raises(PassphraseNeeded):
        other_journal(there.data, places)


def test_what_is_no_other_journal_is_named(there: Places, places: Places, tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="this is the journal itself"):
        other_journal(there.data, there, PASSPHRASE)
    with pytest.raises(NothingFound, match="file not found"):
        other_journal(tmp_path / "none.json", places)
    other = tmp_path / "letter.json"
    other.write_text("{")
    with pytest.raises(InputRefused, match=r"^letter\.json: "):
        other_journal(other, places)


def test_a_folder_is_all_below_it_but_hidden_files_and_links(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    for name in ("a.md", "deep/er/b.md", ".hidden.md", ".git/c.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    (folder / "link.md").symlink_to(folder / "a.md")
    source = source_at(folder)
    assert source.folder and source.name == "notes"
    assert {name: source.read(name) for name in source.files} == {
        "a.md": b"a.md",
        "deep/er/b.md": b"deep/er/b.md",
    }


def test_a_zip_is_known_by_how_it_begins(tmp_path: Path) -> None:
    file = tmp_path / "diary.bin"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("Journal.json", "{}")
    assert list(source_at(file).files) == ["Journal.json"]
    (tmp_path / "plain.txt").write_text("PK, a name")
    assert source_at(tmp_path / "plain.txt").data == b"PK, a name"


def test_what_cannot_be_read_or_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputRefused, match="could not be read"):
        source_at(tmp_path / "none.csv")
    folder = tmp_path / "notes"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.md").write_bytes(b"x" * 11)
    with monkeypatch.context() as small:
        small.setattr(sources, "MAX_BYTES", 10)
        with pytest.raises(InputRefused, match=r"0\.md: larger than"):
            source_at(folder).read("0.md")
    monkeypatch.setattr(sources, "MAX_FILES", 2)
    with pytest.raises(InputRefused, match="more than 2 files"):
        source_at(folder)


def test_columns_that_were_named_are_kept_for_the_next_import(
    places: Places, clock: Clock, tmp_path: Path
) -> None:
    file = tmp_path / "table.csv"
    file.write_text(TABLE)
    first = Import(source_at(file), places, clock, columns=["when=Date", "text=Notes"])
    assert (first.format, first.columns) == ("csv", {"Date": "when", "Notes": "text"})
    assert notes(first.plan().contents) or first.plan().contents.reflections
    kept = first.keep(None)
    assert kept == places.config / "imports" / "csv.toml" and kept.stat().st_mode & 0o777 == 0o600
    assert first.keep(None) is None  # nothing new
    again = Import(source_at(file), places, clock, form="csv")
    assert again.columns == first.columns
    with pytest.raises(InputRefused, match=r"^table\.csv: "):
        Import(source_at(file), places, clock, columns=["when=No such column"])


def test_a_table_of_words_that_is_none_is_named(places: Places, clock: Clock, tmp_path: Path) -> None:
    file, words = tmp_path / "table.csv", tmp_path / "words.toml"
    file.write_text(TABLE)
    words.write_bytes(b"\xff")
    with pytest.raises(InputRefused, match=r"words\.toml: the word list is not UTF-8 text"):
        Import(source_at(file), places, clock, form="csv", table=words)
