"""Day One: entries keep their places, stars and tags; photos are named and left behind."""

from companion.exchange.readers import dayone
from tests.exchange.importing import entries, sample, source


def test_places_and_stars_are_kept_and_photos_named() -> None:
    found = sample("dayone")
    assert (found.format, found.title) == (dayone.NAME, dayone.TITLE)
    leap, rain, whole_day = entries(found)
    assert rain["occurred_at"] == "2024-05-02T06:30:00+09:00"
    assert rain["zone"] == "Asia/Tokyo"
    assert rain["starred"] is True
    assert rain["tags"] == ["rain", "Sad"]
    assert rain["text"] == "It rained. Twice!\n\n1\\. not a list\n\n(photo not imported: feed.jpeg)"
    assert rain["dayone"]["weather"] == {"conditionsDescription": "Rain"}
    assert whole_day["occurred_at"] == "2024-05-03T12:00:00+01:00"
    assert leap["text"] == "Leap"
    assert any("Moon/Base" in note for note in found.notes)
    assert found.counts["left_behind"] == 1


def test_a_zip_brings_the_same_entries_and_says_where_they_were() -> None:
    alone, zipped = entries(sample("dayone")), entries(sample("dayone zip"))
    assert [entry["id"] for entry in zipped] == [entry["id"] for entry in alone]
    assert {entry["dayone"]["file"] for entry in zipped} == {"Journal.json"}


def test_it_is_known_by_the_dates_of_its_entries() -> None:
    assert dayone.recognises(source("x", '{"entries": [{"creationDate": ""}]}'))
    assert dayone.recognises(source("x", '{"entries": [{"date": ""}]}')) is None
