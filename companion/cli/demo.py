"""A made-up diary to look around in."""

from pathlib import Path

import click

from companion.cli.session import Session, pass_session
from companion.model.errors import InputRefused
from companion.paths import places


@click.command()
@click.option("--at", type=click.Path(file_okay=False), metavar="DIR", help="An empty folder to put it in.")
@click.option("--no-open", is_flag=True, help="Only write it; print the folder.")
@click.option("--print-location", is_flag=True, hidden=True)
@pass_session
def demo(session: Session, at: str | None, no_open: bool, print_location: bool) -> None:
    """Open a made-up twelve-week diary in a throw-away place. Your own journal is not touched.

    Without --at the diary is put in a new temporary folder, and that folder is removed when the panes close.

    \b
    Examples:
      companion demo
      companion --at "$(companion demo --no-open)" week
      companion demo --at ~/demo --no-open
    """
    only_write = no_open or print_location
    if not only_write:
        session.check_panes()
    wanted = at or session.at
    import shutil
    import tempfile

    folder = Path(wanted).expanduser() if wanted else Path(tempfile.mkdtemp(prefix="companion-demo-"))
    if folder.exists() and any(folder.iterdir()):
        raise InputRefused(f"--at: {folder} is not empty; the demo goes into an empty folder")
    try:
        _fill(session, folder)
        if only_write:
            session.out(str(folder.absolute()))
        else:
            session.open_panes(places(folder))
    finally:
        if not (wanted or only_write):
            shutil.rmtree(folder, ignore_errors=True)


def _fill(session: Session, folder: Path) -> None:
    from companion.demo import demo_contents
    from companion.journal import open_journal

    with open_journal(places(folder), clock=session.clock) as journal:
        journal.take_in(demo_contents(journal.vocabulary, session.clock.now()))
