"""Files that are their owner's alone."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path


def write_private(file: Path, data: bytes) -> None:
    """All of ``data`` or nothing of it, in a file that is its owner's alone whatever the umask."""
    file = file.resolve()  # a link to a file kept elsewhere stays a link
    new = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            if hasattr(os, "fchmod"):
                os.fchmod(out.fileno(), 0o600)
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        new.replace(file)
    except OSError as error:
        error.filename = str(file)  # the name the person knows
        raise
    finally:
        new.unlink(missing_ok=True)


def write_private_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """All ``files`` or none in a folder that is its owner's alone; what else stands in ``folder`` stays.

    A folder that is not there or is empty appears at once with everything in it.
    """
    folder = folder.resolve()
    new = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        new.mkdir(mode=0o700)
        new.chmod(0o700)  # whatever the umask
        for name, data in files.items():
            write_private(new / name, data)
        if folder.is_dir() and any(folder.iterdir()):
            for name in files:
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
