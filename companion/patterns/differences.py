"""What differed between the bouts that were followed by a response and those that were not."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, compress
from math import sqrt
from operator import add, not_
from typing import NamedTuple

from companion.model.vocabulary import Pattern
from companion.patterns.bouts import Bout, Diary
from companion.patterns.counting import Counts
from companion.patterns.diary_columns import CLOCK_HOURS, HOURS_IN_PART, picked
from companion.patterns.exact import benjamini_hochberg, fisher_two_sided
from companion.patterns.findings import PARTS_OF_DAY, Contrast
from companion.patterns.outcomes import Share

OWN_REACH = frozenset({"R:reached_out", "R:asked_directly", "R:named_need", "R:appreciated"})
PARTNER_REACH = frozenset(
    "PB:" + act
    for act in (
        "pb_warm",
        "pb_reassured",
        "pb_opened_up",
        "pb_repaired",
        "pb_asked_closeness",
        "pb_supported",
    )
)

INNER = ("F:", "U:")
"""What codes of feelings and of urges begin with."""

TELLING = 0.025
"""A contrast with a larger q (Fisher, two-sided, all of one finding corrected together) is not named."""

NEAR = 2.0
"""Two shares less than so many standard errors apart are not tested further: their p is above TELLING."""

LEAST_NOTED = 3
"""A feature noted in fewer bouts than this is not looked at."""


class Features(NamedTuple):
    """How many bouts with a response, and how many without, had each feature."""

    with_response: Mapping[str, int]
    without: Mapping[str, int]


def added(a: Mapping[str, int], b: Mapping[str, int]) -> dict[str, int]:
    """How many of each there are in both; nothing that is in neither."""
    found = {what: many for what, many in a.items() if many}
    for what, many in b.items():
        if many:
            found[what] = found.get(what, 0) + many
    return found


class Spread(NamedTuple):
    """How many bouts began in which hours (see :meth:`Diary.kinds`); and on days that are stressed or not, by
    their first moments: those that do not say so themselves, and those that do.
    """

    hours: Sequence[int]
    calm: int
    stressed: int
    marks: int

    @classmethod
    def of(cls, firsts: Sequence[int], hours_and_stress: Sequence[int]) -> "Spread":
        """Of bouts by their first moments; ``hours_and_stress``: as of :meth:`Diary.hours_and_stress`."""
        hours, kinds = [0] * (24 // CLOCK_HOURS), [0] * 4
        for one, many in Counter(picked(hours_and_stress, firsts)).items():
            hours[one >> 2] += many
            kinds[one & 3] += many
        return cls(hours, kinds[0], kinds[2], kinds[3])

    def plus(self, other: "Spread") -> "Spread":
        """Of both."""
        hours = list(map(add, self.hours, other.hours))
        return Spread(hours, *map(add, self[1:], other[1:]))


class Groups(NamedTuple):
    """The bouts of a pattern: those with a response in the same moment and later ones that could be followed;
    those that were followed by none; and those that could not be, with a response in the same moment and
    without.
    """

    noted: list[Bout]
    later: list[Bout]
    unfollowed: list[Bout]
    left_out_noted: list[Bout]
    left_out: list[Bout]

    @classmethod
    def of(cls, counts: Counts) -> "Groups":
        """What was counted in one view, in groups."""
        followed, in_entry = counts.followed, frozenset(counts.in_entry)
        noted = [seconds is None for seconds in followed.seconds]
        left_out_noted = [bout[0] in in_entry for bout in counts.left_out]
        return cls(
            list(compress(followed.bouts, noted)),
            list(compress(followed.bouts, map(not_, noted))),
            counts.unfollowed,
            list(compress(counts.left_out, left_out_noted)),
            list(compress(counts.left_out, map(not_, left_out_noted))),
        )


def features(
    pattern: Pattern, diary: Diary, groups: Groups, spreads: Sequence[Spread]
) -> tuple[Features, Features]:
    """Of the bouts that could be followed, by whether one followed; and of all, by the same entry.

    A feature is a part of the day, a stressed or tired day, who reached out in the bout, or a feeling or an
    urge noted in it; not the urge to do what is looked for. ``spreads``: of each group.
    """
    own = {*pattern.antecedents, *pattern.responses}
    wished = {"U:" + code.removeprefix("R:") for code in pattern.responses}
    reaching = {"own_reach": diary.where(OWN_REACH - own), "partner_reach": diary.where(PARTNER_REACH - own)}
    here = diary.standing(pattern.antecedents)
    reached = {what: stand for what, stand in reaching.items() if not stand.isdisjoint(here)}
    inner = diary.inner

    def counted(bouts: Sequence[Bout], spread: Spread) -> dict[str, int]:
        if not bouts:
            return {}
        parts = range(0, len(spread.hours), HOURS_IN_PART)
        found = {
            name: sum(spread.hours[part : part + HOURS_IN_PART])
            for name, part in zip(PARTS_OF_DAY, parts, strict=True)
        }
        found["stress"] = spread.stressed + spread.marks
        for what, stand in reached.items():
            found[what] = len(bouts) - sum(map(stand.isdisjoint, bouts))
        if inner:
            noted = Counter(chain.from_iterable(picked(inner, [bout[0] for bout in bouts if len(bout) == 1])))
            for bout in bouts:
                if len(bout) > 1:
                    noted.update({code for i in bout for code in inner[i]})
            found |= {code: many for code, many in noted.items() if code not in wished}
        return found

    noted, later, unfollowed, left_out_noted, left_out = map(counted, groups, spreads)
    followed = Features(added(noted, later), unfollowed)
    if not has_elsewhere(pattern):
        return followed, Features({}, {})
    return followed, Features(added(noted, left_out_noted), added(added(later, unfollowed), left_out))


def has_elsewhere(pattern: Pattern) -> bool:
    """Whether the same moment is compared with that of other triggers; a round has no same moment."""
    return pattern.same_entry and pattern.shape != "cycle"


def near(k: int, n: int, k0: int, n0: int) -> bool:
    """Do the shares k/n and k0/n0 lie so near each other that no exact test need be made?"""
    both, total = k + k0, n + n0
    error = sqrt(1 / n + 1 / n0) * sqrt(both * (total - both)) / total
    return abs(k / n - k0 / n0) < NEAR * error


def differed(
    with_response: Mapping[str, int], without: Mapping[str, int], share: Share
) -> tuple[Contrast, ...]:
    """Contrasts between the bouts with a response and those without, most telling first; often none."""
    followed, unfollowed = share[0], share[1] - share[0]
    looked_at = []
    for what in {*with_response, *without} if followed and unfollowed else ():
        a, b = with_response.get(what, 0), without.get(what, 0)
        if LEAST_NOTED <= a + b < followed + unfollowed:
            p = 1.0 if near(a, followed, b, unfollowed) else fisher_two_sided(a, followed, b, unfollowed)
            looked_at.append((p, what, a, b))
    if min([p for p, *_ in looked_at], default=1.0) > TELLING:
        return ()
    q_values = benjamini_hochberg([p for p, *_ in looked_at])
    told = [row for row, q in zip(looked_at, q_values, strict=True) if q <= TELLING]
    return tuple(Contrast(what, (a, followed), (b, unfollowed)) for _, what, a, b in sorted(told))
