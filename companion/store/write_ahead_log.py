"""The log beside a journal's file: which file it belongs to, and where one goes that belongs to another.

SQLite's write-ahead log says nothing about that. A program that was killed leaves it, and where a
synchronising tool then puts another file in the journal's place, SQLite would take the log for a part of that
one, and damage it. So both are noted beside them as long as there is a log.
"""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from companion.system.private_files import create_private

SIDES = ("-wal", "-shm", "-journal", "-log-of")
"""What is added to a file's name for those that can lie beside it: SQLite's own, and the note on its log."""

ASIDE = "kept-aside-"
"""What the names of files begin with that another file took the place of."""

STAMP = "%Y%m%dT%H%M%SZ"
"""How a time (UTC) stands in the name of a file, ISO 8601 in its basic form."""

_EMPTY = 32
"""Bytes of a log in which nothing stands: its header alone."""


def file_at(path: Path) -> tuple[int, int] | None:
    """Device and inode of what lies at ``path``; ``None`` for nothing."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def log_of(path: Path) -> Path:
    """The log of a journal's file, whether it is there or not."""
    return path.with_name(f"{path.name}-wal")


def note_on_log(path: Path) -> Path:
    """Where it is noted which file the log belongs to."""
    return path.with_name(f"{path.name}-log-of")


def note_log(path: Path) -> None:
    """Note that the log that lies beside the file now is of the file that lies there now; raises nothing."""
    note = note_on_log(path)
    with suppress(OSError):
        if (words := _both(path)) is None:
            note.unlink(missing_ok=True)
        elif not note.is_file() or note.read_text(encoding="ascii", errors="replace") != words:
            note.unlink(missing_ok=True)  # rather none than one that is not true
            create_private(note)
            note.write_text(words, encoding="ascii")


def forget_log(path: Path) -> None:
    """Remove the note where the log is gone; raises nothing."""
    with suppress(OSError):
        if not log_of(path).exists():
            note_on_log(path).unlink(missing_ok=True)


def set_aside_stale_log(path: Path) -> Path | None:
    """Move a log away that belongs to a file which lay here before; where it is now, or ``None``.

    Only where it is known: the log is the one that was noted, and the file is another. In a folder that was
    copied, or of which the tool brought both, they stay together. To be done before the file is opened.
    Raises nothing.
    """
    with suppress(OSError, ValueError):
        log, note = log_of(path), note_on_log(path)
        if log.stat().st_size <= _EMPTY or not path.is_file():
            return None
        file, its_log = note.read_text(encoding="ascii").split()
        now = _both(path)
        if now is None or now.split()[1] != its_log or now.split()[0] == file:
            return None
        stamp, again = datetime.now(UTC).strftime(STAMP), 1
        while (aside := path.with_name(f"{ASIDE}{stamp}{'' if again == 1 else f'-{again}'}.db-wal")).exists():
            again += 1
        log.replace(aside)
        path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
        note.unlink(missing_ok=True)
        return aside
    return None


def logs_set_aside(journal: Path) -> list[Path]:
    """The logs that were moved away; not those that lie beside their own file."""
    logs = journal.parent.glob(f"{ASIDE}*.db-wal")
    return sorted(log for log in logs if not log.with_name(log.name.removesuffix("-wal")).exists())


def _both(path: Path) -> str | None:
    """The file and its log as they are noted, by device and inode; ``None`` where one is missing."""
    both = (file_at(path), file_at(log_of(path)))
    return None if None in both else " ".join(f"{one[0]}:{one[1]}" for one in both if one)
