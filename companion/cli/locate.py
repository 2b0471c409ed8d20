"""Where things are kept."""

import click

from companion.cli.pass_session import pass_session
from companion.cli.session import Session


@click.command()
@click.argument("what", type=click.Choice(["data", "config", "journal"]))
@pass_session
def locate(session: Session, what: str) -> None:
    """Show where the journal and its files are.

    data is the journal's folder, config the configuration file, journal the journal file itself. They may not
    exist yet.

    \b
    Examples:
      companion locate journal
      cp -r "$(companion locate data)" /media/backup
    """
    places = session.places
    paths = {"data": places.data, "config": places.config_file, "journal": places.journal}
    session.out(str(paths[what].absolute()))
