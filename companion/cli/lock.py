"""Locking the windows that are open."""

import click

from companion.cli.session import Session, pass_session


@click.command()
@pass_session
def lock(session: Session) -> None:
    """Lock every open window on this journal, within a second.

    An encrypted journal then asks for its passphrase. One without a passphrase is only out of sight: Enter
    brings it back.

    \b
    Examples:
      companion lock
      companion --at ~/elsewhere lock
    """
    from companion.system.private_files import write_private
    from companion.vault.encryption import state

    places = session.places
    if state(places) == "none":
        session.say("There is no journal here yet, so nothing is open.")
        return
    write_private(places.lock_request, b"")
    session.say("Every open window on this journal is locking.")
