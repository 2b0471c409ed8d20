"""Short ways to make an entry, keep it, and see what is there."""

from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from companion.model.records import Moment, Reflection
from companion.store import open_store
from companion.store.store import Store

BERLIN = timezone(timedelta(hours=1))
EVENING = "2026-03-01T21:40"
PASSPHRASE = "four plain words here"


def at(text: str) -> datetime:
    """A wall-clock time in Berlin's winter, as an aware datetime."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def moment(id: str, when: str, **fields: Any) -> Moment:
    return Moment(
        **{"id": id, "occurred_at": at(when), "recorded_at": at(when), "updated_at": at(when), **fields}
    )


def reflection(id: str, when: str, **fields: Any) -> Reflection:
    return Reflection(
        **{"id": id, "occurred_at": at(when), "recorded_at": at(when), "updated_at": at(when), **fields}
    )


def keep(store: Store, id: str, when: str = EVENING, **fields: Any) -> None:
    """Log a moment."""
    with store.writing():
        store.entries.put(moment(id, when, **fields))


def ids(path: Path, passphrase: str | None = None) -> list[str]:
    """The ids of the entries in a journal's file, in their own order."""
    with closing(open_store(path, create=False, passphrase=passphrase)) as store:
        return sorted(entry.id for entry in store.entries.all())
