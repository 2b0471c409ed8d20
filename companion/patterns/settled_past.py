"""The past of a long diary: what has come to rest, tallied once, so that an analysis only counts on from it.

An analysis counts everything. Its tests look at the latest moments, LEAST and up to STEP more: that is years
of an ordinary diary, and what was so many years ago is tallied beside it. Where the past ends depends on the
diary alone, so that the same diary gives the same findings whether its past was known before or not.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from companion.model.vocabulary import Pattern
from companion.patterns.bouts import DAY, HOUR, MERGE, Diary
from companion.patterns.counting import Counts
from companion.patterns.findings import join_ids, split_ids
from companion.patterns.tallies import Tally

LEAST = 1200
"""So many of the latest entries are counted anew at each analysis, at least; a shorter diary has no past."""

STEP = 300
"""The past grows by so many entries at a time."""

RESTED_DAYS = 70
"""The past ends at least so long ago: before the weeks that are told from the ones before, with some room."""


class EvidenceIds(NamedTuple):
    """The entries behind a finding, by id or by position, each kind in the order of time.

    moments, counter_examples, comparison: of what could be followed. in_entry, not_in_entry: of all bouts, by
    whether the response stood in the same moment.
    """

    moments: tuple[Any, ...] = ()
    counter_examples: tuple[Any, ...] = ()
    comparison: tuple[Any, ...] = ()
    in_entry: tuple[Any, ...] = ()
    not_in_entry: tuple[Any, ...] = ()


class SettledPattern(NamedTuple):
    """One pattern's past: its tally, the ids behind it, and those of them that lie after the past's end."""

    tally: Tally
    evidence_ids: EvidenceIds
    ahead: EvidenceIds


@dataclass(frozen=True, slots=True)
class Past:
    """What has come to rest of a diary, with one :class:`SettledPattern` a pattern.

    upto: how many entries, in the order of time, it holds. before, since: how many of them, and up to which
    second, are not needed to go on. first_day: the local day of the very first entry. valid_until: any
    change up to this second undoes it.
    """

    upto: int
    before: int
    since: int
    first_day: int
    valid_until: int
    settled: tuple[SettledPattern, ...]

    def to_json(self) -> dict[str, Any]:
        """A plain object, which :meth:`from_json` reads back."""
        return {
            **{name: getattr(self, name) for name in _NUMBERS},
            "settled": [
                [
                    pattern.tally.to_json(),
                    [join_ids(ids) for ids in pattern.evidence_ids],
                    [join_ids(ids) for ids in pattern.ahead],
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
                EvidenceIds(*map(split_ids, evidence_ids)),
                EvidenceIds(*map(split_ids, ahead)),
            )
            for tally, evidence_ids, ahead in row["settled"]
        ]
        return cls(**{name: row[name] for name in _NUMBERS}, settled=tuple(settled))


_NUMBERS = ("upto", "before", "since", "first_day", "valid_until")


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


def start_of_context(at: Sequence[int], position: int, patterns: Sequence[Pattern]) -> int:
    """From which entry on a count from ``position`` needs the diary: nothing begun earlier reaches it."""
    latest = at[position] - longest_window(patterns)
    while position > 0 and (at[position] > latest or at[position] - at[position - 1] <= MERGE):
        position -= 1
    return position


def longest_window(patterns: Sequence[Pattern]) -> int:
    """Seconds after a bout that matter to how it is counted: its window, and the days that it touches."""
    return max((pattern.window_hours for pattern in patterns), default=0) * HOUR + 2 * DAY


def evidence_ids(counts: Counts) -> EvidenceIds:
    """Positions of the entries behind the counts."""
    followed = (i for outcome in counts.followed for i in (*outcome.bout, outcome.response, outcome.closing))
    others = (*counts.others.followed, *counts.others.responses)
    with_response = frozenset(counts.in_entry)
    in_entry, not_in_entry = (
        tuple(chain.from_iterable(bout for bout in counts.bouts if (bout[0] in with_response) is inside))
        for inside in (True, False)
    )
    return EvidenceIds(
        tuple({i for i in followed if i is not None}),
        tuple(chain.from_iterable(counts.unfollowed)),
        tuple({i for i in others if i is not None}),
        in_entry,
        not_in_entry,
    )


def settle(settled: SettledPattern | None, diary: Diary, counts: Counts, tally: Tally) -> SettledPattern:
    """A pattern's past, gone on with what was counted in ``diary`` from where it ended."""
    if settled is None:
        settled = SettledPattern(tally, EvidenceIds(), EvidenceIds())
    else:
        tally = settled.tally + tally
    ids, ahead = [], []
    for known, positions in zip(settled.evidence_ids, _positions(settled, diary, counts), strict=True):
        end = bisect_left(positions, diary.end)
        ids.append(known + diary.ids_at(positions[:end]))
        ahead.append(diary.ids_at(positions[end:]))
    return SettledPattern(tally, EvidenceIds(*ids), EvidenceIds(*ahead))


def all_evidence_ids(settled: SettledPattern | None, diary: Diary, counts: Counts) -> EvidenceIds:
    """Ids of all entries behind the counts and behind the past they go on from."""
    positions = _positions(settled, diary, counts)
    known = settled.evidence_ids if settled else EvidenceIds()
    return EvidenceIds(*(a + diary.ids_at(b) for a, b in zip(known, positions, strict=True)))


def _positions(settled: SettledPattern | None, diary: Diary, counts: Counts) -> list[list[int]]:
    """Positions from the end of the past on, in the order of time."""
    positions = evidence_ids(counts)
    if settled is None or not any(settled.ahead):
        return [sorted(here) for here in positions]
    where = diary.keep("where", lambda: {entry.id: i for i, entry in enumerate(diary.entries)})
    return [
        sorted({*here, *(where[id] for id in ahead)})
        for here, ahead in zip(positions, settled.ahead, strict=True)
    ]
