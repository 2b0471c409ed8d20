"""Reads times that have passed in English words: "yesterday 9pm", "last night at 11", "2h ago"."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from companion.model.clock import Clock, local_day
from companion.model.date_format import day_words, weekday_name
from companion.model.errors import InputRefused
from companion.model.time_ago import Pieces, TwoMeanings
from companion.model.time_words import SaidDate, SaidParts, SaidTime, take_apart

EXAMPLES = '"yesterday 9pm", "last friday", "2h ago" or "2026-03-01 21:40"'
"""What can be written, for the one who wrote something else."""

_PART_HOURS = {
    "morning": (9, 6, 11), "afternoon": (15, 13, 17), "evening": (19, 18, 22), "night": (21, 20, 23),
    "tonight": (21, 19, 23),
}  # fmt: skip
"""The hour a part of the day stands for, then when it was early or late."""
_WINDOWS = {
    "morning": (0, 12), "afternoon": (12, 19), "evening": (16, 24.5), "night": (18, 30), "tonight": (16, 30),
}  # fmt: skip
"""From which hour to before which a time in that part of the day lies, counted from that day's midnight."""
_BEGINS = {"morning": 4, "afternoon": 12, "evening": 17, "night": 17, "tonight": 17}
"""The hour from which a part of today has begun, so that it may mean now."""


class StillToCome(InputRefused):
    """A time that is understood, and has not come yet."""


class Unclear(InputRefused):
    """Words that can mean more than one time. ``hint``: what to say instead."""

    def __init__(self, words: str, hint: str) -> None:
        super().__init__(f"when: {words!r} can mean more than one time; {hint}")
        self.hint = hint


def parse_past_time(words: str, clock: Clock, day_start: str = "04:00") -> datetime:
    """A time in words ("yesterday 9pm", "last night at 11", "2026-03-01 21:40") as an aware datetime.

    Words are English and read from the clock's present, towards the past. A part of the day makes its hour:
    "sunday afternoon at 3" is 15:00, and "last night at 1" the small hours of today. A day without a time is
    taken at noon (or now, when noon is still to come); a time without a day is the latest one; "today" goes
    by ``day_start`` where today's would be still to come. Hours and minutes ago go by absolute time.
    Raises InputRefused, saying what to write instead, for words that are not understood, that can mean two
    times (an hour that may be of the morning or of the evening), that contradict each other (a weekday that
    the date is not), and for a wall time that the clocks skipped; StillToCome, which is one, for the future.
    """
    now = clock.now()
    zone = ZoneInfo(clock.zone) if clock.zone else now.tzinfo
    try:
        named, hour_given = _exact(" ".join(words.split())), True
        if named is None:
            named, hour_given = _named(words, now, day_start)
        at = named if named.tzinfo else _on_the_wall(named, zone, words, hour_given)
        if at > now:
            raise _to_come(words)
    except OverflowError:
        raise InputRefused(f"when: {words!r} is too far away for the calendar") from None
    except TwoMeanings as two:
        raise Unclear(words, str(two)) from None
    return at


def _not_read(words: str) -> InputRefused:
    return InputRefused(f"when: could not read {words!r} as a time; try {EXAMPLES}")


def _to_come(words: str) -> StillToCome:
    return StillToCome(f"when: {words!r} is in the future; log a moment after it has happened")


def _exact(text: str) -> datetime | None:
    """A whole ISO timestamp."""
    if not re.match(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}|\d{8}T\d", text):
        return None
    try:
        return datetime.fromisoformat(text).replace(microsecond=0)
    except ValueError:
        return None


def _on_the_wall(at: datetime, zone: tzinfo | None, words: str, hour_given: bool) -> datetime:
    """``at`` in the zone. Raises InputRefused for an hour that was given and that the clocks skipped."""
    there = at.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    if hour_given and there.replace(tzinfo=None) != at:
        raise InputRefused(
            f"when: {words!r} is {at:%H:%M} on {day_words(at.date())}, an hour that the clocks left out;"
            f" try {there:%H:%M}"
        )
    return there


