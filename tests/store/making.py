"""Short ways to make an entry."""

from datetime import datetime, timedelta, timezone
from typing import Any

from companion.model.records import Moment, Reflection

BERLIN = timezone(timedelta(hours=1))


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
