"""The key of an encrypted journal: worked out from the passphrase once, then used by every connection.

The file is SQLCipher's, format 4: its first 16 bytes are the salt, and the key is what PBKDF2 with
HMAC-SHA512 makes of the passphrase and the salt in 256,000 rounds. Doing that here, and not in each
connection, makes a second one open in a millisecond instead of a fifth of a second.
"""

import hashlib
import hmac
from pathlib import Path
from secrets import token_bytes
from typing import Literal

from companion.model.errors import InputRefused, PassphraseNeeded
from companion.store.trouble import translated

ROUNDS = 256_000
PAGE = 4096
"""Bytes of a page. The last 64 of each are its seal, over all that stands before and its number."""

_SALT, _SEAL = 16, 64
_HEADER = b"SQLite format 3\0"
_LOOKS_RANDOM = 200
"""Different bytes that a page has at least when it is encrypted; nearly all of the 256, in truth."""

Kind = Literal["none", "plain", "encrypted", "other"]


class Key:
    """What opens one encrypted file, and every copy of it made with the same salt."""

    __slots__ = ("_secret", "salt")

    def __init__(self, secret: bytes, salt: bytes) -> None:
        self._secret = bytearray(secret)
        self.salt = salt

    @property
    def words(self) -> str:
        """The key as SQLCipher takes it in a statement; to be held no longer than that."""
        if not any(self._secret):
            raise PassphraseNeeded("the journal is locked; its passphrase opens it")
        return f"x'{self._secret.hex()}{self.salt.hex()}'"

    def wipe(self) -> None:
        """Overwrite the key in memory. Nothing can be opened with it any more."""
        self._secret[:] = bytes(len(self._secret))

    def fits(self, path: Path, pages: int = 64) -> bool:
        """Whether any of the first pages bears the seal of this key: then the passphrase was right."""
        sealing = hashlib.pbkdf2_hmac("sha512", self._secret, bytes(byte ^ 0x3A for byte in self.salt), 2, 32)
        with path.open("rb") as file:
            for number in range(1, pages + 1):
                page = file.read(PAGE)
                if len(page) < PAGE:
                    return False
                sealed = page[_SALT if number == 1 else 0 : -_SEAL] + number.to_bytes(4, "little")
                if hmac.compare_digest(hmac.digest(sealing, sealed, "sha512"), page[-_SEAL:]):
                    return True
        return False


def kind_of(path: Path) -> Kind:
    """What lies at ``path``, from its first page: no journal yet, a plain one, an encrypted one, neither.

    An encrypted file cannot be told from random bytes; that is the point of it.
    """
    with translated(path):
        if not path.exists():
            return "none"
        if path.is_dir():
            return "other"
        with path.open("rb") as file:
            page = file.read(PAGE)
    if not page:
        return "none"
    if page.startswith(_HEADER):
        return "plain"
    return "encrypted" if len(page) == PAGE and len(set(page)) >= _LOOKS_RANDOM else "other"


def derive(passphrase: str, salt: bytes | None = None) -> Key:
    """The key of a passphrase; a new salt unless one is given. Takes about a fifth of a second, on purpose.

    Raises InputRefused for a passphrase that cannot be one.
    """
    salt = salt or token_bytes(_SALT)
    return Key(hashlib.pbkdf2_hmac("sha512", as_bytes(passphrase), salt, ROUNDS, 32), salt)


def key_for(path: Path, passphrase: str | None) -> Key | None:
    """The key to open ``path`` with, or to make it with; ``None`` for a plain journal.

    Raises PassphraseNeeded for an encrypted one without a passphrase.
    """
    kind = kind_of(path)
    if kind == "none":
        return None if passphrase is None else derive(passphrase)
    if kind != "encrypted":
        return None
    if passphrase is None:
        raise PassphraseNeeded(f"{path}: the journal is encrypted; its passphrase is needed")
    return derive(passphrase, salt_of(path))


def salt_of(path: Path) -> bytes:
    """The salt an encrypted file begins with; empty where there is no file."""
    with translated(path):
        if not path.exists():
            return b""
        with path.open("rb") as file:
            return file.read(_SALT)


def as_bytes(passphrase: str) -> bytes:
    """A passphrase as the bytes that count: one and the same however the keyboard composes its letters (NFC).

    Raises InputRefused.
    """
    from unicodedata import normalize

    if not passphrase:
        raise InputRefused("passphrase: it is empty; a few words make a good one")
    if any(character in passphrase for character in "\0\n\r"):
        raise InputRefused("passphrase: holds a line break or a NUL; any other characters are allowed")
    try:
        return normalize("NFC", passphrase).encode()
    except UnicodeEncodeError:
        raise InputRefused("passphrase: holds half a character (a lone surrogate)") from None
