"""A person's own words on their way in, from stdin or an editor; and files on their way out."""

import os
import sys
from pathlib import Path

from companion.model.errors import InputRefused


def note_from(given: str | None, edit: bool) -> str:
    """The words given; ``-`` reads stdin, ``edit`` opens the editor. Empty where nothing was written."""
    if edit:
        from companion.editor import edit as in_editor

        return in_editor("" if given in (None, "-") else given or "") or given or ""
    return read_stdin() if given == "-" else given or ""


def read_stdin() -> str:
    """All of stdin as UTF-8 text, without the line break at its end. Raises InputRefused for other bytes."""
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefused(f"stdin: not UTF-8 text (byte {error.start})") from None
    return text.replace("\r\n", "\n").rstrip("\n")


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
