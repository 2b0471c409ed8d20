"""A moment as the pattern engine sees it: when, and which codes; no text."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from companion.model.records import Moment


class CodedEvent(NamedTuple):
    """One entry reduced to time and codes.

    ``at`` is absolute time and ``wall`` the wall clock of the place, both in whole seconds since 1970-01-01
    00:00 (UTC, and local as if it were UTC). ``codes`` holds triggers as they stand, own responses with the
    prefix ``R:``, the partner's acts with ``PB:``, feelings with ``F:`` and urges with ``U:``. A reflection
    is an event without codes: it shows that the day was logged. ``recorded_at``: when it was written, in the
    same seconds as ``at``; ``None`` where that is not known, and then it counts as written when it happened.
    """

    at: int
    wall: int
    id: str
    codes: frozenset[str]
    person: str = "default"
    recorded_at: int | None = None


class NotedEntry(NamedTuple):
    """One entry reduced to what a whole day is made of; no text.

    ``wall``: as in :class:`CodedEvent`. ``person``: whom a moment was with; ``None`` for a reflection.
    ``codes``: triggers, ``R:`` and ``PB:``. ``moods``: the ids of the feelings. ``closeness``: ``None`` where
    it was not said.
    """

    wall: int
    person: str | None
    codes: tuple[str, ...]
    moods: tuple[str, ...]
    tags: tuple[str, ...]
    closeness: int | None


def codes_of(moment: Moment) -> list[str]:
    """The codes of a moment: triggers, then ``R:`` responses, then ``PB:`` partner acts."""
    return [
        *moment.triggers,
        *(f"R:{code}" for code in moment.responses),
        *(f"PB:{code}" for code in moment.partner_acts),
    ]


def inner_codes(urges: Iterable[str], feelings: Iterable[str]) -> list[str]:
    """The codes of urges and of feelings (by their words), as they stand in a coded event."""
    return [*(f"F:{mood}" for mood in feelings), *(f"U:{code}" for code in urges)]


def counted_as(events: Iterable[CodedEvent], likes: Mapping[str, str]) -> Iterator[CodedEvent]:
    """The events with every code of a person's own followed by the known one it counts as.

    ``likes``: as :attr:`companion.model.vocabulary.Vocabulary.likes` gives them.
    """
    own = likes.keys()
    for event in events:
        if own.isdisjoint(event.codes):
            yield event
        else:
            yield event._replace(codes=event.codes | {likes[code] for code in event.codes & own})
