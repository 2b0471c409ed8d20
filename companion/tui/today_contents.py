"""What Today shows beside the day's entries, read from the journal."""

from datetime import date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from companion.journal import Journal
from companion.model.errors import NothingFound
from companion.model.records import Entry, Moment
from companion.model.text import fill_label
from companion.review.recent_days import FORTNIGHT, RecentDays

if TYPE_CHECKING:
    from companion.patterns.findings import Finding
    from companion.review.waiting import Earlier, Waiting

FOLLOWED_WITHIN = timedelta(days=2)
"""How long after an entry what came next is shown beside it."""


def recent_days(journal: Journal, in_sight: date, *, weeks: bool, hidden: bool = False) -> RecentDays:
    """The last two weeks, or with ``weeks`` the last five; ``hidden``: nothing is shown of closeness."""
    today, week_start = journal.today(), journal.settings.week_start
    recent = RecentDays(today, {}, week_start, journal.quiet or hidden, in_sight)
    first = recent.first if weeks else today - timedelta(days=FORTNIGHT - 1)
    return recent._replace(days=journal.timeline.day_summaries(first, today))


def beginnings(journal: Journal, most: int) -> dict[str, str]:
    """What a moment most often began with, as the form has it in its first row: words by id."""
    rows, settings = journal.vocabulary.triggers, journal.settings
    ids = dict.fromkeys([*journal.timeline.recent_codes("trigger"), *rows])
    offered = (row for id in ids if (row := rows.get(id)) and not row.deprecated)
    return {row.id: fill_label(row.label, settings) for row in islice(offered, most)}


def what_waits(journal: Journal, finding: "Finding | None", date_format: str) -> "list[Waiting]":
    """What waits to be looked at: a worry whose time has come, the pattern given, the experiment."""
    from companion.review.waiting import experiment_waiting, pattern_waiting, worry_waiting

    found = []
    settings, vocabulary = journal.settings, journal.vocabulary
    due = journal.stories.due()
    if due and not journal.quiet:
        entry = _entry(journal, due[0].moment or "")
        noted = None if entry is None else entry.occurred_at.date()
        found.append(worry_waiting(due[0], noted, journal.today(), date_format))
    if finding is not None:
        found.append(pattern_waiting(finding, vocabulary.patterns[finding.pattern], settings))
    experiment = journal.experiments.under_way()
    if experiment is not None:
        found.append(experiment_waiting(experiment, vocabulary, settings))
    return found


def latest_finding(journal: Journal) -> "Finding | None":
    """The pattern whose counts changed last, of those that may be told."""
    from companion.review.waiting import changed_last

    def noted_at(id: str) -> datetime | None:
        entry = _entry(journal, id)
        return None if entry is None else entry.occurred_at

    findings = journal.insight.patterns()
    return changed_last(findings, dict(journal.vocabulary.patterns), noted_at, quiet=journal.quiet)


def earlier_text(journal: Journal) -> "Earlier | None":
    """What was written a month ago today, or else a year ago.

    Nothing in quiet mode, and nothing of an entry that notes danger.
    """
    if journal.quiet:
        return None
    from companion.review.waiting import Earlier, days_to_look_at, text_to_quote

    for heading, day in days_to_look_at(journal.today()):
        entries = [entry for entry in journal.timeline.day(day) if not _is_hard(journal, entry)]
        if text := text_to_quote(entries):
            return Earlier(heading, text)
    return None


def _is_hard(journal: Journal, entry: Entry) -> bool:
    from companion.model.sequels import notes_danger

    danger = isinstance(entry, Moment) and notes_danger(entry)
    return danger or journal.entries.page_to_offer(entry) is not None


def followed(journal: Journal, entry: Entry) -> list[Entry]:
    """The entries after one, within two days of it."""
    at, day = entry.occurred_at, entry.occurred_at.date()
    near = journal.timeline.between(day - timedelta(days=1), day + FOLLOWED_WITHIN + timedelta(days=1))
    return [one for one in near if at < one.occurred_at <= at + FOLLOWED_WITHIN]


def came_before(journal: Journal, entry: Entry) -> list[Entry]:
    """The entries of the two days before one, the nearest first."""
    at, day = entry.occurred_at, entry.occurred_at.date()
    near = journal.timeline.between(day - FOLLOWED_WITHIN - timedelta(days=1), day + timedelta(days=1))
    return [one for one in reversed(near) if at - FOLLOWED_WITHIN <= one.occurred_at < at]


def _entry(journal: Journal, id: str) -> Entry | None:
    try:
        return journal.timeline.entry(id) if id else None
    except NothingFound:
        return None
