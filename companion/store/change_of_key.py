"""Another key for a journal and for all copies of it, finished at the next opening when it was cut short.

What is to be done is kept in the journal before anything is: to which key it goes, and the keys that its
copies have until then. The conversion takes that along into the new file, where only the new key reads it. So
whoever opens the journal next finds either nothing done, and forgets it, or the journal done, and goes on
with the copies. The recovery file knows both keys before the first is used.
"""

from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from companion.model.errors import CompanionError, InputRefused, JournalBusy, NoRoom
from companion.model.retention import Copies
from companion.store.backups import Keys, backups_of, remove_unfinished
from companion.store.file_lock import descriptor, overwrite
from companion.store.key import Key, beginning_of, kind_of
from companion.store.recovery import seal, share_with_backups
from companion.store.rekey import convert
from companion.store.restore import kept_aside
from companion.store.store import Store
from companion.store.values import CHANGE_OF_KEY, PUBLIC_KEY
from companion.store.write_ahead_log import logs_set_aside


def copies_of(journal: Path) -> list[Path]:
    """The backups of a journal, and the journals kept aside."""
    return [backup.path for backup in backups_of(journal)] + kept_aside(journal)


def change_key(journal: Path, old: Key | None, new: Key | None, keys: Keys) -> Copies:
    """Give the journal another key, and then its copies, as far as ``keys`` opens them.

    ``None`` is a plain file: copies follow a journal that is encrypted, and stay encrypted when it is made
    plain. Raises what :func:`companion.store.rekey.convert` raises; then the journal is as it was. The copies
    raise nothing.
    """
    with closing(Store(journal, create=False, key=old and old.copy())) as store:
        _prepare(store, new, keys)
    convert(journal, old, new)
    if new is None:
        return Copies(0, [])
    with closing(Store(journal, create=False, key=new.copy())) as store:
        return finish(store) or Copies(0, [])


def finish(store: Store) -> Copies | None:
    """Do what is left of a change of key; ``None`` where nothing is. Raises nothing.

    Copies that are in use just now, or for which the disk has no room, are tried again at the next opening.
    """
    with suppress(CompanionError):
        plan = store.values.get(CHANGE_OF_KEY)
        if plan is None:
            return None
        if store.key is None or store.key.salt.hex() != plan["to"]:
            _forget(store)  # the journal itself did not get so far
            keep_recovery(store)
            return None
        copies, again = _convert_copies(store.path, store.key, plan)
        if not again:
            _forget(store)
            keep_recovery(store)
        return copies
    return None


def keep_recovery(store: Store, *more: Key) -> None:
    """Have the recovery file, where there is one to be, hold the journal's key; and ``more``.

    Raises NoRoom, InputRefused.
    """
    if store.key is None or (public := store.values.get(PUBLIC_KEY)) is None:
        return
    in_use = {beginning_of(path) for path in (store.path, *copies_of(store.path))}
    seal(store.path, public, (store.key, *more), in_use)
    share_with_backups(store.path)


def _prepare(store: Store, new: Key | None, keys: Keys) -> None:
    plan = None
    if new is not None:
        earlier = store.values.get(CHANGE_OF_KEY) or {"plain": False, "keys": []}
        known = {key.salt: key.text for key in (*_keys_in(earlier), *store.keys, *_opened(store, keys))}
        plan = {
            "to": new.salt.hex(),
            "plain": store.key is None or earlier["plain"],
            "keys": sorted(known.values()),
        }
        keep_recovery(store, new)
    with store.writing(changes_meaning=False):
        store.values.set(CHANGE_OF_KEY, plan)
        if store.key is None:
            # Who could write into a plain file could have had its next key sealed for themselves.
            store.values.set(PUBLIC_KEY, None)


def _opened(store: Store, keys: Keys) -> Iterator[Key]:
    """The keys of the copies that can be opened."""
    for copy in copies_of(store.path):
        with suppress(CompanionError):
            if (key := keys.of(copy)) is not None:
                yield key


def _keys_in(plan: dict[str, Any]) -> list[Key]:
    return [Key.from_text(text) for text in plan["keys"]]


def _convert_copies(journal: Path, key: Key, plan: dict[str, Any]) -> tuple[Copies, bool]:
    """What became of the copies, and whether some may do at another time."""
    remove_unfinished(journal)
    for log in logs_set_aside(journal):
        with suppress(OSError), descriptor(log) as file:
            overwrite(file)
            log.unlink()
    keys = Keys(like=_keys_in(plan))
    done, left, again = 0, [], False
    for copy in copies_of(journal):
        if beginning_of(copy) == key.salt or (kind_of(copy) == "plain" and not plan["plain"]):
            continue
        try:
            convert(copy, keys.of(copy), key, is_copy=True)
            done += 1
        except CompanionError as error:
            if beginning_of(copy) == key.salt:
                continue  # another program was faster
            left.append(copy)
            again = again or isinstance(error, (JournalBusy, NoRoom, InputRefused))
    return Copies(done, left), again


def _forget(store: Store) -> None:
    with store.writing(changes_meaning=False):
        store.values.set(CHANGE_OF_KEY, None)
    store.checkpoint()
