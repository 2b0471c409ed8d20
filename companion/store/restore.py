"""A backup put in the place of the journal, and a journal taken away altogether."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from companion.model.errors import (
    CompanionError,
    JournalDamaged,
    NothingFound,
    PassphraseNeeded,
    WrongPassphrase,
)
from companion.model.retention import RestoreDifference
from companion.store.backups import (
    Keys,
    backups_of,
    folder_of,
    leftovers,
    likely_first,
    put_in_place,
    remove_unfinished,
    unfinished,
)
from companion.store.connection import Link
from companion.store.driver_errors import translated
from companion.store.file_lock import descriptor, locked, overwrite
from companion.store.foreign_schema import refuse_foreign_schema
from companion.store.integrity import damage
from companion.store.key import kind_of
from companion.store.open_windows import remove_left
from companion.store.recovery import remove as remove_recovery
from companion.store.rekey import remove_leftovers
from companion.store.rescue import RESCUED
from companion.store.store import Store
from companion.store.values import PUBLIC_KEY, Values
from companion.store.write_ahead_log import ASIDE, SIDES, STAMP, log_of, note_on_log
from companion.system.private_files import create_private, sync

Condition = Literal["good", "damaged", "other key"]
"""What a backup is like. ``"other key"``: it looks encrypted, and opens with none of the keys at hand. It is
under another passphrase, or damaged where it starts: from outside they look alike."""

_BORROWED = "a copy"
"""The session of a store whose key is not its own to wipe."""


class Candidate(NamedTuple):
    """A copy of a backup that was looked through and is ready to take the journal's place."""

    copy: Path
    difference: RestoreDifference


@contextmanager
def staged_copy(journal: Path, file: Path, keys: Keys) -> Iterator[Candidate]:
    """A copy of ``file`` beside the journal, brought up to date and checked; gone at the end of the block.

    ``file`` itself is only read. Raises NothingFound when it is not there, JournalDamaged when it is damaged,
    no journal, or holds more than one does, JournalTooNew, NoRoom.
    """
    if not file.is_file():
        raise NothingFound(f"{file}: file not found")
    with translated(journal, writing=True), unfinished(journal) as new:
        shutil.copyfile(file, new)
        if (log := log_of(file)).exists():  # a journal's own file may have its latest words in it
            shutil.copyfile(log, log_of(new))
        if new.stat().st_size == 0:
            raise JournalDamaged(f"{file}: the file is empty")
        try:
            refuse_foreign_schema(new, keys.of(new), file)
            with closing(Store(new, create=False, session=_BORROWED, key=keys.of(new))) as store:
                problems = damage(store._link)
                then = store.entries.times_by_id()
                _carry_over_recovery(store, journal, keys)
                # One file and no log, so that nothing of it can be left behind.
                store._link.rows("PRAGMA journal_mode = DELETE")
        except (JournalDamaged, PassphraseNeeded, WrongPassphrase) as error:
            raise type(error)(str(error).replace(str(new), str(file))) from error
        if problems:
            raise JournalDamaged(f"{file}: the file is damaged: {problems[0]}")
        yield Candidate(new, _difference(journal, new, then, keys))


def _carry_over_recovery(store: Store, journal: Path, keys: Keys) -> None:
    """A recovery sheet made, or removed, since the backup counts as it does in the journal now."""
    if store.key is None or not journal.exists():
        return
    with (
        suppress(JournalDamaged, PassphraseNeeded, WrongPassphrase),
        closing(Link(journal, create=False, key=keys.of(journal))) as link,
    ):
        if link.key is not None and link.key.salt == store.key.salt:  # else it is another journal
            public = Values(link).get(PUBLIC_KEY)
            with store.writing(changes_meaning=False):
                store.values.set(PUBLIC_KEY, public)


def replace_journal(journal: Path, ready: Candidate, at: datetime, keys: Keys) -> Path | None:
    """Put a candidate in the journal's place, and give back where the journal of before is kept.

    Ended at any point, a whole journal is there: the one of before or the restored one. Raises JournalBusy
    when another program has the journal open.
    """
    with translated(journal, writing=True):
        if not journal.exists():
            put_in_place(ready.copy, journal)
            return None
        with locked(journal, keys.of) as before:
            aside = _new_name(journal, at)
            create_private(aside)
            with aside.open("wb") as copy, os.fdopen(before, "rb", closefd=False) as whole:
                shutil.copyfileobj(whole, copy)
            sync(aside)
            # A log is of one file only. Where it could not be taken in it goes with the file it belongs to.
            note_on_log(journal).unlink(missing_ok=True)
            for end in ("-wal", "-shm"):
                side = journal.with_name(journal.name + end)
                if side.exists():
                    side.replace(aside.with_name(aside.name + end))
            sync(journal.parent)
            put_in_place(ready.copy, journal)
            overwrite(before)
        return aside


def newest_good(journal: Path, keys: Keys) -> Path | None:
    """The newest backup that checks out now; ``None`` where there is none."""
    for backup in likely_first(backups_of(journal), datetime.now(UTC)):
        if condition_of(backup.path, keys) == "good":
            return backup.path
    return None


