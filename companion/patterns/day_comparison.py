"""On days with something, and on the others: how close it was, and how it felt.

Any code can be asked about: a trigger, an act, a tag, a feeling or a person. A day counts once, with the mean
of what was noted on it. Nothing here is about what came first: a day is a day.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf, sqrt
from types import MappingProxyType
from typing import NamedTuple

from companion.model.frozen_dataclass import dataclass
from companion.patterns.exact import benjamini_hochberg, t_quantile, t_tail

MEASURES = ("closeness", "feeling")
ENOUGH_DAYS = 6
"""Days with, and days without, that carry the measure; with fewer nothing is told."""

TOLD = 0.05
"""Largest q of a difference that is told, corrected for all that was asked in a sitting."""


class DayRecord(NamedTuple):
    """One logged local day.

    codes: all that was noted on it, as codes of the engine (``R:``, ``PB:``, ``F:``, ``U:``), tags and people
    with prefixes of the caller's choice. closeness: the mean of what was said, on the scale of the form;
    feeling: how pleasant the feelings were on the whole, from -1 to 1. ``None`` where nothing was said.
    feeling_without: for each feeling of the day, by its code, how the others were: a feeling that is asked
    about would else be held against itself.
    """

    day: int
    codes: Collection[str]
    closeness: float | None = None
    feeling: float | None = None
    feeling_without: Mapping[str, float | None] = MappingProxyType({})

    def value(self, measure: str, code: str) -> float | None:
        """What counts of this day for one of MEASURES when it is asked about a code."""
        return self.closeness if measure == "closeness" else self.feeling_without.get(code, self.feeling)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayComparison:
    """One measure on days with a code (``mean``, ``n``) and on the other logged days (``mean0``, ``n0``).

    difference: mean - mean0, with its 90 % interval (Welch, and wider where days come in phases); q: of the
    two-sided test, corrected for all that was asked. All ``None`` where either side has fewer than
    ENOUGH_DAYS days. told: whether the difference is more than chance.
    """

    code: str
    measure: str
    n: int
    n0: int
    mean: float | None = None
    mean0: float | None = None
    difference: float | None = None
    interval: tuple[float, float] | None = None
    q: float | None = None

    @property
    def told(self) -> bool:
        """Whether the difference is more than chance."""
        return self.q is not None and self.q <= TOLD

    @property
    def needed(self) -> str | None:
        """How far it is, as "4 of 6", while there is too little."""
        return f"{min(self.n, self.n0)} of {ENOUGH_DAYS}" if self.difference is None else None


def compare_days(
    days: Sequence[DayRecord], asked: Sequence[str], measures: Sequence[str] = MEASURES
) -> tuple[DayComparison, ...]:
    """Both MEASURES, or those given, for every code in ``asked``, in that order, corrected for all of them
    together.
    """
    found: list[DayComparison] = []
    p_values: list[float] = []
    for code in dict.fromkeys(asked):
        for measure in measures:
            sides: tuple[dict[int, float], dict[int, float]] = ({}, {})
            for day in days:
                value = day.value(measure, code)
                if value is not None:
                    sides[code not in day.codes][day.day] = value
            own, others = sides
            one = DayComparison(code=code, measure=measure, n=len(own), n0=len(others))
            if min(one.n, one.n0) >= ENOUGH_DAYS:
                values, values0 = list(own.values()), list(others.values())
                p, difference, half = welch(values, values0, by_phases(own, others))
                p_values.append(p)
                mean0 = sum(values0) / len(values0)
                one = replace(
                    one,
                    mean=round(mean0 + difference, 3),
                    mean0=round(mean0, 3),
                    difference=round(difference, 3),
                    interval=(round(difference - half, 3), round(difference + half, 3)),
                    q=p,
                )
            found.append(one)
    q_values = iter(benjamini_hochberg(p_values))
    return tuple(
        replace(one, q=float(f"{next(q_values):.3g}")) if one.q is not None else one for one in found
    )


def by_phases(own: Mapping[int, float], others: Mapping[int, float]) -> float:
    """How much wider good and bad phases make the error of the difference of two means; 1 or more.

    Days after one another are not so many separate ones where they are alike both in what was measured and in
    whether the code was there: by the product of the two lag-1 autocorrelations (Bartlett 1935). ``own`` and
    ``others``: the values by day.
    """
    off: dict[int, float] = {}
    for side in (own, others):
        mean = sum(side.values()) / len(side)
        off.update((day, value - mean) for day, value in side.items())
    days = sorted(off)
    share = len(own) / len(days)
    here = [(day in own) - share for day in days]
    alike = max(0.0, _lag_1([off[day] for day in days])) * max(0.0, _lag_1(here))
    return sqrt((1 + alike) / (1 - alike)) if alike < 1 else inf


def _lag_1(values: Sequence[float]) -> float:
    """How alike each is to the next, from -1 to 1; ``values`` have a mean of 0."""
    spread = sum(x * x for x in values)
    return sum(a * b for a, b in pairwise(values)) / spread if spread else 0.0


def welch(own: Sequence[float], others: Sequence[float], wider: float = 1.0) -> tuple[float, float, float]:
    """Welch's test of two means: (two-sided p, difference, half of its 90 % interval). ``wider``: by how much
    to widen the error.
    """
    n, n0 = len(own), len(others)
    mean, mean0 = sum(own) / n, sum(others) / n0
    part = sum((x - mean) ** 2 for x in own) / (n - 1) / n
    part0 = sum((x - mean0) ** 2 for x in others) / (n0 - 1) / n0
    difference = mean - mean0
    if not part + part0:
        return (1.0 if not difference else 0.0), difference, 0.0
    error = sqrt(part + part0) * wider
    degrees = (part + part0) ** 2 / (part**2 / (n - 1) + part0**2 / (n0 - 1))
    p = min(1.0, 2 * t_tail(abs(difference) / error, degrees))
    return p, difference, error * t_quantile(0.95, degrees)
