"""The journal written out, for this program, for another, or to be read."""

from datetime import datetime
from pathlib import Path

import click

from companion.cli.pass_session import pass_session
from companion.cli.session import Session
from companion.model.errors import InputRefused
from companion.system.private_files import write_private, write_private_folder
from companion.transfer.exporting import EXPORTS, KEEPS_EVERYTHING, exported, left_out_words
from companion.transfer.import_words import count_with_noun

_ENTRIES_ONLY = {"jrnl": "jrnl", "jrnl-text": "jrnl", "dayone": "Day One"}
"""Formats that hold entries and nothing else, and whose they are."""


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(list(EXPORTS)),
    default="json",
    help="Export in this format. Default: json.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Save to this file, or folder for markdown and csv. Default: stdout.",
)
@click.option(
    "--from", "first", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Export from this day on."
)
@click.option(
    "--to",
    "last",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Export up to and including this day.",
)
@click.option("--without-names", is_flag=True, help="Leave out your partner's name and whom else you named.")
@click.option("--without-notes", is_flag=True, help="Leave out notes and everything in your own words.")
@click.option("--force", is_flag=True, help="Overwrite files of the same name.")
@pass_session
def export(
    session: Session,
    form: str,
    output: Path | None,
    first: datetime | None,
    last: datetime | None,
    without_names: bool,
    without_notes: bool,
    force: bool,
) -> None:
    """Export the journal to read, to print, or for another program.

    json has everything, and `companion import` reads it back without loss. markdown is a folder with one file
    per day; csv is a folder of tables for a spreadsheet (text that would run as a formula gets a ' in front);
    html and pdf are for reading; book is a page to print, with the coloured year in front and a chapter for
    each month; sqlite is a database of plain tables. For other programs there
    are org (one file for Emacs, a heading for each day), dayone (the zip that Day One imports), jrnl-text
    (what `jrnl --import` reads) and jrnl (JSON as jrnl writes it).

    --from and --to choose the days. Other days are not in the file, so for a backup use `companion backup`,
    or json without them.

    An export is plain text, even if the journal is encrypted: anyone who can open it can read it.

    \b
    Examples:
      companion export -o journal.json
      companion export --format html --from 2026-03-01 --to 2026-03-31 -o march.html
      companion export --format book --without-names -o book.html
      companion export --format json | gpg --symmetric > journal.json.gpg
    """
    to_stdout = output is None or output == Path("-")
    if to_stdout and (EXPORTS[form] or form in ("sqlite", "pdf", "dayone")):
        raise click.UsageError(f"{form} cannot go to stdout; give a file or folder with -o.")
    leaving_out = [what for what, left in (("names", without_names), ("notes", without_notes)) if left]
    if leaving_out and form in KEEPS_EVERYTHING:
        raise click.UsageError(
            f"{form} keeps everything; --without-{leaving_out[0]} goes with another --format, such as html."
        )
    if first is not None and last is not None and first > last:
        raise click.UsageError(f"--from {first:%Y-%m-%d} is later than --to {last:%Y-%m-%d}.")
    if output is not None and not to_stdout and not may_write(session, output, EXPORTS[form], force):
        session.say("Nothing exported.")
        return
    days = first and first.date(), last and last.date()
    date_format = session.configuration.date_format
    with exported(session.journal(), form, *days, leaving_out, date_format) as (files, entries):
        session.say("This is plain text: anyone who can open it can read it.")
        for words in left_out_words(leaving_out):
            session.say(f"Left out: {words}")
        if form in _ENTRIES_ONLY:
            session.say(
                f"{_ENTRIES_ONLY[form]} has no place for worries, experiments, evening checks, monthly "
                "reviews and answers to patterns; they are not included."
            )
        if first is not None or last is not None:
            session.say(
                "These are only some days, for reading; this is not a backup. Monthly reviews and "
                "answers to patterns are not included."
            )
        if output is None or to_stdout:
            for _, pieces in files:
                for piece in pieces:
                    session.out_bytes(piece)
            return
        if EXPORTS[form]:
            write_private_folder(output, files)
        else:
            ((_, pieces),) = files
            write_private(output, pieces)
    session.say(f"Exported {count_with_noun(entries, 'entry', 'entries')} to {output}.")


def may_write(session: Session, output: Path, folder: bool, force: bool) -> bool:
    """Whether nothing stands in the way, or the person wants it replaced. Raises InputRefused."""
    if not output.exists():
        return True
    if output.is_dir() != folder or not (folder or output.is_file()):
        kind = "folder" if folder else "file"
        raise InputRefused(f"{output}: this is not a {kind}; name a {kind}")
    if force or (folder and not any(output.iterdir())):
        return True
    there = "is not empty" if folder else "already exists"
    if not session.can_ask:
        raise click.UsageError(f"{output} {there}; add --force to overwrite.")
    what = "files of the same name" if folder else "it"
    return click.confirm(f"{output} {there}. Overwrite {what}?", err=True)
