"""What was counted and can change no more is held beside the past in memory, and that shows nowhere."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from companion.model.events import CodedEvent
from companion.model.records import PatternAnswer
from companion.patterns import closed_counts, engine, find_patterns, settled_past
from companion.patterns.closed_counts import Closed, HeldCounts
from companion.patterns.settled_past import Past
from tests.conftest import examples
from tests.patterns.test_settled_past import CODES, PATTERNS, START, diaries

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Diaries of a few dozen entries are long ones here."""
    monkeypatch.setattr(settled_past, "LEAST", 20)
    monkeypatch.setattr(settled_past, "STEP", 10)
    monkeypatch.setattr(settled_past, "RESTED_DAYS", 10)
    monkeypatch.setattr(closed_counts, "LEAST_CLOSED", 3)
    monkeypatch.setattr("companion.patterns.states.RECENT_WEEKS", 1)


@pytest.fixture
def same_past(monkeypatch: pytest.MonkeyPatch) -> None:
    """The past ends at one place for fifty entries, as it does for STEP of them."""
    monkeypatch.setattr(settled_past, "LEAST", 40)
    monkeypatch.setattr(settled_past, "STEP", 50)


def looked_at(events: Sequence[CodedEvent], as_of: datetime) -> Past:
    """The past of a diary that was looked at twice, so that what has closed after it is held."""
    found = engine.analyse(PATTERNS, events, as_of=as_of)
    assert found is not None and found.past is not None
    assert found.past.held.closed is None  # it could have been the only look
    again = engine.analyse(PATTERNS, tail_of(events, found.past), as_of=as_of, past=found.past)
    assert again == found
    return found.past


def tail_of(events: Sequence[CodedEvent], past: Past) -> list[CodedEvent]:
    return [one for one in events if one.at >= past.since]


def held_by(past: Past) -> Closed:
    closed = past.held.closed
    assert closed is not None
    return closed


@examples(10)
@given(diaries(), st.booleans())
def test_looks_that_hold_what_has_closed_find_what_counting_all_anew_does(
    events: list[CodedEvent], only: bool
) -> None:
    answer = PatternAnswer(pattern=PATTERNS[0].id, answer="only_with", detail="sam", at=START)
    answers = (answer,) if only else ()
    known: Past | None = None
    for number in range(7, len(events) + 1, 3):
        as_of = datetime.fromtimestamp(events[number - 1].at, UTC) + HOUR
        tail = tail_of(events, known) if known else events
        found = engine.analyse(PATTERNS, tail, as_of=as_of, answers=answers, past=known)
        assert found is not None
        known = found.past
        assert found.findings == find_patterns(PATTERNS, events, as_of=as_of, answers=answers)


@examples(10)
@given(diaries(), st.data())
def test_what_is_held_is_good_for_its_very_entries_alone(
    events: list[CodedEvent], data: st.DataObject
) -> None:
    as_of = datetime.fromtimestamp(events[-1].at, UTC) + HOUR
    first = engine.analyse(PATTERNS, events, as_of=as_of)
    assume(first is not None and first.past is not None)
    past = looked_at(events, as_of)
    places = [i for i, one in enumerate(events) if one.at > past.valid_until]
    assume(places)
    place = data.draw(st.sampled_from(places))
    one = events[place]
    changed = [
        [*events[:place], *events[place + 1 :]],
        [*events[:place], one._replace(codes=frozenset({*CODES[:2]})), *events[place + 1 :]],
        [*events[:place], one._replace(wall=one.wall + 3600), *events[place + 1 :]],
        [*events[:place], one._replace(person="kim"), *events[place + 1 :]],
        [*events[: place + 1], one._replace(id=f"{one.id} later", at=one.at), *events[place + 1 :]],
    ]
    for other in changed:
        tail, without = tail_of(other, past), replace(past, held=HeldCounts())
        assert engine.analyse(PATTERNS, tail, as_of=as_of, past=past) == engine.analyse(
            PATTERNS, tail, as_of=as_of, past=without
        )


def six_hourly(size: int) -> list[CodedEvent]:
    begin = int(START.timestamp())
    return [
        CodedEvent(at := begin + n * 21_600, at, f"{n:03}", frozenset({CODES[n % len(CODES)]}))
        for n in range(size)
    ]


def test_the_latest_days_alone_are_counted_again(same_past: None) -> None:
    events = six_hourly(150)
    as_of = datetime.fromtimestamp(events[119].at, UTC) + HOUR
    past = looked_at(events, as_of)
    held = held_by(past)
    longest = max(one.window_hours for one in PATTERNS) * 3600 + 3 * 86_400
    assert held.closes == events[past.before + held.upto].at + longest <= int(as_of.timestamp())
    assert past.upto < past.before + held.upto < 120

    tail = tail_of(events, past)
    soon = engine.analyse(PATTERNS, tail, as_of=as_of + 6 * HOUR, past=past)
    assert soon is not None and soon.past is past
    assert held_by(past) is held  # one more entry is not worth it
    later = engine.analyse(PATTERNS, tail, as_of=as_of + 36 * HOUR, past=past)
    assert later is not None and later.past is past and held_by(past).upto > held.upto
    assert later.findings == find_patterns(PATTERNS, events, as_of=as_of + 36 * HOUR)


def test_a_look_at_an_earlier_time_holds_nothing_that_was_open_then(same_past: None) -> None:
    events = six_hourly(125)
    as_of = datetime.fromtimestamp(events[-1].at, UTC) + HOUR
    past = looked_at(events, as_of)
    before, held = as_of - timedelta(days=2), held_by(past)
    earlier = engine.analyse(PATTERNS, tail_of(events, past), as_of=before, past=past)
    assert earlier is not None and held_by(past).closes < held.closes
    assert earlier.findings == find_patterns(PATTERNS, events, as_of=before)


def test_another_person_in_the_diary_lets_go_of_what_is_held(same_past: None) -> None:
    events = six_hourly(125)
    as_of = datetime.fromtimestamp(events[-1].at, UTC) + HOUR
    past = looked_at(events, as_of)
    events = [*events[:-1], events[-1]._replace(person="sam")]
    again = engine.analyse(PATTERNS, tail_of(events, past), as_of=as_of, past=past)
    assert again is not None
    assert {None, "default", "sam"} >= {name for names in held_by(past).persons for name in names}
    assert again.findings == find_patterns(PATTERNS, events, as_of=as_of)


def test_what_is_held_is_no_part_of_what_a_past_says() -> None:
    past = looked_at(six_hourly(110), START + timedelta(days=27))
    kept = Past.from_json(past.to_json())
    assert kept.held.closed is None and past.held.closed is not None
    assert kept == past and repr(kept) == repr(past)
