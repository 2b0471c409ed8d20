"""A reminder: written when asked for, in words that tell nothing, and removed again."""

import plistlib
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar, Event

from companion.model.errors import InputRefused
from companion.system import reminders
from companion.system.paths import Places
from tests.cli.conftest import Run

TELLING = ("companion", "journal", "diary", "partner", "feel", "mood", "love")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME")
    return tmp_path


def test_without_a_place_only_the_next_dates_are_shown(run: Run, home: Path, places: Places) -> None:
    told = run("remind", "--at", "21:30", "--days", "mon,Wednesday")
    assert told.out == "Next: Mon 02 Mar 2026, 21:30; Wed 04 Mar 2026, 21:30; Mon 09 Mar 2026, 21:30.\n"
    assert list(home.iterdir()) == []
    assert not places.data.exists()
    assert "Sun 01 Mar 2026, 22:00" in run("remind", "--at", "22:00").out
    assert run("remind").code == 2
    assert run("remind", "--at", "21:30", "--days", "someday").code == 3


def test_a_calendar_file_tells_its_rule_and_nothing_else(run: Run, home: Path) -> None:
    file = home / "evening.ics"
    assert run("remind", "--at", "21:30", "--days", "sun,tue", "--ics", str(file)).code == 0
    data = file.read_bytes()
    assert data.replace(b"\r\n", b"").count(b"\n") == 0
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert [word for word in TELLING if word in data.decode().lower()] == []
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert event.decoded("dtstart") == datetime(2026, 3, 3, 21, 30)  # a wall time, whatever the zone
    assert event.decoded("dtstamp") == datetime(2026, 3, 1, 20, 40, tzinfo=UTC)
    assert event.decoded("duration") == timedelta(minutes=10)
    assert (event["summary"], event["description"]) == (reminders.TITLE, reminders.WORDS)
    assert (event["class"], event["transp"]) == ("PRIVATE", "TRANSPARENT")
    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=event.decoded("dtstart"))
    assert [one.day for one in rule[:3]] == [3, 8, 10]
    (alarm,) = event.walk("VALARM")
    assert (alarm["action"], alarm.decoded("trigger")) == ("DISPLAY", timedelta())


def test_a_calendar_file_written_again_is_the_same_event(run: Run, home: Path) -> None:
    file = home / "evening.ics"

    def event() -> Event:
        (only,) = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
        return only

    assert run("remind", "--at", "21:30", "--days", "sun,tue", "--ics", str(file)).code == 0
    before = event()
    assert run("remind", "--at", "20:00", "--ics", str(file)).code == 0
    assert event()["uid"] == before["uid"]
    assert event().decoded("dtstart").hour == 20
    assert event()["rrule"].to_ical() == b"FREQ=DAILY"
    file.write_bytes(file.read_bytes().replace(b"END:VEVENT\r\n", b""))  # changed by hand, and read no more
    assert run("remind", "--at", "20:30", "--ics", str(file)).code == 0
    assert event().decoded("dtstart").hour == 20
    assert run("remind", "--remove", "--ics", str(file)).code == 0
    assert not file.exists()


def test_another_file_is_neither_replaced_nor_removed(run: Run, home: Path) -> None:
    file = home / "birthdays.ics"
    file.write_text("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    assert run("remind", "--at", "21:30", "--ics", str(file)).code == 3
    assert run("remind", "--remove", "--ics", str(file)).code == 3
    assert file.read_text().startswith("BEGIN")


def test_a_timer_is_written_told_and_removed(run: Run, home: Path) -> None:
    told = run("remind", "--at", "07:05", "--days", "mon,wed", "--systemd")
    folder = home / ".config" / "systemd" / "user"
    assert sorted(one.name for one in folder.iterdir()) == ["daily-note.service", "daily-note.timer"]
    timer, service = (folder / "daily-note.timer").read_text(), (folder / "daily-note.service").read_text()
    assert "OnCalendar=Mon,Wed *-*-* 07:05:00\n" in timer
    assert "notify-send" in service
    assert [word for word in TELLING if word in (timer + service).lower()] == []
    assert str(folder / "daily-note.timer") in told.err
    assert "systemctl --user enable --now daily-note.timer" in told.err.replace("daemon-reload && ", "")
    removed = run("remind", "--remove")
    assert "disable --now daily-note.timer" in removed.err
    assert list(folder.iterdir()) == []
    assert run("remind", "--remove").code == 1


def test_an_agent_for_launchd_counts_its_days_from_sunday(run: Run, home: Path) -> None:
    assert run("remind", "--at", "21:30", "--days", "sun,mon", "--launchd").code == 0
    (file,) = (home / "Library" / "LaunchAgents").iterdir()
    agent = plistlib.loads(file.read_bytes())
    assert agent["StartCalendarInterval"] == [
        {"Weekday": 1, "Hour": 21, "Minute": 30},
        {"Weekday": 0, "Hour": 21, "Minute": 30},
    ]
    assert [word for word in TELLING if word in file.read_text().lower().replace(str(home).lower(), "")] == []


def test_days_in_words() -> None:
    assert reminders.parse_days("") == reminders.parse_days("mon,tue,wed,thu,fri,sat,sun") == ()
    assert reminders.parse_days(" Su , monday") == (0, 6)
    for wrong in ("t", "s", "noday"):
        with pytest.raises(InputRefused, match="days"):
            reminders.parse_days(wrong)
    assert reminders.next_times(time(9), (), datetime(2026, 3, 1, 9, 0), 1) == [datetime(2026, 3, 2, 9, 0)]