def _named(words: str, now: datetime, day_start: str) -> tuple[datetime, bool]:
    """The time meant, aware where it is a point in absolute time, else a wall time; and whether its hour was
    said. It may be to come.
    """
    said = take_apart(words)
    if said is None:
        raise _not_read(words)
    if said.to_come:
        raise _to_come(words)
    days = sum((said.days_back is not None, said.weekday is not None or said.dated is not None))
    if said.now:
        if days or said.part or said.at or said.back or said.time_or_date:
            raise _not_read(words)
        return now, True
    if said.time_or_date is not None:
        at, dated = said.time_or_date
        beside_a_day = bool(days or said.back or said.part)
        if beside_a_day is (said.at is not None):
            raise TwoMeanings(f'say "{at.at:%H:%M}" for the time, or write the month as a word')
        if said.at is None:
            said.at = at
        else:
            said.dated, days = dated, 1
    if said.back:
        return _counted(said, days, words, now), said.at is not None
    if said.shade and not said.part:
        raise _not_read(words)
    if said.vague and not (said.at or said.part):
        raise InputRefused(f'when: {words!r} needs a time, such as "today at 15:00"; or try {EXAMPLES}')
    if days > 1:
        raise _not_read(words)
    wall = now.replace(tzinfo=None)
    if days == 0:
        return _without_a_day(said, words, wall), True
    found = [_in_day(said, day, words, wall) for day in _days(said, words, wall, day_start)]
    past = [at for at in found if at <= wall]
    return (past or found)[0], said.at is not None


def _counted(said: SaidParts, days: int, words: str, now: datetime) -> datetime:
    """ "2h ago", "3 days ago at 9pm": hours and minutes by absolute time, days and more by the calendar."""
    exact = [piece for piece in said.back if piece[1] in ("hours", "minutes")]
    if days or said.vague or (exact and (said.at or said.part)):
        raise _not_read(words)
    if len(exact) == len(said.back):
        return (now.astimezone(UTC) - _span(exact)).astimezone(now.tzinfo)
    wall = now.replace(tzinfo=None)
    day = wall.date()
    for amount, unit in said.back:
        if unit in ("months", "years"):
            day = _months_before(day, int(amount) * (12 if unit == "years" else 1))
        elif unit in ("days", "weeks"):
            day -= timedelta(days=int(amount) * (7 if unit == "weeks" else 1))
    if said.at or said.part:
        return _in_day(said, day, words, wall)
    return datetime.combine(day, wall.time()) - _span(exact)


def _span(pieces: Pieces) -> timedelta:
    """These hours and minutes together."""
    return timedelta(**{unit: amount for amount, unit in pieces})


