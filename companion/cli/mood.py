"""A mood alone as an entry, from the command line; and the words there are for it."""

import textwrap
from datetime import timedelta

import click

from companion.cli.option_codes import labels_of, resolve_feeling
from companion.cli.pass_session import pass_session
from companion.cli.plain_option import plain_option
from companion.cli.session import Session
from companion.model.errors import InputRefused


@click.command()
@click.argument("words", nargs=-1, metavar="[WORD[=STRENGTH]]...")
@plain_option
@pass_session
def mood(session: Session, words: tuple[str, ...], plain: bool) -> None:
    """Save how you feel right now; one word is a whole entry.

    WORD is a feeling, part of one or an everyday word for it, STRENGTH a number from 0 to 10. Only the new id
    goes to stdout. Without a word it lists all feelings, each with its meaning.

    \b
    Examples:
      companion mood
      companion mood tense=6
      companion mood tender calm=4
    """
    if not words:
        _list(session, plain=plain)
        return
    journal = session.journal()
    labels = labels_of(journal.vocabulary.moods, lambda id: journal.vocabulary.label(id, journal.settings))
    moods, several = journal.vocabulary.moods, journal.vocabulary.ambiguous("mood")
    feelings = [resolve_feeling(word.replace("=", ":", 1), labels, moods, several) for word in words]
    named = [feeling.mood for feeling in feelings]
    if twice := [id for id in named if named.count(id) > 1]:
        raise InputRefused(f"mood: {twice[0]!r} is given twice; give it once")
    saved = journal.entries.reflect(feelings=feelings)
    session.saved = f"The feeling is saved as {saved.id}."
    session.leaves_undo = True
    session.out(saved.id)
    from companion.model.text import one_line
    from companion.review.grammar import small_first
    from companion.review.mood_plane import as_words

    told = [as_words(small_first(one_line(labels[one.mood]), one.mood), one.intensity) for one in feelings]
    session.say(f"Saved: {', '.join(told)}. To undo: {session.command('undo')}")


def _list(session: Session, *, plain: bool) -> None:
    """All feelings under the corners of their plane, and which were named most."""
    from companion.model.text import one_line
    from companion.review.feeling_days import NAMED_DAYS, most_named, named_lately
    from companion.review.grammar import small_first
    from companion.review.mood_plane import OFTEN, by_corner

    journal = session.journal()
    today = journal.today()
    days = journal.timeline.day_summaries(today - timedelta(days=NAMED_DAYS - 1), today)
    named = named_lately(days.values())
    rows = [row for row in journal.vocabulary.moods.values() if not row.deprecated]
    words = {row.id: small_first(one_line(row.label), row.id) for row in rows}
    column = max(map(len, words.values())) + 4
    for corner, moods in by_corner(rows).items():
        session.out(f"\n{corner}:" if plain else f"\n  {session.style(corner, bold=True)}")
        for row in moods:
            if plain:
                session.out(f"{words[row.id]}: {one_line(row.definition)}")
                continue
            told = textwrap.wrap(one_line(row.definition), max(20, session.width - column)) or [""]
            word = f"  {words[row.id]}".ljust(column)
            session.out(session.style(word, bold=named.get(row.id, 0) >= OFTEN) + told[0])
            for line in told[1:]:
                session.out(" " * column + line)
    most = most_named(named, words, OFTEN)
    session.out((f"\n{most}" if plain else f"\n  {most}\n") if most else "")
