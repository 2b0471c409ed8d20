"""What differed between the bouts that were followed by a response and those that were not."""

from collections.abc import Sequence

from companion.model.vocabulary import Pattern
from companion.patterns.bouts import CLOCK_HOURS, Bout, Diary
from companion.patterns.counting import Counts
from companion.patterns.exact import fisher_two_sided
from companion.patterns.findings import PARTS_OF_DAY, Contrast

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

TELLING = 0.05
"""A contrast with a larger p (Fisher, two-sided) is not named."""


def differed(pattern: Pattern, diary: Diary, counts: Counts) -> tuple[Contrast, ...]:
    """Contrasts between followed and unfollowed bouts, most telling first; often none."""
    if not counts.followed or not counts.unfollowed:
        return ()
    own = {*pattern.antecedents, *pattern.responses}
    stressed = diary.stress_days(pattern.antecedents)
    hours = diary.kinds("hour")
    here = diary.where(pattern.antecedents)
    each_part = 6 // CLOCK_HOURS

    def counted(firsts: Sequence[int], bouts: Sequence[Bout]) -> dict[str, int]:
        parts = [hours[i] // each_part for i in firsts]
        found = {part: parts.count(number) for number, part in enumerate(PARTS_OF_DAY)}
        found["stress"] = sum([diary.day[i] in stressed for i in firsts])
        for what, codes in (("own_reach", OWN_REACH), ("partner_reach", PARTNER_REACH)):
            stand = diary.where(codes - own)
            some = not here.isdisjoint(stand)
            found[what] = sum([not stand.isdisjoint(bout) for bout in bouts]) if some else 0
        return found

    a = counted(counts.followed_firsts, [one.bout for one in counts.followed])
    b = counted(counts.unfollowed_firsts, counts.unfollowed)
    in_a, in_b = len(counts.followed), len(counts.unfollowed)
    found = []
    for what in a:
        p = fisher_two_sided(a[what], in_a, b[what], in_b)
        if p <= TELLING:
            found.append((p, Contrast(what, (a[what], in_a), (b[what], in_b))))
    return tuple(contrast for _, contrast in sorted(found))
