"""Backups seen from outside: what can be done while the journal itself cannot be opened."""

import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from companion.model.errors import CompanionError, WrongPassphrase
from companion.system.journal_names import forget_name
from companion.system.paths import Places, command_for
from companion.vault.encryption import is_encrypted

if TYPE_CHECKING:
    from companion.journal import Journal
    from companion.model.retention import RestoreDifference
    from companion.store.backups import Keys


class BackupInfo(NamedTuple):
    """A backup as it is found: when it was made (UTC), its size in bytes, and how many entries it holds.

    ``entries`` is ``None`` where it cannot be read. ``opens``: whether the passphrase fits; damage where the
    file starts looks the same as another passphrase.
    """

    path: Path
    at: datetime
    size: int
    entries: int | None
    opens: bool = True


def backups(places: Places, passphrase: str | None = None) -> list[BackupInfo]:
    """The backups of the journal in these places, newest first. Raises nothing for one that is damaged."""
    from companion.store.backups import Keys, backups_of

    keys = Keys(passphrase)
    return [_info(each.path, each.at, each.size, keys) for each in backups_of(places.journal)]


def set_aside(places: Places, passphrase: str | None = None) -> list[BackupInfo]:
    """The journals beside the present one whose place a backup took, or that went on when their file was
    taken away; newest first. Any of them can be restored. Raises nothing for one that is damaged."""
    from companion.store.backups import Keys
    from companion.store.restore import kept_aside

    keys, listed = Keys(passphrase), []
    for path in kept_aside(places.journal):
        status = path.stat()
        listed.append(_info(path, datetime.fromtimestamp(status.st_mtime, UTC), status.st_size, keys))
    return sorted(listed, key=lambda copy: copy.at, reverse=True)


def _info(path: Path, at: datetime, size: int, keys: "Keys") -> BackupInfo:
    from companion.store.restore import entries_in

    try:
        return BackupInfo(path, at, size, entries_in(path, keys))
    except WrongPassphrase:
        return BackupInfo(path, at, size, None, opens=False)
    except CompanionError:
        return BackupInfo(path, at, size, None)


class PreparedRestore(NamedTuple):
    """What a restore would change, and the way to do it: given the time (aware), ``replace_journal`` says
    where the journal of before is kept (``None`` where there was none). It raises JournalBusy when another
    program has the journal open, and NoRoom; then all is as it was."""

    difference: "RestoreDifference"
    replace_journal: Callable[[datetime], Path | None]


@contextmanager
def prepare_restore(places: Places, file: Path, passphrase: str | None = None) -> Iterator[PreparedRestore]:
    """A backup looked through and compared with the journal; nothing is changed before ``replace_journal``.

    Raises NothingFound, JournalDamaged, JournalTooNew, PassphraseNeeded, WrongPassphrase, NoRoom.
    """
    from companion.store import open_store
    from companion.store.backups import Keys
    from companion.store.restore import replace_journal, staged_copy

    keys = Keys(passphrase)
    with staged_copy(places.journal, file, keys) as ready:

        def replace(at: datetime) -> Path | None:
            aside = replace_journal(places.journal, ready, at, keys)
            with suppress(CompanionError):  # it is restored all the same
                if (key := keys.of(places.journal)) is not None:  # a sheet of the restored one counts at once
                    open_store(places.journal, create=False, passphrase=key).close()
            return aside

        yield PreparedRestore(ready.difference, replace)


def recovery_hint(places: Places, passphrase: str | None = None, journal: "Journal | None" = None) -> str:
    """The newest backup that can be read through, and the command that restores it; for a damaged journal.

    ``journal``: where it could be opened, its key serves. Reads backups from end to end; from any thread.
    """
    from companion.store.backups import Keys, backups_of
    from companion.store.restore import newest_good

    if passphrase is None and journal is None:
        if is_encrypted(places.journal):
            command = command_for(places, "restore")
            return f"run `{command}` to list the backups; each is checked before it replaces the journal"
        newest = next(iter(backups_of(places.journal)), None)
        if newest is not None and is_encrypted(newest.path):  # an older plain one would miss what came since
            command = command_for(places, f"restore {newest.path.name}")
            return f"to check the newest backup and restore it, with its passphrase, run: {command}"
    backup = journal.backups.newest_good() if journal else newest_good(places.journal, Keys(passphrase))
    if backup is None and any(is_encrypted(each.path) for each in backups_of(places.journal)):
        command = command_for(places, "restore")
        return (
            "no backup that opens with this passphrase can be read; with another passphrase"
            f" `{command}` may list one that can"
        )
    if backup is None:
        return "there is no usable backup; copy the whole folder before you do anything else"
    return f"to restore the newest good backup, run: {command_for(places, f'restore {backup.name}')}"


def rescue_hint(places: Places, journal: "Journal") -> str:
    """What to say of a journal whose file was removed or replaced while it was open."""
    words = f"{places.journal}: the file was removed, or another put in its place, while it was open"
    if journal.rescued is None:
        return words
    merge = command_for(places, f"merge {shlex.quote(str(journal.rescued))}")
    return f"{words}. What was written is in {journal.rescued}; to merge it into the journal, run: {merge}"


def stale_log_words(log: Path) -> str:
    """What to say where a log did not belong to the file that lies at the journal's place now."""
    return (
        "Another file was put in the journal's place after the program had been cut short. The log of the"
        f" earlier one was moved to {log.name}. Please check that the last moments you wrote are "
        f"there; if not,"
        " another copy of the journal may hold them"
    )


def leftovers(places: Places) -> tuple[list[Path], list[Path]]:
    """Copies that were never finished, and journals (and logs of such) whose place another file took."""
    from companion.store.backups import leftovers
    from companion.store.restore import kept_aside
    from companion.store.write_ahead_log import logs_set_aside

    return leftovers(places.journal), [*kept_aside(places.journal), *logs_set_aside(places.journal)]


def erase(places: Places) -> int:
    """Remove the journal, its backups and every copy made here; how many files are gone.

    The configuration stays, and so does what a person put beside the journal.

    Raises JournalBusy when another program has the journal open; then nothing is gone.
    """
    from companion.store.restore import erase

    gone = len(erase(places.journal))
    places.lock_request.unlink(missing_ok=True)
    forget_name(places)
    return gone
