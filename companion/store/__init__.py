"""Keeping: one journal in one SQLite file. The only place that knows SQL, the driver, and the file."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from companion.model.errors import CompanionError, JournalDamaged, PassphraseNeeded, WrongPassphrase

if TYPE_CHECKING:
    from companion.store.key import Secret
    from companion.store.store import Store


def open_store(
    path: Path, *, create: bool = True, label: Callable[[str], str] = str, passphrase: "Secret | None" = None
) -> "Store":
    """Open the journal file at ``path``, making it and its folder when ``create``.

    ``label`` gives the words that a code can be found by in a search. ``passphrase``, or the key itself,
    opens an encrypted journal, and makes a new one encrypted; a plain one is opened without it. A change of
    key that was cut short is finished. Raises NothingFound when there is no file and none is to be made;
    JournalDamaged when there is none, or an empty one, though backups or a log say that there was;
    PassphraseNeeded, WrongPassphrase, JournalDamaged, JournalTooNew,
    JournalBusy, NoRoom, InputRefused when it cannot be opened.
    """
    from companion.store.key import kind_of
    from companion.store.write_ahead_log import set_aside_stale_log

    if kind_of(path) == "none":
        from companion.store.traces import refuse_if_lost

        refuse_if_lost(path)
    stale = set_aside_stale_log(path)
    before = _which(path)
    try:
        store = _open(path, create, label, passphrase)
    except (PassphraseNeeded, WrongPassphrase, JournalDamaged):
        if _which(path) == before:
            raise
        # Another program made the file, wrote it anew, or put a backup in its place, after it was looked at.
        store = _open(path, create, label, passphrase)
    store.stale_log = stale
    with suppress(CompanionError):  # what is damaged is said where it is looked at
        _take_up(store)
    return store


def _open(path: Path, create: bool, label: Callable[[str], str], secret: "Secret | None") -> "Store":
    from companion.store.key import kind_of
    from companion.store.store import Store

    key = None
    if secret is not None or kind_of(path) == "encrypted":
        from companion.store.unlock import key_for

        key = key_for(path, secret)
    return Store(path, create=create, label=label, key=key)


def _take_up(store: "Store") -> None:
    """Finish a change of key that was cut short, and make a recovery file anew that is gone."""
    from companion.store.values import CHANGE_OF_KEY, PUBLIC_KEY

    if store.values.get(CHANGE_OF_KEY) is not None:
        from companion.store.change_of_key import finish

        store.finished = finish(store)
    if store.key is not None and store.values.get(PUBLIC_KEY) is not None:
        from companion.store.recovery import is_in_step, remove_abandoned_parts

        remove_abandoned_parts(store.path)
        if not is_in_step(store.path, store.key.salt):
            from companion.store.change_of_key import keep_recovery

            keep_recovery(store)


def _which(path: Path) -> tuple[int, bytes]:
    """Tells one file under a name from another that takes its place."""
    from companion.store.key import beginning_of

    return path.stat().st_ino if path.is_file() else 0, beginning_of(path)
