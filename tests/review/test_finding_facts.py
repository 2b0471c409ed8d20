"""What is drawn of a finding: the occasions that were tested, one by one, and how soon it came."""

import pytest

from companion.patterns.findings import Delays, Followed, SameEntry
from companion.review import finding_facts
from tests.review.diary import finding

AFTER = Followed(5, 12, 2, 12, 24)


def test_the_occasions_drawn_are_those_that_were_tested() -> None:
    pattern = "withdraw_after_affection"
    same = finding(pattern, evidence=("same_moment",), same_entry=SameEntry(9, 22, 1, 84), after=AFTER)
    assert finding_facts.occasions(same) == (("these moments", 9, 22), ("other moments", 1, 84))
    later = finding(pattern, evidence=("afterwards",), same_entry=SameEntry(9, 22, 1, 84), after=AFTER)
    assert finding_facts.occasions(later) == (("in the day after", 5, 12), ("in the day before", 2, 12))
    assert finding_facts.occasions(finding(pattern, k=3, n=4, k0=0, n0=0)) == (("these moments", 3, 4),)


def test_the_legend_says_when_a_dot_stands_for_several() -> None:
    few = finding("withdraw_after_affection", evidence=("same_moment",), same_entry=SameEntry(9, 22, 1, 84))
    assert finding_facts.icon_legend(few) == "● noted   ○ not noted"
    many = finding("withdraw_after_affection", evidence=("same_moment",), same_entry=SameEntry(9, 22, 1, 840))
    assert finding_facts.icon_legend(many).endswith("; other moments: a dot is 10")


def test_how_soon_it_came_in_five_bins_after_beside_before() -> None:
    delays = Delays((0.0, 2.0, 2.1, 12.0, 23.9), (6.0, 18.5))
    rows = finding_facts.delay_profile(finding("withdraw_after_affection", after=AFTER, delays_hours=delays))
    assert rows == (
        ("up to 2 hours", 2, 0),
        ("2 to 6 hours", 1, 1),
        ("6 to 12 hours", 1, 0),
        ("12 to 18 hours", 0, 0),
        ("18 to 24 hours", 1, 1),
    )
    assert (
        sum(after for _, after, _ in rows) == AFTER.k and sum(before for *_, before in rows) == AFTER.before_k
    )


def test_a_shorter_window_has_the_bins_that_lie_in_it() -> None:
    eight = AFTER._replace(hours=8)
    rows = finding_facts.delay_profile(
        finding("withdraw_after_affection", after=eight, delays_hours=Delays((1.0,), (7.5,)))
    )
    assert rows == (("up to 2 hours", 1, 0), ("2 to 6 hours", 0, 0), ("6 to 8 hours", 0, 1))


@pytest.mark.parametrize("delays", [None, Delays()])
def test_nothing_is_drawn_of_what_never_came_at_another_time(delays: Delays | None) -> None:
    one = finding("withdraw_after_affection", after=AFTER, delays_hours=delays)
    assert finding_facts.delay_profile(one) == ()
