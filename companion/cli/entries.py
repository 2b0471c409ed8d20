"""Entries, seen: today, search, show; and undo."""

import re
from datetime import date
from itertools import groupby

import click
from click.core import ParameterSource

from companion.cli.entry_list import listed, plain_lines
from companion.cli.entry_text import entry_lines
from companion.cli.named_entry import LAST, named_entry
from companion.cli.pass_session import pass_session
from companion.cli.plain_option import plain_option
from companion.cli.session import Session
from companion.cli.whole_number import within
from companion.model.clock import local_day
from companion.model.date_format import day_words
from companion.model.errors import InputRefused, NothingFound
from companion.model.records import Entry

MANY = 20
"""How many entries are listed where no number is given."""

MOST = 1000
"""The most that are listed of some days where no number is given."""


@click.command()
@plain_option
@click.option(
    "--json", "as_json", is_flag=True, help="Print the entries as a JSON list, in the form of an export."
)
@pass_session
def today(session: Session, plain: bool, as_json: bool) -> None:
    """Show today's entries.

    A day starts at day_start (04:00 unless you change it), so a moment at one in the morning belongs to the
    evening before.

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
    _head(session, journal.today(), plain=plain)
    for entry in entries:
        session.out()
        _tell(session, entry, plain=plain)
    if not entries:
        takes = f"`{session.command('log')}` takes ten seconds; what happened is enough."
        session.out(f"\n{'' if plain else '  '}No entries yet today. {takes}")


class _QueryCommand(click.Command):
    """Takes a word that begins with one minus for a part of the query, as in ``-tag:work``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if "--" not in args:
            minus = [each for each in args if re.match(r"-[^-]", each)]
            args = [*(each for each in args if each not in minus), "--", *minus]
        return super().parse_args(ctx, args)


@click.command(cls=_QueryCommand)
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--limit",
    default=50,
    type=int,
    callback=within(1),
    metavar="N",
    help="Show at most this many. Default: 50.",
)
@plain_option
@click.option(
    "--json", "as_json", is_flag=True, help="Print the entries as a JSON list, in the form of an export."
)
@pass_session
def search(session: Session, query: tuple[str, ...], limit: int, plain: bool, as_json: bool) -> None:
    """Search all entries, newest first.

    An entry is found when it has all the words and "phrases in quotes". Filters: trigger:, response:,
    urge:, feeling: (or mood:), act:, prompt:, leaning:, person:, tag:, closeness: (2, >0, <=-1), after:,
    before:, on: (or date:), is:starred, kind:moment, kind:reflection. Days can be in words: after:3w,
    on:"last friday". A minus in front excludes.

    \b
    Examples:
      companion search kitchen
      companion search 'trigger:affection response:withdrew after:2026-01 "slow reply"'
      companion search -tag:work feeling:anxious 'closeness:>0'
    """
    hits = session.journal().timeline.search(" ".join(query), limit)
    if as_json:
        found = [(hit.entry, "".join(text for text, _ in hit.snippet)) for hit in hits]
        session.out_json([{**_plain(entry), "snippet": snippet} for entry, snippet in found])
    if not hits:
        raise NothingFound("no matches")
    if as_json:
        return
    settings = session.journal().settings
    for day, group in groupby(hits, key=lambda hit: local_day(hit.entry.occurred_at, settings.day_start)):
        _head(session, day, plain=plain)
        for hit in group:
            session.out()
            _tell(session, hit.entry, text="".join(text for text, _ in hit.snippet), plain=plain)


@click.command("list")
@click.argument("count", metavar="[N]", default=MANY, type=int, callback=within(1))
@click.option("--day", metavar="WORDS", help='List only this day: "yesterday", "last friday", "2026-03-01".')
@click.option("--since", metavar="WORDS", help="List from this day on.")
@plain_option
@click.option(
    "--json", "as_json", is_flag=True, help="Print the entries as a JSON list, in the form of an export."
)
@pass_session
def list_(
    session: Session, count: int, day: str | None, since: str | None, plain: bool, as_json: bool
) -> None:
    """List entries, one a line, newest first: id, day, how close it felt, what it was, its first words.

    N is how many. Default: 20, or up to 1000 with --day or --since.

    \b
    Examples:
      companion list
      companion list 5
      companion list --since "last monday"
    """
    if day and since:
        raise click.UsageError("--day and --since cannot go together.")
    given = click.get_current_context().get_parameter_source("count") is ParameterSource.COMMANDLINE
    journal = session.journal()
    if day or since:
        first = _day(session, "day" if day else "since", day or since or "")
        found = journal.timeline.between(first, first if day else journal.today())
        entries = found[::-1][: count if given else MOST]
    else:
        entries = journal.timeline.latest(limit=count)
    if as_json:
        session.out_json([_plain(entry) for entry in entries])
    if not entries:
        raise NothingFound("no entries" + (" on these days" if day or since else " yet"))
    if not as_json:
        for entry in entries:
            session.out(listed(session, entry, plain=plain))


def _day(session: Session, field: str, words: str) -> date:
    """The local day that is meant. Raises InputRefused, naming the option."""
    try:
        return session.journal().timeline.read_day(words)
    except InputRefused as error:
        raise InputRefused(f"{field}{str(error).removeprefix('date')}") from None


@click.command()
@click.argument("id", metavar="[ID|last]", default=LAST)
@plain_option
@click.option("--json", "as_json", is_flag=True, help="Print the entry as JSON, in the form of an export.")
@pass_session
def show(session: Session, id: str, plain: bool, as_json: bool) -> None:
    """Show one entry in full: the one written last, or the one with this ID.

    The first characters of an ID are enough.

    \b
    Examples:
      companion show
      companion show 3f2a91c4
      companion show 3f2a91c4 --json
    """
    entry = named_entry(session, id)
    if as_json:
        session.out_json(_plain(entry))
        return
    day = local_day(entry.occurred_at, session.journal().settings.day_start)
    _head(session, day, plain=plain)
    session.out()
    _tell(session, entry, whole=True, plain=plain)


@click.command()
@pass_session
def undo(session: Session) -> None:
    """Undo the last change: an entry, an edit, a deletion, an answer, a setting, a whole import.

    What you have changed since an import or a merge stays as it is. Before either is undone, a backup is
    made.

    \b
    Example:
      companion undo
    """
    done = session.journal().entries.undo(whole=True)
    if done is None:
        raise NothingFound("nothing to undo")
    session.leaves_undo = True
    session.say(done.words)


def _plain(entry: Entry) -> dict[str, object]:
    from companion.exchange.journal_fields import as_dict

    return as_dict(entry)


def _head(session: Session, day: date, *, plain: bool) -> None:
    words = day_words(day, session.configuration.date_format)
    session.out(f"\n{words}." if plain else f"\n  {session.style(words, bold=True)}")


def _tell(
    session: Session, entry: Entry, *, whole: bool = False, text: str | None = None, plain: bool = False
) -> None:
    lines = plain_lines if plain else entry_lines
    for line in lines(session, entry, whole=whole, text=text):
        session.out(line)
