"""A long diary is not counted from its beginning at each analysis, and that shows nowhere."""

import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from companion.model.event_columns import EventColumns
from companion.model.events import CodedEvent
from companion.model.records import PatternAnswer
from companion.model.vocabulary import load_vocabulary
from companion.patterns import engine, find_patterns, settled_past
from companion.patterns.findings import Finding
from companion.patterns.occasions import OccasionFinder
from companion.patterns.settled_past import Past
from tests.conftest import examples

CATALOGUE = load_vocabulary().patterns
PATTERNS = tuple(
    CATALOGUE[id]
    for id in (
        "withdraw_after_affection",  # in the same entry, or within two days
        "kindness_brushed_off",  # in the same entry alone
        "stress_spillover",  # up to the end of the local day
        "partner_steps_back_after_pressure",  # never in the same entry
        "demand_withdraw_cycle",  # a round
    )
)
"""One of each way to count: more of them would ask the same again."""

START = datetime(2026, 1, 1, tzinfo=UTC)
CODES = sorted({code for one in PATTERNS for code in (*one.antecedents, *one.responses)})
COUNTED = [
    "k", "n", "k0", "n0", "same_moment", "afterwards", "delays", "moments", "counter_examples", "comparison",
    "differed", "left_out", "needed", "recent", "earlier", "same_entry", "not_answered", "not_followed",
]  # fmt: skip
"""What a finding counts; all but its tests, and the numbers and the difference that these looked at."""


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Diaries of a few dozen entries are long ones here."""
    monkeypatch.setattr(settled_past, "LEAST", 20)
    monkeypatch.setattr(settled_past, "STEP", 5)
    monkeypatch.setattr(settled_past, "RESTED_DAYS", 10)
    # The recent weeks have to lie after the past's end.
    monkeypatch.setattr("companion.patterns.states.RECENT_WEEKS", 1)


@st.composite
def diaries(draw: st.DrawFn) -> list[CodedEvent]:
    """Entries some hours or days apart, in two people's company, from either side of a flight."""
    seconds = st.sampled_from([0, 1, 60, 3599, 7200, 7201, 20_000, 86_400, 200_000])
    steps = draw(st.lists(seconds, min_size=40, max_size=110))
    second = int(START.timestamp())
    found = []
    for number, step in enumerate(steps):
        second += step
        codes = draw(st.frozensets(st.sampled_from(CODES), max_size=3))
        wall = second + draw(st.sampled_from([0, 0, 0, 3600, -36_000]))
        person = draw(st.sampled_from(["default", "default", "sam"]))
        found.append(CodedEvent(second, wall, f"{number:03}", codes, person))
    return found


def looks(
    events: list[CodedEvent], answers: tuple[PatternAnswer, ...]
) -> Iterator[tuple[datetime, tuple[Finding, ...]]]:
    """The diary looked at as it grows, each look going on from the past of the one before."""
    known: Past | None = None
    written = ""
    for number in range(7, len(events) + 1, 7):
        as_of = datetime.fromtimestamp(events[number - 1].at, UTC) + timedelta(hours=1)
        since = known.since if known else 0
        tail = [one for one in events if one.at >= since] if known else events
        found = engine.analyse(PATTERNS, tail, as_of=as_of, answers=answers, past=known)
        assert found is not None
        if known:  # another look may go on from the very same one
            assert json.dumps(known.to_json()) == written
        written = json.dumps(found.past.to_json()) if found.past else ""
        known = Past.from_json(json.loads(written)) if written else None
        yield as_of, found.findings


@examples(10)
@given(diaries(), st.booleans())
def test_going_on_from_the_past_gives_what_counting_all_anew_does(
    events: list[CodedEvent], only: bool
) -> None:
    answer = PatternAnswer(pattern=PATTERNS[0].id, answer="only_with", detail="sam", at=START)
    answers = (answer,) if only else ()
    for as_of, found in looks(events, answers):
        assert found == find_patterns(PATTERNS, events, as_of=as_of, answers=answers)


@examples(20)
@given(diaries(), st.data())
def test_a_past_holds_whatever_changes_after_its_last_second(
    events: list[CodedEvent], data: st.DataObject
) -> None:
    as_of = datetime.fromtimestamp(events[-1].at, UTC) + timedelta(hours=1)
    found = engine.analyse(PATTERNS, events, as_of=as_of)
    assume(found is not None and found.past is not None)
    assert found is not None and found.past is not None
    past = found.past
    late = [one for one in events if one.at > past.valid_until]
    assume(late)
    one = data.draw(st.sampled_from(late))
    at = data.draw(st.integers(past.valid_until + 1, events[-1].at))
    become = data.draw(
        st.sampled_from(
            [
                [],
                [one, one._replace(id="new", at=at, wall=at)],
                [one._replace(at=at, wall=at)],
                [one._replace(codes=frozenset(CODES[:2]))],
                [one._replace(person="kim")],
            ]
        )
    )
    changed = sorted(
        [each for each in events if each is not one] + become, key=lambda each: (each.at, each.id)
    )
    tail = [each for each in changed if each.at >= past.since]
    again = engine.analyse(PATTERNS, tail, as_of=as_of, past=past)
    assert again is None or again.findings == find_patterns(PATTERNS, changed, as_of=as_of)


