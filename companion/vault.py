"""What is done to a journal from outside: whether it is encrypted, making it so, and its passphrase."""

import os
import shlex
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from companion.model.errors import CompanionError, InputRefused, JournalDamaged, NothingFound
from companion.system.paths import Places
from companion.system.paths import places as usual_places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from companion.journal import Journal
    from companion.model.retention import Difference

State = Literal["none", "plain", "encrypted"]

STRENGTHS = (
    "Guessed at once.",
    "Weak: guessed within days by someone who copies the file.",
    "So-so: guessed within months by someone who is set on it.",
    "Good: guessing takes many years.",
    "Strong: guessing takes longer than anyone has.",
)
"""What is said of a passphrase, by its level."""

# Guesses, as powers of ten, from which each level counts. The slow key lets one fast machine try some ten
# thousand a second: a thousand million in a day, a million million in three years.
_GUESSES = (6.0, 9.0, 12.0, 15.0)
_LONGEST_JUDGED = 72


def state(places: Places) -> State:
    """Whether there is a journal in these places, and whether it is encrypted; from how the file begins.

    Raises JournalDamaged for a file that is neither.
    """
    from companion.store.key import kind_of

    found = kind_of(places.journal)
    if found == "other":
        raise JournalDamaged(f"{places.journal}: this is not a journal, or its beginning is damaged")
    return found


def create(places: Places, passphrase: str | None) -> None:
    """Make the journal of these places, encrypted when there is a passphrase.

    Raises InputRefused when there is one already.
    """
    from companion.store import open_store

    if state(places) != "none":
        raise InputRefused(f"{places.journal}: there is a journal already")
    open_store(places.journal, passphrase=passphrase).close()


def strength(passphrase: str) -> tuple[int, str]:
    """How hard a passphrase is to guess, from 0 to 4, and that in words.

    It is an estimate, by zxcvbn: of how many guesses someone needs who knows common words and habits.
    """
    if not passphrase:
        return 0, STRENGTHS[0]
    from zxcvbn import zxcvbn

    guesses = float(zxcvbn(passphrase[:_LONGEST_JUDGED])["guesses_log10"])
    level = sum(guesses >= least for least in _GUESSES)
    return level, STRENGTHS[level]


class Copies(NamedTuple):
    """Backups and journals kept aside: how many were given the new key too, and those that could not be."""

    done: int
    left: list[Path]


def encrypt(places: Places, passphrase: str) -> Copies:
    """Encrypt the plain journal, and the plain copies of it.

    Raises NothingFound, InputRefused, JournalBusy, JournalDamaged, NoRoom; the copies raise nothing.
    """
    from companion.store.key import derive
    from companion.store.rekey import convert

    if _existing(places) == "encrypted":
        raise InputRefused(f"{places.journal}: the journal is encrypted already")
    key = derive(passphrase)
    convert(places.journal, None, key)
    return _each(plain_copies(places), lambda copy: convert(copy, None, key))


def decrypt(places: Places, passphrase: str | None) -> None:
    """Make the encrypted journal a plain one. Raises as :func:`encrypt`, and what a passphrase can."""
    from companion.store.key import key_for
    from companion.store.rekey import convert

    _encrypted(places)
    convert(places.journal, key_for(places.journal, passphrase), None)


def change_passphrase(places: Places, old: str | None, new: str) -> Copies:
    """Give the encrypted journal another passphrase, and the copies that the old one opens.

    Raises as :func:`decrypt`.
    """
    from companion.store.key import derive, key_for
    from companion.store.rekey import convert

    _encrypted(places)
    key = derive(new)
    convert(places.journal, key_for(places.journal, old), key)
    copies = [path for path in _copies(places) if is_encrypted(path)]
    return _each(copies, lambda copy: convert(copy, key_for(copy, old), key))


def _each(copies: list[Path], change: "Callable[[Path], None]") -> Copies:
    left = []
    for copy in copies:
        try:
            change(copy)
        except CompanionError:
            left.append(copy)
    return Copies(len(copies) - len(left), left)


def check_passphrase(places: Places, passphrase: str | None) -> None:
    """Open the journal and close it again, to see that the passphrase fits before more is asked."""
    from companion.store import open_store

    open_store(places.journal, create=False, passphrase=passphrase).close()


def _existing(places: Places) -> State:
    found = state(places)
    if found == "none":
        raise NothingFound(f"{places.data}: there is no journal here yet")
    return found


def _encrypted(places: Places) -> None:
    if _existing(places) != "encrypted":
        raise InputRefused(f"{places.journal}: the journal is not encrypted; `companion encrypt` makes it so")


# The keyring of the system, where the person turned that on. Whatever fails there, the person is asked.


