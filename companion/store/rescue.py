"""An open journal whose file was taken away, or another put in its place, goes on in a file of its own."""

from datetime import UTC, datetime
from pathlib import Path

from companion.store.backups import copy_out
from companion.store.connection import Link
from companion.store.driver_errors import translated
from companion.store.write_ahead_log import STAMP

RESCUED = "rescued-"
"""What the names of such files begin with."""


def put_aside(link: Link) -> Path:
    """All that the connection still reads, as a journal of its own beside where its file was.

    Encrypted when the journal is, with the same key, so that its passphrase opens it and ``merge`` brings it
    back. Raises what :func:`companion.store.backups.copy_out` raises.
    """
    folder = link.path.parent
    with translated(folder, writing=True):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name, again = f"{RESCUED}{datetime.now(UTC).strftime(STAMP)}", 1
    while (file := folder / f"{name}{'' if again == 1 else f'-{again}'}.db").exists():
        again += 1
    copy_out(link, file)
    return file
