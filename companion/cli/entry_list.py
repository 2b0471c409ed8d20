"""Entries in a line each, and entries in plain sentences for a screen reader."""

from companion.cli.entry_text import SHORT_ID, heading_and_rows, short_id, short_time
from companion.cli.session import Session
from companion.model.records import Entry, Moment, written_text
from companion.model.text import one_line, shown
from companion.review.grammar import upper_first

LEAST_WORDS = 20
"""How many cells a long heading leaves for the beginning of a text."""


FIRST_WORDS = 80
"""How much of a text is read out in a list, in characters."""


def listed(session: Session, entry: Entry, *, plain: bool = False) -> str:
    """An entry in one line to be found by: id, time, how close it felt, what heads it, its first words.

    How close is a sign of one cell; it stays away in quiet mode. ``plain``: in words, and the id last.
    """
    at = short_time(session, entry.occurred_at)
    heading, _ = heading_and_rows(session, entry)
    close = _closeness(session, entry, plain=plain)
    text = one_line(written_text(entry))
    if plain:
        starred = "starred" if entry.starred else ""
        told = ", ".join(filter(None, (at, heading.removeprefix("★ "), close, starred)))
        parts = (told, _cut(text, FIRST_WORDS), one_line(entry.id)[:SHORT_ID])
        return " ".join(_sentence(part) for part in parts if part)
    line = _cut(f"{at}  {close}  {heading}", session.width - SHORT_ID - 2 - (LEAST_WORDS if text else 0))
    words = f"  “{_cut(text, session.width - SHORT_ID - len(line) - 6)}”" if text else ""
    return f"{short_id(session, entry.id)}  {line}{words}"


def plain_lines(session: Session, entry: Entry, *, whole: bool = False, text: str | None = None) -> list[str]:
    """An entry as lines to be read one after the other: no columns, no signs, the id last.

    ``whole``: with the stories told of it. ``text``: another piece to show in place of its text.
    """
    heading, rows = heading_and_rows(session, entry)
    lines = [f"{entry.occurred_at:%H:%M}. {_sentence(heading.removeprefix('★ '))}"]
    lines += ["Starred."] if entry.starred else []
    lines += [_sentence(f"{upper_first(word)}: {words}") for word, words in rows]
    lines += [
        line for line in shown(written_text(entry) if text is None else text).splitlines() if line.strip()
    ]
    if whole:
        lines += _story_lines(session, entry)
    return [*lines, f"Id: {one_line(entry.id)[:SHORT_ID]}."]


def _story_lines(session: Session, entry: Entry) -> list[str]:
    from companion.model.entry_facts import story_facts

    stories = [story for story in session.journal().stories.all() if story.moment == entry.id]
    form = session.configuration.date_format
    return [
        _sentence(f"{fact.title}: {fact.words()}") for story in stories for fact in story_facts(story, form)
    ]


def _sentence(words: str) -> str:
    """The words with a full stop, unless they end with a sign of their own."""
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def _cut(text: str, room: int) -> str:
    """The text, or its beginning and "…"."""
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"


def _closeness(session: Session, entry: Entry, *, plain: bool) -> str:
    from companion.model.entry_facts import closeness_words
    from companion.review.closeness_steps import NOT_RATED, sign_of, step_of

    closeness = entry.closeness if isinstance(entry, Moment) else None
    if closeness is None or session.journal().quiet:
        return "" if plain else NOT_RATED
    return closeness_words(closeness) if plain else sign_of(step_of(closeness))
