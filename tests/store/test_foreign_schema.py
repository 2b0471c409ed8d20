"""A file from elsewhere that holds more than a journal does is refused before any of it acts."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.model.errors import JournalDamaged
from companion.store.backups import Keys
from companion.store.checksums import SINCE_SCHEMA, triggers_of
from companion.store.foreign_schema import refuse_foreign_schema
from companion.store.merge import contents_in
from companion.store.restore import staged_copy
from companion.store.unlock import key_for
from companion.system.paths import Places
from tests.cli.conftest import Run, opened, own_umask, run
from tests.store.released import FOLDER, PASSPHRASE

__all__ = ["opened", "own_umask", "run"]

MORE = {
    "trigger": "CREATE TRIGGER more AFTER INSERT ON entries BEGIN DELETE FROM entries; END",
    "ours, changed": "DROP TRIGGER entries_out; CREATE TRIGGER entries_out AFTER DELETE ON entries BEGIN"
    " SELECT 1; END",
    "ours, of an earlier version": "DROP TRIGGER entries_sealed; "
    + triggers_of("entries", SINCE_SCHEMA)["entries_sealed"],
    "view": "CREATE VIEW more AS SELECT * FROM entries",
    "table as view": "ALTER TABLE stories RENAME TO kept; CREATE VIEW stories AS SELECT * FROM kept",
    "virtual table": "CREATE VIRTUAL TABLE more USING fts5 (a)",
    "table": "CREATE TABLE more (a)",
    "index": "CREATE INDEX more ON entries (text)",
}


@pytest.fixture
def file(places: Places, clock: Clock, tmp_path: Path) -> Path:
    """A journal of another device."""
    other = Places(data=tmp_path / "other", config=tmp_path / "other")
    with open_journal(other, clock=clock) as journal:
        journal.log(note="from there")
    return other.journal


def write_into(file: Path, sql: str) -> None:
    with closing(dbapi2.connect(str(file), isolation_level=None)) as connection:
        connection.create_function("sealed", -1, lambda *_: 0, deterministic=True)
        connection.executescript(sql)


@pytest.mark.parametrize("more", MORE)
def test_more_than_a_journal_is_neither_merged_nor_restored(
    more: str, file: Path, places: Places, run: Run
) -> None:
    run("log", "--note", "from here")
    write_into(file, MORE[more])
    before = places.journal.read_bytes()
    for words in (("merge", str(file), "--yes"), ("restore", str(file), "--yes")):
        ran = run(*words)
        assert ran.code == JournalDamaged.exit_code, words
        assert str(file) in ran.err and "no journal of companion has" in ran.err
    assert places.journal.read_bytes() == before


@pytest.mark.usefixtures("real_keys")
@pytest.mark.parametrize("released", sorted(FOLDER.glob("*.db")), ids=lambda file: file.stem)
def test_every_released_schema_is_one_of_ours(released: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(released, tmp_path))
    refuse_foreign_schema(file, key_for(file, PASSPHRASE), released)


def test_one_of_ours_is_taken_whole(file: Path, tmp_path: Path) -> None:
    assert len(contents_in(file, tmp_path / "here.db", None).moments) == 1
    refuse_foreign_schema(file, None, file)
    with staged_copy(tmp_path / "here.db", file, Keys()) as ready:
        assert ready.difference.then == 1
