"""Daylio's backup: moods by their names, offsets kept, and what is not known here too."""

import base64
import json

import pytest

from companion.exchange.readers.daylio_backup import BACKUP_FILE, backup_entries
from companion.model.errors import InputRefused
from tests.exchange.importing import entries, sample, source
from tests.exchange.samples import BACKUP


def test_a_backup_keeps_moods_offsets_and_what_is_not_known() -> None:
    found = sample("daylio backup")
    assert (found.format, found.known_by) == ("daylio", f"the file {BACKUP_FILE} in it")
    new_year, evening = entries(found)
    assert evening["occurred_at"] == "2025-11-08T21:05:00+01:00"
    assert evening["feelings"] == [{"mood": "calm", "intensity": None}]
    assert evening["daylio"]["mood"] == "Calm"
    assert evening["daylio"]["isFavorite"] is True
    assert evening["tags"] == ["garden", "long walk"]
    assert evening["note"] == "We sat\noutside"
    assert new_year["note"] == "## New year"
    assert new_year["feelings"] == [{"mood": "rad", "intensity": None}]


def test_photos_are_counted_and_left_behind() -> None:
    data = base64.b64encode(json.dumps(BACKUP).encode())
    read, counts = backup_entries(source("backup.daylio", {BACKUP_FILE: data, "assets/photo": b"x"}))
    assert len(read) == 2
    assert counts == {"entries": 2, "left_behind": 1}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"day": 31}, "day: 31 is not valid"),
        ({"month": 12}, "month: 12 is not valid; use a whole number from 0 to 11"),
        ({"hour": True}, "hour: true is not valid"),
        ({"tags": 3}, "tags: 3 is not valid; use a list of numbers"),
    ],
)
def test_an_entry_that_is_not_right_is_refused_by_its_number(change: dict[str, object], said: str) -> None:
    backup = {**BACKUP, "dayEntries": [{**BACKUP["dayEntries"][0], **change}]}  # type: ignore[index, dict-item]
    data = base64.b64encode(json.dumps(backup).encode())
    with pytest.raises(InputRefused, match=r"^entry 1") as refused:
        backup_entries(source("backup.daylio", {BACKUP_FILE: data}))
    assert said in str(refused.value)


def test_a_file_that_is_no_backup_is_refused() -> None:
    for data, said in (
        (b"!", "this is not valid base64"),
        (base64.b64encode(b"[]"), "no list named dayEntries"),
    ):
        with pytest.raises(InputRefused, match=said):
            backup_entries(source("backup.daylio", {BACKUP_FILE: data}))
