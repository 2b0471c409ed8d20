"""Deleting: one entry, the entries of some days, or everything there is."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime

import click

from companion.cli.entry_text import entry_lines
from companion.cli.named_entry import named_entry
from companion.cli.pass_session import pass_session
from companion.cli.session import Session
from companion.model.errors import InputRefused, NothingFound

WORD = "delete"
"""What a person types to have everything deleted."""

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("id", required=False, metavar="[ID|last]")
@click.option("--from", "first", type=_DAY, metavar="DATE", help="Delete entries from DATE on.")
@click.option("--to", "last", type=_DAY, metavar="DATE", help="Delete entries up to and including DATE.")
@click.option("--everything", is_flag=True, help="Delete the journal, its backups and all copies made here.")
@click.option("--backups", is_flag=True, help="Delete from all backups too; this cannot be undone.")
@click.option("--yes", is_flag=True, help="Delete without asking first.")
@pass_session
def delete(
    session: Session,
    id: str | None,
    first: datetime | None,
    last: datetime | None,
    everything: bool,
    backups: bool,
    yes: bool,
) -> None:
    """Delete one entry, the entries of some days, or everything.

    ID is the first characters of an id, or last for the entry written last.

    What belongs to an entry is deleted with it: its worries, and the notes of tries that point to it. A range
    of days includes the answers of its evening checks. With --everything only the configuration stays, which
    has nothing you wrote in it, and your other journals (`companion journals`).

    `companion undo` brings a single entry back within a day; after that it is gone for good. A range of days,
    or everything, is gone at once. Earlier backups still contain what you delete, and one is made before a
    range of days is deleted, unless you add --backups. To keep a copy first, use `companion export`.

    \b
    Examples:
      companion delete 3f2a91c4
      companion delete 3f2a91c4 --backups --yes
      companion delete --from 2026-01-01 --to 2026-01-31
      companion delete --everything
    """
    if sum((id is not None, first is not None or last is not None, everything)) != 1:
        raise click.UsageError("Choose what to delete: an ID, --from and --to, or --everything.")
    if not yes and not session.can_ask:
        raise click.UsageError("There is no terminal to ask in; add --yes.")
    if everything:
        _everything(session, yes)
    elif id is not None:
        _entry(session, id, backups, yes)
    else:
        _range(session, first and first.date(), last and last.date(), backups, yes)


def _entry(session: Session, id: str, backups: bool, yes: bool) -> None:
    journal = session.journal()
    entry = named_entry(session, id)
    if not yes:
        for line in entry_lines(session, entry):
            session.say(click.unstyle(line))
        if not click.confirm("Delete this entry?", err=True):
            session.say("Nothing deleted.")
            return
    if backups:
        _for_good(session, [entry.id], backups)
        return
    journal.entries.delete(entry.id)
    session.leaves_undo = True
    session.say(f"Deleted. To undo, within a day: {session.command('undo')}")


def _range(session: Session, first: date | None, last: date | None, backups: bool, yes: bool) -> None:
    journal = session.journal()
    start, end = first or date.min, last or date.max
    if start > end:
        raise InputRefused(f"--from {start} is after --to {end}; put the earlier day first")
    entries = journal.timeline.between(start, end)
    answers = [answer for answer in journal.evening_checks.all() if start <= answer.day <= end]
    if not entries and not answers:
        raise NothingFound("no entries on these days")
    days = sorted([*(entry.occurred_at.date() for entry in entries), *(answer.day for answer in answers)])
    if not yes:
        beside = f" and {_answers(len(answers))}" if answers else ""
        session.say(f"{_entries(len(entries))}{beside}, {days[0]} to {days[-1]}.")
        session.say(f"This cannot be undone. To keep a copy first: {session.command('export -o FILE')}")
        if not click.confirm("Delete them?", err=True):
            session.say("Nothing deleted.")
            return
    _for_good(session, [entry.id for entry in entries], backups, [answer.id for answer in answers])


def _for_good(session: Session, ids: list[str], backups: bool, answers: Sequence[str] = ()) -> None:
    erased = [*ids, *answers]
    touched = session.journal().entries.erase(erased, backups=backups, passphrase=session.passphrases.current)
    beside = f" and {_answers(len(answers))}" if answers else ""
    session.say(f"Deleted for good: {_entries(len(ids))}{beside}.")
    if session.journal().entries.unvacuumed:
        session.say(
            "Pieces of the text may still be in the file: the disk was full, or another window has "
            "it open. It is tried again each time the journal closes."
        )
    if backups:
        session.say(f"Deleted from {touched} {'backup' if touched == 1 else 'backups'} too.")
    else:
        made = "One was made just before. " if len(erased) > 1 else ""
        session.say(f"{made}Earlier backups still contain it; add --backups to delete it from them too.")


def _everything(session: Session, yes: bool) -> None:
    from companion.system import journal_names
    from companion.vault import passphrases, recovery

    places = session.places
    others = [each.name or "the one without a name" for each in journal_names.others(places)]
    if not places.data.exists():
        raise NothingFound(f"{places.data}: there is no journal here")
    if not yes:
        name = f"{places.name} in " if places.name else "in "
        session.say(f"This deletes the journal {name}{places.data}, its backups and all copies made there.")
        if others:
            session.say(f"No other journal is touched: {', '.join(others)}.")
        session.say(f"This cannot be undone. To keep a copy first: {session.command('export -o FILE')}")
        if click.prompt(f"Type {WORD} to confirm", default="", show_default=False, err=True).strip() != WORD:
            session.say("Nothing deleted.")
            return
    removed = recovery.erase(places)
    if not removed and not (places.name and not places.data.exists()):
        raise NothingFound(f"{places.data}: there is no journal here")
    with suppress(InputRefused):  # a configuration that does not hold has no keyring turned on
        if session.configuration.keyring:
            passphrases.remember(places, None)
    left = "the configuration and your other journals" if others else "the configuration"
    session.say(f"Deleted {removed} {'file' if removed == 1 else 'files'}. Not touched: {left}.")


def _answers(count: int) -> str:
    return f"{count} evening {'answer' if count == 1 else 'answers'}"


def _entries(count: int) -> str:
    return f"{count} {'entry' if count == 1 else 'entries'}"
