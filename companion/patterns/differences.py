"""What differed between the bouts that were followed by a response and those that were not."""

from collections import Counter
from collections.abc import Mapping, Sequence

from companion.model.vocabulary import Pattern
from companion.patterns.bouts import Bout, Diary
from companion.patterns.counting import Counts, Share
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

FEATURES = (*PARTS_OF_DAY, "stress", "own_reach", "partner_reach")

TELLING = 0.05
"""A contrast with a larger p (Fisher, two-sided) is not named."""


def features(pattern: Pattern, diary: Diary, counts: Counts) -> tuple[Counter[str], Counter[str]]:
    """How many bouts followed by a response, and how many others, had each feature.

    A feature is a part of the day, a stressed or tired day, or who reached out in the bout.
    """
    own = {*pattern.antecedents, *pattern.responses}
    stressed, parts = diary.stressed(pattern.antecedents), diary.kinds("part")
    here = diary.where(pattern.antecedents)

    def counted(firsts: Sequence[int], bouts: Sequence[Bout]) -> Counter[str]:
        of_part = Counter(map(parts.__getitem__, firsts))
        counts_of = Counter({part: of_part[number] for number, part in enumerate(PARTS_OF_DAY)})
        counts_of["stress"] = sum(map(stressed.__getitem__, firsts))
        for what, codes in (("own_reach", OWN_REACH), ("partner_reach", PARTNER_REACH)):
            stand = diary.where(codes - own)
            if not here.isdisjoint(stand):
                counts_of[what] = sum([not stand.isdisjoint(bout) for bout in bouts])
        return counts_of

    return (
        counted(counts.followed_firsts, [outcome.bout for outcome in counts.followed]),
        counted(counts.unfollowed_firsts, counts.unfollowed),
    )


def differed(
    with_response: Mapping[str, int], without: Mapping[str, int], share: Share
) -> tuple[Contrast, ...]:
    """Contrasts between followed and unfollowed bouts, most telling first; often none."""
    followed, unfollowed = share[0], share[1] - share[0]
    contrasts = []
    for what in FEATURES if followed and unfollowed else ():
        a, b = with_response.get(what, 0), without.get(what, 0)
        p = fisher_two_sided(a, followed, b, unfollowed)
        if p <= TELLING:
            contrasts.append((p, Contrast(what, (a, followed), (b, unfollowed))))
    return tuple(contrast for _, contrast in sorted(contrasts))