@examples(8)
@given(diaries())
def test_every_count_is_that_of_the_whole_diary(events: list[CodedEvent]) -> None:
    *_, (as_of, found) = [(START, ()), *looks(events, ())]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settled_past, "LEAST", 10**9)
        whole = find_patterns(PATTERNS, events, as_of=as_of)
    for one, other in zip(found, whole, strict=bool(found)):
        for name in COUNTED:
            assert getattr(one, name) == getattr(other, name), name


def test_the_past_is_reached_by_these_diaries() -> None:
    every_six_hours = [
        CodedEvent(
            at := int(START.timestamp()) + n * 21_600, at, f"{n:03}", frozenset({CODES[n % len(CODES)]})
        )
        for n in range(90)
    ]
    found = engine.analyse(PATTERNS, every_six_hours, as_of=START + timedelta(days=22))
    assert found is not None and found.past is not None
    assert found.past.upto == 48
    assert 0 < found.past.before < 40
    longest = max(one.window_hours for one in PATTERNS) * 3600 + 2 * 86_400
    assert found.past.valid_until == every_six_hours[48].at + longest
    assert found.past.first_day == int(START.timestamp()) // 86_400 - 1  # midnight is yesterday still
    assert {field.name for field in fields(Finding)} > set(COUNTED)
    tail = [one for one in every_six_hours if one.at >= found.past.since]
    again = engine.analyse(PATTERNS, tail, as_of=START + timedelta(days=22), past=found.past)
    assert again == found
    later = [
        one._replace(at=one.at + 90 * 21_600, wall=one.wall + 90 * 21_600, id=f"later {one.id}")
        for one in every_six_hours
    ]
    on = engine.analyse(PATTERNS, tail + later, as_of=START + timedelta(days=44), past=found.past)
    assert on is not None and on.past is not None
    assert on.findings == find_patterns(PATTERNS, every_six_hours + later, as_of=START + timedelta(days=44))
    anew = engine.analyse(PATTERNS, every_six_hours + later, as_of=START + timedelta(days=44))
    assert anew is not None and anew.past is not None
    for name in ("upto", "before", "since", "valid_until"):
        assert getattr(on.past, name) == getattr(anew.past, name)
    assert on.past.upto > found.past.upto and on.past.first_day == found.past.first_day
    assert Past.from_json(json.loads(json.dumps(on.past.to_json()))) == on.past
    alone = engine.analyse(PATTERNS, every_six_hours, as_of=START + timedelta(days=22), person="default")
    assert alone is not None and alone.past is None


def test_a_look_further_back_than_the_past_that_is_known_needs_all_of_the_diary() -> None:
    hourly = [
        CodedEvent(at := int(START.timestamp()) + n * 10_800, at, f"{n:03}", frozenset()) for n in range(200)
    ]
    found = engine.analyse(PATTERNS, hourly, as_of=START + timedelta(days=25))
    assert found is not None and found.past is not None
    tail = [one for one in hourly if one.at >= found.past.since]
    assert engine.analyse(PATTERNS, tail, as_of=START + timedelta(days=12), past=found.past) is None


@examples(8)
@given(diaries())
def test_a_diary_settles_in_pieces_as_it_does_in_one(events: list[CodedEvent]) -> None:
    as_of = datetime.fromtimestamp(events[-1].at, UTC) + timedelta(hours=1)
    whole = engine.analyse(PATTERNS, events, as_of=as_of)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settled_past, "PIECE", 7)
        pieces = engine.analyse(PATTERNS, EventColumns(events), as_of=as_of)
    assert whole is not None and pieces is not None
    assert pieces.findings == whole.findings
    if whole.past is None or pieces.past is None:
        assert whole.past is pieces.past
        return
    for one, other in zip(pieces.past.settled, whole.past.settled, strict=True):
        assert (one.evidence, one.ahead) == (other.evidence, other.ahead)
    for name in ("upto", "before", "since", "first_day", "valid_until", "ids"):
        assert getattr(pieces.past, name) == getattr(whole.past, name), name


@examples(8)
@given(diaries())
def test_occasions_are_the_same_whether_the_diary_is_gone_through_in_pieces(events: list[CodedEvent]) -> None:
    as_of = datetime.fromtimestamp(events[-1].at, UTC) + timedelta(hours=1)
    findings = find_patterns(PATTERNS, events, as_of=as_of)
    whole = OccasionFinder(PATTERNS, events, as_of=as_of)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settled_past, "PIECE", 7)
        pieces = OccasionFinder(PATTERNS, EventColumns(events), as_of=as_of)
        for finding in findings:
            assert pieces.of(finding) == whole.of(finding), finding.pattern
