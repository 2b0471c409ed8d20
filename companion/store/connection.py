"""The connection: a private file, the settings every connection needs, reads, and writes as transactions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlcipher3 import dbapi2

from companion.model.errors import (
    CompanionError,
    InputRefused,
    JournalDamaged,
    JournalMoved,
    NothingFound,
    PassphraseNeeded,
)
from companion.store.driver_errors import translated
from companion.store.key import PAGE, Key, does_not_open, kind_of
from companion.store.row_checksums import SQL_FUNCTIONS
from companion.store.write_ahead_log import (
    SIDES,
    file_at,
    forget_log,
    log_of,
    note_log,
    note_on_log,
    set_aside_stale_log,
)
from companion.system.main_thread_first import main_thread_first
from companion.system.private_files import create_private, may_write, tighten

if TYPE_CHECKING:
    from sqlite_utils import Database

BUSY_MS = 5_000
"""How long a writer waits for another before it gives up, in milliseconds."""

_NOT_A_DATABASE = 26
"""SQLite's code for it."""

_NOT_WRITABLE = (8, 14)
"""SQLite's codes for a file that is read-only, and for one that cannot be opened."""

_CACHE = 2_000
"""Kibibytes of pages that a connection keeps, as SQLite has it; the driver was built with four times that."""

_TRIES = 3
"""How often a file is opened that is replaced just then."""

_LEFT_OPEN: list[dbapi2.Connection] = []
"""Connections whose file was replaced, until the program ends."""

Row = tuple[Any, ...]
"""A row as the driver gives it: None, int, float, str or bytes a column."""


