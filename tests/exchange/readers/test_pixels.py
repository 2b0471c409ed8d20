"""Pixels: its three shapes give the same kind of moment, and a day is that day."""

import json
from typing import Any

import pytest

from companion.exchange.readers import pixels
from tests.exchange.importing import entries, imported_again, plan, refusal, sample, source


def test_a_day_is_a_moment_at_noon_with_a_word_for_each_score() -> None:
    found = sample("pixels")
    assert (found.format, found.title) == (pixels.NAME, pixels.TITLE)
    ninth, tenth = entries(found)
    assert ninth["occurred_at"] == "2024-01-09T12:00:00+01:00"
    assert [felt["mood"] for felt in ninth["feelings"]] == ["bad", "good", "sad", "hopeful"]
    assert (ninth["tags"], ninth["note"]) == (["Sad", "Hopeful"], "Früh")
    assert ninth["pixels"]["scores"] == [2, 4]
    assert tenth["note"] == ""
    assert any("at noon" in remark for remark in found.remarks)


def test_the_shapes_of_before_are_read_too() -> None:
    (before,) = entries(sample("pixels before"))
    assert (before["occurred_at"], before["starred"]) == ("2021-04-19T12:00:00+02:00", True)
    assert ([felt["mood"] for felt in before["feelings"]], before["tags"]) == (["okay"], ["walk"])
    (first,) = entries(sample("pixels first"))
    assert ([felt["mood"] for felt in first["feelings"]], first["tags"]) == (["awful"], ["joy"])


def test_a_day_is_known_again_though_its_note_grew() -> None:
    def day(notes: str) -> str:
        return json.dumps([{"date": "2024-1-9", "type": "Mood", "scores": [3], "notes": notes, "tags": []}])

    assert imported_again(plan("p.json", day("A")), plan("p.json", day("A and B"))) == (0, 1, 0)


def test_a_square_that_is_no_mood_has_no_feeling() -> None:
    day = {"date": "2024-01-09", "type": "Period", "scores": [1], "notes": "", "tags": []}
    (entry,) = entries(plan("p.json", json.dumps([day])))
    assert (entry["feelings"], entry["tags"]) == ([], ["Period"])


def test_a_day_without_a_score_is_refused() -> None:
    told = refusal("p.json", '[{"date": "2024-1-9", "scores": [], "notes": ""}, {"date": "2024-1-8"}]')
    assert told == "days, entry 2: scores: it is missing; use a list of whole numbers"


def test_it_is_known_by_the_fields_of_its_days() -> None:
    assert (
        pixels.recognises(source("x", '[{"date": "", "scores": [], "notes": ""}]'))
        == "the fields of its days"
    )
    assert pixels.recognises(source("x", '{"date": "", "scores": [], "notes": ""}')) is None
    assert pixels.recognises(source("x", '[{"date": "", "notes": ""}]')) is None


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"date": "9.1.2024"}, 'days, entry 1: date: "9.1.2024" is not valid; use a day such as 2024-1-31'),
        ({"date": None}, "days, entry 1: date: null is not valid"),
        ({"scores": [6]}, "days, entry 1: scores: 6 is not valid; use a whole number from 1 to 5"),
        ({"scores": 3}, "days, entry 1: scores: 3 is not valid; use a list of whole numbers"),
        ({"scores": None}, "days, entry 1: scores: null is not valid"),
        ({"tags": ["a"]}, "days, entry 1: tags 1: "),
    ],
)
def test_a_day_that_is_not_right_is_refused_by_its_place(fields: dict[str, Any], said: str) -> None:
    day = {"date": "2024-1-9", "type": "Mood", "scores": [3], "notes": "", "tags": [], **fields}
    assert said in refusal("p.json", json.dumps([day]))
