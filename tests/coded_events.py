"""What the engine is to be given for an entry, worked out from the entry itself and not by the store."""

from companion.model.events import CodedEvent, codes_of, inner_codes
from companion.model.records import Entry, Moment


def coded_event_of(entry: Entry) -> CodedEvent:
    """The coded event of an entry."""
    at = int(entry.occurred_at.timestamp() // 1)
    offset = entry.occurred_at.utcoffset()
    wall = at + (int(offset.total_seconds()) if offset else 0)
    recorded = int(entry.recorded_at.timestamp() // 1)
    if not isinstance(entry, Moment):
        return CodedEvent(at, wall, entry.id, frozenset(), recorded_at=recorded)
    inner = inner_codes(entry.urges, [feeling.mood for feeling in entry.feelings])
    return CodedEvent(at, wall, entry.id, frozenset([*codes_of(entry), *inner]), entry.person, recorded)
