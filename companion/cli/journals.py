"""The journals there are, and a new one with a name."""

import click

from companion.cli.session import Session, pass_session
from companion.system.paths import Places

_STATES = {
    "encrypted": "encrypted",
    "plain": "no passphrase",
    "none": "not started",
    "damaged": "damaged",
}


@click.command()
@click.option("--new", metavar="NAME", help="Make a journal of this name.")
@click.option("--json", "as_json", is_flag=True, help="A list of name and state.")
@pass_session
def journals(session: Session, new: str | None, as_json: bool) -> None:
    """List the journals, or start one with a name of its own. None is opened for the list.

    One journal has no name: the one that is there from the start. Each other has a folder of its own, with a
    passphrase, backups and drafts of its own; the configuration is the same for all. A name is made of
    letters, digits, - and _, and it can be read in the folder, so choose one that may be seen.

    \b
    Examples:
      companion journals
      companion journals --new therapy
      companion --journal therapy
      companion --journal therapy delete --everything
    """
    from companion.system import journal_names
    from companion.system.paths import command_for

    if new is not None:
        made = journal_names.make(session.root, new)
        session.say(f"Made. It opens with: {command_for(made, '').rstrip()}")
        session.say("The panes offer a passphrase for it the first time.")
        return
    there = [(each.name, _state(each)) for each in (session.root, *journal_names.journals(session.root))]
    if as_json:
        session.out_json([{"name": name, "state": state} for name, state in there])
        return
    for name, state in there:
        session.out(f"  {_STATES[state]:<15}{name or '(without a name)'}")


def _state(places: Places) -> str:
    from companion.model.errors import JournalDamaged
    from companion.vault.encryption import state

    try:
        return state(places)
    except JournalDamaged:
        return "damaged"
