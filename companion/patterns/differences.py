"""What differed between the bouts that were followed by a response and those that were not."""

from collections.abc import Sequence

from companion.model.vocabulary import Pattern
from companion.patterns.bouts import CLOCK_HOURS, Diary, Outcome
from companion.patterns.counting import Counts
from companion.patterns.exact import fisher_two_sided
from companion.patterns.findings import PARTS_OF_DAY, Contrast

OWN_REACH = frozenset({"R:reached_out", "R:asked_directly", "R:named_need", "R:appreciated"})
PARTNER_REACH = frozenset(
    "PB:" + act
    for act in ("pb_warm", "pb_reassured", "pb_opened_up", "pb_repaired", "pb_asked_closeness",
    "pb_supported")
)

TELLING = 0.05
"""A contrast with a larger p (Fisher, two-sided) is not named."""


def differed(pattern: Pattern, diary: Diary, counts: Counts) -> tuple[Contrast, ...]:
    """Contrasts between followed and unfollowed bouts, most telling first; often none."""
    if not counts.followed or not counts.unfollowed:
        return ()
    own = {*pattern.antecedents, *pattern.responses}
    stressed = diary.stress_days(pattern.antecedents)
    hours = diary.kinds("hour")
    here = diary.standing(pattern.antecedents)
    each_part = 6 // CLOCK_HOURS

    def counted(some: Sequence[Outcome]) -> dict[str, int]:
        parts = [hours[one.bout[0]] // each_part for one in some]
        found = {part: parts.count(number) for number, part in enumerate(PARTS_OF_DAY)}
        found["stress"] = sum(diary.day[one.bout[0]] in stressed for one in some)
        for what, codes in (("own_reach", OWN_REACH), ("partner_reach", PARTNER_REACH)):
            stand = frozenset(diary.standing(codes - own)).intersection(here)
            found[what] = sum(not stand.isdisjoint(one.bout) for one in some) if stand else 0
        return found

    a, b = counted(counts.followed), counted(counts.unfollowed)
    in_a, in_b = len(counts.followed), len(counts.unfollowed)
    found = []
    for what in a:
        p = fisher_two_sided(a[what], in_a, b[what], in_b)
        if p <= TELLING:
            found.append((p, Contrast(what, (a[what], in_a), (b[what], in_b))))
    return tuple(contrast for _, contrast in sorted(found))
