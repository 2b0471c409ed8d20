"""What stands beside a sentence: the same numbers as in it, and an interval that goes with its state."""

import random
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.events import CodedEvent
from companion.model.records import Settings
from companion.patterns import find_patterns
from companion.patterns.exact import newcombe_interval
from companion.patterns.findings import Finding
from companion.review import finding_facts, finding_text
from tests.conftest import examples
from tests.review.diary import VOCABULARY

PATTERNS = list(VOCABULARY.patterns.values())
BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
DAYS = 140

CLOSE = ("affection_received", "quality_time")
OTHERS = (
    "ordinary_moment",
    "slow_reply",
    "outside_stress",
    "disagreement",
    "future_talk",
    "PB:pb_asked_closeness",
)
ACTS = ("R:overanalysed", "R:reached_out", "R:pursued", "R:criticised", "PB:pb_withdrew", "R:none_of_these")


@st.composite
def diaries(draw: st.DrawFn) -> list[CodedEvent]:
    """Twenty weeks of somebody who writes on some days, and pulls back more or less often after closeness: in
    the same entry, some hours later or the next day, or not at all.
    """
    chance = random.Random(draw(st.integers(0, 2**32)))
    writes = draw(st.sampled_from([1 / 7, 3 / 7, 0.6, 1.0]))
    same, later, next_day, elsewhere, answers = (
        draw(st.sampled_from(shares))
        for shares in ([0.0, 0.3, 0.7], [0.0, 0.4, 0.8], [0.0, 0.7], [0.05, 0.3], [0.2, 0.6, 1.0])
    )
    events: list[CodedEvent] = []
    due: dict[int, list[str]] = {}

    def add(day: int, hour: float, codes: Sequence[str]) -> None:
        at = int((BEGIN + timedelta(days=day, hours=hour)).timestamp())
        events.append(CodedEvent(at, at, f"{len(events):04}", frozenset(codes), recorded_at=at))

    for day in range(DAYS):
        if chance.random() > writes:
            continue
        for code in due.pop(day, []):
            add(day, chance.uniform(8, 20), [code])
        hour = chance.uniform(9, 14)
        for _ in range(chance.choice([1, 1, 2, 3])):
            close = chance.random() < 0.35
            codes = [chance.choice(CLOSE if close else OTHERS)]
            if chance.random() < (same if close else elsewhere):
                codes.append("R:withdrew")
            elif chance.random() < answers:
                codes.append(chance.choice(ACTS))
            add(day, hour, codes)
            if close and chance.random() < later:
                add(day, hour + chance.uniform(1, 6), ["R:withdrew"])
            if close and chance.random() < next_day:
                due.setdefault(day + 1, []).append("R:withdrew")
            hour += chance.uniform(0.1, 4)
    return events


def found_in(events: Sequence[CodedEvent]) -> Sequence[Finding]:
    return find_patterns(PATTERNS, events, as_of=BEGIN + timedelta(days=DAYS))


@examples(30)
@given(diaries())
def test_the_numbers_shown_are_those_that_were_tested_and_what_holds_up_is_clear_of_zero(
    events: list[CodedEvent],
) -> None:
    for one in found_in(events):
        pattern = VOCABULARY.patterns[one.pattern]
        kind, (k, n, k0, n0) = one.told_of
        tables = {
            "same_moment": one.same_entry,
            "afterwards": one.after and one.after[:4],
            "next_day": one.next_day and one.next_day[:4],
            "window": (one.k, one.n, one.k0, one.n0),
        }
        assert tables[kind] == (k, n, k0, n0)
        tested = one.evidence[0] if one.evidence else one.tested
        if tested and tables[tested]:  # a round has turns, which are told by what came in the window
            assert kind == tested
        interval = newcombe_interval(k, n, k0, n0)
        if n and n0:
            assert one.difference == pytest.approx(k / n - k0 / n0, abs=1e-4)
            assert one.interval == pytest.approx(interval, abs=1e-4)
            words = finding_facts.difference_words(one)
            points = abs(round(100 * one.difference))
            assert re.search(rf"\b{points} (more|fewer) in every 100", words) or "as often as" in words
        if one.state in ("holds_up", "growing"):
            assert interval is None or interval[0] > 0
            assert " fewer to " not in finding_facts.difference_words(one)
            assert finding_text.state_words(one).startswith(f"{k} of {n}") or one.state == "growing"
        numbers = set(map(int, re.findall(r"\d+", finding_text.pattern_sentence(one, pattern, Settings()))))
        hours = {24} if kind == "afterwards" else set()
        assert numbers <= {k, n, k0, n0, one.left_out} | hours
        assert one.tested is None or not one.evidence
        (k, n), with_response, without = one.told_evidence
        assert bool(with_response) == bool(k) and bool(without) == (n > k)
        if kind == "same_moment":
            assert set(with_response).isdisjoint(without)


@examples(30)
@given(diaries())
def test_an_occasion_without_an_answer_is_one_of_which_nothing_was_noted(events: list[CodedEvent]) -> None:
    answered = {event.id for event in events if any(code.startswith("R:") for code in event.codes)}
    for one in found_in(events):
        pattern = VOCABULARY.patterns[one.pattern]
        own = [event for event in events if not event.codes.isdisjoint(pattern.antecedents)]
        words = finding_text.left_out_words(one)
        if all(code.startswith("R:") for code in pattern.responses) and one.same_entry:
            assert (one.not_answered == 0) >= all(event.id in answered for event in own)
            assert ("nothing was noted" in words) == bool(one.not_answered)
            assert (f"{one.not_answered} of" in words and "had no answer" in words) == bool(one.not_answered)
        assert (f"{one.left_out} " in words and "could not be followed" in words) == bool(one.left_out)
        told = " ".join([words, finding_text.later_words(one), *finding_text.counts_words(one)])
        assert not re.search(r"stayed close|did not|never|nothing of the kind", told)


def test_random_diaries_hold_what_the_properties_are_about() -> None:
    """Else they would hold of nothing."""
    chance = random.Random(7)
    states = set()
    kinds = set()
    for number in range(12):
        events = []
        for day in range(DAYS):
            for hour in (10.0, 18.0):
                close = chance.random() < 0.4
                late = number % 3
                codes = [CLOSE[0] if close else OTHERS[0]]
                if close and not late and chance.random() < 0.6:
                    codes.append("R:withdrew")
                at = int((BEGIN + timedelta(days=day, hours=hour)).timestamp())
                events.append(CodedEvent(at, at, f"{day}-{hour}", frozenset(codes), recorded_at=at))
                if close and late and chance.random() < 0.6:
                    then = at + (3 if late == 1 else 24) * 3600 + 1200
                    events.append(
                        CodedEvent(then, then, f"{day}-{hour}-r", frozenset({"R:withdrew"}), recorded_at=then)
                    )
        found = found_in(events)[0]
        states.add(found.state)
        kinds.update(found.evidence)
    assert "holds_up" in states
    assert kinds >= {"same_moment", "afterwards"}
