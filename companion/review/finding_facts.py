"""What stands beside a finding's sentence: how much more often, how often otherwise, the chain. Pure."""

from collections.abc import Sequence

from companion.model.vocabulary import Pattern
from companion.patterns.findings import Finding
from companion.review.grammar import number
from companion.review.text_charts import DOT, HOLLOW

_THAN = {"afterwards": "in the 24 hours before", "next_day": "on the day before"}

_COMPARED = {
    "afterwards": ("24 hours after", "24 hours before"),
    "next_day": ("the day after", "the day before"),
}


def compared_names(finding: Finding) -> tuple[str, str]:
    """What the two bars beside a finding are called: those of the numbers in ``finding.told_of``."""
    return _COMPARED.get(finding.told_of[0], ("these times", "other times"))


def difference_words(finding: Finding) -> str:
    """How much more often, in so many of a hundred, and how sure that is; empty where nothing compares."""
    kind, (_, n, _, n0) = finding.told_of
    if finding.difference is None or not n or not n0:
        return ""
    points = round(100 * finding.difference)
    way = "more" if points > 0 else "fewer"
    words = f"That is {abs(points)} {way} in every 100 than" if points else "That is as often as"
    words += f" {_THAN.get(kind, 'at other times')}"
    if finding.interval is None:
        return f"{words}."
    low, high = (round(100 * bound) for bound in finding.interval)
    if low < 0 < high:
        return f"{words}; anything from {-low} fewer to {high} more would fit these counts."
    way = "more" if high > 0 else "fewer"
    low, high = sorted((abs(low), abs(high)))
    return f"{words}; anything from {low} to {high} {way} would fit these counts."


def occasions(finding: Finding) -> tuple[tuple[str, int, int], ...]:
    """The occasions that were tested, to be drawn one by one: (what they are called, how many were followed,
    how many there were), first those with what goes before, then those they are compared with.
    """
    k, n, k0, n0 = finding.told_of[1]
    sides = zip(compared_names(finding), ((k, n), (k0, n0)), strict=True)
    return tuple((name, *share) for name, share in sides if share[1])


ICON_LEGEND = f"{DOT} noted   {HOLLOW} not noted"
"""What the dots say."""


def trend_names(finding: Finding) -> tuple[str, str]:
    """What the two bars of a trend are called: the time before, and the last weeks."""
    weeks = finding.recent_weeks
    return "before", f"the last {number(weeks)} weeks" if weeks else "lately"


def chain_of(pattern: Pattern, codes: Sequence[Sequence[str]]) -> tuple[str, str]:
    """The two codes to draw a chain with: the one noted most of what goes before, and of what follows.

    ``codes``: those of each moment behind the pattern. Where none is among them, the first of the catalogue.
    """

    def most(of: tuple[str, ...]) -> str:
        return max(of, key=lambda code: (sum(code in each for each in codes), -of.index(code)))

    return most(pattern.antecedents), most(pattern.responses)
