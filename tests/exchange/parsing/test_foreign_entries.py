"""What every reader stands on: ids that stay, and wall times placed in a zone."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from companion.exchange.parsing.foreign_entries import LocalTimes, named_id
from companion.exchange.parsing.import_plan import ImportRequest
from companion.model.vocabulary import load_vocabulary

BERLIN = ImportRequest(
    vocabulary=load_vocabulary(), zone="Europe/Berlin", now=datetime(2026, 3, 1, 12, tzinfo=UTC)
)


@given(st.uuids(), st.text(st.characters(exclude_categories=["Cs"])))
def test_ids_are_those_of_the_standard(namespace: UUID, name: str) -> None:
    assert named_id(namespace, name) == str(uuid5(namespace, name))


@given(st.datetimes(datetime(1890, 1, 1), datetime(2100, 1, 1)))
def test_a_wall_time_gets_the_offset_of_its_zone(wall_time: datetime) -> None:
    at = LocalTimes(BERLIN).at(wall_time, "line 2")
    assert at.replace(tzinfo=None) == wall_time
    assert at.utcoffset() == wall_time.replace(tzinfo=ZoneInfo("Europe/Berlin")).utcoffset()
    assert isinstance(at.utcoffset(), timedelta) and not isinstance(at.tzinfo, ZoneInfo)


def test_only_times_at_a_change_of_the_clocks_are_noted() -> None:
    times = LocalTimes(BERLIN)
    for hour in (1, 2, 3):
        times.at(datetime(2026, 3, 29, hour, 30), f"spring {hour}")
        times.at(datetime(2026, 10, 25, hour, 30), f"autumn {hour}")
    assert [note.split(":")[0] for note in times.notes] == ["spring 2", "autumn 2"]
