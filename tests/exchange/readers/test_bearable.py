"""Bearable: its rows are gathered into moments, and what is there of a day is told from what is not."""

import pytest

from companion.exchange.readers import bearable
from tests.exchange.importing import entries, imported_again, plan, refusal, sample, source

HEADER = "date,weekday,time of day,category,rating/amount,detail,notes\n"
"""The columns of 2021 and 2022; since then a day in figures stands beside the one in words."""


def test_the_rows_of_one_part_of_a_day_are_one_moment() -> None:
    found = sample("bearable")
    assert (found.format, found.title) == (bearable.NAME, bearable.TITLE)
    assert (found.counts["rows"], found.counts["entries"]) == (7, 3)
    tablet, whole_day, midday = entries(found)
    assert tablet["occurred_at"] == "2021-12-07T09:05:00+01:00"
    assert tablet["tags"] == ["Tablet"]
    assert tablet["note"] == "Meds/Supplements: Tablet (mg), 10\nGratitudes: A long talk"
    assert midday["occurred_at"] == "2021-12-08T15:00:00+01:00"
    assert [felt["mood"] for felt in midday["feelings"]] == ["sad", "tense"]
    assert midday["tags"] == ["Back (lower) pain"]
    assert midday["note"] == (
        "We talked, briefly\n\nSymptom: Back (lower) pain (Moderate), 2\nSymptom: Headache (None), 0\n"
        "Mood: Sad | Tense, 3"
    )
    assert midday["bearable"]["rows"][0]["detail"] == "Back (lower) pain (Moderate)"
    assert whole_day["occurred_at"] == "2021-12-08T12:00:00+01:00"
    assert whole_day["tags"] == ["Coffee"]
    assert any("pre at 03:00" in remark for remark in found.remarks)
    assert any("at noon" in remark for remark in found.remarks)


def test_a_row_more_changes_the_moment_and_makes_no_second_one() -> None:
    row = '"22nd Jan 2022",Saturday,am,Symptom,3,Anxiety (Severe),\n'
    first = plan("b.csv", HEADER + row)
    later = plan("b.csv", HEADER + row + '"22nd Jan 2022",Saturday,am,Mood,4,,Better\n')
    assert imported_again(first, later) == (0, 1, 0)
    (before,), (after,) = entries(first), entries(later)
    assert [felt["mood"] for felt in before["feelings"]] == ["anxious"]
    assert before["occurred_at"] == "2022-01-22T09:00:00+01:00"
    assert after["note"].startswith("Better\n\n")
    assert after["note"].endswith("Mood: 4")


def test_the_other_day_is_read_where_a_spreadsheet_changed_one() -> None:
    changed = "date;date formatted;weekday;time of day;category;rating/amount;detail;notes\n"
    (entry,) = entries(plan("b.csv", changed + "8th Dec 2021;08/12/2021;Wednesday;pm;Mood;3;Calm;\n"))
    assert entry["occurred_at"] == "2021-12-08T21:00:00+01:00"


def test_it_is_known_by_its_columns_in_any_case() -> None:
    assert bearable.recognises(source("x", HEADER.upper())) == "its first line"
    assert bearable.recognises(source("x", "date,category,amount\n")) is None
    assert bearable.recognises(source("x", "")) is None


def test_a_time_of_day_in_other_words_is_said_and_placed_at_noon() -> None:
    found = plan("b.csv", HEADER + "1st March 2024,,at dawn,Mood,4,,\n")
    assert entries(found)[0]["occurred_at"] == "2024-03-01T12:00:00+01:00"
    assert (
        'line 2: time of day: "at dawn" is not a time of day that is known here; placed at noon'
        in found.notes
    )


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("", "line 2, column date: it is empty; use a day such as 8th Dec 2021"),
        ("soon", 'line 2, column date: "soon" is not valid'),
        ("31st Feb 2022", 'line 2, column date: "31st Feb 2022" is not valid'),
        ("08/12/2021", 'line 2, column date: "08/12/2021" is not valid'),
    ],
)
def test_a_row_without_a_day_is_refused_with_its_line(cell: str, said: str) -> None:
    assert said in refusal("b.csv", f"{HEADER}{cell},,am,Mood,3,,\n")


def test_a_table_that_names_nothing_is_refused() -> None:
    assert refusal("b.csv", "date,category,rating/amount\n") == "line 1: there is no column detail"
