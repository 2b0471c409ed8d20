"""Nomie: both backups are read, a log keeps its own clock, and what was counted as none is no tag."""

import json
from typing import Any

import pytest

from companion.exchange.readers import nomie
from tests.exchange.importing import entries, plan, refusal, sample, source
from tests.exchange.samples import NOMIE_5


def event(**fields: Any) -> str:
    """A backup of version 5 with one event."""
    events = [{"note": "", "end": 1625392800000, **fields}]
    return json.dumps({"nomie": {"number": "5.6.4"}, "events": events, "trackers": {}})


def test_a_log_keeps_its_clock_its_words_and_its_score() -> None:
    found = sample("nomie 5")
    assert (found.format, found.title) == (nomie.NAME, nomie.TITLE)
    abroad, at_home = entries(found)
    assert abroad["occurred_at"] == "2021-07-04T06:00:00-04:00"
    assert "zone" not in abroad or abroad["zone"] is None
    assert (at_home["occurred_at"], at_home["zone"]) == ("2021-07-04T14:00:00+02:00", "Europe/Berlin")
    assert abroad["note"] == NOMIE_5["events"][0]["note"]  # type: ignore[index]
    assert abroad["tags"] == ["Slept well", "sad", "Kim", "at home"]
    assert [felt["mood"] for felt in abroad["feelings"]] == ["not good", "sad"]
    assert at_home["feelings"] == []
    assert abroad["nomie"]["_id"] == "aB3dE5fG7h"


def test_the_books_of_version_6_are_read_with_the_names_beside_them() -> None:
    january, february = entries(sample("nomie 6"))
    assert january["occurred_at"] == "2023-01-31T21:05:00+01:00"
    assert january["tags"] == ["A run", "In the rain"]
    assert [felt["mood"] for felt in january["feelings"]] == ["great"]
    assert january["starred"] is True
    assert february["occurred_at"] == "2023-02-01T08:30:00+01:00"


def test_a_log_is_known_again_though_its_words_changed() -> None:
    (before,) = entries(plan("n.json", event(_id="q", note="slept")))
    (after,) = entries(plan("n.json", event(_id="q", note="slept #well")))
    assert before["id"] == after["id"]


@pytest.mark.parametrize(
    ("note", "tags"),
    [
        ("#a(0) #b(0.0) #c(00:00:00) #d(00:10)", ["d"]),
        ("+1 and #3, a # alone, mail@home", []),
        ("line\n#walk! #walk(2km).\t@kim's", ["walk", "kim"]),
        ("#語 +😁", ["語", "😁"]),
    ],
)
def test_what_is_marked_in_a_note_becomes_tags(note: str, tags: list[str]) -> None:
    (entry,) = entries(plan("n.json", event(note=note)))
    assert (entry["tags"], entry["note"]) == (tags, note)


def test_it_is_known_by_how_it_starts() -> None:
    assert nomie.recognises(source("x", event())) == "the word nomie at its start"
    assert nomie.recognises(source("x", '{"nomie": "a word", "events": []}')) is None
    assert nomie.recognises(source("x", '{"version": "6.1", "files": {}}')) is None


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"end": "soon"}, 'events, entry 1: end: "soon" is not valid; use milliseconds since 1970'),
        ({"end": 1e300}, "events, entry 1: end: 1e+300 is not valid"),
        ({"end": "2023-01-01T10:00:00"}, "events, entry 1: end: "),
        ({"end": None}, "events, entry 1: start: null is not valid"),
        ({"note": 5}, "events, entry 1: note: 5 is not valid"),
        ({"score": "good"}, 'events, entry 1: score: "good" is not valid'),
        ({"offset": 9999}, "events, entry 1: offset: 9999 is not valid"),
    ],
)
def test_a_log_that_is_not_right_is_refused_by_its_place(fields: dict[str, Any], said: str) -> None:
    assert said in refusal("n.json", event(**fields))


def test_a_backup_of_nomie_3_has_notes_and_older_ones_are_refused() -> None:
    old = {"nomie": {"number": "3.1.0"}, "events": [{"notes": "#walk", "end": 1500000000000}], "trackers": {}}
    assert entries(plan("n.json", json.dumps(old)))[0]["tags"] == ["walk"]
    told = refusal("n.json", json.dumps({**old, "nomie": {"number": "2.4"}}))
    assert told == 'nomie: number: "2.4" is not valid; use a backup of Nomie 3 or later'


def test_a_backup_without_logs_is_refused() -> None:
    told = refusal("n.json", '{"nomie": {"number": "5"}, "log": []}', form="nomie")
    assert told == "events: it is missing; use the list of logs"
    whole = {"version": "6.3.0", "created": "", "files": {"trackers.json": {}}}
    assert refusal("n.json", json.dumps(whole)) == "files: there is no book of logs in them"


def test_a_book_that_is_no_list_is_refused_by_its_name() -> None:
    whole = {"version": "6.3.0", "created": "", "files": {"data/books/2023-01-3": {"note": ""}}}
    assert "data/books/2023-01-3: events: an object is not valid" in refusal("n.json", json.dumps(whole))
