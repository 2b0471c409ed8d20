"""A made-up diary to look around in."""

from pathlib import Path

import click

from companion.cli.pass_session import pass_session
from companion.cli.session import Session
from companion.model.errors import InputRefused
from companion.system.paths import places


@click.command()
@click.option("--at", type=click.Path(file_okay=False), metavar="DIR", help="Put it in this empty folder.")
@click.option("--no-open", is_flag=True, help="Only make it, and print its folder.")
@click.option("--print-location", is_flag=True, hidden=True)
@pass_session
def demo(session: Session, at: str | None, no_open: bool, print_location: bool) -> None:
    """Open a made-up diary of twelve weeks to look around in. Your own journal is not touched.

    Without --at it is in a new temporary folder, which is deleted when you quit.

    \b
    Examples:
      companion demo
      companion --at "$(companion demo --no-open)" week
      companion demo --at ~/demo --no-open
    """
    only_write = no_open or print_location
    if not only_write:
        session.check_panes()
    from tempfile import mkdtemp

    from companion.demo import fill, throw_away

    wanted = at or session.at
    if not (wanted or only_write):
        with throw_away(session.clock) as there:
            session.open_panes(there)
        return
    folder = places(wanted).data if wanted else Path(mkdtemp(prefix="companion-demo-"))
    if folder.exists() and any(folder.iterdir()):
        raise InputRefused(f"--at: {folder} is not empty; name an empty folder")
    fill(places(folder), session.clock)
    if only_write:
        session.out(str(folder.absolute()))
    else:
        session.open_panes(places(folder))
