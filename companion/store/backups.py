"""Backups: whole, checked copies of the journal's file in a folder beside it.

A copy is made under a name of its own, opened, looked through and written out to the disk before it gets the
name of a backup: what has such a name was good when it was made.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from companion.model.errors import JournalDamaged, PassphraseNeeded, WrongPassphrase
from companion.model.retention import RetentionPolicy, select_kept
from companion.store.connection import Link
from companion.store.driver_errors import translated
from companion.store.file_lock import descriptor, overwrite
from companion.store.integrity import damage
from companion.store.key import Key, Secret, beginning_of, does_not_open, kind_of
from companion.store.recovery import share_with_backups
from companion.store.unlock import key_for
from companion.store.values import CHANGE_OF_KEY
from companion.store.write_ahead_log import SIDES, STAMP
from companion.system.paths import BACKUPS, UNFINISHED
from companion.system.private_files import create_private, is_running, sync

BEFORE = ("update", "import", "merge", "deletion", "undo")
"""What a backup is made before, beside the one of each day; it stands in the name of the file."""

AHEAD = timedelta(minutes=5)
"""How far ahead of now a time may be and still be of now: two clocks never agree."""

_NAME = re.compile(rf"journal-(\d{{8}}T\d{{6}}Z)(?:-before-({'|'.join(BEFORE)}))?(?:-\d+)?\.db")


class Keys:
    """Opens the copies of one journal: with its passphrase, or with keys that are known already.

    ``like``: the keys of journals that are open, or were; they are not wiped here.
    """

    def __init__(self, secret: Secret | None = None, *, like: Iterable[Key] = ()) -> None:
        self._secret = secret
        self._known: dict[bytes, Key | None] = {key.salt: key for key in like}

    def of(self, file: Path) -> Key | None:
        """The key of a file, ``None`` for a plain one. Raises PassphraseNeeded, WrongPassphrase."""
        if kind_of(file) != "encrypted":
            return None
        salt = beginning_of(file)
        if salt not in self._known:
            if self._secret is None:
                raise PassphraseNeeded(f"{file}: this backup is encrypted; its passphrase is needed")
            try:
                self._known[salt] = key_for(file, self._secret)
            except WrongPassphrase:
                self._known[salt] = None  # not to be worked out again for each copy
        if (key := self._known[salt]) is None:
            raise does_not_open(file)
        return key


class Backup(NamedTuple):
    """One backup; ``at`` is in UTC, ``size`` in bytes. ``before``: one of :data:`BEFORE`, or ``""``."""

    path: Path
    at: datetime
    size: int
    before: str = ""

    @property
    def before_update(self) -> bool:
        """Whether it was made before the file changed its shape."""
        return self.before == "update"


def folder_of(journal: Path) -> Path:
    """Where the backups of this journal are."""
    return journal.parent / BACKUPS


def backups_of(journal: Path) -> list[Backup]:
    """The backups of a journal by their names, newest first; whether each can be read is not looked at."""
    backups = []
    folder = folder_of(journal)
    for path in folder.iterdir() if folder.is_dir() else ():
        name = _NAME.fullmatch(path.name)
        if name is not None and path.is_file():
            at = datetime.strptime(name[1], STAMP).replace(tzinfo=UTC)
            backups.append(Backup(path, at, path.stat().st_size, name[2] or ""))
    return sorted(backups, key=lambda backup: (backup.at, backup.path.name), reverse=True)


def leftovers(journal: Path) -> list[Path]:
    """What work that was cut short left behind; of no use to anybody."""
    return sorted(
        path
        for folder in (journal.parent, folder_of(journal))
        if folder.is_dir()
        for path in folder.glob(f"{UNFINISHED}*")
    )


def remove_unfinished(journal: Path) -> None:
    """Remove the copies that programs left behind which were ended in the middle of making them."""
    for path in leftovers(journal):
        maker = path.name.removeprefix(UNFINISHED).partition("-")[0]
        if maker.isdecimal() and not is_running(int(maker)):
            with suppress(OSError):
                with descriptor(path) as file:
                    overwrite(file)
                path.unlink()


def likely_first(backups: Iterable[Backup], now: datetime) -> list[Backup]:
    """Newest first; last those that a wrong clock dated after ``now``: nobody knows how old they are."""
    return sorted(backups, key=lambda backup: (backup.at <= now + AHEAD, backup.at), reverse=True)


def back_up(link: Link, at: datetime, *, before_update: bool = False, before: str = "") -> Path:
    """Make a backup of the state the journal is in, in its folder; ``at`` (aware) gives it its name.

    ``before``: one of :data:`BEFORE`; it takes the place of no other then. Raises what :func:`copy_out`
    raises.
    """
    folder = folder_of(link.path)
    with translated(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        remove_unfinished(link.path)
    before = "update" if before_update else before
    stem = f"journal-{at.astimezone(UTC).strftime(STAMP)}{before and f'-before-{before}'}"
    file, again = folder / f"{stem}.db", 2
    while before and file.exists():
        file, again = folder / f"{stem}-{again}.db", again + 1
    copy_out(link, file)
    share_with_backups(link.path)
    return file


def copy_out(link: Link, file: Path) -> None:
    """The state the journal is in as a checked file of its own, in place of ``file`` where there is one.

    Encrypted when the journal is, with the same key. What could be undone stays out of it. Raises NoRoom,
    InputRefused when it cannot be written there, JournalDamaged when the copy does not check out.
    """
    with translated(file, writing=True), unfinished(file) as new:
        link.rows("VACUUM INTO ?", [str(new)])
        with closing(Link(new, create=False, key=link.key)) as copy:
            _forget_undo(copy)
            problems = damage(copy)
        if problems:
            raise JournalDamaged(f"{link.path}: a copy of the journal is not sound: {problems[0]}")
        put_in_place(new, file)


@contextmanager
def unfinished(file: Path) -> Iterator[Path]:
    """An empty file that is its owner's alone, beside ``file``; gone at the end of the block."""
    new = file.with_name(f"{UNFINISHED}{os.getpid()}-{file.name}")
    new.unlink(missing_ok=True)
    try:
        create_private(new)
        yield new
    finally:
        for end in ("", *SIDES):
            new.with_name(new.name + end).unlink(missing_ok=True)


