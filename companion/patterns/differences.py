"""What differed between the bouts that were followed by a response and those that were not."""

from collections.abc import Callable, Sequence

from companion.model.vocabulary import Pattern
from companion.patterns.bouts import Diary, Outcome
from companion.patterns.exact import fisher_two_sided
from companion.patterns.findings import PARTS_OF_DAY, Contrast

OWN_REACH = frozenset({"R:reached_out", "R:asked_directly", "R:named_need", "R:appreciated"})
PARTNER_REACH = frozenset(
    {"PB:pb_warm", "PB:pb_reassured", "PB:pb_opened_up", "PB:pb_repaired", "PB:pb_asked_closeness",
    "PB:pb_supported"}
)

TELLING = 0.05
"""A contrast with a larger p (Fisher, two-sided) is not named."""


def differed(pattern: Pattern, diary: Diary, outcomes: Sequence[Outcome]) -> tuple[Contrast, ...]:
    """Contrasts between followed and unfollowed bouts, most telling first; often none."""
    own = {*pattern.antecedents, *pattern.responses}
    stressed = diary.stress_days(pattern.antecedents)

    def noted(codes: frozenset[str]) -> Callable[[Outcome], bool]:
        return lambda one: any(not codes.isdisjoint(diary.entries[i].codes) for i in one.bout.positions)

    tests: dict[str, Callable[[Outcome], bool]] = {
        part: lambda one, part=part: diary.part_of_day(one.bout.first) == part  # type: ignore[misc]
        for part in PARTS_OF_DAY
    }
    tests["stress"] = lambda one: diary.day[one.bout.first] in stressed
    tests["own_reach"] = noted(OWN_REACH - own)
    tests["partner_reach"] = noted(PARTNER_REACH - own)

    followed = [one for one in outcomes if one.response is not None]
    others = [one for one in outcomes if one.response is None]
    found = []
    for what, holds in tests.items():
        a, b = sum(map(holds, followed)), sum(map(holds, others))
        p = fisher_two_sided(a, len(followed), b, len(others))
        if p <= TELLING:
            found.append((p, Contrast(what, (a, len(followed)), (b, len(others)))))
    return tuple(contrast for _, contrast in sorted(found))
