"""The key of an encrypted journal: worked out from the passphrase once, then used by every connection.

The file is SQLCipher's, format 4, and its first 16 bytes are the salt. The key is what Argon2id (RFC 9106)
makes of the passphrase and that salt, at a cost that is fixed by :data:`VERSION`: with the passphrase alone a
file opens wherever it was copied. Files from before are of version 1, whose key SQLCipher works out by itself
(PBKDF2 with HMAC-SHA512 in 256,000 rounds). No file says which it is: :mod:`companion.store.unlock` tries.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from sqlcipher3 import dbapi2

from companion.model.errors import InputRefused, PassphraseNeeded, WrongPassphrase
from companion.store.driver_errors import translated

if TYPE_CHECKING:
    from nacl.secret import SecretBox

VERSION = 2
"""How the key of a file that is made now comes from its passphrase. Another cost is another version."""


class Cost(NamedTuple):
    """What one derivation takes: passes over the memory, how much of it (KiB), and lanes at once."""

    passes: int
    memory: int
    lanes: int


COST = Cost(passes=6, memory=64 * 1024, lanes=4)
"""Of version 2: the memory and lanes of RFC 9106's second recommendation, and as many passes as keep two
cores of a small computer busy for a quarter to half a second. More memory would keep small devices out."""

ROUNDS = 256_000
"""Of version 1: how often the passphrase is hashed, which is what SQLCipher 4 does by itself."""

PAGE = 4096
"""Bytes of a page."""

_SALT = 16
_SECRET = 32
_HEADER = b"SQLite format 3\0"

Kind = Literal["none", "plain", "encrypted", "other"]
"""What a file is, by how it begins; see :func:`kind_of`."""


class Key:
    """What opens one encrypted file, and every copy of it made with the same salt."""

    __slots__ = ("_secret", "salt", "version")

    def __init__(self, secret: bytes, salt: bytes, version: int = VERSION) -> None:
        self._secret = bytearray(secret)
        self.salt = salt
        self.version = version

    @classmethod
    def from_text(cls, text: str) -> "Key":
        """The key that :attr:`text` gave. Raises ValueError for a text that is none."""
        version, _, pair = text.partition(":")
        both = bytes.fromhex(pair)
        if not version.isdecimal() or len(both) != _SECRET + _SALT:
            raise ValueError("this text is not a key")
        return cls(both[:_SECRET], both[_SECRET:], int(version))

    @property
    def text(self) -> str:
        """The key as one line, for where it is kept out of sight of others. Raises PassphraseNeeded."""
        return f"{self.version}:{self._pair}"

    @property
    def words(self) -> str:
        """The key as SQLCipher takes it in a statement; to be held no longer than that.

        Raises PassphraseNeeded once it was wiped.
        """
        return f"x'{self._pair}'"

    @property
    def older(self) -> bool:
        """Whether it comes from the passphrase in a way that files made now do not use."""
        return self.version != VERSION

    @property
    def _pair(self) -> str:
        if not any(self._secret):
            raise PassphraseNeeded("the journal is locked; enter its passphrase")
        return f"{self._secret.hex()}{self.salt.hex()}"

    def seal(self, data: bytes) -> bytes:
        """Data encrypted so that this key alone opens it (XSalsa20-Poly1305). Raises PassphraseNeeded."""
        return bytes(self._box().encrypt(data))

    def unseal(self, sealed: bytes) -> bytes:
        """What :meth:`seal` was given. Raises WrongPassphrase where another key sealed it."""
        from nacl.exceptions import CryptoError

        try:
            return self._box().decrypt(sealed)
        except CryptoError:
            raise WrongPassphrase("this was sealed with another key") from None

    def _box(self) -> "SecretBox":
        from hashlib import blake2b

        from nacl.secret import SecretBox

        if not any(self._secret):
            raise PassphraseNeeded("the journal is locked; enter its passphrase")
        return SecretBox(blake2b(self._secret, digest_size=32, person=b"companion drafts").digest())

    def copy(self) -> "Key":
        """The same key, to be wiped by itself."""
        return Key(bytes(self._secret), self.salt, self.version)

    def wipe(self) -> None:
        """Overwrite the key in memory. Nothing can be opened with it any more."""
        self._secret[:] = bytes(len(self._secret))


Secret = str | Key
"""What opens a journal: its passphrase, or the key itself."""


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
    """The key of a passphrase for a file made now; a new salt unless one is given.

    Takes a quarter to half a second and 64 MiB for that long, on purpose. Raises InputRefused for a
    passphrase that cannot be one.
    """
    from secrets import token_bytes

    from argon2.low_level import Type, hash_secret_raw

    words = normalised(passphrase).encode()
    while salt is None or _is_telling(salt):
        salt = token_bytes(_SALT)
    secret = hash_secret_raw(
        words,
        salt,
        time_cost=COST.passes,
        memory_cost=COST.memory,
        parallelism=COST.lanes,
        hash_len=_SECRET,
        type=Type.ID,
    )
    return Key(secret, salt)


def derive_as_before(words: bytes, salt: bytes) -> Key:
    """The key of version 1: what SQLCipher itself makes of these bytes."""
    import hashlib

    return Key(hashlib.pbkdf2_hmac("sha512", words, salt, ROUNDS, _SECRET), salt, version=1)


def candidates(passphrase: str, salt: bytes) -> Iterator[Key]:
    """The keys that a file with this salt may have, likeliest first; each is worked out when asked for.

    Files of version 1 are tried with the passphrase as it is read now, and then as it was read then: with
    each kind of space as it was typed.
    """
    yield derive(passphrase, salt)
    for words in dict.fromkeys((normalised(passphrase), _composed(passphrase))):
        yield derive_as_before(words.encode(), salt)


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


def normalised(passphrase: str) -> str:
    """A passphrase as it counts: the same however the keyboard composes its letters (NFC), and with each kind
    of space (Unicode's Zs, and the tab) as the plain one.

    Raises InputRefused.
    """
    from unicodedata import category

    return "".join(
        " " if character == "\t" or category(character) == "Zs" else character
        for character in _composed(passphrase)
    )


def _composed(passphrase: str) -> str:
    """How files of version 1 read a passphrase: composed (NFC). Raises InputRefused."""
    from unicodedata import normalize

    if not passphrase:
        raise InputRefused("passphrase: it is empty; a few words make a good one")
    if any(character in passphrase for character in "\0\n\r"):
        raise InputRefused("passphrase: it contains a line break or a NUL; all other characters are fine")
    if any("\ud800" <= character <= "\udfff" for character in passphrase):
        raise InputRefused("passphrase: it contains a broken character (a lone surrogate)")
    return normalize("NFC", passphrase)


def does_not_open(path: Path) -> WrongPassphrase:
    """What is said where a passphrase, or a key, fits no page of a file."""
    return WrongPassphrase(
        f"{path}: wrong passphrase. If it is the right one, the start of the file is damaged"
    )