class Link:
    """One connection to one file, owned by one thread at a time."""

    def __init__(self, path: Path, *, create: bool = True, key: Key | None = None) -> None:
        """Open the file, making it (and its folder) when ``create``.

        Else a missing one raises NothingFound. ``key``: of an encrypted one; raises WrongPassphrase.
        """
        self.path = path
        self.key = key
        self.changed = False
        """Whether something was written here that changes what the journal says."""
        self.uncommitted = False  # whether something is being written, which may still be taken back
        with translated(path):
            _make_private(path, create)
            set_aside_stale_log(path)
            self._open(path)

    def _open(self, path: Path) -> None:
        self.path = path
        for _ in range(_TRIES):
            self.file = file_at(path)
            self._connection, self.read_only = _connect_anyhow(path, self.key)
            if self.file == file_at(path):
                break
            self._connection.close()  # it was replaced just then
        else:
            raise JournalMoved(f"{path}: the file was replaced again and again while it was being opened")
        self._log: tuple[int, int] | None = None
        self._look_for_log()

    def _look_for_log(self) -> None:
        """That of a new journal begins with what is first written into it."""
        if self._log is None and not self.read_only:
            self._log = file_at(log_of(self.path))
            if self._log is not None:
                note_log(self.path)

    @property
    def standing(self) -> bool:
        """Whether the file that was opened, and its log, are still those at its path, by device and inode.

        Where they were removed, or others put in their place, SQLite goes on with what nobody will find.
        """
        if self.read_only:
            return file_at(self.path) == self.file
        self._look_for_log()
        return file_at(self.path) == self.file and file_at(log_of(self.path)) == self._log

    @property
    def version(self) -> tuple[object, ...]:
        """Another one whenever another connection may have written, and while something is written here."""
        return self.file, object() if self.uncommitted else self.value("PRAGMA data_version")

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return bool(self._connection.in_transaction)

    def go_on_in(self, path: Path) -> None:
        """Let go of the file for another one that holds the same."""
        self.__dict__.pop("db", None)
        if file_at(log_of(self.path)) in (None, self._log):
            self._connection.close()
            self._remove_log()
        else:  # closing would remove the log of whoever has the new file open
            _LEFT_OPEN.append(self._connection)
        with translated(path):
            self._open(path)

    @cached_property
    def db(self) -> "Database":
        """sqlite-utils over the same connection; imported when first written, so that reading starts fast."""
        from sqlite_utils import Database

        return Database(self._connection, recursive_triggers=False, execute_plugins=False)

    def provide(self, name: str, arguments: int, function: Callable[..., object]) -> None:
        """Let statements of this connection call a function that always gives the same for the same."""
        self._connection.create_function(name, arguments, function, deterministic=True)

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """All rows of a statement. As everything here, it raises what :func:`translated` makes of errors."""
        with translated(self.path), main_thread_first():
            return cast(list[Row], self._connection.execute(sql, parameters).fetchall())

    def each(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[Row]:
        """Very many rows, one by one; to be read to the end."""
        with translated(self.path), main_thread_first():
            yield from self._connection.execute(sql, parameters)

    def value(self, sql: str, parameters: Sequence[object] = ()) -> Any:
        """The first column of the first row, or ``None``."""
        rows = self.rows(sql, parameters)
        return rows[0][0] if rows else None

    def run(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """One writing statement, inside :meth:`writing`; the number of rows it touched."""
        with translated(self.path, writing=True):
            return cast(int, self._connection.execute(sql, parameters).rowcount)

    def put(self, table: str, row: Mapping[str, object], *, only_new: bool = False) -> bool:
        """Keep a row in place of the one with the same key, inside :meth:`writing`; whether it was kept.

        ``only_new``: not where there is one with the same key. Raises JournalDamaged where there is no such
        table: sqlite-utils would make one.
        """
        with translated(self.path, writing=True):
            rows = self.db.table(table)
            if not rows.exists():
                raise JournalDamaged(f"{self.path}: the journal is damaged: it has no table {table!r}")
            before = self._connection.total_changes
            rows.insert(dict(row), replace=not only_new, ignore=only_new)
            return bool(self._connection.total_changes > before)

    def run_many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """One writing statement for many rows, inside :meth:`writing`."""
        with translated(self.path, writing=True):
            self._connection.executemany(sql, rows)

    @contextmanager
    def writing(self, *, changes_meaning: bool = True) -> Iterator[None]:
        """A transaction: all of the block is kept, or nothing of it. May be nested.

        ``changes_meaning`` says that moments, reflections, answers or settings change: it counts the
        journal's revision up and drops what was computed from the earlier one. The first statement writes in
        any case: a transaction that reads first and writes later cannot wait for another writer, it can only
        fail. Raises InputRefused where the file may only be read.
        """
        if self.read_only:
            raise InputRefused(
                f"{self.path}: the journal can be read, searched and exported here, and not changed: its file"
                " or folder cannot be written"
            )
        outer = self.uncommitted
        try:
            with translated(self.path, writing=True), self.atomic():
                self.uncommitted = True
                self.run("UPDATE meta SET value = value + ? WHERE name = 'revision'", [int(changes_meaning)])
                if changes_meaning:
                    self.run("DELETE FROM findings")
                yield
        finally:
            self.uncommitted = outer
        self.changed = self.changed or changes_meaning
        self._look_for_log()

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """A transaction, or a part of one that is taken back alone: what sqlite-utils' own does, without
        importing it."""
        execute = self._connection.execute
        nested = self._connection.in_transaction
        execute("SAVEPOINT part" if nested else "BEGIN")
        try:
            yield
            execute("RELEASE part" if nested else "COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # an error can have ended all of it
                execute("ROLLBACK TO part" if nested else "ROLLBACK")
                if nested:
                    execute("RELEASE part")
            raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Several reads of one and the same state of the journal."""
        if self._connection.in_transaction:
            yield
            return
        self.rows("BEGIN")
        try:
            yield  # what goes wrong outside the journal meanwhile, as with a file, is none of its errors
        finally:
            self.rows("COMMIT")

    def checkpoint(self) -> bool:
        """Move the write-ahead log into the file and empty it; not while another connection is at work."""
        return bool(self.value("PRAGMA wal_checkpoint(TRUNCATE)") == 0)

    def write_back(self) -> None:
        """Bring what the write-ahead log holds into the file, as far as nobody has to wait for it.

        The last connection does so when it is closed, and waits for the disk; this driver (sqlcipher3 0.6.4)
        lets no other thread of the process run meanwhile, as it does during a statement.
        """
        if not self.read_only:
            with suppress(CompanionError, dbapi2.Error):  # closing tries again
                self.rows("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        """Close the connection; the last one to a file empties its write-ahead log."""
        self._connection.close()
        if file_at(self.path) not in (None, self.file):
            self._remove_log()
        if not self.read_only:
            forget_log(self.path)

    def _remove_log(self) -> None:
        """Remove the log of a file that was replaced. SQLite leaves it there, and takes it for a part of the
        new file when that is opened.
        """
        log = log_of(self.path)
        if file_at(log) == self._log:
            for side in (log, self.path.with_name(f"{self.path.name}-shm"), note_on_log(self.path)):
                with suppress(OSError):
                    side.unlink()


def _connect_anyhow(path: Path, key: Key | None) -> tuple[dbapi2.Connection, bool]:
    """A connection, and whether it can only read, as on a medium that takes no writing.

    There SQLite cannot make the log that it reads beside a file; without one nothing can change the file.
    """
    try:
        return _connect(str(path), path, key), not may_write(path)
    except dbapi2.Error as error:
        refused = getattr(error, "sqlite_errorcode", 0) in _NOT_WRITABLE
        if not refused or (may_write(path) and may_write(path.parent)):
            raise
    log = log_of(path)
    if log.exists() and log.stat().st_size:
        raise InputRefused(
            f"{path}: its latest entries are in {log.name}, which cannot be read where nothing can "
            f"be written;"
            " copy the folder somewhere you can write and open it there with --at"
        )
    return _connect(_unchanging(path), path, key), True


def _unchanging(path: Path) -> str:
    """The URI of a file that nobody changes: SQLite then needs no log beside it, and reads none."""
    return f"{path.absolute().as_uri()}?mode=ro&immutable=1"


def _connect(name: str, path: Path, key: Key | None) -> dbapi2.Connection:
    """A connection with the settings every one needs; the key comes before anything else is said.

    ``name``: the file as SQLite is to open it, a path or a URI.
    """
    # Statements outside a transaction stand for themselves (isolation_level None): the driver's own implicit
    # transactions stay open after a read-like write and lose later ones. A connection may be made in one
    # thread and handed to another, which then owns it.
    connection = dbapi2.connect(
        name, isolation_level=None, check_same_thread=False, uri=name.startswith("file:")
    )
    try:
        _unlock(connection, key)
        for name, checksum in SQL_FUNCTIONS.items():
            connection.create_function(name, -1, checksum, deterministic=True)
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except BaseException as error:
        try:
            if getattr(error, "sqlite_errorcode", 0) == _NOT_A_DATABASE:
                _say_why(connection, path, key)
        finally:
            connection.close()
        raise
    return connection


def fits(path: Path, key: Key, *, anywhere: bool = False) -> bool:
    """Whether a key opens a file. ``anywhere``: where its first page is damaged, any other page will do.

    Raises JournalBusy, and what else keeps a file from being read.
    """
    writable = may_write(path) and may_write(path.parent)
    set_aside_stale_log(path)
    connection = dbapi2.connect(
        str(path) if writable else _unchanging(path), isolation_level=None, uri=not writable
    )
    try:
        with translated(path):
            _unlock(connection, key)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        return True
    except JournalDamaged:
        return anywhere and _seals_any(connection, path)
    finally:
        connection.close()


def _unlock(connection: dbapi2.Connection, key: Key | None) -> None:
    """What comes first; the key before anything else is said."""
    # A key that does not fit is written to stderr by SQLCipher itself, into the middle of the panes.
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        connection.execute(f'PRAGMA key = "{key.words}"')
        connection.execute("PRAGMA cipher_compatibility = 4")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")


def _seals_any(connection: dbapi2.Connection, path: Path) -> bool:
    """Whether the key fits any page: each is sealed with it."""
    failed = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    return len(failed) < path.stat().st_size // PAGE


def _say_why(connection: dbapi2.Connection, path: Path, key: Key | None) -> None:
    """Raises what is meant where the driver says only that this is not a database."""
    if key is None:
        if kind_of(path) == "encrypted":  # since it was looked at
            raise PassphraseNeeded(f"{path}: the journal is encrypted; its passphrase is needed")
    elif _seals_any(connection, path):
        raise JournalDamaged(
            f"{path}: the passphrase is right, but the start of the file is damaged; nothing was changed"
        )
    else:
        raise does_not_open(path)


def _make_private(path: Path, create: bool) -> None:
    """Folder 0700, files 0600, whatever the umask says; SQLite gives its side files the mode of the file."""
    if create:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    elif not path.is_file():
        raise NothingFound(f"{path.parent}: there is no journal here yet; log a first moment to start one")
    tighten(path.parent)
    if not path.exists():
        with suppress(FileExistsError):  # another process was first
            create_private(path)
    for end in ("", *SIDES):
        tighten(path.with_name(path.name + end))
