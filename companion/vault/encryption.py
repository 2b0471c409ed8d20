"""Encryption: whether a journal is encrypted, making it so or plain again, and another passphrase for it."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple

from companion.model.errors import CompanionError, InputRefused, JournalDamaged, NothingFound
from companion.system.paths import Places

State = Literal["none", "plain", "encrypted"]
"""Whether there is a journal, and who can read it; see :func:`state`."""


class Copies(NamedTuple):
    """Backups and journals kept aside: how many were given the new key too, and those that could not be."""

    done: int
    left: list[Path]


def state(places: Places) -> State:
    """Whether there is a journal in these places, and whether it is encrypted; from how the file begins.

    Raises JournalDamaged for a file that is neither, and where one is missing that was there before.
    """
    from companion.store.key import kind_of

    kind = kind_of(places.journal)
    if kind == "none":
        from companion.store.traces import refuse_if_lost

        refuse_if_lost(places.journal)
    if kind == "other":
        raise JournalDamaged(f"{places.journal}: this is not a journal, or its beginning is damaged")
    return kind


def is_encrypted(file: Path) -> bool:
    """Whether a file looks like an encrypted journal. Raises InputRefused where it cannot be read."""
    from companion.store.key import kind_of

    return kind_of(file) == "encrypted"


def plain_copies(places: Places) -> list[Path]:
    """Backups and journals kept aside that are not encrypted."""
    from companion.store.key import kind_of

    return [path for path in _copies(places) if kind_of(path) == "plain"]


def create(places: Places, passphrase: str | None) -> None:
    """Make the journal of these places, encrypted when there is a passphrase.

    Raises InputRefused when there is one already or the passphrase cannot be one, NoRoom.
    """
    from companion.store import open_store

    if state(places) != "none":
        raise InputRefused(f"{places.journal}: there is a journal already")
    open_store(places.journal, passphrase=passphrase).close()


def check_passphrase(places: Places, passphrase: str | None) -> None:
    """Open the journal and close it again, to see that the passphrase fits before more is asked.

    Raises WrongPassphrase, PassphraseNeeded, and what else opening a journal raises.
    """
    from companion.store import open_store

    open_store(places.journal, create=False, passphrase=passphrase).close()


def encrypt(places: Places, passphrase: str) -> Copies:
    """Encrypt the plain journal, and the plain copies of it.

    Raises NothingFound, InputRefused when it is encrypted already or the passphrase cannot be one,
    JournalBusy, JournalDamaged, NoRoom; then the journal is as it was. The copies raise nothing.
    """
    from companion.store.key import derive
    from companion.store.rekey import convert

    if _existing(places) == "encrypted":
        raise InputRefused(f"{places.journal}: the journal is encrypted already")
    key = derive(passphrase)
    convert(places.journal, None, key)
    return _convert_each(plain_copies(places), lambda copy: convert(copy, None, key))


def decrypt(places: Places, passphrase: str | None) -> None:
    """Make the encrypted journal a plain one; its copies stay encrypted.

    Raises as :func:`encrypt`, and PassphraseNeeded, WrongPassphrase.
    """
    from companion.store.key import key_for
    from companion.store.rekey import convert

    _require_encrypted(places)
    convert(places.journal, key_for(places.journal, passphrase), None)


def change_passphrase(places: Places, old: str | None, new: str) -> Copies:
    """Give the encrypted journal another passphrase, and the copies that the old one opens.

    Raises as :func:`decrypt`.
    """
    from companion.store.key import derive, key_for
    from companion.store.rekey import convert

    _require_encrypted(places)
    key = derive(new)
    convert(places.journal, key_for(places.journal, old), key)
    copies = [path for path in _copies(places) if is_encrypted(path)]
    return _convert_each(copies, lambda copy: convert(copy, key_for(copy, old), key))


def _convert_each(copies: list[Path], change: Callable[[Path], None]) -> Copies:
    left = []
    for copy in copies:
        try:
            change(copy)
        except CompanionError:
            left.append(copy)
    return Copies(len(copies) - len(left), left)


def _copies(places: Places) -> list[Path]:
    from companion.store.backups import backups_of
    from companion.store.restore import kept_aside

    return [backup.path for backup in backups_of(places.journal)] + kept_aside(places.journal)


def _existing(places: Places) -> State:
    present = state(places)
    if present == "none":
        raise NothingFound(f"{places.data}: there is no journal here yet")
    return present


def _require_encrypted(places: Places) -> None:
    if _existing(places) != "encrypted":
        raise InputRefused(f"{places.journal}: the journal is not encrypted; `companion encrypt` makes it so")
