"""An encrypted journal: what opens it, what does not, and what is said then."""

import unicodedata
from pathlib import Path

import pytest
from argon2.low_level import Type, hash_secret_raw
from hypothesis import example, given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from companion.model.errors import InputRefused, JournalDamaged, PassphraseNeeded, WrongPassphrase
from companion.store import key as keys
from companion.store import open_store, unlock
from companion.store.key import PAGE, Key, derive, kind_of, normalised
from tests.conftest import examples
from tests.quick_keys import make_keys_quick
from tests.store.making import keep, moment

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
    with pytest.raises(WrongPassphrase, match="wrong passphrase"):
        open_store(encrypted, passphrase=PASSPHRASE.upper())
    store = open_store(encrypted, passphrase=PASSPHRASE)
    assert [entry.id for entry in store.entries.all()] == ["one"]
    store.close()


@pytest.mark.usefixtures("real_keys")
def test_any_sqlcipher_opens_the_file_with_what_argon2id_makes_of_the_passphrase_and_its_first_bytes(
    path: Path,
) -> None:
    """The recipe of docs/decisions, without a line of ours: nothing but the passphrase and the file."""
    store = open_store(path, passphrase=PASSPHRASE)
    keep(store, "one")
    store.close()
    salt = path.read_bytes()[:16]
    secret = hash_secret_raw(PASSPHRASE.encode(), salt, 6, 64 * 1024, 4, 32, Type.ID)
    connection = dbapi2.connect(str(path))
    connection.execute(f"PRAGMA key = \"x'{secret.hex()}{salt.hex()}'\"")
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


def test_whatever_goes_wrong_as_it_closes_the_key_is_wiped(
    encrypted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(encrypted, passphrase=PASSPHRASE)
    store._link._connection.close()
    store.drafts.leave = lambda: None  # type: ignore[method-assign]
    store.close()
    assert store.key is not None and not any(store.key._secret)
    broken = open_store(encrypted, passphrase=PASSPHRASE)
    monkeypatch.setattr(type(broken.drafts), "leave", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        broken.close()
    assert broken.key is not None and not any(broken.key._secret)
    broken.close()


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
    with pytest.raises(WrongPassphrase, match="the start of the file is damaged"):
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
        with pytest.raises(JournalDamaged, match="not a companion journal"):
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
    real = unlock.key_for

    def slow(where: Path, passphrase: str | None) -> keys.Key | None:
        key = real(where, passphrase)
        monkeypatch.setattr(unlock, "key_for", real)
        open_store(path, passphrase=PASSPHRASE).close()  # the other one is faster
        return key

    monkeypatch.setattr(unlock, "key_for", slow)
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
        make_keys_quick(quick)
        made = derive(unicodedata.normalize("NFC", passphrase), salt).words
        assert derive(unicodedata.normalize("NFD", passphrase), salt).words == made
        assert derive(passphrase + "a", salt).words != made


def test_the_oddest_passphrases_open_a_real_file(tmp_path: Path) -> None:
    for number, passphrase in enumerate(('it\'s "q" -- ;', "Zo\u00eb \N{GREEN HEART}", " ", "x'00'")):
        path = tmp_path / str(number) / "journal.db"
        open_store(path, passphrase=passphrase).close()
        open_store(path, passphrase=unicodedata.normalize("NFD", passphrase)).close()
        assert kind_of(path) == "encrypted"


@given(st.text(min_size=1).filter(lambda text: not set(text) & set("\0\r\n")))
@example("\N{OGHAM SPACE MARK}\N{COMBINING ACUTE ACCENT}\N{EM QUAD}e\N{COMBINING ACUTE ACCENT}")
def test_a_passphrase_is_read_once_and_for_all(passphrase: str) -> None:
    once = normalised(passphrase)
    assert normalised(once) == once
    assert unicodedata.normalize("NFC", once) == once
    assert not any(unicodedata.category(each) == "Zs" for each in once if each != " ")


@pytest.mark.parametrize("space", "\u00a0\u2009\u202f\u3000\t")
def test_a_space_of_another_keyboard_is_a_space(path: Path, space: str) -> None:
    open_store(path, passphrase=f"one{space}word").close()
    for typed in ("one word", "one\u2003word"):
        open_store(path, passphrase=typed).close()
    with pytest.raises(WrongPassphrase):
        open_store(path, passphrase="oneword")


@pytest.mark.parametrize("passphrase", ["", "a\0b", "a\nb", "\ud800"])
def test_what_cannot_be_a_passphrase_is_refused(path: Path, passphrase: str) -> None:
    with pytest.raises(InputRefused, match="passphrase"):
        open_store(path, passphrase=passphrase)
    assert not path.exists()


def test_a_key_as_one_line_is_the_same_key() -> None:
    key = derive(PASSPHRASE)
    for one in (key, Key(bytes(range(32)), bytes(16), version=1)):
        again = Key.from_text(one.text)
        assert (again.words, again.salt, again.version) == (one.words, one.salt, one.version)
    for text in ("", "2:", "2:00", f"x:{'00' * 48}", f"2:{'00' * 47}", PASSPHRASE):
        with pytest.raises(ValueError, match=r"not a key|hexadecimal"):
            Key.from_text(text)
    assert Key.from_text(f"1:{'01' * 48}").older and not key.older
