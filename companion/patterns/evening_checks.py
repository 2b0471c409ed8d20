"""The evening check: true denominators, for the few patterns a person has chosen to watch.

Each answer says of one local day whether it happened (closeness, say) and whether what is watched followed
(pulling back). Both a yes and a no are known, and a day without an answer is unknown: so the days with are
simply held against the days without, within the same four weeks. They are counted by themselves and never
mixed into the counts of moments.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from companion.model.frozen_dataclass import dataclass
from companion.patterns.exact import Table, benjamini_hochberg, newcombe_interval, stratified_test

PERIOD_DAYS = 28
ENOUGH_EVENINGS = 6
"""Evenings with, and evenings without, that are needed before anything is told."""

ENOUGH_DAYS = 14
"""Days from the first answer to the last that are needed."""

CONFIRMED = {"same_day": 0.03, "next_day": 0.005}
"""Largest q of a check that holds up, over FIRST_DAYS days; smaller for the next day, asked besides."""

FIRST_DAYS = 84
"""With answers over more days than this the largest q is smaller in proportion: the longer one looks, the
more often chance has had its turn. What is so is clearer by then."""

STANDS_OUT = {"same_day": 0.2, "next_day": 0.05}
"""Largest q of an early sign."""

COULD_SHOW = 0.05
"""A test whose smallest possible p is larger than this is not made."""


class EveningCheck(NamedTuple):
    """One answer. ``day``: the local day as a number of days since any fixed day that is a Monday or a whole
    number of weeks away from one (``date.toordinal() - 1`` is). ``None``: not known.
    """

    day: int
    pattern: str
    happened: bool | None
    followed: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckCount:
    """What the answers on one pattern came to.

    k of n: evenings on which it followed, of those on which it happened; k0 of n0: of those on which it did
    not. next_k of next_n, next_k0 of next_n0: the same for whether it followed on the *next* day. days:
    evenings with any answer. state: as of patterns ("counting", "not_seen", "early_sign", "holds_up");
    evidence: "same_day", "next_day" or both, the clearest first. difference: k/n - k0/n0, with its 90 %
    interval (Newcombe). q: smallest corrected p. needed: while counting, how far it is ("5 of 6");
    needed_what: "evenings", "others" or "weeks".
    """

    pattern: str
    state: str = "counting"
    k: int = 0
    n: int = 0
    k0: int = 0
    n0: int = 0
    next_k: int = 0
    next_n: int = 0
    next_k0: int = 0
    next_n0: int = 0
    days: int = 0
    difference: float | None = None
    interval: tuple[float, float] | None = None
    q: float | None = None
    evidence: tuple[str, ...] = ()
    needed: str | None = None
    needed_what: str | None = None

    def to_json(self) -> dict[str, Any]:
        """A plain object, which :meth:`from_json` reads back."""
        return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(self).items()}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "CheckCount":
        """What :meth:`to_json` wrote."""
        known: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in row.items()}
        return cls(**known)


def count_checks(checks: Iterable[EveningCheck], patterns: Sequence[str]) -> tuple[CheckCount, ...]:
    """The count of every pattern in ``patterns``, in that order; each kind of test corrected for all of them.

    ``checks`` in any order, at most one a day and pattern (of several the last counts).
    """
    by_pattern: dict[str, dict[int, tuple[bool | None, bool | None]]] = {id: {} for id in patterns}
    for one in checks:
        if one.pattern in by_pattern:
            by_pattern[one.pattern][one.day] = (one.happened, one.followed)
    evenings = [_Evenings(by_pattern[id]) for id in patterns]
    p_values = {kind: [one.p(kind) for one in evenings] for kind in CONFIRMED}
    q_values = {kind: _corrected(some) for kind, some in p_values.items()}
    return tuple(
        _count(id, one, {kind: q_values[kind][number] for kind in CONFIRMED})
        for number, (id, one) in enumerate(zip(patterns, evenings, strict=True))
    )


def _corrected(p_values: Sequence[float | None]) -> list[float | None]:
    """q of each, corrected for all that are watched; ``None`` where there was no test."""
    adjusted = benjamini_hochberg([1.0 if p is None else p for p in p_values])
    return [None if p is None else q for p, q in zip(p_values, adjusted, strict=True)]


class _Evenings:
    """The answers on one pattern, by day."""

    def __init__(self, answers: Mapping[int, tuple[bool | None, bool | None]]) -> None:
        self.days = sorted(day for day, answer in answers.items() if answer != (None, None))
        self.happened = {day: happened for day, (happened, _) in answers.items() if happened is not None}
        self.followed = {day: followed for day, (_, followed) in answers.items() if followed is not None}
        self.same, self.next = (
            [
                (day, happened, self.followed[day + later])
                for day, happened in sorted(self.happened.items())
                if day + later in self.followed
            ]
            for later in (0, 1)
        )

    def waiting(self) -> tuple[str, str] | None:
        """What is still to be counted, and how far it is."""
        _, n, _, n0 = table(self.same)
        if n < ENOUGH_EVENINGS:
            return "evenings", f"{n} of {ENOUGH_EVENINGS}"
        if n0 < ENOUGH_EVENINGS:
            return "others", f"{n0} of {ENOUGH_EVENINGS}"
        span = self.span
        return ("weeks", f"{span // 7} of {ENOUGH_DAYS // 7}") if span < ENOUGH_DAYS else None

    @property
    def span(self) -> int:
        """Days from the first answer to the last."""
        return self.days[-1] - self.days[0] + 1 if self.days else 0

    def p(self, kind: str) -> float | None:
        """That it followed more often on the same day; or on the next, given that day itself.

        Within the same four weeks, weekends apart from the other days. ``None``: these answers could show
        nothing.
        """
        if self.waiting():
            return None
        strata: dict[Hashable, list[Row]] = {}
        for row in self.next if kind == "next_day" else self.same:
            day = row[0]
            like = day % 7 >= 5, (day - self.days[0]) // PERIOD_DAYS
            given = (self.followed.get(day), self.happened.get(day + 1)) if kind == "next_day" else ()
            strata.setdefault((like, given), []).append(row)
        p, least = stratified_test([table(rows) for rows in strata.values()])
        return p if least <= COULD_SHOW else None


Row = tuple[int, bool, bool]
"""A day, whether it happened then, and whether it followed (then, or the day after)."""


def table(rows: Sequence[Row]) -> Table:
    """(k, n, k0, n0) of these rows."""
    with_it = [followed for _, happened, followed in rows if happened]
    without = [followed for _, happened, followed in rows if not happened]
    return sum(with_it), len(with_it), sum(without), len(without)


def _count(id: str, evenings: _Evenings, q_values: Mapping[str, float | None]) -> CheckCount:
    k, n, k0, n0 = table(evenings.same)
    next_k, next_n, next_k0, next_n0 = table(evenings.next)
    interval = newcombe_interval(k, n, k0, n0)
    ranked = sorted((q, kind) for kind, q in q_values.items() if q is not None)
    share = FIRST_DAYS / max(FIRST_DAYS, evenings.span)
    confirmed = tuple(kind for q, kind in ranked if q <= share * CONFIRMED[kind])
    hinted = tuple(kind for q, kind in ranked if q <= STANDS_OUT[kind])
    wait = evenings.waiting()
    state = "counting" if wait else "holds_up" if confirmed else "early_sign" if hinted else "not_seen"
    return CheckCount(
        pattern=id,
        state=state,
        k=k, n=n, k0=k0, n0=n0,
        next_k=next_k, next_n=next_n, next_k0=next_k0, next_n0=next_n0,
        days=len(evenings.days),
        difference=round(k / n - k0 / n0, 4) if n and n0 else None,
        interval=(round(interval[0], 4), round(interval[1], 4)) if interval else None,
        q=float(f"{ranked[0][0]:.3g}") if ranked else None,
        evidence=confirmed or hinted,
        needed_what=wait[0] if wait else None,
        needed=wait[1] if wait else None,
    )  # fmt: skip
