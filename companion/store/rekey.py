"""A journal written anew under another key, or under none, and put in the place of the one that was there.

At every moment one whole journal lies at its place: the copy is made beside it, compared row by row, and
moved there in one step. Meanwhile the old file is held, so that no other program has it open or opens it;
afterwards its bytes are written over, so that a program that waited for it finds no journal in it, and begins
anew with the new one.
"""

import os
from contextlib import closing, suppress
from itertools import zip_longest
from pathlib import Path

from companion.model.errors import JournalDamaged
from companion.store.connection import Link, Row
from companion.store.driver_errors import translated
from companion.store.file_lock import descriptor, lock_out_others, overwrite
from companion.store.integrity import index_in_step, page_damage
from companion.store.key import Key
from companion.store.updating import bring_up_to_date
from companion.system.private_files import create_private, is_running, sync

NEW = ".new"
"""What the name of a copy that is being made goes on with; then the number of the process that makes it."""


def convert(path: Path, old: Key | None, new: Key | None, *, is_copy: bool = False) -> None:
    """Write the journal at ``path`` anew, from the key ``old`` (``None``: plain) to ``new``.

    ``is_copy``: a backup, say, which keeps the shape it was made in.

    Raises JournalBusy when another program has it open, JournalDamaged when it does not check out or the copy
    is not the same, and what opening and writing raise; then the journal is as it was.
    """
    copy = path.with_name(f"{path.name}{NEW}-{os.getpid()}")
    with closing(Link(path, create=False, key=old)) as link:
        if not is_copy:
            bring_up_to_date(link)
        lock_out_others(link)
        _check(link)
        remove_leftovers(path)
        try:
            with translated(copy, writing=True):
                _write_copy(link, copy, new)
                with closing(Link(copy, create=False, key=new)) as made:
                    _check(made)
                    _compare(link, made)
                sync(copy)
        except BaseException:
            remove_leftovers(path)
            raise
        with translated(path, writing=True), descriptor(path) as before:
            copy.replace(path)
            sync(path.parent)
            overwrite(before)
            # Closed while the descriptor is open: closing that one would let go of what is held.
            link.close()


def remove_leftovers(path: Path) -> None:
    """Remove what a conversion that was cut short left behind.

    To be called while the journal is open with its write-ahead log, or held: then none is at work, and a
    rollback journal beside it is nobody's.
    """
    _remove(*path.parent.glob(f"{path.name}{NEW}*"), *path.parent.glob(f"{path.name}-journal"))


def remove_abandoned(path: Path) -> None:
    """Remove the copies that programs were making which run no more; a plain one is there for anyone to read.

    At any time, also before the passphrase is known. Raises nothing.
    """
    for left in path.parent.glob(f"{path.name}{NEW}-*"):
        maker = left.name.removeprefix(f"{path.name}{NEW}-").partition("-")[0]
        if maker.isdecimal() and not is_running(int(maker)):
            _remove(left)


def _remove(*files: Path) -> None:
    for left in files:
        with suppress(OSError):
            with descriptor(left) as file:
                overwrite(file)
            left.unlink()


def _write_copy(link: Link, copy: Path, key: Key | None) -> None:
    create_private(copy)
    words = "" if key is None else key.words
    link.rows("ATTACH DATABASE ? AS made KEY ?", [str(copy), words])
    link.rows("PRAGMA made.journal_mode = OFF")  # a copy that is cut short is thrown away
    link.run("SELECT sqlcipher_export('made')")
    link.rows(f"PRAGMA made.user_version = {link.value('PRAGMA main.user_version'):d}")
    link.rows("DETACH DATABASE made")


def _check(link: Link) -> None:
    """Raises JournalDamaged unless pages, references, their seals and the search index are all well."""
    if page_damage(link):
        raise JournalDamaged(f"{link.path}: the journal is damaged")
    if not index_in_step(link):
        raise JournalDamaged(f"{link.path}: the search index is out of date")


def _compare(link: Link, made: Link) -> None:
    """Raises JournalDamaged unless both hold the same tables and every row of one is in the other."""
    everything = "SELECT type, name, tbl_name, sql FROM main.sqlite_master ORDER BY type, name"
    same = link.rows(everything) == made.rows(everything)
    same = same and link.value("PRAGMA main.user_version") == made.value("PRAGMA main.user_version")
    tables = link.rows("SELECT name FROM main.sqlite_master WHERE type = 'table' AND rootpage > 0")
    for (name,) in tables if same else ():
        rows = f'SELECT * FROM main."{name}"'
        pairs = zip_longest(link.each(rows), made.each(rows))
        same = same and all(_alike(ours, theirs) for ours, theirs in pairs)
    if not same:
        raise JournalDamaged(f"{link.path}: the copy did not match, so nothing was changed")


def _alike(one: Row | None, other: Row | None) -> bool:
    """Whether two rows are the same to the type: 1 and 1.0 are not."""
    return one == other and one is not None and list(map(type, one)) == list(map(type, other or ()))
