"""The passphrase of the journal: encrypt, decrypt, another passphrase."""

from typing import TYPE_CHECKING

import click

from companion.cli.pass_session import pass_session
from companion.cli.session import Session
from companion.model.errors import InputRefused

if TYPE_CHECKING:
    from companion.model.retention import Copies


@click.command()
@pass_session
def encrypt(session: Session) -> None:
    """Encrypt the journal with a passphrase.

    Without the passphrase nothing in it can be read any more: not the entries, drafts, search index or
    backups. A forgotten passphrase cannot be reset, unless you made a recovery sheet. The plain file is
    overwritten and deleted; the disk may still hold pieces of it, and so may copies made by other programs.

    \b
    Examples:
      companion encrypt
      companion --passphrase-fd 3 encrypt 3<passphrase.txt
    """
    from companion.vault import encryption

    places = session.places
    if encryption.state(places) == "plain":
        session.say(
            "Without the passphrase nobody can open the journal again, not even you. Remember it well."
        )
        passphrase = session.passphrases.new()
    else:
        passphrase = ""  # refused below
    copies = encryption.encrypt(places, passphrase)
    keep_in_step(session, passphrase)
    session.say("The journal is encrypted.")
    say_copies(session, copies, "are encrypted too", "Still readable by anyone; delete them yourself")
    session.say(
        f"In case you forget the passphrase, `{session.command('recovery-sheet')}` makes a page to print."
    )


@click.command()
@click.option("--yes", is_flag=True, help="Decrypt without asking.")
@pass_session
def decrypt(session: Session, yes: bool) -> None:
    """Remove the passphrase: make the journal a plain file again.

    Anyone who can use your account, or gets hold of the disk or a backup, can then read all of it.

    \b
    Examples:
      companion decrypt
      companion --passphrase-fd 3 decrypt --yes 3<passphrase.txt
    """
    from companion.vault import encryption

    places = session.places
    if encryption.state(places) != "encrypted":
        encryption.decrypt(places, None)  # says why not
    key = encryption.check_passphrase(places, session.passphrases.of_journal())
    if not yes:
        session.say(
            "Anyone who can use this account, or gets hold of the disk, can then read the whole journal."
        )
        if not session.can_ask:
            raise click.UsageError("There is no terminal to ask in; add --yes.")
        if not click.confirm("Remove the passphrase?", err=True):
            session.say("The journal stays encrypted.")
            return
    encryption.decrypt(places, key)
    keep_in_step(session, None)
    session.say(
        "The journal is now a plain file. Earlier backups stay encrypted, each with its own passphrase."
    )


@click.command()
@click.option(
    "--renew", is_flag=True, help="Leave the passphrase as it is, but make it as hard to guess as a new one."
)
@pass_session
def passphrase(session: Session, renew: bool) -> None:
    """Change the passphrase.

    The backups get the new one too. Copies elsewhere stay with the passphrase they were made with. A recovery
    sheet stays valid.

    The passphrase of a journal made by an earlier version is quicker to guess. With --renew it stays the
    same, and the journal and its backups are rewritten so that each guess takes as long as it does now.

    \b
    Examples:
      companion passphrase
      companion passphrase --renew
      printf '%s\\n' "$OLD" "$NEW" | companion --passphrase-fd 0 passphrase
    """
    from companion.vault import encryption
    from companion.vault.passphrases import alike

    places = session.places
    if encryption.state(places) != "encrypted":
        encryption.change_passphrase(places, None, "-")  # says why not
    old = session.passphrases.of_journal()
    key = encryption.check_passphrase(places, old)
    assert key is not None
    if renew and not key.older:
        session.say("Nothing to renew: each guess already takes as long as in a new journal.")
        return
    new = old if renew else session.passphrases.new()
    if not renew and alike(new, old):
        more = "; --renew makes it harder to guess" if key.older else ""
        raise InputRefused(f"passphrase: the new one is the same as the old one; nothing was changed{more}")
    copies = encryption.change_passphrase(places, old, new, known=[key])
    keep_in_step(session, new)
    if renew:
        session.say("The passphrase is the same, but harder to guess now.")
    else:
        session.say("Passphrase changed.")
    say_copies(
        session,
        copies,
        "were renewed too" if renew else "have the new one too",
        "These still have their old passphrase",
    )


def say_copies(session: Session, copies: "Copies", done: str, left: str) -> None:
    """What became of the backups and of journals set aside."""
    if copies.done:
        session.say(f"Backups that {done}: {copies.done}.")
    if copies.left:
        names = ", ".join(str(path) for path in copies.left)
        session.say(f"{left}: {names}")


def keep_in_step(session: Session, passphrase: str | None) -> None:
    """What the system's keyring holds, where it is used; a wrong key would be tried each time."""
    if not session.configuration.keyring:
        return
    from companion.journal import open_journal
    from companion.vault.passphrases import remember

    if passphrase is None:
        remember(session.places, None)
        return
    with open_journal(session.places, clock=session.clock, passphrase=passphrase) as journal:
        remember(session.places, journal.key if session.settled(journal).keyring else None)
