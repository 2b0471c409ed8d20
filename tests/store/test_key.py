"""An encrypted journal: what opens it, what does not, and what is said then."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from companion.model.errors import InputRefused, JournalDamaged, PassphraseNeeded, WrongPassphrase
from companion.store import key as keys
from companion.store import open_store
from companion.store.key import PAGE, derive, kind_of
from tests.conftest import examples
from tests.store.making import moment

PASSPHRASE = "a slow green lantern"


@pytest.fixture
def encrypted(path: Path) -> Path:
    """An encrypted journal with one moment in it."""
    store = open_store(path, passphrase=PASSPHRASE)
    with store.writing():
        store.entries.put(moment("one", "2026-03-01 21:40", note="something tender " * 2000))
    store.close()
    return path


def test_an_encrypted_journal_opens_with_its_passphrase_alone(encrypted: Path) -> None:
    assert kind_of(encrypted) == "encrypted"
    with pytest.raises(PassphraseNeeded, match="passphrase is needed"):
        open_store(encrypted)
    with pytest.raises(WrongPassphrase, match="does not open"):
        open_store(encrypted, passphrase=PASSPHRASE.upper())
    store = open_store(encrypted, passphrase=PASSPHRASE)
    assert [entry.id for entry in store.entries.all()] == ["one"]
    store.close()


@pytest.mark.usefixtures("real_keys")
def test_the_file_is_one_that_sqlcipher_opens_by_the_passphrase(encrypted: Path) -> None:
    connection = dbapi2.connect(str(encrypted))
    connection.execute(f"PRAGMA key = '{PASSPHRASE}'")
    assert connection.execute("SELECT id FROM entries").fetchall() == [("one",)]
    connection.close()


def test_a_plain_journal_opens_with_or_without_a_passphrase(path: Path) -> None:
    open_store(path).close()
    assert kind_of(path) == "plain"
    open_store(path, passphrase=PASSPHRASE).close()
    assert kind_of(path) == "plain"


def test_forks_use_the_key_that_is_there_and_closing_wipes_it(
    encrypted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(encrypted, passphrase=PASSPHRASE)
    monkeypatch.setattr(keys, "derive", None)  # nothing is worked out a second time
    fork = store.fork()
    assert [entry.id for entry in fork.entries.all()] == ["one"]
    fork.close()
    store.fork().close()
    assert store.key is not None
    store.close()
    assert not any(store.key._secret)
    with pytest.raises(PassphraseNeeded, match="locked"):
        store.fork()


def test_damage_is_told_from_a_wrong_passphrase(encrypted: Path) -> None:
    whole = encrypted.read_bytes()
    damaged = bytearray(whole)
    damaged[100] ^= 1
    encrypted.write_bytes(damaged)
    with pytest.raises(JournalDamaged, match="passphrase is right"):
        open_store(encrypted, passphrase=PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        open_store(encrypted, passphrase="another")
    damaged = bytearray(whole)
    damaged[3] ^= 1  # of the salt: from then on no key can be told from another
    encrypted.write_bytes(damaged)
    with pytest.raises(WrongPassphrase, match="damaged at its beginning"):
        open_store(encrypted, passphrase=PASSPHRASE)
    damaged = bytearray(whole)
    for start in range(PAGE, len(damaged), PAGE):
        damaged[start + 50] ^= 1
    encrypted.write_bytes(damaged)
    with pytest.raises(JournalDamaged, match="damaged"):
        open_store(encrypted, passphrase=PASSPHRASE)


def test_what_is_not_a_journal_asks_for_no_passphrase(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("Dear diary, " * 4000)
    for passphrase in (None, PASSPHRASE):
        with pytest.raises(JournalDamaged, match="not a journal"):
            open_store(path, passphrase=passphrase)


def test_a_wrong_passphrase_writes_nothing_into_the_panes(
    encrypted: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(WrongPassphrase):
        open_store(encrypted, passphrase="wrong")
    assert capfd.readouterr() == ("", "")  # C code writes past sys.stderr


def test_two_programs_that_make_one_encrypted_journal_share_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = keys.key_for

    def slow(where: Path, passphrase: str | None) -> keys.Key | None:
        key = real(where, passphrase)
        monkeypatch.setattr(keys, "key_for", real)
        open_store(path, passphrase=PASSPHRASE).close()  # the other one is faster
        return key

    monkeypatch.setattr(keys, "key_for", slow)
    open_store(path, passphrase=PASSPHRASE).close()
    open_store(path, passphrase=PASSPHRASE).close()


@examples(15)
@given(st.text(min_size=1).filter(lambda text: not set(text) & set("\0\r\n")))
@example("it's \"quoted\" -- ; x'00'")
@example("\N{GREEN HEART}\N{ZERO WIDTH JOINER}\N{FIRE}")
@example("é" * 300)
def test_any_passphrase_opens_what_it_closed_however_it_is_composed(
    passphrase: str,
) -> None:
    salt = bytes(range(16))
    with pytest.MonkeyPatch.context() as quick:
        quick.setattr(keys, "ROUNDS", 2)
        made = derive(unicodedata.normalize("NFC", passphrase), salt).words
        assert derive(unicodedata.normalize("NFD", passphrase), salt).words == made
        assert derive(passphrase + "a", salt).words != made


def test_the_oddest_passphrases_open_a_real_file(tmp_path: Path) -> None:
    for number, passphrase in enumerate(('it\'s "q" -- ;', "Zo\u00eb \N{GREEN HEART}", " ", "x'00'")):
        path = tmp_path / str(number) / "journal.db"
        open_store(path, passphrase=passphrase).close()
        open_store(path, passphrase=unicodedata.normalize("NFD", passphrase)).close()
        assert kind_of(path) == "encrypted"


@pytest.mark.parametrize("passphrase", ["", "a\0b", "a\nb", "\ud800"])
def test_what_cannot_be_a_passphrase_is_refused(path: Path, passphrase: str) -> None:
    with pytest.raises(InputRefused, match="passphrase"):
        open_store(path, passphrase=passphrase)
    assert not path.exists()
