"""Another passphrase for the journal that is open, a first one, or none any more.

The file is written anew for it, which takes a journal that nobody has open. So it is locked first, as it is
with the key; then the change is made beside the thread that draws; then it opens again. Whatever goes wrong,
it is locked, and its passphrase opens it.
"""

import asyncio
from functools import partial

from companion.model.errors import CompanionError
from companion.system.paths import Places
from companion.tui.lock import LockableApp
from companion.vault import encryption
from companion.vault.encryption import PassphraseChange
from companion.vault.passphrases import remember

WORKING = "The passphrase is being changed. This may take a minute ..."

WITHOUT = """\
Without one, anyone who can use this account can read the journal, and so can anyone who gets hold of the \
disk. Backups stay encrypted, each with the passphrase it has."""
"""What it means to have no passphrase any more."""


def make_change(places: Places, change: PassphraseChange) -> str:
    """Make it, on a journal that is closed, and say what became of it and of its backups.

    Raises what the functions of :mod:`companion.vault.encryption` raise; then the journal is as it was.
    """
    if change.new is None:
        encryption.decrypt(places, change.old)
        return "The passphrase is removed. Backups stay encrypted, each with the passphrase it has."
    if change.old is None:
        copies, words = encryption.encrypt(places, change.new), "The journal has a passphrase now."
        left = "Still plain, for anyone to read; remove them by hand"
    else:
        copies, words = encryption.change_passphrase(places, change.old, change.new), "Passphrase changed."
        left = "These keep the passphrase they were made with"
    if copies.left:
        words += f" {left}: {', '.join(str(path) for path in copies.left)}"
    return words


class PassphraseApp(LockableApp):
    """An app that can give the journal that is open in it another passphrase."""

    _offer_recovery = False
    """Whether the page for a forgotten passphrase is offered once the panes are there again."""

    def action_passphrase(self) -> None:
        """Ask for a passphrase for the journal: a first one, or another."""
        from companion.tui.screens.new_passphrase import NewPassphraseScreen

        has_one = self.journal.key is not None
        self.push_screen(NewPassphraseScreen(self.opener.places, has_one=has_one), self._change_if_given)

    def action_remove_passphrase(self) -> None:
        """Ask for the passphrase, and make the journal a plain file."""
        from companion.tui.screens.passphrase_check import PassphraseCheckScreen

        def given(passphrase: str | None) -> None:
            self._change_if_given(None if passphrase is None else PassphraseChange(passphrase, None))

        title, words = "Remove the passphrase?", WITHOUT
        screen = PassphraseCheckScreen(self.opener.places, title, words, "removes it", "keeps it")
        self.push_screen(screen, given)

    def _change_if_given(self, change: PassphraseChange | None) -> None:
        if change is not None:
            self.change_passphrase(change)

    def change_passphrase(self, change: PassphraseChange) -> None:
        """Lock the journal, make the change, and open it again."""
        if self.locked:
            return
        offered = change.new is not None and not self.journal.recovery.made
        self._blank_terminal()
        self._locking, self._lock_again = True, False
        self._work_at(partial(self._change_beside, change, offered), self.LOCKED)

    async def _change_beside(self, change: PassphraseChange, offered: bool) -> None:
        await self._close_and_blank(False, WORKING)
        if self.locked_screen is None:
            return
        failed: CompanionError | None = None
        try:
            words = await asyncio.to_thread(make_change, self.opener.places, change)
        except CompanionError as error:
            failed, words = error, f"{error}. Nothing was changed."
        self._offer_recovery = offered and failed is None
        if failed is None:
            if change.new is None and self.opener.keyring:
                remember(self.opener.places, None)  # a key that opens nothing
            await self.locked_screen.ask_anew(self.opener.needs_passphrase)
        await self._unlock_beside(change.old if failed else change.new)
        if not self.locked:
            self.notify(words, severity="warning" if failed else "information", timeout=10, markup=False)
