"""How We Feel: moods keep their words, tags of all kinds come along, dates are read in many ways."""

import pytest

from companion.exchange.readers import howwefeel
from tests.exchange.importing import entries, plan, refusal, sample, source


def test_moods_keep_their_words_and_all_tags_come_along() -> None:
    found = sample("howwefeel")
    assert (found.format, found.title) == (howwefeel.NAME, howwefeel.TITLE)
    midnight, morning, evening = entries(found)
    assert evening["occurred_at"] == "2026-02-08T16:04:00+01:00"
    assert [felt["mood"] for felt in evening["feelings"]] == ["Mellow", "lonely"]
    assert evening["tags"] == ["By Myself", "Home", "Garden"]
    assert evening["note"] == "A note, long\nwith lines"
    assert evening["howwefeel"]["Mood"] == "Mellow;Lonely"
    assert evening["howwefeel"]["Steps"] == "15.0"
    assert [felt["mood"] for felt in morning["feelings"]] == ["zorblax"]
    assert morning["note"] == "### Reflections\n\nOne.\n\nTwo."
    assert midnight["occurred_at"] == "2026-02-07T00:00:00+01:00"
    assert midnight["tags"] == ["park"]


def test_it_is_known_by_a_date_a_mood_and_tags() -> None:
    assert howwefeel.recognises(source("x", "Date,Mood,Tags (Events)\n")) == "its first line"
    assert howwefeel.recognises(source("x", "Date,Mood,Tags\n")) is None
    assert howwefeel.recognises(source("x", "")) is None


@pytest.mark.parametrize(
    "day", ["2026 Sun Feb 8 16:04", "2026 dim. 8 févr. 16:04", "2026-02-08 4:04 pm", "2026 8 Feb 4:04 p.m."]
)
def test_dates_are_read_in_many_ways(day: str) -> None:
    (entry,) = entries(plan("hwf.csv", f"Date,Mood,Tags (Events)\r\n{day},Sad,\r\n"))
    assert entry["occurred_at"] == "2026-02-08T16:04:00+01:00"


def test_a_row_without_a_time_is_refused_with_its_line() -> None:
    for cell, said in (("soon", '"soon" is not'), ("", "it is empty"), ("2026 Sun Feb 30 4:04 PM", "30")):
        told = refusal("hwf.csv", f"Date,Mood,Tags (Events)\n2026 Sun Feb 8 16:04,Sad,\n{cell},x,\n")
        assert told.startswith("line 3, column Date")
        assert said in told
