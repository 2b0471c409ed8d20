"""Days with the person's own start, and weeks."""

import time as time_module
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model import clock as clock_module
from companion.model.clock import (
    WEEKDAYS,
    local_day,
    parse_day_start,
    system_clock,
    week_of,
)
from companion.model.errors import InputRefused

BERLIN = ZoneInfo("Europe/Berlin")


def test_one_in_the_morning_belongs_to_the_evening_before() -> None:
    night = datetime(2026, 3, 5, 1, 0, tzinfo=BERLIN)
    assert local_day(night) == date(2026, 3, 4)
    assert local_day(night, "00:30") == date(2026, 3, 5)
    assert local_day(night.replace(hour=4)) == date(2026, 3, 5)
    assert local_day(night.replace(hour=3, minute=59)) == date(2026, 3, 4)


@given(
    st.datetimes(datetime(1990, 1, 2), datetime(2090, 1, 1), timezones=st.timezones()),
    st.times().map(lambda t: t.strftime("%H:%M")),
)
def test_a_day_runs_from_its_start_to_the_next(at: datetime, day_start: str) -> None:
    begins = datetime.combine(local_day(at, day_start), parse_day_start(day_start))
    assert begins <= at.replace(tzinfo=None) < begins + timedelta(days=1)


def test_day_start_must_be_a_time_of_day() -> None:
    assert parse_day_start("4:00") == time(4)
    for nonsense in ("", "4", "24:00", "04:60", "4 am", "04:0", "-1:00", "0x:00"):
        with pytest.raises(InputRefused, match="HH:MM"):
            parse_day_start(nonsense)


@given(st.dates(date(1990, 1, 8), date(2090, 1, 1)), st.sampled_from(WEEKDAYS))
def test_a_week_starts_on_its_weekday_and_holds_its_days(day: date, week_start: str) -> None:
    first = week_of(day, week_start)
    assert WEEKDAYS[first.weekday()] == week_start
    assert 0 <= (day - first).days < 7


def test_an_unknown_weekday_is_refused_with_those_allowed() -> None:
    with pytest.raises(InputRefused, match=r"'someday'.*monday.*sunday"):
        week_of(date(2026, 3, 4), "someday")


@pytest.fixture
def set_tz(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Gives the process another TZ, as a shell would, until the test is over."""

    def set_to(value: str) -> None:
        monkeypatch.setenv("TZ", value)
        monkeypatch.setattr("tzlocal.unix._cache_tz_name", None)  # it asks once for a whole process
        time_module.tzset()

    yield set_to
    monkeypatch.undo()
    time_module.tzset()


@pytest.mark.parametrize(
    ("tz", "name", "winter", "summer"),
    [
        ("Europe/Berlin", "Europe/Berlin", 1, 2),
        (":Europe/Berlin", "Europe/Berlin", 1, 2),
        ("EST5EDT", "EST5EDT", -5, -4),
        ("EST5EDT,M3.2.0,M11.1.0", None, -5, -4),
        ("CET-1CEST,M3.5.0,M10.5.0/3", None, 1, 2),
        ("UTC+3", None, -3, -3),
        ("<+0545>-5:45", None, 5.75, 5.75),
    ],
)
def test_the_clock_is_the_one_that_date_shows(
    set_tz: Callable[[str], None], tz: str, name: str | None, winter: float, summer: float
) -> None:
    set_tz(tz)
    clock = system_clock()
    assert clock.zone == name
    now = clock.now()
    assert now.tzinfo is not None and abs(now - datetime.now(UTC)) < timedelta(minutes=1)
    assert now.utcoffset() == datetime.now().astimezone().utcoffset()
    for month, hours in ((1, winter), (7, summer)):
        wall = datetime(now.year - 1, month, 10, 21, tzinfo=now.tzinfo)
        assert wall.utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("/usr/share/zoneinfo/Europe/Berlin", "Europe/Berlin"),
        ("/var/db/timezone/zoneinfo/America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ("../usr/share/zoneinfo/Etc/UTC", "Etc/UTC"),
        ("/usr/share/zoneinfo/posix/Europe/Berlin", None),
        ("/somewhere/else", None),
        (None, None),
    ],
)
def test_the_zone_that_the_system_links_to_is_known_without_looking_further(
    monkeypatch: pytest.MonkeyPatch, link: str | None, name: str | None
) -> None:
    def readlink(self: Path) -> Path:
        assert self == Path("/etc/localtime")
        if link is None:
            raise FileNotFoundError
        return Path(link)

    monkeypatch.setattr(Path, "readlink", readlink)
    monkeypatch.delenv("TZ", raising=False)
    assert clock_module._linked_zone() == name
    monkeypatch.setenv("TZ", "EST5EDT,M3.2.0,M11.1.0")
    assert clock_module._linked_zone() is None
