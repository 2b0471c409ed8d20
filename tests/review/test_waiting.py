"""What waits in Today, two lines each, and a few lines from a month or a year ago."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from companion.model.records import Experiment, Moment, Reflection, Settings, Story, Try
from companion.model.vocabulary import load_vocabulary
from companion.patterns.findings import Finding
from companion.review.drawing import plain, wrapped
from companion.review.waiting import (
    changed_last,
    days_to_look_at,
    experiment_waiting,
    pattern_waiting,
    quotation,
    text_to_quote,
    worry_waiting,
)

VOCABULARY = load_vocabulary()
SUNDAY = date(2026, 3, 1)
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
TIMES: dict[str, Any] = {"occurred_at": AT, "recorded_at": AT, "updated_at": AT}


@pytest.mark.parametrize(
    ("noted", "says"),
    [
        (date(2026, 2, 24), "? A worry from Tuesday, 60% sure."),
        (date(2026, 2, 8), "? A worry from 8 February, 60% sure."),
        (date(2025, 12, 8), "? A worry from 8 December 2025, 60% sure."),
        (SUNDAY, "? A worry, 60% sure."),
        (None, "? A worry, 60% sure."),
    ],
)
def test_a_worry_is_named_by_its_day_and_not_by_its_words(noted: date | None, says: str) -> None:
    story = Story(id="s", feared="They are leaving.", belief=60)
    assert plain(worry_waiting(story, noted, SUNDAY).rows) == [says, "  How did it turn out?"]
    assert "sure" not in plain(worry_waiting(replace(story, belief=None), noted, SUNDAY).rows)[0]


def test_a_pattern_has_both_its_counts() -> None:
    pattern = VOCABULARY.patterns["withdraw_after_affection"]
    finding = Finding(pattern=pattern.id, state="holds_up", k=13, n=19, k0=6, n0=62, window_hours=48)
    waiting = pattern_waiting(finding, pattern, Settings(partner_name="Robin"))
    assert plain(waiting.rows) == ["● Pulling back after closeness", "  13 of 19 (other times 6 of 62)"]
    assert waiting.rows[0][0][1] == "$distance"


def test_an_experiment_says_how_often_it_was_tried() -> None:
    practice = next(iter(VOCABULARY.practices))
    begun = Experiment(id="x", exercise=practice, if_then="if it is late, then I rest", started_at=AT)
    tries = (Try(at=AT, did=True), Try(at=AT), Try(at=AT, did=True))
    lines = plain(experiment_waiting(replace(begun, tries=tries), VOCABULARY, Settings()).rows)
    assert lines == [f"→ Your experiment: {VOCABULARY.practices[practice].label}", "  tried 2 of 3 times"]
    one = plain(experiment_waiting(replace(begun, tries=tries[:1]), VOCABULARY, Settings()).rows)
    assert one[1] == "  tried 1 of 1 time"
    own = plain(experiment_waiting(replace(begun, exercise=None), VOCABULARY, Settings()).rows)
    assert own == ["→ Your experiment: if it is late, then I rest", "  has not come up yet"]


def test_the_pattern_that_changed_last_is_the_one_with_the_latest_occasion() -> None:
    hours = {"a": 1, "b": 5, "c": 9}

    def noted_at(id: str) -> datetime | None:
        return AT + timedelta(hours=hours[id]) if id in hours else None

    def finding(pattern: str, state: str, moments: tuple[str, ...], otherwise: tuple[str, ...]) -> Finding:
        counts = {"k": len(moments), "n": len(moments) + len(otherwise), "window_hours": 48}
        return Finding(pattern=pattern, state=state, moments=moments, counter_examples=otherwise, **counts)

    back = finding("withdraw_after_affection", "holds_up", ("a",), ("b",))
    stress = finding("stress_spillover", "early_sign", ("b", "gone"), ())
    counting = finding("repair_after_conflict", "counting", ("c",), ())
    letting_in = finding("letting_closeness_in", "growing", ("a",), ())
    patterns = dict(VOCABULARY.patterns)
    positive = next(row.id for row in patterns.values() if row.shown_when_quiet)
    letting_in = replace(letting_in, pattern=positive)
    every = (back, stress, counting, letting_in)
    assert changed_last(every, patterns, noted_at) is back
    assert changed_last([replace(back, muted=True), *every[1:]], patterns, noted_at) is letting_in
    assert changed_last(every, patterns, noted_at, quiet=True) is letting_in
    assert changed_last([counting], patterns, noted_at) is None


def test_a_month_ago_and_a_year_ago_where_the_month_has_the_day() -> None:
    assert days_to_look_at(SUNDAY) == [
        ("A month ago today", date(2026, 2, 1)),
        ("A year ago today", date(2025, 3, 1)),
    ]
    assert days_to_look_at(date(2026, 3, 31)) == [("A year ago today", date(2025, 3, 31))]
    assert days_to_look_at(date(2028, 2, 29)) == [("A month ago today", date(2028, 1, 29))]
    assert days_to_look_at(date(2026, 1, 5))[0] == ("A month ago today", date(2025, 12, 5))


def test_the_longest_text_of_the_day_is_quoted_on_at_most_three_lines() -> None:
    entries = [
        Moment(id="m", **TIMES, note="Tea."),
        Reflection(id="r", **TIMES, text="Tea\nand toast."),
    ]
    assert text_to_quote(entries) == "Tea and toast."
    assert text_to_quote([Moment(id="m", **TIMES)]) == ""
    assert quotation("Tea and toast.", 40) == ["“Tea and toast.”"]
    long = quotation("We walked home the long way and talked of all sorts of things. " * 9, 40)
    assert len(long) == 3 and long[0].startswith("“We walked") and long[-1].endswith(" …”")


@given(text=st.text(min_size=1, max_size=400), width=st.integers(12, 80))
def test_no_line_is_wider_than_there_is_room(text: str, width: int) -> None:
    assert all(cell_len(line) <= width for line in wrapped(text, width))
    assert all(cell_len(line) <= width for line in quotation(" ".join(text.split()), width))
    assert len(quotation(text, width)) <= 3
