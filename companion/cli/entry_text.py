"""An entry in lines of plain text, for today, show, search and delete."""

import textwrap

from companion.cli.session import Session
from companion.model.date_format import day_words
from companion.model.entry_facts import Fact, entry_facts, story_facts
from companion.model.records import Entry, Moment, Story, written_text
from companion.model.text import one_line, shown
from companion.review.grammar import lower_first, upper_first, wish

SHORT_ID = 8
"""How many characters of an id are shown; any beginning that fits one entry alone names it."""

Row = tuple[str, str]
"""The word before a fact, and what the fact says."""


def heading_and_rows(session: Session, entry: Entry) -> tuple[str, list[Row]]:
    """What heads an entry (what happened, or which question was answered), and a row for each other fact."""
    journal = session.journal()
    facts = entry_facts(entry, journal.vocabulary, journal.settings, journal.clock.zone)
    head = next((fact for fact in facts if fact.kind in ("triggers", "partner_acts", "prompt")), None)
    if head is None:
        words = "A moment" if isinstance(entry, Moment) else "A reflection"
    else:
        words = upper_first(_words(session, head))
    rows = [(fact.heading, _words(session, fact)) for fact in facts if fact is not head]
    return f"{'★ ' if entry.starred else ''}{words}", rows


def entry_lines(session: Session, entry: Entry, *, whole: bool = False, text: str | None = None) -> list[str]:
    """An entry in some lines; the first ends with the id to name it by.

    Its text is cut to two lines unless ``whole``, which also adds the stories told of it; ``text`` is another
    piece to show in its place.
    """
    width = session.width
    stamp = f"  {entry.occurred_at:%H:%M}  "
    indent = " " * len(stamp)
    heading, rows = heading_and_rows(session, entry)
    first, *more = textwrap.wrap(heading, width - len(stamp) - SHORT_ID - 2) or [""]
    lines = [stamp + session.style(first, bold=True) + "  " + short_id(session, entry.id)]
    lines += [indent + session.style(line, bold=True) for line in more]
    lines += _row_lines(session, rows, indent)
    if text is None:
        text = written_text(entry)
    text = shown(text).strip()
    if whole and text:
        lines += ["", *(indent + line for line in text.splitlines())]
    elif text:
        lines += textwrap.wrap(
            one_line(text),
            width,
            initial_indent=indent,
            subsequent_indent=indent,
            max_lines=2,
            placeholder=" …",
        )
    if whole:
        for story in session.journal().stories.all():
            if story.moment == entry.id:
                lines += ["", *story_lines(session, story, indent)]
    return lines


def story_lines(session: Session, story: Story, indent: str) -> list[str]:
    """All that was said of a worry, a fact in a row."""
    facts = story_facts(story, session.configuration.date_format)
    return _row_lines(session, [(fact.heading, fact.words()) for fact in facts], indent)


def short_id(session: Session, id: str) -> str:
    """As many characters of an id as are shown."""
    return session.style(one_line(id)[:SHORT_ID], dim=True)


def entry_line(session: Session, entry: Entry) -> str:
    """Which entry it is, in one line: its day, its time, and what heads it."""
    day = day_words(entry.occurred_at.date(), session.configuration.date_format, year=False, short=True)
    heading, _ = heading_and_rows(session, entry)
    return f"{day}, {entry.occurred_at:%H:%M}: {heading}"


def _row_lines(session: Session, rows: list[Row], indent: str) -> list[str]:
    """The rows as two columns, wrapped to the width of the terminal."""
    gutter = max((len(heading) for heading, _ in rows), default=0)
    lines = []
    for heading, words in rows:
        first, *more = textwrap.wrap(words, session.width - len(indent) - gutter - 2) or [""]
        lines.append(f"{indent}{session.style(f'{heading:<{gutter}}', dim=True)}  {first}")
        lines += [f"{indent}{' ' * gutter}  {line}" for line in more]
    return lines


def _words(session: Session, fact: Fact) -> str:
    """A fact as it goes on within a line: labels begin small, a wish with "to"."""
    if fact.kind == "urges":
        known = session.journal().vocabulary.responses
        return ", ".join(f"to {wish(known.get(value.code), value.text)}" for value in fact.values)
    if fact.kind == "prompt":
        return fact.words()
    return ", ".join(lower_first(value.words) if value.code else value.words for value in fact.values)
