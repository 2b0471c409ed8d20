"""Journals from before open as they did, and whatever opens one opens it wherever it was copied."""

import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from companion.model.errors import JournalDamaged, WrongPassphrase
from companion.store import key as keys
from companion.store import open_store
from companion.store.key import PAGE, Key, beginning_of
from companion.store.unlock import key_for
from tests.store.making import ids, keep

PASSPHRASE = "two words"


def as_before(path: Path, passphrase: str) -> Path:
    """A journal with one moment, encrypted by SQLCipher's own way of making a key: that of version 1."""
    plain = path.with_name("plain.db")
    with closing(open_store(plain)) as store:
        keep(store, "one", note="the kitchen " * 2000)
    with closing(dbapi2.connect(str(plain), isolation_level=None)) as connection:
        connection.execute("ATTACH DATABASE ? AS made KEY ?", [str(path), passphrase])
        connection.execute("SELECT sqlcipher_export('made')")
        connection.execute("PRAGMA made.user_version = 4")
    plain.unlink()
    return path


@pytest.mark.usefixtures("real_keys")
@pytest.mark.parametrize(
    ("made_with", "typed"),
    [
        ("two words", "two words"),
        ("two words", "two\u00a0words"),  # the space of another keyboard, today
        ("two\u00a0words", "two\u00a0words"),  # as it was typed then, and still is
    ],
)
def test_a_journal_from_before_opens_as_it_did(path: Path, made_with: str, typed: str) -> None:
    before = as_before(path, made_with)
    assert ids(before, typed) == ["one"]
    key = key_for(before, typed)
    assert key is not None and key.older
    if made_with != typed:
        return
    with pytest.raises(WrongPassphrase):
        open_store(before, passphrase="Two words")


@pytest.mark.usefixtures("real_keys")
def test_damage_is_told_from_a_wrong_passphrase_in_a_journal_from_before(path: Path) -> None:
    as_before(path, PASSPHRASE)
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\0\0\0\0\0\0\0\0")
    with pytest.raises(JournalDamaged, match="passphrase is right"):
        open_store(path, passphrase=PASSPHRASE)


def test_the_passphrase_alone_opens_a_copy_anywhere(path: Path, tmp_path: Path) -> None:
    with closing(open_store(path, passphrase=PASSPHRASE)) as store:
        keep(store, "one")
    elsewhere = tmp_path / "stick" / "renamed"
    elsewhere.parent.mkdir()
    shutil.copyfile(path, elsewhere)
    assert ids(elsewhere, PASSPHRASE) == ["one"]


def test_a_key_opens_its_own_file_and_no_other_and_stays_whole(path: Path, tmp_path: Path) -> None:
    open_store(path, passphrase=PASSPHRASE).close()
    key = key_for(path, PASSPHRASE)
    assert isinstance(key, Key)
    for _ in range(2):  # closing wipes the store's own
        with closing(open_store(path, passphrase=key)) as store:
            assert store.entries.count() == 0
    other = tmp_path / "other" / "journal.db"
    open_store(other, passphrase=PASSPHRASE).close()
    with pytest.raises(WrongPassphrase):
        open_store(other, passphrase=key)
    wrong = Key(bytes(range(32)), beginning_of(path))
    with pytest.raises(WrongPassphrase):
        open_store(path, passphrase=wrong)


def test_a_plain_journal_imports_nothing_of_this(path: Path) -> None:
    open_store(path).close()
    script = (
        "import sys; from pathlib import Path; from companion.store import open_store;"
        "open_store(Path(sys.argv[1])).close(); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    there = set(done.stdout.split())
    assert "companion.store.key" in there
    assert not {"argon2", "nacl", "companion.store.unlock", "companion.store.recovery"} & there


def test_a_wrong_passphrase_costs_one_derivation_of_each_kind(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(path, passphrase=PASSPHRASE).close()
    costs: list[str] = []
    for name in ("derive", "derive_as_before"):
        real = getattr(keys, name)

        def count(*given: object, real: object = real, name: str = name) -> Key:
            costs.append(name)
            return real(*given)  # type: ignore[operator, no-any-return]

        monkeypatch.setattr(keys, name, count)
    with pytest.raises(WrongPassphrase):
        open_store(path, passphrase="another")
    assert costs == ["derive", "derive_as_before"]
    costs.clear()
    open_store(path, passphrase=PASSPHRASE).close()
    assert costs == ["derive"]
    assert path.stat().st_size % PAGE == 0
