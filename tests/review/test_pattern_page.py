"""The page of a pattern and its row, part by part; in quiet mode its name alone."""

import pytest

from companion.model.records import Settings
from companion.patterns.findings import Finding, SameEntry
from companion.patterns.occasions import Occasion, Occasions, Step
from companion.review.drawing import plain, width_of
from companion.review.pattern_page import PatternPage, apart
from tests.review.diary import VOCABULARY, finding

CLOSE = finding(
    "withdraw_after_affection",
    evidence=("same_moment",),
    same_entry=SameEntry(9, 22, 1, 84),
    difference=0.4,
    interval=(0.2, 0.6),
)
FOUND = Occasions(
    "same_moment",
    (
        Occasion(0, 20500, ("a",), True, True, (Step("a"),)),
        Occasion(0, 20510, ("b",), False, True, (Step("c", 20.0),)),
    ),
)


def page(one: Finding, *, quiet: bool = False) -> PatternPage:
    settings = Settings(partner_name="Robin")
    return PatternPage(one, VOCABULARY.patterns[one.pattern], VOCABULARY, settings, quiet=quiet)


def test_a_row_has_both_rates_and_the_state_in_words() -> None:
    assert plain(page(CLOSE).row(51)) == [
        "● Pulling back after closeness    ━━━╸────  9 of 22",
        "  clear so far                    ╸───────  1 of 84",
    ]


@pytest.mark.parametrize("width", [40, 51, 76, 120])
def test_rows_of_one_list_have_their_bars_in_one_column(width: int) -> None:
    for id in VOCABULARY.patterns:
        rows = page(finding(id, "not_seen", k=3, n=12, k0=100, n0=1234)).row(width, figures=11)
        assert {width_of(row) for row in rows} == {width}
        bars = [min(row.find(mark) for mark in "━╸" if mark in row) for row in plain(rows) if "─" in row]
        assert len(bars) == 2 and bars[0] == bars[1]


def test_one_that_waits_has_a_dot_for_each_that_is_needed() -> None:
    waits = Finding(
        pattern="withdraw_after_affection", state="counting", n=5, needed="5 of 6", needed_what="bouts"
    )
    assert plain(page(waits).row(60)) == ["· Pulling back after closeness", "  ●●●●●○ 5 of the 6 needed"]
    others = Finding(
        pattern="withdraw_after_affection", state="counting", n=9, needed="3 of 6", needed_what="comparison"
    )
    assert plain(page(others).row(60))[1] == "  ●●●○○○ 3 of the 6 other times needed"


def test_the_numbers_in_the_sentence_are_never_parted() -> None:
    for width in range(24, 90):
        lines = plain(page(CLOSE).sentence(width))
        assert "9 of 22" in "\n".join(lines) and "1 of 84" in "\n".join(lines)
        assert max(map(len, lines)) <= width


def test_the_parts_of_a_page_say_what_the_dots_say() -> None:
    one = page(CLOSE)
    said = " ".join("\n".join(plain(apart([one.heading(60), one.gap(60), one.soon(FOUND, 60)]))).split())
    assert said.startswith("Pulling back after closeness ● clear so far That is 40 more in every 100")
    assert "How soon 1 in the same entry, 1 later, 0 before" in said
    along = plain(one.along(FOUND, 60, 1, "; ← → moves along"))
    assert along[0] == "One by one   as they came; ← → moves along"
    assert along[1] == " ● [•]" and along[2].split() == ["Feb", "•", "only", "in", "a", "later", "entry"]
    assert one.soon(Occasions("same_moment", ()), 60) == [] == one.along(Occasions("same_moment"), 60, None)


def test_in_quiet_mode_a_row_is_its_name_alone_and_no_state_is_told() -> None:
    one = page(CLOSE, quiet=True)
    assert plain(one.row(60)) == ["· Pulling back after closeness"]
    assert plain(one.heading(72)) == ["Pulling back after closeness" + " " * 22 + "· hidden in quiet mode"]
    good = page(finding("kind_boundary_when_crowded"), quiet=True)
    assert "6 of 8" in "".join(plain(good.row(60)))


def test_not_me_hides_it_and_the_answer_stays_in_words() -> None:
    one = page(finding("withdraw_after_affection", answer="not_me", muted=True))
    assert plain(one.row(60)) == ["● Pulling back after closeness"]
    said = plain(one.answer(90, keys=True))
    assert said == ["You said it is not you. Hidden for 60 days.  f, m or o changes your answer."]
    assert plain(one.answer(90, keys=False)) == ["You said it is not you. Hidden for 60 days."]