def put_in_place(new: Path, file: Path) -> None:
    """Give ``new`` the name of ``file``, once all of it is on the disk."""
    sync(new)
    new.replace(file)
    sync(file.parent)


def prune(journal: Path, keep: RetentionPolicy, now: datetime | None = None) -> list[Path]:
    """Remove the backups that are not worth keeping any more, and give back their names.

    Those made before an update stay, as long as nobody removes them by hand; those made before something else
    for as many days as daily ones. What a wrong clock dated after ``now`` stays, and keeps no other from
    staying. Without ``now`` the newest is taken to be of now.
    """
    backups = [backup for backup in backups_of(journal) if not backup.before_update]
    now = now or max((backup.at for backup in backups), default=datetime.now(UTC))
    past = [backup for backup in backups if backup.at <= now + AHEAD]
    usual = [backup for backup in past if not backup.before]
    worth_keeping = select_kept((backup.at for backup in usual), keep)
    gone = [backup.path for backup in usual if backup.at not in worth_keeping]
    since = now - timedelta(days=keep.daily)
    gone += [backup.path for backup in past if backup.before and backup.at < since]
    for path in gone:
        with suppress(OSError):
            path.unlink()
    return gone


def _forget_undo(copy: Link) -> None:
    """What could be undone is gone at the end of a session: a copy must not keep it for longer. Nor may it
    keep other keys."""
    # Nobody needs this file if the program ends here, so what is overwritten need not be kept beside it.
    copy.rows("PRAGMA journal_mode = MEMORY")
    with copy.atomic():
        copy.run("DELETE FROM undo")
        copy.run("DELETE FROM meta WHERE name = ?", [CHANGE_OF_KEY])
    copy.rows("PRAGMA journal_mode = DELETE")
