"""Encryption: whether a journal is encrypted, making it so or plain again, and another passphrase for it."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from companion.model.errors import InputRefused, JournalDamaged, NothingFound
from companion.system.paths import Places, command_for

if TYPE_CHECKING:
    from companion.model.retention import Copies
    from companion.store.backups import Keys
    from companion.store.key import Key, Secret

State = Literal["none", "plain", "encrypted"]
"""Whether there is a journal, and who can read it; see :func:`state`."""


class PassphraseChange(NamedTuple):
    """The passphrase a journal has (``None``: none), and the one it is to have (``None``: none)."""

    old: str | None
    new: str | None


def state(places: Places) -> State:
    """Whether there is a journal in these places, and whether it is encrypted; from how the file begins.

    A copy is removed that a program was making when it was ended: it may be plain, of an encrypted journal.
    Raises JournalDamaged for a file that is neither, and where one is missing that was there before.
    """
    from companion.store.key import kind_of

    if any(places.data.glob(f"{places.journal.name}.new*")):
        from companion.store.rekey import remove_abandoned

        remove_abandoned(places.journal)
    kind = kind_of(places.journal)
    if kind == "none":
        from companion.store.traces import refuse_if_lost

        refuse_if_lost(places.journal)
    if kind == "other":
        raise JournalDamaged(f"{places.journal}: this is not a journal, or its start is damaged")
    return kind


def is_encrypted(file: Path) -> bool:
    """Whether a file looks like an encrypted journal. Raises InputRefused where it cannot be read."""
    from companion.store.key import kind_of

    return kind_of(file) == "encrypted"


def plain_copies(places: Places) -> list[Path]:
    """Backups and journals kept aside that are not encrypted."""
    from companion.store.change_of_key import copies_of
    from companion.store.key import kind_of

    return [path for path in copies_of(places.journal) if kind_of(path) == "plain"]


def create(places: Places, passphrase: str | None) -> None:
    """Make the journal of these places, encrypted when there is a passphrase.

    Raises InputRefused when there is one already or the passphrase cannot be one, NoRoom.
    """
    from companion.store import open_store

    if state(places) != "none":
        raise InputRefused(f"{places.journal}: there is already a journal here")
    open_store(places.journal, passphrase=passphrase).close()


def check_passphrase(places: Places, passphrase: "Secret | None") -> "Key | None":
    """Open the journal and close it again, to see that the passphrase fits before more is asked.

    Gives the key, which serves in the passphrase's place; ``None`` for a plain journal. Raises
    WrongPassphrase, PassphraseNeeded, and what else opening a journal raises.
    """
    from companion.store import open_store

    store = open_store(places.journal, create=False, passphrase=passphrase)
    key = store.key and store.key.copy()
    store.close()
    return key


def encrypt(places: Places, passphrase: str) -> "Copies":
    """Encrypt the plain journal, and the plain copies of it.

    Raises NothingFound, InputRefused when it is encrypted already or the passphrase cannot be one,
    JournalBusy, JournalDamaged, NoRoom; then the journal is as it was. The copies raise nothing.
    """
    from companion.store.backups import Keys
    from companion.store.key import derive

    if _existing(places) == "encrypted":
        raise InputRefused(f"{places.journal}: the journal is already encrypted")
    return _change_key(places, None, derive(passphrase), Keys())


def decrypt(places: Places, passphrase: "Secret | None") -> None:
    """Make the encrypted journal a plain one; its copies stay encrypted.

    Raises as :func:`encrypt`, and PassphraseNeeded, WrongPassphrase.
    """
    from companion.store.backups import Keys
    from companion.store.unlock import key_for

    _require_encrypted(places)
    _change_key(places, key_for(places.journal, passphrase), None, Keys())


def change_passphrase(places: Places, old: str | None, new: str, *, known: Iterable["Key"] = ()) -> "Copies":
    """Give the encrypted journal another passphrase, and the copies that the old one opens; or the same one
    again, with a key of the present kind.

    ``known``: keys that need not be worked out, of the journal or of copies. Raises as :func:`decrypt`.
    """
    from companion.store.backups import Keys
    from companion.store.key import beginning_of, derive
    from companion.store.unlock import key_for

    _require_encrypted(places)
    keys = {key.salt: key for key in known}
    before = keys.get(beginning_of(places.journal)) or key_for(places.journal, old)
    assert before is not None
    return _change_key(places, before, derive(new), Keys(old, like=[*keys.values(), before]))


def finished_words(copies: "Copies") -> str:
    """What to say once a change of passphrase that was cut short is finished."""
    words = "A change of passphrase was cut short last time; it is finished now."
    if copies.left:
        names = ", ".join(str(path) for path in copies.left)
        words = f"A change of passphrase was cut short last time. It did not reach these copies: {names}"
    return words


def _change_key(places: Places, old: "Key | None", new: "Key | None", keys: "Keys") -> "Copies":
    from companion.store.change_of_key import change_key

    try:
        return change_key(places.journal, old, new, keys)
    except JournalDamaged as error:
        raise type(error)(f"{error}; `{command_for(places, 'doctor')}` says more") from error


def _existing(places: Places) -> State:
    present = state(places)
    if present == "none":
        raise NothingFound(f"{places.data}: there is no journal here yet")
    return present


def _require_encrypted(places: Places) -> None:
    if _existing(places) != "encrypted":
        command = command_for(places, "encrypt")
        raise InputRefused(f"{places.journal}: the journal is not encrypted; run `{command}`")
