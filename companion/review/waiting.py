"""What waits to be looked at, two lines each: a worry whose time has come, a pattern, an experiment.

And a few lines from a month or a year ago. Nothing of a worry's own words is shown: others may look at the
screen.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from companion.model.date_format import DATE_FORMATS, day_words, weekday_name
from companion.model.records import Entry, Experiment, Settings, Story, written_text
from companion.model.text import fill, one_line, settings_about
from companion.model.vocabulary import Pattern, Vocabulary
from companion.review.drawing import Row, wrapped
from companion.review.grammar import counted

if TYPE_CHECKING:
    from companion.patterns.findings import Finding

MOST = 3
"""How many wait at the most."""
QUOTED_LINES = 3
_TOLD = ("early_sign", "holds_up", "easing", "growing")
"""The states of a pattern that has something to tell."""


class Waiting(NamedTuple):
    """Something that waits: what it is (``"worry"``, ``"pattern"``, ``"experiment"``, ``"offer"``), its id,
    and its lines.
    """

    kind: str
    id: str
    rows: tuple[Row, ...]


def worry_waiting(
    story: Story, noted: date | None, today: date, date_format: str = DATE_FORMATS[0]
) -> Waiting:
    """A worry to look at again; ``noted``: the day of the moment it is about, where that is known."""
    when = ""
    if noted is not None and timedelta() < today - noted < timedelta(days=7):
        when = f" from {weekday_name(noted)}"
    elif noted is not None and noted != today:
        when = f" from {day_words(noted, date_format, weekday=False, year=noted.year != today.year)}"
    sure = "" if story.belief is None else f", {story.belief}% sure"
    rows: tuple[Row, ...] = (
        (("? ", "$closeness bold"), (f"A worry{when}{sure}.", "")),
        (("  How did it turn out?", "$soft"),),
    )
    return Waiting("worry", story.id, rows)


def pattern_waiting(finding: "Finding", pattern: Pattern, settings: Settings) -> Waiting:
    """A pattern with both of its counts."""
    from companion.review.finding_text import STATE_SIGNS, rates_words

    colour = "$closeness" if pattern.positive else "$distance" if pattern.distancing else ""
    title = one_line(fill(pattern.title, settings_about(finding.told_about, settings)))
    rows: tuple[Row, ...] = (
        ((f"{STATE_SIGNS[finding.state]} ", colour), (title, "")),
        ((f"  {rates_words(finding)}", "$soft"),),
    )
    return Waiting("pattern", finding.pattern, rows)


def experiment_waiting(experiment: Experiment, vocabulary: Vocabulary, settings: Settings) -> Waiting:
    """The experiment under way, and how often it was tried."""
    practice = vocabulary.practices.get(experiment.exercise or "")
    title = one_line(fill(practice.label, settings) if practice else experiment.if_then)
    tried, came_up = sum(chance.did for chance in experiment.tries), len(experiment.tries)
    count = f"tried {tried} of {counted(came_up, 'time')}" if came_up else "has not come up yet"
    rows: tuple[Row, ...] = (
        (("→ ", "$closeness"), (f"Your experiment: {title}", "")),
        ((f"  {count}", "$soft"),),
    )
    return Waiting("experiment", experiment.id, rows)


def changed_last(
    findings: Iterable["Finding"],
    patterns: dict[str, Pattern],
    noted_at: Callable[[str], datetime | None],
    *,
    quiet: bool = False,
) -> "Finding | None":
    """Of the patterns with something to tell, the one whose counts changed last.

    ``noted_at``: the time of an entry by its id, ``None`` where there is none. In quiet mode only good ones.
    """
    latest: list[tuple[datetime, Finding]] = []
    for finding in findings:
        pattern = patterns.get(finding.pattern)
        if pattern is None or finding.muted or finding.state not in _TOLD:
            continue
        if quiet and not pattern.shown_when_quiet:
            continue
        _, moments, otherwise = finding.told_evidence
        known = [noted_at(ids[-1]) for ids in (moments, otherwise) if len(ids)]
        ats = [at for at in known if at is not None]
        if ats:
            latest.append((max(ats), finding))
    return max(latest, key=lambda pair: pair[0])[1] if latest else None


# a few lines from earlier


class Earlier(NamedTuple):
    """How long ago it was, and what was written then."""

    heading: str
    text: str


def days_to_look_at(today: date) -> list[tuple[str, date]]:
    """The same date a month ago and a year ago, where the month has it, with the words for it."""
    month = (today.year, today.month - 1) if today.month > 1 else (today.year - 1, 12)
    found = []
    for words, (year, number) in (
        ("A month ago today", month),
        ("A year ago today", (today.year - 1, today.month)),
    ):
        try:
            found.append((words, date(year, number, today.day)))
        except ValueError:
            continue
    return found


def text_to_quote(entries: Sequence[Entry]) -> str:
    """The longest text of a day, which says most of it; empty where nothing was written."""
    return max((one_line(written_text(entry)) for entry in entries), key=len, default="")


def quotation(text: str, width: int, most: int = QUOTED_LINES) -> list[str]:
    """A text in quotation marks, in lines of ``width`` cells; what does not fit is left out."""
    begun = text[: most * width]
    lines = wrapped(f"“{begun}”" if begun == text else f"“{begun} …”", width)
    if len(lines) > most:
        lines = [*lines[: most - 1], wrapped(lines[most - 1], width - 3)[0] + " …”"]
    return lines
