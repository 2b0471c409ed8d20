"""The key of an encrypted journal: worked out from the passphrase once, then used by every connection.

The file is SQLCipher's, format 4: its first 16 bytes are the salt, and the key is what PBKDF2 with
HMAC-SHA512 makes of the passphrase and the salt in 256,000 rounds. Doing that here, and not in each
connection, makes a second one open in a millisecond instead of a fifth of a second.
"""

import hashlib
from contextlib import closing
from pathlib import Path
from secrets import token_bytes
from typing import Literal

from sqlcipher3 import dbapi2

from companion.model.errors import InputRefused, PassphraseNeeded
from companion.store.driver_errors import translated

ROUNDS = 256_000
"""How often the passphrase is hashed: what SQLCipher 4 does by itself."""

PAGE = 4096
"""Bytes of a page."""

_SALT = 16
_HEADER = b"SQLite format 3\0"

Kind = Literal["none", "plain", "encrypted", "other"]
"""What a file is, by how it begins; see :func:`kind_of`."""


class Key:
    """What opens one encrypted file, and every copy of it made with the same salt."""

    __slots__ = ("_secret", "salt")

    def __init__(self, secret: bytes, salt: bytes) -> None:
        self._secret = bytearray(secret)
        self.salt = salt

    @property
    def words(self) -> str:
        """The key as SQLCipher takes it in a statement; to be held no longer than that.

        Raises PassphraseNeeded once it was wiped.
        """
        if not any(self._secret):
            raise PassphraseNeeded("the journal is locked; its passphrase opens it")
        return f"x'{self._secret.hex()}{self.salt.hex()}'"

    def wipe(self) -> None:
        """Overwrite the key in memory. Nothing can be opened with it any more."""
        self._secret[:] = bytes(len(self._secret))


def kind_of(path: Path) -> Kind:
    """What lies at ``path``, from how it begins: no journal yet, a plain one, an encrypted one, neither.

    An encrypted file cannot be told from random bytes; that is the point of it.
    """
    with translated(path):
        if not path.exists() or path.stat().st_size == 0:
            return "none"
        if path.is_dir() or path.stat().st_size < PAGE:
            return "other"
    begins = beginning_of(path)
    if begins == _HEADER:
        return "plain"
    return "other" if _is_telling(begins) else "encrypted"


def _is_telling(begins: bytes) -> bool:
    """Whether these are no random bytes: all of them text, or all the same."""
    return len(set(begins)) == 1 or all(byte in b"\t\n\r" or 32 <= byte < 127 for byte in begins)


def derive(passphrase: str, salt: bytes | None = None) -> Key:
    """The key of a passphrase; a new salt unless one is given. Takes about a fifth of a second, on purpose.

    Raises InputRefused for a passphrase that cannot be one.
    """
    while salt is None or _is_telling(salt):
        salt = token_bytes(_SALT)
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
    return derive(passphrase, beginning_of(path))


def beginning_of(path: Path) -> bytes:
    """The 16 bytes a file begins with, the salt of an encrypted one; empty where there is no file.

    The driver reads them. Were the file opened here by itself, closing it would take away the locks that
    other connections of this process have on it.
    """
    with translated(path):
        if not path.is_file() or path.stat().st_size < _SALT:
            return b""
        with closing(dbapi2.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute("PRAGMA key = 'none; only the salt is asked for'")
            return bytes.fromhex(connection.execute("PRAGMA cipher_salt").fetchone()[0])


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
