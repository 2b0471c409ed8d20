"""A journal brought up to date as it is opened: by nobody else meanwhile, and with a copy of it kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from os import urandom
from pathlib import Path
from time import monotonic, sleep

from companion.model.errors import InputRefused, JournalBusy, JournalDamaged, JournalTooNew, NoRoom
from companion.store.connection import BUSY_MS, Link
from companion.store.key import Key
from companion.store.migrations import NAMES, SET, migrate, write_ahead


class _NotAlone(JournalBusy):
    """Another program has a journal open that is to be updated."""


def opened_up_to_date(path: Path, *, create: bool = True, key: Key | None = None) -> Link:
    """A connection to a journal, brought up to date; it waits for others as a write does.

    Raises what :class:`Link` and :func:`bring_up_to_date` raise.
    """
    until = monotonic() + BUSY_MS / 1000
    while True:
        link = Link(path, create=create, key=key)
        try:
            bring_up_to_date(link)
            return link
        except _NotAlone:
            link.close()
            if monotonic() > until:
                raise
        except BaseException:
            link.close()
            raise
        # Not open meanwhile, and for a time by chance: of two that would both update it, one is alone soon.
        sleep(0.02 + urandom(1)[0] / 1000)


def bring_up_to_date(link: Link) -> None:
    """Check whose file this is, and apply the migrations it lacks.

    Raises JournalTooNew when it has some this program does not know, JournalDamaged when it is a database but
    not a journal of this program, InputRefused when it lacks some and may not be written, JournalBusy when it
    lacks some and another program has it open: an earlier version could save nothing more.
    """
    tables = {name for (name,) in link.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        migrate(link)
        return
    applied: set[str] = set()
    if "_sqlite_migrations" in tables:
        applied = {
            name
            for (name,) in link.rows("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", [SET])
        }
    if not applied:
        raise JournalDamaged(
            f"{link.path}: this is a database, but not a companion journal; it was not touched"
        )
    if applied - set(NAMES) or link.value("PRAGMA user_version") > len(NAMES):
        raise JournalTooNew(
            f"{link.path}: this journal was written by a newer companion; update companion to open it"
        )
    if set(NAMES) - applied and link.read_only:
        raise InputRefused(
            f"{link.path}: an earlier version of the program wrote this journal, and it cannot be updated"
            " here; copy the folder somewhere you can write and open it there with --at"
        )
    if link.read_only:
        return
    if set(NAMES) - applied:
        with _alone(link):
            _keep_a_copy(link)
            migrate(link)
    else:
        write_ahead(link)  # a copy made by VACUUM INTO lost it, for instance


@contextmanager
def _alone(link: Link) -> Iterator[None]:
    """No other connection has the file open until the end of the block. Raises JournalBusy."""
    write_ahead(link)  # not while the lock is held: it could not be let go of any more
    link.rows("PRAGMA main.locking_mode = EXCLUSIVE")
    try:
        link.rows("PRAGMA busy_timeout = 0")
        try:
            # Of what this locks every connection has a share, also while it is at rest.
            link.rows("BEGIN IMMEDIATE")
        except JournalBusy:
            raise _NotAlone(
                f"{link.path}: an earlier version of companion has it open; close that, then try again"
            ) from None
        finally:
            link.rows(f"PRAGMA busy_timeout = {BUSY_MS}")
        link.rows("COMMIT")
        yield
    finally:
        link.rows("PRAGMA main.locking_mode = NORMAL")
        link.value("SELECT count(*) FROM sqlite_master")  # which lets go of the lock


def _keep_a_copy(link: Link) -> None:
    """A backup of the file in its earlier shape. Where none can be made the migration goes ahead: it is one
    transaction, and a person can write. A damaged file is left as it is, with JournalDamaged."""
    from datetime import UTC, datetime

    from companion.store.backups import back_up
    from companion.system.paths import UNFINISHED

    if link.path.name.startswith(UNFINISHED):
        return  # a copy on its way to the journal's place
    try:
        back_up(link, datetime.now(UTC), before_update=True)
    except (NoRoom, InputRefused):
        return
