"""The journals there are, and a new one with a name."""

import click

from companion.cli.pass_session import pass_session
from companion.cli.session import Session
from companion.system.paths import Places

_STATES = {
    "encrypted": "encrypted",
    "plain": "no passphrase",
    "none": "not started",
    "damaged": "damaged",
}


@click.command()
@click.option("--new", metavar="NAME", help="Start a journal with this name.")
@click.option("--json", "as_json", is_flag=True, help="Print the names and states as JSON.")
@pass_session
def journals(session: Session, new: str | None, as_json: bool) -> None:
    """List your journals, or start one with its own name. The list opens none of them.

    Your first journal has no name. Every other one has its own folder, passphrase, backups and drafts; they
    all share one configuration. A name is made of letters, digits, - and _. It can be seen in the folder, so
    choose one that gives nothing away.

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
        session.say(f"Made. To open it: {command_for(made, '').rstrip()}")
        session.say("The first time you open it, you can give it a passphrase.")
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
