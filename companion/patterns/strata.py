"""Same-moment evidence, and what else could make a difference: comparing like with like.

A response noted in the same entry as the trigger is compared with the person's other moments *of the same
kind*: stressed days with stressed days, the same four weeks, the same hours, weekends with weekends, the
same person.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from companion.model.vocabulary import Pattern
from companion.patterns.bouts import Diary
from companion.patterns.counting import Counts, Viewed
from companion.patterns.diary_columns import STRESS, picked
from companion.patterns.exact import Table, beta_binomial_tail, fisher_greater, stratified_test
from companion.patterns.outcomes import Share

HOURS_BESIDE = 3
"""How far to either side on the clock another moment still says something about an hour."""

OVERALL_WEIGHT = 5.0
"""How many moments at the hour itself all the other moments together are worth."""

SUSPICIOUS = 0.05
"""A difference with a larger p than this could be chance."""


ENOUGH_OTHER_ANSWERS = 6
"""Where so many other answers are noted, a blank is taken for no answer, whatever that leaves to compare."""

ANSWERED_WEIGHT = 0.5
"""The p among the moments with any answer counts so much, since it comes on top of that of all moments."""


class SameMoment(NamedTuple):
    """p and the smallest p possible; doubts: what could explain it."""

    p: float
    least_p: float
    doubts: tuple[str, ...]


def elsewhere(pattern: Pattern, diary: Diary) -> Share:
    """Bouts of any other trigger: how many had a response in the same moment, and how many there were."""
    found = _elsewhere(pattern, diary)
    return len(found.noted), len(found.counted) - len(found.apart)


def noted_elsewhere(pattern: Pattern, diary: Diary) -> list[int]:
    """Those of :func:`elsewhere` with a response: the position of the moment it stood in, one a bout."""
    bout_of, noted = diary.everywhere().bout_of, _elsewhere(pattern, diary).noted
    first: dict[int, int] = {}
    for i in diary.standing(pattern.responses):
        number = bout_of[i]
        if number is not None and number in noted:
            first.setdefault(number, i)
    return list(first.values())


class _Elsewhere(NamedTuple):
    """Numbers of bouts of any trigger: those counted; of them, those with an antecedent of the pattern or a
    mark of stress, which stand apart; and those of the rest with a response in the same moment.
    """

    counted: frozenset[int]
    apart: frozenset[int]
    noted: frozenset[int]


def _elsewhere(pattern: Pattern, diary: Diary) -> _Elsewhere:
    return diary.keep(("elsewhere", pattern), lambda: _elsewhere_in(diary, pattern))


def _elsewhere_in(diary: Diary, pattern: Pattern) -> _Elsewhere:
    bout_of = diary.everywhere().bout_of
    counted = diary.keep("counted", lambda: _counted(diary))

    def numbers(codes: Iterable[str]) -> frozenset[int]:
        return counted.intersection(picked(bout_of, diary.standing(codes)))

    marks = STRESS.difference(pattern.antecedents)
    apart = numbers(pattern.antecedents) | diary.keep(("marked", marks), lambda: numbers(marks))
    return _Elsewhere(counted, apart, numbers(pattern.responses) - apart)


def _answered_elsewhere(pattern: Pattern, diary: Diary) -> frozenset[int]:
    """Numbers of the bouts of any trigger, but for those that stand apart, with any answer at all."""
    bout_of, (counted, apart, _) = diary.everywhere().bout_of, _elsewhere(pattern, diary)
    prefix = answer_prefix(pattern)
    answered = diary.keep(
        ("answered bouts", prefix),
        lambda: counted.intersection(picked(bout_of, list(diary.answered(prefix)))),
    )
    return answered - apart


def answer_prefix(pattern: Pattern) -> str:
    """What codes begin with that would be an answer to whether there was such a response."""
    return "PB:" if all(code.startswith("PB:") for code in pattern.responses) else "R:"


def same_moment_test(pattern: Pattern, viewed: Sequence[Viewed]) -> SameMoment:
    """One-sided exact conditional test of responses in the same moment as an antecedent, against elsewhere.

    Within stressed days and the rest, within one person, and within four weeks. The difference has to show
    within weekends too, where other moments stand there to compare with; against how common the response is
    in other moments at such hours; and, where other answers are noted as well, among the moments with any
    answer, since a blank is not a "no": the weakest p counts. ``doubts`` names the checks that leave a
    difference which could be chance.
    """
    compared = _Compared(pattern, viewed)
    p, least = stratified_test(compared.tables("period"))
    if p > SUSPICIOUS:
        return SameMoment(p, least, ())
    checks = {"hour": compared.hour_p()}
    weekday_p, could_be = stratified_test(compared.tables("weekday"))
    if could_be <= SUSPICIOUS:
        checks["weekday"] = weekday_p
    answered = compared.answered_tables()
    answered_p, could_be = stratified_test(answered)
    other_answers = sum(n - k + n0 - k0 for k, n, k0, n0 in answered)
    if could_be <= SUSPICIOUS or other_answers >= ENOUGH_OTHER_ANSWERS:
        checks["answered"] = answered_p
    doubts = tuple(name for name, check in checks.items() if check > SUSPICIOUS)
    checks["answered"] = ANSWERED_WEIGHT * checks.get("answered", 0.0)
    return SameMoment(max(p, *checks.values()), least, doubts)


class _Compared:
    """A pattern's bouts, and bouts of any trigger without its antecedents, by what was in the same moment.

    The moment that says "a stressed day" made its stratum, so it is no fair part of it, on either side.
    Counts are by the first moments of the bouts, over every person's view.
    """

    def __init__(self, pattern: Pattern, viewed: Sequence[Viewed]) -> None:
        self.sides = [_Sides(pattern, diary, counts) for diary, counts in viewed]

    def tables(self, name: str) -> list[Table]:
        """Counts (k, n, k0, n0) per stratum: the kind of that name, stressed or not, and person."""
        k, n, k0, n0 = self.counted(name)
        return [(k[one], n[one], k0[one], n0[one]) for one in n]

    def counted(self, name: str) -> tuple[Counter[int], Counter[int], Counter[int], Counter[int]]:
        """The same as four counters by stratum."""
        k, n, k0, n0 = Counter[int](), Counter[int](), Counter[int](), Counter[int]()
        for side in self.sides:
            k.update(side.by_kind(side.with_response, name))
            n.update(side.by_kind(side.bouts, name))
            k0.update(side.by_kind(side.elsewhere_with_response, name))
            n0.update(side.elsewhere_by_kind(name))
        return k, n, k0, n0

    def answered_tables(self) -> list[Table]:
        """As :meth:`tables` by four weeks, of the moments with any answer."""
        k, n, k0, n0 = Counter[int](), Counter[int](), Counter[int](), Counter[int]()
        for side in self.sides:
            k.update(side.by_kind(side.with_response, "period"))
            n.update(side.by_kind(side.answered, "period"))
            k0.update(side.by_kind(side.elsewhere_with_response, "period"))
            n0.update(side.by_kind(side.elsewhere_answered, "period"))
        return [(k[one], n[one], k0[one], n0[one]) for one in n]

    def hour_p(self) -> float:
        """Chance of so many responses, if they were as common as elsewhere at such hours (on such days).

        How common, from other moments up to HOURS_BESIDE away on the clock, nearer ones weighing more; and,
        so that a moment or two do not decide, from all others with the weight of OVERALL_WEIGHT moments. How
        well that is known counts in: it is spread as a beta distribution of as many moments as it rests on.
        """
        with_response, own, noted, others = self.counted("half_hour")
        weights: dict[int, float] = {}
        for key, many in own.items():
            near = {beside_key: weight for beside_key, weight in _beside(key) if others[beside_key] > 0}
            some = sum(weight * others[beside_key] for beside_key, weight in near.items())
            for beside_key, weight in near.items():
                weights[beside_key] = weights.get(beside_key, 0.0) + many * weight / some
        total = sum(weights[key] * others[key] for key in weights)
        rests_on = total**2 / sum(weights[key] ** 2 * others[key] for key in weights) if total else 0.0
        share = sum(weights[key] * noted[key] for key in weights) / total if total else 0.0
        overall = (noted.total() + 0.5) / (others.total() + 1)
        a = share * rests_on + overall * OVERALL_WEIGHT
        b = (1 - share) * rests_on + (1 - overall) * OVERALL_WEIGHT
        return beta_binomial_tail(with_response.total(), own.total(), a, b)


class _Sides:
    """Both sides of the comparison in one view: positions of first moments."""

    def __init__(self, pattern: Pattern, diary: Diary, counts: Counts) -> None:
        self.diary = diary
        self.marking = STRESS.difference(pattern.antecedents)
        self.stressed = diary.stress_days(pattern.antecedents)
        antecedents, marks = diary.where(pattern.antecedents), diary.where(self.marking)
        bouts = counts.bouts
        if not marks.isdisjoint(antecedents):
            bouts = [bout for bout in bouts if marks.isdisjoint(bout)]
        self.pattern = pattern
        self._bouts = bouts
        self.bouts = [bout[0] for bout in bouts]
        self.with_response = list(frozenset(counts.in_entry).intersection(self.bouts))

        firsts = diary.everywhere().spans.firsts
        others = _elsewhere(pattern, diary)
        self.counted = others.counted
        self.taken_off = [firsts[number] for number in others.apart]
        self.elsewhere_with_response = [firsts[number] for number in others.noted]

    @property
    def answered(self) -> list[int]:
        """Of the pattern's bouts, those with any answer in the same moment."""
        answers = self.diary.answered(answer_prefix(self.pattern))
        return [bout[0] for bout in self._bouts if not answers.isdisjoint(bout)]

    @property
    def elsewhere_answered(self) -> list[int]:
        """The same of the bouts elsewhere."""
        firsts = self.diary.everywhere().spans.firsts
        return [firsts[number] for number in _answered_elsewhere(self.pattern, self.diary)]

    def by_kind(self, bouts: Iterable[int], name: str) -> Counter[int]:
        like = self.diary.keep(("like", name, self.marking), lambda: self._like(name))
        return Counter([like[i] for i in bouts])

    def elsewhere_by_kind(self, name: str) -> Counter[int]:
        firsts = self.diary.everywhere().spans.firsts
        found = Counter(
            self.diary.keep(
                ("everywhere", name, self.marking),
                lambda: self.by_kind([firsts[number] for number in self.counted], name),
            )
        )
        found.subtract(self.by_kind(self.taken_off, name))
        return found

    def _like(self, name: str) -> list[int]:
        stressed, persons = self.stressed, self.diary.kinds("person")
        rows = zip(self.diary.kinds(name), persons, self.diary.day, strict=True)
        return [(kind << 16) + (person << 1) + (day in stressed) for kind, person, day in rows]


