"""The past of a long diary: what has come to rest, tallied once, so that an analysis only counts on from it.

An analysis counts everything. Its tests look at the latest moments, LEAST and up to STEP more: that is years
of an ordinary diary, and what was so many years ago is tallied beside it. Where the past ends depends on the
diary alone, so that the same diary gives the same findings whether its past was known before or not.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from itertools import chain, filterfalse
from typing import Any, NamedTuple

from companion.model.frozen_dataclass import dataclass
from companion.patterns.bouts import MERGE, Diary
from companion.patterns.closed_counts import HeldCounts
from companion.patterns.counting import Counts
from companion.patterns.diary_columns import DAY
from companion.patterns.entry_ids import Positions, pack, positions, unpack
from companion.patterns.tallies import Tally

LEAST = 1200
"""So many of the latest entries are counted anew at each analysis, at least; a shorter diary has no past."""

STEP = 300
"""The past grows by so many entries at a time."""

PIECE = 2400
"""A very long diary settles in pieces of about so many entries: laid out all at once, twenty years of it
would take some 200 MB."""

RESTED_DAYS = 70
"""The past ends at least so long ago: before the weeks that are told from the ones before, with some room."""


class EvidencePositions(NamedTuple):
    """The entries behind a finding, by their positions in the whole diary, each kind in the order of time.

    moments, counter_examples, comparison: of what could be followed. in_entry, not_in_entry: of all bouts, by
    whether the response stood in the same moment.
    """

    moments: "Positions[int]" = positions()
    counter_examples: "Positions[int]" = positions()
    comparison: "Positions[int]" = positions()
    in_entry: "Positions[int]" = positions()
    not_in_entry: "Positions[int]" = positions()


class SettledPattern(NamedTuple):
    """One pattern's past: its tally, what stands behind it, and what of that lies after the past's end."""

    tally: Tally
    evidence: EvidencePositions
    ahead: EvidencePositions


@dataclass(frozen=True, slots=True)
class Past:
    """What has come to rest of a diary, with one :class:`SettledPattern` a pattern.

    upto: how many entries, in the order of time, it holds. before, since: how many of them, and up to which
    second, are not needed to go on. first_day: the local day of the very first entry. valid_until: any
    change up to this second undoes it. ids: those of its entries, as :func:`join_ids` gives them. held: what
    was counted on from it and has closed, while it is in memory.
    """

    upto: int
    before: int
    since: int
    first_day: int
    valid_until: int
    ids: str | list[str]
    settled: tuple[SettledPattern, ...]
    held: HeldCounts = field(default_factory=HeldCounts, compare=False, repr=False)

    def to_json(self) -> dict[str, Any]:
        """A plain object, which :meth:`from_json` reads back."""
        return {
            **{name: getattr(self, name) for name in _PLAIN},
            "settled": [
                [
                    pattern.tally.to_json(),
                    [pack(found) for found in pattern.evidence],
                    [pack(found) for found in pattern.ahead],
                ]
                for pattern in self.settled
            ],
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Past":
        """The past that :meth:`to_json` gave, by way of JSON."""
        settled = [
            SettledPattern(
                Tally.from_json(tally),
                EvidencePositions(*map(unpack, evidence)),
                EvidencePositions(*map(unpack, ahead)),
            )
            for tally, evidence, ahead in row["settled"]
        ]
        return cls(**{name: row[name] for name in _PLAIN}, settled=tuple(settled))


_PLAIN = ("upto", "before", "since", "first_day", "valid_until", "ids")


def end_of_past(at: Sequence[int], before: int, as_of: int) -> int | None:
    """How many entries are past: those up to a pause that no bout reaches over; 0 in a shorter diary.

    ``at``: the times of all entries but the first ``before``, in seconds. ``None``: more of them are needed.
    """
    position = (before + len(at) - LEAST) // STEP * STEP - before
    latest = as_of - RESTED_DAYS * DAY
    while position > 0 and (at[position] - at[position - 1] <= MERGE or at[position] > latest):
        position -= 1
    if position <= 0:
        return None if before else 0
    return before + position


def ends_of_pieces(at: Sequence[int], begin: int, end: int) -> Iterator[int]:
    """Where pieces of the diary from position ``begin`` up to ``end`` end, each at a pause that no bout
    reaches over.
    """
    position = begin + PIECE
    while position < end:
        if at[position] - at[position - 1] > MERGE:
            yield position
            position += PIECE
        else:
            position += 1
    yield end


def settle(
    settled: SettledPattern | None, before: int, diary: Diary, counts: Counts, tally: Tally
) -> SettledPattern:
    """A pattern's past, gone on with what was counted in ``diary`` from where it ended.

    ``before``: how many entries stood before the first one of ``diary``.
    """
    if settled is None:
        settled = SettledPattern(tally, EvidencePositions(), EvidencePositions())
    else:
        tally = settled.tally + tally
    end = before + diary.end
    found, ahead = [], []
    for known, here in zip(settled.evidence, _since(settled, before, counts), strict=True):
        place = bisect_left(here, end)
        found.append(known + positions(here[:place]))
        ahead.append(positions(here[place:]))
    return SettledPattern(tally, EvidencePositions(*found), EvidencePositions(*ahead))


def all_evidence(settled: SettledPattern | None, before: int, counts: Counts) -> EvidencePositions:
    """All entries behind the counts, and behind the past they go on from; ``before`` as of :func:`settle`."""
    known = settled.evidence if settled else EvidencePositions()
    here = _since(settled, before, counts)
    return EvidencePositions(*(a + positions(b) for a, b in zip(known, here, strict=True)))


def _since(settled: SettledPattern | None, before: int, counts: Counts) -> list[list[int]]:
    """Positions in the whole diary from the end of the past on, in the order of time."""
    found = list(_behind(counts))
    if before:
        found = [[before + i for i in here] for here in found]
    if settled is not None:
        rows = zip(found, settled.ahead, strict=True)
        found = [sorted({*here, *ahead}) if ahead else here for here, ahead in rows]
    return found


def _behind(counts: Counts) -> Iterator[list[int]]:
    """Positions behind the counts in the order of time, each kind of :class:`EvidencePositions`."""
    followed, (unfollowed, others, left_out) = counts.followed, counts[1:4]
    ours = list(chain.from_iterable(followed.bouts))
    yield sorted({*ours, *followed.responses, *followed.closings})
    not_ours = sorted(chain.from_iterable(unfollowed))
    yield not_ours
    yield sorted({*others.followed, *others.responses})
    # Bouts have no moment in common, and most of them come in the order of time.
    every = sorted(chain(ours, not_ours, chain.from_iterable(left_out)))
    with_response = frozenset(counts.in_entry)
    in_entry = [bout for bout in (*followed.bouts, *left_out) if bout[0] in with_response]
    inside = frozenset(chain.from_iterable(in_entry))
    yield sorted(inside)
    yield list(filterfalse(inside.__contains__, every))
