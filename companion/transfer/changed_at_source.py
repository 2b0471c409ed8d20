"""An entry of the journal that changed in the file it came from: what both say, as one entry.

What only the file changed is as the file has it; what only the person changed here stays. Of words that both
changed, both are kept, the earlier above the later, as when two devices are merged; of lists, what either
added, without what either took away; of anything else, what the person set here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from companion.model.origins import LISTS, Origin, checksum, checksums, parted, with_origin
from companion.model.records import Entry, Feeling, Moment, Reflection, own_acts, written_text
from companion.model.text_history import (
    TextVersions,
    stamp,
    stamped_change,
    text_versions_of,
    with_text_versions,
)
from companion.transfer.pairing import Known

_TICK = timedelta(microseconds=1)


def updated(known: Known, arrival: Entry, origin: Origin) -> Entry | None:
    """The entry as it is to stand after the file said ``arrival``; ``None`` where that says nothing new.

    Where it says what was written here too, only that the file says it by now is noted. ``origin``: that of
    ``arrival``. The entry keeps its id and gets a later time of change.
    """
    here, before = known
    if before is None and (before := _guessed(here, arrival, origin)) is None:
        return None
    if before.changed_at and origin.changed_at and origin.changed_at < before.changed_at:
        return None  # an older file than the one imported last
    said = before.said
    moved = arrival.recorded_at != here.recorded_at and _wall(arrival) != _wall(here)
    if said == origin.said and not moved:
        return None
    at = max(arrival.updated_at, here.updated_at + _TICK)
    now = checksums(here)
    after = here if isinstance(here, type(arrival)) else _as_other_kind(here, arrival)
    changes: dict[str, Any] = {}
    for name in _names(after):
        if origin.said.get(name) != said.get(name):
            mine, theirs = getattr(after, name), getattr(arrival, name, ())
            changes[name] = theirs if now.get(name) == said.get(name) else _joined(mine, theirs, said, name)
    if "responses" in changes:
        changes["responses"] = own_acts(changes["responses"])
    if origin.said.get("starred") != said.get("starred") and now.get("starred") == said.get("starred"):
        changes["starred"] = arrival.starred
    if moved:
        changes["recorded_at"] = arrival.recorded_at
        if here.occurred_at == here.recorded_at:
            changes |= {"occurred_at": arrival.occurred_at, "zone": arrival.zone}
    after = replace(after, **changes, extra={**here.extra, **arrival.extra})
    text, mine = written_text(arrival), written_text(here)
    changed_here = now.get("text") != said.get("text")
    if origin.said.get("text") == said.get("text") or (changed_here and text in mine):
        after = _with_kept_text(here, after, at)
    elif changed_here and mine.strip() and mine not in text:
        after = _both_texts(here, after, text, said.get("text", checksum("")), at)
    else:
        after = stamped_change(here, _with_text(after, text), at)
    return with_origin(after, origin)


def _guessed(here: Entry, arrival: Entry, origin: Origin) -> Origin | None:
    """What the file may have said of an entry that an earlier version imported; ``None`` to leave it.

    It is as it came where nobody changed it since; else the same words in the file say nothing new.
    """
    if here.updated_at == here.recorded_at or (origin.changed_at and arrival.updated_at > here.updated_at):
        return Origin(format=origin.format, said=checksums(here))
    return None if here.id == arrival.id else Origin(format=origin.format)


def _wall(entry: Entry) -> datetime:
    return entry.recorded_at.replace(tzinfo=None, fold=0)


def _names(entry: Entry) -> Iterable[str]:
    return ("feelings", *(LISTS if isinstance(entry, Moment) else ("tags",)))


def _joined(mine: Any, theirs: Any, said: Mapping[str, str], name: str) -> tuple[Any, ...]:
    """Two lists as one, from what the file said of both before: what either took away is not in it."""
    before = parted(said.get(name, ""))
    there, here = {_sum(word) for word in theirs}, {_sum(word) for word in mine}
    kept = [word for word in mine if _sum(word) not in before or _sum(word) in there]
    return (*kept, *(word for word in theirs if _sum(word) not in before and _sum(word) not in here))


def _sum(word: str | Feeling) -> str:
    return checksum(word.mood if isinstance(word, Feeling) else word)


def _both_texts(here: Entry, after: Entry, text: str, replaced: str, at: datetime) -> Entry:
    """``after`` with the words of both; of those that came from the file before (by their checksum, in
    ``replaced``), the new ones take the place."""
    versions = text_versions_of(here)
    old = {words for words in versions.texts if checksum(words) == replaced}
    gone = versions.superseded.union(*(versions.texts[words] for words in old))
    texts = {words: stamps for words, stamps in versions.texts.items() if words not in old}
    both = TextVersions({**texts, text: frozenset({stamp(at)})}, gone, versions.cleared_up_to)
    return with_text_versions(replace(after, updated_at=at), both)


def _with_text(entry: Entry, text: str) -> Entry:
    return replace(entry, note=text) if isinstance(entry, Moment) else replace(entry, text=text)


def _with_kept_text(here: Entry, after: Entry, at: datetime) -> Entry:
    """``after`` with the words of ``here`` and what is known of them."""
    return with_text_versions(replace(_with_text(after, ""), updated_at=at), text_versions_of(here))


def _as_other_kind(here: Entry, arrival: Entry) -> Entry:
    """``here`` as the kind that the file's words make of it now, where nothing is lost by that."""
    shared = (
        "id",
        "occurred_at",
        "zone",
        "recorded_at",
        "updated_at",
        "feelings",
        "tags",
        "starred",
        "extra",
    )
    fields = {name: getattr(here, name) for name in shared}
    if isinstance(here, Reflection):
        if here.prompt is not None or here.leaning is not None:
            return here
        return Moment(**fields, note=here.text)
    other = (
        here.body,
        here.ending,
        here.closeness,
        here.sequel,
        *(getattr(here, name) for name in LISTS[:-1]),
    )
    if any(part not in ("", None, ()) for part in other):
        return here
    return Reflection(**fields, text=here.note)
