"""Entries, seen: today, search, show; and undo."""

from itertools import groupby

import click

from companion.cli.entry_text import entry_lines
from companion.cli.session import Session, pass_session
from companion.model.clock import local_day
from companion.model.date_format import day_words
from companion.model.errors import NothingFound
from companion.model.records import Entry


@click.command()
@click.option("--json", "as_json", is_flag=True, help="The entries as a list, as an export writes them.")
@pass_session
def today(session: Session, as_json: bool) -> None:
    """Show what was logged today.

    A day starts at the time set as day_start (04:00 unless changed), so a moment at one in the morning
    belongs to the evening before.

    \b
    Examples:
      companion today
      companion today --json
    """
    journal = session.journal()
    entries = journal.timeline.day(journal.today())
    if as_json:
        session.out_json([_plain(entry) for entry in entries])
        return
    session.out()
    session.out(
        session.style(f"  {day_words(journal.today(), session.configuration.date_format)}", bold=True)
    )
    for entry in entries:
        session.out()
        _tell(session, entry)
    if not entries:
        takes = f"`{session.command('log')}` takes ten seconds; what happened is enough."
        session.out(f"\n  Nothing logged yet today. {takes}")


@click.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(min=1), help="The most to show.")
@click.option("--json", "as_json", is_flag=True, help="The entries as a list, as an export writes them.")
@pass_session
def search(session: Session, query: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Search all entries, newest first.

    Words and "phrases in quotes" have to stand in the entry. Filters narrow it down: trigger:, response:,
    urge:, mood:, act:, prompt:, leaning:, person:, tag:, after:, before:, on:, is:starred, kind:moment,
    kind:reflection. A minus before any of them turns it round; put -- before a query that starts with one.

    \b
    Examples:
      companion search kitchen
      companion search 'trigger:affection response:withdrew after:2026-01 "slow reply"'
      companion search -- -tag:work mood:anxious
    """
    hits = session.journal().timeline.search(" ".join(query), limit)
    if as_json:
        found = [(hit.entry, "".join(text for text, _ in hit.snippet)) for hit in hits]
        session.out_json([{**_plain(entry), "snippet": snippet} for entry, snippet in found])
    if not hits:
        raise NothingFound("nothing was found")
    if as_json:
        return
    settings, form = session.journal().settings, session.configuration.date_format
    for day, group in groupby(hits, key=lambda hit: local_day(hit.entry.occurred_at, settings.day_start)):
        session.out(f"\n  {session.style(day_words(day, form), bold=True)}")
        for hit in group:
            session.out()
            _tell(session, hit.entry, text="".join(text for text, _ in hit.snippet))


@click.command()
@click.argument("id")
@click.option("--json", "as_json", is_flag=True, help="The entry as an export writes it.")
@pass_session
def show(session: Session, id: str, as_json: bool) -> None:
    """Show one entry whole. The first characters of its ID are enough.

    \b
    Examples:
      companion show 3f2a91c4
      companion show 3f2a91c4 --json
    """
    entry = session.journal().timeline.entry(id)
    if as_json:
        session.out_json(_plain(entry))
        return
    day = local_day(entry.occurred_at, session.journal().settings.day_start)
    session.out(f"\n  {session.style(day_words(day, session.configuration.date_format), bold=True)}\n")
    _tell(session, entry, whole=True)


@click.command()
@pass_session
def undo(session: Session) -> None:
    """Take back the last change or deletion, or a whole import or merge.

    What you changed since an import or a merge stays as it is. A backup is made before one is taken back.

    \b
    Example:
      companion undo
    """
    done = session.journal().entries.undo(whole=True)
    if done is None:
        raise NothingFound("there is nothing to take back")
    session.say(done)


def _plain(entry: Entry) -> dict[str, object]:
    from companion.exchange.journal_json import as_dict

    return as_dict(entry)


def _tell(session: Session, entry: Entry, *, whole: bool = False, text: str | None = None) -> None:
    for line in entry_lines(session, entry, whole=whole, text=text):
        session.out(line)
