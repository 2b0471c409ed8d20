"""A table of what people write for a time that has passed, in zones near and far from one another."""

import itertools
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from companion.model.clock import WEEKDAYS, fixed_clock
from companion.model.date_format import MONTHS
from companion.model.errors import InputRefused
from companion.model.past_time import StillToCome, Unclear, parse_past_time

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Chatham")


def rows() -> list[tuple[datetime, str, str]]:
    """When it is said (a wall time), the words, and what is meant: a wall time in ISO form, or a sign."""
    found, said_at = [], datetime.min
    for line in (Path(__file__).parent / "past_phrases.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@ "):
            said_at = datetime.fromisoformat(line[2:])
        elif line and not line.startswith("#"):
            words, meant = re.fullmatch(r"(.+?)\s+(\S+ \d\d:\d\d|[?>-])", line).groups()  # type: ignore[union-attr]
            day, _, hour = meant.partition(" ")
            if hour:
                on = date.fromisoformat(day) if "-" in day else said_at.date().replace(day=int(day))
                meant = f"{on} {hour}"
            found.append((said_at, words, meant))
    return found


ROWS = rows()


def answer(words: str, said_at: datetime, zone: str) -> str:
    """The wall time found, or the sign of why there is none."""
    try:
        at = parse_past_time(words, fixed_clock(said_at.replace(tzinfo=ZoneInfo(zone)), zone))
    except StillToCome:
        return ">"
    except Unclear:
        return "?"
    except InputRefused as refused:
        return "-" if "could not read" in str(refused) else "?"
    return f"{at:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize("zone", ZONES)
def test_every_phrase_means_what_people_mean_by_it(zone: str) -> None:
    assert len(ROWS) >= 300
    wrong = [
        f"{words!r} at {said_at}: {found}, not {meant}"
        for said_at, words, meant in ROWS
        if (found := answer(words, said_at, zone)) != meant
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("zone", "said_at", "words", "meant"),
    [
        # 02:00 became 03:00 in Berlin on 29 March, and 03:00 became 02:00 on 25 October.
        ("Europe/Berlin", "2026-03-29T12:00", "2 hours ago", "2026-03-29T10:00+02:00"),
        ("Europe/Berlin", "2026-03-29T12:00", "10 hours ago", "2026-03-29T01:00+01:00"),
        ("Europe/Berlin", "2026-03-29T12:00", "last night at 11", "2026-03-28T23:00+01:00"),
        ("Europe/Berlin", "2026-03-29T12:00", "last night at 1", "2026-03-29T01:00+01:00"),
        ("Europe/Berlin", "2026-03-29T12:00", "this morning", "2026-03-29T09:00+02:00"),
        ("Europe/Berlin", "2026-03-29T12:00", "a day ago", "2026-03-28T12:00+01:00"),
        ("Europe/Berlin", "2026-03-29T12:00", "24 hours ago", "2026-03-28T11:00+01:00"),
        ("Europe/Berlin", "2026-10-25T12:00", "last night at 1", "2026-10-25T01:00+02:00"),
        ("Europe/Berlin", "2026-10-25T12:00", "12 hours ago", "2026-10-25T01:00+02:00"),
        ("Europe/Berlin", "2026-10-25T12:00", "yesterday 9pm", "2026-10-24T21:00+02:00"),
        ("Europe/Berlin", "2026-10-25T12:00", "sunday 9am", "2026-10-25T09:00+01:00"),
        ("America/New_York", "2026-03-08T15:00", "last night at 11", "2026-03-07T23:00-05:00"),
        ("America/New_York", "2026-03-08T15:00", "13 hours ago", "2026-03-08T01:00-05:00"),
        ("America/New_York", "2026-11-01T15:00", "this morning at 8", "2026-11-01T08:00-05:00"),
        ("America/New_York", "2026-11-01T15:00", "this morning at 12:30am", "2026-11-01T00:30-04:00"),
        ("Asia/Kolkata", "2026-03-29T12:00", "10 hours ago", "2026-03-29T02:00+05:30"),
        ("Asia/Kolkata", "2026-03-29T12:00", "this morning at 2:30", "2026-03-29T02:30+05:30"),
        # Half an hour only: 02:00 became 02:30 on 4 October, and 02:00 became 01:30 on 5 April.
        ("Australia/Lord_Howe", "2026-10-04T12:00", "10 hours ago", "2026-10-04T01:30+10:30"),
        ("Australia/Lord_Howe", "2026-04-05T12:00", "11 hours ago", "2026-04-05T01:30+11:00"),
        # 02:45 became 03:45 on 27 September, and 03:45 became 02:45 on 5 April.
        ("Pacific/Chatham", "2026-09-27T12:00", "sunday 2:30", "2026-09-27T02:30+12:45"),
        ("Pacific/Chatham", "2026-09-27T12:00", "9 hours ago", "2026-09-27T02:00+12:45"),
        ("Pacific/Chatham", "2026-04-05T12:00", "9 hours ago", "2026-04-05T03:00+12:45"),
        ("Pacific/Chatham", "2026-04-05T12:00", "9.5 hours ago", "2026-04-05T03:30+13:45"),
    ],
)
def test_on_the_days_the_clocks_change(zone: str, said_at: str, words: str, meant: str) -> None:
    now = datetime.fromisoformat(said_at).replace(tzinfo=ZoneInfo(zone))
    assert parse_past_time(words, fixed_clock(now, zone)).isoformat(timespec="minutes") == meant


