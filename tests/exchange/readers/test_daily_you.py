"""Daily You: its backup, its database and its JSON are one diary, and trackers follow the text."""

import json
from typing import Any

import pytest

from companion.exchange import recognise
from companion.exchange.readers import daily_you
from tests.exchange.importing import entries, plan, refusal, sample, source
from tests.exchange.samples import DAILY_YOU, daily_you_base, tui_journal_base


def test_a_log_is_free_writing_with_its_mood_its_labels_and_what_was_counted() -> None:
    found = sample("daily-you base")
    assert (found.format, found.title) == (daily_you.NAME, daily_you.TITLE)
    evening, noon = entries(found)
    assert evening["occurred_at"] == "2024-08-03T21:15:30.123456+02:00"
    assert evening["updated_at"] == "2024-08-04T08:00:00+02:00"
    assert [felt["mood"] for felt in evening["feelings"]] == ["sad"]
    assert evening["tags"] == ["rain", "Energy"]
    assert evening["text"] == "It *rained*.\n\nTwice.\n\nEnergy: 4\nCoffee: 0"
    assert evening["daily-you"]["text"] == "It *rained*.\n\nTwice."
    assert (noon["feelings"], noon["text"]) == ([], "")
    assert found.counts["left_behind"] == 1


def test_its_backup_its_database_and_its_json_are_one_diary() -> None:
    ids = [{entry["id"] for entry in entries(sample(f"daily-you{kind}"))} for kind in (" zip", " base", "")]
    assert ids[0] == ids[1] == ids[2]
    assert len(ids[0]) == 2


def test_its_markdown_has_days_and_faces() -> None:
    found = sample("daily-you markdown")
    assert found.known_by == "its files, named log_year-month-day.md"
    texts = {entry["text"]: entry for entry in entries(found)}
    assert set(texts) == {"It rained.", "Twice."}
    assert [felt["mood"] for felt in texts["It rained."]["feelings"]] == ["sad"]
    assert texts["It rained."]["occurred_at"] == "2024-08-03T12:00:00+02:00"
    assert texts["Twice."]["feelings"] == []
    assert texts["Twice."]["daily-you"]["first"] == "Sat, Aug 3, 2024"
    assert found.counts["left_behind"] == 1
    assert any("at noon" in remark for remark in found.remarks)
    (other,) = entries(plan("diary", {"log_2024-08-03.md": "Rain", "2024-08-04.md": "Sun"}, form="daily-you"))
    assert other["text"] == ""
    assert plan("diary", {"log_2024-08-03.md": "Rain", "2024-08-04.md": "Sun"}).format == "markdown"


def test_a_database_of_its_first_versions_has_one_picture_in_its_rows_and_no_tags() -> None:
    old = (
        "DROP TABLE entry_images; DROP TABLE tags; DROP TABLE entry_tags;"
        "ALTER TABLE entries ADD COLUMN img_path TEXT; UPDATE entries SET img_path = 'b.jpg' WHERE id = 2"
    )
    found = plan("daily_you.db", daily_you_base(old))
    assert found.counts["left_behind"] == 1
    assert entries(found)[1]["daily-you"]["images"] == [{"imgPath": "b.jpg"}]


def test_it_is_told_from_the_database_of_another_program() -> None:
    assert recognise(source("x.db", daily_you_base()))[0].NAME == "daily-you"
    assert recognise(source("x.db", tui_journal_base()))[0].NAME == "tui-journal"
    assert daily_you.recognises(source("x", json.dumps(DAILY_YOU))) == "the timeCreated of its entries"
    assert daily_you.recognises(source("x", '[{"text": "", "mood": 1}]')) is None


def test_a_tag_without_a_name_is_named_and_skipped() -> None:
    found = plan("daily_you.db", daily_you_base("INSERT INTO entry_tags VALUES (9, 2, 77, NULL)"))
    assert "tag 77: it has no name, so it was skipped" in found.notes


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"timeCreated": "soon"}, 'entries, entry 1: timeCreated: "soon" is not valid; use a time such as'),
        ({"timeCreated": None}, "entries, entry 1: timeCreated: null is not valid"),
        ({"timeModified": 7}, "entries, entry 1: timeModified: 7 is not valid"),
        ({"mood": 3}, "entries, entry 1: mood: 3 is not valid; use a whole number from -2 to 2, or null"),
        ({"images": "a.jpg"}, 'entries, entry 1: images: "a.jpg" is not valid'),
    ],
)
def test_a_log_that_is_not_right_is_refused_by_its_place(fields: dict[str, Any], said: str) -> None:
    assert said in refusal("d.json", json.dumps([{**DAILY_YOU[0], **fields}]))


def test_a_log_without_a_text_is_refused() -> None:
    log = {name: value for name, value in DAILY_YOU[0].items() if name != "text"}
    told = refusal("d.json", json.dumps([DAILY_YOU[1], log]))
    assert told == "entries, entry 2: text: it is missing; use text"


def test_a_database_without_its_columns_is_refused() -> None:
    told = refusal("daily_you.db", daily_you_base("ALTER TABLE entries DROP COLUMN mood"))
    assert told == "table entries: there is no column mood"
    told = refusal("daily_you.db", daily_you_base("UPDATE entries SET text = x'ff'"))
    assert told == "table entries, row 1, column text: it is not text and not a number"
