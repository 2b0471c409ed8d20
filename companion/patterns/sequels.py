"""What came afterwards: how often it was closer, the same or further after an act of one's own, beside how
often after the others.

An *occasion* is a run of moments with the same person of which something was said afterwards and in which an
answer to what one did was noted, each at most two hours after the one before. It holds the acts of all of
them, and is closer or further as the last of them says. Each act is held against the occasions with the same
person in which other acts, or none of the list, were noted: a blank is no other act. Moments of quiet mode
are on neither side. Within the same four weeks, so that a good or a bad month alone is no difference.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from operator import attrgetter
from typing import Any, NamedTuple

from companion.model.events import CodedEvent
from companion.model.frozen_dataclass import dataclass
from companion.model.records import ABOUT_IT, QUIET_CODES, Sequel
from companion.patterns.bouts import MERGE
from companion.patterns.diary_columns import DAY, QUIET
from companion.patterns.exact import Table, benjamini_hochberg, stratified_test
from companion.patterns.urges import NEVER_COUNTED

ENOUGH_OCCASIONS = 6
"""Occasions with an act, and with others, that are needed before anything is told."""

PERIOD = 28 * DAY
"""Seconds within which occasions are compared."""

TOLD = 0.01
"""Largest q (two-sided, corrected for all acts compared) of a difference that is more than chance. It is
so small since the same diary is looked at week after week."""

_QUIET = QUIET | {f"U:{code}" for code in QUIET_CODES}


class After(NamedTuple):
    """How often it was closer, the same, and further afterwards."""

    closer: int = 0
    same: int = 0
    further: int = 0

    @property
    def n(self) -> int:
        """All of them."""
        return sum(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class SequelCount:
    """What came after one act (its id) with one person, beside what came after others.

    here, others: how often it was closer, the same, further. about_it: how often the person felt relieved,
    all right, sorry about it, or did not know, by those ids. q: two-sided, corrected for all acts that have
    enough; ``None`` while there is too little. closer, same, further: ids of the moments of these occasions.
    """

    act: str
    person: str
    here: After
    others: After
    about_it: Mapping[str, int]
    q: float | None = None
    closer: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    further: tuple[str, ...] = ()

    @property
    def enough(self) -> bool:
        """Whether there are occasions enough on both sides to be told."""
        return min(self.here.n, self.others.n) >= ENOUGH_OCCASIONS

    @property
    def needed(self) -> str | None:
        """How far it is, as "2 of 6", while there is too little."""
        return None if self.enough else f"{min(self.here.n, self.others.n)} of {ENOUGH_OCCASIONS}"

    @property
    def state(self) -> str:
        """As of patterns: "counting", "early_sign" where it may be chance, "holds_up" where it seldom is."""
        if not self.enough:
            return "counting"
        return "holds_up" if self.q is not None and self.q <= TOLD else "early_sign"

    def to_json(self) -> dict[str, Any]:
        """A plain object."""
        row = {**asdict(self), "here": self.here._asdict(), "others": self.others._asdict()}
        return {**row, "n": self.here.n, "n0": self.others.n, "state": self.state, "needed": self.needed}


class _Occasion(NamedTuple):
    at: int
    ids: tuple[str, ...]
    acts: frozenset[str]
    closer: int | None
    about_it: str | None


def count_sequels(
    events: Sequence[CodedEvent], sequels: Mapping[str, Sequel], *, as_of: int
) -> tuple[SequelCount, ...]:
    """Every act of one's own after which something was said, person by person: the most frequent first.

    ``sequels``: what was said, by the id of the moment. ``as_of`` in absolute seconds, later events are not
    looked at. ``events`` may come in any order.
    """
    by_person: dict[str, list[_Occasion]] = {}
    for event in sorted(events, key=attrgetter("at", "id")):
        said = sequels.get(event.id)
        if said is None or event.at > as_of or not _QUIET.isdisjoint(event.codes):
            continue
        noted = [code[2:] for code in event.codes if code.startswith("R:")]
        if not noted or (said.closer is None and said.about_it is None):
            continue
        occasions = by_person.setdefault(event.person, [])
        acts = frozenset(noted) - NEVER_COUNTED
        if occasions and event.at - occasions[-1].at <= MERGE:
            before = occasions.pop()
            occasions.append(
                _Occasion(
                    event.at,
                    (*before.ids, event.id),
                    before.acts | acts,
                    before.closer if said.closer is None else said.closer,
                    before.about_it if said.about_it is None else said.about_it,
                )
            )
        else:
            occasions.append(_Occasion(event.at, (event.id,), acts, said.closer, said.about_it))
    counts = [
        _count(act, person, occasions)
        for person, occasions in by_person.items()
        for act in sorted(frozenset().union(*(one.acts for one in occasions)))
    ]
    counts = _corrected(counts, by_person)
    return tuple(sorted(counts, key=lambda one: (-one.here.n, one.act, one.person)))


def _count(act: str, person: str, occasions: Sequence[_Occasion]) -> SequelCount:
    own = [one for one in occasions if act in one.acts]
    ids = {
        closer: tuple(id for one in own if one.closer == closer for id in one.ids) for closer in (1, 0, -1)
    }
    return SequelCount(
        act=act,
        person=person,
        here=_after(own),
        others=_after([one for one in occasions if act not in one.acts]),
        about_it={
            about: number for about in ABOUT_IT if (number := sum(one.about_it == about for one in own))
        },
        closer=ids[1],
        same=ids[0],
        further=ids[-1],
    )


def _after(occasions: Sequence[_Occasion]) -> After:
    said = Counter(one.closer for one in occasions)
    return After(said[1], said[0], said[-1])


def _corrected(
    counts: Sequence[SequelCount], by_person: Mapping[str, Sequence[_Occasion]]
) -> list[SequelCount]:
    """The counts with their q, all that have enough tested together."""
    p_values = [_p(one, by_person[one.person]) for one in counts if one.enough]
    corrected = iter(benjamini_hochberg(p_values))
    return [replace(one, q=float(f"{next(corrected):.3g}")) if one.enough else one for one in counts]


def _p(count: SequelCount, occasions: Sequence[_Occasion]) -> float:
    """Two-sided p that it was closer more often, or less often, after the act: twice the smaller side."""
    strata: dict[int, list[int]] = {}
    first = occasions[0].at
    for one in occasions:
        if one.closer is not None:
            table = strata.setdefault((one.at - first) // PERIOD, [0, 0, 0, 0])
            side = 0 if count.act in one.acts else 2
            table[side] += one.closer == 1
            table[side + 1] += 1
    more: list[Table] = [(k, n, k0, n0) for k, n, k0, n0 in strata.values()]
    less: list[Table] = [(n - k, n, n0 - k0, n0) for k, n, k0, n0 in more]
    return min(1.0, 2 * min(stratified_test(more)[0], stratified_test(less)[0]))
