"""Very many coded events in little memory: a column for each of their parts, and no object for an event."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import overload

from companion.model.events import CodedEvent

_NOT_KNOWN = -(2**63)
"""In the column of when events were written."""

_PIECE = 1000


class EventColumns(Sequence[CodedEvent]):
    """Coded events as they came, about 80 bytes each; one is made, or a list of them, when it is asked for.

    As a list, twenty years take twenty times as much.
    """

    def __init__(self, events: Iterable[CodedEvent] = ()) -> None:
        self.at = array("q")
        self._wall = array("q")
        self._recorded = array("q")
        self._people: dict[str, int] = {}
        self._person = array("I")
        self._codes: dict[str, int] = {}
        self._noted = array("I")
        self._noted_upto = array("Q", [0])
        self._ids = bytearray()
        self._ids_upto = array("Q", [0])
        people, codes = self._people, self._codes
        for event in events:
            self.at.append(event.at)
            self._wall.append(event.wall)
            self._recorded.append(_NOT_KNOWN if event.recorded_at is None else event.recorded_at)
            self._person.append(people.setdefault(event.person, len(people)))
            self._noted.extend([codes.setdefault(code, len(codes)) for code in event.codes])
            self._noted_upto.append(len(self._noted))
            self._ids += event.id.encode("utf-8", "surrogatepass")
            self._ids_upto.append(len(self._ids))

    def __len__(self) -> int:
        return len(self.at)

    @overload
    def __getitem__(self, place: int) -> CodedEvent: ...
    @overload
    def __getitem__(self, place: slice) -> list[CodedEvent]: ...
    def __getitem__(self, place: int | slice) -> CodedEvent | list[CodedEvent]:
        if isinstance(place, slice):
            begin, end, step = place.indices(len(self))
            return self._between(begin, max(begin, end))[::step] if step > 0 else [*self][place]
        at = range(len(self))[place]
        return self._between(at, at + 1)[0]

    def __iter__(self) -> Iterator[CodedEvent]:
        for begin in range(0, len(self), _PIECE):
            yield from self._between(begin, min(begin + _PIECE, len(self)))

    def first(self, size: int) -> "EventColumns":
        """So many of them, from the first one on."""
        if size >= len(self):
            return self
        found = EventColumns()
        for name, column in vars(self).items():
            shared = name in ("_ids", "_noted", "_people", "_codes")
            setattr(found, name, column if shared else column[: size + name.endswith("_upto")])
        return found

    def _between(self, begin: int, end: int) -> list[CodedEvent]:
        here = slice(begin, end)
        people, codes = [*self._people], [*self._codes]
        noted = pairwise(self._noted_upto[begin : end + 1])
        ids = pairwise(self._ids_upto[begin : end + 1])
        rows = zip(
            self.at[here], self._wall[here], ids, noted, self._person[here], self._recorded[here], strict=True
        )
        return [
            CodedEvent(
                at,
                wall,
                self._ids[first:last].decode("utf-8", "surrogatepass"),
                frozenset([codes[number] for number in self._noted[begun:ended]]),
                people[person],
                None if recorded == _NOT_KNOWN else recorded,
            )
            for at, wall, (first, last), (begun, ended), person, recorded in rows
        ]


def up_to(events: Sequence[CodedEvent], second: int) -> tuple[Sequence[CodedEvent], Sequence[int]]:
    """The events up to a second in the order of time, then id; and their times.

    Columns are taken to be in this order.
    """
    if isinstance(events, EventColumns):
        found = events.first(bisect_right(events.at, second))
        return found, found.at
    ordered = sorted((one for one in events if one.at <= second), key=attrgetter("at", "id"))
    return ordered, [one.at for one in ordered]
