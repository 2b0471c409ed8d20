"""Where an entry that was imported comes from, so that importing again finds it though it changed there.

It stands in the entry's ``extra`` under :data:`ORIGIN` and travels with it: the name of the format; what the
file said of the entry when it was imported last, as checksums (no words); the folder or file it was in, as a
checksum; and, where there is one, the id or name that the file itself tells it by. When it was written there
is the entry's ``recorded_at``, which no edit changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID, uuid5
from zlib import crc32

from companion.model.frozen_dataclass import dataclass
from companion.model.records import Entry, Moment, Tombstone, with_extra, written_text

ORIGIN = "origin"
"""The field of an entry's or a tombstone's ``extra``."""

LISTS = ("triggers", "partner_acts", "urges", "responses", "tags")
"""The fields of an entry that are lists of words; a reflection has only the last."""

_PLACES = UUID("6f0c5a52-53f1-5b0e-9d0a-6e0f4f1f2b77")
_WIDTH = 8

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """``said``: by field, the checksums of what the file said (see :func:`checksums`). ``key``: the id that
    the file's words gave the entry last, ``""`` where it is the entry's own. ``own_id``: what the file tells
    it by, ``""`` where it does not. ``changed_at``: when it was changed there, where the file says so.
    ``place``: the checksum of the folder or file it was in, ``""`` where that was not noted."""

    format: str
    said: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    own_id: str = ""
    changed_at: datetime | None = None
    place: str = ""


def origin_of(entry: Entry) -> Origin | None:
    """Where an entry comes from; ``None`` where it does not say, or not in a way that is known here."""
    noted = entry.extra.get(ORIGIN)
    if not isinstance(noted, Mapping) or not isinstance(noted.get("format"), str):
        return None
    said = noted.get("said")
    return Origin(
        format=noted["format"],
        said={name: sums for name, sums in said.items() if isinstance(sums, str)}
        if isinstance(said, Mapping)
        else {},
        key=_text(noted.get("key")),
        own_id=_text(noted.get("id")),
        changed_at=_time(noted.get("changed_at")),
        place=_text(noted.get("place")),
    )


def with_origin(entry: E, origin: Origin) -> E:
    """The entry with where it comes from in its ``extra``."""
    noted: dict[str, Any] = {"format": origin.format, "said": dict(origin.said)}
    if origin.key not in ("", entry.id):
        noted["key"] = origin.key
    if origin.own_id:
        noted["id"] = origin.own_id
    if origin.changed_at is not None:
        noted["changed_at"] = origin.changed_at.isoformat()
    if origin.place:
        noted["place"] = origin.place
    return with_extra(entry, {**entry.extra, ORIGIN: noted})


def checksums(entry: Entry) -> dict[str, str]:
    """What an entry says, by field, as checksums: one for its text and one for each word of a list, in a row.

    A field that says nothing is left out; the time is not among them.
    """
    sums: dict[str, str] = {}
    if text := written_text(entry):
        sums["text"] = checksum(text)
    if entry.feelings:
        sums["feelings"] = "".join([_checksum_of_word(feeling.mood) for feeling in entry.feelings])
    for name in LISTS if isinstance(entry, Moment) else ("tags",):
        if words := getattr(entry, name):
            sums[name] = "".join(map(_checksum_of_word, words))
    if entry.starred:
        sums["starred"] = checksum("starred")
    return sums


def checksum(text: str) -> str:
    """Eight characters that are others for another text."""
    return f"{crc32(text.encode('utf-8', 'surrogatepass')):08x}"


_checksum_of_word = lru_cache(maxsize=4096)(checksum)
"""The same for what recurs, unlike a text."""


def parted(sums: str) -> frozenset[str]:
    """The checksums of a list's words, one by one."""
    return frozenset(sums[start : start + _WIDTH] for start in range(0, len(sums), _WIDTH))


def place_of(form: str, own_id: str, written_at: datetime) -> str:
    """One mark for all entries of a format with this id, or without one of this minute on the wall clock."""
    return str(uuid5(_PLACES, f"{form} {own_id or f'{written_at:%Y-%m-%d %H:%M}'}"))


def tombstone_of(entry: Entry, at: datetime) -> Tombstone:
    """What says that ``entry`` was deleted at ``at``; of one that was imported, also from which place in its
    file, so that it does not come back from there in other words."""
    origin = origin_of(entry)
    if origin is None:
        return Tombstone(id=entry.id, at=at)
    place = place_of(origin.format, origin.own_id, entry.recorded_at)
    return Tombstone(id=entry.id, at=at, extra={ORIGIN: place})


def places_deleted(tombstones: Iterable[Tombstone]) -> dict[str, list[str]]:
    """By the places in files from which entries were deleted here, the ids of those entries."""
    places: dict[str, list[str]] = {}
    for tombstone in tombstones:
        if isinstance(place := tombstone.extra.get(ORIGIN), str):
            places.setdefault(place, []).append(tombstone.id)
    return places


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _time(value: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else None
