"""Files that are their owner's alone: whatever the program writes goes through here, or is the journal's own.

Owner's alone means mode 0600, and 0700 for folders, whatever the umask says. What is written is on the disk,
and so is its name, when a function here comes back.
"""

import os
import shutil
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

Pieces = bytes | Iterable[bytes]
"""What a file is to hold: all of it, or piece by piece as it is made."""

_BUFFER = 1 << 18


def write_private(file: Path, data: Pieces) -> None:
    """Write all of ``data`` or nothing of it; a file that was there is replaced in one step.

    A link stays a link, and what it points to is replaced. Raises OSError, with the name that was given, and
    what making the pieces of ``data`` raises.
    """
    target = file.resolve()
    new = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        _write(new, data)
        new.replace(target)
    except OSError as error:
        error.filename = str(target)  # the name the person knows
        raise
    finally:
        new.unlink(missing_ok=True)
    _sync_names(target.parent)


def write_private_folder(folder: Path, files: Iterable[tuple[str, Pieces]]) -> None:
    """Write all ``files``, each with its name, or none of them; what else stands in ``folder`` stays.

    A folder that is not there or is empty appears at once with everything in it. Raises OSError.
    """
    folder = folder.resolve()
    new = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        new.mkdir(mode=0o700)
        new.chmod(0o700)
        names = []
        for name, data in files:
            _write(new / name, data)
            names.append(name)
        if folder.is_dir() and any(folder.iterdir()):
            for name in names:
                (new / name).replace(folder / name)
        else:
            if folder.is_dir():
                folder.rmdir()
            new.replace(folder)
    except OSError as error:
        error.filename = str(folder)
        raise
    finally:
        shutil.rmtree(new, ignore_errors=True)
    for written in (folder, folder.parent):
        _sync_names(written)


def remove_abandoned(file: Path) -> None:
    """Remove what :func:`write_private` left behind in programs that were ended while they wrote ``file``."""
    for left in file.parent.glob(f".{file.name}.*"):
        maker = left.suffix.removeprefix(".")
        if maker.isdecimal() and not is_running(int(maker)):
            with suppress(OSError):
                left.unlink()


def is_running(process: int) -> bool:
    """Whether there is a process of this number; true where that cannot be told."""
    if os.name != "posix":
        return True  # asking would end it there
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass
    return True


def create_private(file: Path) -> None:
    """Make an empty file, for others to write into. Raises FileExistsError where there is one, OSError."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)


def may_write(path: Path) -> bool:
    """Whether the one who runs the program may write there."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def tighten(path: Path) -> None:
    """Take from others what they may do with ``path``, where it is ours to say.

    A shared folder like /tmp is not. What its owner made read-only stays so.
    """
    if os.name != "posix":
        return
    try:
        status = path.stat()
    except FileNotFoundError:
        return
    mode = stat.S_IMODE(status.st_mode)
    if mode & 0o077 and status.st_uid == os.geteuid() and not mode & stat.S_ISVTX:
        with suppress(*(() if may_write(path) else (OSError,))):  # a medium that takes no writing
            path.chmod(mode & ~0o077)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk. Raises OSError."""
    if os.name == "nt" and path.is_dir():
        return  # no such thing there
    descriptor = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(new: Path, data: Pieces) -> None:
    create_private(new)
    with new.open("wb", buffering=_BUFFER) as out:
        out.writelines([data] if isinstance(data, bytes) else data)
        out.flush()
        os.fsync(out.fileno())


def _sync_names(folder: Path) -> None:
    with suppress(OSError):  # everything is there by now; a folder that may not be read cannot be waited for
        sync(folder)
