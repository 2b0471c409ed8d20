"""The words of an entry and where they come from, so that two devices can join them without losing any.

Each text of an entry bears the time at which it was written (a stamp, in microseconds since 1970). An entry
knows which stamps its words took the place of. Of two devices' words, those that the other side has already
replaced are dropped, and what is left on both is kept, one below the other.

Most entries need nothing kept for this: words written once bear the time of the entry's last change, and
took the place of those it was recorded with. What differs from that stands in the entry's ``extra`` under
``HISTORY``; there is no text in it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from companion.model.frozen_dataclass import dataclass
from companion.model.records import Entry, Moment, written_text

HISTORY = "words_joined"
"""The field of an entry's ``extra`` that tells which words replaced which, in times only."""

VERSION_SEPARATOR = "\n\n· · ·\n\n"
"""Stands between two devices' words in one entry."""

E = TypeVar("E", bound=Entry)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class TextVersions:
    """The words of an entry: each text with its stamps, and what is known of words that are gone.

    ``superseded``: the stamps of words that others took the place of. ``cleared_up_to``: the stamp up to
    which (itself included) everything was once deleted; ``None`` where nothing was.
    """

    texts: Mapping[str, frozenset[int]]
    superseded: frozenset[int] = frozenset()
    cleared_up_to: int | None = None

    def merged(self, other: "TextVersions") -> "TextVersions":
        """The words of both that neither has replaced. Order and repetition make no difference."""
        cleared = [stamp for stamp in (self.cleared_up_to, other.cleared_up_to) if stamp is not None]
        texts = {
            text: self.texts.get(text, frozenset()) | other.texts.get(text, frozenset())
            for text in {**self.texts, **other.texts}
        }
        both = TextVersions(texts, self.superseded | other.superseded, max(cleared, default=None))
        return both.without_superseded()

    def without_superseded(self) -> "TextVersions":
        """The same without what was replaced or deleted."""
        low = -1 if self.cleared_up_to is None else self.cleared_up_to
        living = {
            text: frozenset(stamp for stamp in stamps - self.superseded if stamp > low)
            for text, stamps in self.texts.items()
        }
        return TextVersions(
            {text: stamps for text, stamps in living.items() if stamps},
            frozenset(stamp for stamp in self.superseded if stamp > low),
            self.cleared_up_to,
        )

    def oldest_first(self) -> list[str]:
        """The texts, the earliest first."""
        return sorted(self.texts, key=lambda text: (min(self.texts[text]), text))


def stamp(at: datetime) -> int:
    """Microseconds since 1970-01-01 00:00 UTC. ``at`` is aware."""
    return (at - _EPOCH) // _TICK


def text_versions_of(entry: Entry) -> TextVersions:
    """The words of an entry, with what is known of where they come from."""
    text, updated, recorded = written_text(entry), stamp(entry.updated_at), stamp(entry.recorded_at)
    superseded = frozenset({recorded} if updated > recorded else ())
    history = entry.extra.get(HISTORY)
    if not isinstance(history, Mapping):
        return TextVersions({text: frozenset({updated})}, superseded)
    cleared_up_to = history.get("since") if type(history.get("since")) is int else None
    superseded |= _stamps(history.get("gone"))
    texts = _texts_joined(text, history.get("texts"))
    if texts is None:  # another program wrote these words
        superseded |= frozenset().union(*(_stamps(row[1:]) for row in _rows(history.get("texts"))))
        texts = {text: frozenset({updated})}
    return TextVersions(texts, superseded - texts.get(text, frozenset()), cleared_up_to)


def with_text_versions(entry: E, versions: TextVersions) -> E:
    """``entry`` with these words, and what is to be known of them in its ``extra``."""
    order = versions.oldest_first()
    text = VERSION_SEPARATOR.join(filter(None, order))
    updated, recorded = stamp(entry.updated_at), stamp(entry.recorded_at)
    superseded = versions.superseded - ({recorded} if updated > recorded else set())
    history: dict[str, Any] = {}
    if [versions.texts[version] for version in order] != [frozenset({updated})]:
        history["texts"] = [[len(version), *sorted(versions.texts[version])] for version in order]
    if superseded:
        history["gone"] = sorted(superseded)
    if versions.cleared_up_to is not None:
        history["since"] = versions.cleared_up_to
    extra = {name: value for name, value in entry.extra.items() if name != HISTORY}
    if history:
        extra[HISTORY] = history
    if isinstance(entry, Moment):
        return replace(entry, note=text, extra=extra)
    return replace(entry, text=text, extra=extra)


def stamped_change(before: Entry, after: E, now: datetime) -> E:
    """``after``, which takes the place of ``before`` now: never older than that, its words stamped anew."""
    at = now if now >= before.updated_at else before.updated_at + _TICK
    after = replace(after, updated_at=at)
    old = text_versions_of(before)
    superseded = old.superseded.union(*old.texts.values()) - {stamp(at)}
    versions = TextVersions({written_text(after): frozenset({stamp(at)})}, superseded, old.cleared_up_to)
    return with_text_versions(after, versions)


def _texts_joined(text: str, rows: Any) -> dict[str, frozenset[int]] | None:
    """The texts that ``text`` was joined from, each with its stamps.

    ``rows``: for each its length in characters and its stamps, as kept in ``extra``. ``None`` where they do
    not fit the text.
    """
    if rows is None:
        return None
    texts: dict[str, frozenset[int]] = {}
    position = 0
    for length, *numbers in _rows(rows):
        stamps = _stamps(numbers)
        if length and position:
            if not text.startswith(VERSION_SEPARATOR, position):
                return None
            position += len(VERSION_SEPARATOR)
        part = text[position : position + length]
        if len(part) < length or not stamps:
            return None
        texts[part] = texts.get(part, frozenset()) | stamps
        position += length
    return texts if texts and position == len(text) else None


def _rows(kept: Any) -> list[list[int]]:
    rows = kept if isinstance(kept, list) else []
    return [
        row for row in rows if isinstance(row, list) and row and all(type(number) is int for number in row)
    ]


def _stamps(kept: Any) -> frozenset[int]:
    numbers = kept if isinstance(kept, list) else []
    return frozenset(number for number in numbers if type(number) is int)
