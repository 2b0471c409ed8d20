"""Files that are their owner's alone."""

import os
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
