"""Where a passphrase comes from: a descriptor, the system's keyring, or the person. Never argv, never the
environment, which other programs can read."""

import os
import sys
from typing import TYPE_CHECKING

import click

from companion.model.errors import InputRefused, PassphraseNeeded, WrongPassphrase

if TYPE_CHECKING:
    from collections.abc import Callable

    from companion.cli.session import Session
    from companion.journal import Journal

TRIES = 3
_NEEDED = PassphraseNeeded("a passphrase is needed")
_LONGEST = 10_000
"""Bytes that a line with a passphrase has at most."""


def read_line(descriptor: int) -> str:
    """One line of a descriptor and not a byte more, so that what follows is left for others.

    Raises PassphraseNeeded where there is none, InputRefused for a descriptor or a text that is none.
    """
    line = bytearray()
    try:
        while (byte := os.read(descriptor, 1)) not in (b"", b"\n"):
            line += byte
            if len(line) > _LONGEST:
                raise InputRefused(f"--passphrase-fd {descriptor}: the line is too long for a passphrase")
    except OSError as error:
        raise InputRefused(f"--passphrase-fd {descriptor}: cannot be read ({error.strerror})") from None
    if not line:
        raise PassphraseNeeded(f"--passphrase-fd {descriptor}: gave no passphrase")
    try:
        return line.removesuffix(b"\r").decode()
    except UnicodeDecodeError:
        raise InputRefused(f"--passphrase-fd {descriptor}: the passphrase is not UTF-8 text") from None


def open_with_passphrase(session: "Session", open_: "Callable[[str | None], Journal]") -> "Journal":
    """Open a journal with the passphrase it needs, if it needs one."""
    if session.passphrase_fd is not None:
        return open_(given(session))
    try:
        return open_(None)
    except PassphraseNeeded as error:
        if journal := _from_keyring(session, open_):
            return journal
        needed = error
    for turn in range(1, TRIES + 1):
        passphrase = ask(session, "Passphrase: ", needed)
        try:
            journal = open_(passphrase)
        except (WrongPassphrase, InputRefused) as error:
            if turn == TRIES:
                raise
            session.say("That does not open it." if isinstance(error, WrongPassphrase) else str(error))
            continue
        if session.configuration.keyring:
            from companion.vault.passphrases import remember

            remember(session.places, passphrase)
        return journal
    raise AssertionError


def open_unasked(session: "Session", open_: "Callable[[str | None], Journal]") -> "Journal | None":
    """Open a journal with the passphrase of the descriptor or the keyring; ``None`` where neither has it."""
    if session.passphrase_fd is not None:
        return open_(given(session))
    from companion.vault.encryption import is_encrypted

    return _from_keyring(session, open_) if is_encrypted(session.places.journal) else None


def _from_keyring(session: "Session", open_: "Callable[[str | None], Journal]") -> "Journal | None":
    if not session.configuration.keyring:
        return None
    from companion.vault.passphrases import remembered

    if passphrase := remembered(session.places):
        try:
            return open_(passphrase)
        except (WrongPassphrase, InputRefused):
            return None
    return None


def given(session: "Session") -> str:
    """The passphrase of the descriptor, read once however often it is asked for."""
    if session.passphrase is None:
        assert session.passphrase_fd is not None
        session.passphrase = read_line(session.passphrase_fd)
    return session.passphrase


def present(session: "Session") -> str:
    """The passphrase the journal has now, from the descriptor or the person."""
    if session.passphrase_fd is not None:
        return given(session)
    return ask(session, "Passphrase: ", _NEEDED)


def new(session: "Session") -> str:
    """A passphrase to be: the next line of the descriptor, or asked for twice, with how strong it is."""
    if session.passphrase_fd is not None:
        return read_line(session.passphrase_fd)
    from companion.vault.passphrases import strength

    while True:
        passphrase = ask(session, "New passphrase: ", _NEEDED)
        if passphrase:
            level, words = strength(passphrase)
            session.say(f"  {'●' * level}{'○' * (4 - level)}  {words}")
        if ask(session, "Once more: ", _NEEDED) != passphrase:
            session.say("These are not the same; please begin again.")
        elif passphrase:
            return passphrase


def ask(session: "Session", words: str, needed: PassphraseNeeded) -> str:
    """Ask on the terminal, without showing what is typed. Raises ``needed`` where nobody can be asked."""
    import getpass

    if not session.can_ask and not (sys.stderr.isatty() and _has_terminal()):
        raise PassphraseNeeded(
            f"{needed}, and there is no terminal to ask on; --passphrase-fd N reads it from descriptor N"
        )
    try:
        return getpass.getpass(words, stream=sys.stderr)
    except (EOFError, KeyboardInterrupt):
        raise click.Abort from None


def _has_terminal() -> bool:
    """Whether the process has a terminal of its own, where stdin is something else."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True
