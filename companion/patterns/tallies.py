"""Tallies: all that a finding counts about one pattern, as numbers that can be added up.

What began before a given time and what began after it are tallied apart and then added, so that a long
diary need not be counted from its beginning each time something new is logged.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from companion.model.frozen_dataclass import dataclass
from companion.model.vocabulary import Pattern
from companion.patterns.bouts import Diary
from companion.patterns.counting import Counts, Viewed
from companion.patterns.diary_columns import CLOCK_HOURS, HOUR, picked
from companion.patterns.differences import Groups, Spread, added, features, has_elsewhere
from companion.patterns.entry_ids import pack, positions, unpack
from companion.patterns.exact import Table
from companion.patterns.outcomes import Share
from companion.patterns.strata import answer_prefix, elsewhere

ENOUGH_DAYS_FOLLOWED = 3
"""A pattern needs follow-ups on so many separate days before it can hold up."""


HUNDREDTHS = 100
"""Of an hour: as exactly as delays are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts of one pattern over some of its bouts and of what they are compared with.

    share, others: (followed by a response, all) of its bouts that could be followed and of the comparison
    bouts. in_entry: (with a response in the same moment, all) of all its bouts; elsewhere: the same for any
    other trigger. left_out: bouts that could not be followed. not_answered: bouts in whose moments no answer
    of any kind was noted. same_moment: those of ``share`` with a response in the same moment. delays: hours
    until the response of the rest, sorted. days: local days of bouts with a response, the first
    ENOUGH_DAYS_FOLLOWED of them. with_response, without: how many bouts had a feature (see
    :mod:`companion.patterns.differences`). against: as ``others``, of what else could have gone before.
    kinds: for "stress", "hour" and "person", a table (k, n, k0, n0) for every kind there was.
    """

    share: Share = (0, 0)
    others: Share = (0, 0)
    in_entry: Share = (0, 0)
    elsewhere: Share = (0, 0)
    against: Share = (0, 0)
    left_out: int = 0
    not_answered: int = 0
    same_moment: int = 0
    delays: tuple[float, ...] = ()
    days: tuple[int, ...] = ()
    with_response: Mapping[str, int]
    without: Mapping[str, int]
    noted: Mapping[str, int]
    not_noted: Mapping[str, int]
    kinds: Mapping[str, Mapping[str, Table]]

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            share=_sum(self.share, other.share),
            others=_sum(self.others, other.others),
            in_entry=_sum(self.in_entry, other.in_entry),
            elsewhere=_sum(self.elsewhere, other.elsewhere),
            against=_sum(self.against, other.against),
            left_out=self.left_out + other.left_out,
            not_answered=self.not_answered + other.not_answered,
            same_moment=self.same_moment + other.same_moment,
            delays=tuple(sorted(self.delays + other.delays)),
            days=_first_days((*self.days, *other.days)),
            with_response=added(self.with_response, other.with_response),
            without=added(self.without, other.without),
            noted=added(self.noted, other.noted),
            not_noted=added(self.not_noted, other.not_noted),
            kinds={
                name: _tables_sum(self.kinds.get(name, {}), other.kinds.get(name, {}))
                for name in (*self.kinds, *other.kinds)
            },
        )

    @property
    def mostly_in_entry(self) -> bool:
        """Do most responses stand in the same moment?"""
        return self.in_entry[0] > len(self.delays)

    def to_json(self) -> dict[str, Any]:
        """A plain object, which :meth:`from_json` reads back."""
        row = {field.name: getattr(self, field.name) for field in fields(self)}
        row["delays"] = pack(positions(round(delay * HUNDREDTHS) for delay in self.delays))
        return row

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Tally":
        """The tally that :meth:`to_json` gave, by way of JSON."""
        known: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
        }
        known["delays"] = tuple(map(_HOURS.__getitem__, unpack(row["delays"])))
        known["kinds"] = {
            name: {kind: tuple(table) for kind, table in tables.items()}
            for name, tables in row["kinds"].items()
        }
        return cls(**known)


def tally(pattern: Pattern, diary: Diary, counts: Counts) -> Tally:
    """The tally of what was counted in ``diary``."""
    delays = _hours([seconds for seconds in counts.followed.seconds if seconds is not None])
    groups, hours = Groups.of(counts), diary.hours_and_stress(pattern.antecedents)
    spreads = [Spread.of([bout[0] for bout in group], hours) for group in groups]
    followed, in_entries = features(pattern, diary, groups, spreads)
    k = spreads[0].plus(spreads[1])
    k0, n0 = Spread.of(counts.others.followed, hours), Spread.of(counts.others.firsts, hours)
    bouts = counts.bouts
    answers = diary.answered(answer_prefix(pattern))
    return Tally(
        share=counts.share,
        others=counts.other_share,
        in_entry=(len(counts.in_entry), len(bouts)),
        elsewhere=elsewhere(pattern, diary) if has_elsewhere(pattern) else (0, 0),
        against=counts.against.share,
        left_out=len(counts.left_out),
        not_answered=sum(map(answers.isdisjoint, bouts)),
        same_moment=counts.share[0] - len(delays),
        delays=tuple(delays),
        days=_first_days(picked(diary.day, [*counts.followed_firsts, *counts.in_entry])),
        with_response=followed.with_response,
        without=followed.without,
        noted=in_entries.with_response,
        not_noted=in_entries.without,
        kinds=_kinds(diary, counts, (k, k.plus(spreads[2]), k0, n0)),
    )


def tallied(pattern: Pattern, viewed: Sequence[Viewed]) -> Tally:
    """The tally over all views."""
    first, *rest = [tally(pattern, diary, counts) for diary, counts in viewed]
    return sum(rest, first)


class _Hours(dict[int, float]):
    """Hours by their hundredths: a long diary has very many delays, and each number is in memory once."""

    def __missing__(self, hundredths: int) -> float:
        found = self[hundredths] = hundredths / HUNDREDTHS
        return found


_HOURS = _Hours()


def _hours(seconds: Iterable[int]) -> list[float]:
    """As hours, sorted, each rounded to a hundredth."""
    return [
        # Only what lies right between two hundredths needs the slow way to round.
        _HOURS[(many + 18) // 36] if many % 36 != 18 else round(many / HOUR, 2)
        for many in sorted(seconds)
    ]


def _kinds(diary: Diary, counts: Counts, sides: Sequence[Spread]) -> dict[str, dict[str, Table]]:
    names = diary.persons
    if len(names) > 1:
        followed = counts.followed_firsts
        both = followed + counts.unfollowed_firsts
        rows = (followed, both, counts.others.followed, counts.others.firsts)
        persons = _tables(names, [Counter(picked(diary.kinds("person"), row)) for row in rows])
    else:
        persons = {names[0]: (*counts.share, *counts.other_share)}
    return {
        # The moment that says "a stressed day" made its kind, so it is no fair part of it.
        "stress": _tables(("0", "1"), [(side.calm, side.stressed) for side in sides]),
        "hour": _tables(_PARTS, [side.hours for side in sides]),
        "person": persons,
    }


_PARTS = [str(hour) for hour in range(24 // CLOCK_HOURS)]


def _tables(names: Sequence[str], sides: Sequence[Sequence[int] | Counter[int]]) -> dict[str, Table]:
    """By kind, the table of how many each side has."""
    k, n, k0, n0 = sides
    return {
        name: (k[kind], n[kind], k0[kind], n0[kind]) for kind, name in enumerate(names) if n[kind] or n0[kind]
    }


def _tables_sum(a: Mapping[str, Table], b: Mapping[str, Table]) -> dict[str, Table]:
    nothing = (0, 0, 0, 0)
    found = {}
    for kind in sorted(a.keys() | b.keys()):
        (k, n, k0, n0), (l, m, l0, m0) = a.get(kind, nothing), b.get(kind, nothing)  # noqa: E741
        found[kind] = (k + l, n + m, k0 + l0, n0 + m0)
    return found


def _sum(a: Share, b: Share) -> Share:
    return a[0] + b[0], a[1] + b[1]


def _first_days(days: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(days))[:ENOUGH_DAYS_FOLLOWED])