def condition_of(file: Path, keys: Keys) -> Condition:
    """Whether a backup can be read through, with these keys."""
    try:
        key = keys.of(file)
    except (PassphraseNeeded, WrongPassphrase):
        return "other key"
    try:
        with closing(Link(file, create=False, key=key)) as link:
            return "damaged" if damage(link) else "good"
    except CompanionError:
        return "damaged"


def entries_in(file: Path, keys: Keys) -> int:
    """How many entries a backup holds. Raises what opening and reading raise."""
    with closing(Link(file, create=False, key=keys.of(file))) as link:
        return int(link.value("SELECT count(*) FROM entries"))


def kept_aside(journal: Path) -> list[Path]:
    """The journals whose place a backup took, and those that went on when their file was taken away."""
    beside = [*journal.parent.glob(f"{ASIDE}*"), *journal.parent.glob(f"{RESCUED}*")]
    return sorted(path for path in beside if path.suffix == ".db")


def erase(journal: Path) -> list[str]:
    """Remove the journal with everything that was ever made of it here; the names of what is gone.

    Only files that this program made by name: what a person put beside them stays. Raises JournalBusy when
    another program has the journal open; then all is as it was.
    """
    with translated(journal, writing=True), ExitStack() as until_all_is_gone:
        there = journal.is_file()
        whole = until_all_is_gone.enter_context(locked(journal, Keys().of)) if there else 0
        remove_leftovers(journal)
        copies = [backup.path for backup in backups_of(journal)] + leftovers(journal)
        copies += [
            path for name in (ASIDE, RESCUED) for path in journal.parent.glob(f"{name}*") if path.is_file()
        ]
        copies += [journal.with_name(journal.name + end) for end in SIDES]
        gone = []
        for path in copies:
            if path.exists():
                with descriptor(path) as file:
                    overwrite(file)
                path.unlink()
                gone.append(path.name)
        if there:
            journal.unlink()
            overwrite(whole)
            gone.append(journal.name)
        gone += remove_recovery(journal)
        remove_left(journal)
        with suppress(OSError):  # something of the person's own is in it, or it was never there
            folder_of(journal).rmdir()
        if journal.parent.is_dir():
            sync(journal.parent)
    return gone


def erase_in_backups(journal: Path, ids: list[str], keys: Keys) -> int:
    """Take entries out of every backup and every journal kept aside, and say in how many of them they were.

    Each file is changed in a checked copy that then takes its place. Raises JournalDamaged, naming the
    file, when one cannot be read; those before it are done by then.
    """
    touched = 0
    remove_unfinished(journal)
    files = [backup.path for backup in backups_of(journal)] + kept_aside(journal)
    for file in files:
        touched += _erase_in(file, ids, keys)
    return touched


def _erase_in(file: Path, ids: list[str], keys: Keys) -> bool:
    with translated(file, writing=True), unfinished(file) as new:
        shutil.copyfile(file, new)
        try:
            with closing(Store(new, create=False, session=_BORROWED, key=keys.of(new))) as store:
                with store.writing():
                    held = sum(store.erase_entry(id) for id in ids) > 0
                    held = store.erase_what_belongs(ids, datetime.now(UTC)) > 0 or held
                    # What is an entry now may have been half written when this copy was made.
                    drafts = store.drafts.drop_all()
                if not held and not drafts:
                    return False
                store.vacuum()
                problems = damage(store._link)
                store._link.rows("PRAGMA journal_mode = DELETE")
        except JournalDamaged as error:
            raise JournalDamaged(f"{file}: this copy is damaged; nothing was deleted from it") from error
        if problems:
            raise JournalDamaged(f"{file}: this copy is damaged; nothing was deleted from it")
        put_in_place(new, file)
    for end in SIDES:
        file.with_name(file.name + end).unlink(missing_ok=True)
    return held


def _difference(journal: Path, new: Path, then: dict[str, str], keys: Keys) -> RestoreDifference:
    now, complete, other_passphrase = _present(journal, keys)
    return RestoreDifference(
        then=len(then),
        now=len(now),
        back=len(then.keys() - now.keys()),
        changed=sum(1 for id in then.keys() & now.keys() if then[id] != now[id]),
        gone=len(now.keys() - then.keys()),
        complete=complete,
        other_passphrase=other_passphrase,
        becomes_plain=kind_of(journal) == "encrypted" and kind_of(new) == "plain",
    )


def _present(journal: Path, keys: Keys) -> tuple[dict[str, str], bool, bool]:
    """When each entry of the journal was last changed, as far as it can be read, whether that is all, and
    whether the rest has another passphrase."""
    updated: dict[str, str] = {}
    if not journal.exists():
        return updated, True, False
    try:
        with closing(Link(journal, create=False, key=keys.of(journal))) as link:
            for id, updated_at in link.each("SELECT id, updated_at FROM entries NOT INDEXED"):
                updated[id] = updated_at
            return updated, not damage(link), False
    except JournalDamaged:
        return updated, False, False
    except (PassphraseNeeded, WrongPassphrase):
        return updated, False, True


def _new_name(journal: Path, at: datetime) -> Path:
    name = f"{ASIDE}{at.astimezone(UTC).strftime(STAMP)}"
    path, again = journal.with_name(f"{name}.db"), 2
    while path.exists():
        path, again = journal.with_name(f"{name}-{again}.db"), again + 1
    return path
