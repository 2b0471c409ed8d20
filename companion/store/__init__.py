"""Keeping: one journal in one SQLite file. The only place that knows SQL, the driver, and the file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from companion.store.store import Store


def open_store(path: Path, *, create: bool = True, label: Callable[[str], str] = str) -> "Store":
    """Open the journal file at ``path``, making it and its folder when ``create``.

    ``label`` gives the words that a code can be found by in a search. Raises NothingFound when there is no
    file and none is to be made; JournalDamaged, JournalTooNew, JournalBusy, NoRoom, InputRefused when it
    cannot be opened.
    """
    from companion.store.store import Store

    return Store(path, create=create, label=label)
