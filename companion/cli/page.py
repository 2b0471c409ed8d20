"""The handout: a page for someone who helps."""

from datetime import datetime, timedelta
from pathlib import Path

import click

from companion.cli.export import may_write
from companion.cli.pass_session import pass_session
from companion.cli.session import Session
from companion.cli.whole_number import within
from companion.model.errors import InputRefused, near_or_all

FORMATS = ("text", "md", "html", "pdf")
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option(
    "--weeks",
    type=int,
    callback=within(1, 520),
    metavar="N",
    help="Cover this many weeks, the present one included. Default: 4.",
)
@click.option("--from", "first", type=_DAY, metavar="DATE", help="Start on this day.")
@click.option("--to", "last", type=_DAY, metavar="DATE", help="End on this day.")
@click.option(
    "--pattern",
    "chosen",
    multiple=True,
    metavar="ID",
    help="Include only this pattern; can be given several times.",
)
@click.option("--with-notes", is_flag=True, help="Include notes, reflections and your other texts.")
@click.option("--with-names", is_flag=True, help="Include your partner's name.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    help="Make it in this format. Default: text.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Save it here. Default: stdout.",
)
@click.option("--yes", is_flag=True, help="Save it without showing it first.")
@click.option("--force", is_flag=True, help="Overwrite a file of the same name.")
@pass_session
def page(
    session: Session,
    weeks: int | None,
    first: datetime | None,
    last: datetime | None,
    chosen: tuple[str, ...],
    with_notes: bool,
    with_names: bool,
    form: str,
    output: Path | None,
    yes: bool,
    force: bool,
) -> None:
    """Make a handout for someone who helps you: counts, dates and patterns.

    Names, notes and everything in your own words are left out unless you ask for them, and the handout says
    so. You see it before it is saved to a file.

    \b
    Examples:
      companion page
      companion page --weeks 8 --format pdf -o weeks.pdf
      companion page --from 2026-02-01 --to 2026-02-28 --with-notes --format html -o february.html
    """
    from companion.documents.blocks import to_text
    from companion.system.private_files import write_private
    from companion.transfer.exporting import handout, render_handout

    if weeks is not None and (first is not None or last is not None):
        raise click.UsageError("--weeks and --from/--to cannot go together.")
    if output is None and form == "pdf":
        raise click.UsageError("pdf cannot go to stdout; give a file with -o.")
    journal = session.journal()
    unknown = [id for id in chosen if id not in journal.vocabulary.patterns]
    if unknown:
        raise InputRefused(
            f"pattern: unknown pattern {unknown[0]!r}; {near_or_all(unknown[0], journal.vocabulary.patterns)}"
        )
    to = last.date() if last else journal.today()
    since = first.date() if first else journal.week_start(to) - timedelta(weeks=(weeks or 4) - 1)
    if since > to:
        raise click.UsageError(f"--from {since} is later than --to {to}.")
    blocks = handout(
        journal,
        since,
        to,
        chosen=chosen,
        with_notes=with_notes,
        with_names=with_names,
        date_format=session.configuration.date_format,
    )
    if output is None:
        if form == "text":
            session.out(f"\n{to_text(blocks, session.width)}\n")
        else:
            session.out_bytes(render_handout(blocks, form))
        return
    data = render_handout(blocks, form)
    if not may_write(session, output, False, force):
        session.say("Nothing saved.")
        return
    if not yes:
        if not session.can_ask:
            raise click.UsageError("There is no terminal to show it in; add --yes.")
        session.say(f"\n{to_text(blocks, session.width)}\n")
        session.say("The file will be plain text: anyone who can open it can read it.")
        if not click.confirm(f"Save this to {output}?", err=True):
            session.say("Nothing saved.")
            return
    write_private(output, data)
    session.say(f"Saved the handout to {output}. Anyone who can open it can read it.")
