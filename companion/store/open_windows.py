"""Which windows are open on a journal: each keeps a file beside it locked, until it ends in whatever way.

The operating system lets go of the lock when the program ends, kill -9 and a power cut included. The file
holds nothing; one that nobody has locked is of a window that has ended.
"""

import os
from contextlib import suppress
from pathlib import Path

from companion.system.private_files import create_private

_BEGINS = "window-"

_TRIES = 3
"""How often a file is made that another window clears away before it is locked."""

_LOCKED: dict[Path, int] = {}
"""The files of this process's windows, by absolute path, with the descriptors that hold them locked."""


def hold(journal: Path, window: str) -> None:
    """Say that this window is open, for as long as the process lives or until :func:`let_go`.

    Does nothing where no file can be made: what is begun there is then anybody's, as if it had ended.
    """
    file = _file_of(journal, window)
    if file in _LOCKED:
        if _is_at(_LOCKED[file], file):
            return
        os.close(_LOCKED.pop(file))  # the file was taken away
    else:
        remove_left(journal)
    for _ in range(_TRIES):
        with suppress(OSError):
            with suppress(FileExistsError):
                create_private(file)
            descriptor = os.open(file, os.O_RDWR)
            if _lock(descriptor) and _is_at(descriptor, file):
                _LOCKED[file] = descriptor
                return
            os.close(descriptor)


def let_go(journal: Path, window: str) -> None:
    """Say that this window has ended; what it left is the next one's."""
    file = _file_of(journal, window)
    if file in _LOCKED:
        descriptor = _LOCKED.pop(file)
        if os.name == "nt":  # which removes no file that is open
            os.close(descriptor)
        with suppress(OSError):
            file.unlink()
        if os.name != "nt":
            os.close(descriptor)


def is_open(journal: Path, window: str) -> bool:
    """Whether the window has not ended yet, in this process or another."""
    file = _file_of(journal, window)
    return file in _LOCKED or _is_held(file)


def remove_left(journal: Path) -> None:
    """Remove the files of windows that have ended without doing so themselves."""
    for file in journal.absolute().parent.glob(f"{_BEGINS}*"):
        if file not in _LOCKED and not _is_held(file):
            with suppress(OSError):
                file.unlink()


def _file_of(journal: Path, window: str) -> Path:
    return journal.absolute().with_name(f"{_BEGINS}{window}")


def _is_at(descriptor: int, file: Path) -> bool:
    try:
        there, here = file.stat(), os.fstat(descriptor)
    except OSError:
        return False
    return (there.st_dev, there.st_ino) == (here.st_dev, here.st_ino)


def _is_held(file: Path) -> bool:
    """Whether some process has the file locked."""
    try:
        descriptor = os.open(file, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _lock(descriptor)
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    """Lock the file of a descriptor, if nobody has; whether it is free or locked here now."""
    try:
        import fcntl
    except ImportError:
        return _lock_on_windows(descriptor)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        pass
    return True


def _lock_on_windows(descriptor: int) -> bool:
    import importlib

    msvcrt = importlib.import_module("msvcrt")
    try:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True
