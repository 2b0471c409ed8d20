"""Encrypting a journal and its copies, and what is refused."""

from pathlib import Path

import pytest

from companion.journal import open_journal
from companion.model.errors import (
    InputRefused,
    JournalDamaged,
    NothingFound,
    PassphraseNeeded,
    WrongPassphrase,
)
from companion.model.retention import Copies
from companion.store.backups import Backup, backups_of
from companion.system.paths import Places
from companion.vault.encryption import (
    change_passphrase,
    check_passphrase,
    create,
    decrypt,
    encrypt,
    is_encrypted,
    plain_copies,
    state,
)
from tests.vault.conftest import PASSPHRASE


def notes(places: Places, passphrase: str | None) -> list[str]:
    with open_journal(places, create=False, passphrase=passphrase) as journal:
        return [getattr(entry, "note", "") for entry in journal.timeline.latest(limit=9)]


def backup(places: Places) -> Path:
    [only] = backups_of(places.journal)
    assert isinstance(only, Backup)
    return only.path


def test_there_and_back_with_the_backups(kept: Places) -> None:
    assert state(kept) == "plain" and plain_copies(kept) == [backup(kept)]
    assert encrypt(kept, PASSPHRASE) == Copies(1, [])
    assert state(kept) == "encrypted" and plain_copies(kept) == []
    assert is_encrypted(backup(kept)) and notes(kept, PASSPHRASE) == ["the kitchen"]
    assert change_passphrase(kept, PASSPHRASE, "another") == Copies(1, [])
    for opens in (kept, Places(data=kept.data, config=kept.config)):
        check_passphrase(opens, "another")
    with pytest.raises(WrongPassphrase):
        check_passphrase(kept, PASSPHRASE)
    decrypt(kept, "another")
    assert state(kept) == "plain" and notes(kept, None) == ["the kitchen"]
    assert is_encrypted(backup(kept))  # copies stay as they are


def test_a_backup_under_another_passphrase_is_left_and_named(kept: Places) -> None:
    encrypt(kept, PASSPHRASE)
    other = backup(kept).rename(backup(kept).with_name("journal-20200101T000000Z.db"))
    with open_journal(kept, passphrase=PASSPHRASE) as journal:
        journal.backups.make()
    other.write_bytes(bytes(range(16)) + other.read_bytes()[16:])  # another salt: no key opens it
    assert change_passphrase(kept, PASSPHRASE, "another") == Copies(1, [other])


def test_another_passphrase_leaves_a_plain_copy_plain_and_does_not_count_it(kept: Places) -> None:
    plain = backup(kept).read_bytes()
    encrypt(kept, PASSPHRASE)
    before = backup(kept).with_name("journal-20200101T000000Z.db")
    before.write_bytes(plain)
    assert change_passphrase(kept, PASSPHRASE, "another") == Copies(1, [])
    assert plain_copies(kept) == [before] and before.read_bytes() == plain


def test_what_is_there_already_or_not_there_is_refused(kept: Places, tmp_path: Path) -> None:
    nowhere = Places(data=tmp_path / "none", config=tmp_path)
    assert state(nowhere) == "none"
    for ask in (lambda: encrypt(nowhere, "x"), lambda: decrypt(nowhere, "x")):
        with pytest.raises(NothingFound, match="no journal here yet"):
            ask()
    with pytest.raises(NothingFound):
        change_passphrase(nowhere, "x", "y")
    for refused in (lambda: decrypt(kept, None), lambda: change_passphrase(kept, None, "x")):
        with pytest.raises(InputRefused, match=f"`companion --at {kept.data} encrypt`"):
            refused()
    with pytest.raises(InputRefused, match="there is already a journal here"):
        create(kept, None)
    encrypt(kept, PASSPHRASE)
    with pytest.raises(InputRefused, match="already encrypted"):
        encrypt(kept, "another")
    for needs in (lambda: decrypt(kept, None), lambda: check_passphrase(kept, None)):
        with pytest.raises(PassphraseNeeded):
            needs()
    with pytest.raises(WrongPassphrase):
        decrypt(kept, "another")
    assert notes(kept, PASSPHRASE) == ["the kitchen"]


def test_what_is_no_journal_is_told_apart(places: Places) -> None:
    places.data.mkdir()
    places.journal.write_text("Dear diary, " * 1000)
    with pytest.raises(JournalDamaged, match="not a journal"):
        state(places)
    assert not is_encrypted(places.journal)


@pytest.mark.parametrize(("passphrase", "expected"), [(None, "plain"), (PASSPHRASE, "encrypted")])
def test_a_journal_is_made_as_it_is_asked_for(places: Places, passphrase: str | None, expected: str) -> None:
    create(places, passphrase)
    assert state(places) == expected and notes(places, passphrase) == []


def test_checking_a_passphrase_makes_no_journal(places: Places) -> None:
    with pytest.raises(NothingFound):
        check_passphrase(places, PASSPHRASE)
    assert not places.journal.exists()
