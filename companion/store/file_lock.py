"""A journal's file locked, so that no other program has it open or opens it, and its bytes overwritten.

Whoever takes a file away from under its name does both: a program that waited for the file would otherwise go
on with one that has no name any more, and what it writes there would be lost. Written over, it finds no
journal in it, and begins anew with what is there by then.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from companion.model.errors import JournalBusy, JournalDamaged, PassphraseNeeded, WrongPassphrase
from companion.store.connection import Link
from companion.store.key import Key
from companion.store.write_ahead_log import forget_log, log_of

WAIT = 1.0
"""Seconds that another program has to leave the journal."""

_NOTHING = b"\xff" * (1 << 20)

# Where SQLite's connections lock a file: each that reads has a share of these bytes, in the log's mode too.
_PENDING, _SHARED, _SHARES = 0x40000000, 0x40000002, 510


def lock_out_others(link: Link) -> None:
    """Keep every other connection out until this one is closed; the write-ahead log moves into the file.

    Raises JournalBusy when another program has it open, and leaves it as it is.
    """
    link.rows("PRAGMA main.locking_mode = EXCLUSIVE")
    until = monotonic() + WAIT
    while True:
        try:
            if link.value("PRAGMA main.journal_mode = DELETE") == "delete":
                link.rows("BEGIN EXCLUSIVE")
                link.rows("COMMIT")
                link.rows("PRAGMA main.journal_mode = MEMORY")  # so that no file of its own is beside it
                break
        except JournalBusy:
            pass
        if monotonic() > until:
            raise busy(link.path)
        sleep(0.02)
    if log_of(link.path).exists():
        raise JournalBusy(f"{link.path}: its write-ahead log is still in use; nothing was changed")
    forget_log(link.path)


@contextmanager
def locked(path: Path, key_of: Callable[[Path], Key | None]) -> Iterator[int]:
    """Keep every other program out of a journal's file, and give a descriptor of it, the only one that may be
    open until the end of the block. Its log is taken into it where it can be read.

    Raises JournalBusy when another program has it open.
    """
    try:
        link = Link(path, create=False, key=key_of(path))
        try:
            lock_out_others(link)
        except BaseException:
            link.close()
            raise
    except (JournalDamaged, PassphraseNeeded, WrongPassphrase):
        with _locked_unread(path) as file:
            yield file
        return
    with descriptor(path) as file:
        try:
            yield file
        finally:
            link.close()  # before the descriptor: closing that one would let go of what is held


@contextmanager
def _locked_unread(path: Path) -> Iterator[int]:
    """The same for a file that cannot be read: damaged, or under a passphrase that is not known here.

    No connection of this very process may have the file open.
    """
    with descriptor(path) as file:
        _lock(file, path)
        yield file


def _lock(file: int, path: Path) -> None:
    try:
        import fcntl
    except ImportError:
        return  # Windows itself lets nobody take away a file that is open
    until = monotonic() + WAIT
    while True:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 2, _PENDING)
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARES, _SHARED)
            return
        except OSError:
            fcntl.lockf(file, fcntl.LOCK_UN, 2, _PENDING)
        if monotonic() > until:
            raise busy(path)
        sleep(0.02)


def busy(path: Path) -> JournalBusy:
    """What is said when another program has the journal open."""
    return JournalBusy(
        f"{path}: another window or program has the journal open; close it and try again. Nothing was changed"
    )


@contextmanager
def descriptor(path: Path) -> Iterator[int]:
    """The file opened to read and write, as the number of the operating system. Raises OSError."""
    opened = os.open(path, os.O_RDWR)
    try:
        yield opened
    finally:
        os.close(opened)


def overwrite(file: int) -> None:
    """Write over every byte, as far as the file system writes in place; the size stays."""
    with suppress(OSError):  # what is to be in its place is there already
        left = os.fstat(file).st_size
        os.lseek(file, 0, os.SEEK_SET)
        while left > 0:
            left -= os.write(file, _NOTHING[:left])
        os.fsync(file)
