"""The words of an entry and where they come from, so that two devices can join them without losing any.

Each text of an entry bears the time at which it was written (a stamp, in microseconds since 1970). An entry
knows which stamps its words took the place of. Of two devices' words, those that the other side has already
replaced are dropped, and what is left on both is kept, one below the other.

Most entries need nothing kept for this: words written once bear the time of the entry's last change, and
took the place of those it was recorded with. What differs from that stands in the entry's ``extra`` under
``HISTORY``; there is no text in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from companion.model.records import Entry, Moment

HISTORY = "words_joined"
"""The field of an entry's ``extra`` that tells which words replaced which, in times only."""

BETWEEN = "\n\n· · ·\n\n"
"""Stands between two devices' words in one entry."""

E = TypeVar("E", bound=Entry)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class TextVersions:
    """The words of an entry: each text with its stamps, the stamps that were replaced, and the stamp up to
    which everything was once deleted.
    """

    texts: Mapping[str, frozenset[int]]
    gone: frozenset[int] = frozenset()
    since: int | None = None

    def joined(self, other: "TextVersions") -> "TextVersions":
        """The words of both that neither has replaced. Order and repetition make no difference."""
        since = max((one for one in (self.since, other.since) if one is not None), default=None)
        return TextVersions(_together(self.texts, other.texts), self.gone | other.gone, since).settled()

    def settled(self) -> "TextVersions":
        """The same without what was replaced or deleted."""
        low = -1 if self.since is None else self.since
        live = {text: frozenset(at for at in self.texts[text] - self.gone if at > low) for text in self.texts}
        gone = frozenset(at for at in self.gone if at > low)
        return TextVersions({text: stamps for text, stamps in live.items() if stamps}, gone, self.since)

    def ordered(self) -> list[str]:
        """The texts, the earliest first."""
        return sorted(self.texts, key=lambda text: (min(self.texts[text]), text))


def stamp(at: datetime) -> int:
    """Microseconds since 1970-01-01 00:00 UTC."""
    return (at - _EPOCH) // _TICK


def text_of(entry: Entry) -> str:
    """What is written freely in an entry."""
    return entry.note if isinstance(entry, Moment) else entry.text


def words_of(entry: Entry) -> TextVersions:
    """The words of an entry, with what is known of where they come from."""
    text, now, first = text_of(entry), stamp(entry.updated_at), stamp(entry.recorded_at)
    gone = frozenset({first} if now > first else ())
    kept = entry.extra.get(HISTORY)
    if not isinstance(kept, Mapping):
        return TextVersions({text: frozenset({now})}, gone)
    since = kept.get("since") if type(kept.get("since")) is int else None
    gone |= _stamps(kept.get("gone"))
    texts = _taken_apart(text, kept.get("texts"))
    if texts is None:  # another program wrote these words
        gone |= frozenset().union(*(_stamps(row[1:]) for row in _rows(kept.get("texts"))))
        texts = {text: frozenset({now})}
    return TextVersions(texts, gone - texts.get(text, frozenset()), since)


def with_words(entry: E, words: TextVersions) -> E:
    """``entry`` with these words, and what is to be known of them in its ``extra``."""
    order = words.ordered()
    text = BETWEEN.join(one for one in order if one)
    now, first = stamp(entry.updated_at), stamp(entry.recorded_at)
    gone = words.gone - ({first} if now > first else set())
    kept: dict[str, Any] = {}
    if [words.texts[one] for one in order] != [frozenset({now})]:
        kept["texts"] = [[len(one), *sorted(words.texts[one])] for one in order]
    if gone:
        kept["gone"] = sorted(gone)
    if words.since is not None:
        kept["since"] = words.since
    extra = {name: value for name, value in entry.extra.items() if name != HISTORY}
    if kept:
        extra[HISTORY] = kept
    if isinstance(entry, Moment):
        return replace(entry, note=text, extra=extra)
    return replace(entry, text=text, extra=extra)


def changed(before: Entry, after: E, now: datetime) -> E:
    """``after``, which takes the place of ``before`` now: never older than that, its words stamped anew."""
    at = now if now >= before.updated_at else before.updated_at + _TICK
    after = replace(after, updated_at=at)
    old = words_of(before)
    gone = old.gone.union(*old.texts.values()) - {stamp(at)}
    return with_words(after, TextVersions({text_of(after): frozenset({stamp(at)})}, gone, old.since))


def _together(
    one: Mapping[str, frozenset[int]], other: Mapping[str, frozenset[int]]
) -> dict[str, frozenset[int]]:
    return {text: one.get(text, frozenset()) | other.get(text, frozenset()) for text in {**one, **other}}


def _taken_apart(text: str, rows: Any) -> dict[str, frozenset[int]] | None:
    """The texts that were joined, by the lengths that were kept; ``None`` where these do not fit."""
    if rows is None:
        return None
    found: dict[str, frozenset[int]] = {}
    place = 0
    for row in _rows(rows):
        length, stamps = row[0], _stamps(row[1:])
        if length and place:
            if not text.startswith(BETWEEN, place):
                return None
            place += len(BETWEEN)
        part = text[place : place + length]
        if len(part) < length or not stamps:
            return None
        found[part] = found.get(part, frozenset()) | stamps
        place += length
    return found if found and place == len(text) else None


def _rows(rows: Any) -> list[list[int]]:
    found = rows if isinstance(rows, list) else []
    return [row for row in found if isinstance(row, list) and row and all(type(one) is int for one in row)]


def _stamps(found: Any) -> frozenset[int]:
    return frozenset(one for one in found if type(one) is int) if isinstance(found, list) else frozenset()
