"""Backups made by hand, listed and restored."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from companion.cli.pass_session import pass_session
from companion.cli.session import Session
from companion.model.errors import InputRefused, NothingFound
from companion.model.text import one_line

if TYPE_CHECKING:
    from companion.model.retention import RestoreDifference


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Save it here instead of in the backups folder.",
)
@click.option("--force", is_flag=True, help="Overwrite FILE if it exists.")
@pass_session
def backup(session: Session, output: Path | None, force: bool) -> None:
    """Make a backup now and print where it is.

    Every backup is checked, and encrypted if the journal is. One is made automatically on each day you write
    something; `companion settings` shows how many are kept.

    \b
    Examples:
      companion backup
      companion backup -o /media/stick/journal.db
    """
    from companion.vault.encryption import state

    if state(session.places) == "none":
        raise NothingFound(f"{session.places.data}: there is no journal here yet")
    if output is not None:
        _check_target(session, output, force)
    session.out(str(session.journal().backups.make(output)))


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--yes", is_flag=True, help="Restore without asking first.")
@click.option("--json", "as_json", is_flag=True, help="Print the list, or the result, as JSON.")
@pass_session
def restore(session: Session, file: Path | None, yes: bool, as_json: bool) -> None:
    """Restore the journal from a backup. Without FILE, list the backups.

    You see what would change first. Your current journal is set aside under another name, which is printed.

    \b
    Examples:
      companion restore
      companion restore journal-20260301T204000Z.db
      companion restore /media/stick/journal.db --yes
    """
    from companion.vault import recovery

    if file is None:
        _list(session, as_json)
        return
    file = _file_meant(session, file)
    passphrase = _passphrase(session, [session.places.journal, file])
    with recovery.prepare_restore(session.places, file, passphrase) as ready:
        if not (yes and as_json):
            for line in difference_sentences(ready.difference, session.command("encrypt")):
                session.say(line)
        if not yes:
            if not session.can_ask:
                raise click.UsageError("There is no terminal to ask in; add --yes.")
            if not click.confirm("Replace the journal with this backup?", err=True):
                session.say("Nothing was changed.")
                return
        aside = ready.replace_journal(session.clock.now())
    if as_json:
        session.out_json({**ready.difference._asdict(), "aside": aside and str(aside)})
        return
    session.say(f"Restored. The journal now has {entries_counted(ready.difference.then)}.")
    if aside is not None:
        back = session.command(f"restore {aside.name}")
        session.say(f"Your previous journal is in {aside}. To bring it back: {back}")


def difference_sentences(difference: "RestoreDifference", encrypt: str) -> list[str]:
    """What a restore would change, in sentences. ``encrypt``: the command that encrypts the journal."""
    then, now = entries_counted(difference.then), entries_counted(difference.now)
    if difference.complete:
        lines = [f"The backup has {then}; the journal now has {now}."]
    elif difference.other_passphrase:
        lines = [
            f"The backup has {then}. This passphrase does not open the current journal, so the two were not"
            " compared."
        ]
    else:
        lines = [f"The backup has {then}. The journal is damaged; {now} in it can still be read."]
    if difference.becomes_plain:
        lines.append(
            "The backup is not encrypted: the journal would be a plain file that anyone at this account can"
            f" read. To encrypt it again, run `{encrypt}`."
        )
    if difference.other_passphrase:
        return lines
    changes = (
        (difference.back, "would come back"),
        (difference.changed, "would go back to an earlier version"),
        (difference.gone, "written since then would be lost from the journal"),
    )
    lines += [f"{entries_counted(count)} {what}." for count, what in changes if count]
    if not any(count for count, _ in changes):
        lines.append("No entry would change.")
    return lines


def entries_counted(entries: int) -> str:
    """``1 entry``, ``12 entries``."""
    return f"{entries} {'entry' if entries == 1 else 'entries'}"


def _list(session: Session, as_json: bool) -> None:
    from companion.vault import recovery

    folder = session.places.data / "backups"
    beside = session.places.data
    found = [*folder.glob("*.db"), *beside.glob("kept-aside-*.db"), *beside.glob("rescued-*.db")]
    files = [path for path in found if path.is_file()]
    passphrase = _passphrase(session, files)
    backups = recovery.backups(session.places, passphrase)
    aside = recovery.set_aside(session.places, passphrase)
    if as_json:
        session.out_json(
            [
                {
                    "file": str(copy.path),
                    "at": copy.at.isoformat(),
                    "entries": copy.entries,
                    "size": copy.size,
                }
                for copy in [*backups, *aside]
            ]
        )
    if not (backups or aside):
        raise NothingFound(f"there is no backup yet; run `{session.command('backup')}` to make one")
    if as_json:
        return
    for copy in [*backups, *aside]:
        holds = entries_counted(copy.entries) if copy.entries is not None else "cannot be read"
        if not copy.opens:
            holds = "does not open with this passphrase"
        when = _local(session, copy.at)
        session.out(f"  {copy.path.name:<34}{when}  {holds}, {max(1, copy.size // 1024)} KB")


def _passphrase(session: Session, files: Iterable[Path]) -> str | None:
    """The passphrase, where any of these files needs one."""
    from companion.vault import encryption

    if any(encryption.is_encrypted(file) for file in files):
        session.passphrases.current = session.passphrases.of_journal()
    return session.passphrases.current


def _local(session: Session, at: datetime) -> str:
    return f"{at.astimezone(session.clock.now().tzinfo):%Y-%m-%d %H:%M}"


def _file_meant(session: Session, file: Path) -> Path:
    """The file meant: as given, or by its name as it is listed."""
    if not file.exists() and file.name == str(file):
        for folder in (session.places.data / "backups", session.places.data):
            if (folder / file.name).exists():
                return folder / file.name
    if not file.exists():
        lists = f"run `{session.command('restore')}` to list them"
        raise NothingFound(f"{one_line(str(file))}: no such backup; {lists}")
    if file.resolve() == session.places.journal.resolve():
        raise InputRefused(f"{file}: this is the journal itself; name a backup")
    return file


def _check_target(session: Session, output: Path, force: bool) -> None:
    if output.resolve() == session.places.journal.resolve():
        raise InputRefused(f"{output}: this is the journal itself; name another file")
    if output.exists() and not output.is_file():
        raise InputRefused(f"{output}: this is not a file; name a file")
    if output.exists() and not force:
        raise click.UsageError(f"{output} already exists; add --force to overwrite it.")
