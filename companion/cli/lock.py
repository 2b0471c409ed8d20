"""Locking the windows that are open."""

import click

from companion.cli.pass_session import pass_session
from companion.cli.session import Session


@click.command()
@pass_session
def lock(session: Session) -> None:
    """Lock every open window within a second, whichever journal is open in it.

    An encrypted journal then asks for its passphrase. Without a passphrase the journal is only hidden from
    view: Enter shows it again.

    \b
    Examples:
      companion lock
      companion --at ~/elsewhere lock
    """
    from companion.model.errors import JournalDamaged
    from companion.system.journal_names import journals
    from companion.system.private_files import write_private
    from companion.vault.encryption import state

    asked = 0
    damaged = None
    for places in (session.root, *journals(session.root)):
        try:
            if state(places) != "none":
                write_private(places.lock_request, b"")
                asked += 1
        except JournalDamaged as error:  # it does not keep the others open
            damaged = damaged or error
    if damaged is not None:
        raise damaged
    if not asked:
        session.say("There is no journal here yet, so nothing is open.")
    else:
        session.say(f"Locking every open window on {'this journal' if asked == 1 else 'these journals'}.")
