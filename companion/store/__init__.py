"""Keeping: one journal in one SQLite file. The only place that knows SQL, the driver, and the file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from companion.model.errors import JournalDamaged, PassphraseNeeded, WrongPassphrase

if TYPE_CHECKING:
    from companion.store.store import Store


def open_store(
    path: Path, *, create: bool = True, label: Callable[[str], str] = str, passphrase: str | None = None
) -> "Store":
    """Open the journal file at ``path``, making it and its folder when ``create``.

    ``label`` gives the words that a code can be found by in a search. ``passphrase`` opens an encrypted
    journal, and makes a new one encrypted; a plain one is opened without it. Raises NothingFound when there
    is no file and none is to be made; JournalDamaged when there is none, or an empty one, though backups or a
    log say that there was; PassphraseNeeded, WrongPassphrase, JournalDamaged, JournalTooNew,
    JournalBusy, NoRoom, InputRefused when it cannot be opened.
    """
    from companion.store.key import key_for, kind_of
    from companion.store.store import Store

    if kind_of(path) == "none":
        from companion.store.traces import refuse_if_lost

        refuse_if_lost(path)
    before = _which(path)
    key = key_for(path, passphrase)
    try:
        return Store(path, create=create, label=label, key=key)
    except (PassphraseNeeded, WrongPassphrase, JournalDamaged):
        if _which(path) == before:
            raise
    # Another program made the file, wrote it anew, or put a backup in its place, after it was looked at here.
    return Store(path, create=create, label=label, key=key_for(path, passphrase))


def _which(path: Path) -> tuple[int, bytes]:
    """Tells one file under a name from another that takes its place."""
    from companion.store.key import beginning_of

    return path.stat().st_ino if path.is_file() else 0, beginning_of(path)
