"""Where a passphrase comes from: a descriptor, the system's keyring, or the person. Never argv, never the
environment, which other programs can read."""

import os
import sys
from typing import TYPE_CHECKING

from companion.cli.terminal import Terminal
from companion.model.errors import InputRefused, PassphraseNeeded, WrongPassphrase

if TYPE_CHECKING:
    from collections.abc import Callable

    from companion.journal import Journal
    from companion.system.paths import Places
    from companion.vault.passphrases import Secret

TRIES = 3
"""How often a person may try to open the journal."""

_NEEDED = PassphraseNeeded("a passphrase is needed")
_LONGEST = 10_000
"""Bytes that a line with a passphrase has at most."""


class PassphraseSource:
    """Gives the passphrases of one run: from ``descriptor``, a line each, or else from keyring and person.

    ``keyring``: asked at the moment of need, the places whose passphrase the system's keyring may hold;
    ``None`` where it is not used. ``agreed``: whether the journal just opened says so too; the configuration
    alone may have been written by anyone.
    """

    def __init__(
        self,
        terminal: Terminal,
        keyring: "Callable[[], Places | None]",
        agreed: "Callable[[Journal], bool]",
    ) -> None:
        self.descriptor: int | None = None
        self.current: str | None = None
        """The journal's passphrase, once it was read from the descriptor or asked for by a command."""
        self._terminal = terminal
        self._keyring = keyring
        self._agreed = agreed

    def open_journal(self, open_: "Callable[[Secret | None], Journal]") -> "Journal":
        """Open a journal with the passphrase it needs, if it needs one.

        Raises PassphraseNeeded where nobody can be asked, WrongPassphrase after ``TRIES`` wrong ones, and
        what ``open_`` raises.
        """
        if self.descriptor is not None:
            return open_(self.from_descriptor())
        try:
            return open_(None)
        except PassphraseNeeded as error:
            if journal := self._open_from_keyring(open_):
                return journal
            needed = error
        for turn in range(1, TRIES + 1):
            passphrase = self.ask("Passphrase: ", needed)
            try:
                journal = open_(passphrase)
            except (WrongPassphrase, InputRefused) as error:
                if turn == TRIES:
                    raise
                wrong = isinstance(error, WrongPassphrase)
                self._terminal.say(
                    f"Wrong passphrase. Try again.{_caps(passphrase)}" if wrong else str(error)
                )
                continue
            if (places := self._keyring()) and self._agreed(journal):
                from companion.vault.passphrases import remember

                remember(places, journal.key)
            return journal
        raise AssertionError

    def open_unasked(self, open_: "Callable[[Secret | None], Journal]", encrypted: bool) -> "Journal | None":
        """Open a journal with the passphrase of the descriptor or the keyring; ``None`` where neither has it.

        ``encrypted``: whether the journal has a passphrase at all.
        """
        if self.descriptor is not None:
            return open_(self.from_descriptor())
        return self._open_from_keyring(open_) if encrypted else None

    def _open_from_keyring(self, open_: "Callable[[Secret | None], Journal]") -> "Journal | None":
        places = self._keyring()
        if places is None:
            return None
        from companion.vault.passphrases import remember, remembered

        if secret := remembered(places):
            try:
                journal = open_(secret)
            except (WrongPassphrase, InputRefused):
                return None
            if not self._agreed(journal):
                journal.close()
                return None
            if isinstance(secret, str):  # a passphrase from before: the key takes its place
                remember(places, journal.key)
            return journal
        return None

    def from_descriptor(self) -> str:
        """The first line of the descriptor, read once however often it is asked for. Raises as
        :func:`read_line` does.
        """
        if self.current is None:
            assert self.descriptor is not None
            self.current = read_line(self.descriptor)
        return self.current

    def of_journal(self) -> str:
        """The passphrase the journal has now, from the descriptor or the person.

        Raises PassphraseNeeded where nobody can be asked.
        """
        if self.descriptor is not None:
            return self.from_descriptor()
        return self.ask("Passphrase: ", _NEEDED)

    def new(self) -> str:
        """A passphrase to be: the next line of the descriptor, or asked for twice, with how strong it is.

        Raises PassphraseNeeded where there is no such line, or nobody can be asked.
        """
        if self.descriptor is not None:
            return read_line(self.descriptor)
        from companion.vault.passphrases import alike, strength

        while True:
            passphrase = self.ask("New passphrase: ", _NEEDED)
            if passphrase:
                level, words = strength(passphrase)
                self._terminal.say(f"  {'●' * level}{'○' * (4 - level)}  {words}")
                if caps := _caps(passphrase):
                    self._terminal.say(f" {caps}")
            if not alike(self.ask("Repeat it: ", _NEEDED), passphrase):
                self._terminal.say("They do not match. Please start again.")
            elif passphrase:
                return passphrase

    def ask(self, words: str, needed: PassphraseNeeded) -> str:
        """Ask on the terminal, without showing what is typed.

        Raises PassphraseNeeded, in the words of ``needed``, where nobody can be asked.
        """
        import getpass

        if not self._terminal.can_ask and not (sys.stderr.isatty() and _has_terminal()):
            raise PassphraseNeeded(
                f"{needed}, and there is no terminal to ask in; use --passphrase-fd N to read it "
                f"from descriptor N"
            )
        try:
            return getpass.getpass(words, stream=sys.stderr)
        except (EOFError, KeyboardInterrupt):
            import click

            raise click.Abort from None


def _caps(typed: str) -> str:
    """A word for where caps lock may be on; no terminal says whether it is."""
    from companion.vault.passphrases import caps_lock_likely

    return " All capitals: caps lock may be on." if caps_lock_likely(typed) else ""


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
        raise InputRefused(f"--passphrase-fd {descriptor}: could not be read ({error.strerror})") from None
    if not line:
        raise PassphraseNeeded(f"--passphrase-fd {descriptor}: no passphrase found there")
    try:
        return line.removesuffix(b"\r").decode()
    except UnicodeDecodeError:
        raise InputRefused(f"--passphrase-fd {descriptor}: the passphrase is not UTF-8 text") from None


def _has_terminal() -> bool:
    """Whether the process has a terminal of its own, where stdin is something else."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True
