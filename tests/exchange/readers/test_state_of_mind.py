"""State of Mind from Apple Health: the JSON and the table of one exporter are the same moments."""

import json
from typing import Any

import pytest

from companion.exchange.parsing.foreign_entries import NOON_REMARK
from companion.exchange.readers import state_of_mind
from tests.exchange.importing import entries, plan, refusal, sample, source
from tests.exchange.samples import STATE_OF_MIND, STATE_OF_MIND_TABLE


def test_a_record_is_a_moment_with_its_labels_and_associations() -> None:
    found = sample("state-of-mind")
    assert (found.format, found.title, found.known_by) == (
        state_of_mind.NAME,
        state_of_mind.TITLE,
        "its list stateOfMind",
    )
    sad, day = entries(found)
    assert sad["occurred_at"] == "2026-05-05T04:35:56+02:00"
    assert [felt["mood"] for felt in sad["feelings"]] == ["anxious", "overwhelmed"]
    assert sad["tags"] == ["family", "self care"]
    assert sad["state-of-mind"]["valence"] == -0.8289922199235115
    assert [felt["mood"] for felt in day["feelings"]] == ["slightly pleasant"]
    assert day["occurred_at"] == "2026-05-05T22:00:00+02:00"


def test_the_table_brings_the_same_moments() -> None:
    table = sample("state-of-mind table")
    assert table.known_by == "its first line" and not table.notes
    assert [one["id"] for one in entries(table)] == [one["id"] for one in entries(sample("state-of-mind"))]
    sad, day = entries(table)
    assert [felt["mood"] for felt in sad["feelings"]] == ["anxious", "overwhelmed"]
    assert sad["tags"] == ["Family", "Self Care"]
    assert [felt["mood"] for felt in day["feelings"]] == ["slightly pleasant"]


@pytest.mark.parametrize(
    ("valence", "word"),
    [
        (-1, "very unpleasant"),
        (-0.5, "unpleasant"),
        (0, "neutral"),
        (0.2, "slightly pleasant"),
        (1, "very pleasant"),
    ],
)
def test_a_valence_without_words_has_apples_words(valence: float, word: str) -> None:
    (entry,) = entries(plan("s.json", _one(labels=[], valence=valence, valenceClassification=1)))
    assert [felt["mood"] for felt in entry["feelings"]] == [word]


@pytest.mark.parametrize(
    ("start", "at"),
    [
        ("2024-02-06 14:00:00 -0800", "2024-02-06T23:00:00+01:00"),
        ("2024-02-06T14:00:00Z", "2024-02-06T15:00:00+01:00"),
        ("2024-02-06 14:00:00", "2024-02-06T14:00:00+01:00"),
        ("2024-02-06", "2024-02-06T12:00:00+01:00"),
    ],
)
def test_a_time_is_that_of_the_clock_here(start: str, at: str) -> None:
    found = plan("s.json", _one(start=start))
    assert [one["occurred_at"] for one in entries(found)] == [at]
    assert any("noon" in remark for remark in found.remarks) == (len(start) == 10)


def test_a_bare_list_of_records_is_read_too() -> None:
    (record,) = json.loads(_one())["data"]["stateOfMind"]
    assert len(entries(plan("s.json", json.dumps([record])))) == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"start": "soon"}, 'data: stateOfMind 1: start: "soon" is not valid; use a time such as'),
        ({"start": None}, "data: stateOfMind 1: start: null is not valid"),
        ({"valence": 1.2}, "data: stateOfMind 1: valence: 1.2 is not valid; use a number from -1 to 1"),
        ({"valence": True}, "data: stateOfMind 1: valence: true is not valid"),
        ({"labels": "Calm"}, 'data: stateOfMind 1: labels: "Calm" is not valid; use a list of texts'),
    ],
)
def test_a_record_that_is_not_right_is_refused_by_its_place(fields: dict[str, Any], said: str) -> None:
    assert said in refusal("s.json", _one(**fields))


def test_a_row_that_is_not_right_is_refused_by_its_place() -> None:
    assert (
        refusal("s.csv", STATE_OF_MIND_TABLE.replace("-0.82", "low"))
        == 'line 2, column Valence: "low8992" is not valid; use a number from -1 to 1'
    )
    told = refusal("s.csv", STATE_OF_MIND_TABLE.replace("2026-05-05 02", "May 02"))
    assert told.startswith("line 2, column Start: ")
    assert refusal("s.json", '{"data": {}}', "state-of-mind") == (
        "data: stateOfMind: it is missing; use a list of entries"
    )


def test_other_files_are_not_taken_for_it() -> None:
    assert state_of_mind.recognises(source("x", '{"data": {"metrics": []}}')) is None
    assert state_of_mind.recognises(source("x", "Date,Valence\n")) is None


def _one(**fields: Any) -> str:
    record = {**STATE_OF_MIND["data"]["stateOfMind"][0], **fields}
    return json.dumps({"data": {"stateOfMind": [record]}})


@pytest.mark.parametrize(("start", "untimed"), [("2026-05-05T10:00:00Z", False), ("2026-05-05", True)])
def test_only_what_has_no_time_is_said_to_be_placed_at_noon(start: str, untimed: bool) -> None:
    entry = {"start": start, "kind": "daily_mood", "valence": 0.2, "labels": [], "associations": []}
    found = plan("StateOfMind.json", json.dumps({"data": {"stateOfMind": [entry]}}))
    assert [one["occurred_at"][11:16] for one in entries(found)] == ["12:00"]
    assert (NOON_REMARK in found.remarks) == untimed