def _beside(key: int) -> Iterator[tuple[int, float]]:
    """Kinds up to HOURS_BESIDE away on the clock from a kind of half hour, each with its weight."""
    clock, rest = key >> 16, key & 0xFFFF
    steps = 2 * HOURS_BESIDE
    for beside in range(1 - steps, steps):
        yield ((clock + beside) % 48 << 16) + rest, 1 - abs(beside) / steps


def _counted(diary: Diary) -> frozenset[int]:
    """Numbers of the counted bouts of any trigger."""
    firsts = diary.everywhere().spans.firsts
    return frozenset(number for number, first in enumerate(firsts) if diary.counts(first))


def confounders(
    share: Share, others: Share, kinds: Mapping[str, Mapping[str, Table]], doubts: Iterable[str]
) -> tuple[str, ...]:
    """What explains the difference (within it at most half is left), and ``doubts`` that tests raised.

    ``share`` and ``others``: (followed, all) of the bouts and of the comparison; ``kinds``: the same within
    each kind of what might explain it.
    """
    (k, n), (k0, n0) = share, others
    found: list[str] = []
    if n and n0 and k * n0 > k0 * n and fisher_greater(k, n, k0, n0) <= SUSPICIOUS:
        half = (k / n - k0 / n0) / 2
        found = [name for name, tables in kinds.items() if _explains(list(tables.values()), half)]
    return tuple(dict.fromkeys([*found, *doubts]))


def _explains(tables: Sequence[Table], half: float) -> bool:
    return _adjusted_difference(tables) <= half and stratified_test(tables)[0] > SUSPICIOUS


def _adjusted_difference(tables: Sequence[Table]) -> float:
    """Difference of shares within strata, weighted as Mantel and Haenszel do; 0 when none has both sides."""
    above = sum((k * n0 - k0 * n) / (n + n0) for k, n, k0, n0 in tables)
    weight = sum(n * n0 / (n + n0) for _, n, _, n0 in tables)
    return above / weight if weight else 0.0
