"""How hard a passphrase is to guess, and the keyring that may hold it."""

import sys
from types import SimpleNamespace

import pytest

from companion.store.key import Key
from companion.system.paths import Places
from companion.vault import passphrases
from companion.vault.passphrases import (
    STRENGTHS,
    alike,
    caps_lock_likely,
    over_ssh,
    remember,
    remembered,
    strength,
    why_no_keyring,
)


@pytest.mark.parametrize(
    ("passphrase", "most"), [("", 0), ("password", 0), ("qwertyuiop123", 0), ("Tr0ub4dor&3", 2)]
)
def test_a_weak_passphrase_is_called_weak(passphrase: str, most: int) -> None:
    assert strength(passphrase)[0] <= most


def test_no_passphrase_is_guessed_at_once() -> None:
    assert strength("") == (0, STRENGTHS[0])


def test_a_strong_one_is_called_strong() -> None:
    assert strength("correct horse battery staple lantern")[0] == 4
    assert strength("x" * 5000)[0] == 0


@pytest.mark.parametrize(
    ("guesses", "level"),
    [(5.9, 0), (6.0, 1), (8.9, 1), (9.0, 2), (11.9, 2), (12.0, 3), (14.9, 3), (15.0, 4), (30.0, 4)],
)
def test_each_level_begins_at_its_number_of_guesses_and_has_its_sentence(
    guesses: float, level: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[str] = []

    def zxcvbn(passphrase: str) -> dict[str, float]:
        judged.append(passphrase)
        return {"guesses_log10": guesses}

    monkeypatch.setitem(sys.modules, "zxcvbn", SimpleNamespace(zxcvbn=zxcvbn))
    assert strength("ab" * 100) == (level, STRENGTHS[level])
    assert judged == ["ab" * 36]


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """A keyring of the system, by service and account."""
    held: dict[tuple[str, str], str] = {}
    monkeypatch.setitem(
        sys.modules,
        "keyring",
        SimpleNamespace(
            get_password=lambda service, account: held.get((service, account)),
            set_password=lambda service, account, passphrase: held.update({(service, account): passphrase}),
            delete_password=lambda service, account: held.pop((service, account)),
        ),
    )
    for name in ("SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    return held


KEY = Key(bytes(range(32)), bytes(range(16)))


def test_the_keyring_holds_the_key_of_each_journal_and_forgets_it(
    places: Places, keyring: dict[tuple[str, str], str]
) -> None:
    assert remembered(places) is None
    assert remember(places, KEY) is True
    [(account, held)] = keyring.items()
    assert account == ("companion", str(places.journal.absolute()))
    again = remembered(places)
    assert isinstance(again, Key) and again.words == KEY.words
    for before in ("a slow green lantern", "key:", "key:2:" + held[:40]):  # what is no key is a passphrase
        keyring[account] = before
        assert remembered(places) == before
    assert remember(places, None) is True
    assert keyring == {}
    assert remember(places, None) is False  # there was none to forget


@pytest.mark.parametrize(
    ("typed", "likely"),
    [
        ("A SLOW LANTERN", True), ("a slow lantern", False), ("hELLO wORLD", True), ("Hello", False),
        ("OK", False), ("1234 5678", False), ("ÜBERMUT", True), ("日本語の鍵", False), ("", False),
    ],
)  # fmt: skip
def test_caps_lock_is_likely_where_every_letter_is_a_capital(typed: str, likely: bool) -> None:
    assert caps_lock_likely(typed) is likely


def test_what_counts_as_one_passphrase() -> None:
    assert alike("Zo\u00eb\u00a0ich", "Zoe\u0308 ich") and not alike("one", "One")
    assert alike("", "") and not alike("", "a") and not alike("a\nb", "a b")


def test_a_keyring_that_fails_is_no_matter(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert remembered(places) is None
    assert remember(places, KEY) is False


def get(priority: float) -> SimpleNamespace:
    """The package, with a keyring of this priority."""
    return SimpleNamespace(get_keyring=lambda: SimpleNamespace(priority=priority))


@pytest.mark.parametrize(
    ("package", "said"),
    [
        (None, "pip install 'companion[keyring]'"),
        (get(5), ""),
        (get(0.5), ""),
        (get(0), "no keyring was found"),  # the package's own, which keeps nothing
        (get(-1), "no keyring was found"),
        (SimpleNamespace(), "no keyring was found"),
    ],
)
def test_why_there_is_no_keyring_to_turn_on(
    package: SimpleNamespace | None, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", package)
    assert bool(why_no_keyring()) == bool(said) and said in why_no_keyring()


@pytest.mark.parametrize("name", ["SSH_CONNECTION", "SSH_TTY"])
def test_over_ssh_the_keyring_is_left_alone(
    places: Places, keyring: dict[tuple[str, str], str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    assert not over_ssh()
    assert remember(places, KEY)
    monkeypatch.setenv(name, "somewhere")
    assert over_ssh()
    assert remembered(places) is None
    assert passphrases.remember(places, None) is False
    assert list(keyring.values()) == [f"key:{KEY.text}"]
