"""Files from elsewhere are journals of this program and nothing more: what else a database can hold acts.

A trigger runs when a row is written, a view or a virtual table when one is read. A file that is merged or
restored has none but ours; it is looked at before any of its tables is used.
"""

from contextlib import closing
from functools import cache
from pathlib import Path

from companion.model.errors import JournalDamaged
from companion.store.checksums import BYTES_SINCE, CHECKED_COLUMNS, SINCE_SCHEMA, triggers_of
from companion.store.connection import Link
from companion.store.key import Key
from companion.store.updating import bring_up_to_date

Item = tuple[str, str]
"""Type and name of what a database holds: a table, an index, a trigger, a view."""

_ITEMS = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
_MADE_OF_SQL = ("trigger", "view")


def refuse_foreign_schema(file: Path, key: Key | None, called: Path) -> None:
    """Raises JournalDamaged, naming the file ``called``, where ``file`` holds what no journal of ours has.

    An older journal lacks some of what a new one has, has some triggers as they were, and nothing more.
    """
    with closing(Link(file, create=False, key=key)) as link:
        found = {(kind, name): sql for kind, name, sql in link.rows(_ITEMS)}
        schema = link.value("PRAGMA user_version")
    ours = {**_our_schema(), **(_earlier_triggers() if schema < BYTES_SINCE else {})}
    for item, sql in sorted(found.items()):
        kind, name = item
        acts = kind in _MADE_OF_SQL or "virtual" in (sql or "").lower().split()[:2]
        if item not in ours or (acts and sql != ours[item]):
            raise JournalDamaged(
                f"{called}: no journal of companion has the {kind} {name!r}; nothing was read from it"
            )


@cache
def _our_schema() -> dict[Item, str | None]:
    """What a new journal holds, and its SQL."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        link = Link(Path(folder) / "new.db")
        with closing(link):
            bring_up_to_date(link)
            return {(kind, name): sql for kind, name, sql in link.rows(_ITEMS)}


@cache
def _earlier_triggers() -> dict[Item, str | None]:
    """Those triggers that were others before :data:`BYTES_SINCE`, and their SQL."""
    return {
        ("trigger", name): sql
        for table in CHECKED_COLUMNS
        for name, sql in triggers_of(table, SINCE_SCHEMA).items()
    }