def _months_before(day: date, months: int) -> date:
    """The same day of an earlier month; the 31st of a month that has none is its last."""
    number = day.year * 12 + day.month - 1 - months
    if number < 12:
        raise OverflowError
    for last in range(day.day, 0, -1):
        try:
            return date(number // 12, number % 12 + 1, last)
        except ValueError:
            continue
    raise OverflowError


def _days(said: SaidParts, words: str, wall: datetime, day_start: str) -> list[date]:
    """The days that can be meant, the likeliest first; the first whose time has come is taken."""
    today = wall.date()
    if said.days_back == 0:
        return list(dict.fromkeys((today, local_day(wall, day_start))))
    if said.days_back is not None:
        return [today - timedelta(days=said.days_back)]
    if said.dated is not None:
        return [_dated(said.dated, said, words, today)]
    assert said.weekday is not None
    latest = today - timedelta(days=(today.weekday() - said.weekday) % 7)
    week = timedelta(days=7)
    if said.which == "this":
        return [today + timedelta(days=said.weekday - today.weekday())]
    if said.which == "week before":
        return [today + timedelta(days=said.weekday - today.weekday()) - week]
    before_today = latest - week if latest == today else latest
    if said.which.isdecimal():
        return [before_today - week * (int(said.which) - 1)]
    return [before_today] if said.which else [latest, latest - week]


def _dated(dated: SaidDate, said: SaidParts, words: str, today: date) -> date:
    """The latest day with this date, which must be the weekday that was named. Raises InputRefused."""
    if said.which not in ("", "last", "past"):
        raise _not_read(words)
    found = [day for day in _dates(dated, today) if day is not None]
    if not found:
        raise _not_read(words)
    come = [day for day in found if day <= today]
    day = come[0] if come else found[0]
    if said.weekday is None or day.weekday() == said.weekday:
        return day
    if any(each > today and each.weekday() == said.weekday for each in found):
        raise _to_come(words)
    found_day = f"{day_words(day, weekday=False)} was a {weekday_name(day)}"
    raise InputRefused(f"when: {words!r}: {found_day}; give the weekday or the date")


def _dates(dated: SaidDate, today: date) -> Iterator[date | None]:
    """The days that a date without month or year can be, the latest first."""
    if dated.year is not None and dated.month is not None:
        yield _a_date(dated.year, dated.month, dated.day)
    elif dated.month is not None:
        years = (
            (today.year, today.year - 1)
            if dated.day < 29 or dated.month != 2
            else range(today.year, today.year - 9, -1)
        )
        yield from (_a_date(year, dated.month, dated.day) for year in years)
    else:
        number = today.year * 12 + today.month - 1
        yield from (_a_date((number - n) // 12, (number - n) % 12 + 1, dated.day) for n in range(3))


def _a_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_day(said: SaidParts, day: date, words: str, wall: datetime) -> datetime:
    """The time within that day, or in the night after it."""
    if said.at is not None:
        return _at_time(said.at, said.part, day, words, wall)
    if said.part:
        hour = _PART_HOURS[said.part]
        at = datetime.combine(day, time(hour[("", "early", "late").index(said.shade)]))
        begun = datetime.combine(day, time(_BEGINS[said.part]))
        return wall if day == wall.date() and begun <= wall < at else at
    if said.days_back is not None or said.back:
        return datetime.combine(day, wall.time())
    noon = datetime.combine(day, time(12))
    return wall if day == wall.date() and noon > wall else noon


def _at_time(at: SaidTime, part: str, day: date, words: str, wall: datetime) -> datetime:
    """That time of that day. Raises InputRefused where the part of the day does not have it."""
    midnight = datetime.combine(day, time())
    hours = at.at.hour + at.at.minute / 60
    both = [hours, hours + 12 if at.at.hour < 12 else hours - 12]
    offsets = both if at.either else [hours]
    if part:
        low, high = _WINDOWS[part]
        halves = [hours] if at.half_day else both
        within = {after for each in halves for after in (each, each + 24) if low <= after < high}
        if len(within) != 1:
            raise InputRefused(f"when: {words!r}: {_hour(at)} and {part} do not go together; try {EXAMPLES}")
        return midnight + timedelta(minutes=round(within.pop() * 60))
    if at.at == time() and not at.either and "midnight" in words.lower():
        raise TwoMeanings('say "last night at 12", or the day with "00:00"')
    if at.at.hour == 12:
        offsets = offsets[:1]
    found = [midnight + timedelta(minutes=round(each * 60)) for each in offsets]
    past = [each for each in found if each <= wall]
    if len(past) == 1 or len(found) == 1:
        return (past or found)[0]
    if not past:
        return min(found)
    raise TwoMeanings(f'say "{_half_day(found[0])}" or "{_half_day(found[1])}"')


def _half_day(at: datetime) -> str:
    minutes = f":{at:%M}" if at.minute else ""
    return f"{(at.hour - 1) % 12 + 1}{minutes}{'pm' if at.hour >= 12 else 'am'}"


def _hour(at: SaidTime) -> str:
    return f"{at.at.hour}" if at.either and not at.at.minute else f"{at.at:%H:%M}"


def _without_a_day(said: SaidParts, words: str, wall: datetime) -> datetime:
    """A time of day alone: the latest one."""
    if said.at is None:
        raise _not_read(words)
    if said.digits and wall.year - 30 <= said.at.at.hour * 100 + said.at.at.minute <= wall.year:
        raise TwoMeanings(f'say "{said.at.at:%H:%M}" for the time, or a whole date for a day')
    days = [wall.date() - timedelta(days=n) for n in (0, 1)]
    if said.at.at == time() and not said.at.either:
        return datetime.combine(wall.date(), time())
    if said.part:
        # the night from the day before may have given it already
        found = [
            _at_time(said.at, said.part, day, words, wall) for day in (*days, days[1] - timedelta(days=1))
        ]
        return max(at for at in found if at <= wall)
    today = datetime.combine(wall.date(), said.at.at)
    if not said.at.either:
        return today if today <= wall else today - timedelta(days=1)
    at = _at_time(said.at, "", wall.date(), words, wall)
    if at <= wall:
        return at
    raise TwoMeanings(f'say "{_half_day(at)}" or "{_half_day(at + timedelta(hours=12))}"')
