"""Closeness, feelings and acts week by week, in numbers, in sentences and as JSON.

They are drawn in :mod:`companion.review.lines_rows`. In quiet mode only the feelings are told.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from companion.model.clock import week_of
from companion.model.date_format import day_words
from companion.model.day_summary import DaySummary
from companion.model.frozen_dataclass import dataclass
from companion.model.records import Settings
from companion.model.text import one_line
from companion.model.vocabulary import Vocabulary
from companion.review.drawing import Row
from companion.review.grammar import counted, listed, lower_first, times
from companion.review.year import mean, mean_words

PLEASANT, HARD = 5, 4
"""How many feelings of each kind have a row."""
MOST_OF_A_WEEK = 3
"""Feelings that are named of one week, in the sentence about it."""
STAYED_PATTERN, BACK_PATTERN = "reach_out_after_closeness", "withdraw_after_affection"
"""The patterns whose responses are counted as staying and as pulling back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWeek:
    """One week in numbers: ``closeness``, the mean of its rated days; how often each feeling was named; how
    often staying and pulling back were noted; ``days``: on how many days something was logged.
    """

    first: date
    days: int
    closeness: float | None
    feelings: Mapping[str, int]
    stayed: int
    back: int

    @property
    def leaning(self) -> int | None:
        """1 where it leaned close, -1 distant, 0 neither, as the mean with one decimal has it."""
        if self.closeness is None:
            return None
        return 0 if mean_words(self.closeness) == "0.0" else 1 if self.closeness > 0 else -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Some weeks, the newest last, and the feelings that have a row: pairs of id and words."""

    weeks: tuple[LineWeek, ...]
    pleasant: tuple[tuple[str, str], ...]
    hard: tuple[tuple[str, str], ...]
    quiet: bool


def first_week(last_day: date, weeks: int, week_start: str) -> date:
    """The first day of so many weeks that end with that of ``last_day``."""
    number = week_of(last_day, week_start).toordinal() - 7 * (weeks - 1)
    return date.fromordinal(max(1, number))


def lines_of(
    days: Mapping[date, DaySummary],
    last_day: date,
    weeks: int,
    vocabulary: Vocabulary,
    settings: Settings,
    *,
    quiet: bool,
) -> Lines:
    """The weeks up to that of ``last_day``, from the days in numbers."""
    stayed, back = (
        frozenset(pattern.responses) if (pattern := vocabulary.patterns.get(id)) else frozenset()
        for id in (STAYED_PATTERN, BACK_PATTERN)
    )
    first = first_week(last_day, weeks, settings.week_start)
    told = tuple(
        _week(first + timedelta(weeks=n), days, stayed, back)
        for n in range(weeks)
        if first + timedelta(weeks=n) <= last_day
    )
    named: Counter[str] = Counter()
    for week in told:
        named.update(week.feelings)

    def most(pleasant: bool, count: int) -> tuple[tuple[str, str], ...]:
        moods = [
            mood
            for mood, _ in named.most_common()
            if (row := vocabulary.moods.get(mood)) is not None and (row.valence > 0) is pleasant
        ]
        return tuple(
            (mood, lower_first(one_line(vocabulary.label(mood, settings)))) for mood in moods[:count]
        )

    return Lines(weeks=told, pleasant=most(True, PLEASANT), hard=most(False, HARD), quiet=quiet)


def _week(
    first: date, days: Mapping[date, DaySummary], stayed: frozenset[str], back: frozenset[str]
) -> LineWeek:
    here = [days[day] for n in range(7) if (day := first + timedelta(days=n)) in days]
    rated = [day.closeness for day in here if day.closeness is not None]
    codes = [code for day in here for code in day.codes]
    return LineWeek(
        first=first,
        days=len(here),
        closeness=mean(rated) if rated else None,
        feelings=Counter(mood for day in here for mood in day.feelings),
        stayed=sum(code in stayed for code in codes),
        back=sum(code in back for code in codes),
    )


# In words


def sentence(lines: Lines) -> str:
    """One or two sentences that the rows show; nothing of closeness in quiet mode."""
    if not any(week.days for week in lines.weeks):
        return "No entries in these weeks."
    words = dict((*lines.pleasant, *lines.hard))
    if lines.quiet:
        return (
            _most_named(lines.weeks, words, "You named {} most often.")
            or "You named no feeling in these weeks."
        )
    close = [week for week in lines.weeks if week.leaning == 1]
    far = [week for week in lines.weeks if week.leaning == -1]
    if not close and not far:
        return "These weeks leaned neither way, or no day of them was rated."
    parts = [
        f"{counted(len(close), 'week')} leaned close, {len(far)} distant.",
        _most_named(
            close, words, "In the close ones you named {} most often." if far else "You named {} most often."
        ),
        _most_named(far, words, "In the distant ones it was {}." if close else "You named {} most often."),
    ]
    return " ".join(part for part in parts if part)


def _most_named(weeks: Iterable[LineWeek], words: Mapping[str, str], told: str) -> str:
    """The feeling named most in these weeks, put into a sentence; empty where none was, or several were."""
    named: Counter[str] = Counter()
    for week in weeks:
        named.update({mood: times for mood, times in week.feelings.items() if mood in words})
    most = named.most_common(2)
    if not most or (len(most) == 2 and most[0][1] == most[1][1]):
        return ""
    return told.format(words[most[0][0]])


def week_sentences(lines: Lines, date_format: str = "day-first") -> list[str]:
    """A line a week, to be read one after the other."""
    words = dict((*lines.pleasant, *lines.hard))
    days = (day_words(week.first, date_format, weekday=False) for week in lines.weeks)
    told = (_week_words(week, words, quiet=lines.quiet) for week in lines.weeks)
    return [f"Week of {day}: {week}" for day, week in zip(days, told, strict=True)]


def week_row(lines: Lines, at: int, date_format: str = "day-first") -> Row:
    """One of the weeks in a sentence, with the feelings it had most of."""
    week, words = lines.weeks[at], dict((*lines.pleasant, *lines.hard))
    day = day_words(week.first, date_format, weekday=False, year=False)
    told = _week_words(week, words, quiet=lines.quiet, most=MOST_OF_A_WEEK)
    return ((f"Week of {day}", "bold"), (f"   {told}.", ""))


def _week_words(week: LineWeek, words: Mapping[str, str], *, quiet: bool, most: int | None = None) -> str:
    if not week.days:
        return "no entries"
    parts = [f"{counted(week.days, 'day')} logged"]
    if week.closeness is not None and not quiet:
        parts.append(f"closeness {mean_words(week.closeness)}")
    felt = [f"{words[mood]} {times(n)}" for mood, n in Counter(week.feelings).most_common() if mood in words]
    if felt:
        parts.append(f"felt {listed(felt[:most])}")
    if not quiet:
        parts += [f"stayed {times(week.stayed)}"] if week.stayed else []
        parts += [f"pulled back {times(week.back)}"] if week.back else []
    return "; ".join(parts)


def lines_json(lines: Lines) -> dict[str, Any]:
    """The weeks as plain JSON values."""
    weeks = []
    for week in lines.weeks:
        one: dict[str, Any] = {"first": week.first.isoformat(), "days_logged": week.days}
        if not lines.quiet:
            closeness = None if week.closeness is None else round(week.closeness, 2)
            one |= {"closeness": closeness, "stayed": week.stayed, "pulled_back": week.back}
        weeks.append({**one, "feelings": dict(week.feelings)})
    return {"quiet": lines.quiet, "weeks": weeks}
