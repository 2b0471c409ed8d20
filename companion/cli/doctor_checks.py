"""What the doctor looks at, from outside the journal and, through it, from inside."""

import os
import platform
import shlex
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from companion.cli.session import Session
from companion.model.errors import CompanionError, JournalDamaged
from companion.system.paths import Places

_MB = 1024 * 1024
_ROOM_WANTED = 100 * _MB
"""Bytes that should be free: backups and migrations write copies."""

_OWNER_ONLY = "Use chmod 700 on the folder and 600 on the files."


class Check(NamedTuple):
    """One thing looked at: whether it is well, what was seen, and what can be done.

    The fields are those of ``companion doctor --json``.
    """

    name: str
    ok: bool
    says: str
    do: str = ""


class Examination:
    """One examination: the journal opened where it can be, and what was seen before that."""

    def __init__(self, session: Session) -> None:
        """A journal that is not there yet is well, and is not made."""
        from companion.vault import encryption

        self.places = session.places
        self.session = session
        self.open_before: list[Path] = []
        self.inside: list[Check] = []
        self.trouble: CompanionError | None = None
        self.key_is_older = False
        """Whether guessing at the passphrase costs less than it would in a journal made now."""
        try:
            if encryption.state(self.places) == "none":
                return
            self.open_before = _open_to_others(self.places)  # opening puts it right
            key = session.journal().key
            self.key_is_older = key is not None and key.older
            self.inside = [Check(**check) for check in session.journal().health()]
        except CompanionError as error:
            self.inside = [Check("journal", False, str(error))]
            self.trouble = error
        if any(check.name == "integrity" and not check.ok for check in self.inside):
            self.trouble = JournalDamaged(f"{self.places.journal}: the journal is damaged")

    @property
    def there(self) -> bool:
        """Whether there is a journal."""
        return self.places.journal.exists()


def examine(session: Session) -> tuple[list[Check], CompanionError | None]:
    """Every check, and the error that kept the journal from opening, if one did."""
    examination = Examination(session)
    return [check for make in CHECKS for check in make(examination)], examination.trouble


def _open_to_others(places: Places) -> list[Path]:
    """The folder and files of the journal that group or others have any right to."""
    if os.name == "nt":
        return []
    return [path for path in _own_files(places) if stat.S_IMODE(path.stat().st_mode) & 0o077]


def _own_files(places: Places) -> Iterator[Path]:
    yield places.data
    yield from sorted(places.data.glob(f"{places.journal.name}*"))
    yield from sorted(places.data.glob("kept-aside-*"))
    yield from sorted(places.data.glob("rescued-*"))
    yield from sorted(places.data.glob("recovery.key"))
    backups = places.data / "backups"
    if backups.is_dir():
        yield backups
        yield from sorted(backups.iterdir())
    if places.config_file.exists():
        yield places.config_file


def _rights(examination: Examination) -> Iterator[Check]:
    if not examination.there:
        return
    if left := _open_to_others(examination.places):
        names = ", ".join(path.name for path in left)
        yield Check("rights", False, f"Other users of this computer can read: {names}.", _OWNER_ONLY)
    elif examination.open_before:
        names = ", ".join(path.name for path in examination.open_before)
        yield Check("rights", True, f"Other users of this computer could read {names}; this has been fixed.")
    else:
        yield Check("rights", True, "Only you can read the folder and its files.")


def _inside(examination: Examination) -> Iterator[Check]:
    if not examination.there and not examination.inside:
        says = f"There is no journal in {examination.places.data} yet."
        yield Check("journal", True, says, f"`{examination.session.command('log')}` starts one.")
    yield from examination.inside


def _reading(examination: Examination) -> Iterator[Check]:
    if not examination.there:
        return
    from companion.vault import encryption, recovery_code

    try:
        state = encryption.state(examination.places)
    except CompanionError:
        return  # it is said where the journal is looked at
    name = "who can read it"
    if state != "encrypted":
        yield Check(
            name,
            True,
            "The journal is not encrypted. Anyone who can use your account, administers this "
            f"computer, or gets hold of its disk or a backup can read {examination.places.journal}.",
            f"`{examination.session.command('encrypt')}` sets a passphrase.",
        )
        return
    opens, does = "its passphrase opens it", ""
    if recovery_code.is_there(examination.places):
        opens = "its passphrase, or the code of its recovery sheet, opens it"
    if examination.key_is_older:
        does = f"`{examination.session.command('passphrase --renew')}` makes the passphrase harder to guess."
    yield Check(name, True, f"The journal is encrypted. Only {opens}.", does)
    if plain := encryption.plain_copies(examination.places):
        names = ", ".join(path.name for path in plain)
        does = f"Delete them once `{examination.session.command('backup')}` has made a new one."
        yield Check("plain copies", False, f"Older copies are not encrypted: {names}.", does)


def _left_over(examination: Examination) -> Iterator[Check]:
    from companion.vault import recovery

    unfinished, aside = recovery.leftovers(examination.places)
    if unfinished:
        names = ", ".join(str(path) for path in unfinished)
        does = "They are not needed; delete them while companion is not running."
        yield Check("left over", False, f"Unfinished copies: {names}.", does)
    if aside:
        names = ", ".join(path.name for path in aside)
        does = "Delete the ones you no longer need."
        yield Check("kept aside", True, f"Journals set aside by a restore: {names}.", does)


_CONFLICTS = ("*.sync-conflict-*", "*conflicted copy*", "*conflict*", "*.orig", "*_BACKUP_*", "*_REMOTE_*")
"""What Syncthing, Dropbox and others, and git name a file that two devices changed."""


def _conflicts(examination: Examination) -> Iterator[Check]:
    if not examination.places.data.is_dir():
        return
    stem = examination.places.journal.stem
    found = {
        path
        for form in _CONFLICTS
        for path in examination.places.data.glob(form)
        if path.is_file() and path.name.startswith(stem) and not path.name.endswith(("-wal", "-shm"))
    }
    if found:
        names = ", ".join(path.name for path in sorted(found))
        command = examination.session.command(f"merge {shlex.quote(str(sorted(found)[0]))}")
        does = f"`{command}` merges it into the journal; then delete it."
        yield Check("two devices", False, f"Copies changed on another device: {names}.", does)


def _configuration(examination: Examination) -> Iterator[Check]:
    try:
        _ = examination.session.configuration
    except CompanionError as error:
        yield Check("configuration", False, str(error), "Fix the file, or move it somewhere else.")
        return
    there = examination.places.config_file.exists()
    yield Check(
        "configuration",
        True,
        "The configuration file is fine." if there else "No configuration file; using the defaults.",
    )


def _room(examination: Examination) -> Iterator[Check]:
    folder = examination.places.data
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    wanted = max(_ROOM_WANTED, 3 * examination.places.journal.stat().st_size if examination.there else 0)
    does = "" if free >= wanted else f"Backups need about {wanted // _MB} MB."
    yield Check("room", free >= wanted, f"{free // _MB} MB free.", does)


def _versions(_examination: Examination) -> Iterator[Check]:
    names = ("companion", "textual", "sqlite-utils", "sqlcipher3", "click")
    told = [f"{name} {_version(name)}" for name in names]
    yield Check(
        "versions", True, f"{', '.join(told)}, Python {platform.python_version()}, {platform.system()}."
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(not installed)"


CHECKS: tuple[Callable[[Examination], Iterable[Check]], ...] = (
    _rights,
    _inside,
    _reading,
    _left_over,
    _conflicts,
    _configuration,
    _room,
    _versions,
)
"""What is looked at, in the order it is told; each gives its findings, or none."""
