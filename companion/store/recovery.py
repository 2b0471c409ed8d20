"""The recovery file: the key of an encrypted journal, sealed so that the recovery code alone opens it.

The seal is libsodium's (``crypto_box_seal``: X25519, XSalsa20-Poly1305), made for a public key. Its private
half comes from the code and is kept nowhere. The public half is kept inside the encrypted journal: so a new
passphrase is sealed without asking for the code, nobody can put another public key there from outside, and
an old copy of the journal whose passphrase somebody knows opens nothing that was sealed later.

No journal needs this file; without it only the code is of no use.
"""

import base64
import json
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.model.errors import NothingFound, WrongPassphrase
from companion.store.driver_errors import translated
from companion.store.key import Key
from companion.system.paths import BACKUPS
from companion.system.private_files import remove_abandoned, write_private

if TYPE_CHECKING:
    from nacl.public import PrivateKey

FILE = "recovery.key"
"""Its name, beside the journal and beside its backups."""

_FORMAT = "companion-recovery"
_VERSION = 1
_LARGEST = 1 << 20
"""Bytes that the file has at most."""


def file_of(journal: Path) -> Path:
    """Where the recovery file of a journal is, or would be."""
    return journal.parent / FILE


def public_key(code: bytes) -> str:
    """The public key that belongs to a code, in hex."""
    return bytes(_private_key(code).public_key).hex()


def sealed_salts(journal: Path) -> set[bytes]:
    """The salts of the files whose keys are sealed for a code; empty where there is no recovery file."""
    return {bytes.fromhex(salt) for salt in _sealed(journal)}


def is_in_step(journal: Path, salt: bytes) -> bool:
    """Whether the recovery file is where it should be, with the key of the file that has this salt."""
    files = [file_of(journal)]
    if (journal.parent / BACKUPS).is_dir():
        files.append(journal.parent / BACKUPS / FILE)
    return all(salt.hex() in _read(file)["keys"] for file in files)


def remove_abandoned_parts(journal: Path) -> None:
    """Remove what is left of recovery files that were being written when the program was ended."""
    for folder in (journal.parent, journal.parent / BACKUPS):
        remove_abandoned(folder / FILE)


def seal(journal: Path, public: str, keys: Iterable[Key], in_use: Collection[bytes]) -> None:
    """Seal keys for a public key, beside the journal and beside its backups.

    What was sealed for the same public key stays, for files whose salts are ``in_use``. Raises NoRoom,
    InputRefused.
    """
    file = file_of(journal)
    before = _read(file)
    held: dict[str, str] = before["keys"] if before["for"] == public else {}
    sealed = {salt: words for salt, words in held.items() if bytes.fromhex(salt) in in_use}
    for key in keys:
        if key.salt.hex() not in sealed:
            sealed[key.salt.hex()] = _seal(public, key)
    if sealed != before["keys"] or before["for"] != public:
        document = {"format": _FORMAT, "version": _VERSION, "for": public, "keys": sealed}
        with translated(file, writing=True):
            write_private(file, json.dumps(document, indent=2).encode())


def share_with_backups(journal: Path) -> None:
    """Put the recovery file beside the backups too, as it is beside the journal. Raises nothing."""
    with suppress(OSError):
        whole = file_of(journal).read_bytes()
        copy = journal.parent / BACKUPS / FILE
        if copy.parent.is_dir() and not (copy.exists() and copy.read_bytes() == whole):
            write_private(copy, whole)


def remove(journal: Path) -> list[str]:
    """Remove the recovery file, also beside the backups; the names of what is gone."""
    gone = []
    for file in (file_of(journal), journal.parent / BACKUPS / FILE):
        with suppress(OSError):
            file.unlink()
            gone.append(file.name)
    return gone


def unsealed(journal: Path, code: bytes) -> list[Key]:
    """The keys that a code opens.

    Raises NothingFound where there is no recovery file, WrongPassphrase where the code opens nothing in it.
    """
    from nacl.exceptions import CryptoError
    from nacl.public import SealedBox

    file = file_of(journal)
    held = _sealed(journal)
    if not held:
        raise NothingFound(f"{file}: there is no recovery file for this journal")
    box, keys = SealedBox(_private_key(code)), []
    for sealed in held.values():
        with suppress(CryptoError, ValueError):
            keys.append(Key.from_text(box.decrypt(base64.b64decode(sealed)).decode()))
    if not keys:
        raise WrongPassphrase(f"{file}: this recovery code is not the one it was made with")
    return keys


def _private_key(code: bytes) -> "PrivateKey":
    from hashlib import blake2b

    from nacl.public import PrivateKey

    return PrivateKey(blake2b(code, digest_size=32, person=b"companion code").digest())


def _seal(public: str, key: Key) -> str:
    from nacl.public import PublicKey, SealedBox

    sealed = SealedBox(PublicKey(bytes.fromhex(public))).encrypt(key.text.encode())
    return base64.b64encode(sealed).decode()


def _sealed(journal: Path) -> dict[str, str]:
    """What is sealed beside the journal, and beside its backups where that is gone."""
    return {**_read(journal.parent / BACKUPS / FILE)["keys"], **_read(file_of(journal))["keys"]}


def _read(file: Path) -> dict[str, Any]:
    """What a recovery file says; nothing where there is none, or it says something else."""
    empty: dict[str, Any] = {"for": None, "keys": {}}
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST:
            return empty
        document = json.loads(file.read_bytes())
        held = document["keys"]
        for salt, sealed in held.items():
            bytes.fromhex(salt), base64.b64decode(sealed, validate=True)
        return {"for": str(document["for"]), "keys": dict(held)}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return empty
