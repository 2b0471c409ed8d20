"""What is drawn of a finding: the occasions that were tested, one by one, and how soon it came."""

import pytest

from companion.patterns.findings import Followed, SameEntry
from companion.review import finding_facts
from tests.review.diary import finding

AFTER = Followed(5, 12, 2, 12, 24)


def test_the_occasions_drawn_are_those_that_were_tested() -> None:
    pattern = "withdraw_after_affection"
    same = finding(pattern, evidence=("same_moment",), same_entry=SameEntry(9, 22, 1, 84), after=AFTER)
    assert finding_facts.occasions(same) == (("these times", 9, 22), ("other times", 1, 84))
    later = finding(pattern, evidence=("afterwards",), same_entry=SameEntry(9, 22, 1, 84), after=AFTER)
    assert finding_facts.occasions(later) == (("24 hours after", 5, 12), ("24 hours before", 2, 12))
    assert finding_facts.occasions(finding(pattern, k=3, n=4, k0=0, n0=0)) == (("these times", 3, 4),)


@pytest.mark.parametrize(
    ("counts", "interval", "said"),
    [
        ((9, 22, 0, 60), (0.25, 0.58),
         "That is 41 more in every 100 than at other times;"
         " anything from 25 to 58 more would fit these counts."),
        ((1, 20, 12, 40), (-0.36, -0.08),
         "That is 25 fewer in every 100 than at other times;"
         " anything from 8 to 36 fewer would fit these counts."),
        ((2, 10, 10, 50), (-0.15, 0.25),
         "That is as often as at other times; anything from 15 fewer to 25 more would fit these counts."),
    ],
)  # fmt: skip
def test_a_difference_is_told_in_every_hundred_and_with_how_sure_it_is(
    counts: tuple[int, int, int, int], interval: tuple[float, float], said: str
) -> None:
    k, n, k0, n0 = counts
    one = finding(
        "withdraw_after_affection", k=k, n=n, k0=k0, n0=n0, difference=k / n - k0 / n0, interval=interval
    )
    assert finding_facts.difference_words(one) == said
