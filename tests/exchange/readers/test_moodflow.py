"""Moodflow: the calendar's day decides, the time stamp says the hour, and every word comes along."""

import json
from typing import Any

import pytest

from companion.exchange.parsing.foreign_entries import NOON_REMARK
from companion.exchange.readers import moodflow
from tests.exchange.importing import entries, plan, refusal, sample, source


def backup(day: Any, month: str = "5", number: str = "4") -> str:
    return json.dumps({"moods": {"2024": {month: {number: day}}}})


def backup_of(**entry: Any) -> str:
    return backup({"entries": [{"emotionsFelt": [], **entry}]})


@pytest.mark.parametrize("name", ["moodflow", "moodflow before"])
def test_moods_emotions_and_activities_come_in_at_their_time(name: str) -> None:
    found = sample(name)
    assert (found.format, found.title) == (moodflow.NAME, moodflow.TITLE)
    assert found.counts == {"moments": 3, "entries": 3, "empty_days": 1, "left_behind": 1}
    evening, night, noon = entries(found)
    assert evening["occurred_at"] == "2024-05-04T20:30:00+02:00"
    assert [felt["mood"] for felt in evening["feelings"]] == ["Okay", "calm", "hopeful"]
    assert (evening["tags"], evening["note"], evening["starred"]) == (["Walk"], "Früh\n\nRain", True)
    assert evening["moodflow"]["rating"] == 3
    assert night["occurred_at"] == "2024-05-06T00:30:00+02:00"
    assert noon["occurred_at"] == "2024-05-06T12:00:00+02:00"
    assert [felt["mood"] for felt in noon["feelings"]] == ["Horrible"]


def test_an_entry_made_on_another_day_stays_on_the_day_of_the_calendar() -> None:
    found = plan("m.json", backup_of(mood="Good", timestamp="2024-05-07T08:00:00.000Z"))
    (entry,) = entries(found)
    assert entry["occurred_at"] == "2024-05-04T12:00:00+02:00"
    assert entry["moodflow"]["timestamp"] == "2024-05-07T08:00:00.000Z"
    assert any("at noon" in remark for remark in found.remarks)


def test_an_entry_is_known_again_though_its_words_grew() -> None:
    at = 1714847400000
    (before,) = entries(plan("m.json", backup_of(mood="Good", timestamp=at, optionalDescription="A")))
    (after,) = entries(plan("m.json", backup_of(mood="Okay", timestamp=at, optionalDescription="A and B")))
    assert before["id"] == after["id"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (backup({"entries": []}, month="0"), 'moods 2024-0: "4" is not valid'),
        (backup({"entries": []}, month="4", number="31"), 'moods 2024-4: "31" is not valid'),
        (backup([]), "moods 2024-5-4: a list is not valid"),
        (backup_of(rating=6), "moods 2024-5-4: entries 1: rating: 6 is not valid"),
        (backup_of(timestamp="soon"), 'timestamp: "soon" is not valid'),
        (backup_of(timestamp=10**20), "timestamp: 1"),
        (backup_of(activities=[3]), "activities: 3 is not valid"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_day(content: str, said: str) -> None:
    assert said in refusal("m.json", content, "moodflow")


def test_it_is_known_by_its_moods() -> None:
    known = "its moods and the fields of their entries"
    assert moodflow.recognises(source("x", '{"data": {"moods": {"emotionsFelt": 1}}}')) == known
    assert moodflow.recognises(source("x", '{"moods": {}}')) is None
    assert moodflow.recognises(source("x", '[{"moods": 1, "emotionsFelt": 1}]')) is None


@pytest.mark.parametrize(("day", "untimed"), [(4, False), (5, True)])
def test_only_what_has_no_time_is_said_to_be_placed_at_noon(day: int, untimed: bool) -> None:
    entry = {"mood": "Okay", "emotionsFelt": [], "timestamp": "2024-05-04T10:00:00.000Z"}
    backup = {"data": {"moods": {"2024": {"5": {str(day): {"entries": [entry]}}}}}}
    found = plan("moodflow_backup.json", json.dumps(backup))
    assert [one["occurred_at"][11:16] for one in entries(found)] == ["12:00"]
    assert (NOON_REMARK in found.remarks) == untimed
