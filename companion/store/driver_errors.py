"""What the database driver can raise, turned into what a person can read. The one place that maps it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2

from companion.model.errors import (
    CompanionError,
    InputRefused,
    JournalBusy,
    JournalDamaged,
    NoRoom,
)

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_ROOM_TO_READ = 32 * 1024
"""Bytes of the index that SQLite puts beside its write-ahead log."""


@contextmanager
def translated(path: Path, *, writing: bool = False) -> Iterator[None]:
    """Turn what the driver and the operating system raise inside the block into :class:`CompanionError`.

    The driver does not tell a failed read from a failed write; ``writing`` does. Raises JournalBusy,
    JournalDamaged, NoRoom and InputRefused in the place of those; what is a mistake of ours stays as it is.
    """
    try:
        yield
    except dbapi2.Error as error:
        meant = _of_driver(error, path, writing)
        if meant is None:
            raise
        raise meant from error
    except MemoryError as error:  # what SQLite makes of a page that SQLCipher cannot decrypt
        raise _damaged(path) from error
    except UnicodeDecodeError as error:
        raise _damaged(path) from error
    except UnicodeEncodeError as error:
        raise InputRefused(
            "text: it contains a broken character (a lone surrogate) that cannot be saved"
        ) from error
    except OverflowError as error:
        raise InputRefused("a number is too large to be saved") from error
    except OSError as error:
        raise _of_system(error, path) from error


def _of_driver(error: dbapi2.Error, path: Path, writing: bool) -> CompanionError | None:
    # SQLite's primary result codes: busy and locked, full, input/output, corrupt, not a database; no
    # permission, read only, cannot open. Anything else is a mistake of ours.
    match getattr(error, "sqlite_errorcode", 0):
        case 5 | 6:
            return JournalBusy(f"{path}: another program is using the journal; try again in a moment")
        case 13:
            return _no_room(path)
        case 10 if writing or not _has_room(path.parent):  # also a limit on file size, or a quota
            return _no_room(path)
        case 10 | 11:
            return _damaged(path)
        case 26:
            return JournalDamaged(f"{path}: this is not a companion journal, or it is damaged")
        case 14 if path.is_dir():
            return JournalDamaged(f"{path}: this is a folder, not a journal")
        case 3 | 8 | 14:
            return _not_writable(path)
    said = str(error)
    if said == "disk I/O error" and writing:  # from within sqlcipher_export, which loses the code
        return _no_room(path)
    # Our own statements name what is there, so what it is called has changed on the disk.
    if said.startswith(("no such ", "malformed ")) or " has no column named " in said:
        return _damaged(path)
    if "decode to UTF-8" in said:  # raised by the driver itself, without a code
        return _damaged(path)
    return None


def _damaged(path: Path) -> JournalDamaged:
    return JournalDamaged(f"{path}: the journal is damaged and cannot be fully read")


def _has_room(folder: Path) -> bool:
    """Whether a few pages can be written there; even reading takes that much, for the log's index."""
    import tempfile

    try:
        with tempfile.TemporaryFile(dir=folder) as trial:
            trial.write(bytes(_ROOM_TO_READ))
            trial.flush()
    except OSError as error:
        return error.errno not in _FULL
    return True


def _of_system(error: OSError, path: Path) -> CompanionError:
    if error.errno in _FULL:
        return _no_room(path)
    return _not_writable(path, error.strerror or "")


def _no_room(path: Path) -> NoRoom:
    return NoRoom(f"{path.parent}: the disk is full; this change was not saved, everything else is as before")


def _not_writable(path: Path, why: str = "") -> InputRefused:
    reason = f" ({why})" if why else ""
    return InputRefused(
        f"{path}: the journal cannot be saved there{reason}; the folder has to exist and you need "
        f"permission to write to it"
    )
