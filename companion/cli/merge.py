"""Two devices' journals merged."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from companion.cli.import_preview import here_as_json, here_lines
from companion.cli.pass_session import pass_session
from companion.cli.passphrase import read_line
from companion.cli.session import Session
from companion.model.errors import PassphraseNeeded

if TYPE_CHECKING:
    from companion.model.records import Contents


@click.command()
@click.argument("other", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would change here; change nothing.")
@click.option("--yes", is_flag=True, help="Merge without asking.")
@click.option("--json", "as_json", is_flag=True, help="Print the result in counts, as JSON.")
@pass_session
def merge(session: Session, other: Path, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Merge another device's journal into this one: a journal file, its folder, or its JSON export.

    The other file is only read. If an entry differs, the newer version wins; if both devices changed its
    text, both texts are kept, one below the other. Entries deleted there are deleted here. The direction
    makes no difference, and merging again changes nothing. Merge on the other device too, and both journals
    are the same. A backup is made first, and `companion undo` undoes the whole merge within a day.

    \b
    Examples:
      companion merge ~/sync/laptop/journal.db
      companion merge journal.sync-conflict-20260301-214000-ABCDEFG.db --dry-run
      companion --passphrase-fd 3 merge phone.json --yes 3<passphrases.txt
    """
    journal = session.journal()
    contents = _read(session, other)
    if not yes or dry_run:
        here = journal.merging.preview_merge(contents)
        if not as_json:
            session.say(f"Result of merging: {_told(here.counts)}.")
            for line in here_lines(session, here):
                session.say(line)
        elif dry_run:
            session.out_json(here_as_json(here))
        if dry_run:
            session.say("Nothing changed.")
            return
        if not session.can_ask:
            raise click.UsageError("There is no terminal to ask in; add --yes.")
        if not click.confirm("Merge?", err=True):
            session.say("Nothing changed.")
            return
    counts = journal.merging.merge(contents)
    session.leaves_undo = True
    if as_json:
        session.out_json(counts._asdict())
    else:
        session.out(f"{_told(counts._asdict())}.")
        if counts.added or counts.changed or counts.deleted:
            session.say(f"To undo the whole merge, within a day: {session.command('undo')}")


def _told(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {what}" for what, count in counts.items())


def _read(session: Session, other: Path) -> "Contents":
    from companion.transfer.importing import other_journal

    passphrases = session.passphrases

    try:
        return other_journal(other, session.places)
    except PassphraseNeeded as error:
        if passphrases.descriptor is None:
            return other_journal(other, session.places, passphrases.ask(f"Passphrase for {other}: ", error))
    try:
        passphrase = read_line(passphrases.descriptor)
    except PassphraseNeeded:  # one line for both
        passphrase = passphrases.from_descriptor()
    return other_journal(other, session.places, passphrase)
