"""What a shipped table says is kept beside it, and never says anything else than the table does."""

import os
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from companion.journal import open_journal
from companion.model.kept_beside import parsed
from companion.model.vocabulary import Vocabulary
from companion.system.paths import places

TABLE = 'rows = [{ id = "a", size = 1 }]\n'
CHANGED = 'rows = [{ id = "b", size = 1 }]\n'


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


def read(file: Path) -> tuple[dict[str, Any], bool]:
    """What the table says, and whether it had to be parsed for that."""
    texts: list[str] = []

    def parse(text: str) -> dict[str, Any]:
        texts.append(text)
        return tomllib.loads(text)

    return parsed(file, file.read_text(encoding="utf-8"), parse), bool(texts)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "rows.toml"
    file.write_text(TABLE, encoding="utf-8")
    return file


def kept_files(file: Path) -> list[Path]:
    return sorted((file.parent / "__pycache__").glob("*"))


def test_it_is_parsed_once(file: Path) -> None:
    assert read(file) == (tomllib.loads(TABLE), True)
    assert read(file) == (tomllib.loads(TABLE), False)
    assert len(kept_files(file)) == 1


def test_a_changed_table_is_read_at_once_even_where_its_time_and_size_say_nothing(file: Path) -> None:
    read(file)
    before = file.stat()
    file.write_text(CHANGED, encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert read(file) == (tomllib.loads(CHANGED), True)
    assert read(file) == (tomllib.loads(CHANGED), False)


@pytest.mark.parametrize("data", [b"", b"\x00", b"nonsense", b"i\x01\x00\x00\x00", b"\xe9"])
def test_a_spoilt_copy_is_made_anew(file: Path, data: bytes) -> None:
    read(file)
    (copy,) = kept_files(file)
    copy.write_bytes(data)
    assert read(file) == (tomllib.loads(TABLE), True)
    assert read(file)[1] is False


def test_a_copy_cut_short_is_made_anew(file: Path) -> None:
    read(file)
    (copy,) = kept_files(file)
    copy.write_bytes(copy.read_bytes()[:-5])
    assert read(file) == (tomllib.loads(TABLE), True)


def test_a_place_that_cannot_be_written_does_no_harm(file: Path) -> None:
    (file.parent / "__pycache__").write_text("a file where a folder would be")
    assert read(file) == read(file) == (tomllib.loads(TABLE), True)


def test_what_marshal_does_not_take_is_parsed_each_time(file: Path) -> None:
    file.write_text("day = 2026-03-01\n", encoding="utf-8")
    assert read(file)[1] and read(file)[1]
    assert kept_files(file) == []


def test_where_no_bytecode_is_written_nothing_is_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    read(file)
    assert kept_files(file) == []


def test_an_edited_table_of_words_is_seen_at_the_next_start(tmp_path: Path) -> None:
    row = '[[trigger]]\nid = "a"\nlabel = "{}"\ngroup = "distance"\norigin = "seed"\n'
    for label in ("One thing", "Two thing"):
        (tmp_path / "triggers.toml").write_text(row.format(label))
        assert Vocabulary(tmp_path).triggers["a"].label == label
        assert kept_files(tmp_path / "triggers.toml") != []


def test_a_persons_own_words_are_never_kept_so(tmp_path: Path) -> None:
    there = places(tmp_path)
    with open_journal(there) as journal:
        own = there.custom_words
        own.parent.mkdir(exist_ok=True)
        own.write_text('[[trigger]]\nid = "my_dog"\nlabel = "The dog"\ngroup = "neutral"\n')
    with open_journal(there) as journal:
        assert "my_dog" in journal.vocabulary.triggers
    assert not list(tmp_path.rglob("__pycache__"))
