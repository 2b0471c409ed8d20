"""Which group a pattern stands in: the same in the pane and on the command line."""

from typing import Any

import pytest

from companion.model.records import Settings
from companion.review.pattern_groups import grouped
from companion.review.pattern_page import PatternPage
from tests.review.diary import VOCABULARY, finding


def page(pattern: str, state: str, *, quiet: bool = False, **fields: Any) -> PatternPage:
    return PatternPage(
        finding(pattern, state, **fields), VOCABULARY.patterns[pattern], VOCABULARY, Settings(), quiet
    )


@pytest.mark.parametrize(
    ("shown", "group"),
    [
        (page("withdraw_after_affection", "holds_up"), "Worth a look"),
        (page("withdraw_after_affection", "early_sign"), "Worth a look"),
        (page("withdraw_after_affection", "counting"), "Too early to say"),
        (page("withdraw_after_affection", "not_seen"), "No difference so far"),
        (page("withdraw_after_affection", "holds_up", muted=True), "Hidden for now"),
        (page("withdraw_after_affection", "holds_up", quiet=True), "Hidden in quiet mode"),
        (page("repair_after_conflict", "counting"), "What goes well"),
        (page("repair_after_conflict", "growing"), "What goes well"),
    ],
)
def test_each_has_its_group(shown: PatternPage, group: str) -> None:
    assert [name for name, pages in grouped([shown]).items() if pages] == [group]


def test_the_groups_have_their_order_and_the_surest_comes_first() -> None:
    groups = grouped(
        page(id, state)
        for id, state in (
            ("withdraw_after_affection", "early_sign"),
            ("stress_spillover", "holds_up"),
            ("repair_after_conflict", "counting"),
            ("reach_out_after_closeness", "growing"),
        )
    )
    assert [*groups] == [
        "Worth a look", "What goes well", "Too early to say", "No difference so far", "Hidden for now",
        "Hidden in quiet mode",
    ]  # fmt: skip
    assert [one.pattern.id for one in groups["Worth a look"]] == [
        "stress_spillover",
        "withdraw_after_affection",
    ]
    assert [one.pattern.id for one in groups["What goes well"]] == [
        "reach_out_after_closeness",
        "repair_after_conflict",
    ]