@pytest.mark.parametrize(
    ("zone", "said_at", "words", "instead"),
    [
        ("Europe/Berlin", "2026-03-29T12:00", "last night at 2:30", "03:30"),
        ("America/New_York", "2026-03-08T15:00", "2:30 am", "03:30"),
        ("Australia/Lord_Howe", "2026-10-04T12:00", "this morning at 2:15", "02:45"),
        ("Pacific/Chatham", "2026-09-27T12:00", "sunday 3:15am", "04:15"),
    ],
)
def test_an_hour_that_was_left_out_is_not_guessed(zone: str, said_at: str, words: str, instead: str) -> None:
    now = datetime.fromisoformat(said_at).replace(tzinfo=ZoneInfo(zone))
    with pytest.raises(InputRefused, match=f"clocks left out; try {instead}"):
        parse_past_time(words, fixed_clock(now, zone))


# What is said, read once more in the simplest way, as a guard against a time that nobody named

_DAYS = {name[:3]: number for number, name in enumerate(WEEKDAYS)}
_SPANS = {"d": 1, "w": 7, "f": 14, "m": 31, "y": 366}
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


def furthest(words: str) -> timedelta:
    """No further back than this, by the words that can lead far."""
    text = f" {words.lower()} "
    far = 2
    if re.search(rf"\b({'|'.join(_DAYS)})", text):
        far = 15
    tokens = re.findall(r"\d+(?=\.)|\d+|[a-z]+", text.replace(" and a half", "").replace("-", ""))
    for count, unit in itertools.pairwise(tokens):
        many = int(count) if count.isdecimal() else _ONES.index(count) if count in _ONES else 50
        many = 1 if count in ("a", "an") else many
        if re.fullmatch(r"h|hrs?|hours?", unit):
            far = max(far, many // 24 + 2)
        elif unit.startswith(("monday", *(day for day in _DAYS if day != "mon"))):
            far = max(far, 7 * many + 15)
        elif re.fullmatch(r"d|days?|w|wks?|weeks?|fortnights?|months?|y|yrs?|years?", unit):
            far = max(far, many * _SPANS[unit[0]] + far + 2)
    named = [name for name in MONTHS if re.search(rf"\b{name[:3].lower()}", text)]
    if named or re.search(r"\d(st|nd|rd|th)\b|\d[./-]\d", text):
        far = max(far, 366 * 9)
    return timedelta(days=far)


def problem(words: str, now: datetime, at: datetime) -> str:
    """What the time found does to what was said; empty where it keeps to it."""
    text, local = words.lower(), at.replace(tzinfo=None)
    if at > now:
        return "to come"
    if now - at > furthest(words):
        return "further back than was said"
    weekdays = {_DAYS[day] for day in re.findall(rf"\b({'|'.join(_DAYS)})(?:\w*day|s|rs|r|\b)", text)}
    days = {local.weekday()} | ({(local.weekday() - 1) % 7} if local.hour < 7 and "night" in text else set())
    if weekdays and not weekdays & days:
        return "another weekday"
    if re.search(r"ago|back|^-| to | past ", text):
        return ""
    text = re.sub(r"\d{4}[./-]\d+[./-]\d+", " ", text)
    if re.search(r"\d ?[ap]\.?m", text):
        text = re.sub(r"\b\d+\.\d+\b(?! ?[ap]\.?m)", " ", text)  # a day beside the time
    for hour, minute, half in re.findall(r"\b(\d{1,2})[:.](\d{2}) ?([ap]m)?", text):
        if int(minute) < 60 and int(hour) < 24 and not re.search(rf"{hour}[.]{minute}[./]", text):
            hours = {int(hour) % 12 + 12 * (half == "pm")} if half else {int(hour), (int(hour) + 12) % 24}
            if local.minute != int(minute) or local.hour not in hours:
                return "another hour"
    for hour, half in re.findall(r"(?<![:.\d])(\d{1,2}) ?([ap])\.?m", text):
        if local.hour != int(hour) % 12 + 12 * (half == "p"):
            return "another hour"
    return ""


def mutations(words: str) -> set[str]:
    """The phrase without one of its words, with one twice, and with one changed for another of the table."""
    parts = words.split()
    others = ("last", "ago", "night", "monday", "9", "march", "2", "days")
    return {
        " ".join(changed)
        for n in range(len(parts))
        for changed in (
            parts[:n] + parts[n + 1 :],
            [*parts[: n + 1], *parts[n:]],
            *([*parts[:n], other, *parts[n + 1 :]] for other in others),
            *([*parts[:n], other, *parts[n:]] for other in others),
        )
    }


def test_a_phrase_with_one_word_changed_never_leads_further_than_its_words() -> None:
    wrong, tried = [], 0
    for said_at, words, _ in ROWS:
        now = said_at.replace(tzinfo=ZoneInfo("Europe/Berlin"))
        for changed in mutations(words) | {words}:
            tried += 1
            try:
                at = parse_past_time(changed, fixed_clock(now, "Europe/Berlin"))
            except InputRefused:
                continue
            if what := problem(changed, now, at):
                wrong.append(f"{changed!r}: {at:%a %Y-%m-%d %H:%M}, {what}")
    assert tried > 5_000
    assert not wrong, f"{len(wrong)} of {tried}\n" + "\n".join(wrong[:40])
