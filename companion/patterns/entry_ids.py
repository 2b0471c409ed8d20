"""Ids of entries, of which a long diary has very many: kept as positions and looked up when read."""

import sys
from array import array
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import accumulate
from operator import itemgetter
from typing import overload

Positions = array
"""Positions of entries in the order of time, from the diary's first one on; four bytes each."""


def positions(found: Iterable[int] = ()) -> "Positions[int]":
    """These positions."""
    return array("I", found)


def pack(found: "Positions[int]") -> str:
    """Positions as a short text, which is quickly written and read."""
    return b64encode(_little_endian(found).tobytes()).decode("ascii")


def unpack(text: str) -> "Positions[int]":
    """The positions that :func:`pack` made a text of."""
    found = positions()
    found.frombytes(b64decode(text))
    return _little_endian(found)


def _little_endian(found: "Positions[int]") -> "Positions[int]":
    if sys.byteorder == "big":
        found = found[:]
        found.byteswap()
    return found


def join_ids(ids: Sequence[str], known: str | Sequence[str] = ()) -> str | list[str]:
    """Very many ids as one text, which is read and written many times faster than a list of them; after
    those ``known``, which this gave.

    Parted by what JSON need not escape. Ids that hold it themselves stay a list.
    """
    if known and not ids:
        return known if isinstance(known, str) else [*known]
    text = _PARTED.join(ids)
    plain = text and text.count(_PARTED) == len(ids) - 1
    if plain and not known:
        return text
    return known + _PARTED + text if plain and isinstance(known, str) else [*split_ids(known), *ids]


def split_ids(ids: str | Sequence[str]) -> tuple[str, ...]:
    """What :func:`join_ids` made one of."""
    return tuple(ids.split(_PARTED) if isinstance(ids, str) else ids)


_PARTED = " "


class EntryIds:
    """The ids of all entries in the order of time: first those ``joined``, then the ``recent`` ones."""

    def __init__(self, joined: str | list[str], recent: Sequence[str]) -> None:
        self._joined = joined
        self._recent = recent
        self._all: tuple[str, ...] | None = None

    def at(self, places: "Positions[int]") -> tuple[str, ...]:
        """The ids at these positions."""
        every = self._all
        if every is not None:
            if len(places) < 2:
                return tuple(every[i] for i in places)
            found: tuple[str, ...] = itemgetter(*places)(every)  # many times faster than one by one
            return found
        joined, recent, starts = self._joined, self._recent, self._starts
        long = len(starts) - 1
        if not isinstance(joined, str):
            return tuple(joined[i] if i < long else recent[i - long] for i in places)
        return tuple(joined[starts[i] : starts[i + 1] - 1] if i < long else recent[i - long] for i in places)

    def spread(self) -> tuple[str, ...]:
        """Every id, by its position."""
        return (*split_ids(self._joined), *self._recent)

    @cached_property
    def _starts(self) -> "Positions[int]":
        """Where each of those joined begins, and one more would."""
        return positions(accumulate((len(id) + 1 for id in split_ids(self._joined)), initial=0))


@contextmanager
def at_hand(sequences: Iterable[object]) -> Iterator[None]:
    """Have every id at hand meanwhile, for one who reads most of them: 7 MB of a diary of 73,000."""
    diaries = {each._ids for each in sequences if isinstance(each, IdsAt)}
    for ids in diaries:
        ids._all = ids.spread()
    try:
        yield
    finally:
        for ids in diaries:
            ids._all = None


class IdsAt(Sequence[str]):
    """The ids at some positions, as a tuple would have them; both are asked for when first read."""

    def __init__(self, ids: EntryIds, at: Callable[[], "Positions[int]"]) -> None:
        self._ids = ids
        self._at = at

    @cached_property
    def _found(self) -> tuple[str, ...]:
        return self._ids.at(self._at())

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        return self._found[place]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __eq__(self, other: object) -> bool:
        return self._found == (other._found if isinstance(other, IdsAt) else other)

    def __hash__(self) -> int:
        return hash(self._found)

    def __repr__(self) -> str:
        return repr(self._found)
