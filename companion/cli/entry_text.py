"""An entry in lines of plain text, for today, show, search and delete."""

from datetime import datetime

from companion.cli.session import Session
from companion.model.date_format import day_and_time
from companion.model.records import Entry, Story
from companion.model.text import one_line
from companion.review.entry_text import EntryWords, Row

SHORT_ID = 8
"""How many characters of an id are shown; any beginning that fits one entry alone names it."""


def _words(session: Session) -> EntryWords:
    journal = session.journal()
    return EntryWords(
        journal.vocabulary,
        journal.settings,
        journal.clock.zone,
        session.configuration.date_format,
        bold=lambda text: session.style(text, bold=True),
        dim=lambda text: session.style(text, dim=True),
    )


def heading_and_rows(session: Session, entry: Entry) -> tuple[str, list[Row]]:
    """What heads an entry (what happened, or which question was answered), and a row for each other fact."""
    return _words(session).heading_and_rows(entry)


def entry_lines(session: Session, entry: Entry, *, whole: bool = False, text: str | None = None) -> list[str]:
    """An entry in some lines; the first ends with the id to name it by.

    Its text is cut to two lines unless ``whole``, which also adds the stories told of it; ``text`` is another
    piece to show in its place.
    """
    stories = (
        [story for story in session.journal().stories.all() if story.moment == entry.id] if whole else []
    )
    return _words(session).lines(
        entry,
        session.width,
        whole=whole,
        text=text,
        stories=stories,
        after_heading=short_id(session, entry.id),
    )


def story_lines(session: Session, story: Story, indent: str) -> list[str]:
    """All that was said of a worry, a fact in a row."""
    return _words(session).story_lines(story, indent, session.width)


def short_id(session: Session, id: str) -> str:
    """As many characters of an id as are shown."""
    return session.style(one_line(id)[:SHORT_ID], dim=True)


def entry_line(session: Session, entry: Entry) -> str:
    """Which entry it is, in one line: its day, its time, and what heads it."""
    heading, _ = heading_and_rows(session, entry)
    return f"{short_time(session, entry.occurred_at)}: {heading}"


def short_time(session: Session, at: datetime) -> str:
    """The day that a time belongs to, and the time: ``Thu 26 Nov, 21:00``; the year where it is another."""
    start, form = session.journal().settings.day_start, session.configuration.date_format
    return day_and_time(at, start, form, year=at.year != session.clock.now().year, short=True)
