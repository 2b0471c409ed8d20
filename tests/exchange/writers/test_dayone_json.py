"""Day One's zip: read back by the reader of Day One without loss of what both hold."""

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.exchange.writers import dayone_json
from companion.model.records import Contents, Moment, Reflection
from tests.conftest import examples
from tests.exchange.importing import entries, plan
from tests.exchange.writers.journal import NOTE, VOCABULARY, contents
from tests.strategies import ANY_TEXT

AT = datetime(2026, 3, 1, 21, 40, 5, tzinfo=timezone(timedelta(hours=1)))
WRITTEN = Reflection(
    id="5d3c1a52-8a3f-4d55-9f6e-0c2f3f0a7f11",
    occurred_at=AT,
    recorded_at=AT,
    updated_at=AT,
    text="A long walk.",
)


def whole(*reflections: Reflection) -> dict[str, Any]:
    """What is in the zip."""
    data = dayone_json.written(Contents(reflections=reflections), VOCABULARY)[""]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["Journal.json"]
        read: dict[str, Any] = json.loads(archive.read("Journal.json"))
        return read


def read_back(*entries_in: Reflection | Moment) -> list[dict[str, Any]]:
    """What the reader of Day One makes of it."""
    written = Contents(
        moments=tuple(entry for entry in entries_in if isinstance(entry, Moment)),
        reflections=tuple(entry for entry in entries_in if isinstance(entry, Reflection)),
    )
    return entries(plan("diary.zip", dayone_json.written(written, VOCABULARY)[""]))


def test_an_entry_has_the_fields_of_day_one() -> None:
    read = whole(replace(WRITTEN, tags=("Long walk", " "), starred=True, zone="Europe/Berlin"))
    assert read["metadata"] == {"version": "1.0"}
    assert read["entries"] == [
        {
            "uuid": "5D3C1A528A3F4D559F6E0C2F3F0A7F11",
            "creationDate": "2026-03-01T20:40:05Z",
            "modifiedDate": "2026-03-01T20:40:05Z",
            "timeZone": "Europe/Berlin",
            "isAllDay": False,
            "starred": True,
            "isPinned": False,
            "tags": ["Long walk"],
            "text": "A long walk.",
        }
    ]


def test_an_id_that_is_no_uuid_becomes_the_same_one_each_time() -> None:
    ids = [
        whole(replace(WRITTEN, id=id))["entries"][0]["uuid"] for id in ("daylio 7", "daylio 7", "daylio 8")
    ]
    assert ids[0] == ids[1] != ids[2]
    assert all(re.fullmatch("[0-9A-F]{32}", id) for id in ids)


@examples(40)
@given(
    text=ANY_TEXT | st.text(r"\.*_-!#1) ab\`", max_size=12),
    tags=st.lists(st.text("ab c:é", min_size=1).map(str.strip).filter(bool), unique=True, max_size=3),
    starred=st.booleans(),
    minutes=st.integers(-14 * 60, 14 * 60),
    zone=st.sampled_from([None, "Europe/Berlin", "Asia/Tokyo", "Mars/Olympus"]),
)
def test_what_both_hold_comes_back(
    text: str, tags: list[str], starred: bool, minutes: int, zone: str | None
) -> None:
    at = datetime(2026, 3, 1, 21, 40, 5, tzinfo=timezone(timedelta(minutes=minutes)))
    (read,) = read_back(
        replace(WRITTEN, text=text, tags=tuple(tags), starred=starred, occurred_at=at, zone=zone)
    )
    assert read["occurred_at"] == at.isoformat()
    assert read.get("starred", False) is starred
    assert set(read.get("tags", ())) == set(tags)
    lines = re.sub("\r\n|\r", "\n", text).replace("\u200b", "").strip("\n")
    assert read.get("text", "") == lines


def test_a_moment_is_told_in_words_above_its_note() -> None:
    written = contents()
    first, second = read_back(*written.moments)
    assert first["text"].startswith("Moment\n\n- What happened: ")
    assert "Tags" not in first["text"] and first["starred"] is True
    assert second["text"] == f"Moment\n\n{NOTE}"
    assert [read["occurred_at"] for read in (first, second)] == [
        "2026-02-10T10:00:00+01:00",
        "2026-02-20T10:00:00+01:00",
    ]


@pytest.mark.parametrize(
    ("zone", "offset", "written"),
    [
        ("Asia/Kathmandu", 345, "Asia/Kathmandu"),
        ("Asia/Kathmandu", 60, "GMT+0100"),
        (None, -210, "GMT-0330"),
        (None, 0, "GMT"),
        ("../../etc/passwd", 60, "GMT+0100"),
    ],
)
def test_the_clock_that_was_seen_is_the_clock_that_is_written(
    zone: str | None, offset: int, written: str
) -> None:
    at = AT.astimezone(timezone(timedelta(minutes=offset)))
    assert whole(replace(WRITTEN, zone=zone, occurred_at=at))["entries"][0]["timeZone"] == written
    (read,) = read_back(replace(WRITTEN, zone=zone, occurred_at=at))
    assert read["occurred_at"] == at.isoformat()


def test_equal_journals_make_equal_files() -> None:
    one, other = (dayone_json.written(contents(), VOCABULARY)[""] for _ in range(2))
    assert one == other
    assert datetime(2026, 3, 1, tzinfo=UTC).isoformat() not in one.decode("latin-1")
