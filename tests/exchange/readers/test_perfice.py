"""Perfice: answers are told as they were shown, chosen moods are feelings, and its first program is read."""

import json
from typing import Any

import pytest

from companion.exchange.readers import perfice
from tests.exchange.importing import entries, plan, refusal, sample, source

FIRST_PROGRAM = {
    "collections": {
        "tags": [{"id": "t", "name": "Walk", "categoryId": None}],
        "forms": [
            {
                "id": "f",
                "name": "Evening",
                "questions": [{"id": "q", "name": "Hours", "type": "NUMBER", "displayType": "INPUT"}],
            }
        ],
        "journal_entries": [
            {"id": "1", "name": "Walk", "context": {"id": "t", "type": "TAG"}, "timestamp": 1600000000000},
            {
                "id": "2",
                "name": "Evening",
                "context": {"id": "h", "type": "HABIT"},
                "formData": {"formId": "f", "snapshotId": "s", "answers": {"q": 7.5, "gone": True}},
                "timestamp": 1600003600000,
            },
        ],
    }
}


def test_answers_stand_as_they_were_shown_and_moods_are_feelings() -> None:
    found = sample("perfice")
    assert (found.format, found.title) == (perfice.NAME, perfice.TITLE)
    answered, tagged = entries(found)
    assert answered["occurred_at"] == "2024-05-01T22:45:00+02:00"
    assert [felt["mood"] for felt in answered["feelings"]] == ["sad", "tense"]
    assert answered["note"] == "How: Sad, Tense\nSleep: 7\n\nIt rained"
    assert answered["tags"] == ["Mood"]
    assert answered["perfice"]["answers"]["q3"] == {"type": "NUMBER", "value": 7.0}
    assert (tagged["occurred_at"], tagged["tags"]) == ("2024-05-01T23:46:40+02:00", ["Walk"])


def test_one_form_alone_has_its_questions_for_names() -> None:
    (entry,) = entries(sample("perfice form"))
    assert entry["note"] == "Mood: Calm, Sad\nNote: Rain"
    assert [felt["mood"] for felt in entry["feelings"]] == ["calm", "sad"]
    assert entry["tags"] == []


def test_the_table_of_one_form_is_read_like_its_json() -> None:
    found = sample("perfice table")
    first, second = entries(found)
    assert first["occurred_at"] == "2024-05-01T22:45:00+02:00"
    assert first["note"] == "Mood: Calm, Sad\nNote, of the day: Rain, twice"
    assert [felt["mood"] for felt in first["feelings"]] == ["calm", "sad"]
    assert second["note"] == ""
    assert perfice.recognises(source("x", "Timestamp,Mood\n2024-05-01,Calm\n")) is None
    told = refusal("mood.csv", "Timestamp,Mood\r\n1714596300000,Calm\r\nsoon,Sad\r\n")
    assert told.startswith('line 3, column Timestamp: "soon" is not valid; use milliseconds since 1970')


def test_what_its_first_program_wrote_is_read() -> None:
    tagged, answered = entries(plan("old.json", json.dumps(FIRST_PROGRAM)))
    assert tagged["tags"] == ["Walk"]
    assert (answered["tags"], answered["note"]) == (["Evening"], "Hours: 7.5\nyes")


def test_an_entry_is_known_again_by_its_own_id() -> None:
    changed = json.loads(json.dumps(FIRST_PROGRAM))
    changed["collections"]["journal_entries"][1]["formData"]["answers"]["q"] = 8
    ids = [
        [entry["id"] for entry in entries(plan("o.json", json.dumps(one)))]
        for one in (FIRST_PROGRAM, changed)
    ]
    assert ids[0] == ids[1]


def test_it_is_known_by_its_collections_or_its_questions() -> None:
    assert perfice.recognises(source("x", json.dumps(FIRST_PROGRAM))) == "the collections in it"
    assert perfice.recognises(source("x", '{"collections": {"notes": []}}')) is None
    assert perfice.recognises(source("x", '{"questions": [], "entries": []}')) is None


def test_a_file_that_lost_one_of_its_lists_is_refused() -> None:
    told = refusal("p.json", '{"collections": {"tags": [], "tagEntries": []}}')
    assert told == "collections: entries: it is missing"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"timestamp": "soon"}, 'entry 1 (id a): timestamp: "soon" is not valid'),
        ({"timestamp": 1e18}, "entry 1 (id a): timestamp: 1e+18 is not valid"),
        ({"timestamp": True}, "entry 1 (id a): timestamp: true is not valid"),
        ({"answers": []}, "entry 1 (id a): answers: a list is not valid"),
    ],
)
def test_an_entry_that_is_not_right_is_refused_by_its_place(entry: dict[str, Any], said: str) -> None:
    whole = {
        "collections": {"entries": [{"id": "a", "timestamp": 0, "answers": {}, **entry}], "tagEntries": []}
    }
    assert said in refusal("p.json", json.dumps(whole))