def remembered(places: Places) -> str | None:
    """The passphrase that the system's keyring holds for this journal, or ``None``."""
    if _over_ssh():
        return None
    try:
        import keyring

        held: str | None = keyring.get_password("companion", str(places.journal.absolute()))
    except Exception:
        return None
    return held


def remember(places: Places, passphrase: str | None) -> bool:
    """Have the system's keyring hold the passphrase, or with ``None`` forget it; whether it did."""
    if _over_ssh():
        return False
    try:
        import keyring

        name = str(places.journal.absolute())
        if passphrase is None:
            keyring.delete_password("companion", name)
        else:
            keyring.set_password("companion", name, passphrase)
    except Exception:
        return False
    return True


def _over_ssh() -> bool:
    """Over SSH a keyring may wait for an answer in a window that nobody sees."""
    return bool(os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"))


# Backups, seen from outside: what can be done while the journal itself cannot be opened


class Kept(NamedTuple):
    """A backup as it is found: when it was made (UTC), its size in bytes, and how many entries it holds.

    ``entries`` is ``None`` where it cannot be read: damaged, or under another passphrase.
    """

    path: Path
    at: datetime
    size: int
    entries: int | None


def backups(places: Places, passphrase: str | None = None) -> list[Kept]:
    """The backups of the journal in these places, newest first."""
    from companion.store.backups import Keys, backups_of
    from companion.store.restore import entries_in

    keys = Keys(passphrase)
    found = []
    for one in backups_of(places.journal):
        entries = None
        with suppress(CompanionError):
            entries = entries_in(one.path, keys)
        found.append(Kept(one.path, one.at, one.size, entries))
    return found


@contextmanager
def restoring(places: Places, file: Path, passphrase: str | None = None) -> "Iterator[Restoring]":
    """A backup looked through and compared with the journal; nothing is changed before ``replace_journal``.

    Raises NothingFound, JournalDamaged, JournalTooNew, PassphraseNeeded, WrongPassphrase, NoRoom.
    """
    from companion.store.backups import Keys
    from companion.store.restore import replace_journal, staged_copy

    keys = Keys(passphrase)
    with staged_copy(places.journal, file, keys) as ready:
        yield Restoring(ready.difference, lambda at: replace_journal(places.journal, ready, at, keys))


class Restoring(NamedTuple):
    """What a restore would change, and the way to do it: given the time, it says where the journal of before
    is kept (``None`` where there was none). Raises JournalBusy when another program has it open."""

    difference: "Difference"
    replace_journal: "Callable[[datetime], Path | None]"


def recovery_hint(places: Places, passphrase: str | None = None, journal: "Journal | None" = None) -> str:
    """The newest backup that can be read through, and the command that restores it; for a damaged journal.

    ``journal``: where it could be opened, its key serves. Reads backups from end to end; from any thread.
    """
    from companion.store.backups import Keys
    from companion.store.restore import newest_good

    if passphrase is None and journal is None and is_encrypted(places.journal):
        return "`companion restore` lists the backups; each is checked before it takes the journal's place"
    good = journal.backups.newest_good() if journal else newest_good(places.journal, Keys(passphrase))
    if good is None:
        return "there is no backup that can take its place; keep a copy of the folder as it is"
    at = f"--at {shlex.quote(str(places.data))} " if places != usual_places() else ""
    return f"the newest good backup comes back with: companion {at}restore {good.name}"


def leftovers(places: Places) -> tuple[list[Path], list[Path]]:
    """Copies that were never finished, and journals kept aside by a restore."""
    from companion.store.backups import leftovers
    from companion.store.restore import kept_aside

    return leftovers(places.journal), kept_aside(places.journal)


def is_encrypted(file: Path) -> bool:
    """Whether a file looks like an encrypted journal."""
    from companion.store.key import kind_of

    return kind_of(file) == "encrypted"


def plain_copies(places: Places) -> list[Path]:
    """Backups and journals kept aside that are not encrypted."""
    from companion.store.key import kind_of

    return [path for path in _copies(places) if kind_of(path) == "plain"]


def _copies(places: Places) -> list[Path]:
    from companion.store.backups import backups_of
    from companion.store.restore import kept_aside

    return [one.path for one in backups_of(places.journal)] + kept_aside(places.journal)


def erase(places: Places) -> int:
    """Remove the journal, its backups and every copy made here; how many files are gone.

    The configuration stays, and so does what a person put beside the journal.

    Raises JournalBusy when another program has the journal open; then nothing is gone.
    """
    from companion.store.restore import erase

    gone = len(erase(places.journal))
    places.lock_request.unlink(missing_ok=True)
    return gone
