"""The journal written out as one file."""

import sys
from pathlib import Path

import click

from companion.cli.import_show import some
from companion.cli.session import Session, pass_session
from companion.model.errors import InputRefused
from companion.private import write_private


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["json"]),
    default="json",
    show_default=True,
    help="How it is written.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Where to; stdout without it."
)
@click.option("--force", is_flag=True, help="Replace FILE when it is there.")
@pass_session
def export(session: Session, form: str, output: Path | None, force: bool) -> None:
    """Write the whole journal as one file that `companion import` reads back without a loss.

    What is written is plain text, even where the journal is encrypted: anyone who can open it can read it.

    \b
    Examples:
      companion export -o journal.json
      companion export --format json | gpg --symmetric > journal.json.gpg
    """
    from companion.exchange.journal_json import dumps

    to_stdout = output is None or output == Path("-")
    if output is not None and not to_stdout and output.exists():
        if not output.is_file():
            raise InputRefused(f"{output}: this is not a file; name one to write to")
        if not force:
            if not session.can_ask:
                raise click.UsageError(f"{output} is there already; say --force to replace it.")
            if not click.confirm(f"{output} is there already. Replace it?", err=True):
                session.say("Nothing was written.")
                return
    contents = session.journal().contents()
    data = dumps(contents).encode()
    session.say("This is plain text: anyone who can open it can read it.")
    if output is None or to_stdout:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    write_private(output, data)
    entries = len(contents.moments) + len(contents.reflections)
    session.say(f"Wrote {some(entries, 'entry', 'entries')} to {output}.")
