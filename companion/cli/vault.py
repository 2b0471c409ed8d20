"""The passphrase of the journal: encrypt, decrypt, another passphrase."""

from typing import TYPE_CHECKING

import click

from companion.cli.session import Session, pass_session
from companion.model.errors import InputRefused

if TYPE_CHECKING:
    from companion.model.retention import Copies


@click.command()
@pass_session
def encrypt(session: Session) -> None:
    """Encrypt the journal with a passphrase.

    Everything in it is then unreadable without the passphrase: entries, drafts, the search index, and its
    backups. Nobody can restore a passphrase that is lost. The plain file is written over and removed; a disk
    may still keep pieces of it, and so may copies that other programs made.

    \b
    Examples:
      companion encrypt
      companion --passphrase-fd 3 encrypt 3<passphrase.txt
    """
    from companion.vault import encryption

    places = session.places
    if encryption.state(places) == "plain":
        session.say("Without the passphrase nobody can open the journal again, not even you. Keep it safe.")
        passphrase = session.passphrases.new()
    else:
        passphrase = ""  # refused below
    copies = encryption.encrypt(places, passphrase)
    _keep_in_step(session, passphrase)
    session.say("The journal is encrypted.")
    _say_copies(session, copies, "are encrypted too", "Still plain, for anyone to read; remove them by hand")


@click.command()
@click.option("--yes", is_flag=True, help="Ask nothing.")
@pass_session
def decrypt(session: Session, yes: bool) -> None:
    """Make the journal a plain file again.

    Whoever uses your account, or gets hold of the disk or a backup of it, can then read all of it.

    \b
    Examples:
      companion decrypt
      companion --passphrase-fd 3 decrypt --yes 3<passphrase.txt
    """
    from companion.vault import encryption

    places = session.places
    if encryption.state(places) != "encrypted":
        encryption.decrypt(places, None)  # says why not
    passphrase = session.passphrases.of_journal()
    encryption.check_passphrase(places, passphrase)
    if not yes:
        session.say("Whoever uses this account, or gets hold of the disk, can then read all of the journal.")
        if not session.can_ask:
            raise click.UsageError("Without a terminal to ask in, say --yes.")
        if not click.confirm("Make it a plain file?", err=True):
            session.say("The journal stays encrypted.")
            return
    encryption.decrypt(places, passphrase)
    _keep_in_step(session, None)
    session.say("The journal is a plain file now. Its earlier backups stay encrypted, with this passphrase.")


@click.command()
@pass_session
def passphrase(session: Session) -> None:
    """Give the encrypted journal another passphrase.

    Its backups get the new one too. Copies that lie elsewhere keep the passphrase they were made with.

    \b
    Examples:
      companion passphrase
      printf '%s\\n' "$OLD" "$NEW" | companion --passphrase-fd 0 passphrase
    """
    from companion.vault import encryption

    places = session.places
    if encryption.state(places) != "encrypted":
        encryption.change_passphrase(places, None, "-")  # says why not
    old = session.passphrases.of_journal()
    encryption.check_passphrase(places, old)
    new = session.passphrases.new()
    if new == old:
        raise InputRefused("passphrase: the new one is the old one; nothing was changed")
    copies = encryption.change_passphrase(places, old, new)
    _keep_in_step(session, new)
    session.say("The journal has its new passphrase.")
    _say_copies(session, copies, "have it too", "These keep the passphrase they were made with")


def _say_copies(session: Session, copies: "Copies", done: str, left: str) -> None:
    """What became of the backups and of journals kept aside."""
    if copies.done:
        session.say(f"Backups that {done}: {copies.done}.")
    if copies.left:
        names = ", ".join(str(path) for path in copies.left)
        session.say(f"{left}: {names}")


def _keep_in_step(session: Session, passphrase: str | None) -> None:
    """What the system's keyring holds, where it is used; a wrong one would be tried each time."""
    if session.configuration.keyring:
        from companion.vault.passphrases import remember

        remember(session.places, passphrase)
